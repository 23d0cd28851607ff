"""Decisions about opinions: 采纳, 保留 with a reason, 工具看错了; and taking them back. The second person sees the first's."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from auditor.model import INDICATOR_FIELDS
from auditor.web.opinion_view import NO_FILTER, OpinionCard
from auditor.web.pages.opinions import filled
from auditor.web.store.decisions import (
    ConflictError,
    DecidedFinding,
    DecisionChange,
    before_last_change,
    decisions_of,
)
from auditor.web.store.decisions import decide as keep
from auditor.web.store.tables import CHOICES, BatchRecord
from auditor.web.visit import Visit


def decide(visit: Visit) -> Response:
    """Decide about everything that an opinion tells."""
    choice = visit.text("choice", 20)
    if choice not in CHOICES:
        raise HTTPException(400)
    change = DecisionChange(choice, visit.text("reason", 1000) if choice != "accepted" else "", _until(visit, choice))
    told = "请写明保留的理由。" if choice == "kept" and not change.reason else ""
    return _answer(visit, told) if told else _change(visit, change)


def undo(visit: Visit) -> Response:
    """Bring back what stood before the last decision about an opinion."""
    return _change(visit, None)


def _change(visit: Visit, change: DecisionChange | None) -> Response:
    batch, card = _card(visit)
    if card.decision.version != visit.version():
        return _answer(visit, _faster(card), 409)
    try:
        with visit.site.store.writing() as session:
            versions = {
                key: one.version
                for key, one in decisions_of(session, batch.department, card.told.opinion.findings).items()
            }
            findings = _findings(card, versions)
            wanted = change or before_last_change(session, batch.department, findings[0].fingerprint)
            if findings[0].version != card.decision.version:
                raise ConflictError
            keep(session, batch.department, findings, wanted, by=visit.account.name, batch=batch.id)
    except ConflictError:
        return _answer(visit, _faster(_card(visit)[1]), 409)
    return _answer(visit, "")


def _faster(card: OpinionCard) -> str:
    one = card.decision
    done = f"已{'改为' if one.word else ''}“{one.word or '撤回决定'}”" if one.by else "已有改动"
    return f"{one.by or '别人'}刚刚{done}，没有覆盖。请看过再决定。"


def _card(visit: Visit) -> tuple[BatchRecord, OpinionCard]:
    batch = visit.batch()
    _, view = filled(visit, batch.id, batch.department, visit.number("number"), NO_FILTER)
    wanted = visit.number("opinion")
    card = next((one for one in view.all if one.number == wanted), None)
    if card is None:
        raise HTTPException(404)
    return batch, card


def _findings(card: OpinionCard, versions: dict[str, int]) -> list[DecidedFinding]:
    """Everything that an opinion tells, the leading finding first, with the texts of its row."""
    rows: dict[str, tuple[str, dict[str, Any]]] = {}
    for row in card.told.rows:
        about = {name: getattr(row.row, name) for name in INDICATOR_FIELDS} if row.row is not None else {}
        for finding in (row.finding, *(note for note, _ in row.notes)):
            rows.setdefault(finding.fingerprint, (finding.rule, about))
    told = card.told.opinion.findings
    return [DecidedFinding(key, versions.get(key, 0), *rows.get(key, (card.told.opinion.rule, {}))) for key in told]


def _until(visit: Visit, choice: str) -> str | None:
    text = visit.text("until", 10) if choice == "kept" else ""
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise HTTPException(400) from None


def _answer(visit: Visit, told: str, status: int = 200) -> Response:
    """The opinion anew, with a sentence where there is something to be told."""
    batch, card = _card(visit)
    number = visit.number("number")
    if not visit.partial and not told:
        return RedirectResponse(f"/batches/{batch.id}/{number}#o{card.number}", 303)
    return visit.page("opinion.html", status, batch=batch, number=number, card=card, told=told)
