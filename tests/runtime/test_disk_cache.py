"""Entries on disk: found as they were put, never too many, and the oldest make room."""

import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.runtime.disk_cache import DiskCache, digest_of, usual_folder

pytestmark = pytest.mark.issue(21)


def noise(number, size=20_000):
    """Bytes that no packing makes smaller."""
    return b"".join(bytes.fromhex(digest_of((f"{number} {part}",))) for part in range(size // 32))


def name(number):
    return digest_of((str(number),))


def test_an_entry_is_found_as_it_was_put(tmp_path):
    cache = DiskCache(tmp_path / "cache")
    assert cache.get(name(1)) is None
    cache.put(name(1), b"one")
    cache.put(name(2), b"")
    assert [cache.get(name(1)), cache.get(name(2)), cache.get(name(3))] == [b"one", b"", None]
    assert DiskCache(tmp_path / "cache").get(name(1)) == b"one"


def test_an_entry_under_the_name_of_another_is_none(tmp_path):
    cache = DiskCache(tmp_path)
    one, other = digest_of(["甲"]), digest_of(["乙"])
    cache.put(one, b"1")
    cache.put(other, b"2")
    cache._path(one).replace(cache._path(other))
    assert (cache.get(one), cache.get(other)) == (None, None)


def test_those_unused_for_longest_make_room(tmp_path):
    cache = DiskCache(tmp_path / "cache", 100_000)
    for number in range(4):
        cache.put(name(number), noise(number))
    for age, file in enumerate(reversed(cache.files()), 1):
        os.utime(file.path, (time.time() - age, time.time() - age))
    oldest = cache.files()[0].path
    kept = next(number for number in range(4) if name(number)[2:] == oldest.name)
    assert cache.get(name(kept)) == noise(kept)  # used just now
    for number in range(4, 7):
        cache.put(name(number), noise(number))
        assert sum(file.size for file in cache.files()) <= 100_000
    assert cache.get(name(kept)) == noise(kept)
    assert cache.get(name(6)) == noise(6)
    assert len(cache.files()) == 4


def test_nothing_is_kept_where_nothing_may_be(tmp_path):
    cache = DiskCache(tmp_path / "cache", 0)
    cache.put(name(1), b"one")
    assert cache.get(name(1)) is None
    assert not (tmp_path / "cache").exists()


def test_an_entry_too_large_is_not_kept(tmp_path):
    cache = DiskCache(tmp_path / "cache", 20_000)
    cache.put(name(1), noise(1))
    assert cache.get(name(1)) is None


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path):
    (tmp_path / "file").write_text("")
    cache = DiskCache(tmp_path / "file" / "cache")
    cache.put(name(1), b"one")
    assert cache.get(name(1)) is None
    assert cache.files() == []


def test_files_of_others_are_left_alone_and_what_a_killed_run_left_is_removed(tmp_path):
    cache = DiskCache(tmp_path)
    tmp_path.chmod(0o700)
    cache.put(name(1), b"one")
    shelf = cache.files()[0].path.parent
    (tmp_path / "letters.txt").write_text("mine")
    torn, recent = shelf / ".torn.1", shelf / ".torn.2"
    torn.write_bytes(b"half")
    recent.write_bytes(b"half")
    os.utime(torn, (1, 1))
    assert {file.path.name for file in cache.files()} == {name(1)[2:], ".torn.2"}
    assert not torn.exists()
    cache.clear()
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


@given(st.lists(st.binary(max_size=8), max_size=4), st.lists(st.binary(max_size=8), max_size=4))
def test_other_parts_have_another_name(one, other):
    assert (digest_of(one) == digest_of(other)) == (one == other)


def test_the_usual_folder_is_the_systems(monkeypatch, tmp_path):
    monkeypatch.setattr("auditor.runtime.disk_cache.sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert usual_folder() == tmp_path / "auditor"
    monkeypatch.setattr("auditor.runtime.disk_cache.sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert usual_folder() == tmp_path / "local" / "auditor" / "cache"
