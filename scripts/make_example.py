"""Make input/2022-Q1/, the example quarter: blank workbooks of the shipped catalogue, filled and saved by LibreOffice.

All figures are invented, from a fixed pattern, and every check of the catalogue holds.

    python -m scripts.make_example
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.read import read_catalogue
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.commands.blank import FormOrder, make_blank
from cchc_excel.compute.tasks import find_required_tasks
from cchc_excel.forms import layout
from cchc_excel.forms.blank.workbook import Prefill
from cchc_excel.forms.columns import FIGURES, PROCEDURES, RANKS, TASKS
from cchc_excel.forms.filled.grid import Grid, find_grids
from cchc_excel.model.records import Status
from cchc_excel.reading.workbook import read_bytes
from scripts.fill_forms import Cell, fill_forms

ROOT = Path(__file__).resolve().parent.parent
PERIOD = "2022-Q1"
SAVED = "2022-03-16T08:00:00Z"
"""The workbooks' own modified time, fixed."""
UNIT_FIGURES = {"vb_di": 412, "vb_di_dien_tu": 405, "dg_diem": 164, "dg_ho_so": 10}
EXAMPLE_RANKS: dict[str, tuple[tuple[str | int, ...], ...]] = {
    "XNK": (("PCI", "Chi phí gia nhập thị trường", 31, 27), ("PAR INDEX", "Cung cấp dịch vụ công trực tuyến", 18, 15)),
    "QLTM": (("PCI", "Tính minh bạch", 22, 24),),
}


def procedure_figures(number: int, flags: frozenset[str]) -> dict[str, int]:
    """A procedure's invented dossiers: 3 = 7 + 11, and no more by post or paid online than came in."""
    online, counter, before = 4 + number * 7 % 23, number * 5 % 9, number % 4
    if number % 6 == 5:
        online = counter = before = 0
    held = (online + counter) // 6
    settled = online + counter + before - held
    late = 1 if number % 13 == 3 and settled > 1 else 0
    early = settled // 2
    return {
        "tn_truc_tuyen": online if "muc_3_4" in flags else 0,
        "tn_truc_tiep": counter if "muc_3_4" in flags else counter + online,
        "tn_ky_truoc": before,
        "gq_truoc_han": early,
        "gq_dung_han": settled - early - late,
        "gq_qua_han": late,
        "dang_trong_han": held,
        "dang_qua_han": 0,
        "bcci": (online + counter) // 3 if "cb_bcci" in flags else 0,
        "tt_truc_tuyen": (online + counter) // 4 if "cb_thanh_toan" in flags else 0,
        "tt_dvcqg": (online + counter) // 5 if "nghia_vu_tc" in flags else 0,
    }


def unit_figures(number: int) -> Mapping[str, int]:
    """A unit's invented figures; work on the reminder system 36 % early, none late."""
    given = 50 + number * 10
    return UNIT_FIGURES | {"cv_giao": given, "cv_som_han": given * 9 // 25, "cv_tre_han": 0, "cv_gia_han": 0}


def cells(catalogue: Catalogue, period: Period, unit: str, grids: Mapping[str, Grid]) -> Iterator[Cell]:
    """What is typed into a unit's blank workbook: (sheet, row, column, value)."""
    number = list(catalogue.units).index(unit)
    yield from _figures(grids[FIGURES.name], unit_figures(number))
    if PROCEDURES.name in grids:
        grid, in_force = grids[PROCEDURES.name], catalogue.in_force(period)
        typed = {one.code: one for one in catalogue.typed_rows()}
        for at, (row, code) in enumerate((row, code) for row, code in grid.rows if code in in_force):
            for figure, value in procedure_figures(at + number * 3, in_force[code].flags).items():
                flag = typed[figure].only_if
                if any(procedure_figures(at + number * 3, in_force[code].flags).values()) and (
                    flag is None or flag in in_force[code].flags
                ):
                    yield grid.sheet.name, row, grid.columns[figure], value
    if TASKS.name in grids:
        yield from _tasks(grids[TASKS.name], number)
    grid = grids[RANKS.name]
    for rank, (line, _) in zip(EXAMPLE_RANKS.get(unit, ()), grid.rows, strict=False):
        for column, told in zip(RANKS.codes, rank, strict=True):
            yield grid.sheet.name, line, grid.columns[column], told


def _figures(grid: Grid, figures: Mapping[str, int]) -> Iterator[Cell]:
    people = {"#nguoi_lap": "Nguyễn Văn A (ví dụ)", "#dien_thoai": "0000 000 000", "#thu_truong": "Trần Thị B (ví dụ)"}
    for row, code in grid.rows:
        value = people.get(code, figures.get(code))
        if value is not None:
            yield grid.sheet.name, row, grid.columns[layout.VALUE], value


def _tasks(grid: Grid, number: int) -> Iterator[Cell]:
    done = {
        "trang_thai": Status.DONE.value,
        "ngay_van_ban": "2022-01-12",
        "ngay_hoan_thanh": "2022-01-14",
        "ket_qua": "Đã thực hiện đủ nội dung (ví dụ)",
    }
    doing = {
        "trang_thai": Status.DOING.value,
        "nguyen_nhan": "Nhiệm vụ kéo dài đến cuối năm (ví dụ)",
        "giai_phap": "Tiếp tục thực hiện trong quý II (ví dụ)",
    }
    rows = [(row, code) for row, code in grid.rows if code and not code.startswith(layout.NOT_DATA)]
    for at, (row, _) in enumerate(rows):
        answer = dict(doing if (at + number) % 4 == 3 else done)
        if "ngay_van_ban" in answer:
            answer["so_van_ban"] = f"{number * 20 + at + 1}/BC-VD"
        for code, value in answer.items():
            yield grid.sheet.name, row, grid.columns[code], value


def main() -> None:
    raw, _ = read_bytes("danh-muc.xlsx", (ROOT / "templates" / "danh-muc.xlsx").read_bytes())
    assert raw
    catalogue, found = read_catalogue(raw, "danh-muc.xlsx")
    assert catalogue, found
    period = catalogue.periods[PERIOD]
    forms = {}
    for code, unit in catalogue.units.items():
        asked = list(find_required_tasks(catalogue, code, period, ()).values())
        data, found = make_blank(catalogue, period, FormOrder(code, unit, asked, Prefill()))
        assert not found, found
        blank, _ = read_bytes(f"{code}.xlsx", data)
        assert blank
        forms[code] = data, list(cells(catalogue, period, code, find_grids(blank, f"{code}.xlsx", [])))
    fill_forms(ROOT / "input" / PERIOD, forms, SAVED)


if __name__ == "__main__":
    main()
