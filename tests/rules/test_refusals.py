"""A rule file with a mistake is refused with file, line and what is wrong."""

import pytest

from auditor.errors import ConfigurationError
from auditor.resources import data_path
from auditor.rules.load import load_pack

GOOD = (data_path("rules") / "measurability" / "MEA003-percentage-on-uncountable.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "line_holds", "says"),
    [
        ("severity: error", "severity: grave", "severity", "不在允许范围内"),
        ("title:", "titel:", "titel", "titel"),
        ("dimension: [ratio, bare]", "dimensions: [ratio, bare]", "dimensions", "不认识的键“dimensions”"),
        ("lexicon/vague_verbs", "lexicon/vague_verb", "when", "没有名为“vague_verb”的词表、表达式或位置"),
        ("patterns/countable_change", "patterns/countable", "when", "没有名为“patterns/countable”的词表、表达式或位置"),
        ("place: 质量与效益行", "place: 质量行行", "place", "places.yaml 中没有“质量行行”"),
        ("88号/细化量化", "88号/细化", "88号/细化", "citations.yaml 中没有“88号/细化”"),
        ("message: “{level3}”", "message: “{level4}”", "message", "占位符“{level4}”没有值可填"),
        ("related: [MEA001]", "yields_to: [MEA099]", "MEA099", "没有编号为“MEA099”的规则"),
        ("related: [MEA001]", "yields_to: [CMP006]", "CMP006", "互相让位"),
        ("related: [MEA001]", "contradicted_by: [MEA099]", "MEA099", "没有编号为“MEA099”的规则"),
        ("related: [MEA001]", "contradicted_by: [MEA901]", "MEA901", "MEA901 只是疑点"),
        ("when:", "check: no_such_check\nxwhen:", "xwhen", "xwhen"),
    ],
)
def test_mistake_is_named_with_its_line(tmp_path, old, new, line_holds, says):
    path = tmp_path / "MEA003-percentage-on-uncountable.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_pack(extra=[tmp_path])
    message = caught.value.message
    number = int(message.split(".yaml:")[1].split(":")[0])
    assert says in message
    assert line_holds in path.read_text(encoding="utf-8").splitlines()[number - 1]


def test_broken_yaml_is_named_with_its_line(tmp_path):
    path = tmp_path / "MEA003-percentage-on-uncountable.yaml"
    path.write_text("id: MEA003\nname: [unclosed\ntitle: x\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"不是有效的 YAML"):
        load_pack(extra=[tmp_path])


def test_file_name_must_be_id_and_name(tmp_path):
    (tmp_path / "something-else.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"文件名应为 MEA003-percentage-on-uncountable.yaml"):
        load_pack(extra=[tmp_path])


def test_a_bureaus_rule_replaces_the_shipped_one(tmp_path):
    path = tmp_path / "MEA003-percentage-on-uncountable.yaml"
    path.write_text(GOOD.replace("severity: error", "severity: info"), encoding="utf-8")
    assert load_pack(extra=[tmp_path]).find("mea003").severity == "info"


def test_unknown_rule_id_names_near_ones(pack):
    with pytest.raises(ConfigurationError, match="MEA003"):
        pack.find("MEA03")
