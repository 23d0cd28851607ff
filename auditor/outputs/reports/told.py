"""Opinions with the projects, rows and findings that they speak of, ready for any report: as sentences, by row, to be sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.model import Finding, Indicator, Opinion, Project, Submission
from auditor.opinions import opinions_of
from auditor.opinions.telling import listed_rows, named
from auditor.outputs.reports.walk import WHOLE
from auditor.scoring.totals import all_findings
from auditor.wording import SEVERITY


class ToldRow(NamedTuple):
    """A row that an opinion speaks of, with what leads and what else there is to say of it (另).

    ``row`` is None where the opinion speaks of the project or the material as such.
    """

    number: int | None
    row: Indicator | None
    finding: Finding
    notes: tuple[tuple[Finding, bool], ...]
    """Other findings, each with whether it is moot."""


class ToldPlace(NamedTuple):
    """A project that an opinion speaks of (None: the material as a whole), with its rows in order."""

    project: Project | None
    number: int | None
    rows: tuple[ToldRow, ...]
    same_as: Project | None

    @property
    def where(self) -> str:
        """The project and its rows, each once."""
        if self.project is None:
            return WHOLE
        rows = listed_rows(row.number - 1 for row in self.rows if row.number is not None)
        return f"{named(self.project)}{rows}"

    @property
    def offers(self) -> tuple[tuple[int, str], ...]:
        """What rows could say instead: each row that is offered something."""
        found = ((row.number, row.finding.offer) for row in self.rows)
        return tuple((number, offer.short) for number, offer in found if number is not None and offer is not None)


class ToldOpinion(NamedTuple):
    """An opinion with everything that it names."""

    opinion: Opinion
    places: tuple[ToldPlace, ...]

    @property
    def number(self) -> int:
        """Its number in the document."""
        return self.opinion.number

    @property
    def level(self) -> str:
        """错误, 警告 or 提示, and whether it is a 疑点."""
        return SEVERITY[self.opinion.severity] + ("" if self.opinion.certain else "（疑点）")

    @property
    def rows(self) -> tuple[ToldRow, ...]:
        """All rows of all places."""
        return tuple(row for place in self.places for row in place.rows)

    @property
    def lead(self) -> Finding:
        """The finding whose words it takes."""
        key = self.opinion.findings[0]
        return next(row.finding for row in self.rows if row.finding.fingerprint == key)

    @property
    def where(self) -> str:
        """Every place in one sentence."""
        return "；".join(place.where for place in self.places)

    @property
    def heading(self) -> str:
        """The place as it stands before the sentence; what recurs names its projects after it."""
        if self.opinion.scope == "document":
            return "通病" if any(place.project is not None for place in self.places) else "整份材料"
        alone = len(self.rows) == 1 or not self.opinion.message.startswith("第")
        here = (place for place in self.places if place.same_as is None)
        return "；".join(place.where if alone or place.project is None else named(place.project) for place in here)

    @property
    def notes(self) -> tuple[str, ...]:
        """What else there is to say, each sentence once, with its row where several rows are spoken of."""
        several = len(self.rows) > 1
        told: dict[str, list[int]] = {}
        for row in self.rows:
            for finding, _ in row.notes:
                told.setdefault(finding.message, []).append(row.number or 0)
        return tuple(
            f"{listed_rows(number - 1 for number in numbers if number)}：{text}" if several and any(numbers) else text
            for text, numbers in told.items()
        )

    @property
    def notes_advice(self) -> tuple[str, ...]:
        """Advice on what else there is to say, where following the leading advice does not do away with it."""
        found = (finding.suggestion for row in self.rows for finding, moot in row.notes if not moot)
        return tuple(dict.fromkeys(text for text in found if text))

    @property
    def offered(self) -> str:
        """Where advice is told for several rows at once: what each of them could say, each proposal with its rows."""
        if self.opinion.scope not in ("document", "project") or "示例见各行" not in (self.opinion.advice or ""):
            return ""
        told: dict[str, list[str]] = {}
        for place in self.places:
            name = named(place.project) if place.project is not None and self.opinion.scope == "document" else ""
            for row, words in place.offers:
                told.setdefault(words, []).append(f"{name}第{row}行")
        return "；".join(
            f"{'、'.join(places)}{'' if words[0] == '“' else '：'}{words}" for words, places in told.items()
        )

    @property
    def to_send(self) -> str:
        """The opinion as plain text, to be sent back to the department."""
        opinion = self.opinion
        lines = [f"{opinion.number}．【{self.level}】{self.heading}：{opinion.message}"]
        if opinion.scope == "document" and any(place.project for place in self.places):
            lines.append(f"所在：{self.where}。")
        if opinion.scope == "group":
            lines += same_sentences(self)
        if self.notes and opinion.scope != "document":
            lines.append(f"另：{''.join(self.notes)}")
        if opinion.advice:
            lines.append(f"建议：{opinion.advice}")
        if self.offered:
            lines.append(f"示例：{self.offered}。")
        return "\n".join(lines)


def same_sentences(one: ToldOpinion) -> Iterator[str]:
    """For each later project of a group: that it is the same, and which of its rows share the faults."""
    for place in one.places:
        if place.same_as is not None and place.project is not None:
            rows = listed_rows(row.number - 1 for row in place.rows if row.number is not None)
            shared = f"，{rows}的问题同左" if rows else ""
            yield f"{named(place.project)}与{named(place.same_as)}雷同{shared}。"


class Told(NamedTuple):
    """All opinions of a submission, and which of them speak of a project or row."""

    all: tuple[ToldOpinion, ...]

    @property
    def of_document(self) -> tuple[ToldOpinion, ...]:
        """通病, and what concerns no single project."""
        return tuple(one for one in self.all if one.opinion.scope == "document")

    def of_project(self, number: int) -> tuple[ToldOpinion, ...]:
        """The opinions on a project (its place from 1) that are told under it."""
        return tuple(one for one in self.all if one.opinion.scope != "document" and one.places[0].number == number)

    def elsewhere(self, number: int) -> tuple[tuple[ToldOpinion, ToldPlace], ...]:
        """Opinions told elsewhere that speak of a project too: 通病, and copies told under another project."""
        return tuple(
            (one, place)
            for one in self.all
            for place in one.places
            if place.number == number and (one.opinion.scope == "document" or one.places[0].number != number)
        )

    def by_row(self, number: int) -> Mapping[int, Sequence[tuple[ToldOpinion, ToldRow]]]:
        """The opinions on each row (from 1) of a project, those led by a fault of the row itself first."""
        found: dict[int, list[tuple[ToldOpinion, ToldRow]]] = defaultdict(list)
        for one in sorted(self.all, key=lambda one: one.opinion.scope == "document"):
            for place in one.places:
                if place.number == number:
                    for row in place.rows:
                        if row.number is not None:
                            found[row.number].append((one, row))
        return found


def told_of(submission: Submission) -> Told:
    """The opinions of a submission with what they speak of."""
    findings = {finding.fingerprint: finding for finding in all_findings((submission,))}
    return Told(tuple(_told(opinion, submission, findings) for opinion in opinions_of(submission)))


def _told(opinion: Opinion, submission: Submission, findings: Mapping[str, Finding]) -> ToldOpinion:
    return ToldOpinion(opinion, tuple(_places(opinion, submission, findings)))


def _places(opinion: Opinion, submission: Submission, findings: Mapping[str, Finding]) -> Iterator[ToldPlace]:
    for place in opinion.places:
        project = None if place.project is None else submission.projects[place.project - 1]
        same = None if place.same_as is None else submission.projects[place.same_as - 1]
        rows = [
            ToldRow(
                row.row,
                project.indicators[row.row - 1] if project is not None and row.row is not None else None,
                findings[row.finding],
                tuple((findings[note.finding], note.moot) for note in row.notes),
            )
            for row in place.rows
        ]
        yield ToldPlace(project, place.project, tuple(sorted(rows, key=lambda row: row.number or 0)), same)
