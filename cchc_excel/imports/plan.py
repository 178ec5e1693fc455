"""A published plan -> rows of sheet Kế hoạch, with every line of its tables placed or named."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.plan_codes import Keys, level_of, normalised
from cchc_excel.catalogue.plan_model import RowLevel
from cchc_excel.catalogue.write import SheetRow
from cchc_excel.imports.cell_texts import as_time
from cchc_excel.imports.codes import Coded, code_lines
from cchc_excel.imports.columns import Role
from cchc_excel.imports.line_cells import PlanLine
from cchc_excel.imports.lines import NamedLine, find_lines
from cchc_excel.model.records import RawForm
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem
from cchc_excel.values import clean_text

HEADINGS: dict[Role, str] = {
    Role.LEAD: "đơn vị chủ trì",
    Role.PRODUCT: "sản phẩm",
    Role.TIME: "thời gian",
    Role.PARTNER: "đơn vị phối hợp",
    Role.PERSON: "người phụ trách",
    Role.NOTE: "ghi chú kế hoạch",
}
"""Where a role stands in sheet Kế hoạch, code and text aside."""
_TIME = HEADINGS[Role.TIME]
KEPT = ("nhóm giao", "kỳ đến hạn", "chỉ tiêu", "ghi chú")
"""What an officer added to a row beside the plan: kept where the same line is imported again."""
_TITLE_LEAD = re.compile(
    r"(?:đơn vị|cơ quan|bộ phận)\s+(?:chủ trì|thực hiện)\s*:\s*([^()]+?)\s*\)?[.\s]*$|"
    r"\(([^()]*\S\s+chủ trì\b[^()]*)\)[.\s]*$|[:.]\s*([^:.()]*\S\s+chủ trì\b[^:.()]*?)[.\s]*$",
    re.IGNORECASE,
)
"""Who leads a section, where its title says so."""
_STEP = re.compile(
    r"[:;,]\s*[+\-–]?\s*\d+(?:[.,]\d+)?\s*(?:điểm|đ)?\s*[.;]?$|"
    r"^[-+•\s]*(?:tính điểm|cách tính|công thức|điểm (?:đánh giá|=))",
    re.IGNORECASE,
)
"""A line of a table of points that says how many there are for what: "Từ 98% trở lên: 15 điểm"."""
_IN_TEXT = re.compile(r"\(([^()]*)\)[.;\s]*$")
"""What may say the time of a line whose table has no column of times."""
_BAND = re.compile(
    r"(?:(?:nếu|đạt|tỷ lệ|hoàn thành)\s+)*(?:từ|trên|từ trên|dưới|tối thiểu|≥|>=|>|<|≤|<=)?\s*\d{1,3}(?:[.,]\d+)?\s*%"
    r"(?:\s*(?:trở lên|trở xuống|(?:đến|tới|-|–)\s*(?:dưới|<)?\s*\d{1,3}(?:[.,]\d+)?\s*%))?[.;\s]*",
    re.IGNORECASE,
)
"""A line of a table of points that only says for what; how many stands beside it: "Từ 95% đến 100%"."""
_FIRST = frozenset({"1", "I", "A"})
_DASHES = frozenset({"-", "'-", "–", "’-"})


class ImportedPlan(msgspec.Struct, frozen=True):
    """Rows for sheet Kế hoạch, the lines they are from (one each), and the lines that are no row."""

    rows: list[dict[str, str]]
    lines: list[PlanLine]
    named: list[NamedLine]

    def location(self, file: str, row: int, heading: str) -> Location:
        """The cell of the file from which a heading of a row of the sheet (counted from 0) was filled."""
        role = next((role for role, one in HEADINGS.items() if one == heading), None)
        if heading in ("mã", "khoá"):
            role = Role.CODE
        return self.lines[row].where(file, role or Role.TEXT)


def import_plan(raw: RawForm, file: str, criteria_number: int = 1) -> tuple[ImportedPlan, list[Problem]]:
    """The plan of a file as read, `file` its name in problems: each line as one row of sheet Kế hoạch, in order.
    `criteria_number`: which table of the sheet the first of the file is, where it has tables of points only."""
    tables, problems = find_lines(raw, file)
    coded, code_problems = code_lines(tables.lines, file)
    first = criteria_number if are_criteria(tables.lines) else 1
    rows, key_problems = _rows(coded, file, first)
    swapped = _swapped_days(raw, tables.lines, file)
    plan = ImportedPlan(rows, tables.lines, tables.named)
    return plan, [*problems, *code_problems, *key_problems, *swapped]


def are_criteria(lines: Iterable[PlanLine]) -> bool:
    """Whether all lines of a file are of tables of points."""
    return all(line.is_scored for line in lines)


def keep_additions(rows: Sequence[dict[str, str]], before: Sequence[SheetRow]) -> list[SheetRow]:
    """The rows with what the present sheet adds to the same line: same key, same text."""
    known = {(str(row.get("khoá") or ""), str(row.get("nội dung") or "")): row for row in before}
    kept: list[SheetRow] = []
    for row in rows:
        present = known.get((row["khoá"], row["nội dung"]), {})
        kept.append({**{heading: present.get(heading) for heading in KEPT}, **row})
    return kept


def _rows(coded: Sequence[Coded], file: str, first: int) -> tuple[list[dict[str, str]], list[Problem]]:
    keys = Keys()
    seen: set[str] = set()
    tables = first - 1
    section_time = ""
    rows: list[dict[str, str]] = []
    problems: list[Problem] = []
    for one in coded:
        tables += one.line.begins_table
        level = _level(one)
        derived = keys.derive(level, one.code)
        begins_beside = first > 1 and one.line.begins_table
        key = _of_table(tables, derived, one) if begins_beside else _free_key(derived, one, level, tables, seen)
        if key != derived and not one.line.begins_table and level is not RowLevel.LINE:
            where = one.line.where(file, Role.CODE)
            problems.append(kinds.IMPORT_CODE_AGAIN(where, code=one.code or one.text[:40], key=key))
        keys.settle(level, one.code, key)
        seen.add(key)
        row = _row(one, level, key)
        if level is RowLevel.SECTION:
            section_time = as_time(one.text)
        elif level is not RowLevel.SUB and not row.get(_TIME):
            in_text = _IN_TEXT.search(one.text) if not one.line.has_times else None
            time = (as_time(in_text[1]) if in_text else "") or section_time
            row |= {_TIME: time} if time else {}
        rows.append(row)
    return rows, problems


def _free_key(derived: str, one: Coded, level: RowLevel, tables: int, seen: Collection[str]) -> str:
    """The derived key, or where it is taken one that is not: that of another table, or the same code once more. A table
    whose numbers begin anew is another plan, even where its first key is free."""
    begins_anew = normalised(one.code) in _FIRST or (level is RowLevel.SECTION and not one.code)
    if one.line.begins_table and tables > 1 and (derived in seen or begins_anew):
        return _of_table(tables, derived, one)
    if derived not in seen:
        return derived
    return next(key for number in range(2, len(seen) + 3) if (key := f"{derived}-{number}") not in seen)


def _of_table(number: int, derived: str, one: Coded) -> str:
    """The key of the first row of another table."""
    return f"B{number}.{normalised(one.code) or derived.rpartition('.')[2]}"


def _level(one: Coded) -> RowLevel:
    """A row is what its code says; without one a title over the table is a section, an italic line a sub-row. A sub-row
    that names who leads is a line: somebody has to do it. How points are given for the line above is never a task."""
    if one.line.is_scored and len(normalised(one.code)) < 2 and not one.code.isdecimal() and _STEP.search(one.text):
        return RowLevel.SUB
    if one.line.is_scored and _BAND.fullmatch(one.text):
        return RowLevel.SUB
    level = RowLevel.SECTION if one.is_section else level_of(one.code)
    if one.line.is_scored and level is RowLevel.LINE and not clean_text(one.line.points):
        return RowLevel.SUB
    if level is RowLevel.LINE and one.line.is_italic:
        level = RowLevel.SUB
    lead = one.line.text(Role.LEAD)
    return RowLevel.LINE if level is RowLevel.SUB and lead and lead not in _DASHES else level


def _row(one: Coded, level: RowLevel, key: str) -> dict[str, str]:
    cells = {HEADINGS[role]: text for role, text in one.line.cells.items() if role in HEADINGS}
    if level is RowLevel.SECTION and not one.line.text(Role.LEAD):
        title = _TITLE_LEAD.search(one.text)
        cells |= {HEADINGS[Role.LEAD]: next(filter(None, title.groups()))} if title else {}
    return {"khoá": key, "mã": one.code, "nội dung": one.text, "cấp": level.value, **cells}


def _swapped_days(raw: RawForm, lines: Sequence[PlanLine], file: str) -> list[Problem]:
    """Days whose day and month Excel may have exchanged: it makes days of what it can read its own way, 5/8 for one,
    and leaves 30/8 a text beside them."""
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    problems: list[Problem] = []
    for name, sheet in sheets.items():
        of_sheet = [line for line in lines if line.table == name and Role.TIME in line.spots]
        cells = {(line.row, column): line for line in of_sheet for column in range(len(sheet.rows[line.row]))}
        days = {spot: value for spot in cells if isinstance(value := sheet.cell(*spot), dt.date)}
        for column in {column for _, column in days}:
            own = {row: day for (row, at), day in days.items() if at == column}
            own = {row: day for row, day in own.items() if day.day != day.month}
            if all(day.day <= 12 for day in own.values()) and _has_text_days(
                sheet.cell(row, column) for row in range(len(sheet.rows))
            ):
                problems.extend(_swapped(cells[row, column].where(file, Role.TIME), day) for row, day in own.items())
    return problems


def _has_text_days(values: Iterator[object]) -> bool:
    days = (value.strip().split("/") for value in values if isinstance(value, str))
    return any(len(parts) == 3 and parts[0].isdecimal() and int(parts[0]) > 12 for parts in days)


def _swapped(where: Location, day: dt.date) -> Problem:
    return kinds.IMPORT_DAY_SWAPPED(where, value=f"{day:%d/%m/%Y}", day=day.day, month=day.month)


def counts(plan: ImportedPlan) -> Mapping[str, int]:
    """How many lines were read, and how many became rows; the others are named."""
    return {"read": len(plan.rows) + len(plan.named), "placed": len(plan.rows)}
