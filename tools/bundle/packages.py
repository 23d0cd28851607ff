"""Puts Auditor and everything it needs, unpacked and fit for one system, into a folder ``lib``."""

import shutil
import subprocess
import sys
from pathlib import Path

from tools.bundle.platforms import FOREIGN_SUFFIXES, Platform

SOURCE_ONLY = ("jieba",)
"""Pure Python packages that are published as source alone; they are built here and fit every system."""
LONGEST_PATH = 160
"""Windows takes 260 characters a path; the rest is left for the folder it is copied to."""


class BundleError(Exception):
    """The folder cannot be made; the text says why and what to do, for the administrator who runs the tool."""


def build_wheel(checkout: Path, into: Path) -> Path:
    """The wheel of the checkout, as one file in ``into``. Raises BundleError where it cannot be built."""
    _uv("build", "--wheel", "--quiet", "--out-dir", into, checkout)
    return next(into.glob("auditor-*.whl"))


def install(wheel: Path, lib: Path, platform: Platform, version: str, constraints: Path) -> None:
    """Unpacks ``wheel`` and all it needs into ``lib``, in the versions of ``constraints``.

    Raises BundleError where a package has nothing for this system and Python ``version``, or where the folder would
    hold something that cannot start there.
    """
    _uv(
        *(
            "pip",
            "install",
            "--quiet",
            "--link-mode",
            "copy",
            "--target",
            lib,
            "--python-platform",
            platform.installer_name,
        ),
        *("--python-version", version, "--constraint", constraints, "--only-binary", ":all:"),
        *(part for name in SOURCE_ONLY for part in ("--no-binary", name)),
        wheel,
    )
    drop_unneeded(lib)
    check(lib, platform)


def drop_unneeded(lib: Path) -> None:
    """Takes out the packages' own tests and console starters: a third of all files, used by nobody who audits."""
    shutil.rmtree(lib / "bin", ignore_errors=True)
    shutil.rmtree(lib / "Scripts", ignore_errors=True)
    for folder in sorted(lib.rglob("tests")):
        if folder.is_dir() and (folder / "__init__.py").exists():
            shutil.rmtree(folder)


def check(lib: Path, platform: Platform) -> None:
    """Raises BundleError where ``lib`` holds compiled modules of another system or paths too long to copy."""
    files = [path.relative_to(lib) for path in lib.rglob("*") if path.is_file()]
    foreign = [path for path in files if path.suffix in FOREIGN_SUFFIXES and path.suffix != platform.library_suffix]
    if foreign:
        raise BundleError(f"{foreign[0]} 不能在 {platform.name} 上运行，文件夹没有做成。")
    long = [path for path in files if len(str(path)) > LONGEST_PATH]
    if long:
        raise BundleError(f"{long[0]} 的路径超过 {LONGEST_PATH} 个字符，复制到 Windows 可能失败，文件夹没有做成。")


def _uv(*arguments: str | Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "uv", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BundleError(f"软件包没有备齐：{done.stderr.strip()}")
