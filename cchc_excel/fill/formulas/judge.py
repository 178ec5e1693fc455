"""Which value of which evaluator is believed. A value is believed where every shape of its formula is proven for the
evaluator that gives it, where what it reads is believed, and where no other proven evaluator contradicts it.

In rounds: an evaluator that has another value for a cell, or none, gets the believed one as a constant for the next."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set

from cchc_excel.fill.formulas.bare import LATER, LOST, PENDING, BareBook
from cchc_excel.fill.formulas.courts import Court, Formula, Read
from cchc_excel.fill.formulas.engines import EngineFailed, EngineKind, Spot
from cchc_excel.fill.formulas.functions import OF_DATES
from cchc_excel.fill.formulas.kinds import ERRORS, Value
from cchc_excel.fill.formulas.parts import nodes
from cchc_excel.fill.formulas.remainders import ADDS, ANGLES, is_beside_an_angle, is_little, is_remainder
from cchc_excel.fill.formulas.sheet_formulas import Address
from cchc_excel.fill.formulas.syntax import Apply, Area, ErrorValue, Literal, Node

_ROUNDS = 12


def believed(
    book: BareBook, sheets: Sequence[str], trees: Mapping[Address, Node], engines: Sequence[EngineKind]
) -> dict[Address, Value]:
    """The values of formulas that can be believed, by their cells. `book` holds all other cells, and these as pending;
    `sheets`: all names in order."""
    dated = {address for address, tree in trees.items() if any(_reads_days(each) for each in nodes(tree))}
    for kinds, withheld in (
        (engines, set()),
        (engines, dated),
        (engines[1:], set()),
    ):  # one dies of days beyond all years
        judge = _Judge(book, sheets, trees, kinds, withheld)
        try:
            for _ in range(_ROUNDS):
                if not judge.round():
                    break
        except EngineFailed:
            book = _again(book, trees)
        else:
            return judge.values
    return {}


def _again(book: BareBook, trees: Mapping[Address, Node]) -> BareBook:
    for address in trees:
        book.put(address, None, PENDING)
    return book


def _reads_days(node: Node) -> bool:
    return isinstance(node, Apply) and node.function in OF_DATES


class _Judge:
    def __init__(
        self,
        book: BareBook,
        sheets: Sequence[str],
        trees: Mapping[Address, Node],
        engines: Sequence[EngineKind],
        withheld: Set[Address],
    ) -> None:
        self.book = book
        self.values: dict[Address, Value] = {}
        self._numbers = {name.casefold(): number for number, name in enumerate(sheets)}
        self._formulas = {address: Formula(tree) for address, tree in trees.items()}
        self._courts = [
            Court(kind, sheets, number, set() if number else withheld) for number, kind in enumerate(engines)
        ]
        self._pending = list(trees)
        read = Read(area for formula in self._formulas.values() for area in formula.areas)
        held = [(self._spot(address), value) for address, value in book.values.items() if read.holds(address)]
        for court in self._courts:
            for spot, value in held:
                court.engine.put(spot, value)
            for address, formula in self._formulas.items():
                court.put(self._spot(address), "NA()" if address in court.withheld else formula.text)

    def _spot(self, address: Address) -> Spot:
        return self._numbers[address[0]], address[1], address[2]

    def round(self) -> bool:
        """Judge what is pending; whether there is something left that another round may settle."""
        for court in self._courts:
            court.engine.calculate()
            court.read = {
                address: None if address in court.withheld else court.engine.read(self._spot(address))
                for address in self._pending
            }
            self._look_inside(court)
        for address in self._pending:
            self.book.put(address, None, PENDING)
        for address in self._pending:
            self._decide_with_what_it_reads(address)
        left = [address for address in self._pending if self.book.mask_of(address) & LATER]
        progress = len(left) < len(self._pending)
        self._prepare(left)
        return bool(left) and progress

    def _prepare(self, left: list[Address]) -> None:
        settled = set(self._pending) - set(left)
        for address in settled & self.values.keys():
            for court in self._courts:
                if self.book.mask_of(address) & court.unlike:
                    court.engine.put(self._spot(address), self.values[address])
            self.book.put(address, self.values[address])
        self._pending = left

    def _look_inside(self, court: Court) -> None:
        """Have an evaluator compute inner formulas where their kinds decide; as if it were right about all cells."""
        for address in self._pending:
            self.book.put(address, court.read[address])
        court.looked_into.clear()
        texts: dict[str, None] = {}
        for address in self._pending:
            formula, is_error = self._formulas[address], isinstance(court.read[address], ErrorValue)
            if address in court.withheld or court.is_proven(self.book, formula, is_error):
                continue
            calls = formula.parts.calls
            if all(court.prover.knows(each.function) for each in calls):
                court.looked_into.add(address)
                inner = (each for each in calls if each is not formula.tree and formula.parts.is_one(each))
                texts |= dict.fromkeys(map(formula.parts.text, inner))
        court.look_inside(list(texts))

    def _decide_with_what_it_reads(self, address: Address) -> None:
        """Decide a formula, first those that it reads; one that reads itself is lost."""
        path, on_path = [address], {address}
        while path:
            at = path[-1]
            if not self.book.mask_of(at) & PENDING:
                on_path.discard(path.pop())
                continue
            before = self._first_pending(at)
            if before is None:
                self._decide(at)
            elif before in on_path:
                self.book.put(at, None, LOST)
            else:
                path.append(before)
                on_path.add(before)

    def _first_pending(self, address: Address) -> Address | None:
        for area in self._formulas[address].areas:
            if self.book.mask(area) & PENDING:
                return self.book.pending(area)
        return None

    def _decide(self, address: Address) -> None:
        mask, formula = 0, self._formulas[address]
        for area in formula.areas:
            mask |= self.book.mask(area)
        if mask & (LOST | LATER):
            self.book.put(address, None, LOST if mask & LOST else LATER)
            return
        tree, given = formula.tree, []
        if isinstance(tree, Area):  # a blank cell is 0
            held = self.book.values.get((tree.sheet.casefold(), tree.top, tree.left))
            given.append(0.0 if held is None else held)
        for court in self._courts if not given else ():
            value = court.read[address]
            if mask & court.unlike or value is None:
                continue
            is_proven = court.is_proven_inside if address in court.looked_into else court.is_proven
            if is_proven(self.book, formula, isinstance(value, ErrorValue)):
                given.append(value)
        is_told = given and all(_same(given[0], other) for other in given)
        if not is_told or self._is_new_error(address, given[0], mask) or self._is_remainder(formula, given[0]):
            may_come = not given and any(mask & court.unlike for court in self._courts)
            self.book.put(address, None, LATER if may_come else LOST)
            return
        self.values[address] = given[0]
        differing = (court.unlike for court in self._courts if not _same(court.read[address], given[0]))
        self.book.put(address, given[0], sum(differing))

    def _is_new_error(self, address: Address, value: Value, mask: int) -> bool:
        """Whether a value is an error that nothing holds which the formula reads."""
        if not isinstance(value, ErrorValue):
            return False
        formula = self._formulas[address]
        for each in formula.parts.all:
            says_so = isinstance(each, Apply) and each.function == "NA" and value.code == "#N/A"
            if says_so or (isinstance(each, ErrorValue) and each.code == value.code):
                return False
        if not mask & ERRORS:
            return True
        held = (cell for area in formula.areas for cell in self.book.numbers(area))
        return not any(isinstance(cell, ErrorValue) and cell.code == value.code for cell in held)

    def _is_remainder(self, formula: Formula, value: Value) -> bool:
        if is_beside_an_angle(value) and any(each.function in ANGLES for each in formula.parts.calls):
            return True
        if not is_little(value):
            return False
        if not any(each.function in ADDS for each in formula.parts.calls):
            return False
        if is_remainder(value, (each.value for each in formula.parts.all if isinstance(each, Literal))):
            return True
        if not is_remainder(value, (self.book.largest,)):  # a share of many is little too, each beside all the others
            return False
        return is_remainder(value, (cell for area in formula.areas for cell in self.book.numbers(area)))


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    return type(one) is type(other) and one == other
