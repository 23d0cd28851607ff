"""Goals, purposes and narrative items taken from another project, in generated seasons of words no corpus has."""

from random import Random

import pytest

from auditor.duplicates.find import find_repetition
from auditor.duplicates.statements import statement_groups
from auditor.duplicates.text_units import collect
from tests.building import project, submission

pytestmark = pytest.mark.issue(16)

VERBS = ("修缮", "采集", "普查", "抢修", "回收", "驯养", "测绘", "翻印", "播撒", "焊接", "勘验", "熏蒸")
THINGS = (
    "盐碱滩涂",
    "皮影唱本",
    "候鸟环志",
    "窑炉烟道",
    "渡口趸船",
    "蜂种蜂箱",
    "古籍雕版",
    "雪场缆椅",
    "珊瑚苗床",
    "岩画拓片",
    "养蚕簇具",
    "钟楼齿轮",
)


def goals(count, seed):
    """Goals of two clauses, no clause of which stands in another."""
    random = Random(seed)
    said = [f"{verb}{thing}" for verb in VERBS for thing in THINGS]
    random.shuffle(said)
    return [
        f"{said[2 * number]}{random.randint(11, 990)}处，{said[2 * number + 1]}{random.randint(3, 60)}套"
        for number in range(count)
    ]


def renumbered(goal):
    return "".join("7" if sign.isdecimal() else sign for sign in goal)


def edited(goal):
    return goal.replace("，", "，并", 1)


def reordered(goal):
    return "，".join(reversed(goal.split("，")))


def season(texts, field="goal", department="第{}局"):
    """One submission a department of ten projects, each with one of the texts."""
    names = [f"{number}号事务" for number in range(len(texts))]
    return [
        submission(
            *(
                project(f"{number:03}", name=names[number], budget_wan=number + 1, **{field: texts[number]})
                for number in range(start, start + 10)
            ),
            source=f"{start:03}.txt",
        ).model_copy(update={"department": department.format(start)})
        for start in range(0, len(texts), 10)
    ]


def told(batch, language):
    """The pairs told, as (kind, field, codes, whether they may be one policy)."""
    found = find_repetition(collect(batch), language).statements
    return [(pair.kind, pair.told.field, pair.one.code, pair.other.code, pair.policy is not None) for pair in found]


@pytest.mark.parametrize("field", ["goal", "purpose"])
@pytest.mark.parametrize("seed", [3, 8])
@pytest.mark.parametrize(
    ("change", "kind"),
    [(str, "identical"), (renumbered, "masked"), (edited, "edited"), (reordered, "reordered")],
)
def test_every_planted_copy_is_told_and_nothing_else(language, field, seed, change, kind):
    texts = goals(60, seed)
    planted = [(one, one + 31) for one in range(0, 24, 4)]
    for source, copy in planted:
        texts[copy] = change(texts[source])
    expected = [(kind, field, f"{source:03}", f"{copy:03}", False) for source, copy in planted]
    assert told(season(texts, field), language) == expected


def test_a_copy_within_a_department_is_told_too(language):
    texts = goals(30, 5)
    texts[17] = renumbered(texts[12])
    assert told(season(texts), language) == [("masked", "goal", "012", "017", False)]


@pytest.mark.parametrize(
    ("one", "other", "copied"),
    [
        ("翻修临街骑楼木窗260扇", "翻修临街骑楼木窗90扇", True),
        ("为牧区学童配发冬季棉靴", "为牧区学童配发冬季棉帽", False),
        ("给渔船加装北斗终端180台", "给渔船加装卫星电话180台", False),
        ("沿海岸线清理漂浮垃圾", "沿海岸线及时清理漂浮垃圾", True),
        ("布设滩涂候鸟观测点12处", "布设湿地候鸟观测点12处", False),
    ],
)
def test_short_goals_of_another_thing_are_told_apart(language, one, other, copied):
    texts = goals(20, 4)
    texts[2], texts[15] = one, other
    assert [(a, b) for _, _, a, b, _ in told(season(texts), language)] == ([("002", "015")] if copied else [])


def test_what_everybody_writes_is_no_copy(language):
    frame = "保障各项工作顺利开展，按时足额拨付经费，提高服务质量和水平"
    texts = goals(30, 6)
    texts[3] = texts[14] = texts[25] = frame
    assert told(season(texts), language) == []
    assert told(season([f"{text}，{frame}" for text in goals(30, 7)]), language) == []


@pytest.mark.parametrize(
    ("departments", "names"),
    [
        (("石墩镇人民政府", "芦荡乡人民政府"), ("护渔津贴", "护渔津贴")),
        (("渔政局", "渔政局"), ("石墩镇护渔津贴", "芦荡镇护渔津贴")),
        (("石墩镇人民政府", "芦荡镇人民政府"), ("护渔员津贴", "护渔补助")),
    ],
)
def test_one_policy_in_two_places_accuses_nobody(language, departments, names):
    goal = "为休渔期内上缴渔网的渔户逐月发放护渔津贴并登记船号"
    batch = [
        submission(project(f"{place}", name=name, goal=goal), source=f"{place}.txt").model_copy(
            update={"department": department}
        )
        for place, (department, name) in enumerate(zip(departments, names, strict=True))
    ]
    assert told(batch, language) == [("identical", "goal", "0", "1", True)]


def test_a_goal_and_a_purpose_of_one_pair_are_one_pair(language):
    goal, purpose = goals(2, 9)
    both = [project(code, name=f"{code}号事务", goal=goal, purpose=purpose) for code in ("1", "2")]
    assert told([submission(*both)], language) == [("identical", "goal", "1", "2", False)]


def test_narrative_items_of_two_submissions_are_told_without_a_project(language):
    items = [({"ordinal": "（一）", "name": name, "goal": goals(1, 2)[0]},) for name in ("甲项", "乙项")]
    batch = [submission(narrative=item, source=f"{number}.txt") for number, item in enumerate(items)]
    found = find_repetition(collect(batch), language).statements
    assert [(pair.kind, pair.one.name, pair.other.name) for pair in found] == [("identical", "甲项", "乙项")]


def test_of_equal_statements_the_first_is_the_centre():
    """Statements that three rounds of centres have rejected: none of these says the same as another, but in equal words."""
    a, b, c, last = (f"修缮{thing}并勘验各处窑炉烟道" for thing in ("皮影唱本", "候鸟环志", "渡口趸船", "蜂种蜂箱"))
    found = statement_groups([a, a, last, a, b, b, b, c, c, last, c])
    assert {(group.centre, *(copy.number for copy in group.copies)) for group in found} == {
        (0, 1, 3),
        (2, 9),
        (4, 5, 6),
        (7, 8, 10),
    }
