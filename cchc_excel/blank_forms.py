"""Blank unit workbooks, ready to be sent: written, calculated, and checked."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_excel import problems
from cchc_excel.catalogue.model import Catalogue, Period, Unit
from cchc_excel.catalogue.periods import Task
from cchc_excel.forms.blank import Prefill, write_blank
from cchc_excel.forms.own_check import check_own
from cchc_excel.problems import Problem, Where
from cchc_excel.report.fill.recalculate import recalculate


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
