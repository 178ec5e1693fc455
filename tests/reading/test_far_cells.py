"""Cells made up by hand that make a reader ask for more memory than there is, and workbooks that say they hold millions
of texts: refused at the door, before any parser sees them."""

from __future__ import annotations

import pickle
import re
import zipfile
from pathlib import Path

import pytest

from cchc_excel.model.records import Source
from cchc_excel.reading.pool import Child
from cchc_excel.reading.scan import scan_sheet
from cchc_excel.reading.workbook import read_file, read_harmless
from tests.cchc_runs import EXAMPLE
from tests.reading.variants.book import MAIN

VALUE = "<v>1</v></c>"
FAR = {
    "plain": f'<row r="1048576"><c r="XFD1048576">{VALUE}</row>',
    "a line break before the address": f'<row r="1048576"><c\nr="XFD1048576">{VALUE}</row>',
    "a tab before the address": f'<row r="1048576"><c\tr="XFD1048576">{VALUE}</row>',
    "blanks around the sign": f'<row r="1048576"><c r = "XFD1048576">{VALUE}</row>',
    "single quotes": f"<row r='1048576'><c r='XFD1048576'>{VALUE}</row>",
    "small letters": f'<row r="1048576"><c r="xfd1048576">{VALUE}</row>',
    "a sign in an attribute before it": f'<row r="1048576"><c s=">" r="XFD1048576">{VALUE}</row>',
    "a prefix of its own": f'<row r="9"><y:c xmlns:y="{MAIN}" r="XFD1048576"><y:v>1</y:v></y:c></row>',
    "another attribute first": f'<row r="9"><c s="1" r="XFD1048576">{VALUE}</row>',
    "eight digits": f'<row r="9"><c r="A10000000">{VALUE}</row>',
    "more digits than a number has": f'<row r="9"><c r="A{"9" * 30}">{VALUE}</row>',
    "noughts before the digits": f'<row r="9"><c r="XFD0000001048576">{VALUE}</row>',
    "more letters than a column has": f'<row r="9"><c r="{"Z" * 40}9">{VALUE}</row>',
    "only the row has an address": f'<row r="9000000"><c>{VALUE}</row>',
    "the row's address is a cell's": f'<row r="A9000000"><c>{VALUE}</row>',
    "rows without addresses": f'<row r="4000000"/><row/><row><c>{VALUE}</row>',
    "cells without addresses": f'<row r="9"><c r="ZY9"/><c/><c/><c>{VALUE}</row>',
    "a text in the cell": '<row r="9"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
    "a formula without a value": '<row r="9"><c r="XFD1048576"><f>1</f></c></row>',
    "an empty value": '<row r="9"><c r="XFD1048576" t="str"><v/></c></row>',
    "two that are far from each other": f'<row r="1"><c r="ZZ1">{VALUE}</row><row r="99999"><c>{VALUE}</row>',
}
NEAR = {
    "plain": f'<row r="1"><c r="A1">{VALUE}</row>',
    "no address at all": f"<row><c>{VALUE}<c>{VALUE}</row>",
    "a far cell that has a colour only": '<row r="9"><c r="XFD1048576" s="1"/><c r="XFE9"></c></row>',
    "what follows a far cell with a colour": f'<row r="9"><c r="XFD9" s="1"/></row><row><c>{VALUE}</row>',
    "a deep row": f'<row r="200000"><c r="B200000">{VALUE}</row>',
    "a column code in a text": '<row r="1"><c r="A1" t="inlineStr"><is><t>:c XFD1048576</t></is></c></row>',
    "prefixes all over": f'<x:row xmlns:x="{MAIN}" r="1"><x:c r="B1"><x:v>1</x:v></x:c></x:row>',
}


def sheet(rows: str) -> bytes:
    """A sheet of these rows, with what stands after the cells: formulas of other kinds."""
    after = '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><extLst><ext><f>A1</f></ext></extLst>'
    head = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">'
    return f"{head}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()


@pytest.mark.parametrize("rows", FAR.values(), ids=FAR)
def test_a_value_far_away_is_seen(rows: str) -> None:
    assert scan_sheet(sheet(rows)).far


@pytest.mark.parametrize("rows", NEAR.values(), ids=NEAR)
def test_what_is_near_is_not(rows: str) -> None:
    assert not scan_sheet(sheet(rows)).far


def changed(target: Path, part: str, pattern: bytes, text: bytes) -> Source:
    """VP's workbook with one part changed."""
    with zipfile.ZipFile(EXAMPLE / "VP.xlsx") as given, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            data = given.read(name)
            made.writestr(name, re.sub(pattern, text, data, count=1) if name == part else data)
    return Source(target.name, target)


@pytest.mark.parametrize(
    "said", ['uniqueCount="90000000000"', 'uniqueCount="99999999"', "uniqueCount = '+90000000000'"]
)
def test_a_workbook_that_says_it_holds_millions_of_texts(tmp_path: Path, said: str) -> None:
    source = changed(tmp_path / "VP.xlsx", "xl/sharedStrings.xml", rb'uniqueCount="\d+"', said.encode())
    raw, found = read_file(source)
    assert raw is None
    assert [one.code for one in found] == ["tep-dang-ngo"]
    assert read_harmless(source) is None


@pytest.mark.parametrize("rename", [str.upper, lambda name: name.replace("/", "\\")], ids=["capitals", "backslashes"])
def test_parts_whose_names_are_written_otherwise_are_looked_at_too(tmp_path: Path, rename: object) -> None:
    assert callable(rename)
    far = f'<row r="9"><c r="XFD1048576">{VALUE}</row></sheetData>'.encode()
    for name, rows in (("xa.xlsx", far), ("gần.xlsx", b"</sheetData>")):
        source = changed(tmp_path / name, "xl/worksheets/sheet2.xml", rb"</sheetData>", rows)
        with zipfile.ZipFile(source.path) as given:
            parts = {one: given.read(one) for one in given.namelist()}
        with zipfile.ZipFile(source.path, "w", zipfile.ZIP_DEFLATED) as made:
            for one, data in parts.items():
                made.writestr(rename(one), data)
        raw, found = read_file(source)
        assert [one.code for one in found] == (["o-qua-xa"] if rows is far else [])
        assert (raw is None) == (rows is far)


@pytest.mark.parametrize("blank", ["", "\n "], ids=["as programs write", "with line breaks"])
@pytest.mark.parametrize("prefix", ["", "x:"], ids=["no prefix", "a prefix"])
def test_formulas_are_found_cell_by_cell(prefix: str, blank: str) -> None:
    p = prefix
    cells = (
        f'<{p}c r="A7"><{p}v>1</{p}v></{p}c>'
        f'<{p}c r="B7" s="2">{blank}<{p}f>A7+1</{p}f><{p}v>2</{p}v></{p}c>'
        f'<{p}c r="C7" t="str">{blank}<{p}f t="shared" si="0"/><{p}v>3</{p}v></{p}c>'
        f"<{p}c r='D7'>{blank}<{p}f>1</{p}f><{p}v>4</{p}v></{p}c>"
        f'<{p}c r="E7"/><{p}c r="F7"><{p}is><{p}t> r="E7"&gt;</{p}t></{p}is></{p}c>'
    )
    rows = f'<{p}row r="6"><{p}c r="A6"><{p}f>1</{p}f></{p}c></{p}row><{p}row r="7">{cells}</{p}row>'
    declared = f"xmlns:{p[:-1]}" if p else "xmlns"
    xml = f'<{p}worksheet {declared}="{MAIN}"><{p}sheetData>{rows}</{p}sheetData></{p}worksheet>'
    formulas = scan_sheet(xml.encode()).formulas
    assert formulas is not None
    assert [(row, column) for row in range(5, 9) for column in range(7) if (row, column) in formulas] == [
        (5, 0), (6, 1), (6, 2), (6, 3)
    ]  # fmt: skip
    assert [at for at in ((5, 0), (6, 1), (6, 2), (6, 3), (6, 4)) if at in pickle.loads(pickle.dumps(formulas))] == [
        (5, 0), (6, 1), (6, 2), (6, 3)
    ]  # fmt: skip


def test_an_address_given_twice_is_no_xml(tmp_path: Path) -> None:
    """The reading library would take the second, and ask for more memory than there is."""
    row = f'<row r="9"><c r="A9" r="XFD1048576">{VALUE}</row></sheetData>'.encode()
    source = changed(tmp_path / "VP.xlsx", "xl/worksheets/sheet2.xml", rb"</sheetData>", row)
    assert read_harmless(source) is None
    child = Child(read_file, 60)
    try:
        raw, found = child.ask(source)
    finally:
        child.close()
    assert raw is None
    assert [one.code for one in found] == ["tep-hong"]
