"""`cchc catalogue check` and `cchc catalogue diff`."""

from __future__ import annotations

from pathlib import Path

from tests.catalogue.tables import SHEETS, periods, write_catalogue
from tests.cchc_runs import cchc

QUARTERS = periods(
    "2026-Q1 | Quý I | 1/1/2026 | 31/3/2026 | 5/4/2026", "2026-Q2 | Quý II | 1/4/2026 | 30/6/2026 | 5/7/2026"
)


def test_a_check_tells_what_there_is_and_every_mistake(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "templates" / "danh-muc.xlsx", QUARTERS)
    write_catalogue(
        tmp_path / "templates" / "2025" / "danh-muc.xlsx",
        {
            **periods("2025-Q4 | Quý IV | 1/10/2025 | 31/12/2025"),
            "Chỉ tiêu": f"{SHEETS['Chỉ tiêu']}\nla | Lạ | IX | viec | giao",
        },
    )
    result = cchc(tmp_path, "catalogue", "check")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "templates/danh-muc.xlsx: 2 kỳ, 2 đơn vị, 0 dòng thủ tục, 2 dòng kế hoạch (0 nhiệm vụ), 2 số liệu, 1 chỉ tiêu, "
        "0 dòng chấm điểm",
        "templates/2025/danh-muc.xlsx: có lỗi, chưa dùng được",
        "1 lỗi, 0 cảnh báo",
    ]
    assert "templates/2025/danh-muc.xlsx › Chỉ tiêu!C3" in result.stderr
    (tmp_path / "templates" / "2025" / "danh-muc.xlsx").unlink()
    assert cchc(tmp_path, "catalogue", "check").exit_code == 0


def test_a_difference_is_told_in_words_with_what_it_touches(tmp_path: Path) -> None:
    plan = SHEETS["Kế hoạch"]
    write_catalogue(tmp_path / "cu.xlsx", QUARTERS)
    write_catalogue(
        tmp_path / "moi.xlsx",
        {
            **QUARTERS,
            "Đơn vị": SHEETS["Đơn vị"].replace("Phòng B", "Phòng Bê"),
            "Kế hoạch": f"{plan}\n | 2 | Việc mới | | Phòng A | Báo cáo | Quý II",
            "TTHC": f"{SHEETS['TTHC']}\n1.000001 | Cấp phép | Điện | B",
            "Chỉ tiêu": SHEETS["Chỉ tiêu"].replace("| viec |", "| viec - 1 |"),
        },
    )
    result = cchc(tmp_path, "catalogue", "diff", str(tmp_path / "cu.xlsx"), str(tmp_path / "moi.xlsx"))
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Đơn vị: B: tên “Phòng B” thành “Phòng Bê”",
        "TTHC: thêm 1.000001 “Cấp phép”",
        "Kế hoạch: thêm I.2 “Việc mới”",
        "Chỉ tiêu: ty_le: tử số “viec” thành “viec - 1”",
        "Biểu mẫu Phòng A: thêm nhiệm vụ I.2 (2026-Q2)",
        "Biểu mẫu Phòng Bê: thêm thủ tục 1.000001 (2026-Q1, 2026-Q2)",
        "Chỉ tiêu ty_le: các kỳ gộp lại sẽ ra kết quả khác",
    ]
    same = cchc(tmp_path, "catalogue", "diff", str(tmp_path / "cu.xlsx"), str(tmp_path / "cu.xlsx"))
    assert (same.exit_code, same.stdout) == (0, "Hai danh mục như nhau.\n")


def test_many_rows_that_changed_alike_share_a_line_and_days_are_written_as_here(tmp_path: Path) -> None:
    headings = "mã | tên | lĩnh vực | đơn vị | hiệu lực từ | hiệu lực đến"
    for name, last, count in (("cu", "", 11), ("moi", "31/12/2026", 11), ("muoi", "31/12/2026", 10)):
        rows = [
            f"1.0000{n} | Cấp phép {n} | Điện | B | 01/02/2020 | {last if n < 10 + count else ''}"
            for n in range(10, 21)
        ]
        write_catalogue(tmp_path / f"{name}.xlsx", {**QUARTERS, "TTHC": "\n".join([headings, *rows])})

    def told(name: str) -> list[str]:
        run = cchc(tmp_path, "catalogue", "diff", str(tmp_path / "cu.xlsx"), str(tmp_path / name))
        return [line for line in run.stdout.splitlines() if line.startswith("TTHC")]

    keys = [f"1.0000{number} 01/02/2020" for number in range(10, 21)]
    assert told("moi.xlsx") == [f"TTHC: 11 dòng đổi hiệu lực đến “” thành “31/12/2026”: {'; '.join(keys)}"]
    assert told("muoi.xlsx") == [f"TTHC: {key}: hiệu lực đến “” thành “31/12/2026”" for key in keys[:10]]


def test_a_broken_catalogue_is_compared_by_its_cells_and_its_mistakes_are_told(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "cu.xlsx", QUARTERS)
    write_catalogue(tmp_path / "moi.xlsx", {**QUARTERS, "Kế hoạch": SHEETS["Kế hoạch"].replace("Các phòng", "Ban lạ")})
    result = cchc(tmp_path, "catalogue", "diff", str(tmp_path / "cu.xlsx"), str(tmp_path / "moi.xlsx"))
    assert (result.exit_code, result.stdout) == (0, "Kế hoạch: I.1: đơn vị chủ trì “Các phòng” thành “Ban lạ”\n")
    assert "không biết “Ban lạ”" in result.stderr
    gone = cchc(tmp_path, "catalogue", "diff", str(tmp_path / "cu.xlsx"), str(tmp_path / "khong.xlsx"))
    assert (gone.exit_code, gone.stdout) == (2, "")
