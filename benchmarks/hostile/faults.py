"""Faults of the machine and of people: runs killed or stopped at a random moment, full disks, consoles that are gone,
archives overwritten; and what must hold afterwards: nothing half-written, nobody left at work, the same bytes the next time.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.hostile.commands import Ended, Home, ended, group_has_ended
from material.forms.one_form import docx, xlsx
from material.mutants import cut

_MATERIAL, _OUT, _ARCHIVE = "材料", "out", "历年.db"
_COMMANDS: dict[str, tuple[str, ...]] = {
    "audit": ("audit", _MATERIAL, "--out", _OUT, "--fail-on", "never", "--today", "2026-01-05"),
    "annotate": ("annotate", _MATERIAL, "--out", _OUT),
    "papers": ("papers", _MATERIAL, "--out", _OUT),
    "archive add": ("archive", "add", _MATERIAL, "--archive", f"{_OUT}/{_ARCHIVE}"),
}
_LIST = ("archive", "list", "--archive", f"{_OUT}/{_ARCHIVE}")


@cache
def _material() -> dict[str, bytes]:
    """Made once: packages note the time of day at which they were made."""
    return {"甲.xlsx": xlsx(), "乙.docx": docx(), "坏.xlsx": xlsx()[:2000]}


Files = dict[str, bytes]


@dataclass(frozen=True)
class Undisturbed:
    """What a command does where nothing disturbs it: exit code, files, seconds by the clock."""

    code: int
    files: Files
    seconds: float


@dataclass(frozen=True)
class Case:
    """One fault: the folder it happens in, chance, and what the commands do where nothing disturbs them."""

    home: Home
    random: Random
    undisturbed: dict[str, Undisturbed]

    def moment(self, command: str) -> float:
        """Seconds after which something happens to a command, from its first moment to a little after its last."""
        return self.random.random() * self.undisturbed[command].seconds * 1.1

    def command(self) -> str:
        """One of the commands."""
        return self.random.choice(sorted(_COMMANDS))

    @property
    def out(self) -> Path:
        """Where the commands write to."""
        return self.home.folder / _OUT


def prepared(folder: Path) -> Home:
    """A folder with the material."""
    (folder / _MATERIAL).mkdir(parents=True)
    (folder / _OUT).mkdir()
    for name, content in _material().items():
        (folder / _MATERIAL / name).write_bytes(content)
    return Home(folder)


def undisturbed(folder: Path) -> dict[str, Undisturbed]:
    """What every command does where nothing disturbs it."""
    found = {}
    for command, words in _COMMANDS.items():
        home = prepared(folder / command.replace(" ", "-"))
        begun = time.monotonic()
        run = home.run(*words)
        if run is None or run.code not in (0, 3):
            raise RuntimeError(f"{command} cannot be run: {run}")
        found[command] = Undisturbed(run.code, _files(home.folder / _OUT), time.monotonic() - begun)
    return found


def _files(folder: Path) -> Files:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# --- what must hold -----------------------------------------------------------------------------------------------------


def _of_a_run(run: Ended | None) -> Counter[str]:
    """What holds of any run that ends by itself."""
    if run is None:
        return Counter({"坏：没有结束": 1})
    return +Counter({"坏：出现 Traceback": run.has_traceback, "坏：退出码不在 0 至 3": run.code not in range(4)})


def _whole_or_absent(case: Case, command: str, files: Files | None = None) -> Counter[str]:
    """Every file that can be seen is what it would have been; an archive is looked at by opening it."""
    seen = _files(case.out) if files is None else files
    known = case.undisturbed[command].files
    half = [name for name in seen if not _is_hidden(name) and name != _ARCHIVE and seen[name] != known.get(name)]
    return Counter(f"坏：写了一半 {Path(name).name}" for name in half if not name.endswith("-journal"))


def _is_hidden(name: str) -> bool:
    return Path(name).name.startswith(".")


def _tidy(case: Case) -> Counter[str]:
    return Counter(f"坏：留下了临时文件 {name}" for name in case.home.left_over())


def _same_next_time(case: Case, command: str, *more: str) -> Counter[str]:
    """Once more, undisturbed: the same exit code, the same files and no others."""
    run, known = case.home.run(*_COMMANDS[command], *more), case.undisturbed[command]
    found = _of_a_run(run) + _tidy(case)
    if run is not None and run.code != known.code:
        found[f"坏：再来一次，退出码 {run.code}"] += 1
    if command == "archive add":
        return found + _same_archive(case)
    seen = _files(case.out)
    found.update(
        f"坏：再来一次，多出 {Path(name).name.split('.')[1] or name}" for name in seen.keys() - known.files.keys()
    )
    changed = (name for name in known.files if seen.get(name) != known.files[name])
    return found + Counter(f"坏：再来一次，不同的 {Path(name).name}" for name in changed)


def _same_archive(case: Case) -> Counter[str]:
    """The archive says the same as one that nothing disturbed, and no journal is left beside it."""
    listed = case.home.run(*_LIST)
    other = prepared(case.home.folder / "另一份")
    (other.folder / _OUT / _ARCHIVE).write_bytes(case.undisturbed["archive add"].files[_ARCHIVE])
    expected = other.run(*_LIST)
    found = _of_a_run(listed) + Counter({"坏：档案不同": int(listed != expected)})
    return +(found + Counter({"坏：档案旁边留下了日志": len(_files(case.out)) - 1}))


# --- what happens -------------------------------------------------------------------------------------------------------


def _killed(case: Case, command: str, *more: str) -> Counter[str]:
    """Killed outright at some moment; nobody is left at work and nothing half-written, and the next time all is as ever."""
    process = case.home.start(_COMMANDS[command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(case.moment(command))
    process.kill()
    process.wait()
    found = Counter({"坏：强行结束后还有进程": int(not group_has_ended(process.pid))})
    found += _tidy(case) + _whole_or_absent(case, command)
    return found + _same_next_time(case, command, *more)


def killed_audit(case: Case) -> Counter[str]:
    """``audit`` killed, then run again."""
    return _killed(case, "audit")


def killed_and_resumed(case: Case) -> Counter[str]:
    """``audit`` killed twice, the second time while it resumes, then resumed."""
    process = case.home.start((*_COMMANDS["audit"], "--resume"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(case.moment("audit"))
    process.kill()
    process.wait()
    return _killed(case, "audit", "--resume")


def killed_annotate(case: Case) -> Counter[str]:
    """``annotate`` killed, then run again."""
    return _killed(case, "annotate")


def killed_papers(case: Case) -> Counter[str]:
    """``papers`` killed, then run again."""
    return _killed(case, "papers")


def killed_archive(case: Case) -> Counter[str]:
    """``archive add`` killed: what is in the archive is whole, and the next time the rest is added."""
    return _killed(case, "archive add")


def killed_worker(case: Case) -> Counter[str]:
    """A process that the run has started is killed: it is done again, or told in a sentence."""
    process = case.home.start(_COMMANDS["audit"])
    time.sleep(case.moment("audit"))
    for child in _children(process.pid)[:1]:
        os.kill(child, signal.SIGKILL)
    run = ended(process)
    found = _of_a_run(run) + _tidy(case)
    if run is not None and run.code != 2:
        found += _whole_or_absent(case, "audit")
    return found + _same_next_time(case, "audit")


def _children(process: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def told_to_stop(case: Case) -> Counter[str]:
    """Ctrl-C, which reaches all processes of the group, or the system's word to end; then resumed."""
    number = case.random.choice((signal.SIGINT, signal.SIGTERM))
    process = case.home.start(_COMMANDS["audit"])
    time.sleep(case.moment("audit"))
    os.killpg(process.pid, number)
    run = ended(process)
    found = Counter({"坏：强行结束后还有进程": int(not group_has_ended(process.pid))})
    if run is None or run.has_traceback:
        found[f"坏：{number.name} 之后没有结束，或者出现 Traceback"] += 1
    return found + _tidy(case) + _same_next_time(case, "audit", "--resume")


def full_disk(case: Case) -> Counter[str]:
    """A disk of its own that is soon full, for what is written, or what is written and temporary files too."""
    command = case.command()
    size = case.random.randrange(4, 2 + sum(map(len, case.undisturbed[command].files.values())) // 1024)
    temporary = case.random.random() < 0.3
    script = (
        f"mount -t tmpfs -o size={size}k tmpfs {_OUT} || exit 77; {f'export TMPDIR=$PWD/{_OUT};' if temporary else ''}"
        f'"$@"; code=$?; cp -a {_OUT}/. 之后/; exit $code'
    )
    (case.home.folder / "之后").mkdir()
    run = case.home.run(*_COMMANDS[command], prefix=("unshare", "--mount", "sh", "-c", script, "sh"))
    if run is not None and run.code in (1, 77) and "auditor" not in run.said:
        return short_files(case)
    seen = _files(case.home.folder / "之后")
    hidden = Counter(
        f"坏：磁盘满后留下 {Path(name).name}" for name in seen if _is_hidden(name) and name != ".reading.jsonl"
    )
    return _of_a_run(run) + _tidy(case) + hidden + _whole_or_absent(case, command, seen)


def short_files(case: Case) -> Counter[str]:
    """No file may grow beyond some size, as on a disk that is full."""
    command = case.command()
    greatest = max(len(content) for content in case.undisturbed[command].files.values()) // 1024
    size = case.random.randrange(1, greatest + 2)
    limit = ("bash", "-c", f'ulimit -f {size}; exec "$@"', "bash")
    run = case.home.run(*_COMMANDS[command], prefix=limit)
    return _of_a_run(run) + _tidy(case) + _whole_or_absent(case, command) + _same_next_time(case, command)


def plain_locale(case: Case) -> Counter[str]:
    """The locale C, where neither names of files nor the console are UTF-8."""
    settings = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    return _same_next_time(Case(Home(case.home.folder, settings), case.random, case.undisturbed), case.command())


def hash_seed(case: Case) -> Counter[str]:
    """Sets in another order."""
    settings = {"PYTHONHASHSEED": str(case.random.randrange(2**32))}
    return _same_next_time(Case(Home(case.home.folder, settings), case.random, case.undisturbed), case.command())


def closed_console(case: Case) -> Counter[str]:
    """Nobody reads what is said, or there is nowhere to say it: what is written is the same."""
    command = case.command()
    closed = case.random.choice((">&-", ">&- 2>&-", "| head -c 1 >&-", "<&- >&- 2>&-", ">/dev/full"))
    script = f'"$@" {closed}'
    run = case.home.run(*_COMMANDS[command], prefix=("sh", "-c", script, "sh"))
    found = Counter({"坏：没有结束": 1}) if run is None else Counter({"坏：出现 Traceback": int(run.has_traceback)})
    return +found + _tidy(case) + _whole_or_absent(case, command) + _same_next_time(case, command)


def damaged_archive(case: Case) -> Counter[str]:
    """An archive that something has overwritten or cut short is told in one sentence, by whatever command opens it."""
    path, content = case.out / _ARCHIVE, case.undisturbed["archive add"].files[_ARCHIVE]
    path.write_bytes(damaged := _overwritten(content, case.random))
    commands = (_LIST, _COMMANDS["archive add"], (*_COMMANDS["audit"], "--archive", f"{_OUT}/{_ARCHIVE}"))
    run = case.home.run(*case.random.choice(commands))
    found = _of_a_run(run) + _tidy(case)
    if run is not None and damaged != content and run.code == 2 and not run.said.startswith("错误：档案"):
        found["坏：没有用一句话说明档案的损坏"] += 1
    if run is not None and run.code == 0:
        found["档案损坏没有碍事"] += 1
    return found


def _overwritten(content: bytes, random: Random) -> bytes:
    """Cut short, or a page or a few bytes of it replaced."""
    if random.random() < 0.4:
        return cut(content, random)
    start = random.randrange(len(content))
    return content[:start] + random.randbytes(random.choice((4, 64, 4096))) + content[start:][4096:]


def two_at_once(case: Case) -> Counter[str]:
    """Two runs into one folder: the second is told and stops, or comes after the first."""
    first = case.home.start(_COMMANDS["audit"])
    time.sleep(case.moment("audit"))
    second = case.home.run(*_COMMANDS["audit"])
    found = _of_a_run(ended(first)) + _of_a_run(second)
    if second is not None and second.code == 2 and "正被另一次审核使用" not in second.said:
        found["坏：没有说明另一次审核正在进行"] += 1
    return found + _tidy(case) + _same_next_time(case, "audit")


FAULTS: tuple[Callable[[Case], Counter[str]], ...] = (
    killed_audit, killed_and_resumed, killed_annotate, killed_papers, killed_archive, killed_worker, told_to_stop,
    full_disk, short_files, plain_locale, hash_seed, closed_console, damaged_archive, two_at_once,
)  # fmt: skip
