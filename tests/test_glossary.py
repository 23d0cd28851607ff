"""The glossary names what there is, and every class that a user of the API meets."""

import inspect
import re
from importlib import import_module

import pytest

import auditor
from auditor import model
from auditor.resources import data_path

PAGE = (data_path("docs") / "glossary.md").read_text(encoding="utf-8")
LINES = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")][1:]
NAMED = re.findall(r"`(auditor[\w.]+)`", PAGE)


def found(name):
    """The module, class or attribute of a dotted name."""
    parts = name.split(".")
    for size in range(len(parts), 0, -1):
        try:
            thing = import_module(".".join(parts[:size]))
        except ModuleNotFoundError:
            continue
        for part in parts[size:]:
            thing = getattr(thing, part)
        return thing
    raise AssertionError(name)


def met_by_users():
    """What ``auditor`` offers, and the classes of the data contract that a result is made of."""
    offered = [getattr(auditor, name) for name in auditor.__all__ if name != "__version__"]
    made_of = [one for _, one in inspect.getmembers(model, inspect.isclass) if one.__module__ == model.__name__]
    return {one for one in (*offered, *made_of) if inspect.isclass(one)} - {model.Frozen}


@pytest.mark.issue(14)
@pytest.mark.parametrize("name", sorted(set(NAMED)))
def test_what_the_glossary_names_exists(name):
    assert found(name) is not None


@pytest.mark.issue(14)
def test_fields_that_the_glossary_names_exist():
    fields = re.findall(r"`([A-Z]\w+)\.(\w+)`", PAGE)
    assert len(fields) >= 3
    classes = {name.rpartition(".")[2]: found(name) for name in NAMED}
    missing = [f"{owner}.{field}" for owner, field in fields if not _has(classes[owner], field)]
    assert missing == []


def _has(owner, field):
    return (
        field in getattr(owner, "model_fields", ())
        or field in getattr(owner, "__annotations__", ())
        or hasattr(owner, field)
    )


@pytest.mark.issue(14)
def test_every_class_that_a_user_of_the_api_meets_has_a_term():
    named = {one for one in map(found, NAMED) if inspect.isclass(one)}
    assert sorted(one.__qualname__ for one in met_by_users() - named) == []


def test_each_term_has_a_chinese_word_and_a_place():
    assert [line for line in LINES if len(line) != 3 or not re.search("[一-鿿]", line[1]) or "`" not in line[2]] == []
