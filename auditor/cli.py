"""The command line: the only room that knows every other. Heavy rooms are entered only by the command that needs them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor import __version__
from auditor.errors import AuditorError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.language.artefacts import Language
    from auditor.model import Result
    from auditor.rules.grammar import Rule
    from auditor.rules.load import Pack

EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INCOMPLETE = 3

app = typer.Typer(
    help="绩效目标质量审核：读取预算绩效目标申报材料，逐行检查并出具报告。全部在本机运行，不联网。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
rules_app = typer.Typer(help="查看和检验审核规则。", no_args_is_help=True)
app.add_typer(rules_app, name="rules")


class FailOn(StrEnum):
    """The least severity that makes the exit code 1."""

    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


RuleFolders = Annotated[
    list[Path] | None, typer.Option("--rules", help="本单位补充规则所在文件夹，可重复；同编号的规则以补充的为准。")
]
Profile = Annotated[str, typer.Option("--profile", help="地区配置名（rules/profiles 下的文件名）。")]


def main() -> None:
    """Run the command line; an expected failure becomes one sentence and exit code 2."""
    try:
        app()
    except AuditorError as error:
        typer.echo(f"错误：{error.message}{error.hint}", err=True)
        raise SystemExit(EXIT_USAGE) from error


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"auditor {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本号后退出。")
    ] = False,
) -> None:
    pass


@app.command("audit")
def audit_command(
    paths: Annotated[list[Path], typer.Argument(help="要审核的文件或文件夹，可写多个。")],
    out: Annotated[Path, typer.Option("--out", "-o", help="报告写到哪个文件夹，没有会新建。")] = Path("audit-out"),
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="有此级别及以上的问题时退出码为 1。")] = FailOn.error,
    rules: RuleFolders = None,
    profile: Profile = "national",
) -> None:
    """审核申报材料，写出 result.json、report.html 和 ledger.xlsx。

    退出码：0 没有达到 --fail-on 级别的问题；1 有；2 用法或规则有误；3 有文件读不了或有检查未能完成（其余照常写出）。
    """
    from rich.console import Console

    from auditor.audit import audit, prepare
    from auditor.reading import discover
    from auditor.reporting.terminal import print_summary, progress

    console = Console()
    files = discover(paths)
    auditor = prepare(profile, rules or ())
    with progress(Console(stderr=True), len(files)) as advance:
        result = audit(files, auditor, lambda path, submission: advance(Path(submission.source).name))
    written = _write(result, out)
    print_summary(result, console, written)
    raise typer.Exit(_exit_code(result, fail_on))


def _write(result: Result, folder: Path) -> tuple[Path, ...]:
    from auditor.reporting.html import write_html
    from auditor.reporting.json import write_json
    from auditor.reporting.xlsx import write_ledger

    try:
        folder.mkdir(parents=True, exist_ok=True)
        return write_json(result, folder), write_html(result, folder), write_ledger(result, folder)
    except OSError as error:
        raise AuditorError("C004", path=folder, reason=error.strerror or str(error)) from error


def _exit_code(result: Result, fail_on: FailOn) -> int:
    statuses = {submission.status for submission in result.submissions}
    incomplete = "unreadable" in statuses or "audited" not in statuses
    if incomplete or any(line.failed for line in result.coverage):
        return EXIT_INCOMPLETE
    if fail_on is FailOn.never:
        return 0
    order = ("error", "warning", "info")
    counted = order[: order.index(fail_on.value) + 1]
    return EXIT_FINDINGS if any(result.totals.by_severity.get(level) for level in counted) else 0


@app.command("train")
def train_command(
    labels: Annotated[list[Path] | None, typer.Argument(help="标注文件（.tsv 或 .jsonl）；不写则用自带语料。")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="模型写到哪个文件夹；不写则更新自带模型。")] = None,
) -> None:
    """用标注语料训练可衡量性模型，并报告在未见过的行业上的成绩。"""
    from auditor.classifier.corpus import read_labelled
    from auditor.classifier.features import FeatureReader
    from auditor.classifier.train import save, train
    from auditor.language.artefacts import Language
    from auditor.resources import data_path
    from auditor.rules.lexicon import load_lexicon

    home = data_path("corpora", "measurability")
    labelled = read_labelled(labels or sorted(home.glob("*.tsv")))
    model = train(labelled, FeatureReader(load_lexicon(data_path("corpora", "lexicon"))), Language())
    save(model, out or home)
    sectors = len({row.sector for row in labelled})
    typer.echo(
        f"训练 {len(labelled)} 行，{sectors} 个行业，{len(model.features)} 个特征；温度 {model.temperature:.2f}。"
    )
    typer.echo(f"未见过的行业：宏平均 F1 {model.macro_f1:.3f}，准确率 {model.accuracy:.3f}。")
    for label, score in model.label_f1.items():
        typer.echo(f"  {label:18} F1 {score:.3f}")


@app.command("evaluate")
def evaluate_command(
    labels: Annotated[list[Path], typer.Option("--labels", help="标注文件（.jsonl 或 .tsv），可重复。")],
    out: Annotated[Path, typer.Option("--out", "-o", help="结果写到哪个文件夹。")] = Path("evaluation-out"),
) -> None:
    """用标注行检验可衡量性判断，与几种简单办法对照，写出 evaluation.json 和 evaluation.html。"""
    from auditor.audit import prepare
    from auditor.classifier.corpus import read_labelled
    from auditor.evaluation.page import write_evaluation
    from auditor.evaluation.run import evaluate
    from auditor.evaluation.text import summary_lines

    auditor = prepare()
    evaluation = evaluate(read_labelled(labels), auditor)
    for line in summary_lines(evaluation):
        typer.echo(line)
    for path in write_evaluation(evaluation, auditor, out):
        typer.echo(f"已写出 {path}")


@app.command("schema")
def schema_command() -> None:
    """输出 result.json 的 JSON Schema。"""
    from auditor.reporting.json import schema_text

    typer.echo(schema_text())


@rules_app.command("list")
def rules_list(rules: RuleFolders = None, profile: Profile = "national") -> None:
    """列出全部规则。"""
    from rich.console import Console

    from auditor.reporting.terminal import rules_table
    from auditor.rules.load import load_pack

    pack = load_pack(profile, rules or ())
    Console().print(rules_table([item.rule for item in pack.rules]))


@rules_app.command("show")
def rules_show(
    rule_id: Annotated[str, typer.Argument(help="规则编号，如 MEA001。")],
    rules: RuleFolders = None,
    profile: Profile = "national",
) -> None:
    """说明一条规则：看什么、为什么、依据、正反例。"""
    from auditor.rules.load import load_pack

    pack = load_pack(profile, rules or ())
    rule = pack.find(rule_id)
    standards = [pack.standards[key] for key in rule.citations]
    typer.echo(_rule_page(rule, [f"{one.document}{one.number}：{one.requirement}" for one in standards]))


def _rule_page(rule: Rule, standards: list[str]) -> str:
    from auditor.wording import CATEGORY, SEVERITY

    certainty = "确认" if rule.certainty == "certain" else "疑点"
    lines = [
        f"{rule.id} {rule.title}",
        f"类别：{CATEGORY[rule.category]}　级别：{SEVERITY[rule.severity]}　性质：{certainty}",
        f"在哪里看：{rule.given.place}" + (f"的 {rule.given.field}" if rule.given.field else ""),
        f"说明：{rule.message}",
        f"为什么：{rule.why}",
        f"建议：{rule.advice}",
        f"影响审核项：{'、'.join(rule.lowers)}",
        "依据：",
        *(f"  - {standard}" for standard in standards),
    ]
    for title, examples in (("反例", rule.examples.bad), ("正例", rule.examples.good)):
        shown = [one for one in examples if one.level3 or one.target]
        lines += [f"{title}：", *(f"  - {one.level2}｜{one.level3}｜{one.target}" for one in shown)] if shown else []
    return "\n".join(lines)


@rules_app.command("explain")
def rules_explain(
    rule_id: Annotated[str, typer.Argument(help="规则编号，如 MEA001。")],
    rules: RuleFolders = None,
    profile: Profile = "national",
) -> None:
    """同 show：说明一条规则看什么、为什么要紧、依据和正反例。"""
    rules_show(rule_id, rules, profile)


@rules_app.command("new")
def rules_new(
    rule_id: Annotated[str, typer.Argument(help="新规则的编号，三个大写字母加三位数字，如 ABC001。")],
    name: Annotated[str, typer.Argument(help="英文短名，如 vague-target。")],
    out: Annotated[Path, typer.Option("--out", "-o", help="写到哪个文件夹。")] = Path("rules-own"),
) -> None:
    """写出一条新规则的样子，改好后用 --rules 带上。"""
    from auditor.atomic import write_text
    from auditor.rules.skeleton import skeleton

    path = out / f"{rule_id}-{name}.yaml"
    if path.exists():
        raise AuditorError("C006", path=path)
    out.mkdir(parents=True, exist_ok=True)
    typer.echo(f"已写出 {write_text(path, skeleton(rule_id, name))}")


@rules_app.command("docs")
def rules_docs() -> None:
    """输出全部规则的说明页（Markdown），即 docs/rules.md 的内容。"""
    from auditor.rules.load import load_pack
    from auditor.rules.reference import rules_page

    typer.echo(rules_page(load_pack()), nl=False)


@rules_app.command("coverage")
def rules_coverage() -> None:
    """输出问题类型与规则的对照表（Markdown），即 rules/COVERAGE.md 的内容。"""
    from auditor.resources import data_path
    from auditor.rules.coverage import coverage_page, load_defects
    from auditor.rules.load import load_pack

    path = data_path("rules", "defects.yaml")
    typer.echo(coverage_page(load_pack(), load_defects(path), path), nl=False)


@rules_app.command("test")
def rules_test(
    rules: RuleFolders = None,
    profile: Profile = "national",
    samples: Annotated[
        bool, typer.Option("--samples", help="另在自带样例上运行，提醒从不触发和触发太多的规则。")
    ] = False,
) -> None:
    """运行每条规则自带的正反例。"""
    from auditor.language.artefacts import Language
    from auditor.rules.examples import cases, run
    from auditor.rules.load import load_pack

    pack, language = load_pack(profile, rules or ()), Language()
    total, failures = 0, []
    for runnable in pack.rules:
        for case in cases(runnable):
            total += 1
            failure = run(runnable, case, language)
            if failure is not None:
                failures.append(failure)
    for failure in failures:
        typer.echo(f"不符：{failure.case}　{failure.reason}")
    typer.echo(f"{len(pack.rules)} 条规则，{total} 个例子，{len(failures)} 个不符。")
    if samples:
        for remark in _remarks_on_samples(pack, language):
            typer.echo(f"提醒：{remark}")
    raise typer.Exit(EXIT_FINDINGS if failures else 0)


def _remarks_on_samples(pack: Pack, language: Language) -> Iterator[str]:
    from auditor.audit import whole_batch
    from auditor.reading import discover, read
    from auditor.resources import data_path
    from auditor.rules.usage import remarks

    files = discover([data_path("corpora", "samples", "text")])
    return remarks(pack, whole_batch(tuple(read(path) for path in files), language))
