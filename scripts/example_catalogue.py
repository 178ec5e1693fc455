"""The shipped catalogue with other rows on some sheets: what examples of the reference are read from."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.read import read_catalogue
from cchc_excel.model.records import CellValue, RawForm, RawSheet
from cchc_excel.problems.problem import Problem
from cchc_excel.reading.workbook import read_bytes
from cchc_excel.values import clean_text
from cchc_excel.workspace.folders import CATALOGUE, shipped


@functools.cache
def shipped_workbook() -> RawForm:
    """The catalogue that comes with the program, as read."""
    raw, found = read_bytes(CATALOGUE, shipped(CATALOGUE).read_bytes())
    assert raw is not None, found
    return raw


@functools.cache
def shipped_catalogue() -> Catalogue:
    """The catalogue that comes with the program."""
    return catalogue_with({})[0]


def catalogue_with(rows: Mapping[str, Sequence[Mapping[str, CellValue]]]) -> tuple[Catalogue, list[Problem]]:
    """The shipped catalogue with other rows (heading -> cell) on the sheets named, and its warnings; an error among
    them is a mistake of the example."""
    sheets = [
        _with_rows(sheet, rows[sheet.name]) if sheet.name in rows else sheet for sheet in shipped_workbook().sheets
    ]
    catalogue, found = read_catalogue(RawForm(sheets, ""), CATALOGUE)
    assert catalogue is not None, found
    return catalogue, found


def _with_rows(sheet: RawSheet, rows: Sequence[Mapping[str, CellValue]]) -> RawSheet:
    head = sheet.rows[0]
    return RawSheet(sheet.name, [head, *([row.get(clean_text(title)) for title in head] for row in rows)])
