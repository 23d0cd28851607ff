"""What is in the folder: every package with version and licence, every file with its SHA-256."""

import csv
import hashlib
from importlib.metadata import Distribution, distributions
from pathlib import Path

PACKAGES = "软件包清单.csv"
FILES = "文件校验.txt"


def write(folder: Path) -> None:
    """Writes both lists into ``folder``; the second in the form that ``sha256sum --check`` reads."""
    with (folder / PACKAGES).open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("软件包", "版本", "许可"))
        rows.writerows(packages(folder / "lib"))
    sums = [
        f"{_digest(path)}  {path.relative_to(folder).as_posix()}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    (folder / FILES).write_text("\n".join([*sums, ""]), "utf-8")


def packages(lib: Path) -> list[tuple[str, str, str]]:
    """Name, version and licence of every package in ``lib``, by name."""
    found = distributions(path=[str(lib)])
    return sorted((each.metadata["Name"], each.version, licence(each)) for each in found)


def licence(package: Distribution) -> str:
    """The licence a package names: its expression, else its classifiers, else the first line of its free text."""
    metadata = package.metadata
    classified = [
        line.rpartition(" :: ")[2] for line in metadata.get_all("Classifier", []) if line.startswith("License ::")
    ]
    stated = "".join(metadata.get_all("License", [])).strip().split("\n")[0]
    return "".join(metadata.get_all("License-Expression", [])) or "；".join(classified) or stated or "见软件包内的说明"


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
