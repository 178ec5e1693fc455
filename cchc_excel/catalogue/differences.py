"""What differs between two catalogues, in words: sheet by sheet, and what it touches: forms, tasks, ratios."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from cchc_excel.catalogue.due import required_task, tasks_of
from cchc_excel.catalogue.model import Catalogue, IndicatorSpec
from cchc_excel.catalogue.plan_codes import Keys, level_of
from cchc_excel.catalogue.plan_model import PlanItem, RowLevel
from cchc_excel.catalogue.sheet import NOTE, find_sheet
from cchc_excel.catalogue.unit_model import Period, Unit
from cchc_excel.model.records import CellValue, RawForm, RawSheet
from cchc_excel.values import clean_text, fold

Row: TypeAlias = Mapping[str, str]
"""Heading -> text of a cell."""

PLAN = "Kế hoạch"
_KEYS = {"Thông tin": ("khoá",), "TTHC": ("mã", "hiệu lực từ"), PLAN: ("khoá",), "Chấm điểm": ("mục", "chỉ tiêu")}
"""What tells the rows of a sheet apart; of the others column "mã" does."""
_LONGEST, _MANY, _FEW_UNITS = 90, 10, 4


def rows_of(sheet: RawSheet | None) -> list[Row]:
    """The rows of a sheet of a catalogue: those with anything in them."""
    if sheet is None or not sheet.rows:
        return []
    titles = [fold(clean_text(value)) for value in sheet.rows[0]]
    rows = [
        {title: text for title, value in zip(titles, cells, strict=False) if title and (text := _text(value))}
        for cells in sheet.rows[1:]
    ]
    return [row for row in rows if row]


def _text(value: CellValue) -> str:
    """A cell's text, a day as people write it."""
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else clean_text(value)


def differences(before: RawForm, after: RawForm) -> list[str]:
    """A line for each row of a sheet that is new, gone or changed."""
    names = list(dict.fromkeys(sheet.name for sheet in (*before.sheets, *after.sheets)))
    return [
        f"{name}: {line}"
        for name in names
        for line in row_differences(name, rows_of(find_sheet(before, name)), rows_of(find_sheet(after, name)))
    ]


def row_differences(sheet: str, before: Sequence[Row], after: Sequence[Row]) -> list[str]:
    """A line for each row of a sheet that is new, gone or changed, in the order of the new sheet; of many that are
    gone, or changed alike, only the keys."""
    old, new = _by_key(sheet, before), _by_key(sheet, after)
    gone = {key: row for key, row in old.items() if key not in new}
    lines = [f"bỏ {key}{_named(row)}" for key, row in gone.items()]
    if len(gone) > _MANY:
        lines = [f"bỏ {len(gone)} dòng: {'; '.join(gone)}"]
    changed = {key: list(_changes(old[key], row)) for key, row in new.items() if key in old}
    alike: dict[str, list[str]] = {}
    for key, changes in changed.items():
        for change in changes:
            alike.setdefault(change, []).append(key)
    shared = {change: keys for change, keys in alike.items() if len(keys) > _MANY}
    for key, row in new.items():
        if key not in old:
            lines.append(f"thêm {key}{_named(row)}")
        else:
            lines += [f"{key}: {change}" for change in changed[key] if change not in shared]
    return [*lines, *(f"{len(keys)} dòng đổi {change}: {'; '.join(keys)}" for change, keys in shared.items())]


def _by_key(sheet: str, rows: Sequence[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    keys = _plan_keys(rows) if sheet == PLAN else (_key(sheet, row) for row in rows)
    for key, row in zip(keys, rows, strict=True):
        number = sum(other == key or other.startswith(f"{key} (") for other in found) + 1
        found[key if key not in found else f"{key} ({number})"] = row
    return found


def _key(sheet: str, row: Row) -> str:
    headings = _KEYS.get(sheet, ("mã",))
    return " ".join(row[heading] for heading in headings if row.get(heading)) or next(iter(row.values()))


def _plan_keys(rows: Sequence[Row]) -> Iterator[str]:
    """Keys of plan rows, derived where column "khoá" is blank."""
    keys = Keys()
    for row in rows:
        code = row.get("mã", "").removeprefix("'")
        level = next((one for one in RowLevel if one == row.get("cấp", "")), level_of(code))
        derived = keys.derive(level, code)
        key = row.get("khoá") or derived
        keys.settle(level, code, key)
        yield key


def _named(row: Row) -> str:
    text = row.get("nội dung") or row.get("tên") or row.get("giá trị") or row.get("tử số") or row.get("biểu thức") or ""
    return f" “{_short(text)}”" if text else ""


def _changes(before: Row, after: Row) -> Iterator[str]:
    headings = dict.fromkeys((*before, *after))
    for heading in headings:
        old, new = before.get(heading, ""), after.get(heading, "")
        if old != new and heading not in (NOTE, "khoá"):
            yield f"{heading} “{_short(old)}” thành “{_short(new)}”"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def touched(before: Catalogue, after: Catalogue) -> list[str]:
    """What the difference does: for each unit and period the tasks, figures and procedures that come and go on its
    form, and the indicators that are worked out in another way."""
    lines: dict[tuple[str, str], list[str]] = {}
    for code, unit in {**before.units, **after.units}.items():
        for period in after.periods.values():
            for line in _of_form(before, after, code, period):
                lines.setdefault((unit.name, line), []).append(period.code)
    forms = [f"Biểu mẫu {name}: {line} ({', '.join(codes)})" for (name, line), codes in lines.items()]
    return [*forms, *_indicators(before, after)]


def tasks_in_words(plan: Catalogue) -> list[str]:
    """Every task of a plan with whom it asks in which periods, and by when; one that nobody leads says so."""
    asking = (item for item in plan.items.values() if item.leads or item.product or item.time)
    return [_in_words(plan, item) for item in asking]


def _in_words(plan: Catalogue, item: PlanItem) -> str:
    if not item.leads:
        return f"{item.key} “{_short(item.text)}”: không đơn vị nào chủ trì, không hỏi ai"
    names = [plan.units[unit].name for unit in item.leads]
    whose = ", ".join(names) if len(names) <= _FEW_UNITS else f"{len(names)} đơn vị"
    asked = {code: task for code, period in plan.periods.items() if (task := required_task(plan, item, period))}
    if not asked:
        return f"{item.key} “{_short(item.text)}”: {whose}; không hỏi kỳ nào của danh mục"
    days = {code: task.deadline for code, task in asked.items()}
    if len(asked) == len(plan.periods) and len(set(days.values())) == 1:
        day = next(iter(days.values()))
        when = f"mọi kỳ, hạn {day:%d/%m/%Y}" if day else "mọi kỳ, không tính trễ"
    elif len(asked) == len(plan.periods) and all(day == plan.periods[code].due for code, day in days.items()):
        when = "mọi kỳ, hạn là hạn nộp của kỳ"
    else:
        when = "; ".join(f"{code} hạn {day:%d/%m/%Y}" if day else code for code, day in days.items())
    return f"{item.key} “{_short(item.text)}”: {whose}; {when}"


def _of_form(before: Catalogue, after: Catalogue, unit: str, period: Period) -> Iterator[str]:
    old, new = _form(before, unit, period), _form(after, unit, period)
    for what in ("nhiệm vụ", "số liệu", "thủ tục"):
        gone, come = old.get(what, {}), new.get(what, {})
        added, dropped = [key for key in come if key not in gone], [key for key in gone if key not in come]
        later = [key for key in come if key in gone and come[key] != gone[key]]
        for verb, keys in (("thêm", added), ("bớt", dropped), ("đổi hạn", later)):
            if keys:
                yield f"{verb} {what} {'; '.join(keys)}"


def _form(catalogue: Catalogue, unit: str, period: Period) -> dict[str, dict[str, object]]:
    """What a unit's form of a period asks: tasks with their deadlines, figures, procedures."""
    found: Unit | None = catalogue.units.get(unit)
    if found is None or period.code not in catalogue.periods or not found.lives_in(period):
        return {}
    return {
        "nhiệm vụ": {key: task.deadline for key, task in tasks_of(catalogue, unit, period).items()},
        "số liệu": dict.fromkeys((figure.code for figure in catalogue.typed_by(unit)), None),
        "thủ tục": dict.fromkeys(catalogue.owned(unit, period), None),
    }


def _indicators(before: Catalogue, after: Catalogue) -> Iterable[str]:
    for code, spec in after.indicators.items():
        old = before.indicators.get(code)
        if old and _rule(old) != _rule(spec):
            yield f"Chỉ tiêu {code}: các kỳ gộp lại sẽ ra kết quả khác"


def _rule(spec: IndicatorSpec) -> tuple[object, ...]:
    """What a ratio is made of."""
    parts = (spec.numerator, spec.denominator, spec.condition)
    return (*(part.text if part else None for part in parts), spec.requirement)
