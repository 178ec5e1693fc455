"""`cchc new-year`: the present catalogue and templates become those of the closed year; the next year's are begun."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.next_year import latest_year, periods_of_next, without_year
from cchc_excel.catalogue.period_sheet import PERIOD_SHEET
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.catalogue.write import ChangeRows, SheetRow, change_rows
from cchc_excel.commands.session import load_catalogue
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem, system_reason
from cchc_excel.values import clean_text
from cchc_excel.workspace.folders import (
    CATALOGUE,
    LETTERS,
    Folders,
    catalogue_files,
    letter_texts,
    page_template,
    report_templates,
)
from cchc_excel.workspace.output_names import PAGE, REPORTS
from cchc_excel.workspace.patience import move
from cchc_excel.workspace.publish import replace_file

PLAN_SHEET, INFO_SHEET = "Kế hoạch", "Thông tin"
_YEAR = "nam"
"""The key of sheet Thông tin that holds the year."""
_WEEKEND = 5


class NewYear(msgspec.Struct, frozen=True):
    """What was done: the files made (paths below the working folder, folders end with "/"), and what is left to do, in
    words."""

    created: list[str]
    left: list[str]


def begin_year(folders: Folders, year: int) -> tuple[NewYear | None, list[Problem]]:
    """Keep the present catalogue and templates, shipped ones included, in templates/<the old year>/, and make the
    catalogue in templates/ that of `year`: its periods beside the old year's, and a plan still empty.

    None, and nothing changed, where the present catalogue is broken, is of that year or a later one already, or where
    the old year's folder holds another catalogue. Run again after it was interrupted, it goes on.
    """
    catalogue, problems = load_catalogue(folders)
    if catalogue is None:
        return None, problems
    old = latest_year(catalogue.periods)
    kept = folders.templates / str(old)
    try:
        present = next(iter(catalogue_files(folders).values()))
        refused = _refused(catalogue, old, year, kept / CATALOGUE, present)
        if refused:
            return None, refused
        if not kept.exists():
            _keep(folders, kept, present)
        begun = change_rows(present, _changes(catalogue, old, year))
        replace_file(folders.templates / CATALOGUE, begun)
    except OSError as error:
        return None, [kinds.OUTPUT_FAILED(file="templates", reason=system_reason(error))]
    created = [f"templates/{old}/", f"templates/{CATALOGUE}"]
    return NewYear(created, _left_to_do(catalogue, old, year)), []


def _refused(catalogue: Catalogue, old: int, year: int, kept: Path, present: bytes) -> list[Problem]:
    """Why the year cannot be begun."""
    if year <= old:
        return [kinds.YEAR_BEGUN(year=year, old=old, next=old + 1)]
    yearless = without_year(catalogue.periods, old)
    if yearless:
        return [kinds.PERIODS_WITHOUT_YEAR(periods="; ".join(yearless), year=old)]
    if kept.parent.exists() and not (kept.is_file() and kept.read_bytes() == present):
        return [kinds.YEAR_KEPT(folder=f"templates/{old}")]
    return []


def _keep(folders: Folders, kept: Path, present: bytes) -> None:
    """Copy the present set whole: made beside, then named, so that a half copy is never taken for the year's. Raises
    OSError."""
    draft = kept.with_name(f".{kept.name}-dang-chep")
    shutil.rmtree(draft, ignore_errors=True)
    for folder in (REPORTS, LETTERS):
        if (folders.templates / folder).is_dir():
            shutil.copytree(folders.templates / folder, draft / folder)
    files = {CATALOGUE: present, PAGE: page_template(folders)}
    files |= {f"{REPORTS}/{name}": data for name, data in report_templates(folders).items()}
    files |= {f"{LETTERS}/{name}": data for name, data in letter_texts(folders).items()}
    for name, data in files.items():
        (draft / name).parent.mkdir(parents=True, exist_ok=True)
        (draft / name).write_bytes(data)
    move(draft, kept)


def _changes(catalogue: Catalogue, old: int, year: int) -> Mapping[str, ChangeRows]:
    """Sheet -> what its rows become."""
    periods = periods_of_next(catalogue.periods, old, year)

    def next_periods(rows: Sequence[SheetRow]) -> list[SheetRow]:
        return [{**row, **_cells(periods[code])} for row in rows if (code := clean_text(row.get("mã"))) in periods]

    def info(rows: Sequence[SheetRow]) -> list[SheetRow]:
        return [{**row, "giá trị": str(year)} if clean_text(row.get("khoá")) == _YEAR else row for row in rows]

    return {PERIOD_SHEET: next_periods, PLAN_SHEET: lambda _rows: [], INFO_SHEET: info}


def _cells(period: Period) -> SheetRow:
    """The row of a period in sheet Kỳ báo cáo; its note stays that of the row."""
    return {
        "mã": period.code,
        "tên": period.name,
        "từ ngày": period.start,
        "đến ngày": period.end,
        "hạn nộp": period.due,
        "gồm các kỳ": "; ".join(period.parts) or None,
        "kỳ nối": "; ".join(period.continues) or None,
        "kỳ trước": period.previous,
        "lũy kế": period.cumulative,
    }


def _left_to_do(catalogue: Catalogue, old: int, year: int) -> list[str]:
    """What only people know of the new year, in the order of doing it."""
    periods = periods_of_next(catalogue.periods, old, year)
    names_old = [key for key, value in catalogue.info.items() if str(old) in value and key != _YEAR]
    weekends = [
        f"{period.code} ({period.due:%d/%m/%Y})"
        for period in periods.values()
        if period.due and period.due.weekday() >= _WEEKEND
    ]
    ended = [unit.name for unit in catalogue.units.values() if unit.end and unit.end < dt.date(year, 1, 1)]
    as_last_year = [period.code for code, period in periods.items() if period.previous == code]
    measured = len({*(spec.key for spec in catalogue.indicators.values()), *(rule.key for rule in catalogue.scores)})
    first = next(iter(periods.values()))
    return [
        f"Sheet Kỳ báo cáo: xem lại ngày và hạn nộp của {len(periods)} kỳ năm {year}."
        + (f" Hạn nộp rơi vào thứ Bảy, Chủ nhật: {'; '.join(weekends)}." if weekends else "")
        + (f" So với cùng kỳ năm {old} (cột kỳ trước): {'; '.join(as_last_year)}." if as_last_year else ""),
        f"Sheet Kế hoạch còn trống: đưa Kế hoạch năm {year} vào bằng cchc plan import, hoặc chép tay. "
        f"Sheet Chỉ tiêu và Chấm điểm đang nhắc {measured} mục "
        f"của Kế hoạch năm {old}: sửa cột mục theo Kế hoạch mới.",
        *([f"Sheet Thông tin còn nhắc năm {old}: sửa {'; '.join(names_old)}."] if names_old else []),
        "Sheet Đơn vị, TTHC: ghi đến ngày cho đơn vị, thủ tục đã hết; thêm cái mới."
        + (f" Đã hết trong năm {old}: {'; '.join(ended)}." if ended else ""),
        f"Rồi chạy: cchc template {first.code}",
    ]
