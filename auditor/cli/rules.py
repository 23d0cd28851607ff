"""``auditor rules ...``: look at rules, test them, write new ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli.options import EXIT_FINDINGS, Profile, RuleFolders
from auditor.errors import AuditorError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.rule_examples import Bench
    from auditor.language.artefacts import Language
    from auditor.rules.grammar import Rule
    from auditor.rules.load import Pack

rules_app = typer.Typer(help="查看和检验审核规则。", no_args_is_help=True)


@rules_app.command("list")
def rules_list(rules: RuleFolders = None, profile: Profile = "national") -> None:
    """列出全部规则。"""
    from rich.console import Console

    from auditor.outputs.reports.terminal import rules_table
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
        *([f"同一行已由 {'、'.join(rule.yields_to)} 指出时，不再另列"] if rule.yields_to else []),
        *([f"与 {'、'.join(rule.contradicted_by)} 不能同时成立，由它指出时不说"] if rule.contradicted_by else []),
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
    from auditor.rules.scaffold import scaffold
    from auditor.runtime.atomic import write_text

    _refuse_unusable(rule_id, name)
    path = out / f"{rule_id}-{name}.yaml"
    if path.exists():
        raise AuditorError("C006", path=path)
    out.mkdir(parents=True, exist_ok=True)
    typer.echo(f"已写出 {write_text(path, scaffold(rule_id, name))}")


def _refuse_unusable(rule_id: str, name: str) -> None:
    """An id that could not be loaded, or that a shipped rule has, is refused before a file is written."""
    import re

    from auditor.rules.load import load_pack

    if not re.fullmatch(r"[A-Z]{3}\d{3}", rule_id):
        raise AuditorError("C027", name=rule_id, reason="写法不对")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise AuditorError("C027", name=name, reason="短名写法不对")
    if rule_id in {item.rule.id for item in load_pack().written}:
        raise AuditorError("C027", name=rule_id, reason="已有这个编号的规则")


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
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[规则编号]", help="只运行这些规则的例子（编号）；不写就是全部。")
    ] = None,
    rules: RuleFolders = None,
    profile: Profile = "national",
    samples: Annotated[
        bool, typer.Option("--samples", help="另在自带样例上运行，提醒从不触发和触发太多的规则。")
    ] = False,
    clauses: Annotated[
        bool,
        typer.Option("--clauses", help="另把每条规则的每个条件、排除、位置、参数逐个改动，列出没有例子察觉的改动。"),
    ] = False,
) -> None:
    """运行每条规则自带的正反例：与全部规则一起按审核的过程运行，逐字比较。"""
    from auditor.evaluation.rule_examples import Bench
    from auditor.pipeline.engine import EngineCore

    engine = EngineCore(profile=profile, rules=rules or ())
    bench = Bench(engine)
    asked = [bench.pack.find(rule_id).id for rule_id in ids or ()] or list(bench.cases)
    failures = bench.failures(asked)
    for failure in failures:
        typer.echo(f"不符：{failure.case}　{failure.reason}")
    total = sum(len(bench.cases[rule_id]) for rule_id in asked)
    typer.echo(f"{len(asked)} 条规则，{total} 个例子，{len(failures)} 个不符。")
    if clauses:
        _print_survey(bench, asked)
    if samples:
        for remark in _remarks_on_samples(engine.pack, engine.language):
            typer.echo(f"提醒：{remark}")
    raise typer.Exit(EXIT_FINDINGS if failures else 0)


def _print_survey(bench: Bench, rule_ids: Sequence[str]) -> None:
    """The changes that no example notices, and how many of each kind."""
    from rich.console import Console
    from rich.table import Table

    from auditor.evaluation.clause_survey import survey
    from auditor.rules.clauses import KINDS

    found = survey(bench, rule_ids)
    for change in found.survivors:
        typer.echo(f"没有例子察觉：{change.rule}　{change.told}（{'/'.join(map(str, change.keys))}）")
    table = Table(title="逐条改动的结果")
    table.add_column("改动的是")
    for title in ("没有例子察觉", "共改动"):
        table.add_column(title, justify="right")
    for kind, (survived, tried) in found.counts().items():
        table.add_row(KINDS[kind], str(survived), str(tried))
    Console().print(table)


def _remarks_on_samples(pack: Pack, language: Language) -> Iterator[str]:
    from auditor.pipeline.run import whole_batch
    from auditor.reading import discover, read
    from auditor.resources import data_path
    from auditor.rules.lint import remarks

    files = discover([data_path("corpora", "samples", "text")])
    return remarks(pack, whole_batch(tuple(read(path) for path in files), language))
