"""``auditor train`` and ``auditor evaluate``: the classifier's two ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.classifier.corpus import LabelledRow
    from auditor.classifier.features import FeatureReader
    from auditor.language.artefacts import Language


def train_command(
    labels: Annotated[list[Path] | None, typer.Argument(help="标注文件（.tsv 或 .jsonl）；不写则用自带语料。")] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="模型写到哪个文件夹；不写则更新源码目录里的自带模型（安装的程序必须写）。"),
    ] = None,
    decisions: Annotated[
        list[Path] | None,
        typer.Option(
            "--with-decisions",
            help="本单位判断过的行：网页上下载的 .jsonl，或 verdicts --queue 写出并填好的 .xlsx；可重复。",
        ),
    ] = None,
) -> None:
    """用标注语料训练可衡量性模型和指标类别模型，成绩见 auditor evaluate。

    加上 --with-decisions 时，先留出三分之一的判断，比较学习前后的成绩；变差的不写。写到本单位规则文件夹里的 models，
    以后 --rules 带上那个文件夹就用这个模型。
    """
    from auditor.classifier.corpus import read_labelled
    from auditor.classifier.features import FeatureReader
    from auditor.classifier.train import category_examples, measurability_examples, save, train, training_rows
    from auditor.errors import AuditorError
    from auditor.language.artefacts import Language
    from auditor.resources import data_path, is_checkout
    from auditor.rules.lexicon import load_lexicon

    if out is None and not is_checkout():
        raise AuditorError("C028")
    home = out or data_path("corpora")
    labelled = read_labelled(labels) if labels else training_rows()
    reader, language = FeatureReader(load_lexicon(data_path("corpora", "lexicon"))), Language()
    decided = _decided(decisions or ())
    if decisions:
        _try(labelled, decided, reader, language)
    for title, folder, examples in (
        ("可衡量性", "measurability", measurability_examples([*labelled, *decided], reader, language)),
        ("指标类别", "category_fit", category_examples(labelled, reader, language)),
    ):
        model = train(examples)
        save(model, home / folder)
        typer.echo(
            f"{title}：训练 {len(examples.keys)} 行，{len(set(examples.sectors))} 个行业，"
            f"{len(set(examples.constructions))} 种写法，{len(model.features)} 个特征；温度 {model.temperature:.2f}。"
        )


def _decided(paths: Sequence[Path]) -> list[LabelledRow]:
    """The rows that people labelled, from the page or from a filled-in queue."""
    from tempfile import TemporaryDirectory

    from auditor.classifier.corpus import read_labelled
    from auditor.verdicts.sheet import read_queue, write_labelled

    rows: list[LabelledRow] = []
    for path in paths:
        if path.suffix.lower() == ".xlsx":
            with TemporaryDirectory(prefix="auditor-") as folder:
                rows += read_labelled([write_labelled(read_queue(path), Path(folder) / "rows.jsonl")])
        else:
            rows += read_labelled([path])
    return rows


def _try(
    labelled: Sequence[LabelledRow], decided: Sequence[LabelledRow], reader: FeatureReader, language: Language
) -> None:
    """Say what learning from decisions does to decisions that were kept back; refuse to get worse."""
    from auditor.classifier.decisions import LEAST, try_decisions

    trial = try_decisions(labelled, decided, reader, language)
    if not trial.enough:
        typer.echo(
            f"判断过的行还太少：留出检验的只有 {trial.kept_back} 行，至少要 {LEAST} 行（约 {3 * LEAST} 行判断）。没有训练。",
            err=True,
        )
        raise typer.Exit(2)
    told = f"学习 {trial.learnt} 行，留出 {trial.kept_back} 行：学习前判对 {trial.right_before} 行，学习后判对 {trial.right_after} 行。"
    typer.echo(told)
    if trial.worse:
        typer.echo("学习后反而变差，没有写模型。请复核这些判断前后是否一致。", err=True)
        raise typer.Exit(2)


def evaluate_command(
    labels: Annotated[
        list[Path] | None,
        typer.Option("--labels", help="标注文件（.jsonl 或 .tsv），可重复；不写则用自带语料留出检验，只打印结果。"),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="用标注文件检验的结果写到哪个文件夹。")] = Path(
        "evaluation-out"
    ),
) -> None:
    """检验可衡量性判断，与几种简单办法、几种模型对照：用自己的标注文件，或用自带语料轮流留出行业和写法。"""
    if labels:
        _evaluate_labelled(labels, out)
    else:
        _evaluate_held_out()


def _evaluate_held_out() -> None:
    from auditor.classifier.train import training_rows
    from auditor.evaluation.held_out import compare_held_out
    from auditor.evaluation.held_out_page import page_lines
    from auditor.pipeline.engine import EngineCore

    found = compare_held_out(training_rows(), EngineCore(), lambda step: typer.echo(f"{step}……", err=True))
    for line in page_lines(found):
        typer.echo(line)


def _evaluate_labelled(labels: list[Path], out: Path) -> None:
    from auditor.classifier.corpus import read_labelled
    from auditor.evaluation.page import write_evaluation
    from auditor.evaluation.run import evaluate
    from auditor.evaluation.text import summary_lines
    from auditor.pipeline.engine import EngineCore
    from auditor.resources import data_path

    engine = EngineCore()
    trained_on = read_labelled(sorted(data_path("corpora", "measurability").glob("*.tsv")))
    evaluation = evaluate(read_labelled(labels), engine, trained_on)
    for line in summary_lines(evaluation):
        typer.echo(line)
    for path in write_evaluation(evaluation, engine, out):
        typer.echo(f"已写出 {path}")
