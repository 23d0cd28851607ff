"""Word documents: whole tables compared, as a person sees them once every change is accepted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import UnreadableError
from auditor.model import Location
from auditor.reading import read
from auditor.reading.extract import read_content
from auditor.reading.forms.mapping import Corrections
from auditor.reading.grid import Grid
from auditor.reading.word.reader import read_docx
from material.forms.documents import (
    W_NAMESPACE,
    cell_xml,
    paragraph,
    raw_word_file,
    row_xml,
    run,
    saved,
    table_xml,
    word_file,
)

HEADER = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
FORM = [
    ["项目编码", "A01", "", "预算项目名称", "河道清淤", ""],
    ["项目资金主要用途", "预算数120万元，用于清淤。", "", "", "", ""],
    ["绩效目标", "恢复行洪能力。", "", "", "", ""],
    HEADER,
    ["产出指标", "数量指标", "清淤长度", "完成清淤", "12公里", "合同"],
    ["产出指标", "质量指标", "验收合格率", "一次验收", "≥95%", "标准"],
    ["满意度指标", "服务对象满意度指标", "居民满意度", "抽样调查", "≥90%", "问卷"],
]
SPANS = [(0, 1, 0, 2), (0, 4, 0, 5), (1, 1, 1, 5), (2, 1, 2, 5), (4, 0, 5, 0)]
FIELDS = ("level1", "level2", "level3", "description", "target", "basis")


SYMBOLS = "xmlns:s='http://schemas.microsoft.com/office/word/2015/wordml/symex'"


def rows_of(project):
    return [[getattr(row, field) for field in FIELDS] for row in project.indicators]


def tables(content):
    return [item for item in read_docx(content, "文.docx").items if isinstance(item, Grid)]


def lines(content):
    return [item for item in read_docx(content, "文.docx").items if isinstance(item, str)]


def only_rows(content):
    (table,) = tables(content)
    return table.rows


def old_list(state):
    """A paragraph with an old form field to choose from three entries; no run holds what is chosen."""
    entries = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in ("产出指标", "效益指标", "满意度指标"))
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>'
        f"{state}{entries}</w:ddList></w:ffData></w:fldChar></w:r></w:p>"
    )


def two_cells(left, right="乙"):
    return raw_word_file(table_xml(row_xml(cell_xml(left), cell_xml(right))))


def test_a_form_with_merged_cells_and_where_its_cells_are():
    found = read_content(word_file(["河道局2025年项目绩效目标表", (FORM, SPANS)]), "表.docx")
    (project,) = found.projects
    assert (project.code, project.name, project.goal, project.budget_wan) == ("A01", "河道清淤", "恢复行洪能力。", 120)
    assert rows_of(project) == FORM[4:]
    assert [row.location for row in project.indicators] == [
        Location(table=1, row=5, cell="C5"),
        Location(table=1, row=6, cell="C6"),
        Location(table=1, row=7, cell="C7"),
    ]
    assert (found.year, found.doubts) == (2025, ())


def test_narrative_and_tables_of_several_projects():
    second = [["项目编码", "A02", "", "预算项目名称", "堤防加固", ""], *FORM[1:]]
    content = word_file(
        [
            "某县水利局2025年部门预算绩效文本",
            "一、总体绩效目标",
            "保障防汛安全，\n改善水环境。",
            "二、分项绩效目标",
            "（一）河道清淤",
            "绩效目标：恢复行洪能力。",
            "绩效指标：清淤12公里。",
            "（二）堤防加固",
            "绩效目标：提高防洪标准。",
            "绩效指标：加固3处。",
            "三、预算项目绩效目标表",
            "1．河道清淤绩效目标表",
            (FORM, SPANS),
            "2．堤防加固绩效目标表",
            (second, SPANS),
        ]
    )
    found = read_content(content, "文本.docx")
    assert (found.department, found.year) == ("某县水利局", 2025)
    assert found.overall_goal == "保障防汛安全，改善水环境。"
    assert [(one.ordinal, one.name, one.goal, one.indicators_text, one.project) for one in found.narrative] == [
        ("（一）", "河道清淤", "恢复行洪能力。", "清淤12公里。", "A01"),
        ("（二）", "堤防加固", "提高防洪标准。", "加固3处。", "A02"),
    ]
    assert [(project.code, rows_of(project)) for project in found.projects] == [("A01", FORM[4:]), ("A02", FORM[4:])]


def test_labels_in_lines_above_a_table_count_as_its_head():
    content = word_file(
        [
            "项目支出绩效目标申报表",
            "（2025年度）",
            "填报单位：某县教育局    项目编码：B7",
            "项 目 名 称：校舍维修\t联系人：张三",
            "预算金额（元）：1200000",
            "年度绩效目标：改善办学条件，具体任务：维修12所。",
            ([HEADER, *FORM[4:]], ()),
        ]
    )
    found = read_content(content, "表.docx")
    (project,) = found.projects
    assert (project.code, project.name, project.budget_wan) == ("B7", "校舍维修", 120)
    assert project.goal == "改善办学条件，具体任务：维修12所。"
    assert (found.department, project.location.table) == ("某县教育局", 1)
    assert rows_of(project) == FORM[4:]


def test_a_heading_names_the_project_that_no_label_names():
    first, second = ([HEADER, *rows] for rows in (FORM[4:6], FORM[6:]))
    content = word_file(["二、项目绩效目标", "（一）河道清淤", (first, ()), "（二）堤防加固", (second, ())])
    assert [(project.name, rows_of(project)) for project in read_content(content, "表.docx").projects] == [
        ("河道清淤", FORM[4:6]),
        ("堤防加固", FORM[6:]),
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("校舍维修绩效目标表", "校舍维修"),
        ("2．校舍维修项目绩效目标申报表", "校舍维修"),
        ("（三）农村道路养护", "农村道路养护"),
        ("部门整体支出绩效目标表", ""),
        ("市级预算项目绩效目标表", ""),
        ("项目支出绩效目标申报表（2025年度）", ""),
        ("二、绩效指标", ""),
    ],
)
def test_only_a_title_of_its_own_names_a_project(title, name):
    (project,) = read_content(word_file([title, ([HEADER, *FORM[4:]], ())]), "表.docx").projects
    assert project.name == name


def test_a_bureau_may_say_what_its_headings_mean():
    own = ["一级指标", "二级指标", "考核点", "说明", "任务量", "出处"]
    meant = Corrections({"考核点": "三级指标", "说明": "指标描述", "任务量": "指标值", "出处": "指标值确定依据"})
    (project,) = read_content(word_file([(FORM[:3], SPANS[:4]), ([own, *FORM[4:]], ())]), "表.docx", meant).projects
    assert (project.code, rows_of(project)) == ("A01", FORM[4:])


def test_a_form_of_several_tables_is_one_project():
    content = word_file([(FORM[:3], SPANS[:4]), "绩效指标", (FORM[3:6], ()), "（续表）", (FORM[3:4] + FORM[6:], ())])
    (project,) = read_content(content, "表.docx").projects
    assert (project.code, project.budget_wan, rows_of(project)) == ("A01", 120, FORM[4:])


def test_a_table_inside_a_cell_is_read_for_itself():
    inner = table_xml(row_xml(cell_xml("内一"), cell_xml("内二")))
    outer = table_xml(
        row_xml(cell_xml("项目名称"), cell_xml("甲")),
        row_xml(cell_xml("绩效指标"), cell_xml(inner + paragraph("见左"))),
    )
    found = tables(raw_word_file(outer))
    assert [table.rows for table in found] == [(("项目名称", "甲"), ("绩效指标", "见左")), (("内一", "内二"),)]
    assert [table.location(0, 1) for table in found] == [
        Location(table=1, row=1, cell="B1"),
        Location(table=2, row=1, cell="B1"),
    ]


def test_a_frame_around_everything_is_looked_through():
    inner = table_xml(row_xml(cell_xml("内一"), cell_xml("内二")))
    frame = raw_word_file(table_xml(row_xml(cell_xml(paragraph("标题") + inner + paragraph("说明")))))
    assert [item if isinstance(item, str) else item.rows for item in read_docx(frame, "文.docx").items] == [
        "标题",
        (("内一", "内二"),),
        "说明",
    ]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (f"<w:p><w:ins>{run('≥95%')}</w:ins><w:del><w:r><w:delText>≥90%</w:delText></w:r></w:del></w:p>", "≥95%"),
        (f"<w:p><w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo></w:p>", "新"),
        (f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('上')}</w:p>{paragraph('下')}", "上下"),
        (f"<w:p>{run('见')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>", "见"),
        ('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>不隐藏</w:t></w:r></w:p>', "不隐藏"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>", "控件"),
        (f"<w:p><w:sdt><w:sdtContent>{run('行内')}</w:sdtContent></w:sdt></w:p>", "行内"),
        (f"<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处')}</w:sdtContent></w:sdt></w:p>", ""),
        (f"<w:p>{run('合格')}<w:r><w:br/></w:r>{run('率')}</w:p>", "合格率"),
        (paragraph("满意度指") + paragraph("标"), "满意度指标"),
        (f'<w:p>{run("正文")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>', "正文"),
        ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r></w:p>', "☑是"),
        ('<w:p><w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/><w:t>否</w:t></w:r></w:p>', "□否"),
        ('<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r></w:p>', "≥95%"),
        ('<w:p><w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf0a8</w:t></w:r></w:p>', "□"),
        ('<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
         "</w:ffData></w:fldChar></w:r></w:p>", "☑"),
        (old_list('<w:result w:val="1"/><w:default w:val="2"/>'), "效益指标"),
        (old_list('<w:default w:val="2"/>'), "满意度指标"),
        (old_list(""), "产出指标"),
        (old_list('<w:result w:val="3"/>'), ""),
        (f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('3')}</w:p>", "3"),
        (f"<w:p><w:hyperlink>{run('链接')}</w:hyperlink></w:p>", "链接"),
        (f"<w:p><m:oMath><m:r><m:t>≥</m:t></m:r></m:oMath>{run('5')}</w:p>", "≥5"),
        ("<w:p><m:oMath><m:d><m:e><m:r><m:t>2+6</m:t></m:r></m:e></m:d><m:r><m:t>处</m:t></m:r></m:oMath></w:p>", "(2+6)处"),
        ("<w:p><m:oMath><m:d><m:dPr><m:begChr m:val='['/><m:sepChr m:val='，'/><m:endChr m:val=')'/></m:dPr>"
         "<m:e><m:r><m:t>6.5</m:t></m:r></m:e><m:e><m:r><m:t>8.5</m:t></m:r></m:e></m:d></m:oMath></w:p>", "[6.5，8.5)"),
        (f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='w16se'><s:symEx {SYMBOLS} s:font='Segoe UI Symbol' s:char='2611'/>"
         f"</mc:Choice><mc:Fallback><w:t>☑</w:t></mc:Fallback></mc:AlternateContent></w:r>{run('延续')}</w:p>", "☑延续"),
        (f"<w:p><w:r><s:symEx {SYMBOLS} s:char='D800'/></w:r>{run('新增')}</w:p>", "新增"),
    ],
)  # fmt: skip
def test_a_cell_has_the_text_that_a_person_sees(xml, text):
    assert only_rows(two_cells(xml)) == ((text, "乙"),)


def test_a_text_box_is_read_once_though_stored_twice():
    box = f"<w:txbxContent>{paragraph('项目名称：甲')}</w:txbxContent>"
    shape = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(raw_word_file(f"<w:p>{run('标题')}<w:r>{shape}</w:r></w:p>")) == ["标题", "项目名称：甲"]
    old = f"<w:p><w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r></w:p>"
    assert lines(raw_word_file(old)) == ["", "项目名称：甲"]
    assert only_rows(two_cells(old)) == (("项目名称：甲", "乙"),)


def test_a_text_box_tied_to_a_cell_with_text_of_its_own_is_no_part_of_it():
    box = "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    title, note = (box.format(paragraph(text)) for text in ("2026年项目绩效目标表", "另有桥梁"))
    content = raw_word_file(
        table_xml(
            row_xml(cell_xml("项目名称"), f"<w:tc>{paragraph('公路养护')}{title}</w:tc>"),
            row_xml(cell_xml("养护里程"), f"<w:tc>{paragraph('≥120公里')}{note}</w:tc>"),
        )
    )
    line, table = read_docx(content, "表.docx").items
    assert (line, table.rows) == ("2026年项目绩效目标表", (("项目名称", "公路养护"), ("养护里程", "≥120公里")))
    assert list(table.unread) == [(1, 1)]


def test_rows_deleted_in_tracking_or_hidden_are_left_out_and_the_others_keep_their_numbers():
    content = raw_word_file(
        table_xml(
            row_xml(cell_xml("一"), cell_xml("二")),
            row_xml(cell_xml("删"), cell_xml("去"), properties="<w:del/>"),
            row_xml(cell_xml("隐"), cell_xml("藏"), properties="<w:hidden/>"),
            row_xml(cell_xml("新"), cell_xml("增"), properties="<w:ins/>"),
        )
    )
    (table,) = tables(content)
    assert table.rows == (("一", "二"), ("新", "增"))
    assert table.location(1, 1) == Location(table=1, row=4, cell="B4")
    assert read_docx(content, "文.docx").doubts == ("文档中有未处理的修订，按“接受全部修订”读取",)


def test_rows_that_begin_late_and_cells_joined_the_old_way():
    joined = '<w:hMerge w:val="{}"/>'
    content = raw_word_file(
        table_xml(
            row_xml(cell_xml("甲"), cell_xml("乙"), cell_xml("丙")),
            row_xml(cell_xml("丁"), cell_xml("戊"), properties='<w:gridBefore w:val="1"/>'),
            row_xml(
                cell_xml("己", properties=joined.format("restart")), cell_xml("", properties=joined.format("continue")),
                cell_xml("庚"),
            ),
        )
    )  # fmt: skip
    (table,) = tables(content)
    assert table.rows == (("甲", "乙", "丙"), ("", "丁", "戊"), ("己", "", "庚"))
    assert table.merged == {(2, 1): (2, 0)}


def test_columns_that_miss_each_other_by_a_hair_are_one():
    content = raw_word_file(
        table_xml(
            row_xml(cell_xml("一级指标"), cell_xml("指标值", span=2)),
            row_xml(cell_xml("产出指标", span=2), cell_xml("5个")),
            widths=(2000, 40, 3000),
        )
    )
    (table,) = tables(content)
    assert (table.rows, table.merged) == ((("一级指标", "指标值"), ("产出指标", "5个")), {})


def numbering(style, pattern):
    return (
        f'<w:numbering xmlns:w="{W_NAMESPACE}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{style}"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


@pytest.mark.parametrize(
    ("style", "pattern", "expected"),
    [
        ("chineseCounting", "（%1）", ["（一）甲", "正文", "（二）乙"]),
        ("decimal", "%1.", ["1.甲", "正文", "2.乙"]),
        ("bullet", "\uf0b7", ["甲", "正文", "乙"]),
    ],
)
def test_numbers_that_word_counts_are_part_of_the_line(style, pattern, expected):
    properties = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = f"<w:p>{properties}{run('甲')}</w:p>{paragraph('正文')}<w:p>{properties}{run('乙')}</w:p>"
    assert lines(raw_word_file(body, {"word/numbering.xml": numbering(style, pattern)})) == expected


def test_headers_and_footers_are_left_out():
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.add_paragraph("正文")
    assert lines(saved(document)) == ["正文"]


def test_macros_are_named_and_the_document_is_read():
    content = raw_word_file(table_xml(row_xml(cell_xml("甲"), cell_xml("乙"))), {"word/vbaProject.bin": "x"})
    assert only_rows(content) == (("甲", "乙"),)
    assert read_docx(content, "文.docm").doubts == ("文档中有宏，没有运行，只读取了文字和表格",)


def test_a_document_without_an_indicator_table_says_what_was_looked_for(tmp_path):
    path = tmp_path / "总结.docx"
    path.write_bytes(word_file(["工作总结", ([["部门", "人数"], ["甲", "3"]], ())]))
    found = read(path)
    assert (found.status, found.error.code) == ("no_indicators", "R004")


@pytest.mark.parametrize(
    "damage", [lambda content: content[:-400], lambda content: content.replace(b"word/d", b"word/x")]
)
def test_damaged_documents_are_refused(damage):
    with pytest.raises(UnreadableError) as refusal:
        read_content(damage(word_file(["正文"])), "坏.docx")
    assert refusal.value.code in ("R002", "R007")


texts = st.text(alphabet="项目绩效指标值提升服务，。≥95%（）A", min_size=1, max_size=8)


@st.composite
def merged_tables(draw):
    height, width = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    rows = [[draw(texts) for _ in range(width)] for _ in range(height)]
    spans, taken = [], set()
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        bottom, right = draw(st.integers(top, height - 1)), draw(st.integers(left, width - 1))
        places = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if len(places) > 1 and not places & taken:
            spans.append((top, left, bottom, right))
            taken |= places
    return rows, spans


def expected_grid(rows, spans):
    merged = {
        (row, column): (top, left)
        for top, left, bottom, right in spans
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    return [["" if (r, c) in merged else text for c, text in enumerate(row)] for r, row in enumerate(rows)], merged


@settings(max_examples=40)
@given(merged_tables())
def test_any_table_comes_back_as_it_was_written(table):
    rows, spans = table
    (found,) = tables(word_file([table]))
    assert ([list(row) for row in found.rows], found.merged) == expected_grid(rows, spans)
