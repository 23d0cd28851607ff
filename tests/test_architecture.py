"""Whoever looks for a class by its name finds one; tests, benchmarks and what they share stay apart."""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = {"tests": {"benchmarks"}, "benchmarks": {"tests"}, "material": {"tests", "benchmarks"}}
SHARED["auditor"] = {"tests", "benchmarks", "material"}
"""Which packages must not be imported by which."""


@cache
def trees(folder):
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / folder).rglob("*.py"))}


def imported_by(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


def public_classes(parsed):
    """Where each public class is defined, at the top of a module or in another class."""
    found = defaultdict(list)
    for path, tree in parsed.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(ROOT).as_posix())
    return found


@pytest.mark.issue(14)
def test_no_public_class_name_is_defined_twice():
    found = public_classes(trees("auditor"))
    assert "Submission" in found
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


@pytest.mark.issue(14)
@pytest.mark.parametrize("folder", sorted(SHARED))
def test_shared_material_is_imported_by_tests_and_benchmarks_and_imports_neither(folder):
    packages = {
        path.relative_to(ROOT).as_posix(): {name.partition(".")[0] for name in imported_by(tree)} & SHARED[folder]
        for path, tree in trees(folder).items()
    }
    assert packages
    assert {path: names for path, names in packages.items() if names} == {}
