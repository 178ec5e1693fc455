"""What a filled cell holds. Expected values are worked out by hand (beside them where they are not plain)."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from cchc_excel.fill import FilterError, FormattedNumber, Message, TemplateErrors, fill, fill_traced
from cchc_excel.fill.rows.values import serial
from tests.fill.templates import filled_cell, made, part, parts, sheet_of, texts


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1234, 1234),
        (Fraction(1, 4), 0.25),
        (Decimal("0.5"), 0.5),
        (2.5, 2.5),
        (True, True),
        ("chữ", "chữ"),
        ("007", "007"),
        (None, None),
        (dt.date(2022, 3, 14), 44634),  # =DATE(2022,3,14) in LibreOffice, as a number
        (dt.datetime(2022, 3, 14, 12), 44634.5),
        ("", None),
    ],
)
def test_single_expression_keeps_its_type(value: object, expected: object) -> None:
    assert filled_cell("{{ x }}", {"x": value}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kỳ {{ x }}", "Kỳ 5"),
        ("{{ x }}{{ x }}", "55"),
        ("{{ x }} / {{ y }}", "5 / 13/15"),  # as Python writes a fraction
        ("{{ d }} ", 44634),
        ("ngày {{ d }}", "ngày 2022-03-14"),
        ("a{{ n }}b", "ab"),
        ("{% if x > 4 %}nhiều{% else %}ít{% endif %}", "nhiều"),
        ("{{ “a” ~ ‘b’ }}", "ab"),
        ("{{ '“a”' }}", "“a”"),
    ],
)
def test_text_around_makes_text(text: str, expected: object) -> None:
    found = filled_cell(text, {"x": 5, "y": Fraction(13, 15), "d": dt.date(2022, 3, 14), "n": None})
    assert found == expected


def test_a_number_may_bring_the_format_of_its_cell() -> None:
    """A1 and A2 look alike but for the format; B1, that has the same value without one, keeps the template's."""

    def draw(book: Any, sheet: Any) -> None:
        look = book.add_format({"bold": True, "num_format": "0.00%"})
        for cell, text in {"A1": "{{ x }}", "A2": "{{ y }}", "B1": "{{ z }}", "B2": "{{ x }}"}.items():
            sheet.write_string(cell, text, look)

    x, z = FormattedNumber(Fraction(1, 8), "0.0%"), FormattedNumber(Fraction(1, 8))
    sheet = sheet_of(fill(made(draw), {"x": x, "y": FormattedNumber(Fraction(1, 8), "0.000"), "z": z}))
    shown = {cell: (sheet[cell].value, sheet[cell].number_format) for cell in ("A1", "A2", "B1", "B2")}
    assert shown == {"A1": (0.125, "0.0%"), "A2": (0.125, "0.000"), "B1": (0.125, "0.00%"), "B2": (0.125, "0.0%")}
    assert all(sheet[cell].font.bold for cell in shown)


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@a", "{{ 7*7 }}", "{% for %}"])
def test_text_of_a_value_stays_text(text: str) -> None:
    data = fill(made(lambda _, sheet: sheet.write("A1", "{{ x }}")), {"x": text})
    cell = sheet_of(data)["A1"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert not texts(part(data, "xl/worksheets/sheet1.xml"), "f")


def test_control_characters_are_dropped_and_long_texts_cut() -> None:
    assert filled_cell("a {{ x }}", {"x": "b\x00\x01\x0bc\ud800"}) == "a bc"
    long = filled_cell("{{ x }}", {"x": "x" * 40_000})
    assert isinstance(long, str)
    assert (len(long), long[-2:]) == (32_767, "x…")


def test_dates_count_from_1904_where_the_workbook_does() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"date_1904": True})
    book.add_worksheet("Tổng hợp").write("A1", "{{ d }}")
    book.close()
    data = fill(buffer.getvalue(), {"d": dt.date(2022, 3, 14)})
    assert texts(part(data, "xl/worksheets/sheet1.xml"), "v") == [
        "43172"
    ]  # 44634 less the 1462 days between the systems


def test_serial_of_early_days_and_times() -> None:
    assert [serial(dt.date(1900, 1, 1), False), serial(dt.date(1900, 2, 28), False)] == [1, 59]
    assert [serial(dt.date(1900, 3, 1), False), serial(dt.date(1904, 1, 2), True)] == [61, 1]
    assert serial(dt.time(18), False) == 0.75


def test_style_and_number_format_stay() -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write("A1", "{{ x }}", book.add_format({"num_format": "0.00%", "bold": True}))

    cell = sheet_of(fill(made(draw), {"x": Fraction(1, 8)}))["A1"]
    assert (cell.value, cell.number_format, cell.font.b) == (0.125, "0.00%", True)


def _rich(*runs: object) -> bytes:
    def draw(book: Any, sheet: Any) -> None:
        styles = {"bold": book.add_format({"bold": True}), "italic": book.add_format({"italic": True})}
        sheet.write_rich_string("A1", *[styles.get(str(run), run) for run in runs])

    return made(draw)


def _runs(data: bytes) -> list[tuple[str, bool]]:
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    value = book["Tổng hợp"]["A1"].value
    if isinstance(value, str):
        return [(value, False)]
    return [(str(run), bool(getattr(getattr(run, "font", None), "b", False))) for run in value]


def test_rich_text_keeps_its_runs() -> None:
    data = fill(_rich("Kỳ ", "bold", "{{ ky }}", " của "), {"ky": "Quý I"})
    assert _runs(data) == [("Kỳ ", False), ("Quý I", True), (" của ", False)]


def test_tag_split_over_runs_is_joined() -> None:
    data = fill(_rich("Kỳ ", "bold", "{{ k", "y }", "italic", "} nhé"), {"ky": "Quý I"})
    assert _runs(data) == [("Kỳ ", False), ("Quý I", True), (" nhé", False)]


def test_condition_over_runs() -> None:
    template = _rich("{% if a %}", "bold", "có{% else %}", "italic", "không", "{% endif %}.")
    assert _runs(fill(template, {"a": True})) == [("có", True), (".", False)]


def test_single_expression_in_one_run_of_many_keeps_its_type() -> None:
    assert sheet_of(fill(_rich("bold", "{{ ", "x }}"), {"x": 3}))["A1"].value == 3


def _halved(value: object, times: int = 1) -> object:
    if not isinstance(value, int):
        raise FilterError(f"{value!r} cannot be halved")
    return Fraction(value, 2**times)


@pytest.mark.parametrize(("expression", "expected"), [("7|halved", 3.5), ("x|halved(2)", 2)])
def test_filters_of_the_caller(expression: str, expected: object) -> None:
    assert filled_cell("{{ " + expression + " }}", {"x": 8}, {"halved": _halved}) == expected


def test_a_filter_says_what_it_cannot_do() -> None:
    with pytest.raises(TemplateErrors) as caught:
        filled_cell("{{ x|halved }}", {"x": "a"}, {"halved": _halved})
    assert [(error.cell, error.message) for error in caught.value.errors] == [("A1", "'a' cannot be halved")]


def test_the_caller_says_how_values_read_in_text() -> None:
    def as_text(value: object) -> object:
        return {None: "–", True: "có"}.get(value, value) if isinstance(value, bool | None) else f"<{value}\x01>"

    def draw(_book: Any, sheet: Any) -> None:
        sheet.write_column("A1", ["a{{ x }}", "{{ n }}/{{ t }}", "{{ x }}"])

    data = fill(made(draw), {"x": 5, "n": None, "t": True}, as_text=as_text)
    assert [cell.value for cell in sheet_of(data)["A"]] == ["a<5>", "–/có", 5]  # a value alone keeps its type


def test_the_caller_s_words_for_mistakes() -> None:
    words = {Message.UNKNOWN_NEAR: "$name? $near!", Message.DIVISION_BY_ZERO: "không chia cho 0"}
    with pytest.raises(TemplateErrors) as caught:
        fill(made(lambda _, sheet: sheet.write_column("A1", ["{{ kyy }}", "{{ kyy.x }}"])), {"ky": 1}, messages=words)
    assert [error.message for error in caught.value.errors] == ["'kyy'? 'ky'!"] * 2
    with pytest.raises(TemplateErrors, match="A1: không chia cho 0"):
        fill(made(lambda _, sheet: sheet.write("A1", "{{ 1/0 }}")), {}, messages=words)


class _Figure:
    def __init__(self, key: str, shown: str) -> None:
        self.source = key
        self.hien = shown


def test_trace_lists_the_figures_a_cell_used() -> None:
    figures = {"a": _Figure("k1", "1"), "b": _Figure("k2", "2")}

    def draw(book: Any, sheet: Any) -> None:
        del book
        sheet.write_column("A1", ["{{ ct['a'].hien }}", "{{ ct.b.hien }} {{ ct.a.hien }} {{ ct.b.hien }}", "không"])
        sheet.write("A4", "{%tr for c in ct.values() %}")
        sheet.write("A5", "{{ c.hien }}")
        sheet.write("A6", "{%tr endfor %}")
        sheet.write_formula("B7", "=A5")

    found = fill_traced(made(draw), {"ct": figures}, trace_key="source")
    assert [(cell.cell, cell.value, cell.keys) for cell in found.cells] == [
        ("A1", "1", ("k1",)),
        ("A2", "2 1 2", ("k2", "k1")),
        ("A4", "1", ("k1",)),
        ("A5", "2", ("k2",)),
    ]
    assert [tuple(formula) for formula in found.formulas] == [("Tổng hợp", "B6", "A4")]


class _Number(int):
    source: str


def _number(value: int, key: str) -> _Number:
    made = _Number(value)
    made.source = key
    return made


def test_what_is_only_asked_about_is_not_traced() -> None:
    """A condition chooses what is printed and is not printed itself; what a filter is given is printed."""
    names = {"a": _number(1, "k1"), "n": {"b": _number(2, "k2"), "c": _number(0, "k3")}}

    def draw(book: Any, sheet: Any) -> None:
        del book
        sheet.write("A1", "{{ 'có' if n.b > 1 else 'không' }}")
        sheet.write("A2", "{% if n.b %}{{ n.c }}{% endif %} {{ 'x' if n.b }}")
        sheet.write("A3", "{% set x = a %}{{ x | twice }}")
        sheet.write("A4", "{% for i in [n.c] if n.b %}{{ i }}{% endfor %}")

    found = fill_traced(made(draw), names, filters={"twice": lambda value: value * 2}, trace_key="source")
    assert [(cell.value, cell.keys) for cell in found.cells] == [
        ("có", ()),
        ("0 x", ("k3",)),
        ("2", ("k1",)),
        ("0", ("k3",)),
    ]


@pytest.mark.parametrize(
    "expression",
    [
        "'x' * 10**9",
        "[1] * 999999999",
        "10 ** (10 ** 9)",
        "range(10**9)|list",
        "'%999999999d' % 1",
        "'x'.ljust(10**9)",
        "'{:999999999}'.format(1)",
        "''.__class__.__mro__",
        "ct.source",
        "ds.append(1)",
    ],
)
def test_the_sandbox_holds(expression: str) -> None:
    template = made(lambda _, sheet: sheet.write_string("A1", "{{ " + expression + " }}"))
    with pytest.raises(TemplateErrors) as caught:
        fill_traced(template, {"ct": _Figure("k", "1"), "ds": [1]}, trace_key="source")
    assert [error.cell for error in caught.value.errors] == ["A1"]


def test_all_errors_at_once_with_cell_and_near_names() -> None:
    def draw(book: Any, sheet: Any) -> None:
        del book
        sheet.write("A1", "{{ don_vj }}")
        sheet.write("B2", "{{ ky.tem }}")
        sheet.write("C3", "{{ 1 | roundd }}")
        sheet.write("D4", "{{ (1 }}")
        sheet.write("A5", "{%tr for u in don_vj %}")
        sheet.write("A6", "{{ u.ten }} {{ kyy }}")
        sheet.write("A7", "{%tr endfor %}")
        sheet.write("A8", "{{ don_vi }}")
        sheet.write("A9", "{{ 1/0 }}")

    with pytest.raises(TemplateErrors) as caught:
        fill(made(draw), {"don_vi": [1], "ky": {"ten": "Quý I"}})
    found = {error.cell: error.message for error in caught.value.errors}
    assert list(found) == ["A1", "B2", "C3", "D4", "A5", "A6", "A8", "A9"]
    assert found["A1"] == found["A5"] == "there is no 'don_vj'; is it 'don_vi'?"
    assert found["B2"] == "there is no 'tem'; is it 'ten'?"
    assert found["A6"] == "there is no 'kyy'; is it 'ky'?"
    assert found["C3"] == "filter: there is no 'roundd'; is it 'round'?"
    assert {error.sheet for error in caught.value.errors} == {"Tổng hợp"}


def test_formula_with_an_expression_is_refused() -> None:
    with pytest.raises(TemplateErrors, match="a formula cannot hold"):
        fill(made(lambda _, sheet: sheet.write_formula("A1", '="{{ x }}"')), {"x": 1})


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 hong", b"<html></html>"])
def test_not_a_workbook(data: bytes) -> None:
    with pytest.raises(TemplateErrors):
        fill(data, {})


def test_template_texts_do_not_linger_in_the_file() -> None:
    data = fill(made(lambda _, sheet: sheet.write("A1", "{{ x }}")), {"x": "y"})
    assert not any(b"{{" in content for content in parts(data).values())


def test_a_workbook_without_tags_keeps_every_part() -> None:
    template = made(lambda _, sheet: sheet.write_row("A1", ["chữ", 5]))
    assert parts(fill(template, {})) == parts(template)


def test_a_text_compiled_before_reads_as_this_fill_wants_it() -> None:
    """The code of a text is kept in a process, and a constant in it does not read the same in every fill."""
    template = made(lambda _book, sheet: sheet.write_string("A1", "Số {{ 1.5 }}"))

    def comma(value: object) -> str:
        return str(value).replace(".", ",")

    read = [sheet_of(fill(template, {}, as_text=reads))["A1"].value for reads in (str, comma, str)]
    assert read == ["Số 1.5", "Số 1,5", "Số 1.5"]
