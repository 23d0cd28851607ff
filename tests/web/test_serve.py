"""``auditor serve`` as a person starts and ends it."""

import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import pytest

from auditor.web.occupied import ADDRESS, OccupiedError, occupied
from auditor.web.settings import ServeSettings
from auditor.web.users import Account, hashed, save_account
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.issue(19)


def started(*options):
    """The server's process and the address that it tells."""
    command = [sys.executable, "-m", "auditor", "serve", "--no-browser", "--port", "0", *map(str, options)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    return process, re.search(r"http://\S+", process.stdout.readline())[0]


def asked(address):
    """The answer of a page of this machine, whichever proxy the environment names for others."""
    return build_opener(HTTPCookieProcessor(), ProxyHandler({})).open(address, timeout=PATIENCE)


def told_of(pid):
    """State and parent of a process as Linux tells them; a process that is gone is as good as one that has ended."""
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return "Z", 0
    return state, int(parent)


def children(process):
    """The processes that a process has started and that are alive."""
    pids = [place.name for place in Path("/proc").glob("[0-9]*")]
    return [pid for pid in pids if alive(pid) and told_of(pid)[1] == process.pid]


def alive(pid):
    return told_of(pid)[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux tells them")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda one: one.name)
def test_one_command_serves_the_page_and_leaves_no_process_behind(tmp_path, ending):
    process, address = started("--data", tmp_path / "data")
    try:
        page = asked(address).read().decode()
        assert "把文件、文件夹或压缩包拖到这里" in page
        helpers = children(process)
        assert helpers
        process.send_signal(ending)
        process.wait(PATIENCE)
        until(lambda: not any(map(alive, helpers)))
    finally:
        process.kill()
        said = process.communicate()
    assert address.partition("token=")[2] not in said[1]


def test_several_people_need_accounts(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "serve", "--host", "0.0.0.0", "--data", str(tmp_path)],
        capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.startswith("错误：在 0.0.0.0 供多人使用时要有用户文件。")) == (2, True)


@pytest.mark.parametrize(
    ("settings", "hosts"),
    [
        ({}, {"127.0.0.1", "localhost", "::1"}),
        ({"host": "0.0.0.0", "names": ("audit.example",)}, {"audit.example"}),
        ({"host": "10.0.0.5"}, {"10.0.0.5", "127.0.0.1", "localhost", "::1"}),
    ],
)
def test_hosts_under_which_the_page_may_be_asked_for(tmp_path, settings, hosts):
    assert ServeSettings(data=tmp_path, **settings).allowed_hosts == hosts


def test_a_second_start_on_the_same_folder_shows_the_page_that_is_open(tmp_path):
    data = tmp_path / "data"
    process, address = started("--data", data)
    try:
        again = serve("--data", data, "--port", "0", "--no-browser")
        assert (again.returncode, again.stdout) == (0, f"网页已经开着，没有另开一个，网址：{address}\n")
        office = serve("--data", data, "--port", "0", "--users", accounts(tmp_path))
        assert office.returncode == 2
        assert office.stderr.startswith(
            f"错误：数据文件夹“{data}”正由另一个网页服务使用（{address.partition('?')[0]}）。"
        )
        assert "token" not in office.stderr
        assert asked(address).status == 200
        if sys.platform != "win32":
            assert (data / ADDRESS).stat().st_mode & 0o077 == 0
    finally:
        process.terminate()
        process.wait(PATIENCE)
        process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 on Windows")
def test_a_killed_server_leaves_the_folder_open(tmp_path):
    first, address = started("--data", tmp_path)
    first.kill()
    first.wait()
    first.communicate()
    second, other = started("--data", tmp_path)
    second.terminate()
    second.wait(PATIENCE)
    second.communicate()
    assert address != other


def test_who_is_told_of_a_server_that_is_starting_waits_for_its_address(tmp_path):
    with occupied(tmp_path) as tell:
        threading.Timer(0.5, tell, ["http://127.0.0.1:1/signin?token=x"]).start()
        with pytest.raises(OccupiedError) as told, occupied(tmp_path):
            pass
    assert told.value.address == "http://127.0.0.1:1/signin?token=x"


def serve(*options):
    """A server that does not come to serve."""
    command = [sys.executable, "-m", "auditor", "serve", *map(str, options)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False)


def accounts(folder):
    save_account(folder / "users.yaml", Account("甲", "审核人", "", hashed("long enough")))
    return folder / "users.yaml"
