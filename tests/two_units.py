"""A small department of two units in a working folder, with one ratio viec / giao: 30/40 and 10/10, together 80 %."""

from __future__ import annotations

from pathlib import Path

from tests.catalogue.tables import periods, write_catalogue
from tests.cchc_runs import cchc
from tests.workbooks import write_form


def send(root: Path, period: str, unit: str, done: int, given: int, result: str = ".") -> None:
    """A unit's workbook in input/<period>/. `done`, `given`: viec, giao; `result`: what it writes of its one task."""
    sheets = {
        "Số liệu": f"#ma  gia_tri\nviec  {done}\ngiao  {given}",
        "Nhiệm vụ": f"#ma  trang_thai  ket_qua\nI.1  Đã hoàn thành  {result}",
        "Xếp hạng": "#ma  chi_so  tieu_chi  hang_nam_truoc  hang_nam_nay",
    }
    write_form(root / "input" / period / f"{unit}.xlsx", unit, sheets, period)


def two_units(root: Path, *listed: str) -> Path:
    """The working folder, with the first of the periods `listed` (rows of sheet Kỳ báo cáo) sent by both units."""
    assert cchc(root, "init").exit_code == 0
    (root / "templates" / "bao-cao" / "tinh-hinh-giai-quyet-tthc.xlsx").unlink()  # it has no procedures
    write_catalogue(root / "templates" / "danh-muc.xlsx", periods(*listed))
    period = listed[0].partition("|")[0].strip()
    send(root, period, "A", 30, 40)
    send(root, period, "B", 10, 10)
    return root


def files(folder: Path) -> dict[str, bytes]:
    """Path below a folder -> bytes of every file in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
