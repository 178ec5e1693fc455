"""What other systems export -> figures of a unit, as sheet Nguồn nhập says: every number with the cells it is from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from cchc_excel.catalogue.model import FigureSpec
from cchc_excel.catalogue.near_names import nearest, suggestion
from cchc_excel.catalogue.source_model import UNIT_MARK, ImportSource
from cchc_excel.imports.export_rows import TableRows, titles_of_units, without_number
from cchc_excel.imports.headings import MOST_HEADINGS, columns_of, count_in, first_row
from cchc_excel.imports.procedures import normalised_code
from cchc_excel.imports.sum_rows import RowWords, part_rows, words_of
from cchc_excel.model.records import Number, RawForm, RawSheet, address
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Kind, Level, Location, Problem
from cchc_excel.values import clean_text, fold, read_count, read_number

_LONGEST_CODE = 3
"""A name up to that long may be a number of a section too."""
_ALIKE = 0.75
"""How alike two names are that may be of one unit, from 0 to 1."""


class FoundFigure(msgspec.Struct, frozen=True):
    """A number that an export has for a figure: of a procedure ("": of the unit), and the cells it is the sum of."""

    procedure: str
    figure: str
    value: Number
    source: ImportSource
    file: str
    sheet: str
    cells: tuple[str, ...]

    @property
    def origin(self) -> str:
        """Where it is from, as a comment says it."""
        added = "tổng các ô" if len(self.cells) > 1 else "ô"
        if self.source.counts_rows:
            added = f"đếm {self.value} dòng" + (", ô" if self.value else ", xem bảng từ ô")
        place = f"{self.file}, sheet {self.sheet}, {added} {', '.join(self.cells)}"
        of = "; ".join(f"{heading} = {value}" for heading, value in self.source.conditions)
        return f"Lấy từ {place} ({self.source.name}: {of if self.source.counts_rows else self.source.column})"


def find_figures(
    raw: RawForm,
    file: str,
    sources: Sequence[ImportSource],
    figures: Mapping[str, FigureSpec],
    names: Collection[str],
    others: Collection[str] = (),
) -> tuple[list[FoundFigure], list[Problem]]:
    """The figures of a unit in an export. `names`: what the unit is called; `others`: what others are. Blank cells give
    none. Reported: a file
    that is none of the sources or does not name the unit, columns and rows that are not one, and numbers that cannot
    be read."""
    found: list[FoundFigure] = []
    strangers: dict[str, Problem] = {}
    problems: list[Problem] = []
    known = False
    for source in sources:
        for sheet in raw.sheets:
            if source.sheet and fold(sheet.name) != fold(source.sheet):
                continue
            called = frozenset(map(fold, names)), frozenset(map(fold, others))
            looked = _Look(sheet, file, source, figures[source.figure], *called)
            if looked.is_there():
                known = True
                found += looked.figures()
                problems += looked.problems
                if looked.stranger:
                    strangers.setdefault(source.name, looked.stranger)
    named = {one.source.name for one in found}
    problems += [problem for source, problem in strangers.items() if source not in named]
    problems = list(dict.fromkeys(problems))  # a row that is left out is left out of every figure
    if not known:
        problems.append(kinds.BRING_STRANGE(Location(file)))
    return found, problems


class _Look:
    """A source sought in a sheet."""

    def __init__(
        self,
        sheet: RawSheet,
        file: str,
        source: ImportSource,
        spec: FigureSpec,
        names: frozenset[str],
        others: frozenset[str],
    ) -> None:
        self._sheet, self._file, self._source, self._spec, self._names = sheet, file, source, spec, names
        self._titles = {name for name in names | others if len(name) > _LONGEST_CODE}
        self.problems: list[Problem] = []
        self.stranger: Problem | None = None
        wanted = fold(source.heading or source.column)
        texts = [
            ((row, column), value)
            for row, cells in enumerate(sheet.rows)
            for column, value in enumerate(cells)
            if isinstance(value, str)
        ]
        whole = [spot for spot, value in texts if fold(clean_text(value)) == wanted]
        within = [spot for spot, value in texts if wanted in fold(value)]  # of titles over the table too
        labels = [spot for spot, value in texts if _is_label(value, wanted)]
        self._spots = (whole or within) if source.heading else labels

    def is_there(self) -> bool:
        """Whether the row of headings, or the label, is in the sheet."""
        return bool(self._spots)

    def figures(self) -> list[FoundFigure]:
        """The numbers, those of a procedure added up."""
        if not self._source.heading:
            return self._beside_label()
        top = self._spots[0][0]
        if self._source.counts_rows:
            return self._counted(top)
        codes = self._column(self._source.code_column, top, top + MOST_HEADINGS) if self._source.code_column else None
        first = first_row(self._sheet, top, codes)
        column = self._column(self._source.column, top, first)
        tests = [(self._column(heading, top, first), value) for heading, value in self._source.conditions]
        if column is None or (self._source.code_column and codes is None) or any(at is None for at, _ in tests):
            return []
        fits = [(at, value) for at, value in tests if at is not None]
        below = range(first, len(self._sheet.rows))
        self._look_for_unit(below, top, codes, fits)
        rows = [row for row in below if self._is_meant(row, codes, fits)]
        if codes is not None and not self._source.names_unit:
            rows = self._below_own_title(rows, range(top + 1, below.stop), codes)
        table = TableRows(self._sheet, range(top, first), column, codes, [at for at, _ in fits])
        if self._goes_on(rows, table, column):
            return []
        numbers = {row: number for row in rows if (number := self._number(row, column)) is not None}
        if codes is None and not fits and len(numbers) > 1:
            numbers = self._without_sums(numbers, table, column)
            if len(numbers) > 1:
                self._report(kinds.BRING_ROWS, top, column, count=len(numbers))
                return []
        return self._added(numbers, table, column, codes)

    def _below_own_title(self, rows: Sequence[int], below: range, codes: int) -> list[int]:
        """The rows that stand below the unit's name, where rows that only name units stand between those of
        procedures; all where there are none such. A table that names others only is told."""
        titles = titles_of_units(self._sheet, below, codes, self._titles)
        if not titles:
            return list(rows)
        over = {row: max((title for title in titles if title < row), default=None) for row in rows}
        own = [row for row, title in over.items() if title is not None and titles[title] in self._names]
        if not own:
            where = Location(self._file, self._sheet.name, address(min(titles), codes))
            self.stranger = kinds.BRING_NO_UNIT(where, source=self._source.name, hint="")
        return own

    def _added(
        self, numbers: Mapping[int, Number], table: TableRows, column: int, codes: int | None
    ) -> list[FoundFigure]:
        """The numbers of rows, those of a procedure added up."""
        of_procedure: dict[str, dict[int, Number]] = {}
        for row, number in numbers.items():
            procedure = "" if codes is None else normalised_code(self._sheet.shown(row, codes))
            of_procedure.setdefault(procedure, {})[row] = number
        parts = {key: self._without_sums(own, table, column) for key, own in of_procedure.items()}
        return [
            self._found(procedure, sum(own.values()), [address(row, column) for row in own])
            for procedure, own in parts.items()
            if own
        ]

    def _without_sums(self, numbers: Mapping[int, Number], table: TableRows, column: int) -> dict[int, Number]:
        """The numbers that are to be added, without those of rows that only sum up others, which are told; none where
        nobody can say which they are, which is told too."""
        if len(numbers) < 2 or any(words_of(value) is not RowWords.NOTHING for _, value in self._source.conditions):
            return dict(numbers)
        parted = part_rows([table.described(row, number) for row, number in numbers.items()])
        for one in parted.left:
            self._report_sum(one.row, table)
        if parted.unsure:
            cells = ", ".join(address(one.row, column) for one in parted.unsure)
            self._report(kinds.BRING_SUM_UNSURE, parted.unsure[0].row, column, name=self._spec.name, cells=cells)
        return {one.row: one.number for one in parted.added}

    def _report_sum(self, row: int, table: TableRows) -> None:
        cell, text = table.name_cell(row)
        self.problems.append(
            kinds.BRING_SUM_ROW(Location(self._file, self._sheet.name, cell), source=self._source.name, text=text)
        )

    def _goes_on(self, rows: Sequence[int], table: TableRows, column: int) -> bool:
        """Whether rows below the unit's do not say whose they are, and may be its own; they are told. Its own row may
        be their sum: then it is all that is needed."""
        if not self._source.names_unit or len(rows) != 1:
            return False
        below = {row: self._number(row, column) or 0 for row in table.goes_on_below(rows[0])}
        own = self._number(rows[0], column)
        if not below or own is None or (own == sum(below.values()) and not table.described(rows[0], own).key):
            return False
        cells = ", ".join(address(row, column) for row in below)
        self._report(kinds.BRING_BLANK_BELOW, rows[0], column, name=self._spec.name, cells=cells)
        return True

    def _counted(self, top: int) -> list[FoundFigure]:
        """How many rows meet the conditions, for each procedure where there is a column of codes; 0 is told only of a
        unit that the list names, or of a list without units."""
        first = 1 + max((last for row, left, last, _ in self._sheet.merged if row == top), default=top)
        codes = self._column(self._source.code_column, top, first) if self._source.code_column else None
        tests = [(self._column(heading, top, first), value) for heading, value in self._source.conditions]
        if (self._source.code_column and codes is None) or any(at is None for at, _ in tests):
            return []
        fits = [(at, value) for at, value in tests if at is not None]
        of_unit = [(at, value) for at, value in fits if value == UNIT_MARK]
        rows = range(first, len(self._sheet.rows))
        self._look_for_unit(rows, top, codes, fits)
        table = TableRows(self._sheet, range(top, first), fits[-1][0], codes, [at for at, _ in fits])
        meant = [row for row in rows if self._is_meant(row, codes, fits)]
        listed = [row for row in meant if table.says_more(row)] or meant
        for row in (row for row in meant if row not in listed):
            self._report_sum(row, table)
        cells: dict[str, list[str]] = {}
        for row in listed:
            procedure = "" if codes is None else normalised_code(self._sheet.shown(row, codes))
            cells.setdefault(procedure, []).append(address(row, fits[-1][0]))
        if not cells and codes is None and any(self._is_meant(row, codes, of_unit) for row in rows):
            return [self._found("", 0, [address(*self._spots[0])])]
        return [self._found(procedure, len(spots), spots) for procedure, spots in cells.items()]

    def _look_for_unit(self, rows: range, top: int, codes: int | None, tests: Sequence[tuple[int, str]]) -> None:
        """Tell where no row is the unit's: the name that may be meant."""
        of_unit = [(at, value) for at, value in tests if value == UNIT_MARK]
        if not of_unit or any(self._is_meant(row, codes, of_unit) for row in rows):
            return
        column = of_unit[0][0]
        texts = {fold(text): text for row in rows if (text := clean_text(self._sheet.shown(row, column)))}
        near = next((found for name in sorted(self._names) if (found := nearest(name, texts, _ALIKE))), "")
        hint = suggestion(texts.get(near))
        where = Location(self._file, self._sheet.name, address(top, column))
        self.stranger = kinds.BRING_NO_UNIT(where, source=self._source.name, hint=hint)

    def _beside_label(self) -> list[FoundFigure]:
        """The number in the label's own cell, behind it, or in the next cell that is not blank."""
        if len(self._spots) > 1:
            self._report(kinds.BRING_ROWS, *self._spots[0], count=len(self._spots))
            return []
        row, label = self._spots[0]
        width = len(self._sheet.rows[row])
        column = next((at for at in range(label + 1, width) if clean_text(self._sheet.cell(row, at))), label)
        number = self._number(row, column, behind=self._source.column if column == label else "")
        return [] if number is None else [self._found("", number, [address(row, column)])]

    def _found(self, procedure: str, value: Number, cells: Sequence[str]) -> FoundFigure:
        return FoundFigure(
            procedure, self._source.figure, value, self._source, self._file, self._sheet.name, tuple(cells)
        )

    def _column(self, title: str, top: int, after: int) -> int | None:
        """The one column of a heading; another count of them is told."""
        found = columns_of(self._sheet, title, top, after)
        if len(found) == 1:
            return found[0]
        self._report(kinds.BRING_COLUMN, *self._spots[0], count=len(found), column=title)
        return None

    def _is_meant(self, row: int, codes: int | None, tests: Sequence[tuple[int, str]]) -> bool:
        if codes is not None and not normalised_code(self._sheet.shown(row, codes)):
            return False
        if codes is None and not any(clean_text(value) for value in self._sheet.rows[row]):
            return False
        return all(self._is_value(fold(clean_text(self._sheet.shown(row, at))), value) for at, value in tests)

    def _is_value(self, text: str, value: str) -> bool:
        return text == fold(value) if value != UNIT_MARK else {text, without_number(text)} & self._names != set()

    def _number(self, row: int, column: int, behind: str = "") -> Number | None:
        value = self._sheet.cell(row, column)
        if isinstance(value, str):
            text = clean_text(value)
            text = text[len(behind) :].lstrip(" :–-") if behind else text
            value = count_in(text)
            if value in ("", "-", "–"):
                return None
        number, kind = (read_count if self._spec.digits is None else read_number)(value, self._spec.counts)
        if kind and (number is None or kind.level is Level.ERROR):
            where = Location(self._file, self._sheet.name, address(row, column))
            self.problems.append(kind(where, value=clean_text(value), number=number))
        return number

    def _report(self, kind: Kind, row: int, at: int, **words: object) -> None:
        where = Location(self._file, self._sheet.name, address(row, at))
        self.problems.append(kind(where, source=self._source.name, **words))


def _is_label(value: str, wanted: str) -> bool:
    text = fold(value)
    return text.rstrip(" :") == wanted or text.startswith(f"{wanted}:")


def one_of_each(found: Sequence[FoundFigure], names: Mapping[str, str]) -> Iterator[FoundFigure | Problem]:
    """What is found, the first of each figure of a procedure; a warning for each further one. `names`: figure -> what
    it is called."""
    first: dict[tuple[str, str], FoundFigure] = {}
    for one in found:
        known = first.setdefault((one.procedure, one.figure), one)
        if known is one:
            yield one
        else:
            where = Location(one.file, one.sheet, one.cells[0])
            name = f"{names[one.figure]} {one.procedure}".strip()
            yield kinds.BRING_TWICE(where, name=name, first=f"{known.file}, {known.sheet}, {known.cells[0]}")
