"""Makes the example reports from a shipped sample: ``python -m tests.forms.build_examples`` (at the top of the checkout)."""

from __future__ import annotations

from pathlib import Path

from auditor.audit import audit, prepare
from auditor.reporting.html import render
from auditor.reporting.xlsx import write_ledger

SAMPLE = Path("corpora/samples/text/subdistrict.txt")
EXAMPLES = Path("reports/examples")


def example_page() -> str:
    """The HTML report of the sample, as a person at the top of the checkout gets it."""
    return render(audit([SAMPLE], prepare()))


def build() -> None:
    """Write ``report.html`` and ``ledger.xlsx``."""
    EXAMPLES.mkdir(parents=True, exist_ok=True)
    (EXAMPLES / "report.html").write_text(example_page(), encoding="utf-8")
    write_ledger(audit([SAMPLE], prepare()), EXAMPLES)


if __name__ == "__main__":
    build()
