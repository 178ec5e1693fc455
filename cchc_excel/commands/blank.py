"""Blank unit workbooks, ready to be sent: written, calculated, and checked."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.plan_model import Task
from cchc_excel.catalogue.unit_model import Period, Unit
from cchc_excel.commands.session import (
    Progress,
    Reading,
    catalogue_with,
    each_told,
    no_progress,
    read_again,
    units_as_typed,
)
from cchc_excel.compute.handovers import split_units, undecided_handovers, unknown_openings
from cchc_excel.compute.tasks import unowned_items
from cchc_excel.fill import can_compute, recalculate
from cchc_excel.forms.blank.parts import Brought
from cchc_excel.forms.blank.verify import verify
from cchc_excel.forms.blank.workbook import Prefill, write_blank
from cchc_excel.forms.filled.entries import Entry, entries
from cchc_excel.forms.filled.reader import Reader, reader_for
from cchc_excel.forms.layout import SPARE_ROWS
from cchc_excel.model.records import Number, Source
from cchc_excel.period.carried import CarriedOver
from cchc_excel.period.load import parse_read
from cchc_excel.period.roll_up import Reports, figures_in
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, has_errors
from cchc_excel.reading.pool import ReadingPool
from cchc_excel.reading.workbook import read_bytes
from cchc_excel.values import summed
from cchc_excel.workspace.folders import Folders
from cchc_excel.workspace.output_names import FORMS
from cchc_excel.workspace.publish import keep_aside, write_files
from cchc_excel.workspace.writable import cannot_write


class Asked(msgspec.Struct, frozen=True):
    """What a form has cells for: (procedure, or "" of a unit figure; figure); and what its spare rows may hold, each
    one procedure."""

    cells: frozenset[tuple[str, str]]
    others: frozenset[tuple[str, str]]
    spare_rows: int


_WORTH_A_PROCESS = 3
"""Forms that take somewhat longer to make than it takes to start a process for them."""
Bring: TypeAlias = Callable[[Catalogue, Unit, Asked], tuple[Mapping[tuple[str, str], Brought], list[Problem]]]
"""What other systems have for the form of a unit; of `others` in spare rows too."""


class FormOrder(msgspec.Struct, frozen=True):
    """A form to be made: the name it will have, for the problems; whose it is, what its sheet Nhiệm vụ asks, and what
    it holds already."""

    name: str
    unit: Unit
    tasks: Sequence[Task]
    prefill: Prefill


def make_blank(catalogue: Catalogue, period: Period, order: FormOrder) -> tuple[bytes, list[Problem]]:
    """A unit's blank workbook as .xlsx bytes, every formula with its value, and what is wrong with it (errors: it must
    not be sent). Where this computer computes nothing, formulas have no value, and one warning that names no place
    says so."""
    unit, prefill, file = order.unit, order.prefill, order.name
    data, uncomputed = recalculate(write_blank(catalogue, unit, period, order.tasks, prefill))
    if not can_compute():
        return data, [kinds.VALUES_LEFT_OUT(), *verify(data, prefill, file, calculated=False)]
    problems = [
        kinds.OWN_FORM_FORMULA(Location(file, cell.sheet, cell.cell, unit.code), value=cell.formula)
        for cell in uncomputed
    ]
    return data, problems or verify(data, prefill, file)


def prefill_for(catalogue: Catalogue, unit: str, period: Period, reports: Reports, carried: CarriedOver) -> Prefill:
    """What a unit's blank workbook already holds: figures continued ("nối từ") from the period before it, and the
    previous period's unit figures, with those of units merged into it since. A continued 0 stays blank, so that a row
    without dossiers stays empty. `unit`: a code; `reports`: (period, unit) -> report, with those of the earlier
    periods; `carried`: what is taken over into the period."""
    figures: dict[str, Number] = {}
    dossiers: dict[str, dict[str, Number]] = {}
    for (procedure, code), value in sorted(carried.opening(unit).items()):
        if value and procedure:
            dossiers.setdefault(procedure, {})[code] = value
        elif not procedure:
            figures[code] = value
    merged = [one for one in catalogue.merged_before(unit, period) if any(one == of for _, of in reports)]
    previous = _previous_figures(catalogue, [unit, *merged], period, reports)
    return Prefill(figures, dossiers, previous, tuple(catalogue.units[one].name for one in merged))


def _previous_figures(
    catalogue: Catalogue, units: Sequence[str], period: Period, reports: Reports
) -> dict[str, Number]:
    """Figure -> value of units together in the previous period; what none of them reported is left out."""
    return summed(
        (code, value)
        for unit in units
        for (procedure, code), value in (figures_in(catalogue, unit, period.previous, reports) or {}).items()
        if not procedure and value is not None
    )


def asked_of(reading: Reading, unit: str, prefill: Prefill) -> Asked:
    """The cells that the form of a unit has for numbers."""
    catalogue = reading.catalogue
    own = {*catalogue.owned(unit, reading.period), *prefill.dossiers}
    others = {one.code for one in catalogue.procedures} - own if own else set()  # without own ones there is no sheet
    figures = [figure.code for figure in catalogue.typed_rows()]
    rows = {(one, figure) for one in own for figure in figures}
    cells = frozenset(rows | {("", spec.code) for spec in catalogue.typed_by(unit)})
    return Asked(cells, frozenset((one, figure) for one in others for figure in figures), SPARE_ROWS)


def write_blank_forms(
    folders: Folders, code: str, units: Sequence[str], progress: Progress = no_progress, bring: Bring | None = None
) -> tuple[list[str], list[Problem]]:
    """Write the blank workbooks of a period into output/<kỳ>/bieu-mau/. `code`: the period's; `units`: these units, by
    their codes as typed, none for all; `bring`: what other systems have for them. A workbook there that somebody has
    filled in moves to cu/ first. Returns their paths below output/<kỳ>/; none, and nothing written, where the catalogue
    is broken, a period or unit unknown, or a workbook would be wrong."""
    catalogue, problems = catalogue_with(folders, code)
    if catalogue is None:
        return [], problems
    wanted, mistakes = units_as_typed(catalogue, code, units)
    mistakes += cannot_write(folders.output / code)
    if mistakes:
        return [], mistakes
    forms, form_problems = _forms(catalogue, folders, code, wanted, progress, bring)
    problems = [*problems, *form_problems]
    if not forms:
        return [], problems
    folder, reader = folders.output / code, reader_for(catalogue)
    filled = [name for name, data in forms.items() if _is_filled(reader, code, folder / name, data)]
    moved, move_problems = keep_aside(folder, filled)
    written = {name: data for name, data in forms.items() if name not in filled or name in moved}
    told = [kinds.FORM_FILLED(Location(name), file=name, kept=kept) for name, kept in moved.items()]
    return list(written), [*problems, *told, *move_problems, *write_files(folder, written)]


def _is_filled(reader: Reader, period: str, path: Path, blank: bytes) -> bool:
    """Whether a workbook that is to be replaced has other entries than the blank one (bytes of an .xlsx) of a period;
    so has one that nobody can read."""
    if not path.is_file():
        return False
    try:
        data = path.read_bytes()
    except OSError:
        return True
    if data == blank:
        return False
    typed, untouched = (_entries(reader, period, path, one) for one in (data, blank))
    return typed is None or bool(typed - (untouched or frozenset()))


def _entries(reader: Reader, period: str, path: Path, data: bytes) -> frozenset[Entry] | None:
    raw, _ = read_bytes(path.name, data)
    report = parse_read(reader, period, Source(path.name, path), raw).report if raw else None
    return entries(report) if report else None


def _forms(
    catalogue: Catalogue, folders: Folders, code: str, units: Sequence[str], progress: Progress, bring: Bring | None
) -> tuple[Mapping[str, bytes], list[Problem]]:
    period = catalogue.periods[code]
    reading = read_again(catalogue, period, folders, progress)
    wanted = units or list(catalogue.units_of(period))
    problems = [
        *split_units(catalogue, reading.carried),
        *undecided_handovers(catalogue, reading.carried),
        *unknown_openings(catalogue, period, reading.carried, wanted),
        *unowned_items(catalogue, period, reading.loaded.reports, reading.required_tasks),
    ]
    forms, form_problems = blank_forms(reading, wanted, progress, bring)
    return {f"{FORMS}/{unit}.xlsx": data for unit, data in forms.items()}, [*problems, *form_problems]


def blank_forms(
    reading: Reading, units: Sequence[str], progress: Progress, bring: Bring | None = None
) -> tuple[dict[str, bytes], list[Problem]]:
    """Blank workbooks (unit -> bytes of an .xlsx) of the period that was read; none where one has an error. `units`:
    codes; `bring`: what other systems have for them."""
    orders, problems = _orders(reading, units, bring)
    make = functools.partial(make_blank, reading.catalogue, reading.period)
    forms: dict[str, bytes] = {}
    with ReadingPool(worth=_WORTH_A_PROCESS) as pool:
        alone = ((order, *make(order)) for order in orders)
        made = pool.read_all(orders, make) if len(orders) > _WORTH_A_PROCESS else alone
        names = [order.unit.name for order in orders]
        for order, data, form_problems in each_told(made, "Đang tạo biểu mẫu", names, progress):
            problems.extend(form_problems)
            if data is not None:
                forms[order.unit.code] = data
    return ({} if has_errors(problems) else forms), problems


def _orders(reading: Reading, units: Sequence[str], bring: Bring | None) -> tuple[list[FormOrder], list[Problem]]:
    """The forms to be made for units (codes), and what `bring` has to say of what goes into them."""
    catalogue, period = reading.catalogue, reading.period
    orders: list[FormOrder] = []
    problems: list[Problem] = []
    for unit in units:
        prefill = prefill_for(catalogue, unit, period, reading.loaded.reports, reading.carried)
        if bring:
            asked = asked_of(reading, unit, prefill)
            brought, bring_problems = bring(catalogue, catalogue.units[unit], asked)
            spare = tuple(dict.fromkeys(spot[0] for spot in brought if spot in asked.others))
            prefill = msgspec.structs.replace(prefill, brought=brought, spare=spare)
            problems.extend(bring_problems)
        tasks = list(reading.required_tasks[unit].values())
        orders.append(FormOrder(f"{FORMS}/{unit}.xlsx", catalogue.units[unit], tasks, prefill))
    return orders, problems
