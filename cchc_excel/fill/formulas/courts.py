"""One evaluator with a workbook: what it gives, and for which formulas it is proven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise

from cchc_excel.fill.formulas.bare import BareBook, unlike
from cchc_excel.fill.formulas.engines import Engine, EngineFailed, EngineKind, Spot
from cchc_excel.fill.formulas.kinds import ALL_KINDS, Value, kind_of
from cchc_excel.fill.formulas.parts import Parts
from cchc_excel.fill.formulas.proven import PROVEN
from cchc_excel.fill.formulas.shapes import Known, Prover, Shaper
from cchc_excel.fill.formulas.sheet_formulas import Address
from cchc_excel.fill.formulas.syntax import Apply, Area, ErrorValue, Literal, Node, NotUnderstood
from cchc_excel.fill.formulas.written import written

_SCRATCH = "x~"
_IN_ORDER = {"MATCH~1", "VLOOKUP~1", "HLOOKUP~1", "LOOKUP"}
_SEARCHING = ("MATCH(", "LOOKUP(")
_AREA = "\0"
_FIRST_YEAR, _LAST_ODD_YEAR = 1900, 1901
"""From the second a month before its first may lead back into the first."""
_LAST_OF_ALL = 127
"""Letters up to this number are the same in every code page."""


class Formula:
    """A formula: its tree, its areas, its text; what is the same in all formulas that are filled down like it."""

    def __init__(self, tree: Node) -> None:
        self.tree = tree
        self.parts = Parts(tree)
        self.areas: list[Area] = []
        names: list[str] = []

        def blank(area: Area, text: str) -> str:
            self.areas.append(area)
            names.append(text)
            return _AREA

        blanks = written(tree, blank)
        pieces = blanks.split(_AREA)
        names.append("")
        self.text = "".join(piece + name for piece, name in zip(pieces, names, strict=True))
        self.form = blanks, tuple((area.bottom - area.top, area.right - area.left) for area in self.areas)


class Court:
    """One evaluator with the workbook: its values, and those of inner formulas."""

    def __init__(self, kind: EngineKind, sheets: Sequence[str], number: int, withheld: Set[Address]) -> None:
        self.withheld = withheld
        self.engine: Engine = kind.open([*sheets, _SCRATCH])
        self.prover = Prover(PROVEN[kind.name])
        self.unlike = unlike(number)
        self.read: dict[Address, Value] = {}
        self.inner: dict[str, Value] = {}
        self.looked_into: set[Address] = set()
        self._proven: dict[tuple[object, ...], bool] = {}
        self._scratch = len(sheets)
        self._rows: dict[str, Spot] = {}

    def put(self, spot: Spot, text: str) -> None:
        """Put a formula; one that the evaluator cannot even read is an error there."""
        try:
            self.engine.put_formula(spot, text)
        except EngineFailed:
            self.engine.put(spot, ErrorValue("#N/A"))

    def is_proven(self, book: BareBook, formula: Formula, errors: bool) -> bool:
        """Whether a formula is proven by the kinds of what it reads; found out once for all that are alike."""
        return self._is_proven_by(book, formula, _nothing_known, errors)

    def is_proven_inside(self, book: BareBook, formula: Formula, errors: bool) -> bool:
        """The same by the values of its inner formulas too."""

        def known(node: Node) -> tuple[Value] | None:
            value = self.inner.get(formula.parts.text(node)) if isinstance(node, Apply) else None
            return None if value is None else (value,)

        return self._is_proven_by(book, formula, known, errors)

    def _is_proven_by(self, book: BareBook, formula: Formula, known: Known, errors: bool) -> bool:
        held = tuple(book.mask(area) & ALL_KINDS for area in formula.areas)
        inner = tuple(None if value is None else kind_of(value[0]) for value in map(known, formula.parts.calls))
        key = formula.form, held, inner, errors
        found = self._proven.get(key)
        if found is None:
            found = self._proven[key] = _is_proven(book, formula, self.prover, known, errors)
        if not found or not _is_sorted(book, formula):
            return False
        return _has_indices(book, formula, known) and not _is_unlike_excel(book, formula, known)

    def look_inside(self, texts: Sequence[str]) -> None:
        """Have inner formulas computed."""
        for text in texts:
            if text not in self._rows:
                self._rows[text] = self._scratch, len(self._rows) + 1, 1
                self.put(self._rows[text], text)
        if self._rows:
            self.engine.calculate()
            self.inner = {text: self.engine.read(spot) for text, spot in self._rows.items()}


class Read:
    """Which cells formulas read: of a column, all from the first to the last."""

    def __init__(self, areas: Iterable[Area]) -> None:
        stretches: dict[tuple[str, int, int], tuple[int, int]] = {}
        for area in areas:
            key = area.sheet.casefold(), area.left, area.right
            top, bottom = stretches.get(key, (area.top, area.bottom))
            stretches[key] = min(top, area.top), max(bottom, area.bottom)
        self._columns: dict[tuple[str, int], tuple[int, int]] = {}
        for (sheet, left, right), (top, bottom) in stretches.items():
            for column in range(left, right + 1):
                first, last = self._columns.get((sheet, column), (top, bottom))
                self._columns[sheet, column] = min(first, top), max(last, bottom)

    def holds(self, address: Address) -> bool:
        """Whether a cell is among them."""
        sheet, row, column = address
        top, bottom = self._columns.get((sheet, column), (1, 0))
        return top <= row <= bottom


def _nothing_known(node: Node) -> tuple[Value] | None:
    del node
    return None


def _is_proven(book: BareBook, formula: Formula, prover: Prover, known: Known, errors: bool) -> bool:
    if not formula.parts.is_one(formula.tree):
        return False
    try:
        return Shaper(formula.parts, book.mask, known).is_proven(formula.tree, prover, errors)
    except NotUnderstood:
        return False


def _is_sorted(book: BareBook, formula: Formula) -> bool:
    """Whether what a formula searches as if it were in rising order is."""
    for each in formula.parts.calls if any(name in formula.text for name in _SEARCHING) else ():
        if each.function not in _IN_ORDER:
            continue
        area = each.arguments[1]
        if not isinstance(area, Area):
            return False
        if each.function[0] == "V":
            area = area._replace(right=area.left)
        elif each.function[0] == "H":
            area = area._replace(bottom=area.top)
        held = list(book.numbers(area))
        if not all(
            isinstance(one, float) and isinstance(other, float) and one <= other for one, other in pairwise(held)
        ):
            return False
    return True


def _has_indices(book: BareBook, formula: Formula, known: Known) -> bool:
    """Whether INDEX asks for one cell everywhere: its 0th is the whole row or column."""
    if "INDEX(" not in formula.text:
        return True
    indices = [
        argument
        for each in _reached(formula.tree, known)
        if isinstance(each, Apply) and each.function.startswith("INDEX~")
        for argument in each.arguments[1:]
    ]
    return all(_index(book, each, known) for each in indices)


def _reached(node: Node, known: Known) -> Iterator[Node]:
    """A tree and its parts without what an IF does not choose, where its condition is known."""
    if not isinstance(node, Apply):
        return
    yield node
    chosen = node.arguments
    if node.function == "IF" and (condition := known(chosen[0])) is not None and isinstance(condition[0], bool | float):
        chosen = (chosen[0], *chosen[1 + (not condition[0]) : 2 + (not condition[0])])
    for each in chosen:
        yield from _reached(each, known)


def _index(book: BareBook, node: Node, known: Known) -> Value:
    """A number that is not 0, where it is known to be one."""
    return 1.0 if isinstance(node, Apply) and node.function.startswith("MATCH~") else _held(book, node, known)


def _is_unlike_excel(book: BareBook, formula: Formula, known: Known) -> bool:
    """Whether DATE may make a day before March 1900, where Excel counts a 29 February that evaluators do not, or CHAR a
    letter that depends on the system's language."""
    for call in formula.parts.calls if "DATE(" in formula.text or "CHAR(" in formula.text else ():
        given = _held(book, call.arguments[0], known) if call.function in ("DATE", "CHAR") else None
        if call.function == "DATE" and isinstance(given, float) and _FIRST_YEAR <= given <= _LAST_ODD_YEAR:
            return True
        if call.function == "CHAR" and not (isinstance(given, float) and given <= _LAST_OF_ALL):
            return True
    return False


def _held(book: BareBook, node: Node, known: Known) -> Value:
    """What a part comes to, where that is known."""
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Area):
        return book.values.get((node.sheet.casefold(), node.top, node.left))
    found = known(node)
    return None if found is None or isinstance(found[0], ErrorValue) else found[0]
