"""Blank workbooks in place of files that go back and that nobody can mark: an old .xls comes back as a sound .xlsx."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_excel.commands.session import Reading
from cchc_excel.compute.facts import Facts
from cchc_excel.compute.tasks import tasks_by_unit
from cchc_excel.outbox.slips import unmarkable
from cchc_excel.period.load import PeriodData


def forms_in_place(facts: Facts, loaded: PeriodData) -> Mapping[str, bytes]:
    """File -> the blank workbook of its unit, which its entries will be put into. None where one would be wrong: the
    file's slip is a list then."""
    units = {file: unit for file, unit in unmarkable(facts).items() if unit in facts.catalogue.units_of(facts.period)}
    if not units:
        return {}
    from cchc_excel.commands.blank import blank_forms  # what writes forms: only where one goes back

    tasks = tasks_by_unit(facts.catalogue, facts.period, loaded)
    reading = Reading(facts.catalogue, facts.period, loaded, tasks)
    forms, _ = blank_forms(reading, sorted(set(units.values())), lambda _: None)
    return {file: forms[unit] for file, unit in units.items() if unit in forms}
