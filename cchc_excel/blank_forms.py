"""Blank unit workbooks, ready to be sent: written, calculated, and checked."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_excel import problems
from cchc_excel.catalogue.model import Catalogue, Period, Table, Unit
from cchc_excel.catalogue.periods import Task
from cchc_excel.checks import continued
from cchc_excel.collection import earlier_figures
from cchc_excel.forms.blank import Prefill, write_blank
from cchc_excel.forms.own_check import check_own
from cchc_excel.problems import Problem, Where
from cchc_excel.report.fill.recalculate import recalculate
from cchc_excel.rollup import Reports, resolve_unit, roll_up


def make_blank(
    catalogue: Catalogue, unit: Unit, period: Period, tasks: Sequence[Task], prefill: Prefill, file: str
) -> tuple[bytes, list[Problem]]:
    """A unit's blank workbook as .xlsx bytes, every formula with its value, and what is wrong with it (then it must
    not be sent). `file`: the name it will have, for the problems."""
    data, uncomputed = recalculate(write_blank(catalogue, unit, period, tasks, prefill))
    found = [
        problems.OWN_FORM_FORMULA(Where(file, one.sheet, one.cell, unit.code), value=one.formula) for one in uncomputed
    ]
    return data, found or check_own(data, prefill, file)


def prefill_for(catalogue: Catalogue, unit: str, period: Period, reports: Reports) -> Prefill:
    """What a unit's blank workbook already holds: figures continued ("nối từ") from the period before it, and the
    previous period's unit figures. A continued 0 stays blank, so that a row without dossiers stays empty."""
    earlier = earlier_figures(catalogue, unit, period, reports) or {}
    procedures = sorted({procedure for procedure, _ in earlier if procedure})
    figures: dict[str, int] = {}
    dossiers: dict[str, dict[str, int]] = {}
    for spec in catalogue.figures.values():
        if spec.continues is None:
            continue
        for procedure in procedures if spec.table is Table.PROCEDURE else [""]:
            value = continued(spec.continues, procedure, earlier)
            if value and procedure:
                dossiers.setdefault(procedure, {})[spec.code] = value
            elif value is not None and not procedure:
                figures[spec.code] = value
    before = catalogue.periods.get(period.previous or "")
    told = resolve_unit(catalogue, unit, before, reports).reports if before else ()
    values = roll_up(catalogue, told) if told else {}
    previous = {code: value for (procedure, code), value in values.items() if not procedure and value is not None}
    return Prefill(figures, dossiers, previous)
