"""The versions that tests run with are written down, one for each package the project names, and allowed by it."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAMED = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
LINES = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.issue(14)
def test_each_package_named_has_versions_that_are_allowed():
    pinned = {}
    for line in LINES:
        if line and not line.startswith("#"):
            one = Requirement(line)
            pinned.setdefault(plain(one.name), []).append(one.specifier)
    wrong = [
        name
        for name, asked in ((plain(one.name), one.specifier) for one in map(Requirement, NAMED))
        if name not in pinned or not all(asked.contains(str(found).removeprefix("==")) for found in pinned[name])
    ]
    assert wrong == []


@pytest.mark.issue(14)
def test_the_place_where_packages_come_from_is_left_to_whoever_installs_them():
    assert [line for line in LINES if "://" in line or line.startswith("-")] == []
