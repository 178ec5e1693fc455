"""danh-muc.xlsx -> Catalogue: every sheet read, every mistake a Problem with its cell, all of them together."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from cchc_excel.catalogue.appraisals import (
    APPRAISAL_HEADINGS,
    APPRAISAL_OPTIONAL,
    APPRAISAL_SHEET,
    read_appraisals,
)
from cchc_excel.catalogue.checks import CHECK_HEADINGS, read_checks
from cchc_excel.catalogue.figures import FIGURE_HEADINGS, FIGURE_OPTIONAL, read_figures, read_owners
from cchc_excel.catalogue.indicators import INDICATOR_HEADINGS, INDICATOR_OPTIONAL, read_indicators
from cchc_excel.catalogue.levels import split_levels
from cchc_excel.catalogue.model import Catalogue, IndicatorSpec
from cchc_excel.catalogue.near_names import near_name
from cchc_excel.catalogue.period_sheet import PERIOD_HEADINGS, PERIOD_SHEET, read_periods
from cchc_excel.catalogue.plan import HEADINGS as PLAN_HEADINGS
from cchc_excel.catalogue.plan import OPTIONAL as PLAN_OPTIONAL
from cchc_excel.catalogue.plan import Line, build_plan, read_lines
from cchc_excel.catalogue.scores import SCORE_HEADINGS, read_grades, read_scores
from cchc_excel.catalogue.sheet import Record, Table, find_sheet
from cchc_excel.catalogue.sources import SOURCE_HEADINGS, SOURCE_SHEET, read_sources
from cchc_excel.catalogue.unit_model import Period, Procedure
from cchc_excel.catalogue.unit_names import Names
from cchc_excel.catalogue.unit_sheet import UNIT_HEADINGS, UNIT_OPTIONAL, read_units
from cchc_excel.model.records import RawForm
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, has_errors
from cchc_excel.values import clean_text, fold

HEADINGS: dict[str, tuple[str, ...]] = {
    "Thông tin": ("khoá", "giá trị"),
    PERIOD_SHEET: PERIOD_HEADINGS,
    "Đơn vị": UNIT_HEADINGS,
    "TTHC": ("mã", "tên", "lĩnh vực", "đơn vị", "hiệu lực từ", "hiệu lực đến"),
    "Kế hoạch": PLAN_HEADINGS,
    "Số liệu": FIGURE_HEADINGS,
    "Kiểm tra": CHECK_HEADINGS,
    "Chỉ tiêu": INDICATOR_HEADINGS,
    "Chấm điểm": SCORE_HEADINGS,
    APPRAISAL_SHEET: APPRAISAL_HEADINGS,
    SOURCE_SHEET: SOURCE_HEADINGS,
}
"""The sheets of the catalogue and their headings; each may have a last column "ghi chú"."""

OPTIONAL: dict[str, tuple[str, ...]] = {
    "Đơn vị": UNIT_OPTIONAL,
    "Kế hoạch": PLAN_OPTIONAL,
    "Số liệu": FIGURE_OPTIONAL,
    "Chỉ tiêu": INDICATOR_OPTIONAL,
    APPRAISAL_SHEET: APPRAISAL_OPTIONAL,
}
"""Headings that catalogues made earlier do not have: blank there."""

OPTIONAL_SHEETS = frozenset({APPRAISAL_SHEET, SOURCE_SHEET})
"""Sheets that catalogues made earlier do not have: empty there."""

NEEDED_SHEETS = (PERIOD_SHEET, "Đơn vị")
"""Sheets that hold at least one row: without one nothing can be asked of anybody."""

_FLAG = re.compile(r"[a-z_][a-z0-9_]*")
_NOTE = "ghi chú"


def read_catalogue(
    raw: RawForm, file: str, elsewhere: Mapping[str, Period] | None = None
) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue of a workbook as read, or None if anything in it is an error; `file` is its name in problems.
    `elsewhere`: the periods of the working folder's other catalogues, which its own may stand beside."""
    found: list[Problem] = []
    tables = _tables(raw, file, found)
    if not HEADINGS.keys() - OPTIONAL_SHEETS <= tables.keys():
        return None, found
    records = {name: tables[name].records() if name in tables else [] for name in HEADINGS}
    empty = [tables[name].sheet.name for name in NEEDED_SHEETS if tables[name].complete and not records[name]]
    if empty:
        return None, [*found, *(kinds.CATALOGUE_NO_ROWS(Location(file, sheet, "A2")) for sheet in empty)]
    units, departments = split_levels(read_units(records["Đơn vị"]))
    names = Names(units.values(), departments.values())
    periods = read_periods(records[PERIOD_SHEET], elsewhere or {})
    flags = _flags(tables["TTHC"])
    figures = read_figures(records["Số liệu"], names, units, flags)
    lines = read_lines(records["Kế hoạch"], names, periods)
    keys = {line.row.key for line in lines}
    indicators = read_indicators(records["Chỉ tiêu"], figures, flags, keys)
    scores = read_scores(records["Chấm điểm"], figures, indicators, keys)
    _check_shown(lines, indicators)
    measured = {one.key for one in indicators.values()} | {rule.key for rule in scores if rule.about}
    plan = build_plan(lines, names, measured, {rule.key for rule in scores if rule.method})
    catalogue = Catalogue(
        info={record.text("khoá"): record.text("giá trị") for record in records["Thông tin"]},
        periods=periods,
        units=units,
        procedures=_procedures(records["TTHC"], names, flags),
        flags=flags,
        plan=plan.rows,
        items=plan.items,
        shown=plan.shows,
        figures=figures,
        checks=read_checks(records["Kiểm tra"], figures, flags),
        indicators=indicators,
        scores=scores,
        fingerprint=_fingerprint(tables.values()),
        grades=read_grades(records["Thông tin"]),
        appraisals=read_appraisals(records[APPRAISAL_SHEET], scores, names, periods),
        sources=read_sources(records[SOURCE_SHEET], figures),
        departments=departments,
    )
    return (None if has_errors(found) else catalogue), found


def _tables(raw: RawForm, file: str, found: list[Problem]) -> dict[str, Table]:
    """The sheets of the catalogue; a sheet or heading that is not there is a Problem."""
    tables: dict[str, Table] = {}
    for name, headings in HEADINGS.items():
        sheet = find_sheet(raw, name)
        if sheet is None and name in OPTIONAL_SHEETS:
            continue
        if sheet is None:
            hint = near_name(name, (one.name for one in raw.sheets))
            found.append(kinds.CATALOGUE_SHEET(Location(file), sheet=name, hint=hint))
        else:
            tables[name] = Table(file, sheet, headings, found, OPTIONAL.get(name, ()))
    return tables


def _flags(table: Table) -> dict[str, str]:
    """Flags of sheet TTHC: every further heading that is an identifier."""
    return {title: title for title in table.further if is_flag(title)}


def is_flag(title: str) -> bool:
    """Whether a heading of sheet TTHC is that of a flag: an identifier; those of its own columns are none, they have
    signs."""
    return bool(_FLAG.fullmatch(title)) and fold(title) != _NOTE


def _procedures(records: Sequence[Record], names: Names, flags: Mapping[str, str]) -> tuple[Procedure, ...]:
    procedures: list[Procedure] = []
    rows: dict[str, list[tuple[Procedure, Record]]] = {}
    for record in records:
        code = record.needed("mã")
        if not code:
            continue
        owners = read_owners(record, "đơn vị", names)
        if not record.names("đơn vị"):
            record.report("đơn vị", kinds.PROCEDURE_NOBODY, code=code)
        one = Procedure(
            code,
            record.needed("tên"),
            record.text("lĩnh vực"),
            tuple(owners),
            record.date("hiệu lực từ"),
            record.date("hiệu lực đến"),
            frozenset(flag for flag in flags if _is_marked(record, flag)),
        )
        if one.start and one.end and one.start > one.end:
            record.report("hiệu lực đến", kinds.PERIOD_BACKWARDS)
        for other, other_record in rows.get(code, []):
            if other.in_force(one.start or dt.date.min, one.end or dt.date.max):
                record.report("mã", kinds.PROCEDURE_OVERLAP, code=code, other=other_record.where("mã").cell)
        rows.setdefault(code, []).append((one, record))
        procedures.append(one)
    return tuple(procedures)


def _is_marked(record: Record, flag: str) -> bool:
    mark = record.text(flag)
    if mark and fold(mark) != "x":
        record.report(flag, kinds.FLAG_UNKNOWN, value=mark)
    return fold(mark) == "x"


def _check_shown(lines: Iterable[Line], indicators: Mapping[str, IndicatorSpec]) -> None:
    for line in lines:
        for code in line.indicators:
            if code not in indicators:
                line.record.report("chỉ tiêu", kinds.CATALOGUE_UNKNOWN, name=code, hint="")


def _fingerprint(tables: Iterable[Table]) -> str:
    """A short name of the catalogue's content: it changes with any cell, not with a mere save, nor with a sheet or
    a heading that may be absent and holds nothing: the program's next version brings such, and changes nothing."""
    digest = hashlib.sha256()
    for table in tables:
        if fold(table.sheet.name) in map(fold, OPTIONAL_SHEETS) and not table.records():
            continue
        unused = table.unused()
        for row in table.sheet.rows:
            cells = (clean_text(value) for at, value in enumerate(row) if at not in unused)
            digest.update("\t".join(cells).rstrip("\t").encode())
            digest.update(b"\n")
        digest.update(b"\f")
    return digest.hexdigest()[:16]


def read_plan_alone(raw: RawForm, file: str) -> Catalogue:
    """The periods, units and plan of a workbook as a catalogue of nothing else, its mistakes aside: what a plan asks
    can be told before the rest of a catalogue fits it. Raises nothing."""
    found: list[Problem] = []
    tables = _tables(raw, file, found)
    records = {name: table.records() for name, table in tables.items()}
    units = read_units(records.get("Đơn vị", []))
    names = Names(units.values())
    periods = read_periods(records.get(PERIOD_SHEET, []), {})
    plan = build_plan(read_lines(records.get("Kế hoạch", []), names, periods), names, ())
    return Catalogue(
        info={}, periods=periods, units=units, procedures=(), flags={}, plan=plan.rows, items=plan.items, shown={},
        figures={}, checks=(), indicators={}, scores=(), fingerprint="",
    )  # fmt: skip
