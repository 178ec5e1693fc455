"""The tables of a Word document (.docx), each as a sheet: cells with their merged areas, numbers that Word writes by
itself, and which cells are in italics (ECMA-376-1, 17.4 and 17.9). Deleted text is left out, inserted text is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

import msgspec

from cchc_excel.model.records import CellValue, RawSheet
from cchc_excel.reading.guard import Parts
from cchc_excel.values import roman

DOCUMENT = "word/document.xml"
_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_MAX_XML = 96 << 20
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PASS = frozenset(
    f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink")
)
"""What stands around content without being any itself."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same content once more, for older programs."""
_PICTURES = frozenset({f"{_W}drawing", f"{_W}pict", f"{_W}object"})
_OFF = ("0", "false", "off", "none")
_MOST_COLUMNS = 256


class WordTables(msgspec.Struct):
    """The tables of a document in order, "Bảng 1" first, and whether it shows pictures."""

    tables: list[RawSheet]
    has_pictures: bool


def read_word(parts: Parts) -> WordTables:
    """The tables of a .docx. Raises ElementTree.ParseError or ValueError where it is damaged, and what unpacking
    raises."""
    xml = parts[DOCUMENT]
    if len(xml) > _MAX_XML:
        raise ValueError(f"{len(xml) >> 20} MB")
    root = ET.fromstring(xml)
    numbering = _Numbering(parts.get(_NUMBERING), parts.get(_STYLES))
    tables = [_table(f"Bảng {at}", table, numbering) for at, table in enumerate(_tables_in(root), start=1)]
    return WordTables(tables, any(element.tag in _PICTURES for element in root.iter()))


def _tables_in(element: ET.Element) -> Iterator[ET.Element]:
    """Every table below an element in the order of the document, tables within tables too."""
    for child in element:
        if child.tag == f"{_W}tbl":
            yield child
        if child.tag != _FALLBACK:
            yield from _tables_in(child)


def _table(name: str, table: ET.Element, numbering: _Numbering) -> RawSheet:
    sheet = RawSheet(name, [], formulas=frozenset(), merged=[])
    open_areas: dict[int, list[int]] = {}
    rows = (row for row in _inside(table, "tr") if row.find(f"{_W}trPr/{_W}del") is None)
    for number, row in enumerate(rows):
        values: list[CellValue] = []
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        at = _number(before, 0)
        values.extend([None] * at)
        for cell in _inside(row, "tc"):
            span = max(1, _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1))
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue" and at in open_areas
            text, italic = _text_of(cell, numbering)
            if goes_on:
                open_areas[at][2] = number
            else:
                area = open_areas.pop(at, None)
                _keep(sheet, area)
                open_areas[at] = [number, at, number, at + span - 1]
            values.extend([None if goes_on else text or None, *[None] * (span - 1)])
            if italic:
                sheet.italics.add((number, at))
            at += span
            if at > _MOST_COLUMNS:
                raise ValueError(f"{at} columns")
        sheet.rows.append(values)
    for area in open_areas.values():
        _keep(sheet, area)
    return sheet


def _keep(sheet: RawSheet, area: Sequence[int] | None) -> None:
    if area and (area[0] < area[2] or area[1] < area[3]):
        sheet.merged.append((area[0], area[1], area[2], area[3]))


def _inside(element: ET.Element, name: str) -> Iterator[ET.Element]:
    """Children of a name, those within what only stands around them too."""
    for child in element:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in _PASS:
            yield from _inside(child, name)


def _text_of(cell: ET.Element, numbering: _Numbering) -> tuple[str, bool]:
    """A cell's text, a line a paragraph, and whether all of it is in italics."""
    lines: list[str] = []
    slanted: list[bool] = []
    for paragraph in _inside(cell, "p"):
        text = ""
        for run in _inside(paragraph, "r"):
            piece = _run_text(run)
            text += piece
            if piece.strip():
                slanted.append(_is_on(run.find(f"{_W}rPr/{_W}i")))
        lines.append(f"{numbering.label(paragraph)} {text}".strip())
    return "\n".join(line for line in lines if line), bool(slanted) and all(slanted)


def _run_text(run: ET.Element) -> str:
    if _is_on(run.find(f"{_W}rPr/{_W}vanish")):
        return ""
    signs = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
    return "".join(
        (child.text or "") if child.tag == f"{_W}t" else signs.get(child.tag, "") for child in run
    )  # fmt: skip


def _is_on(switch: ET.Element | None) -> bool:
    return switch is not None and switch.get(f"{_W}val", "1").lower() not in _OFF


def _number(element: ET.Element | None, default: int) -> int:
    text = element.get(f"{_W}val", "") if element is not None else ""
    return int(text) if text.isdecimal() else default


class _Level(msgspec.Struct, frozen=True):
    """A level of a numbered list: how it counts, the text around the number, the first number."""

    counts: str
    text: str
    start: int


class _Numbering:
    """The numbers that Word writes before paragraphs, in the order in which they are asked for."""

    def __init__(self, xml: bytes | None, styles: bytes | None) -> None:
        root = ET.fromstring(xml) if xml else ET.Element("none")
        self._of_style = _numbered_styles(ET.fromstring(styles)) if styles else {}
        lists = {one.get(f"{_W}abstractNumId", ""): _levels(one) for one in root.iter(f"{_W}abstractNum")}
        self._lists: dict[str, Mapping[int, _Level]] = {}
        for one in root.iter(f"{_W}num"):
            kind = one.find(f"{_W}abstractNumId")
            self._lists[one.get(f"{_W}numId", "")] = lists.get(kind.get(f"{_W}val", "") if kind is not None else "", {})
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, paragraph: ET.Element) -> str:
        """The number of a paragraph as it is printed, "-" of a bullet; "" where it has none."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        of_style = self._of_style.get(style.get(f"{_W}val", "")) if style is not None else None
        own = _list_of(paragraph.find(f"{_W}pPr/{_W}numPr")) or of_style
        if own is None:
            return ""
        key, depth = own
        levels = self._lists.get(key, {})
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(key, {})
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        if levels[depth].counts == "bullet":
            return "-"
        text = levels[depth].text
        for above in range(depth + 1):
            if above in levels:
                count = counts.setdefault(above, levels[above].start)
                text = text.replace(f"%{above + 1}", _counted(levels[above].counts, count))
        return text


def _list_of(place: ET.Element | None) -> tuple[str, int] | None:
    """The list and the level that a numPr names."""
    number = place.find(f"{_W}numId") if place is not None else None
    if place is None or number is None:
        return None
    return number.get(f"{_W}val", ""), _number(place.find(f"{_W}ilvl"), 0)


def _numbered_styles(root: ET.Element) -> dict[str, tuple[str, int]]:
    """Styles of paragraphs that are numbered by themselves or by the style that they are based on."""
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in root.iter(f"{_W}style"):
        name, base = style.get(f"{_W}styleId", ""), style.find(f"{_W}basedOn")
        place = _list_of(style.find(f"{_W}pPr/{_W}numPr"))
        if place:
            own[name] = place
        elif base is not None:
            based[name] = base.get(f"{_W}val", "")
    for name in based:
        above, seen = based[name], {name}
        while above in based and above not in seen:
            seen.add(above)
            above = based[above]
        if above in own:
            own[name] = own[above]
    return own


def _levels(kind: ET.Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for level in kind.iter(f"{_W}lvl"):
        depth, counts, text = (level.get(f"{_W}ilvl", ""), level.find(f"{_W}numFmt"), level.find(f"{_W}lvlText"))
        if depth.isdecimal() and counts is not None and text is not None:
            start = _number(level.find(f"{_W}start"), 1)
            found[int(depth)] = _Level(counts.get(f"{_W}val", ""), text.get(f"{_W}val", ""), start)
    return found


def _counted(counts: str, number: int) -> str:
    """A number as a list counts: 4 is "d", "IV", "4"."""
    if counts in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if counts == "upperLetter" else letter
    if counts in ("lowerRoman", "upperRoman"):
        return roman(number) if counts == "upperRoman" else roman(number).lower()
    return str(number)
