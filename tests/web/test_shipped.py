"""What travels with the page: the library as published, and nothing that the content policy would refuse."""

import hashlib
import json
import re

import pytest

from auditor.web.site import HERE

pytestmark = pytest.mark.issue(19)

NOTICE = json.loads((HERE / "static" / "NOTICE.json").read_text(encoding="utf-8"))
TEMPLATES = sorted((HERE / "templates").glob("*.html"))


@pytest.mark.parametrize("name", NOTICE)
def test_a_library_of_others_is_shipped_as_published_with_its_licence(name):
    told = NOTICE[name]
    assert hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest() == told["sha256"]
    licence = re.search(r"\((.+)\)", told["licence"])[1]
    assert (HERE / "static" / licence).read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_neither_script_nor_style_nor_addresses_of_other_hosts(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle=|\son\w+=|hx-on|https?://|<script(?! src=)|javascript:", text) == []
