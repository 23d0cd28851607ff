"""How long a person waits for a corrected row: ``python -m benchmarks.web [CORRECTIONS]``.

The rows of the samples are corrected one after another as on the page, each to a text that was never judged before, by the
page's own handler with its own process. The clock is the server's (Server-Timing): from the corrected project to its judgement.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from starlette.testclient import TestClient

from auditor.resources import data_path
from auditor.web.app import create_app
from auditor.web.results import BatchResult
from auditor.web.settings import ServeSettings
from auditor.web.store.batches import create_batch, move_on
from auditor.web.users import LOCAL
from auditor.web.worker import MATERIAL, AuditOrder, audit_batch

CORRECTIONS = 200
_TARGETS = ("≥{n}人", "≥{n}%", "有效提升", "2026年{m}月底前完成", "≤{n}万元", "按期完成{n}项", "显著改善")


def main(corrections: int) -> None:
    """Measure and print median and 95th percentile, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(ServeSettings(data=Path(folder)))
        site = app.state.site
        with site.store.writing() as session:
            batch = create_batch(session, LOCAL, "样例").id
            move_on(session, batch, "done", since=("uploading",))
        shutil.copytree(data_path("corpora", "samples", "workbooks"), site.folder(batch) / MATERIAL)
        audit_batch(AuditOrder(site.folder(batch)))
        with TestClient(app, base_url="http://127.0.0.1:8765") as client:
            client.get(f"/signin?token={site.token}")
            first, *rest = _corrected(client, batch, BatchResult(site.folder(batch)), corrections + 1)
            judged, whole = zip(*rest, strict=True)
    print(f"first after the start, with loading: {first[0]:.0f} ms")
    for name, spent in (("judged", judged), ("whole request", whole)):
        print(
            f"{name}: median {median(spent):.1f} ms, p95 {quantiles(spent, n=20)[-1]:.1f} ms, most {max(spent):.1f} ms"
        )


def _corrected(client: TestClient, batch: str, result: BatchResult, most: int) -> Iterator[tuple[float, float]]:
    """The milliseconds of each correction: of judging, and of the whole request."""
    csrf = client.get("/").text.partition('name="csrf" content="')[2].partition('"')[0]
    headers = {"x-csrf-token": csrf, "hx-request": "true"}
    places = [
        (number, project, row)
        for number in range(1, len(result.summary.lines) + 1)
        for project, one in enumerate(result.submission(number).projects, 1)
        for row in range(1, len(one.indicators) + 1)
    ]
    for count in range(most):
        number, project, row = places[count % len(places)]
        target = _TARGETS[count % len(_TARGETS)].format(n=count + 7, m=count % 12 + 1)
        fields = {
            "level3": f"第{count}类服务",
            "description": "",
            "target": target,
            "version": str(count // len(places)),
        }
        began = time.perf_counter()
        answer = client.post(f"/batches/{batch}/{number}/rows/{project}/{row}", data=fields, headers=headers)
        whole = (time.perf_counter() - began) * 1000
        yield float(answer.headers["server-timing"].partition("dur=")[2]), whole


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CORRECTIONS)
