"""A document that holds too much is told before any of it is read, with what its head says of it."""

import io
import zipfile

import pytest

from auditor.errors import UnreadableError
from auditor.reading import size_limits
from auditor.reading.extract import read_content
from material.forms import one_form
from material.forms.renderers import ruled_pdf, word
from material.mutants import printed

pytestmark = pytest.mark.issue(20)

PACKAGES = {"表.xlsx": one_form.xlsx, "表.ods": one_form.ods, "表.docx": lambda: word([printed()])}


def refused(content, name):
    with pytest.raises(UnreadableError) as error:
        read_content(content, name)
    return error.value.code, error.value.message


def with_parts(content, count):
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as package:
        for number in range(count):
            package.writestr(f"more/{number}.txt", "")
    return stream.getvalue()


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_of_very_many_parts_is_told(name, monkeypatch):
    monkeypatch.setattr(size_limits, "MOST_PARTS", 60)
    content = PACKAGES[name]()
    assert len(read_content(content, name).projects) == 1
    code, message = refused(with_parts(content, 60), name)
    assert (code, message.split("它由 ")[0], message.split("，")[-1]) == (
        "R017",
        f"文件“{name}”没有读：",
        "超过了 60 个。",
    )


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_whose_parts_are_very_large_is_told(name, monkeypatch):
    monkeypatch.setattr(size_limits, "MOST_UNPACKED", 1000)
    assert refused(PACKAGES[name](), name) == ("R017", f"文件“{name}”没有读：它解压后有 0 MB，超过了 0 MB。")


def test_a_pdf_of_very_many_pages_is_told_before_one_is_read(monkeypatch):
    content = ruled_pdf([printed(), printed()])
    pages = max(row.location.page for project in read_content(content, "表.pdf").projects for row in project.indicators)
    monkeypatch.setattr(size_limits, "MOST_PAGES", pages - 1)
    assert refused(content, "表.pdf") == ("R017", f"文件“表.pdf”没有读：它有 {pages} 页，超过了 {pages - 1} 页。")


def test_an_ofd_of_very_many_pages_is_told(monkeypatch):
    monkeypatch.setattr(size_limits, "MOST_PAGES", 0)
    assert refused(one_form.ofd(), "表.ofd") == ("R017", "文件“表.ofd”没有读：它有 1 页，超过了 0 页。")
