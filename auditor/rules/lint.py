"""How much the rules find in a set of samples: a rule that never fires, or fires almost everywhere, deserves a look."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checks.protocol import Batch
from auditor.rules.load import Pack

TOO_OFTEN = 0.6
"""Part of the rows looked at from which a rule says more about itself than about the rows."""


def remarks(pack: Pack, batch: Batch) -> Iterator[str]:
    """One Chinese sentence for each rule that found nothing in the samples, or found fault nearly everywhere.

    Rules that want the classifier's word are left out: the samples are looked at without it.
    """
    for runnable in pack.rules:
        if runnable.late:
            continue
        check_result = runnable.examine(batch)
        found = len({hit.subject for hit in check_result.hits})
        looked_at = len(check_result.examined)
        if not found:
            yield f"{runnable.rule.id} {runnable.rule.title}：在全部样例中没有发现问题（看过 {looked_at} 处）"
        elif looked_at >= 20 and found / looked_at > TOO_OFTEN:
            yield f"{runnable.rule.id} {runnable.rule.title}：看过 {looked_at} 处，指出了 {found} 处，条件可能太宽"
