"""A folder with a form in every format, and an archive of them, has the same findings for each: whichever form it is."""

import zipfile

import pytest

from auditor.pipeline.write import audit_files
from material.forms.drawn import drawn
from material.forms.whole_matrix import ALL_FORMATS

ENDINGS = {
    "XLSX": "xlsx", "DOCX": "docx", "HTML": "html", "PDF 有线": "pdf", "XLS": "xls", "ODS": "ods", "FODS": "fods",
    "Excel 2003 XML": "xml", "Word 2003 XML": "doc", "Flat OPC": "xml", "OFD": "ofd", "CSV 无合并": "csv", "制表符文本": "txt",
}  # fmt: skip
FORMS = {
    "a plan whose value stands in three columns": drawn(
        """项目名称|古籍修复|<|<|<|<
项目实施单位|云和县图书馆|<|<|<|<
资金总额（万元）|27.4|其中：财政拨款|27.4|<|<
年度绩效目标|修复古籍420叶，完善保存条件。|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|<|<
^|^|^|符号|数值|单位
产出指标|数量指标|修复古籍叶数|≥|420|叶
^|质量指标|修复质量|=|良好|
^|时效指标|修复完成时间||2026年11月底前|
成本指标|经济成本指标|每叶修复成本|≥|650|元
效益指标|社会效益指标|提升保护水平||有所提升|
满意度指标|服务对象满意度指标|读者满意度|≥|90|""",
        ["项目支出绩效目标表", "（2026年度）"],
    ),
    "a self-evaluation with a reason missing": drawn(
        """项目名称|山区公路养护|<|<|<|<|<
预算数（万元）|360|<|执行数（万元）|288|<|<
年度总体目标|预期目标|<|<|实际完成情况|<|<
^|养护公路118公里。|<|<|养护公路96公里。|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|养护公路里程|≥118公里|96公里|30|30
^|质量指标|路面合格率|≥95%|96%|20|20
效益指标|社会效益指标|平均通行时间缩短|≥12分钟|12分钟|30|30
满意度指标|服务对象满意度指标|沿线居民满意度|≥90%|91%|10|10""",
        ["2025年度项目支出绩效自评表"],
    ),
}


def findings(submission):
    return tuple(
        (finding.rule, finding.severity, finding.indicator, finding.span)
        for project in submission.projects
        for finding in project.findings
        if finding.category != "duplication"
    )


@pytest.mark.issue(15)
@pytest.mark.parametrize("name", FORMS)
def test_every_format_of_a_form_has_the_same_findings(tmp_path, auditor, name):
    files = {
        f"{place}.{ending}": ALL_FORMATS[kind]([FORMS[name]]) for place, (kind, ending) in enumerate(ENDINGS.items())
    }
    with zipfile.ZipFile(tmp_path / "材料.zip", "w") as archive:
        for file, content in files.items():
            (tmp_path / file).write_bytes(content)
            archive.writestr(file, content)
    found = {
        one.source.removeprefix(f"{tmp_path}/"): findings(one) for one in audit_files([tmp_path], auditor).submissions
    }
    assert found.keys() == {*files, *(f"材料.zip/{file}" for file in files)}
    assert found == dict.fromkeys(found, found["0.xlsx"])
    assert found["0.xlsx"] != ()
