"""A document that holds too much is told before any of it is read, with what its head says of it and how to allow more."""

import io
import zipfile

import pytest
from typer.testing import CliRunner

import auditor
from auditor.cli import app
from auditor.errors import AuditorError, UnreadableError
from auditor.reading.extract import read_content
from auditor.runtime.limits import Limits, parsed_limits
from auditor.runtime.size_limits import SizeLimits
from material.forms import one_form
from material.forms.renderers import ruled_pdf, word
from material.mutants import printed

pytestmark = pytest.mark.issue(20)

PACKAGES = {"表.xlsx": one_form.xlsx, "表.ods": one_form.ods, "表.docx": lambda: word([printed()])}
HINT = "请把文件拆成几份再审核；确实需要整份审核时，可用 --limits {} 放宽。"


def refused(content, name, **limits):
    with pytest.raises(UnreadableError) as error:
        read_content(content, name, sizes=SizeLimits(**limits))
    return error.value.code, error.value.message, error.value.hint


def with_parts(content, count):
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as package:
        for number in range(count):
            package.writestr(f"more/{number}.txt", "")
        return stream, len(package.namelist())


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_of_very_many_parts_is_told(name):
    stream, parts = with_parts(PACKAGES[name](), 60)
    told = f"文件“{name}”没有读：它由 {parts} 个部分组成，超过了 {parts - 1} 个。"
    assert refused(stream.getvalue(), name, parts=parts - 1) == ("R017", told, HINT.format(f"parts={parts}"))
    assert len(read_content(stream.getvalue(), name, sizes=SizeLimits(parts=parts)).projects) == 1


def test_a_package_whose_parts_are_very_large_is_told():
    stream = io.BytesIO(one_form.xlsx())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("more.xml", b" " * 1_500_000)
    told = "文件“表.xlsx”没有读：它解压后有 2 MB，超过了 1 MB。"
    assert refused(stream.getvalue(), "表.xlsx", unpacked=1) == ("R017", told, HINT.format("unpacked=2"))
    assert len(read_content(stream.getvalue(), "表.xlsx", sizes=SizeLimits(unpacked=2)).projects) == 1


def two_pages():
    return ruled_pdf([printed(), printed()])


def test_a_pdf_of_very_many_pages_is_told_before_one_is_read():
    content = two_pages()
    pages = max(row.location.page for project in read_content(content, "表.pdf").projects for row in project.indicators)
    told = f"文件“表.pdf”没有读：它有 {pages} 页，超过了 {pages - 1} 页。"
    assert refused(content, "表.pdf", pages=pages - 1) == ("R017", told, HINT.format(f"pages={pages}"))


def test_an_ofd_of_very_many_pages_is_told():
    told = "文件“表.ofd”没有读：它有 1 页，超过了 0 页。"
    assert refused(one_form.ofd(), "表.ofd", pages=0) == ("R017", told, HINT.format("pages=1"))


def run(*words):
    return CliRunner().invoke(app, [*map(str, words)])


def test_who_follows_the_hint_has_the_file_read(tmp_path):
    """The first time is kept for the next and for ``--resume``, and neither keeps the file from being read now."""
    path, out = tmp_path / "表.pdf", tmp_path / "报告"
    path.write_bytes(two_pages())
    audit = ["audit", path, "--out", out, "--fail-on", "never", "--format", "json", "--cache", tmp_path / "留下"]
    before = run(*audit, "--limits", "pages=1")
    after = run(*audit, "--limits", "pages=2", "--resume")
    again = run(*audit, "--limits", "pages=1")
    assert [one.exit_code for one in (before, after, again)] == [3, 0, 3]


def test_pages_that_were_allowed_can_be_drawn_and_annotated(tmp_path):
    path = tmp_path / "表.pdf"
    path.write_bytes(two_pages())
    made = {}
    for pages in (1, 2):
        folder = tmp_path / str(pages)
        folder.mkdir()
        run("read", path, "--draw", folder / "页.html", "--limits", f"pages={pages}")
        run("annotate", path, "--out", folder / "批注", "--limits", f"pages={pages}")
        made[pages] = sorted(one.name for one in folder.rglob("*.*"))
    assert made == {1: [], 2: ["表（审核批注）.pdf", "页.html"]}


@pytest.mark.parametrize("workers", [1, 2])
def test_programs_set_the_same_limits(workers, tmp_path):
    path = tmp_path / "表.pdf"
    path.write_bytes(two_pages())
    status = [auditor.read(path, limits={"pages": pages}).status for pages in (1, 2)]
    audited = [auditor.audit(path, limits={"pages": pages}, workers=workers) for pages in (1, 2)]
    assert status == ["unreadable", "audited"]
    assert [one.submissions[0].status for one in audited] == status


def test_limits_are_written_by_their_names():
    assert parsed_limits("pages=8000，memory=2000, unpacked=4000") == Limits(
        memory=2000, sizes=SizeLimits(unpacked=4000, pages=8000)
    )
    with pytest.raises(AuditorError) as error:
        parsed_limits("page=8000")
    assert (error.value.code, error.value.message) == ("C041", "--limits 里的“page=8000”写得不对。")
    assert error.value.hint == (
        "写法：memory=2000,pages=8000；可写：memory（不写时为 1000）、processor（不写时为 60）、time（不写时为 120）、"
        "parts（不写时为 20000）、unpacked（不写时为 2000）、pages（不写时为 5000），用逗号隔开。"
    )
