"""Every example of every rule, in the whole pack: bad ones accused of the marked words and nothing else, good ones silent."""

from dataclasses import replace

import pytest

from auditor.evaluation.rule_examples import Bench
from auditor.pipeline.engine import EngineCore
from auditor.rules.examples import cases
from auditor.rules.load import load_pack

WRITTEN = {runnable.rule.id: runnable for runnable in load_pack().written}


@pytest.fixture(scope="session")
def bench():
    return Bench(EngineCore())


@pytest.mark.parametrize("rule_id", WRITTEN)
def test_examples_behave(rule_id, bench):
    assert cases_of(rule_id)
    assert bench.failures([rule_id]) == []


def cases_of(rule_id):
    return tuple(cases(WRITTEN[rule_id]))


def example(rule_id, name):
    return next(case for case in cases_of(rule_id) if case.name == name)


def test_an_example_must_mark_all_words_that_are_accused(bench):
    case = example("DUP002", "DUP002-bad-1")
    failure = bench.run("DUP002", replace(case, accused=case.accused[:1]))
    words = "description“通过网格员入户走访及时发现并化解邻里矛盾”"
    assert failure is not None
    assert failure.reason == f"应当指出 {words}，却指出了：{words}、{words}"


def test_an_example_must_mark_exactly_the_accused_words(bench):
    case = replace(example("MEA002", "MEA002-bad-1"), accused=(("target", "丰富居民"),))
    failure = bench.run("MEA002", case)
    assert failure is not None and failure.reason == "应当指出 target“丰富居民”，却指出了：target“丰富”"


def test_another_rule_on_the_same_row_must_be_named(bench):
    case = example("FMT011", "FMT011-good-3")
    assert case.also == ("MEA009",)
    failure = bench.run("FMT011", replace(case, also=()))
    assert failure is not None
    assert failure.reason == "同一行另有规则指出 MEA009，与 also 所列（无）不同"


def test_a_rule_that_says_nothing_may_not_be_named(bench):
    case = replace(example("FMT002", "FMT002-good-1"), also=("MEA001",))
    failure = bench.run("FMT002", case)
    assert failure is not None and failure.reason == "同一行另有规则指出 无，与 also 所列（MEA001）不同"


def test_an_example_that_must_be_left_open_may_not_be_judged(bench):
    case = replace(example("FMT002", "FMT002-good-1"), kind="undecided")
    failure = bench.run("FMT002", case)
    assert failure is not None and failure.reason == "应当留作“无法判断”"
