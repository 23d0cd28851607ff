"""Constructions with a certain label: each holds for its examples and says nothing of the look-alikes."""

import pytest

from auditor.checks.protocol import build_batch
from auditor.errors import ConfigurationError
from auditor.model import Indicator, Project, Submission
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.rows import judge_texts
from auditor.resources import data_path
from auditor.rules.clauses import droppings
from auditor.rules.labels import RunnableConstruction, compiled, construction_files
from auditor.rules.source import read_yaml
from auditor.rules.verbs.base import Context


@pytest.fixture(scope="module")
def engine():
    return EngineCore()


def _rows(engine, examples):
    texts = [one.model_dump(exclude={"because"}) for one in examples]
    rows = tuple(Indicator(id=str(number), **one) for number, one in enumerate(texts))
    submission = Submission(
        source="", sha256="", status="audited", year=2024, projects=(Project(code="1", name="", indicators=rows),)
    )
    batch = build_batch((submission,), engine.language)
    return batch, list(batch.rows)


def _said(engine, one: RunnableConstruction, examples):
    batch, rows = _rows(engine, examples)
    return [row.text("level3") + "｜" + row.text("target") for row in rows if one.holds(row, batch)]


def test_every_construction_holds_for_its_examples_and_for_no_look_alike(engine):
    for one in engine.pack.constructions:
        examples = one.construction.examples
        assert _said(engine, one, examples.holds) == [f"{row.level3}｜{row.target}" for row in examples.holds]
        assert _said(engine, one, examples.others) == []


def _unnoticed(engine, path):
    """The clauses of a construction without which all its examples would still be read as they are."""
    content = read_yaml(path)
    context = Context(engine.pack.lexicon, engine.pack.places)
    for change in droppings(content, content["name"]):
        try:
            one = compiled(change.content, path, context)
        except ConfigurationError:
            continue
        examples = one.construction.examples
        if len(_said(engine, one, examples.holds)) == len(examples.holds) and not _said(engine, one, examples.others):
            yield f"{change.rule}：{change.told}"


def test_every_clause_of_a_construction_is_held_by_an_example(engine):
    unnoticed = [told for path in construction_files(data_path("rules")) for told in _unnoticed(engine, path)]
    assert unnoticed == []


@pytest.mark.parametrize(
    ("level2", "level3", "target", "label"),
    [
        ("数量指标", "组织冬泳救生演练", "3", "measurable"),
        ("数量指标", "更新社区滑梯(架)", "7", "measurable"),
        ("满意度指标", "候车旅客满意程度", "≥91", "measurable"),
        ("质量指标", "危房鉴定由有资质的机构承担", "是", "measurable"),
        ("数量指标", "古树名木建档", "已完成", "measurable"),
        ("质量指标", "值班巡查制度", "已建立", "measurable"),
        ("经济效益指标", "民宿营业收入", "翻一番", "measurable"),
        ("时效指标", "灌区改造完成时间", "十五五末", "measurable"),
        ("质量指标", "返岗抽检率", "", "placeholder"),
        ("数量指标", "铺设盲道", "千米", "placeholder"),
        ("质量指标", "焊缝优良率", "≥ ％", "placeholder"),
        ("社会效益指标", "早市秩序", "优/良/中/差", "placeholder"),
        ("可持续影响指标", "护林机制健全程度", "高中低", "placeholder"),
        ("质量指标", "货物准点率", "准点率", "placeholder"),
        ("可持续影响指标", "对口帮扶牧区", "长期投入", "vague"),
        ("质量指标", "游泳馆运营", "管理规范、水质稳定、服务优质", "vague"),
        ("数量指标", "运送垃圾", "*** ≥1300吨", "measurable"),
    ],
)
def test_rows_without_description_and_basis_are_labelled_by_their_construction(engine, level2, level3, target, label):
    ((row, _),) = judge_texts(engine, [{"level2": level2, "level3": level3, "target": target}])
    assert row.measurability is not None
    assert row.measurability.label == label
