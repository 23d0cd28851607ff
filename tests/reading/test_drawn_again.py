"""Pages that draw a table twice, one over the other, as programs do whose first columns stay in place: it is read once."""

import pytest

from auditor.reading.extract import read_content

HEADS = ("一级指标", "二级指标", "三级指标", "指标值")
ROWS = (
    ("产出指标", "数量指标", "养护里程", "≥120公里"),
    ("产出指标", "质量指标", "验收合格率", "≥95%"),
    ("效益指标", "社会效益指标", "受益人数", "≥1万人"),
)


def table(rows, hidden=()):
    cells = (
        "".join(
            f'<td class="{"is-hidden" if place in hidden else ""}"><div>{text}</div></td>'
            for place, text in enumerate(row)
        )
        for row in rows
    )
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def drawn(hidden=()):
    """Headings and body in a table each, as they scroll apart."""
    return f"<div>{table((HEADS,), hidden)}</div><div>{table(ROWS, hidden)}</div>"


def head(name):
    return table([("项目名称", name), ("资金总额（万元）", "120")])


def read(*body, style=""):
    content = f"<meta charset=utf-8><style>{style}</style><h3>2026年项目支出绩效目标表</h3>{''.join(body)}".encode()
    return read_content(content, "页.html").projects


def told(project):
    return [(row.level1, row.level2, row.level3, row.target) for row in project.indicators]


@pytest.mark.parametrize("copies", [1, 2])
def test_a_table_over_itself_is_read_once(copies):
    (project,) = read(head("道路养护"), drawn(), *[drawn()] * copies)
    assert told(project) == list(ROWS)


def test_what_one_of_them_hides_the_other_shows():
    style = ".is-hidden > div {visibility: hidden}"
    (project,) = read(head("道路养护"), drawn((0,)), drawn((1, 2, 3)), style=style)
    assert told(project) == list(ROWS)


def test_tables_of_other_projects_are_others_though_they_say_the_same():
    found = read(head("道路养护"), drawn(), head("河道养护"), drawn())
    assert [(one.name, told(one)) for one in found] == [(name, list(ROWS)) for name in ("道路养护", "河道养护")]


@pytest.mark.parametrize("names", [("道路养护", ""), ("", "道路养护")])
def test_a_form_that_lacks_its_name_is_no_copy_of_the_one_before(names):
    found = read(
        *(table([("项目名称", name, "", ""), ("资金总额（万元）", "120", "", ""), HEADS, *ROWS]) for name in names)
    )
    assert [(one.name, told(one)) for one in found] == [(name, list(ROWS)) for name in names]


def test_a_list_to_choose_from_does_not_tell_what_was_chosen():
    def choice(*options):
        return f"<select>{''.join(f'<option{mark}>{text}</option>' for text, mark in options)}</select>"

    signs = (choice(("≥", ""), ("≤", "")), choice(("≥", ""), ("≤", " selected")), choice(("≥", "")))
    rows = [(*row[:3], sign, row[3].lstrip("≥")) for row, sign in zip(ROWS, signs, strict=True)]
    (project,) = read(head("道路养护"), table([(*HEADS[:3], "指标性质", "指标值"), *rows]))
    assert [(row.target, list(row.unsure)) for row in project.indicators] == [
        ("120公里", ["target"]),
        ("≤95%", []),
        ("≥1万人", []),
    ]
