"""What departments are told of a province, and what is told once for all of it."""

import pytest

from auditor.cluster.copies import MOST_PLACES, duplicates_by_department, write_copies
from auditor.cluster.departments import UNNAMED, DepartmentsInTheMaking
from auditor.duplicates.repetition import Copies, LikeProjects, Repetition
from auditor.duplicates.text_units import TextOrigin, TextUnit
from auditor.model import Duplicates, ReadingError
from auditor.scoring.summary import BatchSummary, SameMaterial

pytestmark = [pytest.mark.issue(21)]


def origin(number):
    return TextOrigin(number, 0, f"{number}局", f"{number}.xlsx", f"P{number}", "渠道清淤", None)


def copies(*numbers, text="保障渠道畅通，安全度汛"):
    members = tuple(TextUnit(origin(number), "description", text, indicator=f"P{number}-01") for number in numbers)
    return Copies(text, members, 1.0, "identical", False)


def of(shares, department):
    return Duplicates.model_validate_json(shares.of(department).whole)


def test_a_department_is_told_its_groups_under_the_numbers_of_the_whole_but_no_phrase_of_the_whole_province():
    wide = copies(*range(MOST_PLACES + 1), text="完成年度工作任务")
    pair = LikeProjects(origin(1), origin(60), 0.8, 0.9, (), None)
    whole = Repetition([wide, copies(1, 2), copies(2, 60)], [pair])
    shares = duplicates_by_department(whole, [f"d{number:03d}" for number in range(61)])
    told = {key: [group.id for group in of(shares, key).clusters] for key in ("d000", "d001", "d002", "d060")}
    assert told == {"d000": [], "d001": ["C002"], "d002": ["C002", "C003"], "d060": ["C003"]}
    assert [len(of(shares, key).project_pairs) for key in ("d000", "d001", "d002", "d060")] == [0, 1, 0, 1]
    assert of(shares, "d001").clusters == whole.published().clusters[1:2]


def test_a_group_of_as_many_places_as_departments_are_told_is_told():
    whole = Repetition([copies(*range(MOST_PLACES))])
    shares = duplicates_by_department(whole, ["d001"] * MOST_PLACES)
    assert [group.id for group in of(shares, "d001").clusters] == ["C001"]


def test_every_place_of_every_group_is_in_the_table_of_copies(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    whole = Repetition([copies(*range(MOST_PLACES + 1), text="完成年度工作任务"), copies(1, 2)])
    table = parquet.read_table(write_copies(tmp_path / "copies" / "part.parquet", whole)).to_pylist()
    expected = [("C001", f"{number}.xlsx", "完成年度工作任务") for number in range(MOST_PLACES + 1)]
    expected += [("C002", f"{number}.xlsx", "保障渠道畅通，安全度汛") for number in (1, 2)]
    assert [(row["cluster"], row["submission"], row["text"]) for row in table] == expected


def test_texts_and_their_types_come_back_from_the_table_as_they_were(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    texts = ["2025-10-31", "第一行\n第二行", '写明“x”和"y"\\', "🌾" * 600_000, "3.5"]
    whole = Repetition([copies(1, 2, text=text) for text in texts])
    table = parquet.read_table(write_copies(tmp_path / "part.parquet", whole))
    types = {"similarity": "double", "common": "bool"}
    assert {one.name: str(one.type) for one in table.schema} == dict.fromkeys(table.column_names, "string") | types
    assert table.column_names == [
        "cluster", "kind", "similarity", "common", "submission", "project", "indicator", "field", "item", "text",
    ]  # fmt: skip
    assert table.column("text").to_pylist() == [text for text in texts for _ in range(2)]
    first = ("C001", "identical", 1.0, False, "1.xlsx", "P1", "P1-01", "description", None, "2025-10-31")
    assert tuple(table.to_pylist()[0].values()) == first


def test_a_province_without_copies_has_an_empty_table(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    assert parquet.read_table(write_copies(tmp_path / "part.parquet", Repetition())).num_rows == 0


def summary(number):
    error = ReadingError(code="R020", message=f"{number} 读不了", hint="")
    return BatchSummary(submissions=1, projects=number, errors=[error], same=[SameMaterial(f"{number}", "a")])


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 1, 3)])
def test_departments_are_the_same_in_whatever_order_submissions_are_judged(order):
    names = ["水务局", "教育局", None, "水务局", "教育局"]
    making = DepartmentsInTheMaking(names)
    for number in order:
        assert making.add(number, summary(number)).name == (names[number] or UNNAMED)
    departments = making.finished()
    told = [(one.key, one.name, one.numbers, one.summary.submissions, one.summary.projects) for one in departments]
    assert told == [
        ("d001", "水务局", [0, 3], 2, 3),
        ("d002", "教育局", [1, 4], 2, 5),
        ("d003", UNNAMED, [2], 1, 2),
    ]
    errors = [[error.message for error in one.summary.errors] for one in departments]
    assert errors == [["0 读不了", "3 读不了"], ["1 读不了", "4 读不了"], ["2 读不了"]]
    assert [[one.source for one in each.summary.same] for each in departments] == [["0", "3"], ["1", "4"], ["2"]]
