"""What the tests of a run share: a folder of submissions that may be changed."""

import shutil

import pytest

from auditor.resources import data_path

SAMPLES = sorted(data_path("corpora", "samples", "text").iterdir())


@pytest.fixture
def folder(tmp_path):
    """A copy of the sample submissions in a folder of its own."""
    return copied(SAMPLES, tmp_path / "材料")


def copied(samples, folder):
    """A folder made of copies."""
    folder.mkdir()
    for path in samples:
        shutil.copy(path, folder)
    return folder
