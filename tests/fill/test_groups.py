"""Groups with sub-totals: what adds up or shows their rows does not add up or show the sub-totals between them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cchc_excel.fill import TemplateErrors, fill
from cchc_excel.fill.formulas.references import Reference, parse, references
from tests.fill.templates import column, made, part, sheet_of, texts
from tests.libreoffice import differing_formulas

_CONTEXT = {
    "nhom": [
        {"ten": "A", "ds": [{"ten": "x", "so": 1}, {"ten": "y", "so": 2}]},
        {"ten": "B", "ds": [{"ten": "x", "so": 5}]},
    ]
}
_TOTALS = {
    "=SUMPRODUCT(B4:B4,C4:C4)": 1 * 10 + 2 * 20 + 5 * 50,
    '=SUMPRODUCT((A4:A4="x")*B4:B4)': 1 + 5,
    '=COUNTIF(B4:B4,">0")': 3,
    '=SUMIF(A4:A4,"x",B4:B4)': 1 + 5,
    '=SUMIFS(B4:B4,A4:A4,"x",B4:B4,">1")': 5,
    '=COUNTIFS(A4:A4,"y",B4:B4,"<9")': 1,
    "=COUNTBLANK(D4:D4)": 3,
    "=SUMPRODUCT(B6:B6)": 8,  # the sub-totals alone
    '=10/COUNTIF(B4:B4,">1")': 5,
    "=SUMPRODUCT(B4:B4/SUM(B4:B4))": 1,
}
"""Formulas of the last row, worked out by hand over the rows x 1, y 2 | x 5; column C is ten times column B."""


def _grouped(*totals: str) -> bytes:
    def draw(book: Any, sheet: Any) -> None:
        rows = ["{%tr for g in nhom %}", "{{ g.ten }}", "{%tr for u in g.ds %}", "{{ u.ten }}", "{%tr endfor %}"]
        for number, text in enumerate([*rows, "Cộng nhóm", "{%tr endfor %}", "Cộng"]):
            sheet.write(number, 0, text)
        sheet.write("B4", "{{ u.so }}")
        sheet.write_formula("C4", "=B4*10")
        sheet.write_formula("B6", "=SUM(B4:B4)")
        sheet.write_formula("C6", "=SUM(C4:C4)")
        for number, formula in enumerate(totals):
            sheet.write_formula(7, 4 + number, formula)
        chart = book.add_chart({"type": "column"})
        name = "'Tổng hợp'!"
        chart.add_series({"categories": f"={name}$A$4:$A$4", "values": f"={name}$B$4:$B$4"})
        chart.add_series({"categories": f"={name}$A$6", "values": f"={name}$B$6"})
        sheet.insert_chart("H2", chart)

    return made(draw)


@pytest.mark.office
def test_functions_that_take_no_list_are_added_up_group_by_group(tmp_path: Path) -> None:
    filled = fill(_grouped(*_TOTALS), _CONTEXT)
    row = next(sheet_of(filled, values=True).iter_rows(min_row=8, max_row=8, min_col=5, values_only=True))
    assert list(row) == list(_TOTALS.values())
    (tmp_path / "nhom.xlsx").write_bytes(filled)
    count, wrong = differing_formulas(tmp_path / "nhom.xlsx", tmp_path / "lo")
    assert count == len(_TOTALS) + 7
    assert wrong == []


def test_what_needs_the_whole_range_is_left_whole() -> None:
    formula = "=SUMPRODUCT(B4:B4*INDEX(C4:C4,1))"
    assert column(fill(_grouped(formula), _CONTEXT), "E")[7] == "=SUMPRODUCT(B2:B6*INDEX(C2:C6,1))"


def test_one_group_is_one_range() -> None:
    filled = fill(_grouped('=COUNTIF(B4:B4,">0")'), {"nhom": _CONTEXT["nhom"][:1]})
    assert column(filled, "E")[-1] == '=COUNTIF(B2:B3,">0")'


def test_too_many_groups_are_an_error_with_the_cell() -> None:
    many = {"nhom": [{"ten": str(number), "ds": [{"ten": "x", "so": 1}]} for number in range(251)]}
    with pytest.raises(TemplateErrors, match=r"E8.*too many separate groups"):
        fill(_grouped('=COUNTIF(B4:B4,">0")'), many)


def test_a_chart_shows_the_rows_or_the_sub_totals_never_both() -> None:
    root = part(fill(_grouped(), _CONTEXT), "xl/charts/chart1.xml")
    name = "'Tổng hợp'!"
    assert texts(root, "f") == [
        f"({name}$A$2:$A$3,{name}$A$6:$A$6)",
        f"({name}$B$2:$B$3,{name}$B$6:$B$6)",
        f"({name}$A$4:$A$4,{name}$A$7:$A$7)",
        f"({name}$B$4:$B$4,{name}$B$7:$B$7)",
    ]
    assert [point.text for point in root.iter("{*}v")] == [
        "x",
        "y",
        "x",
        "1",
        "2",
        "5",
        "Cộng nhóm",
        "Cộng nhóm",
        "3",
        "5",
    ]


def test_a_chart_of_too_many_groups_shows_one_range() -> None:
    many = {"nhom": [{"ten": str(number), "ds": [{"ten": "x", "so": 1}]} for number in range(251)]}
    root = part(fill(_grouped(), many), "xl/charts/chart1.xml")
    assert texts(root, "f")[1] == "'Tổng hợp'!$B$2:$B$752"  # three rows a group, the last one's middle


@pytest.mark.parametrize(
    "formula", ['SUM(A1,COUNTIF(B2:B2,">0"),C3)*2', "SUMPRODUCT(A1:A2,(B1:B2))", "COUNTIF(A1", ")"]
)
def test_pieces_of_a_formula_give_it_again(formula: str) -> None:
    def text(piece: object) -> str:
        if isinstance(piece, Reference):
            return piece.text()
        return piece if isinstance(piece, str) else "".join(text(each) for each in piece.pieces)  # type: ignore[attr-defined]

    assert "".join(text(piece) for piece in parse(formula)) == formula
    assert len(references(formula)) == formula.count("A1") + formula.count("B2:B2") + formula.count(
        "C3"
    ) + formula.count("B1:B2")
