"""What is found among loose texts: every copy of the four kinds, nothing else, in whatever order they come."""

from collections import Counter
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from auditor.duplicates.groups import LONG, NEAR, NEAR_LONG, find_groups
from auditor.duplicates.keys import keys_of
from material.planted import KINDS, corpus_clauses, planted_texts
from tests.counting import calls

pytestmark = pytest.mark.issue(5)

CLAUSES = corpus_clauses()
CLAUSE = st.sampled_from(CLAUSES)
NUMBER = st.integers(0, 99_999)
WORD = st.text(alphabet="组织开展培训检查养护道路排水设施绿化宣传走访", min_size=3, max_size=8)


def brief(texts):
    """The whole outcome: each group's centre, and its copies with how they differ."""
    return [
        (texts[group.centre], [(texts[copy.number], copy.kind, round(copy.similarity, 2)) for copy in group.copies])
        for group in find_groups(texts)
    ]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("工作队每月走访脱贫户并填写台账", "工作队每月走访脱贫户，并填写台账。", "identical"),
        ("全年巡检3次，保证消防栓完好", "全年巡检12次，保证消防栓完好", "masked"),
        ("培训三期，参加新型职业农民", "培训五期，参加新型职业农民", "masked"),
        ("支持马庄村修建排灌渠道", "支持李屯村修建排灌渠道", "masked"),
        ("由城东小学负责食堂改造并验收", "由城西中心小学负责食堂改造并验收", "masked"),
        ("入户走访，登记台账，化解邻里矛盾", "登记台账，入户走访，化解邻里矛盾", "reordered"),
        ("及时发现并化解邻里矛盾，维护社区安宁", "及时发现并调解邻里矛盾，维护社区安宁", "edited"),
        ("及时发现并化解邻里矛盾，维护社区安宁", "及时发现并化解邻里之间矛盾，维护社区安宁", "edited"),
    ],
)
def test_a_copy_of_each_kind_is_found_and_named(one, other, kind):
    assert [group.kind for group in find_groups([one, "图书馆新增纸质图书按登记簿计数", other])] == [kind]
    assert [group.numbers for group in find_groups([one, "图书馆新增纸质图书按登记簿计数", other])] == [(0, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("保障农村义务教育学生营养午餐", "保障城市环卫保洁车辆日常运行"),
        ("马庄村12户", "李屯村35户"),
        ("新建农贸市场摊位按图计数", "新建乡村道路里程按图计数"),
        ("", ""),
        ("，。", "；"),
    ],
)
def test_texts_that_only_look_alike_are_left_alone(one, other):
    assert find_groups([one, other]) == []


@given(
    words=st.lists(WORD, min_size=1, max_size=4), numbers=st.lists(st.tuples(NUMBER, NUMBER), min_size=4, max_size=4)
)
def test_a_copy_with_other_numbers_is_always_found(words, numbers):
    one = "，".join(f"{word}{here}次" for word, (here, _) in zip(words, numbers, strict=False))
    other = "，".join(f"{word}{there}次" for word, (_, there) in zip(words, numbers, strict=False))
    assume(keys_of(one).plain != keys_of(other).plain and len("".join(words)) >= 4)
    assert [(group.kind, group.numbers) for group in find_groups([one, other])] == [("masked", (0, 1))]


@given(clauses=st.lists(CLAUSE, min_size=2, max_size=6, unique=True), random=st.randoms(use_true_random=False))
def test_a_copy_with_its_clauses_in_another_order_is_always_found(clauses, random):
    shuffled = random.sample(clauses, len(clauses))
    texts = ["，".join(clauses), "；".join(shuffled) + "。"]
    assert [group.numbers for group in find_groups(texts)] == [(0, 1)]


@given(
    one=st.text(alphabet="组织开展培训检查养护", min_size=1, max_size=40),
    other=st.text(alphabet="道路排水设施绿化宣传", min_size=1, max_size=40),
)
def test_texts_without_a_character_in_common_are_never_copies(one, other):
    assert find_groups([one, other]) == []


@settings(max_examples=50)
@given(texts=st.lists(st.text(alphabet="走访道路，3", max_size=24), max_size=30))
def test_every_copy_is_near_the_centre_of_its_group_and_stands_in_one_group(texts):
    groups = find_groups(texts)
    for group in groups:
        centre = keys_of(texts[group.centre])
        for copy in group.copies:
            own = keys_of(texts[copy.number])
            if copy.kind == "edited":
                least = NEAR if min(len(centre.masked), len(own.masked)) < LONG else NEAR_LONG
                assert ratio(sorted(centre.masked), sorted(own.masked)) / 100 >= least  # clauses may be in any order
            elif copy.kind == "identical":
                assert own.plain == centre.plain
    counted = Counter(number for group in groups for number in group.numbers)
    assert set(counted.values()) <= {1}


@settings(max_examples=25)
@given(random=st.randoms(use_true_random=False))
def test_the_order_of_the_texts_changes_nothing(random):
    texts = [text.text for text in planted_texts(400, seed=11)]
    shuffled = random.sample(texts, len(texts))
    assert sorted(map(tuples, brief(shuffled))) == sorted(map(tuples, brief(texts)))


def tuples(group):
    centre, copies = group
    return centre, tuple(sorted(copies))


def test_nothing_is_a_copy_because_it_is_like_a_copy():
    base = "组织农民培训检查道路养护排水设施绿化宣传走访登记台账"
    fresh = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄"
    chain = [fresh[:step] + base[step:] for step in range(0, len(base), 3)]
    groups = find_groups(chain)
    likeness = [ratio(chain[group.centre], chain[copy.number]) / 100 for group in groups for copy in group.copies]
    assert (len(groups) > 1, min(likeness) >= NEAR_LONG) == (True, True)


def test_a_set_clause_in_hundreds_of_texts_hides_no_copy():
    random = Random(5)
    fresh = [
        "".join(random.sample("东西南北上下前后石杨柳张王李赵刘陈马牛羊泉沟坡岭湾桥店庙寨堡", 16)) for _ in range(600)
    ]
    texts = [f"{words}，按上级要求及时拨付到位" for words in fresh]
    copy = texts[300].replace("要求", "部署")
    assert [group.numbers for group in find_groups([*texts, copy])] == [(300, 600)]


def test_planted_copies_are_found_and_little_else():
    """Over three drawings of texts: what a single one plants is too little to tell 95 of 100 from 93."""
    found, planted, wrong = Counter(), Counter(), 0
    for seed in (3, 4, 5):
        texts = planted_texts(4_000, seed=seed)
        groups = find_groups([text.text for text in texts])
        together = {number: group.centre for group in groups for number in group.numbers}
        base = {text.family: number for number, text in enumerate(texts) if not text.kind}
        found += Counter(
            text.kind
            for number, text in enumerate(texts)
            if text.kind and number in together and together[number] == together.get(base[text.family])
        )
        wrong += sum(
            texts[copy.number].family != texts[group.centre].family for group in groups for copy in group.copies
        )
        planted += Counter(text.kind for text in texts if text.kind)
    assert {kind: found[kind] >= 0.95 * planted[kind] for kind in KINDS} == dict.fromkeys(KINDS, True)
    assert wrong <= 0.02 * sum(found.values())


def test_equal_texts_are_looked_at_once():
    """What a text says, and what it is near to, takes no more calls however often it stands there."""
    texts = [text.text for text in planted_texts(300, seed=3)]
    twice, often = calls(lambda: find_groups(texts * 2)), calls(lambda: find_groups(texts * 20))
    assert often < 3 * twice
