"""What all requests of one server share: settings, data base, accounts, audits, templates."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from starlette.responses import HTMLResponse, Response

from auditor.outputs.reports.html import report_environment
from auditor.outputs.reports.walk import file_name
from auditor.web.account_file import AccountFile
from auditor.web.jobs import AuditQueue
from auditor.web.office_season import FiguresKept
from auditor.web.quick import QuickProcess
from auditor.web.rendered import RenderedBodies
from auditor.web.security import SignInLimit
from auditor.web.settings import ServeSettings
from auditor.web.store.database import Store
from auditor.web.store.tables import BatchState
from auditor.web.users import Account
from auditor.wording import FIELDS, KIND

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
    """One server. ``account_file`` is None where one person works at this computer, who comes in with ``token``."""

    settings: ServeSettings
    store: Store
    audits: AuditQueue
    quick: QuickProcess
    account_file: AccountFile | None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    limit: SignInLimit = field(default_factory=SignInLimit)
    figures: FiguresKept = field(default_factory=FiguresKept, repr=False)
    bodies: RenderedBodies = field(default_factory=RenderedBodies)
    templates: Environment = field(default_factory=lambda: _environment())

    @property
    def accounts(self) -> Mapping[str, Account] | None:
        """The accounts as their file now is, by name; None where there are none. Waits for the disk."""
        return None if self.account_file is None else self.account_file.accounts

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
        return self.templates.get_template(template).render(office=self.account_file is not None, **values)


def said_on_page(doubt: str) -> str:
    """A doubt of the reading with the way out that the page offers in place of the command line's."""
    return _BY_COMMAND.sub("请在“读得对吗？”一页改正", doubt)


def local_time(moment: str) -> str:
    """A moment of the data base as a person here reads it."""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M") if moment else ""


def _environment() -> Environment:
    environment = report_environment(HERE / "templates")
    environment.undefined = StrictUndefined
    environment.filters.update(moment=local_time, file=file_name, on_page=said_on_page)
    environment.globals.update(kind_names=KIND, column_names=FIELDS, state_names=STATES, site_links=LINKS)
    return environment
