"""What all requests of one server share: settings, data base, accounts, audits, templates."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from auditor.model import SEVERITY_ORDER
from auditor.opinions.telling import listed_rows
from auditor.outputs.reports.html import amount, counts, marked, opinion_counts, percent
from auditor.outputs.reports.places import FIELD_NAMES, place_of, place_of_evidence, place_of_finding
from auditor.outputs.reports.told import same_sentences
from auditor.outputs.reports.walk import file_name
from auditor.web.jobs import AuditQueue
from auditor.web.quick import QuickProcess
from auditor.web.rendered import RenderedBodies
from auditor.web.security import SignInLimit
from auditor.web.settings import ServeSettings
from auditor.web.store.database import Store
from auditor.web.store.tables import BatchState
from auditor.web.users import Account
from auditor.wording import CATEGORY, FIELDS, KIND, LABEL, SEVERITY

HERE = Path(__file__).parent
_BY_COMMAND = re.compile(r"请用 --mapping 说明[^。]*")

LINKS = (
    ("/", "交材料", False),
    ("/paste", "粘贴一张表", False),
    ("/season", "汇总", True),
    ("/verdicts", "规则准不准", True),
    ("/queue", "请您判断", True),
)
"""Pages that are reached from everywhere: address, name, and whether only those who review see it."""

STATES: dict[BatchState, str] = {
    "uploading": "还在接收",
    "waiting": "等待审核",
    "running": "正在审核",
    "done": "已审核",
    "cancelled": "已停下",
    "failed": "没有审完",
}


@dataclass(frozen=True)
class Site:
    """One server. ``accounts`` is None where one person works at this computer, who comes in with ``token``."""

    settings: ServeSettings
    store: Store
    audits: AuditQueue
    quick: QuickProcess
    accounts: Mapping[str, Account] | None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    limit: SignInLimit = field(default_factory=SignInLimit)
    bodies: RenderedBodies = field(default_factory=RenderedBodies)
    templates: Environment = field(default_factory=lambda: _environment())

    @property
    def cookie(self) -> str:
        """Name of the cookie; cookies know no ports, so the name does."""
        return f"auditor_{self.settings.port}"

    def folder(self, batch: str) -> Path:
        """Where a batch's material (``in``) and results (``out``) lie."""
        return self.settings.data / "batches" / batch

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """An answer made from a template."""
        return HTMLResponse(self.text(template, **values), status)

    def text(self, template: str, **values: Any) -> str:
        """What a template makes."""
        return self.templates.get_template(template).render(office=self.accounts is not None, **values)


def said_on_page(doubt: str) -> str:
    """A doubt of the reading with the way out that the page offers in place of the command line's."""
    return _BY_COMMAND.sub("请在“读得对吗？”一页改正", doubt)


def local_time(moment: str) -> str:
    """A moment of the data base as a person here reads it."""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M") if moment else ""


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(
        amount=amount,
        percent=percent,
        place=place_of,
        quote_place=place_of_evidence,
        moment=local_time,
        file=file_name,
        on_page=said_on_page,
    )
    environment.globals.update(
        label_names=LABEL,
        severity_names=SEVERITY,
        category_names=CATEGORY,
        kind_names=KIND,
        column_names=FIELDS,
        field_names=FIELD_NAMES,
        severities=SEVERITY_ORDER,
        state_names=STATES,
        site_links=LINKS,
        table_fields=("level3", "description", "target", "basis"),
        place_of_finding=place_of_finding,
        marked=marked,
        counts=counts,
        opinion_counts=opinion_counts,
        same_sentences=same_sentences,
        rows_of=listed_rows,
        empty_cell=Markup('<span class="empty">（空）</span>'),
    )
    return environment
