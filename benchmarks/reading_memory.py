"""Peak memory of reading one large file, each in a process of its own.

``python -m benchmarks.reading_memory FILE`` reads a file and tells; ``memory_table`` makes the files and measures them all.
Notes are random characters, so that the files are as large as their text: nothing is won by packing them.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from auditor.model import Submission
from auditor.reading import read
from benchmarks.measuring import clocked, in_own_process, told

HEAD = ("项目编码", "项目名称", "预算数(万元)", "一级指标", "二级指标", "三级指标", "指标说明", "指标值", "备注")
CATEGORIES = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
ROWS_EACH = 12
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def noise(random: Random, length: int) -> str:
    """Random Chinese characters."""
    return "".join(chr(random.randint(0x4E00, 0x9F00)) for _ in range(length))


def rows(count: int, note: int) -> Iterator[tuple[str, ...]]:
    """Rows of a flat list, twelve a project, each with a note of so many characters."""
    random = Random(1)
    for number in range(count):
        project, level1, level2 = number // ROWS_EACH, *CATEGORIES[number % len(CATEGORIES)]
        yield (f"A{project:06d}", f"项目{project}", "12.5", level1, level2, f"第{number}项工作完成数量", f"按计划完成{number}",
               f"≥{random.randint(1, 99)}%", noise(random, note))  # fmt: skip


def workbook(path: Path) -> None:
    """A flat list of 60,000 rows."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("清单")
        for place, cells in enumerate((HEAD, *rows(60_000, 320))):
            sheet.write_row(place, 0, cells)


def document(path: Path) -> None:
    """A Word file of 4,000 forms."""

    def row(cells: tuple[str, ...]) -> str:
        return "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{one}</w:t></w:r></w:p></w:tc>" for one in cells) + "</w:tr>"

    all_rows = list(rows(4_000 * ROWS_EACH, 440))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        relation = f'<Relationship Id="a" Type="{OFFICE}" Target="word/document.xml"/>'
        package.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>')
        with package.open("word/document.xml", "w") as part:
            part.write(f'<w:document xmlns:w="{W}"><w:body>'.encode())
            for first in range(0, len(all_rows), ROWS_EACH):
                code, name, budget = all_rows[first][:3]
                above = row(("项目编码", code, "项目名称", name, "预算数(万元)", budget))
                table = "".join(row(one[3:]) for one in all_rows[first : first + ROWS_EACH])
                title = "<w:p><w:r><w:t>项目绩效目标表</w:t></w:r></w:p>"
                part.write(f"{title}<w:tbl>{above}{row(HEAD[3:])}{table}</w:tbl>".encode())
            part.write(b"</w:body></w:document>")


def pages(path: Path, count: int, picture_every: int) -> None:
    """A PDF with a ruled form on each page, and a picture on some (0: on none)."""
    from PIL import Image
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    sides = (40, 110, 200, 300, 390, 450, 550)
    paper = canvas.Canvas(str(path), pagesize=A4, pageCompression=0)
    all_rows = list(rows(count * ROWS_EACH, 8))
    for number in range(count):
        paper.setFont("STSong-Light", 8)
        own = all_rows[number * ROWS_EACH : (number + 1) * ROWS_EACH]
        code, name, budget = own[0][:3]
        lines = [("项目编码", code, "项目名称", name, "预算数(万元)", budget), HEAD[3:], *(one[3:] for one in own)]
        for place, cells in enumerate(lines):
            for left, right, text in zip(sides, sides[1:], cells, strict=False):
                paper.rect(left, 780 - 20 * place, right - left, 20)
                paper.drawString(left + 3, 786 - 20 * place, text)
        if picture_every and number % picture_every == 0:
            picture = Image.frombytes("RGB", (1200, 1000), Random(number).randbytes(3_600_000))
            paper.drawImage(ImageReader(picture), 40, 40, 200, 150)
        paper.showPage()
    paper.save()


def large_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """What each file is, and where it was made."""
    workbook(folder / "a.xlsx")
    yield "XLSX，指标清单", folder / "a.xlsx"
    document(folder / "b.docx")
    yield "DOCX，4000 张表", folder / "b.docx"
    pages(folder / "c.pdf", 110, 10)
    yield "PDF，110 页，多图", folder / "c.pdf"
    pages(folder / "d.pdf", 2000, 0)
    yield "PDF，2000 页", folder / "d.pdf"


def memory_table() -> list[str]:
    """Size, rows, processor seconds and peak memory of each large file, as lines of Markdown."""
    lines = ["| 大文件 | 大小 | 指标行 | 处理器秒 | 峰值内存 |", "|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for name, path in large_files(Path(folder)):
            measured = in_own_process("benchmarks.reading_memory", path)
            size = path.stat().st_size / 1e6
            cells = (
                name,
                f"{size:.0f} MB",
                measured.told["rows"],
                f"{measured.cpu:.1f}",
                f"{1000 * measured.peak:.0f} MB",
            )
            lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def main() -> None:
    """Read the file named on the command line, and tell."""
    measured, submission = clocked(lambda: read(Path(sys.argv[1])))
    assert isinstance(submission, Submission)
    told(measured, rows=sum(len(project.indicators) for project in submission.projects))


if __name__ == "__main__":
    main()
