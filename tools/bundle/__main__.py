"""``python -m tools.bundle``: one folder, or its zip, that starts Auditor by double click."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from tools.bundle import interpreter, manifest
from tools.bundle.launchers import launchers
from tools.bundle.packages import BundleError, build_wheel, install
from tools.bundle.platforms import PLATFORMS, Platform

CHECKOUT = Path(__file__).resolve().parents[2]


def make(platform: Platform, version: str, python_zip: Path | None, out: Path) -> Path:
    """The folder for ``platform`` inside ``out``, replaced as a whole. Raises BundleError and leaves nothing half-made."""
    target = out / f"auditor-{platform.name}"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".bundle-") as scratch:
        folder = Path(scratch) / "folder"
        folder.mkdir()
        if python_zip:
            interpreter.unpack(python_zip, folder / "python", version)
        wheel = build_wheel(CHECKOUT, Path(scratch))
        install(wheel, folder / "lib", platform, version, CHECKOUT / ".ci" / "constraints.txt")
        write_launchers(folder, platform, version)
        manifest.write(folder)
        if target.exists():
            shutil.rmtree(target)
        folder.rename(target)
    return target


def write_launchers(folder: Path, platform: Platform, version: str) -> None:
    """Writes the files to double-click, in the encoding and with the line ends of their system."""
    for name, text in launchers(platform, version).items():
        path = folder / name
        path.write_bytes(text.replace("\n", platform.newline).encode(platform.encoding))
        path.chmod(0o755)


def main(
    platform: Annotated[str, typer.Option(help="目标系统：win_amd64 或 linux_x86_64。")] = "win_amd64",
    python_version: Annotated[str, typer.Option(help="目标电脑上（或压缩包里）Python 的版本。")] = "3.12",
    python_zip: Annotated[
        Path | None, typer.Option(help="Python 官方的 embeddable 压缩包，给出后目标电脑不需要 Python。")
    ] = None,
    out: Annotated[Path, typer.Option(help="做好的文件夹放在哪里。")] = Path("dist"),
    zipped: Annotated[bool, typer.Option("--zip", help="另外打成一个压缩包。")] = False,
) -> None:
    """做一个离线文件夹：复制到没有网络的电脑，双击“启动”即可使用。"""
    if platform not in PLATFORMS:
        raise typer.BadParameter(f"没有 {platform} 这种系统，可选：{'、'.join(PLATFORMS)}。", param_hint="--platform")
    try:
        folder = make(PLATFORMS[platform], python_version, python_zip, out)
    except BundleError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    if zipped:
        shutil.make_archive(str(folder), "zip", root_dir=out, base_dir=folder.name)
    print(f"已做好：{folder}{'，以及同名压缩包' if zipped else ''}")
    if platform.startswith("win") and python_zip is None:
        print(f"没有附带 Python：目标电脑要先装好 64 位 Python {python_version}。用 --python-zip 可以附带。")


if __name__ == "__main__":
    typer.run(main)
