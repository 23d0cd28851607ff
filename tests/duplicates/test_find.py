"""What a batch of submissions is told about repetition: who copied what, what everybody says, which projects are alike."""

import csv
import gc

import pytest
from pydantic_core import to_json

from auditor.duplicates.find import find_repetition
from auditor.duplicates.groups import near_here
from auditor.duplicates.information import MOST_PAIRED
from auditor.duplicates.shares import DuplicatesBySubmission
from auditor.duplicates.text_units import collect
from auditor.resources import data_path
from tests.building import project, submission

pytestmark = pytest.mark.issue(5)

TABLE = (
    ("产出指标", "数量指标", "走访脱贫户次数", "工作队每月走访脱贫户并填写台账", "≥12次"),
    ("产出指标", "质量指标", "问题整改完成率", "走访发现问题的整改情况复核", "≥95%"),
    ("产出指标", "时效指标", "台账报送时间", "每月月底前报送走访台账汇总", "每月28日前"),
    ("效益指标", "社会效益指标", "返贫户数", "帮扶村新增返贫人口户数核查", "0户"),
)
OTHER = (
    ("产出指标", "数量指标", "新增图书", "采购纸质图书按登记簿计数", "≥3000册"),
    ("产出指标", "质量指标", "设备完好率", "自助借还设备完好情况抽查", "≥98%"),
    ("产出指标", "时效指标", "上架时间", "新书到馆后编目上架的天数", "≤15天"),
    ("效益指标", "社会效益指标", "到馆人次", "门禁系统记录的到馆读者", "≥5万人次"),
)


def find_duplicates(submissions, language):
    """What the result publishes, in memory and in its file."""
    found = find_repetition(collect(submissions), language)
    assert found.published_json() == to_json(found.published())
    return found.published()


def told(result):
    """Clusters as (kind, common, places), in order."""
    return [
        (cluster.kind, cluster.common, [(one.project, one.indicator or one.item, one.field) for one in cluster.members])
        for cluster in result.clusters
    ]


def texts_of(result):
    return sorted((cluster.kind, cluster.text, cluster.similarity) for cluster in result.clusters)


def pairs(result):
    return [(pair.a.code, pair.b.code) for pair in result.project_pairs]


def changed(rows, **targets):
    return tuple((*row[:4], targets.get(row[2], row[4])) for row in rows)


def test_every_sort_of_text_is_compared(language):
    goal = "为辖区残疾人提供辅具适配和居家康复服务"
    name = "城乡居民基本医疗保险参保人数"
    one = project("1", ("产出指标", "数量指标", name, "", "≥300人"), goal=goal)
    two = project("2", ("产出指标", "数量指标", name, "", "≥500人"), goal=goal)
    narrative = (
        {"ordinal": "（一）", "name": "甲", "goal": "完成老旧小区供水管网更新改造"},
        {"ordinal": "（二）", "name": "乙", "goal": "完成老旧小区供水管网更新改造。"},
    )
    assert told(find_duplicates((submission(one, two, narrative=narrative),), language)) == [
        ("masked", False, [("1", "1/1", "level3"), ("2", "2/1", "level3")]),
        ("identical", False, [("1", None, "goal"), ("2", None, "goal")]),
        ("identical", False, [("", "（一）", "narrative.goal"), ("", "（二）", "narrative.goal")]),
    ]


@pytest.mark.issue(21)
def test_no_cycles_are_looked_for_meanwhile(language):
    searching = []

    def each():
        for number in range(3):
            searching.append(gc.isenabled())
            yield submission(project(str(number), *TABLE, *OTHER[:number]))

    def near_texts(texts):
        searching.append(gc.isenabled())
        return near_here(texts)

    find_repetition(collect(each()), language, near_texts=near_texts)
    assert len(searching) > 3
    assert not any(searching)
    assert gc.isenabled()


def test_a_copied_table_is_one_pair_with_budgets_and_differing_words(language):
    one = project("1", *TABLE, name="驻村工作经费", budget_wan=12)
    two = project("2", *changed(TABLE, 走访脱贫户次数="≥24次"), name="协理员补助", budget_wan=86)
    result = find_duplicates((submission(one, two, project("3", *OTHER, name="图书馆运行")),), language)
    (pair,) = result.project_pairs
    assert (pair.a.code, pair.a.budget_wan, pair.b.code, pair.b.budget_wan, pair.share) == ("1", 12, "2", 86, 1.0)
    assert [(row.a, row.b, row.only_a, row.only_b) for row in pair.rows if row.only_a] == [
        ("1/1", "2/1", ("≥12次",), ("≥24次",))
    ]
    assert ("masked", False, [("1", None, "indicators"), ("2", None, "indicators")]) in told(result)


@pytest.mark.parametrize(
    ("one", "other", "lawful"),
    [
        ("马庄镇耕地地力保护补贴", "李屯镇耕地地力保护补贴", True),
        ("马庄镇耕地地力保护补贴", "马庄镇耕地地力保护补贴", False),
        ("马庄镇耕地地力保护补贴", "李屯镇农机购置补贴", False),
        ("驻村工作经费", "协理员补助", False),
    ],
)
def test_names_that_differ_by_a_place_make_a_pair_possibly_lawful(language, one, other, lawful):
    batch = (submission(project("1", *TABLE, name=one), project("2", *TABLE, name=other), project("3", *OTHER)),)
    (pair,) = find_duplicates(batch, language).project_pairs
    assert (pair.lawful is not None and one in pair.lawful and other in pair.lawful) == lawful


def test_listed_phrases_are_set_phrases_and_other_texts_are_copies(language):
    listed, own = "按上级要求及时准时拨付到位", "工作队每月走访脱贫户并填写台账"
    rows = [(("产出指标", "时效指标", "及时性", text, "及时"),) for text in (listed, own)]
    batch = (submission(*(project(str(n), *row, name=f"项目{n}") for n, row in enumerate((*rows, *rows)))),)
    assert [(cluster.text, cluster.common) for cluster in find_duplicates(batch, language).clusters] == [
        (own, False),
        (listed, True),
    ]


def test_what_many_departments_say_is_a_set_phrase(language):
    said = ("效益指标", "社会效益指标", "运转", "切实做好本年度党建带群建工作", "有效")
    holders = [submission(project("1", said, name="运转"), source=f"{n}.txt") for n in range(9)]
    others = [submission(project("1", *OTHER[n % 4 : n % 4 + 1], name="其他"), source=f"x{n}.txt") for n in range(41)]
    clusters = find_duplicates((*holders, *others), language).clusters
    assert {cluster.text: cluster.common for cluster in clusters}[said[3]] is True


def test_set_rows_weigh_little_in_a_pair(language):
    common = (
        ("产出指标", "质量指标", "验收合格率", "", "≥95%"),
        ("产出指标", "时效指标", "完成时间", "按时拨付到位", "及时"),
        ("满意度指标", "满意度指标", "群众满意度", "", "≥90%"),
    )
    one, two = project("1", *common, TABLE[0], name="甲"), project("2", *common, OTHER[0], name="乙")
    assert find_duplicates((submission(one, two),), language).project_pairs == ()


def test_one_table_in_very_many_places_is_found_without_pairing_all_with_all(language):
    many = [submission(project("1", *TABLE, name=f"项目{n}"), source=f"{n:02}.txt") for n in range(MOST_PAIRED + 5)]
    result = find_duplicates((*many, submission(project("1", *OTHER, name="图书馆"), source="x.txt")), language)
    assert [(pair.a.name, pair.b.name) for pair in result.project_pairs] == [
        ("项目0", f"项目{n}") for n in range(1, MOST_PAIRED + 5)
    ]


def test_the_same_project_sent_twice_is_no_pair(language):
    files = [submission(project("1", *TABLE, name="驻村"), source=name) for name in ("甲.txt", "乙.txt")]
    assert pairs(find_duplicates(tuple(files), language)) == []


def test_the_order_of_rows_changes_nothing_but_the_order_of_members(language):
    tables = [project("1", *TABLE, name="甲"), project("2", *TABLE[::-1], name="乙"), project("3", *OTHER, name="丙")]
    forward = find_duplicates((submission(*tables),), language)
    backward = find_duplicates((submission(*tables[::-1]),), language)
    assert texts_of(forward) == texts_of(backward)
    assert [(p.share, p.similarity, {p.a.code, p.b.code}) for p in forward.project_pairs] == [
        (p.share, p.similarity, {p.a.code, p.b.code}) for p in backward.project_pairs
    ]


@pytest.mark.parametrize(
    ("name", "column", "least"), [("common_phrases.tsv", "phrase", 150), ("names.tsv", "word", 60)]
)
def test_the_lists_hold_enough_and_nothing_twice(name, column, least):
    with data_path("corpora", "templates", name).open(encoding="utf-8", newline="") as file:
        lines = [line[column] for line in csv.DictReader(file, delimiter="\t")]
    assert (len(lines) >= least, sorted(set(lines)), "" in lines) == (True, sorted(lines), False)


def test_what_everybody_says_is_no_submissions_share(language):
    everybody = [
        submission(
            project(str(number), ("产出指标", "质量指标", f"第{number}项", said, "100%")), source=f"{number}.txt"
        )
        for number, said in enumerate(["按月核对台账并由科室负责人签字"] * 5 + ["巡查记录由护林员当日上传备查"] * 2)
    ]
    repetition = find_repetition(collect(tuple(everybody)), language)
    shares = DuplicatesBySubmission(repetition, most_projects=10)
    told = [[copies.members[0].text for copies in shares.of(f"{number}.txt").copies] for number in (0, 6)]
    assert told == [[], ["巡查记录由护林员当日上传备查"]]
