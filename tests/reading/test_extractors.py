"""The same table as different extractors hand it over: blank lines, page marks, tabs, labels glued to figures."""

import re

import pytest

from auditor.reading.extract import read_content
from auditor.resources import data_path

TEXT = data_path("corpora", "samples", "text", "health-bureau.txt").read_text(encoding="utf-8")
FIELDS = ("level1", "level2", "level3", "description", "target", "basis")


def cells(text: str) -> list[tuple[str, ...]]:
    content = read_content(text.encode(), "样例.txt")
    return [
        (project.code, project.name, *(getattr(row, name) for name in FIELDS))
        for project in content.projects
        for row in project.indicators
    ]


@pytest.mark.parametrize(
    "handed_over",
    [
        pytest.param(lambda text: text.replace("\n", "\n\n"), id="blank lines"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="windows line ends"),
        pytest.param(lambda text: re.sub(r"\n", "  \n", text), id="trailing blanks"),
        pytest.param(lambda text: text.replace(" ", "\t"), id="tabs for blanks"),
        pytest.param(lambda text: text.replace(" 预算项目名称", "预算项目名称"), id="label glued to the code"),
        pytest.param(lambda text: text.replace("\n项目\n编码", "\n- 3 -\n\f项目\n编码"), id="page marks"),
    ],
)
def test_every_cell_is_the_same(handed_over):
    assert cells(handed_over(TEXT)) == cells(TEXT)
