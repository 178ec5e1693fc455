"""A formula as evaluators get it: names, tables and rows are looked up, and where Excel takes one cell of a range
(implicit intersection), that cell stands there. What is left means the same in whatever cell it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from cchc_excel.fill.formulas.areas import around, common, ends, entry, moved, seen_from
from cchc_excel.fill.formulas.arrays import ADDS_UP, ONE, first, one_by_one, size
from cchc_excel.fill.formulas.bare import BareBook
from cchc_excel.fill.formulas.folding import ARITHMETIC, chosen, folded, whole
from cchc_excel.fill.formulas.functions import COMPUTES_ARRAYS, TAKES_LISTS, argument_types
from cchc_excel.fill.formulas.kinds import Value
from cchc_excel.fill.formulas.sheet_formulas import SheetFormula
from cchc_excel.fill.formulas.structured import ExcelTable, plain
from cchc_excel.fill.formulas.syntax import (
    INTERSECTION,
    RANGE,
    UNION,
    Apply,
    Area,
    Literal,
    Name,
    Node,
    NotUnderstood,
    Omitted,
    Pointer,
    tree,
)
from cchc_excel.fill.formulas.variants import variant
from cchc_excel.fill.ooxml.workbook import Workbook

_SUBTOTALS = (
    *("AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "PRODUCT", "STDEV", "STDEVP", "SUM", "VAR", "VARP"),
)  # by their number in SUBTOTAL, from 1
_REFERENCES = {RANGE, "OFFSET", "INDIRECT"}
_OF_THE_FIRST = {"N", "T"}
"""Functions that read the first cell of a range, where all others read the one beside the formula."""
_CHOOSING = {"IF", "CHOOSE", "IFS", "SWITCH"}
"""Functions that give one of their arguments as it is, a range too: SUM(IF(A1>0,B1:B9)) is the sum of nine cells."""


class Place(NamedTuple):
    """Where a formula stands, and whether it is an array formula."""

    sheet: str
    row: int
    column: int
    is_array: bool = False


class Surroundings:
    """What formulas of a workbook may refer to: sheets, names, tables; and which rows SUBTOTAL passes over."""

    def __init__(self, workbook: Workbook, tables: Sequence[ExcelTable], book: BareBook) -> None:
        self.book = book
        self.tables = tables
        self.sheets = {sheet.name.casefold(): sheet.name for sheet in workbook.sheets}
        self.names = dict(_names(workbook))
        self.hidden = {sheet.name.casefold(): _hidden(sheet.rows) for sheet in workbook.sheets}
        self.is_filtered = False
        self.subtotals: dict[tuple[str, int], set[int]] = {}

    def note(self, formula: SheetFormula) -> None:
        """Remember where sub-totals stand, which other sub-totals do not count."""
        if "SUBTOTAL(" in formula.text.upper() or "AGGREGATE(" in formula.text.upper():
            self.subtotals.setdefault((formula.sheet.casefold(), formula.column), set()).add(formula.row)

    def tree_of(self, formula: SheetFormula) -> Node:
        """The formula, resolved. Raises NotUnderstood."""
        place = Place(formula.sheet, formula.row, formula.column, formula.is_array)
        return first(_Resolver(self, place).value(tree(self.plain(formula.text, place)), formula.is_array))

    def plain(self, text: str, place: Place) -> str:
        """A formula that is used in a cell, its structured references written as ranges."""
        return plain(text, self.tables, place.sheet, place.row, place.column) if self.tables else text


def _names(workbook: Workbook) -> Iterator[tuple[tuple[int | None, str], str]]:
    for group in workbook.root:
        if not str(group.tag).endswith("}definedNames"):
            continue
        for element in group:
            scope = element.get("localSheetId")
            yield (None if scope is None else int(scope), (element.get("name") or "").casefold()), element.text or ""


def _hidden(rows: Mapping[int, object]) -> set[int]:
    return {number for number, row in rows.items() if row.get("hidden") in ("1", "true")}  # type: ignore[attr-defined]


class _Resolver:
    def __init__(self, around: Surroundings, place: Place, depth: int = 0) -> None:
        self.around = around
        self.place = place
        self.depth = depth
        self.wholes: set[Area] = set()

    def value(self, node: Node, in_array: bool) -> Node:
        """A node where one value is wanted."""
        found = self._found(node, in_array)
        return self._crossing(found) if isinstance(found, Area) and not found.is_cell and not in_array else found

    def _crossing(self, area: Area) -> Area:
        """The cell of a range that stands in the formula's own row or column."""
        row, column = self.place.row, self.place.column
        if area.left == area.right and area.top <= row <= area.bottom:
            return area._replace(top=row, bottom=row)
        if area.top == area.bottom and area.left <= column <= area.right:
            return area._replace(left=column, right=column)
        raise NotUnderstood("a range that does not cross the formula")

    def _found(self, node: Node, in_array: bool) -> Node:
        if isinstance(node, Pointer):
            return self._area(node)
        if isinstance(node, Name):
            return self._named(node, in_array)
        if isinstance(node, Apply):
            return self._applied(node, in_array)
        return node

    def _area(self, pointer: Pointer) -> Area:
        sheet = self.around.sheets.get((pointer.sheet or self.place.sheet).casefold())
        if sheet is None:
            raise NotUnderstood(f"no sheet {pointer.sheet}")
        rows, columns = self.around.book.used(sheet)
        (top, bottom) = ends(pointer.start.row, pointer.end.row, rows)
        (left, right) = ends(pointer.start.column, pointer.end.column, columns)
        area = Area(sheet, top, left, bottom, right)
        if pointer.start.row is None or pointer.start.column is None:
            self.wholes.add(area)
        return area

    def _named(self, name: Name, in_array: bool) -> Node:
        sheets = list(self.around.sheets)
        scope = (name.sheet or self.place.sheet).casefold()
        local = (sheets.index(scope) if scope in sheets else None, name.name.casefold())
        names = self.around.names
        text = names.get(local, names.get((None, name.name.casefold())))
        if text is None or self.depth > 20:
            raise NotUnderstood(name.name)
        inner = _Resolver(self.around, self.place, self.depth + 1)
        inner.wholes = self.wholes
        node = self._from_here(tree(self.around.plain(text.removeprefix("="), self.place)))
        if not isinstance(node, Literal | Name | Apply | Pointer):
            raise NotUnderstood(name.name)
        found = inner._found(node, in_array=True)  # what a name stands for is an array formula
        if isinstance(found, Apply) and not in_array and size(found) != ONE:
            raise NotUnderstood(f"{name.name} is several values")
        return found

    def _from_here(self, node: Node) -> Node:
        """What a name stands for, its references seen from the cell that uses it."""
        if isinstance(node, Apply):
            return Apply(node.function, tuple(map(self._from_here, node.arguments)))
        return seen_from(node, self.place.row, self.place.column) if isinstance(node, Pointer) else node

    def _applied(self, node: Apply, in_array: bool) -> Node:
        name, arguments = node.function, node.arguments
        if name in ("ROW", "COLUMN", "ROWS", "COLUMNS"):
            return self._position(name, arguments, in_array)
        if name == "SUBTOTAL":
            return self._subtotal(arguments, in_array)
        if name == INTERSECTION:
            return common(*(self._reference(each) for each in arguments))
        if name in _REFERENCES:
            return self._pointed(name, arguments)
        if name == "IF" and (found := chosen(self.value(arguments[0], in_array), arguments[1:])) is not None:
            return self._found(found, in_array)
        name, arguments = variant(name, arguments)
        types = argument_types(name, len(arguments))
        if types is None:
            raise NotUnderstood(name)
        resolved = list(self._arguments(name, arguments, types, in_array or name in COMPUTES_ARRAYS))
        if not self.wholes.isdisjoint(each for each in resolved if isinstance(each, Area)):
            self._check_whole(name, types, resolved)
        call = folded(Apply(name, tuple(resolved)))
        if not isinstance(call, Apply):
            return call
        if name == "IF" and not self.place.is_array and size(call) != ONE:  # an array only in an array formula
            raise NotUnderstood(name)
        return one_by_one(call)

    def _arguments(self, name: str, arguments: tuple[Node, ...], types: str, in_array: bool) -> Iterator[Node]:
        for argument, kind in zip(arguments, types, strict=True):
            if isinstance(argument, Apply) and argument.function == UNION and name in ADDS_UP:
                yield from (self._reference(each) for each in argument.arguments)
            elif name in _OF_THE_FIRST and self._is_range(argument):
                raise NotUnderstood("the first cell of a range")
            elif kind == "v" and name in TAKES_LISTS and self._is_range(argument):
                raise NotUnderstood("a range where one value is wanted")
            elif kind == "v":
                yield self.value(argument, in_array)
            elif not in_array and isinstance(argument, Apply) and self._chooses_range(argument):
                raise NotUnderstood("a range that is chosen")
            else:
                yield self._found(argument, in_array)

    def _chooses_range(self, node: Node) -> bool:
        if isinstance(node, Apply) and node.function in _CHOOSING:
            return any(self._is_range(each) or self._chooses_range(each) for each in node.arguments[1:])
        return False

    def _is_range(self, node: Node) -> bool:
        if isinstance(node, Apply) and node.function not in (*_REFERENCES, INTERSECTION, "INDEX"):
            return False
        found = self._found(node, in_array=False)
        return isinstance(found, Area) and not found.is_cell

    def _check_whole(self, name: str, types: str, arguments: Sequence[Node]) -> None:
        """Refuse what counts the blank cells below the used ones, which evaluators do not get."""
        criteria = arguments[1::2] if name in ("COUNTIF", "COUNTIFS") else ()
        if name == "COUNTBLANK" or any(self._means_blank(each) for each in criteria):
            raise NotUnderstood(f"{name} of whole columns")
        if any(kind == "v" and each in self.wholes for each, kind in zip(arguments, types, strict=False)):
            raise NotUnderstood("whole columns value by value")

    def _means_blank(self, criterion: Node) -> bool:
        held: Value = criterion.value if isinstance(criterion, Literal) else None
        if isinstance(criterion, Area):
            held = self.around.book.values.get((criterion.sheet.casefold(), criterion.top, criterion.left))
        return held is None or (isinstance(held, str) and (held in ("", "=") or held.startswith("<>")))

    def _pointed(self, name: str, arguments: tuple[Node, ...]) -> Area:
        """The area of a function that gives a reference, where what it says is written out or a constant of a cell."""
        if name == RANGE:
            return around(*(self._reference(each) for each in arguments))
        if name == "OFFSET" and 3 <= len(arguments) <= 5:
            return self._offset(self._reference(arguments[0]), arguments[1:])
        if name == "INDIRECT" and (len(arguments) == 1 or arguments[1:] == (Literal(True),)):
            pointer = tree(str(self._constant(arguments[0])))
            if isinstance(pointer, Pointer | Name):
                return self._reference(pointer)
        raise NotUnderstood(name)

    def _offset(self, area: Area, moves: tuple[Node, ...]) -> Area:
        given = [None if isinstance(each, Omitted) else self._constant(each) for each in moves]
        usual = (0.0, 0.0, area.bottom - area.top + 1.0, area.right - area.left + 1.0)
        numbers = [size if each is None else each for each, size in zip_longest(given, usual)]
        wholes = [int(each) for each in numbers if isinstance(each, float) and each == int(each)]
        if len(wholes) < len(usual):
            raise NotUnderstood("OFFSET")
        return moved(area, *wholes)

    def _constant(self, node: Node) -> float | str:
        """What is written out, or stands in a cell that is no formula."""
        if isinstance(node, Apply) and node.function == "&":
            return "".join(_as_text(self._constant(each)) for each in node.arguments)
        return self._held(self._found(node, in_array=False))

    def _held(self, found: Node) -> float | str:
        if isinstance(found, Apply) and found.function in ARITHMETIC:
            found = folded(Apply(found.function, tuple(Literal(self._held(each)) for each in found.arguments)))
        value: Value = whole(found)
        if isinstance(found, Literal):
            value = found.value
        elif isinstance(found, Area) and found.is_cell:
            value = self.around.book.values.get((found.sheet.casefold(), found.top, found.left))
        if isinstance(value, bool) or not isinstance(value, float | str):
            raise NotUnderstood("no constant")
        return value

    def _reference(self, node: Node) -> Area:
        if isinstance(node, Apply) and node.function == "INDEX":
            area, (row, *column) = self._reference(node.arguments[0]), map(self._constant, node.arguments[1:])
            return entry(area, row, *column)
        found = self._found(node, in_array=False)
        if not isinstance(found, Area):
            raise NotUnderstood("no reference")
        return found

    def _position(self, name: str, arguments: tuple[Node, ...], in_array: bool) -> Node:
        area = self._reference(arguments[0]) if arguments else None
        if area is None:
            return Literal(float(self.place.row if name == "ROW" else self.place.column))
        if name == "ROWS" or name == "COLUMNS":
            whole = isinstance(arguments[0], Pointer) and None in (arguments[0].start.row, arguments[0].start.column)
            if whole:
                raise NotUnderstood("whole rows")
            return Literal(float(area.bottom - area.top + 1 if name == "ROWS" else area.right - area.left + 1))
        if in_array and not area.is_cell:
            raise NotUnderstood("rows of a range")
        return Literal(float(area.top if name == "ROW" else area.left))

    def _subtotal(self, arguments: tuple[Node, ...], in_array: bool) -> Node:
        """A sub-total as the function it stands for, over what it counts: not over other sub-totals."""
        number = arguments[0].value if arguments and isinstance(arguments[0], Literal) else None
        if not isinstance(number, float) or number not in {*range(1, 12), *range(101, 112)} or in_array:
            raise NotUnderstood("SUBTOTAL")
        skips_hidden = number > 100 or self.around.is_filtered
        areas = [part for each in arguments[1:] for part in self._counted(self._reference(each), skips_hidden)]
        if not areas:
            raise NotUnderstood("SUBTOTAL of nothing")
        return Apply(_SUBTOTALS[int(number) % 100 - 1], tuple(areas))

    def _counted(self, area: Area, skips_hidden: bool) -> Iterator[Area]:
        hidden = self.around.hidden.get(area.sheet.casefold(), set()) if skips_hidden else set()
        if any(area.top <= row <= area.bottom for row in hidden):
            raise NotUnderstood("hidden rows")
        for column in range(area.left, area.right + 1):
            passed = self.around.subtotals.get((area.sheet.casefold(), column), set())
            top = area.top
            for row in sorted(row for row in passed if area.top <= row <= area.bottom):
                if row > top:
                    yield Area(area.sheet, top, column, row - 1, column)
                top = row + 1
            if top <= area.bottom:
                yield Area(area.sheet, top, column, area.bottom, column)


def _as_text(value: float | str) -> str:
    if isinstance(value, float) and value != int(value):
        raise NotUnderstood("decimals in a text")
    return value if isinstance(value, str) else str(int(value))
