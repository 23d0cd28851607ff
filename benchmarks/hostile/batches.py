"""Batches of damaged files with whole ones among them, audited as a user does it, and what must hold of the result."""

from __future__ import annotations

import json
import os
import resource
import time
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from benchmarks.hostile.commands import Ended, Home
from material.forms.one_form import LINES, SPANS, SpannedTable, docx, html, xlsx
from material.mutants import WELL_FORMED, mutants

BATCH = 250
"""Damaged files of one audit."""

LARGEST_MB = 1000
SECONDS = 20
"""Of processor time that one file of less than a megabyte may take; the program itself stops it there (R022)."""

_SAME = "是同一份材料"
"""What is said of nearly all damaged files, for they come from one form."""

ROWS = 5
"""Rows of the form that is damaged."""

_OTHER_WORDS = {
    "河道": "校舍",
    "清淤": "加固",
    "淤泥": "废料",
    "水质": "安全",
    "沿河居民": "在校师生",
    "水务": "教育",
    "汛前": "开学前",
}
_MATERIAL, _OUT = "材料", "out"
_COMMAND = ("audit", _MATERIAL, "--out", _OUT, "--format", "json", "--fail-on", "never", "--today", "2026-01-05")


def whole_files() -> dict[str, bytes]:
    """Whole files, which say something else than the damaged ones."""
    form = SpannedTable(tuple(tuple(_in_other_words(cell) for cell in line) for line in LINES), SPANS)
    text = "\n".join("\t".join(line) for line in form.lines)
    return {"好甲.xlsx": xlsx(form), "好乙.docx": docx(form), "好丙.html": html(form), "好丁.txt": text.encode()}


def _in_other_words(cell: str) -> str:
    for word, other in _OTHER_WORDS.items():
        cell = cell.replace(word, other)
    return cell


@cache
def whole_alone(folder: Path) -> str:
    """What is found in the whole files where nothing else is beside them."""
    _written(folder, whole_files())
    found = Home(folder).run(*_COMMAND)
    if found is None or found.code:
        raise RuntimeError(f"the whole files cannot be audited: {found}")
    return _of_the_whole(json.loads((folder / _OUT / "result.json").read_bytes()))


def _written(folder: Path, files: dict[str, bytes]) -> None:
    (folder / _MATERIAL).mkdir(parents=True)
    for name, content in files.items():
        (folder / _MATERIAL / name).write_bytes(content)


def audited_batch(folder: Path, seed: int, count: int, expected: str) -> Counter[str]:
    """Audit one batch, and count what was done and what did not hold (``坏：…``).

    Args:
        folder: made for it.
        seed: of its files.
        count: damaged files in it.
        expected: what is found in the whole files alone.
    """
    damaged = dict(mutants(seed, count, office=True))
    _written(folder, {**whole_files(), **damaged})
    begun = time.monotonic(), _processor_seconds()
    words = (*_COMMAND, "--limits", f"processor={SECONDS},time={SECONDS * 12}")
    run = Home(folder, {"PYTHONHASHSEED": str(seed % 7)}).run(*words)
    found = Counter({"变异文件": len(damaged), "批次": 1})
    found["秒（处理器）"] = round(_processor_seconds() - begun[1])
    found["最长：秒（时钟，一批）"] = round(time.monotonic() - begun[0])
    found["最大：MB（内存，一个进程）"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    found[f"坏：内存超过 {LARGEST_MB} MB"] = found["最大：MB（内存，一个进程）"] > LARGEST_MB
    return +(found + (_looked_at(folder, run, damaged, expected) if run else Counter({"坏：没有结束": 1})))


def _processor_seconds() -> float:
    used = os.times()
    return used.children_user + used.children_system


def _looked_at(folder: Path, run: Ended, damaged: dict[str, bytes], expected: str) -> Counter[str]:
    found = Counter({f"退出码 {run.code}": 1})
    found["坏：出现 Traceback"] = run.has_traceback
    found["坏：退出码不在 0 至 3"] = run.code not in range(4)
    found["坏：写到了别处"] = {path.name for path in folder.iterdir()} - {"缓存"} != {_MATERIAL, _OUT, "临时"}
    found["坏：留下了临时文件"] = len(Home(folder).left_over())
    if {path.name for path in (folder / _OUT).glob("*")} != {"result.json"}:
        return found + Counter({"坏：result.json 没有写出，或者旁边还有别的": 1})
    result = json.loads((folder / _OUT / "result.json").read_bytes())
    found["坏：result.json 不合它的 schema"] = not _schema().is_valid(result)
    told = {part for one in result["submissions"] for part in one["source"].split("/")}
    found["坏：文件没有提到"] = len(damaged.keys() - told)
    found["坏：检查失败"] = sum(line["failed"] is not None for line in result["coverage"])
    found["坏：好文件的结果变了"] = _of_the_whole(result) != expected
    for one in result["submissions"]:
        found += _said_of(one)
    return found


@cache
def _schema() -> Draft202012Validator:
    from auditor.outputs.reports.json import schema_text

    return Draft202012Validator(json.loads(schema_text()))


def _said_of(one: dict[str, Any]) -> Counter[str]:
    """What was said of a submission, and whether that may be."""
    name, error = Path(one["source"]).name, one["error"]
    if error is None:
        told = [doubt for doubt in one["doubts"] if _SAME not in doubt]
        lost = _rows(one) < ROWS and not (told or _is_unsure(one) or _may_be_whole(one["source"]))
        return Counter({"读出": 1, f"坏：少了行没有说明 {name}": int(lost)})
    found = Counter({f"说明 {error['code']}": 1})
    if error["code"] == "R009":
        found[f"坏：R009 {name} {error['message'].split('：')[-1]}"] = 1
    if error["code"] == "R022" and "MB" not in error["message"]:
        found[f"坏：一份用了 {SECONDS} 秒以上 {name}"] = 1
    return found


def _may_be_whole(source: str) -> bool:
    """Whether nothing in it could tell that it is shorter: a shorter text is a text, well-formed markup is whole."""
    return source.endswith((".txt", ".csv")) or any(f"-{damage}-" in source for damage in WELL_FORMED)


def _rows(one: dict[str, Any]) -> int:
    return sum(len(project["indicators"]) for project in one["projects"])


def _is_unsure(one: dict[str, Any]) -> bool:
    return any(project["unsure"] for project in one["projects"])


def _of_the_whole(result: dict[str, Any]) -> str:
    """What was read and found in the whole files; repetition depends on what lies beside them."""
    whole = [one for one in result["submissions"] if Path(one["source"]).name in whole_files()]
    found = [
        (one["source"], project["name"], project["indicators"], _own(project["findings"]))
        for one in whole
        for project in one["projects"]
    ]
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def _own(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in findings if not one["rule"].startswith("DUP")]
