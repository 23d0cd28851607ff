"""The page of ``auditor look``: each text of a submission with its words, quantities, dates and vague terms, by displaCy.

spaCy is imported here, so that nothing that an audit goes through may import this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from spacy.displacy.render import SpanRenderer
from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Span

from auditor.classifier.predict import MOST
from auditor.language.spacy import DATES, QUANTITIES, load
from auditor.model import Indicator, Label, Project, Submission
from auditor.resources import data_path
from auditor.rules.spacy import EXCUSED, VAGUE
from auditor.runtime.atomic import write_text
from auditor.wording import FIELDS, LABEL

GROUPS = {
    QUANTITIES: ("数量", "#a8d5ff"),
    DATES: ("时间", "#b7e4c7"),
    VAGUE: ("空泛", "#ffb3a7"),
    EXCUSED: ("不算空泛", "#ffe08a"),
}
"""Span groups that are shown, each with its name and colour."""

KINDS = {
    QUANTITIES: "（金额、比率、计数等）",
    DATES: "（截止、日、月、年、周期、期限；“说法”没有写明日期）",
    VAGUE: "（状态、动作、程度、口号、只提依据、只说趋势）",
    EXCUSED: "（下面写明原因）",
}
"""What the small labels of a group tell."""

EXCUSED_LABEL = "不算"
DETAILS = {
    "money": "金额", "money_foreign": "外币", "money_or_count": "金额或计数", "ratio": "比率", "ratio_points": "百分点", "score": "分数",
    "count": "计数", "rank": "名次", "bare": "无单位", "length": "长度", "area": "面积", "volume": "体积", "weight": "重量",
    "energy": "能量", "power": "功率", "pressure": "压力", "temperature": "温度", "sound": "声级", "data": "数据量", "age": "年龄",
    "grade": "等级", "duration": "时长",
    "deadline": "截止", "day": "日", "month": "月", "year": "年", "recurring": "周期", "duration_deadline": "期限", "phrase": "说法",
    "vague_states": "状态", "vague_verbs": "动作", "vague_degrees": "程度", "slogans": "口号",
    "reference_phrases": "只提依据", "trend_phrases": "只说趋势",
}  # fmt: skip
"""Labels of spans in words; what has none here is shown with the name of its group."""

PROJECT_TEXTS = ("purpose", "goal")
ROW_TEXTS = ("level3", "description", "target", "basis", "actual", "deviation_reason")
"""Texts that are shown, by field."""

_SPAN = (
    '<span class="word" style="padding-bottom:calc({total_height}px - 30px)">{text}{span_slices}{span_starts}</span> '
)
_SLICE = '<span class="bar" style="background:{bg};top:{top_offset}px"></span>'
_START = '<span class="bar" style="background:{bg};top:{top_offset}px"><span class="name" style="background:{bg}">{label}{kb_link}</span></span>'


@dataclass(frozen=True)
class ShownText:
    """One text: its field in words, the drawing (HTML), why vague words do no harm, and what the model says of a target."""

    field: str
    drawing: str
    excused: tuple[str, ...]
    judged: str


@dataclass(frozen=True)
class ShownTexts:
    """Texts that stand together: those of a project, or those of one of its rows."""

    heading: str
    texts: tuple[ShownText, ...]


def look(submission: Submission, path: Path) -> Path:
    """Write the page of a submission.

    Args:
        submission: as it was read.
        path: of the page to be written; it needs no other file and no network.
    """
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(data_path("reports", "templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("look.html").render(
        submission=submission,
        projects=list(_shown(submission)),
        groups=[(named, KINDS[name]) for name, named in GROUPS.items()],
    )
    return write_text(path, page)


def _shown(submission: Submission) -> Iterator[tuple[str, list[ShownTexts]]]:
    """The texts by project."""
    pipeline = load(year=submission.year)
    if overall := list(_of_whole(submission, pipeline)):
        yield "整体目标", overall
    for project in submission.projects:
        about = [ShownTexts("项目", tuple(_of_project(project, pipeline)))]
        rows = [ShownTexts(_heading(row), tuple(_of_row(row, pipeline))) for row in project.indicators]
        yield project.name or project.code, [one for one in about + rows if one.texts]


def _of_whole(submission: Submission, pipeline: Pipeline) -> Iterator[ShownTexts]:
    """The overall goal and the narrative."""
    if submission.overall_goal:
        yield ShownTexts("部门", (_shown_text("整体目标", pipeline(submission.overall_goal), judged=""),))
    for item in submission.narrative:
        texts = (("绩效目标", item.goal), ("绩效指标", item.indicators_text))
        shown = tuple(_shown_text(name, pipeline(text), judged="") for name, text in texts if text)
        if shown:
            yield ShownTexts(f"{item.ordinal} {item.name}".strip(), shown)


def _heading(row: Indicator) -> str:
    return f"{row.id}　{row.level1 or '—'} ＞ {row.level2 or '—'}"


def _of_project(project: Project, pipeline: Pipeline) -> Iterator[ShownText]:
    for name in PROJECT_TEXTS:
        if text := getattr(project, name):
            yield _shown_text(FIELDS[name], pipeline(text), judged="")


def _of_row(row: Indicator, pipeline: Pipeline) -> Iterator[ShownText]:
    for name in ROW_TEXTS:
        if text := getattr(row, name):
            doc = pipeline.make_doc(text)
            if name == "target":
                _tell_surroundings(doc, row)
            doc = pipeline(doc)
            yield _shown_text(FIELDS[name], doc, _judged(doc) if name == "target" else "")


def _tell_surroundings(doc: Doc, row: Indicator) -> None:
    """The cells beside a target, which its measurability depends on."""
    doc._.auditor_level2, doc._.auditor_level3, doc._.auditor_description = row.level2, row.level3, row.description


def _judged(doc: Doc) -> str:
    """What the model takes a target for, and how sure it is."""
    best, share = max(doc.cats.items(), key=lambda one: one[1])
    return f"{LABEL[cast(Label, best)]} {min(MOST, share):.0%}"


def _shown_text(field: str, doc: Doc, judged: str) -> ShownText:
    excused = tuple(f"“{span.text}”不算空泛：{span.label_}" for span in doc.spans[EXCUSED])
    return ShownText(field, _drawn(doc), excused, judged)


def _drawn(doc: Doc) -> str:
    """The HTML of a text: its words apart, a bar with a name under each span."""
    shown = [(span, _label(span, name), GROUPS[name][1]) for name in GROUPS for span in doc.spans[name]]
    renderer = SpanRenderer(
        {
            "colors": {label: colour for _, label, colour in shown},
            "template": {"span": _SPAN, "slice": _SLICE, "start": _START},
            "top_offset": 26,
        }
    )
    spans = [{"start_token": span.start, "end_token": span.end, "label": label} for span, label, _ in shown]
    return str(renderer.render([{"tokens": [token.text for token in doc], "spans": spans}]))


def _label(span: Span, group: str) -> str:
    """A span's name: displaCy writes it as it is, so no word of the submission may be in it."""
    return EXCUSED_LABEL if group == EXCUSED else DETAILS.get(span.label_, GROUPS[group][0])
