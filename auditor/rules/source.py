"""Reading YAML so that a mistake can be shown at its line.

Shipped files were parsed before; others load with the fast parser. Only when something is wrong is a file composed again into
nodes to find the place.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from auditor.errors import ConfigurationError
from auditor.shipped_yaml import parsed_before, plain_loader

M = TypeVar("M", bound=BaseModel)

_HELP = "docs/rules.md"

_SENTENCES = {
    "extra_forbidden": "不认识的键“{key}”",
    "missing": "缺少必填的键“{key}”",
    "literal_error": "“{key}”的值“{input}”不在允许范围内（{expected}）",
    "string_pattern_mismatch": "“{key}”的值“{input}”格式不对（应符合 {pattern}）",
    "model_type": "“{key}”里应当是“键: 值”",
    "value_error": "{error}",
}


def read_yaml(path: Path) -> Any:
    """Content of a YAML file.

    Raises:
        ConfigurationError: C001 with file and line where the file is not valid YAML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal(str(path), "不是 UTF-8 文本，请用记事本另存为 UTF-8") from error
    known = parsed_before(text)
    if known is not None:
        return known
    import yaml

    try:
        return yaml.load(text, Loader=plain_loader())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise refusal(place, f"不是有效的 YAML（{error.problem}）") from error


def parse(model: type[M], data: Any, path: Path, within: Sequence[str | int] = ()) -> M:
    """Validate data against a model.

    Args:
        model: what the data must be.
        data: the parsed YAML, or the part of it at ``within``.
        path: the file, for the error sentence.
        within: where in the file the part stands.

    Raises:
        ConfigurationError: C001 naming file, line, column and the first thing that is wrong.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = min(
            error.errors(), key=lambda one: one["type"] != "extra_forbidden"
        )  # a misspelt key explains a missing one
        location = [*within, *first["loc"]]
        raise refusal(locate(path, location), _sentence(dict(first))) from error


def refusal(place: str, reason: str) -> ConfigurationError:
    """The error for a rule file that is refused."""
    return ConfigurationError("C001", place=place, reason=reason, help=_HELP)


def locate(path: Path, keys: Sequence[str | int]) -> str:
    """``file:line:column`` of the deepest node on the way along ``keys`` that the file has."""
    import yaml

    node: Any = yaml.compose(path.read_text(encoding="utf-8"), Loader=plain_loader())
    mark = node.start_mark if node is not None else None
    for key in keys:
        step = _step(node, key)
        if step is None:
            continue
        mark, node = step
    return f"{path}:{mark.line + 1}:{mark.column + 1}" if mark is not None else str(path)


def _step(node: Any, key: str | int) -> tuple[Any, Any] | None:
    """The mark and value node under a key, or None where the node has no such key."""
    import yaml

    if isinstance(node, yaml.MappingNode):
        return next(((name.start_mark, value) for name, value in node.value if name.value == str(key)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key].start_mark, node.value[key]
    return None


def _sentence(error: dict[str, Any]) -> str:
    template = _SENTENCES.get(error["type"], "“{key}”有误：{message}")
    context = error.get("ctx", {})
    return template.format(
        key=error["loc"][-1] if error["loc"] else "",
        input=error.get("input"),
        expected=context.get("expected", ""),
        pattern=context.get("pattern", ""),
        error=context.get("error", ""),
        message=error["msg"],
    )
