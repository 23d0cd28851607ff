"""The whole job in one function: read, judge, score, assemble the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditor import __version__
from auditor.advice.bank import load_bank
from auditor.checks.protocol import Batch, Subject, build_batch
from auditor.classifier.features import FeatureReader
from auditor.classifier.model import LinearModel
from auditor.classifier.predict import RowClassifier
from auditor.comparison.past import Past
from auditor.duplicates.find import find_duplicates
from auditor.judging.baseline import compared, trend
from auditor.judging.run import Experts, Judgement, judge
from auditor.judging.waivers import NOTHING_DECIDED, Decisions
from auditor.language.artefacts import Language
from auditor.model import Project, Result, RuleNote, RulePack, Submission, Tool
from auditor.reading import discover, read
from auditor.reading.corrections import NO_CORRECTIONS, Corrections
from auditor.resources import data_path
from auditor.rules.load import Pack, load_pack
from auditor.scoring.review_form import FormSettings, assess, load_form
from auditor.scoring.totals import all_findings, totals_of


@dataclass(frozen=True)
class Auditor:
    """Everything that stays the same from batch to batch."""

    pack: Pack
    language: Language
    experts: Experts
    form: FormSettings


def prepare(profile: str = "national", extra_rules: Sequence[Path] = ()) -> Auditor:
    """Load rules, word lists, the classifier and the indicator bank.

    Raises:
        ConfigurationError: where a rule file or a shipped file is wrong.
    """
    pack = load_pack(profile, extra_rules)
    classifier = RowClassifier(
        FeatureReader(pack.lexicon),
        measurability=LinearModel(data_path("corpora", "measurability"), "可衡量性模型"),
        category=LinearModel(data_path("corpora", "category_fit"), "指标类别模型"),
    )
    bank = load_bank(data_path("corpora", "indicator_bank"))
    experts = Experts(classifier=classifier, fit_judge=classifier, adviser=bank)
    return Auditor(pack, Language(), experts, load_form(data_path("rules", "review_form.yaml")))


Recall = Callable[[tuple[Submission, ...]], Past]
"""Fetches from an archive what matters for submissions that were just read."""


@dataclass(frozen=True)
class History:
    """What is known from before: decisions entered in a ledger, the fingerprints of an earlier result, and an archive."""

    decisions: Decisions = NOTHING_DECIDED
    baseline: frozenset[str] | None = None
    recall: Recall | None = None


NO_HISTORY = History()


@dataclass(frozen=True)
class Assumed:
    """Department and budget year of files that name none themselves."""

    department: str | None = None
    year: int | None = None

    def completed(self, submission: Submission) -> Submission:
        """The submission with what it did not say itself."""
        missing = {
            name: value
            for name, value in (("department", self.department), ("year", self.year))
            if value is not None and getattr(submission, name) is None
        }
        return submission.model_copy(update=missing) if missing else submission


NOTHING_ASSUMED = Assumed()


def audit(
    paths: Iterable[Path],
    auditor: Auditor,
    on_file: Callable[[Path, Submission], None] = lambda path, read_one: None,
    history: History = NO_HISTORY,
    corrections: Corrections = NO_CORRECTIONS,
    assumed: Assumed = NOTHING_ASSUMED,
) -> Result:
    """Audit files and folders.

    Args:
        paths: files, or folders that are searched for readable files.
        auditor: what to judge with.
        on_file: called after each file was read, for progress.
        history: decisions, an earlier result to compare with, and an archive of other submissions.
        corrections: how headings of the files' own are meant.
        assumed: department and year of files that name none.

    Returns:
        The result over all files; one that cannot be read is in it with its error, and the others go on.

    Raises:
        UnreadableError: a path that does not exist, or a folder without readable files.
    """
    submissions = []
    for path in discover(paths):
        submission = assumed.completed(read(path, corrections))
        on_file(path, submission)
        submissions.append(submission)
    return audit_submissions(tuple(submissions), auditor, history)


def audit_submissions(submissions: tuple[Submission, ...], auditor: Auditor, history: History = NO_HISTORY) -> Result:
    """Judge submissions that were already read."""
    batch = whole_batch(submissions, auditor.language)
    if history.recall is not None:
        batch = replace(batch, past=history.recall(submissions))
    judgement = _remembered(judge(batch, auditor.pack, auditor.experts), history)
    judged = tuple(_judged(number, one, judgement, auditor) for number, one in enumerate(submissions))
    return Result(
        tool=Tool(name="auditor", version=__version__),
        rules=_rule_pack(auditor.pack),
        totals=totals_of(judged),
        submissions=judged,
        coverage=judgement.coverage,
        duplicates=batch.duplicates,
        trend=trend(all_findings(judged), history.baseline),
        handling_notes=history.decisions.notes([one for found in judgement.findings.values() for one in found]),
    )


def _remembered(judgement: Judgement, history: History) -> Judgement:
    """The judgement with what was decided about its findings, and which of them are new."""
    findings = {
        subject: compared(history.decisions.applied(found), history.baseline)
        for subject, found in judgement.findings.items()
    }
    return replace(judgement, findings=findings)


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
            overridden=pack.adjusted.notes.get(item.rule.id),
            lowers=item.rule.lowers,
        )
        for item in pack.rules
    )
    return RulePack(
        pack="auditor",
        version=__version__,
        fingerprint=pack.fingerprint,
        profile=pack.profile.name,
        rules=notes,
        off=pack.adjusted.off,
    )
