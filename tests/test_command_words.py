"""What the command line says: in Chinese, in 80 columns, never cut, and an example for who types nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from auditor.cli import app
from auditor.cli.speech import columns, wrapped
from auditor.resources import data_path
from tests.command import run

pytestmark = pytest.mark.issue(18)

SAMPLE = data_path("corpora", "samples", "text", "water-bureau.txt")
COMMANDS = [(), *((command.name,) for command in app.registered_commands), ("rules",), ("rules", "test"), ("archive",)]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_fits_80_columns_and_is_never_cut(words):
    said = CliRunner().invoke(app, [*words, "--help"]).output
    assert said.startswith("用法：")
    assert max(map(columns, said.splitlines())) <= 80
    assert "…" not in said.replace("PATHS…", "").replace("LABELS…", "").replace("[规则编号]…", "")
    assert [word for word in ("Usage", "Options", "Arguments", "Commands", "Show this message") if word in said] == []


def test_who_types_nothing_sees_three_examples():
    said = run()
    assert said.returncode == 0
    assert [line.split()[:2] for line in said.stdout.splitlines() if line.startswith("  auditor")] == [
        ["auditor", "audit"],
        ["auditor", "read"],
        ["auditor", "diff"],
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("audit", "--nope"), "错误：没有“--nope”这个选项。用法见"),
        (("nope",), "错误：没有“nope”这个命令。用法见"),
        (("audit",), "错误：缺少参数“"),
        (
            ("audit", SAMPLE, "--fail-on", "x"),
            "错误：“--fail-on”写得不对：“x”不在可选的之中，可写：error、warning、info、never。",
        ),
        (("audit", SAMPLE, "--today", "年底"), "错误：“--today”写得不对：“年底”不是 2025-06-30 这样的日期。"),
        (
            ("audit", SAMPLE, "--rules", "没有的文件夹"),
            "错误：没有规则文件夹“没有的文件夹”。请检查 --rules 后面的路径。",
        ),
        (("rules", "new", "abc1", "x"), "错误：规则编号“abc1”用不了：写法不对。"),
        (("rules", "new", "MEA001", "x"), "错误：规则编号“MEA001”用不了：已有这个编号的规则。"),
        (("rules", "new", "ABC001", "Vague Target"), "错误：规则编号“Vague Target”用不了：短名写法不对。"),
    ],
)
def test_mistakes_are_told_in_one_chinese_sentence(words, said):
    done = run(*words)
    assert (done.returncode, done.stderr.startswith(said)) == (2, True), done.stderr


def test_the_summary_fits_80_columns_with_every_figure_and_the_code_under_the_name(tmp_path):
    said = run("audit", SAMPLE.parent, "--out", tmp_path, "--format", "json").stdout
    table = [line for line in said.partition("共 ")[0].partition("其余")[0].splitlines() if "─" not in line]
    assert max(map(columns, map(str.rstrip, table))) <= 80
    assert "…" not in said


def test_open_shows_the_report(monkeypatch, tmp_path):
    shown = []
    monkeypatch.setattr("webbrowser.open", lambda address: shown.append(address) or True)
    CliRunner().invoke(app, ["audit", str(SAMPLE), "--out", str(tmp_path), "--open"])
    assert shown == [(tmp_path / "report.html").resolve().as_uri()]


def test_a_model_of_an_installation_is_not_overwritten(monkeypatch):
    monkeypatch.setattr("auditor.resources._CHECKOUT", SAMPLE)
    done = CliRunner().invoke(app, ["train"])
    assert getattr(done.exception, "message", "") == "不能改写随程序安装的模型。"


@given(st.text(alphabet="甲乙，。 ab-"), st.integers(4, 40))
def test_wrapping_keeps_every_word_and_the_width(text, width):
    lines = list(wrapped(text, width))
    assert "".join("".join(lines).split()) == "".join(text.split())
    longest = max((columns(word) for word in text.split()), default=0)
    assert all(columns(line) <= max(width, longest) + 2 * 8 for line in lines)
