"""Advice from the indicator bank: near to the row, with blanks for numbers, and silent where nothing is near."""

from collections import Counter
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.advice.bank import CATEGORIES, FROM_PROJECT, LEAST_IN_SECTOR, LEAST_LIKENESS, load_bank
from auditor.advice.pairs import SAYS_LITTLE, pairs_of
from auditor.checks.protocol import build_batch
from auditor.errors import ConfigurationError
from auditor.pipeline.write import audit_submissions
from auditor.resources import data_path
from auditor.taxonomy import LEVEL2_ORDER
from tests.building import project, submission

BANK = data_path("corpora", "indicator_bank")
LEVEL2 = {
    "quantity": "数量指标",
    "quality": "质量指标",
    "economic": "经济效益指标",
    "social": "社会效益指标",
    "ecological": "生态效益指标",
    "sustainable": "可持续影响指标",
}


def nearest(auditor, *cells, **about):
    batch = build_batch((submission(project("1", cells, **about)),), auditor.language)
    return [one.written() for one in auditor.models.bank.nearest(batch.rows[0])]


def test_the_bank_is_large_and_well_formed():
    load_bank(BANK)
    rows = [line.split("\t") for path in BANK.glob("*.tsv") for line in path.read_text("utf-8").splitlines()[1:]]
    assert len(rows) >= 800
    assert {row[0] for row in rows} <= set(LEVEL2_ORDER)
    assert [row for row in rows if any(character.isdigit() for character in row[1])] == []


def test_near_indicators_are_offered_with_blanks(auditor):
    cells = ("效益指标", "社会效益指标", "服务群众", "化解社区矛盾纠纷", "服务群众", "")
    found = nearest(auditor, *cells, name="人民调解经费")
    assert found and all("__" in one for one in found)
    assert any("纠纷" in one for one in found)


def test_nothing_is_offered_where_nothing_is_near(auditor):
    assert nearest(auditor, "效益指标", "社会效益指标", "甲乙丙", "丁戊己", "好", "") == []
    assert nearest(auditor, "产出指标", "时效指标", "社区网格巡查次数", "", "全年", "") == []


def test_the_advice_stands_in_the_finding(auditor):
    cells = ("产出指标", "数量指标", "3万", "用于公益文化演出", "3万", "")
    result = audit_submissions((submission(project("1", cells, name="公益文化演出", budget_wan=3)),), auditor)
    advice = next(f.suggestion for f in result.submissions[0].projects[0].findings if f.rule == "REL001")
    assert "如“公益文化演出场次 ≥__场”" in advice


def test_a_malformed_bank_is_refused_with_its_line(tmp_path):
    (tmp_path / "x.tsv").write_text("level2\tname\nquantity\t场次\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"x\.tsv:2"):
        load_bank(tmp_path)


def test_the_projects_own_sector_is_offered_first(auditor):
    """安全 and 宣传 stand in many names; what is offered belongs to the trade of the project, or nothing is."""
    cells = ("产出指标", "数量指标", "6万", "开展免疫规划疫苗接种和老年人健康体检", "6万", "")
    about = {"name": "基本公共卫生服务", "goal": "为居民建立健康档案，开展疫苗接种、老年人体检和慢病管理。"}
    found = nearest(auditor, *cells, **about)
    assert found and all(any(word in one for word in ("接种", "体检", "健康", "卫生")) for one in found)


def test_common_words_alone_bring_nothing_from_another_sector(auditor):
    cells = ("产出指标", "数量指标", "4万", "用于安全宣传活动", "4万", "")
    assert nearest(auditor, *cells, name="边境安全工作经费") == []


def test_a_question_asked_again_gets_the_same_answer(auditor):
    cells = ("产出指标", "数量指标", "公益文化演出", "送戏下乡", "3万", "")
    other = ("产出指标", "数量指标", "消防演练", "安全培训", "3万", "")
    bank = load_bank(BANK)
    rows = list(build_batch((submission(project("1", cells, other, cells)),), auditor.language).rows)
    first, between, again = map(bank.nearest, rows)
    assert first == again
    assert first != between
    assert first == load_bank(BANK).nearest(rows[2])


PARTS = (
    "文化",
    "演出",
    "场次",
    "群众",
    "疫苗",
    "接种",
    "社区",
    "纠纷",
    "化解",
    "道路",
    "养护",
    "设备",
    "合格率",
    "3万",
)
TEXTS = st.lists(st.sampled_from(PARTS), max_size=5).map("".join)
LINES = [(path.stem, line) for path in BANK.glob("*.tsv") for line in path.read_text("utf-8").splitlines()[1:]]


@given(st.sampled_from(CATEGORIES), *[TEXTS] * 5)
def test_nearest_is_what_the_measure_says(auditor, category, level3, description, name, purpose, goal):
    """Every indicator of the bank weighed by the definition: pairs of the row count in full, those of the project less."""
    bank = auditor.models.bank
    made = project("1", ("", LEVEL2[category], level3, description, "", ""), name=name, purpose=purpose, goal=goal)
    row = build_batch((submission(made),), auditor.language).rows[0]
    own = pairs_of(level3) | pairs_of(description)
    around = pairs_of(name) | pairs_of(purpose) | pairs_of(goal)
    counts = Counter(pair for one in bank.indicators() for pair in pairs_of(one.name))
    rarity = {pair: log((len(bank.indicators()) + 1) / count) for pair, count in counts.items()}
    sectors = bank.sectors.of_project(row)
    homes = {tuple(line.split("\t")[:2]) for sector, line in LINES if sector in sectors}

    def share(one):
        pairs = sorted(pairs_of(one.name))
        counted = [rarity[pair] for pair in pairs if pair in own - SAYS_LITTLE]
        counted += [FROM_PROJECT * rarity[pair] for pair in pairs if pair in around - own - SAYS_LITTLE]
        return sum(counted) / sum(rarity[pair] for pair in pairs)

    shares = {one.name: share(one) for one in bank.indicators() if one.level2 == category}
    least = {one: LEAST_IN_SECTOR if (category, one) in homes else LEAST_LIKENESS for one in shares}
    near = [one for one, found in shares.items() if found >= least[one]]
    assert [one.name for one in bank.nearest(row)] == sorted(near, key=lambda one: (-shares[one], one))[:2]
