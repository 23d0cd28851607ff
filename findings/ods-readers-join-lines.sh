#!/usr/bin/env bash
# python-calamine 0.9.1 and pandas 3.1.1 (engine="odf", odfpy 1.4.1) on .ods: what stands between <text:p> and its end besides letters.
# Line breaks and tabulators are elements there. calamine drops both, so that 3 / 5次 on two lines reads 35次 and 甲乡 / 12 / 乙乡 one word; pandas keeps
# the line break and drops the tabulator. Both read the pinyin over a character as text (yàn behind 堰 in 堰塘: 堰yàn塘). A time over
# 24 hours (36:00:00, how long a task may take) makes pandas.read_excel raise for the whole file; calamine gives the text PT36H00M00S.
# A cell that shows 1,200万元 or ≥500人次 by its format is 12000000.0 and 500.0 for both, although the file holds the text as
# shown. ezodf 0.3.2 (plaintext()) gives what is shown, but loses the character under the pinyin with it. Auditor takes the text that is shown
# (auditor/reading/workbook/open_document.py), and since this was found no pinyin.
# Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "python-calamine==0.9.1" "pandas==3.1.1" "odfpy==1.4.1" "ezodf==0.3.2" "lxml==6.1.3"
cat >"$work/probe.py" <<'PY'
"""One cell a row, written as LibreOffice writes it, by three readers."""
import sys
import zipfile

import ezodf
import pandas
import python_calamine

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text"))
STRING = 'office:value-type="string"'
# what it is: (attributes of the cell, inside of its paragraph, calamine, pandas, ezodf)
CELLS = {
    "line break": (STRING, "3<text:line-break/>5次", "35次", "3\n5次", "3\n5次"),
    "tabulator": (STRING, "3<text:tab/>5次", "35次", "35次", "3\t5次"),
    "pinyin": (
        STRING, "<text:ruby><text:ruby-base>堰</text:ruby-base><text:ruby-text>yàn</text:ruby-text></text:ruby>塘",
        "堰yàn塘", "堰yàn塘", "塘",
    ),
    "shown with a unit": ('office:value-type="float" office:value="500"', "≥500人次", 500.0, 500, "≥500人次"),
}
LONG = {"over a day": ('office:value-type="time" office:time-value="PT36H00M00S"', "36:00:00", "PT36H00M00S", None, "36:00:00")}


def written(path, cells):
    rows = "".join(
        f"<table:table-row><table:table-cell {attributes}><text:p>{inside}</text:p></table:table-cell></table:table-row>"
        for attributes, inside, *_ in cells.values()
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry '
            'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
        package.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:body><office:spreadsheet><table:table table:name='表'>{rows}"
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return path


def by_pandas(path):
    try:
        return pandas.read_excel(path, engine="odf", header=None)[0].tolist()
    except ValueError as error:  # of dateutil, by way of pandas
        print(f"pandas raises {type(error).__name__}: {error}")
        return [None]


wrong = 0
for cells in (CELLS, LONG):
    path = written(f"{sys.argv[1]}/a.ods", cells)
    rows = zip(
        [row[0] for row in python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()],
        by_pandas(path),
        [row[0].plaintext() for row in ezodf.opendoc(path).sheets[0].rows()],
        strict=True,
    )
    for (kind, (_, _, *expected)), found in zip(cells.items(), rows, strict=True):
        print(f"{kind}: calamine {found[0]!r}; pandas {found[1]!r}; ezodf {found[2]!r}")
        wrong |= list(found) != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py" "$work"
