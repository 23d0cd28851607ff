"""Who may use an office's server: accounts from ``users.yaml``, with hashed passwords and a role.

A file looks like this; ``auditor serve-user`` writes the lines::

    users:
      - {name: 张三, role: 审核人, password: "scrypt$…"}
      - {name: 李四, role: 填报人, department: 水务局, password: "scrypt$…"}
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from auditor.errors import AuditorError
from auditor.runtime.atomic import write_text

Role = Literal["填报人", "审核人", "管理员"]
ROLES: tuple[Role, ...] = get_args(Role)
OFFICE: frozenset[Role] = frozenset({"审核人", "管理员"})
"""Roles that see every department."""

_COST, _BLOCK, _LANES = 1 << 15, 8, 1
_MEMORY = 128 * _COST * _BLOCK * 2
LEAST_PASSWORD = 8


@dataclass(frozen=True)
class Account:
    """A person who signs in; ``department`` is whose material a 填报人 sees, ``password`` a hash, ``token`` the hash of the
    key with which a program signs in ("" for none).
    """

    name: str
    role: Role
    department: str = ""
    password: str = ""
    token: str = ""

    @property
    def sees_all(self) -> bool:
        """Whether this person sees every department's material."""
        return self.role in OFFICE


LOCAL = Account("本机用户", "管理员")
"""Who works at this computer, where no accounts are asked for."""


def hashed(password: str) -> str:
    """A password as it may be kept: ``scrypt$salt$hash``."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_text(salt)}${_text(_derived(password, salt))}"


def matches(password: str, kept: str) -> bool:
    """Whether a password is the one whose hash was kept; it takes as long where nothing was kept."""
    kind, _, rest = kept.partition("$")
    salt, _, digest = rest.partition("$")
    found = _text(_derived(password, base64.b64decode(salt) if kind == "scrypt" else b"-" * 16))
    return hmac.compare_digest(found, digest) and kind == "scrypt"


def token_hash(token: str) -> str:
    """A random key as it may be kept; it is too long to be guessed, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def load_accounts(path: Path) -> Mapping[str, Account]:
    """Accounts by name.

    Raises:
        AuditorError: C030 where the file cannot be read or an account is not complete.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AuditorError("C030", path=path, reason=error.strerror or "打不开") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise AuditorError("C030", path=path, reason="不是有效的 YAML（UTF-8）文本") from error
    lines = data.get("users") if isinstance(data, dict) else None
    if not isinstance(lines, list) or not lines:
        raise AuditorError("C030", path=path, reason="没有写 users")
    accounts = [_account(line, path) for line in lines]
    if len({one.name for one in accounts}) < len(accounts):
        raise AuditorError("C030", path=path, reason="有两个用户同名")
    return {one.name: one for one in accounts}


def save_account(path: Path, account: Account) -> None:
    """Write an account into the file, in place of the one of the same name; the file is made where there is none.

    Raises:
        AuditorError: C030 as ``load_accounts``, and for an account that is not complete.
    """
    kept = dict(load_accounts(path)) if path.exists() else {}
    kept[account.name] = account
    lines = [{key: value for key, value in vars(one).items() if value} for one in kept.values()]
    for line in lines:
        _account(line, path)
    write_text(path, yaml.safe_dump({"users": lines}, allow_unicode=True, sort_keys=False))


def _account(line: Any, path: Path) -> Account:
    if not isinstance(line, dict) or not line.get("name"):
        raise AuditorError("C030", path=path, reason="有一个用户没有写 name")
    name, known = str(line["name"]), {"name", "role", "department", "password", "token"}
    if unknown := [key for key in line if key not in known]:
        raise AuditorError("C030", path=path, reason=f"用户“{name}”写了不认识的“{unknown[0]}”")
    if line.get("role") not in ROLES:
        raise AuditorError("C030", path=path, reason=f"用户“{name}”的 role 要写{'、'.join(ROLES)}之一")
    account = Account(**{key: str(value) for key, value in line.items()})  # type: ignore[arg-type]
    if account.role == "填报人" and not account.department:
        raise AuditorError("C030", path=path, reason=f"填报人“{name}”没有写 department")
    if not account.password.startswith("scrypt$") and not account.token:
        raise AuditorError("C030", path=path, reason=f"用户“{name}”没有密码；请用 auditor serve-user 写入")
    return account


def _derived(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=_MEMORY, dklen=32)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
