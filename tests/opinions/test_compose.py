"""Findings told as a reviewer tells them: once, the deepest first, and none lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import REMEDY_ORDER, Evidence, Offer
from auditor.opinions import compose
from auditor.opinions.telling import in_turn
from auditor.outputs.reports.told import told_of
from tests.opinions.making import ROWS, WAIVER, finding, material, table, told

pytestmark = pytest.mark.issue(18)


def test_one_opinion_a_row_led_by_the_deepest_fault():
    found = (finding("CMP007", 1, remedy="justify"), finding("MEA001", 1), finding("FMT002", 1, remedy="correct"))
    assert told(table("P1", *found)) == [("row", "MEA001", {"P1": {1: ("MEA001", ["CMP007"], ["FMT002"])}})]


def test_a_row_that_has_to_go_gets_no_other_advice():
    found = (finding("MEA001", 2), finding("REL001", 2, remedy="replace"), finding("CMP007", 2, remedy="justify"))
    assert told(table("P1", *found)) == [("row", "REL001", {"P1": {2: ("REL001", [], ["MEA001", "CMP007"])}})]


def test_a_doubt_about_words_comes_after_the_facts_about_the_target():
    found = (finding("MEA902", 1, remedy="rewrite", certain=False), finding("CMP005", 1))
    assert told(table("P1", *found)) == [("row", "CMP005", {"P1": {1: ("CMP005", ["MEA902"], [])}})]


def test_the_same_rule_on_several_rows_of_a_project_is_told_once():
    one = material(table("P1", *(finding("MEA001", row) for row in (5, 2, 3))))
    (opinion,) = compose(one)
    assert (opinion.scope, opinion.message) == ("project", "第2、3、5行：MEA001的标题。如第2行：MEA001说第2行。")


def test_what_recurs_over_projects_is_told_of_the_document():
    projects = [table(f"P{n}", finding("MEA001", n, code=f"P{n}"), budget_wan=10.0 * n) for n in (1, 2, 3)]
    (opinion,) = compose(material(*projects))
    assert opinion.scope == "document"
    assert opinion.message == "MEA001的标题，涉及 3 个项目的 3 行。如《项目P1》第1行：MEA001说第1行。"
    assert [(place.code, place.budget_wan, [row.row for row in place.rows]) for place in opinion.places] == [
        ("P1", 10, [1]),
        ("P2", 20, [2]),
        ("P3", 30, [3]),
    ]


def test_two_projects_are_no_common_fault():
    projects = [table(f"P{n}", finding("MEA001", 1, code=f"P{n}")) for n in (1, 2)]
    assert [scope for scope, _, _ in told(*projects)] == ["row", "row"]


def test_in_a_large_document_a_fifth_of_the_projects_must_share_a_fault():
    holders = {f"P{n:02d}" for n in (1, 2, 3)}
    codes = [f"P{n:02d}" for n in range(1, 17)]
    projects = [table(code, *([finding("MEA001", 1, code=code)] if code in holders else [])) for code in codes]
    assert [scope for scope, _, _ in told(*projects)] == ["row"] * 3
    assert [scope for scope, _, _ in told(*projects[:15])] == ["document"]


def test_a_common_fault_beside_another_is_told_with_the_document_unless_it_is_idle():
    projects = [table(f"P{n}", finding("CMP007", 1, code=f"P{n}", remedy="justify")) for n in (1, 2, 3)]
    fourth = table("P4", finding("CMP007", 1, code="P4", remedy="justify"), finding("MEA001", 1, code="P4"))
    fifth = table(
        "P5", finding("CMP007", 1, code="P5", remedy="justify"), finding("REL001", 1, code="P5", remedy="replace")
    )
    common, fill, replaced = told(*projects, fourth, fifth)
    assert common == ("document", "CMP007", {f"P{n}": {1: ("CMP007", [], [])} for n in (1, 2, 3, 4)})
    assert fill == ("row", "MEA001", {"P4": {1: ("MEA001", [], [])}})
    assert replaced == ("row", "REL001", {"P5": {1: ("REL001", [], ["CMP007"])}})
    message = compose(material(*projects, fourth, fifth))[0].message
    assert message.startswith("CMP007的标题，涉及 5 个项目的 5 行（其中 1 处已并入其他意见）。")


def test_what_a_rule_gathers_over_rows_names_them_all():
    gathered = finding("REL015", 2, field="basis", remedy="justify", rows=(2, 3, 6))
    assert told(table("P1", gathered, finding("MEA001", 2))) == [
        ("project", "REL015", {"P1": {row: ("REL015", [], []) for row in (2, 3, 6)}}),
        ("row", "MEA001", {"P1": {2: ("MEA001", [], [])}}),
    ]


def copied(code, other):
    rows = tuple(Evidence(text="x", indicator=f"{other}/{n}", project=other, submission="样例.txt") for n in (1, 2))
    return finding("DUP001", code=code, field=None, category="duplication", remedy="rewrite", evidence=rows)


def test_a_pair_is_told_once_and_the_second_says_see_the_first():
    a = table("P1", copied("P1", "P2"), finding("MEA001", 1), finding("MEA002", 2))
    b = table("P2", copied("P2", "P1"), finding("MEA001", 1, code="P2"), finding("MEA003", 3, code="P2"))
    group, *rest = compose(material(a, b))
    assert group.scope == "group"
    assert [(place.code, place.same_as, [row.row for row in place.rows]) for place in group.places] == [
        ("P1", None, [None]),
        ("P2", 1, [None, 1]),
    ]
    assert [(one.places[0].code, one.rule) for one in rest] == [("P1", "MEA001"), ("P1", "MEA002"), ("P2", "MEA003")]


def test_three_copies_are_one_group():
    tables = [table(f"P{n}", copied(f"P{n}", f"P{n % 3 + 1}")) for n in (1, 2, 3)]
    (group,) = compose(material(*tables))
    assert group.message == "《项目P1》、《项目P2》、《项目P3》互相雷同。如：DUP001说第None行。"


def test_a_copied_row_with_other_words_keeps_its_own_opinion():
    others = tuple((*cells[:4], "别的值", cells[5]) for cells in ROWS)
    a = table("P1", copied("P1", "P2"), finding("MEA001", 1))
    b = table("P2", copied("P2", "P1"), finding("MEA001", 1, code="P2"), rows=others)
    assert [(scope, sorted(places)) for scope, _, places in told(a, b)] == [
        ("group", ["P1", "P2"]),
        ("row", ["P1"]),
        ("row", ["P2"]),
    ]


def test_what_was_set_aside_is_told_nowhere():
    assert told(table("P1", finding("MEA001", 1, waived=WAIVER))) == []


@pytest.mark.parametrize(
    ("said", "for_all"),
    [
        (
            "改填“项目P1”的产出，如“总成本 ≤12万元”（示例，须由单位核定）。",
            "改填本项目的产出，如“总成本 ≤__万元”（示例，须由单位核定）。",
        ),
        ("“指标1”的值是“值1”。", "该指标的值是原来的内容。"),
    ],
)
def test_advice_for_all_names_no_project_no_money_and_no_row(said, for_all):
    first = table("P1", finding("REL001", 1, suggestion=said), budget_wan=12.0)
    rest = [table(f"P{n}", finding("REL001", 1, code=f"P{n}")) for n in (2, 3)]
    assert compose(material(first, *rest))[0].advice == for_all


def offering(row, kind, short):
    sentence = f"这样写，如{short}"
    return finding(
        "MEA003", row, suggestion=f"{sentence}；金额移走。", offer=Offer(kind=kind, sentence=sentence, short=short)
    )


@pytest.mark.parametrize(
    ("kinds", "for_all"),
    [
        (("indicator", "indicator"), "逐行改设能计数、计时或测评的指标（示例见各行，须由单位核定）；金额移走。"),
        (("date", "date"), "逐行写明哪项工作在什么时候完成（示例见各行，须由单位核定）；金额移走。"),
        (("cost", "nothing"), "逐行写明单位成本或者分项成本（示例见各行，须由单位核定）；金额移走。"),
        (("people", "indicator"), "逐行改写成能考核的指标和指标值（示例见各行，须由单位核定）；金额移走。"),
        (
            ("nothing", "nothing"),
            "逐行改设能考核的指标，没有这类内容的可以不设（示例见各行，须由单位核定）；金额移走。",
        ),
    ],
)
def test_advice_for_all_says_what_the_offers_of_the_rows_have_in_common(kinds, for_all):
    found = [offering(row, kind, f"“{row} ≥__”") for row, kind in enumerate(kinds, 1)]
    assert compose(material(table("P1", *found)))[0].advice == for_all


def test_what_is_offered_the_same_is_advised_once():
    found = offering(1, "indicator", "“甲 ≥__人”")
    again = found.model_copy(update={"rule": "DUP003", "fingerprint": "again", "confidence": 0.6, "certain": False})
    assert told(table("P1", found, again)) == [("row", "MEA003", {"P1": {1: ("MEA003", [], ["DUP003"])}})]


def test_rows_told_together_keep_what_each_could_say():
    shown = ["“甲 ≥__人”", "“甲 ≥__人”", "没有生态影响的，可以不设", "“乙 ≥__%”或“丙 ≥__次”"]
    (told,) = told_of(material(table("P1", *(offering(row, "indicator", one) for row, one in enumerate(shown, 1))))).all
    listed = "第1行、第2行“甲 ≥__人”；第3行：没有生态影响的，可以不设；第4行“乙 ≥__%”或“丙 ≥__次”"
    assert told.offered == listed
    assert told.to_send.endswith(f"\n示例：{listed}。")


def test_what_a_rule_says_of_a_project_in_several_sentences_is_advised_in_as_many():
    found = [finding("CON005", key=f"k{n}", field=None, suggestion=f"补上第{n}个数。") for n in (1, 2)]
    assert compose(material(table("P1", *found)))[0].advice == "补上第1个数。补上第2个数。"


def promised(*clauses):
    """Findings that a goal promises something, and a form that has them."""
    said = [f"分项绩效目标（九）承诺了{clause}，指标表里没有相应的行。" for clause in clauses]
    return material(
        table("P1", *(finding("CON005", key=f"k{n}", field=None, message=one) for n, one in enumerate(said)))
    )


@pytest.mark.parametrize(
    ("clauses", "told"),
    [
        (("“培训4次”", "“满意度达95%”"), "承诺了“培训4次”“满意度达95%”，指标表里没有相应的行。"),
        (
            ("“培训4次”", "“培训4次，每次30人”", "“接访20件”"),
            "承诺了“培训4次，每次30人”“接访20件”，指标表里没有相应的行。",
        ),
        (
            ("培训4次", "“接访20件”"),
            "承诺了培训4次，指标表里没有相应的行。分项绩效目标（九）承诺了“接访20件”，指标表里没有相应的行。",
        ),
    ],
)
def test_messages_that_differ_in_what_they_quote_are_told_in_one_sentence(clauses, told):
    assert compose(promised(*clauses))[0].message == f"分项绩效目标（九）{told}"


@pytest.mark.parametrize("quoted", [(("甲", "乙"), ("丙", "丁")), (("甲",), ("乙", "甲"))])
def test_messages_that_quote_otherwise_in_several_places_are_told_one_by_one(quoted):
    said = tuple("、".join(f"“{one}”" for one in own) + "不同。" for own in quoted)
    assert in_turn(said) == "".join(said)


def test_numbers_run_through_the_document():
    one = material(table("P1", finding("MEA001", 3), finding("CMP012")), findings=(finding("FEA003", field=None),))
    assert [(opinion.number, opinion.rule) for opinion in compose(one)] == [(1, "FEA003"), (2, "CMP012"), (3, "MEA001")]


faults = st.tuples(
    st.sampled_from([f"XXX{n:03d}" for n in range(9)]),
    st.integers(0, 6),
    st.sampled_from(REMEDY_ORDER),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(st.lists(faults, max_size=12), min_size=1, max_size=6))
def test_every_standing_finding_is_told_by_exactly_one_opinion(faulty):
    projects = [
        table(
            f"P{n}",
            *(
                finding(rule, row or None, code=f"P{n}", remedy=remedy, certain=certain, key=f"{n}-{index}",
                        waived=WAIVER if waived else None)
                for index, (rule, row, remedy, certain, waived) in enumerate(found)
            ),
        )
        for n, found in enumerate(faulty)
    ]  # fmt: skip
    one = material(*projects)
    opinions = compose(one)
    standing = sorted(f.fingerprint for p in one.projects for f in p.findings if f.waived is None)
    assert sorted(key for opinion in opinions for key in opinion.findings) == standing
    rows = [
        (place.project, row.row, key)
        for opinion in opinions
        for place in opinion.places
        for row in place.rows
        for key in (row.finding, *(note.finding for note in row.notes))
    ]
    assert sorted(key for _, _, key in rows) == standing
    assert compose(one) == opinions
