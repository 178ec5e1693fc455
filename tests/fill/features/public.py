"""What filling keeps of workbooks that Excel itself saved: public ones, which are not here but can be had.

    python -m tests.fill.features.public FOLDER

FOLDER holds a folder a repository, "owner+name". Into two rows of a sheet that hold nothing a loop is written around
the row between them, and filled with five items: what stands below goes down by two rows, what stands above stays.
Counted are the features that a sheet has outside of the loop, and those of the workbook. Writes cua-excel.tsv beside
this.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from cchc_excel.fill import TemplateErrors, fill
from cchc_excel.fill.ooxml.addresses import split_area
from tests.fill.features.state import Seen

MEASURED = Path(__file__).with_name("cua-excel.tsv")
_ITEMS, _ROWS = 5, 3
_DOWN = _ITEMS - _ROWS
_LARGEST = 1 << 18
_BY_EXCEL = re.compile(rb"<Application>Microsoft (?:Macintosh )?Excel</Application>")
_DIGITS = re.compile(r"\d+")
Rows = tuple[int, int]
_PLACED = {
    "Merge": ("mergeCell", "ref"),
    "Conditional format": ("conditionalFormatting", "sqref"),
    "Validation": ("dataValidation", "sqref"),
    "Auto-filter": ("autoFilter", "ref"),
    "Ignored errors": ("ignoredError", "sqref"),
    "Protected range": ("protectedRange", "sqref"),
    "Watched cell": ("cellWatch", "r"),
    "Scenario": ("inputCells", "r"),
    "Link": ("hyperlink", "ref"),
    "Array formula": ("f[@t='array']", "ref"),
    "Row page break": ("rowBreaks/{*}brk", "id"),
    "Height of a row": ("row[@customHeight]", "r"),
    "Hidden row": ("row[@hidden]", "r"),
    "Grouped row": ("row[@outlineLevel]", "r"),
}
"""Elements of a sheet that say in which rows they are, and by which attribute."""
_EXTENDED = {"Sparkline": "sparkline/{*}sqref", "Validation by another sheet (x14)": "dataValidation/{*}sqref"}
_PARTS = {
    "Note": ("comments", "comment", "ref"),
    "Conversation": ("threadedComment", "threadedComment", "ref"),
    "Table": ("table", ".", "ref"),
    "Pivot table": ("pivotTable", "location", "ref"),
}
"""The same of parts beside a sheet: the kind of relationship, the element, the attribute."""
_OBJECTS = {"Picture": "pic", "Chart": "chart", "Shape or text box": "sp"}
_STILL = {
    "Column widths": "cols",
    "Column page break": "colBreaks",
    "Sheet protection": "sheetProtection",
    "Page header and footer": "headerFooter",
    "Paper and margins": "pageSetup",
    "Frozen panes": "sheetViews//{*}pane",
    "Picture behind the cells": "picture",
    "Picture in the page header": "legacyDrawingHF",
    "Custom property of a sheet": "customProperties",
    "Tab colour, outline side": "sheetPr",
}
"""Elements of a sheet that no row has anything to do with."""
_WHOLE = {
    "Theme": "/theme/",
    "Printer settings": "/printerSettings/",
    "Custom document property": "docProps/custom.xml",
    "Custom XML data": "customXml/",
    "Link to another workbook": "/externalLinks/",
    "Macros": "vbaProject",
}
"""Parts that stay byte for byte, by what their names hold."""


def _rows(reference: str) -> list[Rows]:
    """The rows of a reference, or of several with spaces between."""
    found = []
    for each in reference.replace("$", "").split():
        numbers = _DIGITS.findall(each) if each.isdigit() else None
        top, _, bottom, _ = (int(each), 1, int(each), 1) if numbers else split_area(each)
        found.append((top, bottom))
    return found


def placed(seen: Seen, title: str) -> dict[str, list[Rows]]:
    """Feature -> the rows that it stands in on a sheet."""
    found: dict[str, list[Rows]] = defaultdict(list)
    for name, rows in (*_in_sheet(seen.xml(seen.sheet_part(title))), *_beside(seen, title), *_over_cells(seen, title)):
        found[name] += rows
    return {name: sorted(rows) for name, rows in found.items() if rows}


def _in_sheet(sheet: etree._Element) -> Iterator[tuple[str, list[Rows]]]:
    for name, (path, attribute) in _PLACED.items():
        yield from ((name, _rows(each.get(attribute) or "")) for each in sheet.iterfind(f".//{{*}}{path}"))
    for name, path in _EXTENDED.items():
        yield from ((name, _rows(each.text or "")) for each in sheet.iterfind(f".//{{*}}{path}"))


def _beside(seen: Seen, title: str) -> Iterator[tuple[str, list[Rows]]]:
    for name, (kind, element, attribute) in _PARTS.items():
        for root in seen.of_kind(kind, title):
            found = [root] if element == "." else root.iter(f"{{*}}{element}")
            yield from ((name, _rows(each.get(attribute) or "")) for each in found)


def _over_cells(seen: Seen, title: str) -> Iterator[tuple[str, list[Rows]]]:
    for anchor in (each for drawing in seen.of_kind("drawing", title) for each in drawing):
        if anchor.get("editAs") == "absolute":  # its author wants it to stay
            continue
        start, end = (anchor.findtext(f"{{*}}{corner}/{{*}}row") for corner in ("from", "to"))
        for name, what in _OBJECTS.items():
            if start is not None and next(anchor.iter(f"{{*}}{what}"), None) is not None:
                yield name, [(int(start) + 1, int(end or start) + 1)]
    for box in (each for vml in seen.of_kind("vmlDrawing", title) for each in vml.iter("{*}ClientData")):
        if box.get("ObjectType") not in ("Note", None):
            corner = int((box.findtext("{*}Anchor") or "0,0,0").split(",")[2]) + 1
            yield "Control (button, box)", [(corner, corner)]


def still(seen: Seen, title: str) -> dict[str, list[bytes]]:
    """Feature -> what is the same wherever rows go."""
    sheet = seen.xml(seen.sheet_part(title))
    found = {
        name: [etree.tostring(each, method="c14n") for each in sheet.iterfind(f"{{*}}{path}")]
        for name, path in _STILL.items()
    }
    for name, word in _WHOLE.items():
        found[name] = [data for part, data in sorted(seen.parts.items()) if word in part and data]
    return {name: values for name, values in found.items() if values}


def looped(seen: Seen, title: str) -> tuple[bytes, int] | None:
    """A workbook with a loop on a sheet, and the first of its rows; None where no two rows hold nothing."""
    part = seen.sheet_part(title)
    sheet = seen.xml(part)
    data = sheet.find("{*}sheetData")
    if data is None:
        return None
    taken = {int(row.get("r") or 0) for row in data if len(row) or len(row.attrib) > 2}
    covered = [rows for name, every in placed(seen, title).items() if name != "Auto-filter" for rows in every]
    first = next(
        (
            row
            for row in range(2, 400)
            if not {row, row + 1, row + 2} & taken
            and not any(top <= row + 2 and row <= bottom for top, bottom in covered)
        ),
        None,
    )
    if first is None:
        return None
    for number, text in ((first, "{%tr for x in ds %}"), (first + 1, "{{ x }}"), (first + 2, "{%tr endfor %}")):
        for old in [row for row in data if row.get("r") == str(number)]:
            data.remove(old)
        space = etree.QName(data).namespace
        row = etree.Element(f"{{{space}}}row", r=str(number))
        cell = etree.SubElement(row, f"{{{space}}}c", r=f"A{number}", t="inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{{{space}}}is"), f"{{{space}}}t").text = text
        data.insert(sum(int(each.get("r") or 0) < number for each in data), row)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in seen.parts.items():
            archive.writestr(name, etree.tostring(sheet) if name == part else content)
    return buffer.getvalue(), first


def compared(data: bytes) -> Iterator[tuple[str, bool]]:
    """Each feature of each sheet of a workbook, and whether it is kept where rows above it become more."""
    seen = Seen(data)
    for title in [str(each.get("name")) for each in seen.book.iter("{*}sheet")]:
        try:
            made = looped(seen, title)
            if made is None:
                continue
            after = Seen(fill(made[0], {"ds": list(range(_ITEMS))}))
        except (TemplateErrors, StopIteration, KeyError, ValueError):
            continue
        first = made[1]
        was, now = placed(seen, title), placed(after, title)
        for name, rows in was.items():
            wanted = [tuple(row + _DOWN if row > first else row for row in each) for each in rows]
            if any(top > first for top, _ in rows):
                yield name, now.get(name) == sorted(wanted)
        same = still(after, title)
        yield from ((name, same.get(name) == values) for name, values in still(seen, title).items())


def measured(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Feature -> in how many workbooks it is, in how many of them kept, one of these."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".xlsx", ".xlsm") or path.stat().st_size > _LARGEST:
            continue
        try:
            data = path.read_bytes()
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if not _BY_EXCEL.search(archive.read("docProps/app.xml")):
                    continue
            kept = list(compared(data))
        except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, ValueError, AttributeError, NotImplementedError):
            continue
        name = path.relative_to(folder).as_posix().replace("+", "/", 1).replace("__", "/")
        for feature, is_kept in kept:
            found[feature][name] = found[feature].get(name, True) and is_kept
    return {name: _counted(books) for name, books in sorted(found.items())}


def _counted(books: Mapping[str, bool]) -> tuple[int, int, str]:
    kept = [name for name, is_kept in books.items() if is_kept]
    return len(books), len(kept), min(kept or books, key=lambda name: (len(name), name))


def main(folder: str) -> None:
    """Measure the workbooks of a folder, and write what was found."""
    lines = [f"{name}\t{have}\t{kept}\t{one}\n" for name, (have, kept, one) in measured(Path(folder)).items()]
    MEASURED.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
