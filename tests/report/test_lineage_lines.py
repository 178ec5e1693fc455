"""Lines of the lineage: texts whose parts know their cells, and many cells told in one line."""

from __future__ import annotations

import pytest

from cchc_excel.report.lineage.cells import SourceCell
from cchc_excel.report.lineage.gathered import areas, short
from cchc_excel.report.lineage.lines import Line
from cchc_excel.report.traced import Kind, Part, SourceKey, TracedText, joined, traced, traced_pieces


def key(unit: str) -> SourceKey:
    return SourceKey(Kind.ANSWER, "reason", unit, "2022-Q1", "I.1")


def test_a_piece_of_a_text_knows_only_the_cells_of_what_stands_in_it() -> None:
    told = [TracedText.of([Part(f"Phòng {unit}: "), Part(f"{unit} " * 12, (key(unit),))]) for unit in "ABC"]
    cut = traced_pieces(joined("\n", told), 40)
    assert [piece.khoa_nguon for piece in cut] == [(key("A"),), (key("B"),), (key("C"),)]
    assert "".join(cut).replace(" ", "") == "".join(told).replace(" ", "")


def test_a_text_that_fits_keeps_all_its_cells() -> None:
    whole = joined("; ", [traced("một", key("A")), traced("hai", key("B")), traced("ba")])
    assert whole == "một; hai; ba"
    assert traced_pieces(whole, 40)[0].khoa_nguon == (key("A"), key("B"))
    assert traced("Không phát sinh").khoa_nguon is None


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("H5", "H6", "H7", "H9"), "H5:H7, H9"),
        (("AB2", "H10", "H9"), "AB2, H9:H10"),
        (("C1",), "C1"),
    ],
)
def test_cells_are_told_as_areas(cells: tuple[str, ...], told: str) -> None:
    assert areas(cells) == told


def line(cell: str, source: str, value: object, unit: str = "VP") -> Line:
    read = SourceCell(unit, "Đúng hạn", source, f"{unit}.xlsx", "TTHC", source, value)
    return Line("bao-cao/a.xlsx", "Bảng", cell, 7, read)


def test_a_long_lineage_names_the_cells_of_a_unit_in_one_line() -> None:
    """Three cells of VP behind C8 (3 + 4 and a blank one), one of another unit, one behind C9."""
    lines = [
        *(line("C8", "H5", 3), line("C8", "H6", 4), line("C8", "H7", "")),
        *(line("C8", "H5", 9, "TTR"), line("C9", "H5", 3)),
    ]
    assert list(short(lines, most=5)) == lines
    told = [(one.cell, one.source.file, one.source.cell, one.source.value) for one in short(lines, most=4)]  # type: ignore[union-attr]
    assert told == [
        ("C8", "VP.xlsx", "H5:H7", 7),
        ("C8", "TTR.xlsx", "H5", 9),
        ("C9", "VP.xlsx", "H5", 3),
    ]
