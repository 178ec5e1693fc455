"""docs/danh-muc-tra-cuu.md: every sheet, heading and word of the catalogue stands in it, none besides; its examples are
accepted by the reader, and what it says comes of them is right."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

import pytest

from cchc_excel.catalogue import expressions, figures, indicators, periods
from cchc_excel.catalogue.checks import LEVELS
from cchc_excel.catalogue.model import DERIVED, Catalogue, Rollup, Table, WhenEmpty
from cchc_excel.catalogue.plan_model import RowLevel
from cchc_excel.catalogue.read import HEADINGS, OPTIONAL, read_catalogue
from cchc_excel.catalogue.requirement import Benchmark
from cchc_excel.catalogue.times import read_times
from cchc_excel.catalogue.times.words import Word, tokens_of
from cchc_excel.model.records import CellValue, RawForm, RawSheet, Status, address
from cchc_excel.problems.problem import Level, Problem
from cchc_excel.report.template_names import PRINTED_INFO
from cchc_excel.values import clean_text, fold
from scripts import catalogue_words as words
from scripts.example_catalogue import shipped_catalogue, shipped_workbook
from scripts.make_catalogue_reference import TARGET, catalogue_reference, value_of
from tests.markdown_tables import cells
from tests.project.test_structure import PACKAGE

PAGE = TARGET.read_text("utf-8")
EVERY = {sheet: (*titles, *OPTIONAL.get(sheet, ())) for sheet, titles in HEADINGS.items()}
"""Sheet -> its headings, those that may be absent too."""
COLUMNS = [(sheet, title) for sheet, titles in EVERY.items() for title in titles]


def sheet_of(name: str) -> RawSheet:
    return next(sheet for sheet in shipped_workbook().sheets if sheet.name == name)


def read_with(name: str, row: int, changes: Mapping[int, CellValue]) -> tuple[Catalogue | None, list[Problem]]:
    """The shipped catalogue with other cells in one row (column -> cell)."""
    sheet = sheet_of(name)
    rows = [*(list(cells) for cells in sheet.rows), []]
    rows[row] += [None] * (len(rows[0]) - len(rows[row]))
    for column, value in changes.items():
        rows[row][column] = value
    changed = RawSheet(name, rows)
    return read_catalogue(RawForm([changed if one is sheet else one for one in shipped_workbook().sheets], ""), "")


def column_of(name: str, title: str) -> int:
    return [clean_text(value) for value in sheet_of(name).rows[0]].index(title)


def rows_of(title: str) -> list[list[str]]:
    """The rows of the table under a heading of the page."""
    lines = PAGE.partition(f"# {title}\n")[2].split("\n")
    first = next(at for at, line in enumerate(lines) if line.startswith("|---"))
    table = lines[first + 1 :]
    return [cells(line) for line in table[: next(at for at, line in enumerate(table) if not line.startswith("|"))]]


def test_the_page_is_what_the_tables_make() -> None:
    assert catalogue_reference() == PAGE, "run python -m scripts.make_catalogue_reference"


def test_every_sheet_and_heading_has_its_words_and_no_other() -> None:
    assert list(words.SHEETS) == list(HEADINGS)
    assert {sheet: tuple(titles) for sheet, titles in words.HEADINGS.items()} == EVERY
    told = [text for titles in words.HEADINGS.values() for one in titles.values() for text in one[:4]]
    assert all(text.strip() for text in told)


def test_a_heading_without_words_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped_catalogue()  # read before a heading is asked of it that it does not have
    monkeypatch.setitem(HEADINGS, "Đơn vị", (*HEADINGS["Đơn vị"], "phụ trách"))
    with pytest.raises(KeyError, match="phụ trách"):
        catalogue_reference()


@pytest.mark.parametrize(("known", "told"), [
    (Table, words.TABLES), (Rollup, words.ROLLUPS), (WhenEmpty, words.WHEN_EMPTY), (RowLevel, words.ROW_LEVELS),
    (LEVELS, words.LEVELS), (figures.FigureKind, words.FIGURE_KINDS), (DERIVED, words.FIGURES),
    (Benchmark, words.BENCHMARKS), (Status, words.STATUSES),
])  # fmt: skip
def test_every_choice_has_its_words_and_no_other(known: Iterable[object], told: Mapping[str, object]) -> None:
    assert list(told) == list(known)


def test_words_of_time_are_all_shown_and_understood() -> None:
    """Every kind of word that makes a time known stands in an example; the last four examples are not understood."""
    *shown, before_month, day_of_month, length, unknown = words.TIMES
    assert [text for text in shown if read_times(text).unread] == []
    assert all(read_times(text).unread for text in (before_month, day_of_month, length, unknown))
    seen = {token.word for text in words.TIMES for token in tokens_of(text)}
    assert set(Word) - seen == set()


def test_words_for_everybody_and_signs_are_the_readers() -> None:
    assert {fold(word) for word in words.EVERYBODY} == figures._EVERYBODY
    signs = re.findall(r"[<>=≥≤]+", indicators._REQUIREMENT.pattern.partition(")")[0])
    assert set(words.SIGNS) == set(signs)


def test_every_shape_of_period_code_is_shown() -> None:
    matches = [periods._CODE.fullmatch(code) for code, _ in words.PERIODS]
    assert {match.lastindex if match else None for match in matches} == {*range(2, periods._CODE.groups + 1), None}


def test_expressions_use_the_whole_grammar() -> None:
    nodes = [node for text, _ in words.EXPRESSIONS for node in ast.walk(ast.parse(text, mode="eval"))]
    seen = {type(node) for node in nodes}
    assert seen >= {*expressions.ARITHMETIC, *expressions.COMPARISONS, ast.And, ast.Or, ast.Not, ast.USub}
    calls = {
        (node.func.id, len(node.args))
        for node in nodes
        if isinstance(node, ast.Call)
        if isinstance(node.func, ast.Name)
    }
    assert calls == {("tong", 1), ("tong", 2), ("dem", 0), ("dem", 1)}


def info_keys() -> Iterator[str]:
    """The keys of sheet Thông tin that the code asks for: info.get("…") and info["…"]."""
    for file in PACKAGE.rglob("*.py"):
        yield from re.findall(r"\binfo(?:\.get\(|\[)\"(\w+)\"", file.read_text("utf-8"))


def test_every_key_of_information_has_its_words_and_no_other() -> None:
    shipped = [clean_text(row[0]) for row in sheet_of("Thông tin").rows[1:]]
    flags = {clean_text(title) for title in sheet_of("TTHC").rows[0]} - set(HEADINGS["TTHC"])
    assert set(words.INFO) == set(shipped) - flags
    assert {*PRINTED_INFO, *info_keys()} <= set(words.INFO)


@pytest.mark.parametrize(("sheet", "title"), COLUMNS)
def test_an_example_is_accepted_in_some_row_of_its_column(sheet: str, title: str) -> None:
    """Where it stands already, or in place of another cell without an error more."""
    told = words.HEADINGS[sheet][title]
    column, example = column_of(sheet, title), told.example
    cells = {column: example} | {column_of(sheet, beside): text for beside, text in told.beside}
    rows = range(1, len(sheet_of(sheet).rows) + 1)
    assert any(clean_text(sheet_of(sheet).cell(row, column)) == example for row in rows) or any(
        not errors(read_with(sheet, row, cells)[1]) for row in rows
    )


@pytest.mark.parametrize(("sheet", "title"), COLUMNS)
def test_a_column_may_be_blank_where_the_page_says_so(sheet: str, title: str) -> None:
    """In the last row of the shipped sheet, to which nothing else refers; a refused blank is told at its cell."""
    column, row = column_of(sheet, title), max(len(sheet_of(sheet).rows) - 1, 1)
    told, beside = words.HEADINGS[sheet], dict(words.HEADINGS[sheet][title].beside)
    written = beside or {other: one.example for other, one in told.items()}
    examples = {column_of(sheet, other): text for other, text in written.items()}
    others = examples if len(sheet_of(sheet).rows) == 1 else {}  # a sheet that ships without rows
    found = errors(read_with(sheet, row, {**others, column: None})[1])
    at_cell = [one for one in found if (one.sheet, one.cell) == (sheet, address(row, column))]
    assert bool(at_cell) == (words.HEADINGS[sheet][title].blank == words.REQUIRED), found


def errors(found: list[Problem]) -> list[Problem]:
    return [one for one in found if one.level is Level.ERROR]


def test_values_of_expressions() -> None:
    """Three procedures: nhan 20, 15, 0; ton 1, 4, 0; co_phi on the first and the third; vb_di 412, vb_giay 7."""
    worked_out = {
        "tong(nhan)": 35,  # 20 + 15 + 0
        "tong(nhan + ton)": 40,  # 21 + 19 + 0
        "tong(nhan, co_phi)": 20,  # 20 + 0
        "tong(nhan, nhan > 10 and not co_phi)": 15,  # the second alone
        "dem(co_phi or ton >= 3)": 3,  # first and third by the flag, the second by 4 >= 3
        "dem(1 <= ton < 5)": 2,  # 1 and 4
        "vb_di - vb_giay": 405,
        "vb_giay <= vb_di": True,
        "tong(nhan) > 30 and vb_giay == 0": False,  # 35 > 30, but 7
    }
    assert {text: value_of(text) for text in worked_out} == worked_out
    assert f"| `tong(nhan + ton)` | {worked_out['tong(nhan + ton)']} |" in PAGE


def test_what_times_and_codes_come_to() -> None:
    """Months are calendar months, due on their last day; a quarter is due with its last month; "Quý, năm" is due with
    the period (17/3, 17/6, 19/9, 19/12 of the shipped catalogue)."""
    times = {row[0].strip("`"): row[1] for row in rows_of("Cột thời gian")}
    assert times["Tháng 6, Tháng 11"] == "2022-Q2 (30/06/2022), 2022-Q4 (30/11/2022)"
    assert times["Quý I, Quý 3"] == "2022-Q1 (31/03/2022), 2022-Q3 (30/09/2022)"
    assert times["Quý III, quý IV"] == "2022-Q3 (30/09/2022), 2022-Q4 (31/12/2022)"
    assert times["Quý 1, quý 2, quý 4"] == "2022-Q1 (31/03/2022), 2022-Q2 (30/06/2022), 2022-Q4 (31/12/2022)"
    assert times["Quý, năm"] == "mọi kỳ (hạn nộp của kỳ)"
    assert times["Trong năm 2022"] == "mọi kỳ (trễ sau 31/12/2022)"
    assert times["Tuần sau"] == "mọi kỳ (không bao giờ trễ); cảnh báo `ke-hoach-thoi-gian`"
    keys = [row[2].strip("`") for row in rows_of("Khoá suy ra từ mã")]
    assert keys == ["II", "II.2", "II.2.4", "II.2.4/1", "II.2.4.2", "II.2.4.2.a", "II.3a", "II.3a/1"]
    assert [row[2] for row in rows_of("Cột cộng dồn")] == ["35", "10", "5"]
