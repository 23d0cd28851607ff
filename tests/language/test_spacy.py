"""Our pipeline in spaCy: what it marks, saved and loaded again, in anybody's pipeline, and never in an ordinary audit."""

import subprocess
import sys

import pytest
import spacy
from hypothesis import given
from spacy.tokens import DocBin

from auditor.language.spacy import COMPONENTS, load
from tests.language.strategies import any_text

TEXT = "2026年8月底前完成巡查不少于36次，整改率≥97%，及时反馈，成效明显，持续提升治理水平"


@pytest.fixture(scope="module")
def nlp():
    return load()


def marks(doc):
    """All that a document says, by name."""
    groups = {name: [(span.text, span.label_) for span in doc.spans[name]] for name in doc.spans}
    entities = [(one.text, one.label_) for one in doc.ents]
    return {"words": [token.text for token in doc], "entities": entities, **groups, "cats": dict(doc.cats)}


def test_a_text_is_cut_and_marked(nlp):
    found = marks(nlp(TEXT))
    assert "".join(found["words"]) == TEXT
    assert found["entities"] == [("2026年8月底前", "DATE"), ("不少于36次", "QUANTITY"), ("≥97%", "QUANTITY")]
    assert found["quantities"] == [("不少于36次", "count"), ("≥97%", "ratio")]
    assert found["dates"] == [("2026年8月底前", "deadline"), ("及时", "phrase")]
    assert ("明显", "vague_degrees") in found["vague"] or ("成效明显", "vague_states") in found["vague"]
    assert sum(found["cats"].values()) == pytest.approx(1)
    assert set(found["cats"]) == {"measurable", "vague", "pseudo_quantified", "placeholder"}


def test_a_vague_word_beside_a_quantity_is_excused_with_the_reason(nlp):
    doc = nlp("显著提升合格率至98%，显著提升")
    assert [(one.text, one.label_) for one in doc.spans["excused"]] == [("显著提升", "同一句里写明了数量（98%）")]
    assert [one.start_char for one in doc.spans["vague"]] == [12]


def test_the_year_serves_for_dates_that_name_none():
    assert [one.label_ for one in load(year=2027)("6月30日前").ents] == ["DATE"]
    assert load(year=2027).get_pipe_meta("auditor_dates").default_config == {"year": None}


def test_saved_and_loaded_again_it_finds_the_same(nlp, tmp_path):
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert again.pipe_names == list(COMPONENTS)
    assert marks(again(TEXT)) == marks(nlp(TEXT))


def test_as_bytes_too(nlp):
    again = load().from_bytes(nlp.to_bytes())
    assert marks(again(TEXT)) == marks(nlp(TEXT))


def test_documents_survive_a_bin(nlp):
    doc = nlp(TEXT)
    (again,) = DocBin(docs=[doc]).get_docs(nlp.vocab)
    assert [(one.text, one.label_) for one in again.ents] == [(one.text, one.label_) for one in doc.ents]
    assert {name: len(again.spans[name]) for name in again.spans} == {name: len(doc.spans[name]) for name in doc.spans}


@given(text=any_text())
def test_any_text_is_kept_whole(nlp, text):
    assert nlp(text).text == text


def test_anybody_may_add_a_component_by_name():
    program = """
import spacy
nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "auditor.segmenter.v1"}}})
nlp.add_pipe("auditor_quantities")
print([(one.text, one.label_) for one in nlp("新建泵站3座").ents])
"""
    assert run(program) == "[('3座', 'QUANTITY')]"


def test_an_audit_never_loads_spacy_or_pandas(tmp_path):
    (tmp_path / "申报.txt").write_text(FORM, encoding="utf-8")
    program = f"""
import sys
from typer.testing import CliRunner
from auditor.cli import app
done = CliRunner().invoke(app, ["audit", {str(tmp_path)!r}, "--out", {str(tmp_path / "out")!r}, "--fail-on", "never"])
print(done.exit_code, sorted({{"spacy", "pandas", "thinc"}} & set(sys.modules)))
"""
    assert run(program) == "0 []"


FORM = """项目支出绩效目标表
项目名称：泵站巡查
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t巡查次数、处置件数\t≥36次
产出指标\t质量指标\t整改率\t≥97%
"""


def run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]
