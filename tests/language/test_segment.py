"""The fast segmenter gives what the reference gives, over all text we have."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.segment import Segmenter
from auditor.reading.decode import decode
from auditor.resources import data_path
from tests.language.strategies import any_text

SHARED = Path(__file__).parents[3] / "shared"
READABLE = {".txt", ".tsv", ".yaml", ".md", ".jsonl"}
DOUBLED = "行看系应气命"
LATIN = [
    *"ab379..%%-_+#&年项目Aγ㐀\r\n ",
    "AT&T",
    "c++",
    "T恤",
    "4S店",
    "卡拉OK",
    "2024-12-31",
    "80-90%",
    "GB50189-2015",
]


@pytest.fixture(scope="module")
def fast():
    return Segmenter(engine="rjieba")


@pytest.fixture(scope="module")
def reference():
    return Segmenter(engine="jieba")


def pieces_below(folder):
    """All lines and cells of the text files below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in READABLE)
    lines = {line for path in files for line in decode(path.read_bytes(), str(path)).splitlines()}
    return sorted(lines | {cell for line in lines for cell in re.split(r'[\t",]', line)})


def test_both_engines_agree_on_all_corpora(fast, reference):
    pieces = pieces_below(data_path("corpora"))
    assert len(pieces) > 1000
    assert [piece for piece in pieces if fast.cut(piece) != reference.cut(piece)] == []


def test_both_engines_agree_on_material_from_outside(fast, reference):
    if not SHARED.is_dir():
        pytest.skip("the folder of outside material is not here")
    assert [piece for piece in pieces_below(SHARED) if fast.cut(piece) != reference.cut(piece)] == []


@given(st.lists(st.sampled_from(LATIN), max_size=9).map("".join))
def test_both_engines_agree_on_letters_digits_and_signs(fast, reference, text):
    assert fast.cut(text) == reference.cut(text)


@given(st.text(alphabet=DOUBLED, max_size=10))
def test_both_engines_agree_on_doubled_characters(fast, reference, text):
    assert fast.cut(text) == reference.cut(text)


@given(any_text())
def test_words_joined_are_the_text(fast, reference, text):
    assert fast.cut(text) == reference.cut(text)
    assert "".join(fast.cut(text)) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("减少民转刑案件", ["减少", "民转刑", "案件"]),
        ("2024-12-31", ["2024", "-", "12", "-", "31"]),
        ("GB50189-2015", ["GB50189", "-", "2015"]),
        ("高标准农田亩均投资", ["高标准农田", "亩均", "投资"]),
        ("稳步提升服务水平", ["稳步", "提升", "服务水平"]),
    ],
)
def test_words(fast, text, words):
    assert fast.cut(text) == words


def test_every_domain_term_is_one_word_chinese_and_listed_once(fast):
    lines = data_path("corpora", "lexicon", "domain_terms.txt").read_text(encoding="utf-8").splitlines()
    terms = [line.split(" ")[0] for line in lines if not line.startswith("#")]
    assert len(terms) == len(set(terms)) >= 1200
    assert [term for term in terms if fast.cut(term) != [term] or not re.fullmatch("[\u4e00-\u9fd5]+", term)] == []


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)


def test_the_reference_is_loaded_only_when_asked_for():
    code = "import sys; from auditor.language.segment import Segmenter; Segmenter().cut('绩效目标3-5项'); print('jieba' in sys.modules)"
    assert run(code).stdout.strip() == "False"


def test_the_reference_prints_nothing_and_leaves_no_cache(tmp_path):
    code = f"import tempfile; tempfile.tempdir = {str(tmp_path)!r}; from auditor.language.segment import Segmenter; Segmenter(engine='jieba').cut('绩效目标')"  # fmt: skip
    done = run(code)
    assert (done.stdout, done.stderr, list(tmp_path.iterdir())) == ("", "", [])
