"""Forms made up at random out of what departments do are read as a person reads them, in every format that can say it."""

from random import Random

import pytest

from auditor.pipeline.write import audit_submissions
from auditor.reading.extract import read_content
from material.forms.composed_layouts import comma_separated
from material.forms.pdfs import prose_pdf
from material.forms.renderers import RENDERERS, tabbed_text
from material.forms.told_variants import YEAR, plain_text, table, told, web_page, word
from material.forms.variant_kinds import KINDS
from material.forms.variants import copied_from_web, copied_from_word, differences
from tests.building import submission_of

SEEDS = range(6)
FORMATS = {
    **{name: RENDERERS[name] for name in ("XLSX", "DOCX", "HTML", "PDF 有线")},
    "CSV": comma_separated,
    "从表格粘贴": tabbed_text,
    "从文档粘贴": copied_from_word,
    "从网页粘贴": copied_from_web,
}
TOLD = {"html": web_page, "docx": word, "txt": plain_text}


@pytest.mark.issue(15)
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_form_is_read_as_a_person_reads_it(kind, name):
    found = {}
    for seed in SEEDS:
        form, expected = KINDS[kind](Random(f"{kind}{seed}"))
        wrong = differences(expected, read_content(FORMATS[name]([form]), "样本"))
        found |= {seed: wrong} if wrong else {}
    assert found == {}


def judged(lines, tables, make, auditor):
    content = read_content(make(lines, tables), "样本")
    result = audit_submissions((submission_of(content),), auditor)
    rules = [f.rule for p in result.submissions[0].projects for f in p.findings]
    return content, {
        one for one in rules if one in ("CON017", "CMP033", "CMP034", "CON006", "CON007", "CON008", "CON009")
    }


@pytest.mark.issue(15)
@pytest.mark.parametrize("ending", [*TOLD, "pdf"])
@pytest.mark.parametrize("seed", SEEDS)
def test_goals_told_without_a_table_are_projects(ending, seed, auditor):
    make = TOLD.get(ending, lambda lines, _: prose_pdf(lines))
    said = told(Random(seed))
    content, rules = judged(said.lines, [], make, auditor)
    assert [(one.name, one.goal, one.budget_wan) for one in content.projects] == list(
        zip(said.names, said.goals, said.told_wan, strict=True)
    )
    assert (content.year, rules) == (YEAR, {"CMP034"})


@pytest.mark.issue(15)
@pytest.mark.parametrize("ending", TOLD)
@pytest.mark.parametrize("seed", SEEDS)
def test_money_told_in_words_is_held_against_the_table(ending, seed, auditor):
    said = told(Random(seed), most=1)
    for factor, wanted in ((1, set()), (1.5, {"CON017"})):
        content, rules = judged(said.lines, [table(said.names[0], said.told_wan[0] * factor)], TOLD[ending], auditor)
        assert ([one.name for one in content.projects], rules) == (list(said.names), wanted)


@pytest.mark.issue(15)
@pytest.mark.parametrize("ending", TOLD)
@pytest.mark.parametrize("seed", SEEDS)
def test_money_of_other_years_alone_is_told(ending, seed, auditor):
    said = told(Random(seed), money="others", most=1)
    _, rules = judged(said.lines, [table(said.names[0], 77)], TOLD[ending], auditor)
    assert rules == {"CMP033"}
