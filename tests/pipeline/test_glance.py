"""A look through a batch that lies in a file sees what the whole submissions say."""

from itertools import pairwise

import pytest
from pydantic_core import to_json

from auditor.duplicates.text_units import collect
from auditor.glance import ProjectGlance, RowGlance, SubmissionGlance
from auditor.model import Indicator, Project, Submission
from auditor.reading import read
from auditor.runtime.store import ByteRange, SubmissionStore
from tests.pipeline import conftest

pytestmark = pytest.mark.issue(21)


@pytest.mark.parametrize(
    ("glance", "model"), [(SubmissionGlance, Submission), (ProjectGlance, Project), (RowGlance, Indicator)]
)
def test_what_a_line_does_not_say_is_the_same_in_both(glance, model):
    fields = {name: (field.is_required(), field.default) for name, field in model.model_fields.items()}
    seen = {name: (field.is_required(), field.default) for name, field in glance.model_fields.items()}
    assert seen == {name: fields[name] for name in seen}


def test_the_texts_of_a_batch_in_a_file_are_those_of_the_submissions(tmp_path):
    submissions = [read(path) for path in conftest.SAMPLES]
    lines = [to_json(submission) + b"\n" for submission in submissions]
    path = tmp_path / "lines"
    path.write_bytes(b"".join(lines))
    ends = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    store = SubmissionStore(path, [ByteRange(*two) for two in pairwise(ends)])
    assert repr(collect(store.glances())) == repr(collect(submissions))
    assert [one.department_form is not None for seen in store.glances() for one in seen.projects] == [
        one.department_form is not None for whole in submissions for one in whole.projects
    ]
