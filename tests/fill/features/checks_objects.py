"""Checks of links, notes, objects over cells, tables, the printed page, and the workbook as a whole."""

from __future__ import annotations

import re

from lxml import etree

from tests.fill.features.counting import is_one, numbers, total_of
from tests.fill.features.registry import feature
from tests.fill.features.state import SHEET, TABLE, Seen, State, anchored, texts
from tests.fill.features.templates import REPLY, THREAD, VIEW


def _boxes(seen: Seen, kind: str) -> list[etree._Element]:
    """The client data of notes, or of buttons."""
    found = [box for vml in seen.of_kind("vmlDrawing") for box in vml.iter("{*}ClientData")]
    return [box for box in found if box.get("ObjectType") == kind]


# Links, notes, objects


@feature("Link within the workbook")
def _(seen: Seen, state: State) -> bool:
    found = {str(link.get("ref")): str(link.get("location")).replace("'", "") for link in seen.all("hyperlink")}
    return found[f"A{state.at(7)}"].lstrip("#").replace("$", "").replace(".", "!") == f"{SHEET}!A{state.at(5)}"


@feature("Link to a page, in each row")
def _(seen: Seen, state: State) -> bool:
    found = {str(link.get("ref")) for link in seen.all("hyperlink") if str(link.get("ref")).startswith("H")}
    rels = seen.parts[seen.sheet_part().replace("worksheets/", "worksheets/_rels/") + ".rels"]
    return found == {f"H{row}" for row in state.rows} and (b"https://example.org/" in rels or not found)


@feature("Notes, repeated with their rows")
def _(seen: Seen, state: State) -> bool:
    (comments,) = seen.of_kind("comments")
    found = [str(each.get("ref")) for each in comments.iter("{*}comment") if str(each.get("ref")).startswith("A")]
    return found == [f"A{row}" for row in [*state.rows, state.at(5)]]


@feature("Boxes of notes (VML)")
def _(seen: Seen, state: State) -> bool:
    boxes = [box for box in _boxes(seen, "Note") if box.findtext("{*}Column") == "0"]
    found = sorted(int(box.findtext("{*}Row") or 0) + 1 for box in boxes)
    return found == [*state.rows, state.at(5)]


@feature("Conversations (threaded comments)")
def _(seen: Seen, state: State) -> bool:
    (threads,) = seen.of_kind("threadedComment")
    found = [(str(each.get("ref")), each.get("parentId") is not None) for each in threads]
    ids = [str(each.get("id")) for each in threads]
    (comments,) = seen.of_kind("comments")
    authors = set(texts(comments, "author"))
    first = not state.rows or (ids[0], ids[1 if is_one(state) else len(state.rows)]) == (THREAD, REPLY)
    known = all(f"tc={each.get('id')}" in authors for each in threads if each.get("parentId") is None)
    wanted = sorted((f"B{row}", reply) for row in state.rows for reply in (False, True))
    return sorted(found) == wanted and len(set(ids)) == len(ids) and first and known


@feature("Picture")
def _(seen: Seen, state: State) -> bool:
    return list(anchored(seen, "pic")) == [state.at(14)]


@feature("Text box that shows a cell")
def _(seen: Seen, state: State) -> bool:
    (drawing,) = seen.of_kind("drawing")
    (shape,) = [each for each in drawing.iter("{*}sp") if each.get("textlink")]
    said = "{{ ky }}" if state.items is None else "Quý I"
    linked = str(shape.get("textlink")).replace("$", "").lstrip("=") == f"K{state.at(12)}"
    return list(anchored(seen, "sp")) == [state.at(16)] and linked and "".join(texts(shape, "t")) == said


@feature("Button (form control)")
def _(seen: Seen, state: State) -> bool:
    tops = [int((box.findtext("{*}Anchor") or "").split(",")[2]) + 1 for box in _boxes(seen, "Button")]
    return tops == [state.at(20)]


@feature("Picture behind the cells")
def _(seen: Seen, _state: State) -> bool:
    return len(seen.all("picture")) == 1 and len(seen.names_of_kind("image", seen.sheet_part())) == 1


@feature("Sparkline in each row")
def _(seen: Seen, state: State) -> bool:
    found = [(texts(each, "f")[0].replace("'", ""), texts(each, "sqref")[0]) for each in seen.all("sparkline")]
    return found == [(f"{SHEET}!B{row}:D{row}", f"I{row}") for row in state.rows]


@feature("Chart")
def _(seen: Seen, state: State) -> bool:
    return len(seen.charts()) == 1 and list(anchored(seen, "graphicFrame")) == [state.at(24)]


@feature("Ranges of a chart's series and categories")
def _(seen: Seen, state: State) -> bool:
    (chart,) = seen.charts()
    data = [*chart.iter("{*}cat"), *chart.iter("{*}val")]
    found = [text.replace("'", "").partition("!")[2] for each in data for text in texts(each, "f")]
    wanted = [state.fixed("A"), state.fixed("B")]
    if is_one(state):  # one cell, or an area of one cell
        found, wanted = ([area.partition(":")[0] for area in areas] for areas in (found, wanted))
    return found == wanted


@feature("Title of a chart, from a cell")
def _(seen: Seen, state: State) -> bool:
    (chart,) = seen.charts()
    title = next(chart.iter("{*}title"))
    kept = "Cộng" in texts(title, "v") or state.items is None
    return [text.replace("'", "") for text in texts(title, "f")] == [f"{SHEET}!$A${state.at(5)}"] and kept


@feature("Cached points of a chart")
def _(seen: Seen, state: State) -> bool:
    (chart,) = seen.charts()
    values = next(chart.iter("{*}val"))
    if state.items is None:
        return next(values.iter("{*}numCache"), None) is not None
    found = [float(text) for text in texts(next(values.iter("{*}numCache")), "v")]
    return found == [float(number) for number in numbers(state)]


# Tables


@feature("Table with a total row")
def _(seen: Seen, state: State) -> bool:
    (table,) = seen.of_kind("table", TABLE)
    last = max(state.at(5), 3)
    formulas = seen.other(TABLE)
    total = str(formulas[f"B{last}"].value).replace(" ", "")
    grown = table.get("ref") == f"A1:C{last}" and total in ("=SUBTOTAL(109,[Số])", "=SUBTOTAL(109,Bang[Số])")
    return grown and (state.items is None or seen.other(TABLE, values=True)[f"B{last}"].value == total_of(state))


@feature("Filter of a table")
def _(seen: Seen, state: State) -> bool:
    (table,) = seen.of_kind("table", TABLE)
    return [str(each.get("ref")) for each in table.iter("{*}autoFilter")] == [f"A1:C{max(state.at(5), 3) - 1}"]


@feature("Calculated column of a table")
def _(seen: Seen, state: State) -> bool:
    (table,) = seen.of_kind("table", TABLE)
    formulas = [str(seen.other(TABLE)[f"C{row}"].value).replace(" ", "") for row in state.rows]
    return len(texts(table, "calculatedColumnFormula")) == 1 and all("[#ThisRow]" in text for text in formulas)


@feature("Structured reference")
def _(seen: Seen, state: State) -> bool:
    right = seen.other(TABLE)["E1"].value == "=SUM(Bang[Số])"
    return right and (state.items is None or seen.other(TABLE, values=True)["E1"].value == total_of(state))


# The page


@feature("Print area")
def _(seen: Seen, state: State) -> bool:
    return seen.names()["_xlnm.Print_Area"].replace("'", "").partition("!")[2] == f"$A$1:$D${state.at(45)}"


@feature("Print titles")
def _(seen: Seen, _state: State) -> bool:
    found = {area.partition("!")[2] for area in seen.names()["_xlnm.Print_Titles"].split(",")}
    return found in ({"$A:$A", "$1:$1"}, {"$A:$A", "$A$1:$XFD$1"})


@feature("Row page breaks")
def _(seen: Seen, state: State) -> bool:
    found = [int(str(each.get("id"))) for each in seen.sheet.findall("{*}rowBreaks/{*}brk")]
    return found == [*state.rows, state.at(5)]


@feature("Column page breaks")
def _(seen: Seen, _state: State) -> bool:
    return [str(each.get("id")) for each in seen.sheet.findall("{*}colBreaks/{*}brk")] == ["4"]


@feature("Page header and footer")
def _(seen: Seen, state: State) -> bool:
    (head,), (foot,) = texts(seen.sheet, "oddHeader"), texts(seen.sheet, "oddFooter")
    said = "{{ co_quan }}" if state.items is None else "Sở && cơ quan"
    head, foot = (re.sub(r'&"[^"]*"|&\d+|&K[0-9A-F]{6}', "", text).rstrip() for text in (head, foot))
    return said in head and head.endswith("&P") and "Trang &P/&N" in foot


@feature("Picture in the page header")
def _(seen: Seen, _state: State) -> bool:
    held = [name for name in seen.names_of_kind("vmlDrawing", seen.sheet_part()) if b"imagedata" in seen.parts[name]]
    return len(held) == len(seen.all("legacyDrawingHF")) == 1 and "&G" in texts(seen.sheet, "oddHeader")[0]


@feature("Paper, margins, orientation, centring")
def _(seen: Seen, _state: State) -> bool:
    (setup,), (margins,), (options,) = (seen.all(name) for name in ("pageSetup", "pageMargins", "printOptions"))
    wide = abs(float(str(margins.get("left"))) - 1.2) < 0.01
    centred = options.get("horizontalCentered") in ("1", "true")
    return (setup.get("paperSize"), setup.get("orientation")) == ("9", "landscape") and wide and centred


@feature("Printer settings")
def _(seen: Seen, _state: State) -> bool:
    (name,) = seen.names_of_kind("printerSettings", seen.sheet_part())
    return seen.parts[name] == bytes(range(200))


@feature("Frozen panes")
def _(seen: Seen, _state: State) -> bool:
    (view,) = seen.sheet.findall("{*}sheetViews/{*}sheetView")
    (pane,) = view.findall("{*}pane")
    found = [pane.get(key) for key in ("state", "ySplit", "xSplit", "topLeftCell")]
    return found == ["frozen", "1", "1", "B2"]


@feature("Zoom, gridlines, tab colour, outline side")
def _(seen: Seen, _state: State) -> bool:
    (view,) = seen.sheet.findall("{*}sheetViews/{*}sheetView")
    colour = str(seen.all("tabColor")[0].get("rgb"))[-6:]
    below = seen.all("outlinePr")[0].get("summaryBelow")
    return [view.get("zoomScale"), view.get("showGridLines"), below, colour] == ["85", "0", "0", "00B050"]


@feature("Custom views of other users")
def _(seen: Seen, state: State) -> bool:
    (view,) = seen.all("customSheetView")
    (pane,) = view.findall("{*}pane")
    known = [str(each.get("guid")) for each in seen.book.iter("{*}customWorkbookView")]
    return known == [str(view.get("guid"))] == [VIEW] and pane.get("topLeftCell") == f"A{state.at(6)}"


# The workbook


@feature("Very hidden sheet")
def _(seen: Seen, _state: State) -> bool:
    return [each.get("state") for each in seen.book.iter("{*}sheet") if each.get("name") == "Ẩn"] == ["veryHidden"]


@feature("Protection of the workbook")
def _(seen: Seen, _state: State) -> bool:
    return next(seen.book.iter("{*}workbookProtection")).get("lockStructure") in ("1", "true")


@feature("Theme")
def _(seen: Seen, _state: State) -> bool:
    return b"<a:accent1>" in seen.parts["xl/theme/theme1.xml"]


@feature("Custom document property")
def _(seen: Seen, _state: State) -> bool:
    return "19/KH" in seen.parts["docProps/custom.xml"].decode()


@feature("Custom property of a sheet")
def _(seen: Seen, _state: State) -> bool:
    (name,) = seen.names_of_kind("customProperty", seen.sheet_part())
    return seen.parts[name] == "19/KH".encode("utf-16-le") and seen.attributes("customPr", "name") == ["Ma"]


@feature("Custom XML data")
def _(seen: Seen, _state: State) -> bool:
    (name,) = seen.names_of_kind("customXml", "xl/workbook.xml")
    return b"<ma>19" in seen.parts[name]
