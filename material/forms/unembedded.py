"""A page in a font that the file only names, as programs write it that are told not to embed fonts."""

from __future__ import annotations

import io
from collections.abc import Sequence

_FONT = "NoSuchSong"
_CODES = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Same def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange "
    "1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
)


def unembedded_pdf(words: Sequence[str], ordering: str) -> bytes:
    """Words beside each other, each drawn on its own.

    Args:
        words: what is drawn.
        ordering: "GB1" for a font numbered as Chinese fonts are, "Identity" for one numbered in its own way.
    """
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject

    def name(text: str) -> NameObject:
        return NameObject(f"/{text}")

    def dictionary(**entries: object) -> DictionaryObject:
        return DictionaryObject({name(key): value for key, value in entries.items()})

    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    metrics = {"Flags": 4, "ItalicAngle": 0, "Ascent": 859, "Descent": -141, "CapHeight": 683, "StemV": 54}
    descriptor = dictionary(
        Type=name("FontDescriptor"),
        FontName=name(_FONT),
        FontBBox=ArrayObject(NumberObject(side) for side in (-8, -145, 1000, 859)),
        **{key: NumberObject(value) for key, value in metrics.items()},
    )
    system = {"Registry": TextStringObject("Adobe"), "Ordering": TextStringObject(ordering)}
    descendant = dictionary(
        Type=name("Font"),
        Subtype=name("CIDFontType2"),
        BaseFont=name(_FONT),
        CIDSystemInfo=dictionary(Supplement=NumberObject(0), **system),
        FontDescriptor=writer._add_object(descriptor),
        DW=NumberObject(1000),
    )
    codes = StreamObject()
    codes.set_data(_CODES.encode())
    font = dictionary(
        Type=name("Font"),
        Subtype=name("Type0"),
        BaseFont=name(_FONT),
        Encoding=name("UniGB-UCS2-H" if ordering == "GB1" else "Identity-H"),
        DescendantFonts=ArrayObject([writer._add_object(descendant)]),
        **({"ToUnicode": writer._add_object(codes)} if ordering == "Identity" else {}),
    )
    page[name("Resources")] = dictionary(Font=dictionary(F1=writer._add_object(font)))
    drawn = StreamObject()
    lines = [
        f"BT /F1 10 Tf {50 + 60 * place} 700 Td <{word.encode('utf-16-be').hex()}> Tj ET"
        for place, word in enumerate(words)
    ]
    drawn.set_data("\n".join(lines).encode())
    page[name("Contents")] = writer._add_object(drawn)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
