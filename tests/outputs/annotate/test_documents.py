"""Word documents come back with comments on the very words; no word changes its look."""

import io
import re
import zipfile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from auditor.opinions import compose
from auditor.outputs.annotate.comments import comments_of
from auditor.outputs.annotate.docx import annotate_document
from auditor.outputs.annotate.overview import Overview
from auditor.outputs.annotate.package import local
from auditor.outputs.annotate.run import annotate
from auditor.outputs.annotate.runs import edges, letters, stretch
from tests.outputs.annotate.documents import word_document, word_submission

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def marked(root) -> list[tuple[str, str]]:
    """Number and words of each comment's range, in the order of the document."""
    words: dict[str, str] = {}
    running: list[str] = []
    for element in root.iter():
        if element.tag == f"{W}commentRangeStart":
            running.append(element.get(f"{W}id"))
            words[running[-1]] = ""
        elif element.tag == f"{W}commentRangeEnd":
            running.remove(element.get(f"{W}id"))
        elif element.tag == f"{W}t":
            words |= {number: words[number] + (element.text or "") for number in running}
    return list(words.items())


def looks(root) -> list[tuple[str, bytes]]:
    """Every character with the formatting of its run."""
    return [
        (character, etree.tostring(properties) if (properties := text.getparent().find(f"{W}rPr")) is not None else b"")
        for text in root.iter(f"{W}t")
        for character in text.text or ""
    ]


@pytest.fixture(scope="module")
def both():
    content = word_document()
    return content, annotate(content, "甲.docx", word_submission())


def test_each_comment_encloses_the_accused_words(both):
    root = etree.fromstring(parts_of(both[1])["word/document.xml"])
    titles = [comment.text.split("\n")[0] for comment in Document(io.BytesIO(both[1])).comments]
    assert [(titles[int(number)], words) for number, words in marked(root)] == [
        ("【提示】WHO001的标题", "某局2025年项目绩效目标"),
        ("【警告】PRO001的标题", "干部培训"),
        ("【警告·疑点（可信程度 80%）】GOA001的标题", "新台阶"),
        ("【提示】DES001的标题", "要求开展"),
        ("【错误】TAR001的标题", "良好"),
        ("【错误】EMP001的标题", ""),
    ]


def test_an_empty_cell_is_commented_where_it_is(both):
    cell = Document(io.BytesIO(both[1])).tables[2].cell(3, 4)
    assert cell.text == ""
    assert cell._tc.xpath(".//w:commentReference/@w:id") == ["5"]


def number_of(rule):
    return next(one.number for one in compose(word_submission()) if one.rule == rule)


def test_comments_are_signed_and_say_what_to_do(both):
    comment = list(Document(io.BytesIO(both[1])).comments)[4]
    assert (comment.author, comment.initials) == ("绩效审核工具", "审")
    assert comment.text.split("\n")[1:] == [
        "TAR001指出的问题。",
        "建议：改为“__率 ≥__%”（示例，须由单位核定）。",
        f"见审核意见第 {number_of('TAR001')} 条",
    ]


def test_no_other_part_and_no_look_changes(both):
    before, after = map(parts_of, both)
    ours = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert [name for name in before if before[name] != after[name] and name not in ours] == []
    assert set(after) - set(before) <= {"word/comments.xml"}
    roots = [etree.fromstring(one["word/document.xml"]) for one in (before, after)]
    for element in list(roots[1][0])[:4]:
        roots[1][0].remove(element)
    assert looks(roots[0]) == looks(roots[1])
    texts = [
        [cell.text for table in Document(io.BytesIO(one)).tables[ours:] for row in table.rows for cell in row.cells]
        for ours, one in enumerate(both)
    ]
    assert texts[0] == texts[1]


@pytest.mark.issue(18)
def test_the_copy_begins_with_the_list_of_opinions(both):
    copy = Document(io.BytesIO(both[1]))
    opinions = compose(word_submission())
    assert copy.paragraphs[0].text == "审核意见"
    assert copy.paragraphs[1].text.startswith(f"共 {len(opinions)} 条审核意见：")
    rows = [[cell.text for cell in row.cells] for row in copy.tables[0].rows]
    assert rows[0] == ["序号", "级别", "位置", "问题", "怎样改"]
    assert [row[0] for row in rows[1:]] == [str(one.number) for one in opinions]
    assert [row[3].split("\n")[0] for row in rows[1:]] == [one.message for one in opinions]


def test_the_same_file_gives_the_same_copy_without_a_date(both):
    assert annotate(both[0], "甲.docx", word_submission()) == both[1]
    assert b"w:date" not in parts_of(both[1])["word/comments.xml"]


def test_comments_of_the_department_stay():
    document = Document(io.BytesIO(word_document()))
    document.add_comment(document.paragraphs[0].runs, text="单位自己的批注", author="张三")
    stream = io.BytesIO()
    document.save(stream)
    copy = annotate(stream.getvalue(), "甲.docx", word_submission())
    comments = [(one.comment_id, one.author, one.text.split("\n")[0]) for one in Document(io.BytesIO(copy)).comments]
    assert comments[:2] == [(0, "张三", "单位自己的批注"), (1, "绩效审核工具", "【提示】WHO001的标题")]
    assert len(comments) == 7


def test_words_outside_of_tables_are_looked_for():
    remark = comments_of(word_submission())[2]
    stream = io.BytesIO()
    document = Document()
    for text in ("第一段", "总体目标：全面提升干部能力，迈上新台阶。", "第三段"):
        document.add_paragraph(text)
    document.save(stream)
    place = remark.location.model_copy(update={"table": None, "row": None, "cell": None})
    copy = annotate_document(
        stream.getvalue(), "甲.docx", [type(remark)(**{**vars(remark), "location": place})], Overview("", ())
    )
    assert marked(etree.fromstring(parts_of(copy)["word/document.xml"])) == [("0", "新台阶")]


def paragraph(pieces):
    runs = "".join(
        f"<w:r><w:rPr><w:sz w:val='{n}'/></w:rPr><w:t>{piece}</w:t><w:tab/></w:r>" for n, piece in enumerate(pieces)
    )
    return etree.fromstring(f"<w:p xmlns:w='{W[1:-1]}'>{runs}</w:p>")


@given(st.lists(st.text("甲乙 丙", min_size=1, max_size=4), min_size=1, max_size=5), st.data())
def test_any_words_can_be_cut_out_of_any_runs(pieces, data):
    root = paragraph(pieces)
    found = letters([root])
    if not found:
        return
    first = data.draw(st.integers(0, len(found) - 1))
    last = data.draw(st.integers(first, len(found) - 1))
    wanted = "".join(one.character for one in found[first : last + 1])
    before, tabs = looks(root), sum(local(one) == "tab" for one in root.iter())
    begin, ending = edges(found[first], found[last])
    begin.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": "0"}))
    ending.addnext(etree.Element(f"{W}commentRangeEnd", {f"{W}id": "0"}))
    assert re.sub(r"\s", "", dict(marked(root))["0"]) == wanted
    assert looks(root) == before
    assert sum(local(one) == "tab" for one in root.iter()) == tabs


@pytest.mark.parametrize(
    ("text", "words", "start", "place"),
    [
        ("提高质量，提高效率", "提高", 5, (5, 7)),
        ("提高质量，提高效率", "提高", 0, (0, 2)),
        ("别处的话", "效率", 2, (7, 9)),
        ("没有", "没有", 0, None),
    ],
)
def test_the_words_of_the_field_are_meant_not_the_same_words_elsewhere(text, words, start, place):
    assert stretch(letters([paragraph(["提高质", "量，提 ", "高效率"])]), text, words, start) == place
