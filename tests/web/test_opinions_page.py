"""The opinions page tells what the report tells, in the same words."""

import re
from html import unescape

import pytest

from auditor.web.results import BatchResult
from auditor.web.users import LOCAL

pytestmark = pytest.mark.issue(19)


def test_every_sentence_of_an_opinion_that_the_report_tells_stands_on_the_page(server, audited_folder):
    batch = server.audited(audited_folder, LOCAL)
    shown = unescape(re.sub(r"<[^>]+>", "", server.browser().get(f"/batches/{batch}/1").text))
    told = BatchResult(server.site.folder(batch)).told(1).all
    single = [one for one in told if one.opinion.scope in ("project", "row")]
    seconds = [advice for one in single for advice in one.notes_advice]
    said = [text for one in told for text in (one.opinion.message, one.opinion.advice, one.opinion.standard) if text]
    assert seconds
    assert [text for text in (*said, *seconds) if text not in shown] == []
