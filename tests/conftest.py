"""Shared fixtures: the loaded pack, the text analyser, and the folder of real material (absent outside our workplace)."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings

from auditor.language.artefacts import Language
from auditor.pipeline.engine import EngineCore
from auditor.rules.load import Pack, load_pack

ROOT = Path(__file__).parent.parent
REAL = ROOT.parent / "shared" / "real"
COMPILED = ROOT / ".pytest_cache" / "compiled"

# How long an example takes says nothing about whether it is right. The same examples every time, so that a run fails only
# where something was changed; ``--hypothesis-profile=new`` looks for others.
settings.register_profile("new", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("new"), derandomize=True)
settings.load_profile("same")


def pytest_configure() -> None:
    """Keeps compiled modules where none may be written beside the sources.

    Each run, and each process that a test starts, would else compile more than a thousand modules anew.
    """
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode, sys.pycache_prefix = False, str(COMPILED)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds what another, or whoever runs the tests, has left in the cache."""
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path_factory.getbasetemp() / "caches" / uuid4().hex))


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(scope="session")
def language() -> Language:
    return Language()


@pytest.fixture(scope="session")
def auditor() -> EngineCore:
    return EngineCore()


@pytest.fixture(scope="session")
def real_folder() -> Path:
    if not REAL.is_dir():
        pytest.skip("the folder of real material is not here")
    return REAL


@pytest.fixture
def start_method() -> Iterator[Callable[[str], None]]:
    """Chooses how processes start, as a host program does."""
    before = multiprocessing.get_start_method(allow_none=True)
    yield lambda method: multiprocessing.set_start_method(method, force=True)
    multiprocessing.set_start_method(before, force=True)
