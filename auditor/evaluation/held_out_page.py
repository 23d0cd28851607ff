"""The comparison on rows held out as a Markdown page: ``docs/evaluation.md``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from auditor.classifier.splits import PROTOCOLS, HeldOutBy
from auditor.classifier.train import PUBLISHED_SHARES, TRUSTED_SHARE
from auditor.evaluation.baselines import ALONE, BOTH
from auditor.evaluation.held_out import HeldOutComparison, HeldOutScore
from auditor.wording import LABEL, ROW_CATEGORY

_HELD_OUT: dict[HeldOutBy, str] = {
    "seen_sectors": "随机留出五分之一的行；同一行业、同一写法的其他行参加训练",
    "unseen_sectors": "整个行业留出，训练时没有这个行业的任何一行",
    "unseen_constructions": "整种写法留出，训练时没有这种写法的任何一行",
}


def page_lines(found: HeldOutComparison) -> Iterator[str]:
    """The page, line by line."""
    yield from _head(found)
    yield from _scores(found)
    yield from _fall(found)
    yield from _hardest(found)
    yield from _sureness(found)
    yield from _categories(found)


def _head(found: HeldOutComparison) -> Iterator[str]:
    yield "# 判断得准不准"
    yield ""
    yield f"这一页由 `auditor evaluate` 在 {date.today()} 写出（约十分钟）：自带语料的每一行都由没有见过它的模型判断一次。"
    yield f"语料共 {found.rows:,} 行、{found.sectors} 个行业、{found.constructions:,} 种写法（造句的写法之外，逐行标注的按“名称结尾和值的形式”归并）。"
    yield "语料是本项目编写的，比真实材料干净：在真实表格上的成绩，请用自己标注的行检验：`auditor evaluate --labels 文件`。"
    yield ""
    yield from _table(("留出办法", "留出什么"), [(PROTOCOLS[one], said) for one, said in _HELD_OUT.items()])


def _scores(found: HeldOutComparison) -> Iterator[str]:
    shares = "、".join(f"{LABEL[label]} {share:.0%}" for label, share in PUBLISHED_SHARES.items())
    yield "## 各种判断方法"
    yield ""
    yield "每格依次是：四类宏平均 F1 / “可衡量”F1 / 按公开表格的标签比例加权的“可衡量”F1。后者的比例是："
    yield f"{shares}。后两种办法只分可衡量与否，没有第一个数。规则由人写，不训练，三种留出办法下成绩相同。"
    yield ""
    rows = [(name, *(_cell(one) for one in by_protocol.values())) for name, by_protocol in found.scores.items()]
    yield from _table(("方法", *PROTOCOLS.values()), rows)


def _fall(found: HeldOutComparison) -> Iterator[str]:
    yield "## 从见过的到没见过的，成绩降多少"
    yield ""
    for name in (BOTH, ALONE):
        seen, _, unseen = (found.scores[name][one] for one in PROTOCOLS)
        yield (
            f"- {name}：宏平均 F1 由 {seen.macro_f1:.3f} 降到 {unseen.macro_f1:.3f}，"
            f"“可衡量”F1 由 {seen.measurable_f1:.3f} 降到 {unseen.measurable_f1:.3f}。"
        )
    for name, score in found.by_origin.items():
        yield f"- 没见过的写法里，{name}行（{ALONE}）：宏平均 F1 {score.macro_f1:.3f}，“可衡量”F1 {score.measurable_f1:.3f}。"
    yield ""


def _hardest(found: HeldOutComparison) -> Iterator[str]:
    yield "## 没见过时最难的写法"
    yield ""
    yield f"留出整种写法时，{ALONE}判得最差的几种（写法见 `corpora/constructions/constructions.yaml`）。自带的模型见过这些写法。"
    yield ""
    rows = [(one.name, LABEL[one.label], str(one.rows), f"{one.right:.0%}") for one in found.hardest]
    yield from _table(("写法", "标签", "行数", "判对"), rows)


def _sureness(found: HeldOutComparison) -> Iterator[str]:
    yield "## 声称的把握是否可信"
    yield ""
    yield "没见过的写法上，按模型声称的把握分组："
    yield ""
    rows = [(f"{one.claimed:.2f}", f"{one.right:.2f}", f"{one.rows:,}") for one in found.reliability]
    yield from _table(("平均声称", "实际判对", "行数"), rows)


def _categories(found: HeldOutComparison) -> Iterator[str]:
    yield "## 指标放错类别的疑点"
    yield ""
    yield f"模型说一行应归哪一类，只在把握高到没见过的写法上 {TRUSTED_SHARE:.0%} 判对时才说；够不到的类别不说。规则另有下限，见 `docs/rules.md` 中的 REL022、REL023。"
    yield ""
    rows = [
        (ROW_CATEGORY[one.category], "不说" if not one.named else f"{one.probability:.2f}", f"{one.named:,}", f"{one.right:.3f}" if one.named else "—")
        for one in found.categories
    ]  # fmt: skip
    yield from _table(("归入", "从多大把握起", "说到的行", "其中判对"), rows)


def _cell(score: HeldOutScore) -> str:
    macro = "—" if score.macro_f1 is None else f"{score.macro_f1:.3f}"
    return f"{macro} / {score.measurable_f1:.3f} / {score.published_f1:.3f}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""
