"""The whole job in one function: read, judge, score, assemble the result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditor import __version__
from auditor.advice.bank import IndicatorBank, load_bank
from auditor.checks.protocol import Batch, Subject, build_batch
from auditor.classifier.features import FeatureReader
from auditor.classifier.predict import LinearClassifier
from auditor.duplicates.find import find_duplicates
from auditor.judging.run import Judgement, judge
from auditor.language.artefacts import Language
from auditor.model import Finding, Project, Result, RuleNote, RulePack, Submission, Tool, Totals
from auditor.reading import discover, read
from auditor.resources import data_path
from auditor.rules.load import Pack, load_pack
from auditor.scoring.review_form import FormSettings, assess, load_form


@dataclass(frozen=True)
class Auditor:
    """Everything that stays the same from batch to batch."""

    pack: Pack
    language: Language
    classifier: LinearClassifier
    bank: IndicatorBank
    form: FormSettings


def prepare(profile: str = "national", extra_rules: Sequence[Path] = ()) -> Auditor:
    """Load rules, word lists, the classifier and the indicator bank.

    Raises:
        ConfigurationError: where a rule file or a shipped file is wrong.
    """
    pack = load_pack(profile, extra_rules)
    classifier = LinearClassifier(data_path("corpora", "measurability"), FeatureReader(pack.lexicon))
    bank = load_bank(data_path("corpora", "indicator_bank"))
    return Auditor(pack, Language(), classifier, bank, load_form(data_path("rules", "review_form.yaml")))


def audit(
    paths: Iterable[Path], auditor: Auditor, on_file: Callable[[Path, Submission], None] = lambda path, read_one: None
) -> Result:
    """Audit files and folders.

    Args:
        paths: files, or folders that are searched for readable files.
        auditor: what to judge with.
        on_file: called after each file was read, for progress.

    Returns:
        The result over all files; one that cannot be read is in it with its error, and the others go on.

    Raises:
        UnreadableError: a path that does not exist, or a folder without readable files.
    """
    submissions = []
    for path in discover(paths):
        submission = read(path)
        on_file(path, submission)
        submissions.append(submission)
    return audit_submissions(tuple(submissions), auditor)


def audit_submissions(submissions: tuple[Submission, ...], auditor: Auditor) -> Result:
    """Judge submissions that were already read."""
    batch = whole_batch(submissions, auditor.language)
    judgement = judge(batch, auditor.pack, auditor.classifier, auditor.bank)
    judged = tuple(_judged(number, one, judgement, auditor) for number, one in enumerate(submissions))
    return Result(
        tool=Tool(name="auditor", version=__version__),
        rules=_rule_pack(auditor.pack),
        totals=_totals(judged),
        submissions=judged,
        coverage=judgement.coverage,
        duplicates=batch.duplicates,
    )


def whole_batch(submissions: tuple[Submission, ...], language: Language) -> Batch:
    """Submissions ready to be examined, with the repetition among them."""
    batch = build_batch(submissions, language)
    return replace(batch, duplicates=find_duplicates(submissions, language))


def _judged(number: int, submission: Submission, judgement: Judgement, auditor: Auditor) -> Submission:
    projects = tuple(
        _judged_project(Subject(number, index), project, judgement, auditor)
        for index, project in enumerate(submission.projects)
    )
    findings = judgement.findings.get(Subject(number), ())
    return submission.model_copy(update={"projects": projects, "findings": findings})


def _judged_project(subject: Subject, project: Project, judgement: Judgement, auditor: Auditor) -> Project:
    findings = list(judgement.findings.get(subject, ()))
    indicators = []
    for index, indicator in enumerate(project.indicators):
        row = Subject(subject.submission, subject.project, index)
        findings.extend(judgement.findings.get(row, ()))
        indicators.append(
            indicator.model_copy(
                update={
                    "quantities": auditor.language.indicator_quantities(indicator),
                    "measurability": judgement.verdicts[row],
                }
            )
        )
    score = assess(findings, auditor.form)
    return project.model_copy(update={"indicators": tuple(indicators), "findings": tuple(findings), "score": score})


def _rule_pack(pack: Pack) -> RulePack:
    notes = tuple(
        RuleNote(
            id=item.rule.id,
            title=item.rule.title,
            category=item.rule.category,
            severity=item.rule.severity,
            certain=item.rule.certainty == "certain",
            overridden="级别由地区配置改定" if item.rule.id in pack.profile.severity else None,
        )
        for item in pack.rules
    )
    return RulePack(
        pack="auditor", version=__version__, fingerprint=pack.fingerprint, profile=pack.profile.name, rules=notes
    )


def all_findings(submissions: Iterable[Submission]) -> list[Finding]:
    """Every finding of some submissions: on the submission first, then project by project."""
    return [
        finding
        for submission in submissions
        for findings in (submission.findings, *(project.findings for project in submission.projects))
        for finding in findings
    ]


def _totals(submissions: Sequence[Submission]) -> Totals:
    findings = all_findings(submissions)
    projects = [project for submission in submissions for project in submission.projects]
    return Totals(
        submissions=len(submissions),
        projects=len(projects),
        indicators=sum(len(project.indicators) for project in projects),
        findings=len(findings),
        by_severity=_counted(finding.severity for finding in findings),
        by_category=_counted(finding.category for finding in findings),
    )


def _counted(keys: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(keys).items()))
