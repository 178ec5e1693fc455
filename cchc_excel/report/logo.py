"""A picture at the top left of a workbook's first sheet, in front of the name of the agency."""

from __future__ import annotations

import struct

import msgspec
from lxml import etree

from cchc_excel.fill.ooxml import Package, Sheet, child, namespace, open_workbook, parse_xml, serialise

_HIGH = 11.0
"""Millimetres: the two lines of the agency's name."""
_EMU = 36_000
"""A millimetre, in the unit of drawings."""
_TYPES = "application/vnd.openxmlformats-officedocument"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_AFTER = (
    *("legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
    *("tableParts", "extLst"),
)
"""What stands after `drawing` in a worksheet (ECMA-376 part 1, 18.3.1.99)."""
_ANCHOR = """
<xdr:oneCellAnchor xmlns:xdr="{drawing}" xmlns:a="{main}" xmlns:r="{links}">
<xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>36000</xdr:colOff><xdr:row>0</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>
<xdr:ext cx="{wide}" cy="{high}"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name="bieu_trung" descr="Biểu trưng"/>
<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>
<xdr:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>
<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>"""


class Logo(msgspec.Struct, frozen=True):
    """A picture: its bytes, "image/png" or "image/jpeg", and its width in parts of its height."""

    data: bytes
    kind: str
    proportion: float

    @property
    def suffix(self) -> str:
        """How the names of its files end."""
        return self.kind.partition("/")[2]


def read_logo(data: bytes) -> Logo | None:
    """A .png or .jpg; None where it is neither."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) > 24:
        wide, high = struct.unpack(">II", data[16:24])
        return Logo(data, "image/png", wide / high) if wide and high else None
    return _jpeg(data) if data.startswith(b"\xff\xd8") else None


def _jpeg(data: bytes) -> Logo | None:
    """The size stands in the first frame header (ITU-T T.81, B.2.2); segments before it say how long they are."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            high, wide = struct.unpack(">HH", data[at + 5 : at + 9])
            return Logo(data, "image/jpeg", wide / high) if wide and high else None
        at += 2 + length
    return None


def with_logo(template: bytes, logo: Logo) -> bytes:
    """A workbook (.xlsx bytes) with the logo on its first sheet."""
    package = Package(template)
    sheet = open_workbook(package).sheets[0]
    drawing = next(iter(package.related(sheet.part, "drawing")), None) or _new_drawing(package, sheet)
    image = f"xl/media/bieu_trung.{logo.suffix}"
    package.add(drawing, image, logo.data, logo.kind, f"{_LINKS}/image")
    link = next(one.id for one in package.relationships(drawing) if one.target == image)
    with package.edit(drawing) as root:
        high = round(_HIGH * _EMU)
        text = _ANCHOR.format(
            drawing=_DRAWING, main=_MAIN, links=_LINKS, link=link, number=len(root) + 1000,
            column=_first_shown(sheet), wide=round(high * logo.proportion), high=high,
        )  # fmt: skip
        root.insert(0, parse_xml(text.strip().encode()))
    return package.save()


def _new_drawing(package: Package, sheet: Sheet) -> str:
    name = "xl/drawings/bieu_trung.xml"
    empty = etree.Element(f"{{{_DRAWING}}}wsDr", nsmap={"xdr": _DRAWING, "a": _MAIN})
    package.add(sheet.part, name, serialise(empty), f"{_TYPES}.drawing+xml", f"{_LINKS}/drawing")
    link = next(one.id for one in package.relationships(sheet.part) if one.target == name)
    made = etree.Element(f"{{{namespace(sheet.root)}}}drawing", {f"{{{_LINKS}}}id": link})
    at = next((i for i, one in enumerate(sheet.root) if str(one.tag).rpartition("}")[2] in _AFTER), len(sheet.root))
    sheet.root.insert(at, made)
    package.parts[sheet.part] = serialise(sheet.root)
    return name


def _first_shown(sheet: Sheet) -> int:
    """The first column that is not hidden, from 0."""
    columns = child(sheet.root, "cols")
    hidden = {
        number
        for one in (columns if columns is not None else ())
        if one.get("hidden") in ("1", "true")
        for number in range(int(one.get("min") or 1), int(one.get("max") or 1) + 1)
    }
    return next(number for number in range(1, len(hidden) + 2) if number not in hidden) - 1
