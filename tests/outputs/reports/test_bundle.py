"""The evidence bundle: complete, checkable, and the same bytes every time."""

import hashlib
import shutil
import zipfile

import pytest
from typer.testing import CliRunner

from auditor.cli import app
from auditor.errors import ConfigurationError
from auditor.outputs.reports.json import read_result
from auditor.resources import data_path
from auditor.rules.load import load_pack

SAMPLE = data_path("corpora", "samples", "text", "culture-centre.txt")


@pytest.fixture
def audited(tmp_path):
    source = shutil.copy(SAMPLE, tmp_path / "报送.txt")
    words = ["audit", str(source), "--out", str(tmp_path / "out"), "--fail-on", "never", "--format", "json"]
    CliRunner().invoke(app, words)
    return tmp_path


def bundle(folder, name="证据.zip", *more):
    done = CliRunner().invoke(app, ["bundle", str(folder / "out" / "result.json"), "--out", str(folder / name), *more])
    return done, folder / name


def test_bundle_holds_result_ledger_sarif_and_every_rule_file_used(audited):
    _, path = bundle(audited)
    pack, home = load_pack(), data_path("rules").parent
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert names[:4] == ["清单.txt", "result.json", "ledger.xlsx", "result.sarif"]
        assert names[4:] == sorted(file.relative_to(home).as_posix() for file in pack.files)
        assert {name: archive.read(name) for name in names[4:]} == {
            file.relative_to(home).as_posix(): file.read_bytes() for file in pack.files
        }


def test_listing_names_the_hash_of_the_input_and_of_every_file(audited):
    _, path = bundle(audited)
    with zipfile.ZipFile(path) as archive:
        listing = archive.read("清单.txt").decode("utf-8-sig")
        for name in archive.namelist()[1:]:
            assert (
                f"{hashlib.sha256(archive.read(name)).hexdigest()}  {len(archive.read(name)):>9} 字节  {name}\n"
                in listing
            )
    source = audited / "报送.txt"
    assert f"{hashlib.sha256(source.read_bytes()).hexdigest()}  {source}　一致\n" in listing
    assert read_result(audited / "out" / "result.json").rules.fingerprint in listing


def test_two_bundles_of_one_result_are_the_same_bytes(audited):
    (_, first), (_, again) = bundle(audited, "a.zip"), bundle(audited, "b.zip")
    assert first.read_bytes() == again.read_bytes()


def test_an_input_changed_or_gone_since_is_told(audited):
    source = audited / "报送.txt"
    source.write_bytes(source.read_bytes() + b"\n")
    changed, _ = bundle(audited)
    source.unlink()
    gone, _ = bundle(audited)
    assert "报送.txt 在审核之后有改动" in changed.stdout
    assert "报送.txt 已不在原处，未能核对" in gone.stdout


def test_rules_other_than_those_of_the_result_are_refused(audited):
    own = audited / "own"
    own.mkdir()
    shipped = next(data_path("rules").glob("measurability/MEA001-*.yaml"))
    (own / shipped.name).write_text(shipped.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    done, path = bundle(audited, "证据.zip", "--rules", str(own))
    assert isinstance(done.exception, ConfigurationError) and done.exception.code == "C013"
    assert not path.exists()


def test_a_bureaus_own_rules_travel_along(audited):
    own = audited / "own"
    own.mkdir()
    shipped = next(data_path("rules").glob("measurability/MEA001-*.yaml"))
    (own / shipped.name).write_text(shipped.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    words = ["audit", str(audited / "报送.txt"), "--out", str(audited / "out"), "--rules", str(own)]
    CliRunner().invoke(app, words)
    _, path = bundle(audited, "证据.zip", "--rules", str(own))
    with zipfile.ZipFile(path) as archive:
        assert archive.read(f"rules-own/1-own/{shipped.name}") == (own / shipped.name).read_bytes()
