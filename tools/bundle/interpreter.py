"""Puts an embeddable Python for Windows, given as its published zip, beside the packages."""

import re
import zipfile
from pathlib import Path

from tools.bundle.packages import BundleError

_SEARCH_PATH = re.compile(r"python(\d)(\d+)\._pth")


def unpack(archive: Path, into: Path, version: str) -> None:
    """Unpacks ``archive`` into the folder ``into`` and lets the interpreter find the packages in ``../lib``.

    Raises BundleError where the file is no embeddable Python, is another version than ``version`` (e.g. ``3.12``) or
    is not made for 64 bits as its name says.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            search_path = _search_path_file(opened.namelist(), archive, version)
            opened.extractall(into)
    except (OSError, zipfile.BadZipFile) as error:
        raise BundleError(f"{archive} 打不开，请给出 Python 官方的 embeddable 压缩包：{error}") from error
    listed = (into / search_path).read_text("utf-8").splitlines()
    (into / search_path).write_text("\n".join([*listed, "..\\lib", ""]), "utf-8", newline="\r\n")


def _search_path_file(names: list[str], archive: Path, version: str) -> str:
    """The name of the file that lists where the interpreter looks for packages."""
    found = [match for name in names if (match := _SEARCH_PATH.fullmatch(name))]
    if not found or "python.exe" not in names:
        raise BundleError(f"{archive} 不是 Python 官方的 embeddable 压缩包（python-{version}.…-embed-amd64.zip）。")
    if ".".join(found[0].groups()) != version:
        raise BundleError(
            f"{archive} 是 Python {'.'.join(found[0].groups())}，软件包是为 {version} 准备的，请换成同一版本。"
        )
    if "amd64" not in archive.name:
        raise BundleError(f"{archive} 从文件名看不是 64 位版本，请用 embed-amd64 的压缩包。")
    return found[0].group()
