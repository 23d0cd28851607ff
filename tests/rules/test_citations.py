"""What a finding relies on: told in our words, quoted only where a bureau brings the words, and fit for the fault."""

import pytest
import yaml

from auditor.errors import ConfigurationError
from auditor.model import Citation
from auditor.resources import data_path
from auditor.rules.citations import printed
from auditor.rules.load import load_pack

pytestmark = pytest.mark.issue(18)


@pytest.fixture(scope="module")
def pack():
    return load_pack()


def citation(**more) -> Citation:
    values = {
        "document": "《某办法》（某〔2020〕1号）",
        "requirement": "目标应当写明数量",
        "binding": "national-rule",
        "verified": True,
    }
    return Citation(**{**values, **more})


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, "依据《某办法》（某〔2020〕1号），要求大意：目标应当写明数量"),
        ({"article": "第三条"}, "依据《某办法》（某〔2020〕1号）第三条，要求大意：目标应当写明数量"),
        ({"binding": "reference"}, "参照《某办法》（某〔2020〕1号），要求大意：目标应当写明数量"),
        ({"quote": "应当“量化”。"}, "依据《某办法》（某〔2020〕1号）：“应当‘量化’。”"),
        ({"binding": "craft"}, "填写规范：目标应当写明数量"),
    ],
)
def test_only_a_documents_own_words_stand_in_quotation_marks(pack, more, sentence):
    assert printed(citation(**more), pack.profile) == sentence


def test_no_shipped_standard_claims_to_quote(pack):
    assert [key for key, standard in pack.standards.items() if standard.quote or "“" in standard.requirement] in (
        [],
        ["34号/双监控"],
    )


def test_a_place_is_printed_only_where_it_was_verified(pack):
    assert [key for key, one in pack.standards.items() if one.article and not one.verified] == []


def test_every_shipped_standard_says_whom_it_serves_and_serves_somebody(pack):
    used = {key: {item.rule.category for item in pack.written if key in item.rule.citations} for key in pack.standards}
    assert {key: set(one.serves) for key, one in pack.standards.items()} == used


def test_copies_rely_on_the_reasonableness_of_targets_and_cost_on_cost(pack):
    cited = {item.rule.id: item.rule.citations[0] for item in pack.written}
    copies = {rule: key for rule, key in cited.items() if rule in ("DUP001", "DUP002", "DUP003", "DUP007")}
    assert set(copies.values()) == {"10号/合理性"}
    assert {cited[rule] for rule in ("MEA008", "MEA017", "REL003", "CMP014")} == {"101号/成本指标"}
    assert {cited[rule] for rule in ("CON002", "CON028", "CMP016")} == {"10号/预算匹配"}


def bureau_rule(folder, **changes):
    source = data_path("rules", "duplication", "DUP005-indicator-set-twice.yaml")
    content = {**yaml.safe_load(source.read_text(encoding="utf-8")), **changes}
    (folder / source.name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def test_a_rule_whose_citation_serves_another_category_is_refused(tmp_path):
    bureau_rule(tmp_path, citations=["10号/明确性-2"])
    with pytest.raises(ConfigurationError) as refused:
        load_pack(extra=[tmp_path])
    assert "“10号/明确性-2”不是重复照抄方面的要求，不能作规则 DUP005 的依据" in refused.value.message


def test_a_bureaus_changes_may_not_cite_what_does_not_fit(tmp_path):
    (tmp_path / "changes.yaml").write_text("cite: {MEA001: [101号/权重]}", encoding="utf-8")
    with pytest.raises(ConfigurationError) as refused:
        load_pack(extra=[tmp_path])
    assert "“101号/权重”不是可衡量性方面的要求，不能作规则 MEA001 的依据" in refused.value.message


def test_a_bureaus_own_standard_is_quoted_in_its_own_words(tmp_path):
    changes = {
        "standards": {
            "本市/量化": {
                "document": "《某市绩效目标管理办法》", "article": "第八条", "requirement": "指标应当量化",
                "quote": "绩效指标应当量化。", "binding": "local", "verified": True,
            }
        },
        "cite": {"MEA001": ["本市/量化"]},
    }  # fmt: skip
    (tmp_path / "changes.yaml").write_text(yaml.safe_dump(changes, allow_unicode=True), encoding="utf-8")
    pack = load_pack(extra=[tmp_path])
    assert pack.standards["本市/量化"].quote == "绩效指标应当量化。"
    assert pack.find("MEA001").citations[0] == "本市/量化"
