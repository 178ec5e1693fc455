"""danh-muc.xlsx -> Catalogue: every sheet read, every mistake a Problem with its cell, all of them together."""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from cchc_excel.catalogue.checks import CHECK_HEADINGS, read_checks
from cchc_excel.catalogue.figures import FIGURE_HEADINGS, read_figures, read_owners
from cchc_excel.catalogue.indicators import INDICATOR_HEADINGS, read_indicators
from cchc_excel.catalogue.model import Catalogue, IndicatorSpec, Period, Procedure, Unit
from cchc_excel.catalogue.plan import HEADINGS as PLAN_HEADINGS
from cchc_excel.catalogue.plan import Line, build_plan, read_lines
from cchc_excel.catalogue.scores import SCORE_HEADINGS, read_scores
from cchc_excel.catalogue.sheet import Record, Table, find_sheet, first_time
from cchc_excel.catalogue.unit_names import Names
from cchc_excel.model.records import RawForm
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Level, Location, Problem
from cchc_excel.values import clean_text, fold

HEADINGS: dict[str, tuple[str, ...]] = {
    "Thông tin": ("khoá", "giá trị"),
    "Kỳ báo cáo": ("mã", "tên", "từ ngày", "đến ngày", "hạn nộp", "gồm các kỳ", "kỳ nối", "kỳ trước", "lũy kế"),
    "Đơn vị": ("mã", "tên", "nhóm", "email", "tên gọi khác"),
    "TTHC": ("mã", "tên", "lĩnh vực", "đơn vị", "hiệu lực từ", "hiệu lực đến"),
    "Kế hoạch": PLAN_HEADINGS,
    "Số liệu": FIGURE_HEADINGS,
    "Kiểm tra": CHECK_HEADINGS,
    "Chỉ tiêu": INDICATOR_HEADINGS,
    "Chấm điểm": SCORE_HEADINGS,
}
"""The sheets of the catalogue and their headings; each may have a last column "ghi chú"."""

_SAFE_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_\-]*")
"""Codes that become file and folder names on every system."""
_FLAG = re.compile(r"[a-z_][a-z0-9_]*")
_NOTE = "ghi chú"


def read_catalogue(raw: RawForm, file: str) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue of a workbook as read, or None if anything in it is an error; `file` is its name in problems."""
    found: list[Problem] = []
    tables = _tables(raw, file, found)
    if len(tables) < len(HEADINGS):
        return None, found
    records = {name: table.records() for name, table in tables.items()}
    units = _units(records["Đơn vị"])
    names = Names(units.values())
    periods = _periods(records["Kỳ báo cáo"])
    flags = _flags(tables["TTHC"])
    figures = read_figures(records["Số liệu"], names, units, flags)
    lines = read_lines(records["Kế hoạch"], names, periods)
    keys = {line.row.key for line in lines}
    indicators = read_indicators(records["Chỉ tiêu"], figures, flags, keys)
    scores = read_scores(records["Chấm điểm"], figures, indicators, keys)
    _check_shown(lines, indicators)
    measured = {one.key for one in indicators.values()} | {rule.key for rule in scores if rule.about}
    plan = build_plan(lines, names, measured)
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
    )
    broken = any(problem.level is Level.ERROR for problem in found)
    return (None if broken else catalogue), found


def _tables(raw: RawForm, file: str, found: list[Problem]) -> dict[str, Table]:
    """The sheets of the catalogue; a sheet or heading that is not there is a Problem."""
    tables: dict[str, Table] = {}
    for name, headings in HEADINGS.items():
        sheet = find_sheet(raw, name)
        if sheet is None:
            near = difflib.get_close_matches(name, [one.name for one in raw.sheets], n=1, cutoff=0.6)
            hint = f" (có phải “{near[0]}”?)" if near else ""
            found.append(kinds.CATALOGUE_SHEET(Location(file), sheet=name, hint=hint))
        else:
            tables[name] = Table(file, sheet, headings, found)
    return tables


def _units(records: Sequence[Record]) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    codes: dict[str, Record] = {}
    owners: dict[str, str] = {}
    for record in records:
        code = _file_code(record)
        if not code or not first_time(codes, record, "mã", code):
            continue
        name, aliases = record.needed("tên"), record.names("tên gọi khác")
        for heading, called in [("mã", code), ("tên", name), *(("tên gọi khác", alias) for alias in aliases)]:
            if owners.setdefault(fold(called), code) != code:
                record.report(heading, kinds.CATALOGUE_NAME_SHARED, name=called, other=owners[fold(called)])
        units[code] = Unit(code, name, tuple(record.names("nhóm")), record.text("email"), tuple(aliases))
    for record in records:
        for group in record.names("nhóm"):
            if fold(group) in owners:
                record.report("nhóm", kinds.CATALOGUE_NAME_SHARED, name=group, other=owners[fold(group)])
    return units


def _file_code(record: Record) -> str:
    code = record.needed("mã")
    if code and not _SAFE_CODE.fullmatch(code):
        record.report("mã", kinds.CATALOGUE_CODE, code=code)
        return ""
    return code


def _periods(records: Sequence[Record]) -> dict[str, Period]:
    periods: dict[str, Period] = {}
    rows: dict[str, Record] = {}
    for record in records:
        code = _file_code(record)
        start, end = record.date("từ ngày"), record.date("đến ngày")
        for heading, day in (("từ ngày", start), ("đến ngày", end)):
            if day is None:
                record.report(heading, kinds.CATALOGUE_BLANK, title=heading)
        if not code or not first_time(rows, record, "mã", code) or start is None or end is None:
            continue
        if start > end:
            record.report("đến ngày", kinds.PERIOD_BACKWARDS)
        periods[code] = Period(
            code,
            record.text("tên") or code,
            start,
            end,
            record.date("hạn nộp"),
            tuple(record.names("gồm các kỳ")),
            tuple(record.names("kỳ nối")),
            record.code("kỳ trước") or None,
            record.code("lũy kế") or None,
        )
    for code, period in periods.items():
        _check_period(rows[code], period, periods)
    return periods


def _check_period(record: Record, period: Period, periods: Mapping[str, Period]) -> None:
    """References of a period: they exist, its parts follow each other within its days, none is made of itself."""
    singles = [("kỳ trước", period.previous), ("lũy kế", period.cumulative)]
    named = [("gồm các kỳ", code) for code in period.parts] + [("kỳ nối", code) for code in period.continues]
    for heading, code in [*named, *((heading, code) for heading, code in singles if code)]:
        if code not in periods:
            record.report(heading, kinds.CATALOGUE_NO_PERIOD, period=code)
    for code in period.continues:
        before = periods.get(code)
        if before and before.end + dt.timedelta(days=1) != period.start:
            record.report("kỳ nối", kinds.PERIOD_NOT_JOINED, period=code)
    parts = [periods[code] for code in period.parts if code in periods]
    if _contains(periods, period.code, period.parts):
        record.report("gồm các kỳ", kinds.PERIOD_CIRCLE, period=period.code)
    elif parts and len(parts) == len(period.parts):
        ends = [period.start - dt.timedelta(days=1), *(part.end for part in parts)]
        joined = all(end + dt.timedelta(days=1) == part.start for end, part in zip(ends, parts, strict=False))
        if not joined or ends[-1] != period.end:
            record.report("gồm các kỳ", kinds.PERIOD_PARTS_GAP)


def _contains(periods: Mapping[str, Period], code: str, parts: Iterable[str]) -> bool:
    """Whether a period is found among its own parts, at any depth."""
    seen: set[str] = set()
    todo = list(parts)
    while todo:
        part = todo.pop()
        if part == code:
            return True
        if part not in seen and part in periods:
            seen.add(part)
            todo.extend(periods[part].parts)
    return False


def _flags(table: Table) -> dict[str, str]:
    """Flags of sheet TTHC: every further heading that is an identifier."""
    return {title: title for title in table.further if _FLAG.fullmatch(title) and fold(title) != _NOTE}


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
    """A short name of the catalogue's content: it changes with any cell, not with a mere save."""
    digest = hashlib.sha256()
    for table in tables:
        for row in table.sheet.rows:
            digest.update("\t".join(clean_text(value) for value in row).rstrip("\t").encode())
            digest.update(b"\n")
        digest.update(b"\f")
    return digest.hexdigest()[:16]
