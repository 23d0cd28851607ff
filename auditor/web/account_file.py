"""The accounts of a running server: read again when their file has changed; a broken one changes nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from auditor.errors import AuditorError
from auditor.web.users import Account, load_accounts

_LOG = logging.getLogger("auditor.web")

Stamp = tuple[int, int, int]


class AccountFile:
    """The accounts of a file, as it now is.

    Args:
        path: of the file.
        on_ended: told the names of accounts that are gone, or have another password, department or role, once the file has
            changed and before the new accounts count.

    Raises:
        AuditorError: C030 where it cannot be used at the start.
    """

    def __init__(self, path: Path, on_ended: Callable[[Collection[str]], None]) -> None:
        self._path, self._on_ended = path, on_ended
        self._lock = threading.Lock()
        self._stamp = _stamp(path)
        self._accounts = load_accounts(path)

    @property
    def accounts(self) -> Mapping[str, Account]:
        """Accounts by name."""
        with self._lock:
            stamp = _stamp(self._path)
            if stamp != self._stamp:
                self._read_again()
                self._stamp = stamp
            return self._accounts

    def _read_again(self) -> None:
        try:
            found = load_accounts(self._path)
        except AuditorError as error:
            _LOG.warning("%s在改好以前，仍按原来的用户登录。", error.message)
            return
        ended = [name for name, one in self._accounts.items() if _person(found.get(name)) != _person(one)]
        if ended:
            self._on_ended(ended)
        self._accounts = found


def _person(account: Account | None) -> tuple[str, ...]:
    """What a session rests on; the key of a program is none of it."""
    return () if account is None else (account.role, account.department, account.password)


def _stamp(path: Path) -> Stamp | None:
    """What changes whenever a file is written; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
