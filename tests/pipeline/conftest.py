"""What the tests of a run share: a folder of submissions that may be changed."""

import shutil

import pytest

from auditor.resources import data_path

SAMPLES = sorted(data_path("corpora", "samples", "text").iterdir())


@pytest.fixture
def folder(tmp_path):
    """A copy of the sample submissions in a folder of its own."""
    made = tmp_path / "材料"
    made.mkdir()
    for path in SAMPLES:
        shutil.copy(path, made)
    return made
