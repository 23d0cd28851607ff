"""Declaration, monitoring and self-evaluation of one project handed in together are held against each other."""

import pytest

from auditor.checks.history.cells import changes
from auditor.checks.history.targets import change_in_words
from auditor.model import Indicator, Project, Submission
from auditor.pipeline.write import audit_submissions


def form(kind, *rows, year=2024, department="北岭县水务局", name="沟渠清淤") -> Submission:
    indicators = tuple(
        Indicator(id=f"1/{place}", level1="产出指标", level2="数量指标", level3=level3, target=target, actual=actual)
        for place, (level3, target, actual) in enumerate(rows, 1)
    )
    project = Project(code="", name=name, indicators=indicators)
    return Submission(
        source=f"{kind}{year}.xlsx", sha256=f"{kind}{year}{name}", status="audited", kind=kind, year=year,
        department=department, projects=(project,),
    )  # fmt: skip


DECLARED = form("target_declaration", ("清淤长度", "≥18公里", None), ("清运淤泥", "≥4000立方米", None))


def told(auditor, *submissions) -> list[str]:
    found = audit_submissions(submissions, auditor).submissions[-1].projects[0].findings
    return [one.message for one in found if one.rule in ("CON023", "CON024")]


@pytest.mark.parametrize(
    ("evaluated", "messages"),
    [
        (form("self_evaluation", ("清淤长度", "≥18公里", "19公里"), ("清运淤泥", "≥4000立方米", "4100立方米")), []),
        (
            form("self_evaluation", ("清淤长度", "≥12公里", "13公里"), ("清运淤泥", "≥4000立方米", "4100立方米")),
            [
                "“清淤长度”的目标由申报时的“≥18公里”降为自评（监控）表里的“≥12公里”，实际完成“13公里”，按申报时的目标没有完成。"
            ],
        ),
        (
            form("monitoring", ("清淤长度", "≥18公里", "9公里")),
            ["“沟渠清淤”的自评（监控）表与申报时相比，少了 1 行（清运淤泥）。"],
        ),
        (form("self_evaluation", ("清淤长度", "≥12公里", "13公里"), department="南岭县水务局"), []),
        (form("self_evaluation", ("清淤长度", "≥12公里", "13公里"), name="堤防加固"), []),
        (form("self_evaluation", ("清淤长度", "≥12公里", "13公里"), year=2025), []),
    ],
)
def test_a_batch_is_its_own_archive(auditor, evaluated, messages):
    assert told(auditor, DECLARED, evaluated) == messages


def differing(auditor, *submissions) -> list[list[str]]:
    found = audit_submissions(submissions, auditor).submissions
    return [[each.message for each in one.projects[0].findings if each.rule == "CON066"] for one in found]


def test_two_files_of_one_project_with_other_targets_are_told_once(auditor):
    draft = DECLARED.model_copy(update={"source": "a/初稿.xlsx"})
    final = form("target_declaration", ("清淤长度", "≥15公里", None), ("清运淤泥", "4000立方米以上", None)).model_copy(
        update={"source": "b/定稿.xlsx", "sha256": "定稿"}
    )
    final = final.model_copy(update={"projects": (final.projects[0].model_copy(update={"code": "31"}),)})
    told_of_it = "“清淤长度”这里写的是“≥18公里”，同一项目的另一份表（定稿.xlsx）里写的是“≥15公里”，疑似有一份没有更新。"
    assert differing(auditor, draft, final) == [[told_of_it], []]
    assert differing(auditor, final, draft) == [[], [told_of_it]]
    assert differing(auditor, draft, final.model_copy(update={"department": "南岭县水务局"})) == [[], []]


def test_the_evidence_says_that_it_stands_in_the_batch(auditor):
    evaluated = form("self_evaluation", ("清淤长度", "≥12公里", "13公里"), ("清运淤泥", "≥4000立方米", "4100立方米"))
    found = audit_submissions((DECLARED, evaluated), auditor).submissions[-1].projects[0].findings
    origins = [one.evidence[0].origin for one in found if one.rule == "CON023"]
    assert origins == ["本批材料中北岭县水务局2024年绩效目标申报"]


@pytest.mark.parametrize(
    ("old", "new", "name", "words"),
    [
        ("≥500场", "≥300场", "演出场次", "降为"),
        ("≥95%", "≥98%", "合格率", "提高为"),
        ("≤20元", "≤26元", "单位成本", "放宽为"),
        ("≤5天", "≤3天", "办理时限", "收紧为"),
        ("≥500场", "≥300人", "演出场次", "改为"),
        ("≥500场", "明显提升", "演出场次", "改为"),
    ],
)
def test_a_change_is_judged(old, new, name, words):
    assert change_in_words(old, new, name) == words


def test_two_versions_say_which_way_a_target_went():
    later = form("target_declaration", ("清淤长度", "≥15公里", None), ("清运淤泥", "≥4000立方米", None))
    found = [cell for change in changes(DECLARED.projects, later.projects) for cell in change.cells]
    assert [(cell.field, cell.old, cell.new, cell.judged) for cell in found] == [
        ("target", "≥18公里", "≥15公里", "降为")
    ]
