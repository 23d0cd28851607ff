"""The systems a folder can be made for: what each is called by the package installer, and how it is started."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Platform:
    """One system a folder can be made for."""

    name: str
    """As in the names of wheels, e.g. ``win_amd64``."""
    installer_name: str
    """As ``uv pip install --python-platform`` calls it."""
    library_suffix: str
    """What compiled modules end in; a folder that holds other ones would not start."""
    newline: str
    """Line ends of the launchers."""
    encoding: str
    """Encoding in which the system's command interpreter reads the launchers."""


PLATFORMS = {
    platform.name: platform
    for platform in (
        # Chinese Windows reads batch files in code page 936.
        Platform("win_amd64", "x86_64-pc-windows-msvc", ".pyd", "\r\n", "gbk"),
        Platform("linux_x86_64", "x86_64-manylinux_2_28", ".so", "\n", "utf-8"),
    )
}
FOREIGN_SUFFIXES = (".pyd", ".so", ".dylib")
