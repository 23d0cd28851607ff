"""Shipped files are found in the checkout, and a missing one is named."""

import pytest

from auditor.errors import ConfigurationError
from auditor.resources import data_path


def test_a_shipped_file_is_found():
    assert data_path("corpora", "lexicon", "measure_words.yaml").is_file()


def test_a_missing_file_is_named():
    with pytest.raises(ConfigurationError) as raised:
        data_path("corpora", "nothing.yaml")
    assert (raised.value.code, "corpora/nothing.yaml" in raised.value.message) == ("C003", True)
