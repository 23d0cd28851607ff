"""Help and errors of the command line in Chinese, wrapped by the width of what is shown, never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from unicodedata import east_asian_width

from typer.core import TyperCommand, TyperGroup

WIDTH = 78
"""Columns of the narrowest terminal that is served, less one closing mark that may hang over."""

INDENT = 2
TEXT_AT = 24
"""Column where the explanations of options begin."""

_NO_BREAK_BEFORE = "，。；：、）”’》！？…"
_SAID = (
    (
        r"No such option:? '?(\S+?)'?\.?(?: \(Possible options: (.*)\))?(?: Did you mean '?([^'?]+)'?\?)?",
        "没有“{0}”这个选项",
    ),
    (r"No such command '(.+?)'\.?(?:.*)", "没有“{0}”这个命令"),
    (r"Missing argument '?(.+?)'?\.?", "缺少参数“{0}”"),
    (r"Missing option '?(.+?)'?\.?", "缺少选项“{0}”"),
    (r"Missing (?:command|parameter).*", "没有写要做什么"),
    (r"Got unexpected extra arguments? ?\(?s?\)? ?\((.+)\)", "多写了：{0}"),
    (r"Option '(.+?)' requires (?:an argument|\d+ arguments)\.?", "选项“{0}”后面要写内容"),
    (r"Option '(.+?)' does not take a value\.?", "选项“{0}”后面不写内容"),
    (r"Invalid value for (?:'(.+?)'|(.+?)): (.*)", "“{0}”写得不对：{2}"),
    (r"Invalid value: (.*)", "写得不对：{0}"),
)
_WHY = (
    (
        r"(?:Value error, )?(?:Value )?'?([^']+?)'? is not (?:one of|a valid choice[:.]?) ?(.*?)\.?",
        "“{0}”不在可选的之中，可写：{1}",
    ),
    (r"(?:Value error, )?(?:Value )?'?([^']+?)'? is not a valid (?:int\w*|float|number|range)\.?", "“{0}”不是数"),
    (r"(?:Value error, )?'?([^']+?)'? does not match the formats? (.*?)\.?", "“{0}”不是 2025-06-30 这样的日期"),
    (r"Input should be a valid (?:integer|number).*", "要写数字"),
    (r"Input should be greater than or equal to (\S+?)\.?", "最小是 {0}"),
    (r"Input should be less than or equal to (\S+?)\.?", "最大是 {0}"),
    (r"(.+?) is not in the range (.*?)\.?", "{0} 不在范围 {1} 之内"),
    (r"(?:Path|File|Directory) '(.+?)' does not exist\.?", "没有“{0}”"),
)


def told(message: str) -> str:
    """An error of the parser in Chinese; one that is not known is told as it is."""
    return _translated(message.strip(), _SAID)


def _translated(message: str, table: Sequence[tuple[str, str]]) -> str:
    for pattern, words in table:
        match = re.fullmatch(pattern, message, re.S)
        if match is not None:
            parts = ["" if part is None else part.strip("'\"") for part in match.groups()]
            if table is _WHY:
                parts = [part.replace("'", "").replace(", ", "、") for part in parts]
            if table is _SAID and words.endswith("{2}"):
                parts = [parts[0] or parts[1].strip("'\" "), "", _translated(parts[2], _WHY)]
            return words.format(*parts)
    return message


class ChineseCommand(TyperCommand):
    """A command whose help is told in Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write usage, purpose, arguments and options."""
        formatter.write("\n".join(_page(self, ctx)) + "\n")


class ChineseGroup(TyperGroup):
    """A group of commands whose help is told in Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write usage, purpose, options and commands."""
        lines = list(_page(self, ctx))
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        lines += ["", "命令："]
        for name, command in commands:
            if command is not None and not command.hidden:
                lines += _item(name, (command.help or "").strip().split("\n")[0])
        formatter.write("\n".join(lines) + "\n")


def speak_chinese(app: Any) -> None:
    """Let an app and all its commands tell their help in Chinese."""
    app.info.cls = ChineseGroup
    for command in app.registered_commands:
        command.cls = ChineseCommand
    for group in app.registered_groups:
        group.cls = ChineseGroup
        speak_chinese(group.typer_instance)


def _page(command: Any, ctx: Any) -> Iterator[str]:
    shown = [one for one in command.get_params(ctx) if not getattr(one, "hidden", False)]
    arguments = [one for one in shown if one.param_type_name == "argument"]
    options = [one for one in shown if one.param_type_name != "argument"]
    words = "".join(f" {_argument(one)}" for one in arguments)
    yield f"用法：{ctx.command_path} [选项]{words}{' 命令' if isinstance(command, TyperGroup) else ''}"
    if command.help:
        yield ""
        for paragraph in command.help.strip().split("\n"):
            yield from wrapped(paragraph.strip(), WIDTH)
    if arguments:
        yield from ("", "参数：")
        for one in arguments:
            yield from _item(_argument(one), getattr(one, "help", None) or "")
    yield from ("", "选项：")
    for one in options:
        name = "、".join(sorted(one.opts, key=len, reverse=True))
        yield from _item(name, _explained(one))


def _argument(one: Any) -> str:
    name = one.metavar or one.name.upper()
    return f"{name}…" if one.nargs == -1 else name


def _explained(one: Any) -> str:
    if set(one.opts) & {"--help", "-h"}:
        return "显示这段说明后退出。"
    text = one.help or ""
    default = one.default() if callable(one.default) else one.default
    if default in (None, False, True, ()) or one.is_flag or not str(default):
        return text
    return f"{text}默认 {getattr(default, 'value', default)}。"


def _item(name: str, text: str) -> Iterator[str]:
    head = " " * INDENT + name
    lines = list(wrapped(text, WIDTH - TEXT_AT)) or [""]
    if columns(head) + 1 >= TEXT_AT:
        yield head
    else:
        yield head + " " * (TEXT_AT - columns(head)) + lines.pop(0)
    yield from (" " * TEXT_AT + line for line in lines)


def wrapped(text: str, width: int) -> Iterator[str]:
    """Lines of at most so many columns; Latin words are kept whole, and no line begins with a closing mark."""
    line, used = "", 0
    for piece in re.findall(r"[\x21-\x7e]+|\s+|.", text):
        size = columns(piece)
        if used + size > width and line and piece not in _NO_BREAK_BEFORE:
            yield line.rstrip()
            line, used = "", 0
            if piece.isspace():
                continue
        line, used = line + piece, used + size
    if line.strip():
        yield line.rstrip()


def columns(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
