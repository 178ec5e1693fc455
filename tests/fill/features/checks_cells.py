"""Checks of formulas, cells, rows, and the rules of a sheet."""

from __future__ import annotations

import re
from itertools import chain

from tests.fill.features.counting import is_one, total_of
from tests.fill.features.registry import feature
from tests.fill.features.state import OTHER, SHEET, TABLE, Seen, State, texts


def _formula(seen: Seen, address: str) -> str:
    value = seen.formulas[address].value
    return str(getattr(value, "text", value)).replace(" ", "")


def _without_spaces(found: list[str]) -> list[str]:
    return [text.replace(" ", "") for text in found]


def _list(areas: str) -> list[str]:
    """An sqref with its areas joined where they touch below each other."""
    merged: list[tuple[str, int, int]] = []
    for area in sorted(areas.split(), key=lambda text: (text.rstrip("0123456789:"), int(re.findall(r"\d+", text)[0]))):
        first, _, last = area.partition(":")
        column, top = first.rstrip("0123456789"), int(re.findall(r"\d+", first)[0])
        bottom = int(re.findall(r"\d+", last)[0]) if last else top
        if merged and merged[-1][0] == column and merged[-1][2] + 1 == top:
            merged[-1] = (column, merged[-1][1], bottom)
        else:
            merged.append((column, top, bottom))
    return [f"{c}{a}" if a == b else f"{c}{a}:{c}{b}" for c, a, b in merged]


# Formulas


@feature("Formula of a repeated row")
def _(seen: Seen, state: State) -> bool:
    return all(_formula(seen, f"C{row}") == f"=B{row}*2" for row in state.rows)


@feature("Absolute range over the loop, in each row")
def _(seen: Seen, state: State) -> bool:
    wanted = f"/SUM({state.fixed('B')})"
    return all(_formula(seen, f"D{row}") == f"=B{row}{wanted}" for row in state.rows)


@feature("Total below the loop")
def _(seen: Seen, state: State) -> bool:
    right = _formula(seen, f"B{state.at(5)}") == f"=SUM({state.loose('B')})"
    return right and (state.items is None or seen.values[f"B{state.at(5)}"].value == total_of(state))


@feature("Array formula")
def _(seen: Seen, state: State) -> bool:
    cell = seen.formulas[f"C{state.at(5)}"].value
    wanted = (f"C{state.at(5)}", f"=SUM({state.loose('B')}*2)")
    right = bool((cell.ref, cell.text.replace(" ", "")) == wanted)
    return right and (state.items is None or seen.values[f"C{state.at(5)}"].value == 2 * total_of(state))


@feature("Shared formula")
def _(seen: Seen, state: State) -> bool:
    where = [state.at(20), state.at(21)]
    wanted = [f"=B{state.at(5)}+1", f"=B{state.at(6)}+1"]
    return [_formula(seen, f"J{row}") for row in where] == wanted


@feature("Formula of another sheet")
def _(seen: Seen, state: State) -> bool:
    other = seen.other(OTHER)
    at = str(other["A1"].value).replace("'", "").replace("$", "")
    total = str(other["A2"].value).replace("'", "").replace("$", "")
    wanted = f"=SUM({SHEET}!{state.loose('B')})"
    single = f"=SUM({SHEET}!B{state.first})" if is_one(state) else wanted
    right = at == f"={SHEET}!B{state.at(5)}" and total in (wanted, single)
    return right and (state.items is None or seen.other(OTHER, values=True)["A2"].value == total_of(state))


@feature("Whole-column reference")
def _(seen: Seen, state: State) -> bool:
    other = seen.other(OTHER)
    right = str(other["A3"].value).replace("'", "").replace("$", "") == f'=COUNTIF({SHEET}!A:A,"Cộng")'
    return right and (state.items is None or seen.other(OTHER, values=True)["A3"].value == 1)


@feature("Cached value of every formula")
def _(seen: Seen, state: State) -> bool:
    sheets = [seen.xml(seen.sheet_part(title)) for title in (SHEET, OTHER, TABLE)]
    cells = [cell for sheet in sheets for cell in sheet.iter("{*}c") if cell.find("{*}f") is not None]
    known = all((cell.findtext("{*}v") or cell.get("t") == "str") for cell in cells)
    return known and bool(cells) and (state.items is None or seen.values[f"B{state.at(5)}"].value == total_of(state))


@feature("Link to another workbook")
def _(seen: Seen, _state: State) -> bool:
    link = seen.xml("xl/externalLinks/externalLink1.xml")
    return b"khac.xlsx" in seen.parts["xl/externalLinks/_rels/externalLink1.xml.rels"] and len(link) > 0


@feature("Defined name of a cell")
def _(seen: Seen, state: State) -> bool:
    return seen.names()["Tong"].replace("'", "") == f"{SHEET.replace(' ', '')}!$B${state.at(5)}"


@feature("Defined name of the repeated rows")
def _(seen: Seen, state: State) -> bool:
    found = seen.names()["Tat_ca"].replace("'", "").partition("!")[2]
    return found in (state.fixed("B"), state.fixed("B").partition(":")[0] if is_one(state) else "")


# Rows, columns, cells


@feature("Height of the repeated row")
def _(seen: Seen, state: State) -> bool:
    heights = [seen.formulas.row_dimensions[row].height for row in state.rows]
    return all(height is not None and abs(height - 33) < 1 for height in heights)


@feature("Height of a row below")
def _(seen: Seen, state: State) -> bool:
    return bool(abs((seen.formulas.row_dimensions[state.at(8)].height or 0) - 44) < 1)


@feature("Hidden row below")
def _(seen: Seen, state: State) -> bool:
    hidden = [int(str(row.get("r"))) for row in seen.all("row") if row.get("hidden") in ("1", "true")]
    return hidden == [state.at(9)]


@feature("Grouped rows")
def _(seen: Seen, state: State) -> bool:
    levels = {int(str(row.get("r"))): row.get("outlineLevel") for row in seen.all("row")}
    return [row for row, level in levels.items() if level == "1"] == [state.at(10), state.at(11)]


@feature("Column widths, hidden and grouped columns")
def _(seen: Seen, _state: State) -> bool:
    columns = {str(each.get("min")): each for each in seen.all("col")}
    hidden = columns["13"]
    wide = abs(float(str(columns["1"].get("width"))) - 31) < 1
    return wide and hidden.get("hidden") in ("1", "true") and hidden.get("outlineLevel") == "1"


@feature("Number format, font and lock of a repeated cell")
def _(seen: Seen, state: State) -> bool:
    cells = [seen.formulas[f"B{row}"] for row in state.rows]
    formats = {cell.number_format.replace("[RED]", "[Red]") for cell in cells}
    fonts = {(cell.font.name, cell.protection.locked) for cell in cells}
    wanted = ({'0.00"%";[Red]-0.00"%"'}, {("Times New Roman", False)}) if cells else (set(), set())
    return (formats, fonts) == wanted


@feature("Rich text around an expression")
def _(seen: Seen, state: State) -> bool:
    cell = next(cell for cell in seen.all("c") if cell.get("r") == f"A{state.at(12)}")
    strings = seen.xml("xl/sharedStrings.xml").findall("{*}si")
    item = cell.find("{*}is") if cell.get("t") == "inlineStr" else strings[int(cell.findtext("{*}v") or 0)]
    assert item is not None
    runs = [(run.findtext("{*}t") or "", run.find("{*}rPr/{*}b") is not None) for run in item.findall("{*}r")]
    said = "{{ ky }}" if state.items is None else "Quý I"
    return [text for text, _ in runs] == ["Kỳ ", said, " này"] and [bold for _, bold in runs] == [False, True, False]


@feature("Merge in the repeated row")
def _(seen: Seen, state: State) -> bool:
    found = set(seen.attributes("mergeCell", "ref"))
    inside = {area for area in found if area.startswith("E")} - {f"E{state.at(5)}:F{state.at(6)}"}
    return inside == {f"E{row}:F{row}" for row in state.rows}


@feature("Merge below the loop")
def _(seen: Seen, state: State) -> bool:
    return f"E{state.at(5)}:F{state.at(6)}" in seen.attributes("mergeCell", "ref")


@feature("Merge over the whole loop")
def _(seen: Seen, state: State) -> bool:
    found = [area for area in seen.attributes("mergeCell", "ref") if area.startswith("G")]
    if state.items is None or state.tags_stay:
        return found == [f"G2:G{state.at(4)}"]
    return found == ([f"G2:G{state.rows[-1]}"] if state.items > 1 else [])


# Rules


@feature("Conditional format by formula")
def _(seen: Seen, state: State) -> bool:
    expression = "{*}cfRule[@type='expression']"
    rules = [rule for rule in seen.all("conditionalFormatting") if rule.find(expression) is not None]
    areas = list(chain.from_iterable(_list(str(rule.get("sqref"))) for rule in rules))
    formulas = _without_spaces([text for rule in rules for text in texts(rule, "formula")])
    wanted = [f"$B{state.first}>$B${state.at(5)}"] if state.rows else []
    return (areas, formulas) == (state.span("B"), wanted)


@feature("Data bar (with its x14 part)")
def _(seen: Seen, state: State) -> bool:
    extended = [each.strip() for each in texts(seen.sheet, "sqref")]
    wanted = f"C1:C{state.at(5)}"
    return wanted in seen.attributes("conditionalFormatting", "sqref") and wanted in extended


@feature("Colour scale")
def _(seen: Seen, state: State) -> bool:
    rules = seen.all("conditionalFormatting")
    found = [each for each in rules if each.find("{*}cfRule/{*}colorScale") is not None]
    return list(chain.from_iterable(_list(str(each.get("sqref"))) for each in found)) == state.span("D")


@feature("Icon set")
def _(seen: Seen, state: State) -> bool:
    rules = seen.all("conditionalFormatting")
    found = [each for each in rules if next(each.iter("{*}iconSet"), None) is not None]
    return [str(each.get("sqref") or each.findtext("{*}sqref")) for each in found] == [f"B{state.at(5)}"]


@feature("Validation by a list")
def _(seen: Seen, state: State) -> bool:
    found = [each for each in seen.all("dataValidation") if each.get("type") == "list" and each.get("sqref")]
    lists = [_without_spaces(texts(each, "formula1"))[0] for each in found]
    areas = list(chain.from_iterable(_list(str(each.get("sqref"))) for each in found))
    return (areas, lists) == (state.span("C"), [f"$A${state.at(8)}:$A${state.at(9)}"] if state.rows else [])


@feature("Validation of a number, with its messages")
def _(seen: Seen, state: State) -> bool:
    found = [each for each in seen.all("dataValidation") if each.get("type") == "whole"]
    return [(str(each.get("sqref")), each.get("errorTitle")) for each in found] == [(f"B{state.at(5)}", "Sai số")]


@feature("Validation by a list of another sheet (x14)")
def _(seen: Seen, state: State) -> bool:
    found = [each for each in seen.all("dataValidation") if each.find("{*}sqref") is not None]
    areas = list(chain.from_iterable(_list(str(each.findtext("{*}sqref"))) for each in found))
    return areas == state.span("A") and all(f"{OTHER}'!$A$1:$A$3" in texts(each, "f")[0] for each in found)


@feature("Auto-filter")
def _(seen: Seen, state: State) -> bool:
    last = state.at(4) if state.items is None or state.tags_stay else max(state.at(4), 1)
    hidden = seen.names()["_xlnm._FilterDatabase"].replace("'", "").partition("!")[2].replace("$", "")
    wanted = f"A1:D{last}" if state.items is None or state.tags_stay else f"A1:D{state.at(5) - 1}"
    return seen.attributes("autoFilter", "ref") == [wanted] and hidden == wanted


@feature("Ignored errors")
def _(seen: Seen, state: State) -> bool:
    wanted = f"A{state.first}:A{state.at(5)}" if state.rows else f"A{state.at(5)}"
    return seen.attributes("ignoredError", "sqref") == [wanted]


@feature("Sheet protection")
def _(seen: Seen, _state: State) -> bool:
    (found,) = seen.all("sheetProtection")
    return found.get("sheet") in ("1", "true") and found.get("formatCells") in ("0", "false")


@feature("Protected range")
def _(seen: Seen, state: State) -> bool:
    found = [_list(str(each.get("sqref"))) for each in seen.all("protectedRange")]
    return found == ([state.span("B")] if state.rows else [])


@feature("Scenario")
def _(seen: Seen, state: State) -> bool:
    return seen.attributes("inputCells", "r") == [f"B{state.at(5)}"]


@feature("Watched cell")
def _(seen: Seen, state: State) -> bool:
    return seen.attributes("cellWatch", "r") == [f"B{state.at(5)}"]
