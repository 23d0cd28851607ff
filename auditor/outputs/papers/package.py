"""Files of Office packages without clock times: the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.sax.saxutils import escape

FIXED = datetime(2000, 1, 1, tzinfo=UTC)
"""Date of every paper."""

_ZIP_DATE = (2000, 1, 1, 0, 0, 0)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {"document": "document.main", "styles": "styles", "fontTable": "fontTable", "footer": "footer", "settings": "settings"}  # fmt: skip
_FALLBACKS = {"方正小标宋简体": "宋体", "仿宋_GB2312": "仿宋", "黑体": "SimHei"}
"""What a computer without a font takes instead."""


def word_package(*, body: str, section: str, footer: str, title: str, font: str) -> bytes:
    """A .docx file.

    Args:
        body: paragraphs and tables as XML.
        section: the inside of ``w:sectPr``, without its footer.
        footer: paragraphs at the foot of every page, as XML.
        title: for the file's properties.
        font: of the body text.
    """
    reference = f'<w:footerReference xmlns:r="{_OFFICE}" w:type="default" r:id="rId4"/>'
    return zipped([
        ("[Content_Types].xml", _content_types()),
        ("_rels/.rels", _relations([("officeDocument", "word/document.xml")], core=True)),
        ("docProps/core.xml", _core(title)),
        ("word/document.xml", f"<w:document {_W}><w:body>{body}<w:sectPr>{reference}{section}</w:sectPr></w:body></w:document>"),
        ("word/_rels/document.xml.rels", _relations([(name, f"{name}.xml") for name in ("styles", "fontTable", "settings", "footer")])),
        ("word/styles.xml", _styles(font)),
        ("word/fontTable.xml", _fonts()),
        ("word/settings.xml", f'<w:settings {_W}><w:characterSpacingControl w:val="compressPunctuation"/></w:settings>'),
        ("word/footer.xml", f"<w:ftr {_W}>{footer}</w:ftr>"),
    ])  # fmt: skip


def zipped(parts: Iterable[tuple[str, str | bytes]]) -> bytes:
    """A package of the parts, in this order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts:
            part = zipfile.ZipInfo(name, _ZIP_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, content if isinstance(content, bytes) else _XML + content)
    return stream.getvalue()


def _content_types() -> str:
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in _PARTS.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{parts}</Types>"
    )


def _relations(targets: Iterable[tuple[str, str]], *, core: bool = False) -> str:
    lines = [
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    ]
    if core:
        kind = f"{_RELATIONS}/metadata/core-properties"
        lines.append(f'<Relationship Id="core" Type="{kind}" Target="docProps/core.xml"/>')
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(lines)}</Relationships>'


def _core(title: str) -> str:
    when = FIXED.strftime("%Y-%m-%dT%H:%M:%SZ")
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{when}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>auditor</dc:creator>{dates}</cp:coreProperties>"
    )


def _styles(font: str) -> str:
    fonts = (
        f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="{font}"/>'
    )
    return (
        f'<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="21"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>'
    )


def _fonts() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _FALLBACKS.items()
    )
    return f"<w:fonts {_W}>{fonts}</w:fonts>"
