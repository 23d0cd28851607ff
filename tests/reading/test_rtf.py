"""An .rtf that lost a piece is told so: what reads it passes over groups that do not end where they should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reading.extract import read_content
from auditor.reading.legacy.rtf import is_whole
from material.forms.documents import word_file
from tests.reading.test_legacy import converted_file, needs_soffice
from tests.reading.test_word import FORM, SPANS

pytestmark = pytest.mark.issue(20)

WHOLE = rb"{\rtf1\ansi{\fonttbl{\f0 SimSun;}}{\pict\bin4 {}}}}\pard a\{b\}\\{\b c}\par}"


@pytest.mark.parametrize("after", [b"", b"\r\n", b"\0\0", b" \x1a"])
def test_braces_that_are_text_or_bytes_of_a_picture_are_no_groups(after):
    assert is_whole(WHOLE + after)


@pytest.mark.parametrize("place", (0, 11, 20, 32, 33, 34, 50, 65, 70, 75))
def test_a_file_without_one_of_its_braces_is_not_whole(place):
    assert not is_whole(WHOLE[:place] + b" " + WHOLE[place + 1 :])


@given(st.integers(min_value=0, max_value=len(WHOLE) - 1))
def test_a_file_that_ends_too_early_is_not_whole(length):
    assert not is_whole(WHOLE[:length])


@pytest.mark.parametrize("more", [b"}", b"x", b"{}"])
def test_nothing_comes_after_the_outermost_group(more):
    assert not is_whole(WHOLE + more)


@needs_soffice
def test_only_the_damaged_one_is_told(tmp_path):
    whole = converted_file(tmp_path, word_file(["河道局2025年项目绩效目标表", (FORM, SPANS)]), "docx", "rtf")
    place = whole.rindex(b"{")
    damaged = whole[:place] + b" " + whole[place + 1 :]
    told = "文件有损坏，修复以后才读出来，可能只读出了一部分"
    assert [read_content(one, "甲.rtf").doubts for one in (whole, damaged)] == [(), (told,)]


def escaped(text):
    return "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text)


def row(*cells):
    edges = "".join(f"\\cellx{2000 * number}" for number in range(1, len(cells) + 1))
    return f"\\trowd{edges} " + "".join(f"\\pard\\intbl {cell}\\cell " for cell in cells) + "\\row "


@needs_soffice
@pytest.mark.parametrize(
    ("written", "target"),
    [
        (r"{\strike >=95%}>=98%", ">=98%"),
        (r"{\deleted\revauthdel0 >=95%}{\revised\revauth0 >=98%}", ">=98%"),
        (r"{\v >=95%}>=98%", ">=98%"),
        (r">=10{\super 4}" + escaped("吨"), ">=10⁴吨"),
    ],
    ids=["struck out", "deleted under tracking", "hidden", "raised"],
)
def test_what_no_longer_counts_is_not_read(written, target):
    table = row(*map(escaped, ("一级指标", "二级指标", "三级指标", "指标值")))
    table += row(*map(escaped, ("产出指标", "质量指标", "淤泥处置")), written)
    head = escaped("项目名称：河道清淤")
    content = rf"{{\rtf1\ansi\uc1{{\*\revtbl{{Unknown;}}}}{head}\par {table}\pard }}".encode()
    (project,) = read_content(content, "甲.rtf").projects
    assert [indicator.target for indicator in project.indicators] == [target]
