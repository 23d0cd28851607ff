"""What was read from a file, whichever its format."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model import FormNote, Kind, NarrativeItem, Project


@dataclass(frozen=True)
class Extraction:
    """Projects and what stands around them.

    ``doubts`` says in Chinese what was not, or not surely, read; ``forms`` how each table was understood;
    ``mapped`` which names of a mapping stood in the file; ``cover`` the short lines before the first form.
    """

    projects: tuple[Project, ...]
    overall_goal: str = ""
    narrative: tuple[NarrativeItem, ...] = ()
    department: str | None = None
    year: int | None = None
    kind: Kind = "target_declaration"
    doubts: tuple[str, ...] = ()
    forms: tuple[FormNote, ...] = ()
    mapped: tuple[str, ...] = ()
    cover: str = ""
