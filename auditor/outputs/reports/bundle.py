"""The evidence bundle: a zip that shows later what was audited, by which rules, with which outcome.

The same result and rules give the same bytes: no clock, no file system order, nothing of the machine.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from auditor.errors import UnreadableError
from auditor.model import Result, Submission
from auditor.outputs.reports.formats import write_formats
from auditor.outputs.reports.stored import StoredResult
from auditor.runtime.atomic import placed
from auditor.wording import SEVERITY

FORMATS = ("json", "xlsx", "sarif")
LISTING = "清单.txt"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_ORDINARY_FILE = 0o100644 << 16
_UNIX = 3
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Packed:
    """One file of the bundle under its name there; ``content`` in memory, or the file that holds it."""

    name: str
    content: bytes | Path

    @property
    def line(self) -> str:
        """Hash, size and name, as the listing has them."""
        digest = hashlib.sha256()
        with self.open() as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
            return f"{digest.hexdigest()}  {file.tell():>9} 字节  {self.name}"

    def open(self) -> BinaryIO:
        """The content, from its beginning."""
        return self.content.open("rb") if isinstance(self.content, Path) else io.BytesIO(self.content)


@dataclass(frozen=True)
class Input:
    """An audited file, and whether the one at that place is still the one that was audited."""

    source: str
    sha256: str
    state: str


def checked(submission: Submission, content_of: Callable[[Path], bytes]) -> Input:
    """The audited file compared with what stands at its place now, which ``content_of`` takes from the disk or an archive."""
    try:
        digest = hashlib.sha256(content_of(Path(submission.source))).hexdigest()
    except (OSError, UnreadableError):
        return Input(submission.source, submission.sha256, "已不在原处，未能核对")
    state = "一致" if digest == submission.sha256 else "在审核之后有改动"
    return Input(submission.source, submission.sha256, state)


def write_bundle(result: Result | StoredResult, inputs: Sequence[Input], rules: Sequence[Packed], path: Path) -> Path:
    """Write the bundle and return its path.

    Args:
        result: of the audit.
        inputs: the audited files, of which hashes only go in.
        rules: every file that decided what was found.
        path: of the zip.
    """
    with TemporaryDirectory() as folder, placed(path) as beside:
        reports = write_formats(result, Path(folder), FORMATS)
        files = [Packed(report.name, report) for report in reports]
        files += sorted(rules, key=lambda packed: packed.name)
        head = result.parts().head if isinstance(result, StoredResult) else result
        listing = "\n".join(_listing(head, inputs, files)) + "\n"
        _zip([Packed(LISTING, listing.encode("utf-8-sig")), *files], beside)
    return path


def _zip(files: Sequence[Packed], path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for packed in files:
            entry = zipfile.ZipInfo(packed.name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _ORDINARY_FILE
            with packed.open() as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target, _CHUNK)


def _listing(result: Result, inputs: Sequence[Input], files: Sequence[Packed]) -> Iterator[str]:
    totals = result.totals
    by_severity = "，".join(f"{name} {totals.by_severity.get(key, 0)}" for key, name in SEVERITY.items())
    yield from (
        "绩效目标质量审核　证据包清单",
        "",
        f"审核工具：{result.tool.name} {result.tool.version}",
        f"规则包：{result.rules.pack} {result.rules.version}，地区配置 {result.rules.profile}，指纹 {result.rules.fingerprint}",
        f"结果：{totals.submissions} 份材料，{totals.projects} 个项目，{totals.indicators} 行指标；"
        f"问题 {totals.findings} 个（{by_severity}）",
        "",
        "一、审核的文件（SHA-256；原文件不在包内）",
    )
    for one in inputs:
        yield f"{one.sha256 or '（没有读到内容）'}  {one.source}　{one.state}"
    yield from ("", "二、包内文件（SHA-256、大小、名称）", *(packed.line for packed in files))
    yield from (
        "",
        "三、怎样核对",
        "Windows：certutil -hashfile 文件名 SHA256　　Linux：sha256sum 文件名",
        "算出的值与上面一致，说明文件没有改动过。",
        "result.json 是完整结果，ledger.xlsx 是问题台账，result.sarif 供其他程序读取；rules、corpora 下是当时所用的规则和词表。",
    )
