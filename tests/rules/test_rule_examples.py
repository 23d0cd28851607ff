"""Every example of every rule, alone: bad ones fire with the marked words, good ones stay silent."""

import pytest

from auditor.rules.examples import cases, run
from auditor.rules.load import load_pack

PACK = load_pack()
CASES = [(runnable, case) for runnable in PACK.rules for case in cases(runnable)]


@pytest.mark.parametrize(("runnable", "case"), [pytest.param(r, c, id=c.name) for r, c in CASES])
def test_example_behaves(runnable, case, language):
    assert run(runnable, case, language) is None
