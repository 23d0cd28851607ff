"""The evaluation for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.classifier.corpus import LABELS
from auditor.evaluation.run import FEW, Evaluation
from auditor.wording import LABEL


def summary_lines(evaluation: Evaluation) -> Iterator[str]:
    """The figures of an evaluation, one line each."""
    for name, scores in evaluation.predictors.items():
        brier = "" if scores.brier is None else f"，Brier {scores.brier:.3f}"
        yield (
            f"{name}：{scores.rows} 行，宏平均 F1 {scores.macro_f1:.3f}，可衡量 F1 {scores.measurable.f1:.3f}，"
            f"其余三类合计 F1 {scores.two_way.f1:.3f}{brier}"
        )
    for name, score in evaluation.flags.items():
        yield f"{name}：其余三类合计 精确率 {score.precision:.3f}，召回率 {score.recall:.3f}，F1 {score.f1:.3f}"
    errors = evaluation.errors
    yield f"错误级规则指出的行：精确率 {errors.precision:.3f}，召回率 {errors.recall:.3f}"
    if evaluation.familiar:
        yield f"注意：有 {evaluation.familiar} 行与训练语料写法相同（数字不计），它们的成绩说明不了问题。"
    best = next(iter(evaluation.predictors.values()))
    for label, row in zip(LABELS, best.confusion, strict=True):
        score = best.labels[label]
        counts = " ".join(f"{number:4}" for number in row)
        yield f"  {LABEL[label]}　精确率 {score.precision:.3f} 召回率 {score.recall:.3f} F1 {score.f1:.3f}　{counts}"
    for name, scores in evaluation.parts.items():
        yield f"  来源 {name}：{scores.rows} 行，宏平均 F1 {scores.macro_f1:.3f}，可衡量 F1 {scores.measurable.f1:.3f}"
    for rule in evaluation.rules:
        few = "（命中太少）" if rule.hits < FEW else ""
        yield f"  {rule.rule} {rule.title}：命中 {rule.hits}，确实不可衡量 {rule.accused_rightly}，标签一致 {rule.same_label}{few}"
