"""A template sheet made ready: its row tags as a tree, each cell compiled once, unknown names found before anything
is written."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from lxml import etree

from cchc_excel.fill.errors import CellError, Mistakes, unknown
from cchc_excel.fill.formulas.references import letters, split_address, split_area
from cchc_excel.fill.ooxml.cells import SharedStrings, Text, cell_text, empty
from cchc_excel.fill.ooxml.opc import child, children
from cchc_excel.fill.ooxml.workbook import Sheet, spell_out_shared
from cchc_excel.fill.rows.rowmap import RowMap, Stretch
from cchc_excel.fill.template.render import Cell, Renderer, Target
from cchc_excel.fill.template.sheets import Page
from cchc_excel.fill.template.tags import (
    Choice,
    Let,
    Loop,
    Node,
    Rows,
    Site,
    Tree,
    beside_row_tags,
    build,
    has_column_tag,
    has_tag,
    loops_of,
    open_row_tag,
    row_tags,
    sheet_tags,
    unopened,
    without_sheet_tags,
)

_NO_COLUMNS = "không có thẻ {%tc %}: cột không lặp được; đặt sẵn đủ cột trong mẫu, hoặc đổi hàng thành cột"


class Expression(NamedTuple):
    """A cell to fill: its position among the row's cells, what to run, its text, and where it stands in the
    template."""

    position: int
    cell: Cell
    text: Text
    site: Site


class RowPlan(NamedTuple):
    """A template row: its number, its XML (cells to fill are emptied), what to fill, its formulas by position, and
    the cells carried here from a tag row: position -> how many loops surround that row; they are written once in
    each."""

    number: int
    element: etree._Element
    expressions: list[Expression]
    formulas: list[tuple[int, str]]
    carried: dict[int, int]


class LoopHead(NamedTuple):
    """A compiled {%tr for %}."""

    names: list[str]
    sequence: Cell
    condition: Cell | None
    target: Target


class SheetPlan(msgspec.Struct):
    """A sheet ready to be written: rows by stretch, compiled tags by where they stand, and its row map, still empty."""

    page: Page
    tree: Tree
    rows: dict[int, list[RowPlan]]
    map: RowMap
    loops: dict[Site, LoopHead] = {}
    conditions: dict[Site, Cell] = {}
    lets: dict[Site, tuple[str, Cell]] = {}

    @property
    def sheet(self) -> Sheet:
        """The sheet it plans."""
        return self.page.sheet

    @property
    def filled(self) -> bool:
        """Whether anything on the sheet is to be filled in or moved."""
        return self.map.moves or any(row.expressions for rows in self.rows.values() for row in rows)


def plan_sheet(
    page: Page, tables: list[etree._Element], strings: SharedStrings, renderer: Renderer, mistakes: Mistakes
) -> SheetPlan:
    """Read and compile one sheet. `tables` are the roots of its table parts. Mistakes are noted, never raised."""
    sheet = page.sheet
    texts = _texts(sheet, strings, mistakes)
    tagged = _tag_rows(sheet, texts)
    tree = build(sheet.origin, tagged, mistakes)
    if tagged:
        spell_out_shared(sheet)
    for area in map(_calculated, tables):
        _drop_repeated_formulas(sheet, area, set(tagged))
    carried: dict[str, Carried] = {}
    for stretch in tree.stretches:
        if stretch.tag:
            carried |= _carry_or_refuse(sheet, stretch, texts, strings, set(tagged), mistakes)
    for loop in loops_of(tree.nodes):
        loop.keeps_one = any(_is_all_of(tree, loop, table) for table in tables)
    plan = SheetPlan(page, tree, {}, RowMap(tree.stretches))
    for moved, one in carried.items():
        plan.map.carried[split_address(one.cell)] = split_address(moved)[0], one.depth
    names: dict[int, frozenset[str] | None] = {}
    _Compiler(plan, renderer, mistakes).nodes(tree.nodes, page.known, names)
    for index, stretch in enumerate(tree.stretches):
        if not stretch.tag:
            numbers = sorted(number for number in sheet.rows if stretch.first <= number <= stretch.last)
            known = names.get(index)
            plan.rows[index] = [_row(sheet, number, texts, carried, renderer, known, mistakes) for number in numbers]
    return plan


def _texts(sheet: Sheet, strings: SharedStrings, mistakes: Mistakes) -> dict[str, Text]:
    """The texts with tags, by cell address."""
    found = {}
    for row in sheet.rows.values():
        for cell in row:
            address = cell.get("r") or ""
            formula = child(cell, "f")
            if formula is not None and has_tag(formula.text or ""):
                mistakes.add(
                    sheet.origin,
                    address,
                    f"={formula.text}",
                    "công thức không chứa được {{ }}; đặt biểu thức vào một ô riêng rồi trỏ tới ô đó",
                )
            try:
                text = cell_text(cell, strings)
            except (CellError, ValueError) as error:
                mistakes.add(sheet.origin, address, "", str(error))
                continue
            open_tag = "" if text is None else open_row_tag(text.plain)
            if text is not None and open_tag:
                mistakes.add(sheet.origin, address, text.plain, "thẻ {%tr … %} phải đóng bằng %} liền nhau")
                text = Text(f"{{%tr {open_tag} %}}")
            mark = "" if text is None else unopened(text.plain)
            if text is not None and mark:
                opening = "{{" if mark == "}}" else "{%"
                mistakes.add(sheet.origin, address, text.plain, f"có {mark} mà không có {opening} mở trước nó")
            elif text is not None and has_tag(text.plain):
                if has_column_tag(text.plain):
                    mistakes.add(sheet.origin, address, text.plain, _NO_COLUMNS)
                else:
                    found[address] = _without_sheet_tag(sheet, address, text, mistakes)
    return found


def _without_sheet_tag(sheet: Sheet, address: str, text: Text, mistakes: Mistakes) -> Text:
    """The text as it is filled: the sheet tag has been obeyed already."""
    tags = sheet_tags(text.plain)
    if not tags:
        return text
    wrong = [tag for tag in tags if not tag.startswith("for ") and tag != "endfor"]
    if address != "A1" or wrong or len(tags) > 1 + ("endfor" in tags):
        message = "thẻ lặp sheet chỉ viết một lần, ở ô A1, dạng {%sheet for u in don_vi %}"
        mistakes.add(sheet.origin, address, text.plain, message)
    runs = tuple((style, without_sheet_tags(said)) for style, said in text.runs)
    return Text(without_sheet_tags(text.plain), tuple(run for run in runs if run[1]))


def _tag_rows(sheet: Sheet, texts: dict[str, Text]) -> dict[int, list[tuple[Site, str]]]:
    tagged: dict[int, list[tuple[Site, str]]] = {}
    for number, row in sheet.rows.items():
        for cell in row:
            address = cell.get("r") or ""
            text = texts.get(address)
            for tag in row_tags(text.plain) if text else ():
                tagged.setdefault(number, []).append((Site(address, text.plain if text else ""), " ".join(tag.split())))
    return tagged


class Carried(NamedTuple):
    """A cell that stood in a tag row at the top of a merged area and now stands in the area's first row that stays:
    how many loops surround the tag row, and its address in the template."""

    depth: int
    cell: str


def _carry_or_refuse(
    sheet: Sheet, stretch: Stretch, texts: dict[str, Text], strings: SharedStrings, tags: set[int], mistakes: Mistakes
) -> dict[str, Carried]:
    """What else stands in a tag row: the top of a merged area goes down into it; anything else would be lost."""
    carried: dict[str, Carried] = {}
    for cell in list(sheet.rows[stretch.first]):
        text = texts.get(cell.get("r") or "") or cell_text(cell, strings)
        said = text.plain if text is not None else next((found.text or "" for found in cell.iter() if found.text), "")
        if not beside_row_tags(said):
            continue
        address = cell.get("r") or ""
        row = None if row_tags(said) else _row_below(sheet, address, tags)
        if row is None:
            message = (
                "hàng có thẻ {%tr %} mất đi khi điền nên không được chứa gì khác; chuyển nội dung này sang hàng khác"
            )
            mistakes.add(sheet.origin, address, said, message)
            continue
        moved = _into_row(sheet, cell, row)
        carried[moved] = Carried(len(stretch.loops), address)
        if address in texts:
            texts[moved] = texts.pop(address)
    return carried


def _calculated(table: etree._Element) -> tuple[range, set[int]]:
    """The rows of a table, and those of its columns that hold one formula all the way down."""
    top, left, bottom, _ = split_area(table.get("ref") or "A1")
    columns = children(child(table, "tableColumns"), "tableColumn")
    return range(top, bottom + 1), {
        left + number for number, column in enumerate(columns) if child(column, "calculatedColumnFormula") is not None
    }


def _drop_repeated_formulas(sheet: Sheet, area: tuple[range, set[int]], tags: set[int]) -> None:
    """A calculated column fills tag rows too, by itself: that formula is nothing its author would miss."""
    rows, columns = area
    for number in tags.intersection(rows):
        for cell in sheet.rows[number]:
            if child(cell, "f") is not None and split_address(cell.get("r") or "A1")[1] in columns:
                empty(cell)


def _row_below(sheet: Sheet, address: str, tags: set[int]) -> int | None:
    """The first row that stays of the merged area whose top left cell this is."""
    for merge in children(child(sheet.root, "mergeCells"), "mergeCell"):
        area = merge.get("ref") or ""
        if area.partition(":")[0] == address:
            top, _, bottom, _ = split_area(area)
            return next((row for row in range(top, bottom + 1) if row not in tags), None)
    return None


def _into_row(sheet: Sheet, cell: etree._Element, number: int) -> str:
    """Put a cell in place of the one below it; returns its new address."""
    if number not in sheet.rows:
        sheet.rows[number] = etree.Element(str(sheet.data.tag).replace("}sheetData", "}row"), r=str(number))
    row = sheet.rows[number]
    column = split_address(cell.get("r") or "A1")[1]
    address = f"{letters(column)}{number}"
    old = next((found for found in row if found.get("r") == address), None)
    if old is not None:
        row.remove(old)
    cell.set("r", address)
    row.insert(sum(split_address(found.get("r") or "A1")[1] < column for found in row), cell)
    return address


def _is_all_of(tree: Tree, loop: Loop, table: etree._Element) -> bool:
    """Whether a table's data rows are nothing but this loop: a table must keep one row when the loop is empty."""
    top, _, bottom, _ = split_area(table.get("ref") or "A1")
    first = top + int(table.get("headerRowCount") or 1)
    last = bottom - int(table.get("totalsRowCount") or 0)
    inside = [stretch for stretch in tree.stretches if stretch.first <= last and stretch.last >= first]
    return all(stretch.tag or (loop.number in stretch.loops and stretch.last <= last) for stretch in inside) and any(
        loop.number in stretch.loops for stretch in inside
    )


class _Compiler:
    """Compiles a tree's tags and finds which names are known in each stretch (None: a loop head is wrong, nothing is
    known)."""

    def __init__(self, plan: SheetPlan, renderer: Renderer, mistakes: Mistakes) -> None:
        self.plan = plan
        self.renderer = renderer
        self.mistakes = mistakes

    def nodes(self, nodes: list[Node], known: frozenset[str] | None, names: dict[int, frozenset[str] | None]) -> None:
        for node in nodes:
            if isinstance(node, Rows):
                names[node.stretch] = known
            elif isinstance(node, Loop):
                self.nodes(node.body, self._loop(node, known), names)
                self.nodes(node.otherwise, known, names)
            elif isinstance(node, Choice):
                for site, condition, body in node.branches:
                    self._condition(site, condition, known)
                    self.nodes(body, known, names)
            elif isinstance(node, Let):
                known = self._let(node, known)

    def _loop(self, node: Loop, known: frozenset[str] | None) -> frozenset[str] | None:
        try:
            head = LoopHead(*self.renderer.loop(node.head))
        except CellError as error:
            self.mistakes.add(self.plan.sheet.origin, *node.site, str(error))
            return None
        inner = None if known is None else known | {*head.names, "loop"}
        good = self._known(node.site, head.sequence.names, known)
        if head.condition is not None:
            good = self._known(node.site, head.condition.names, inner) and good
        if good:
            self.plan.loops[node.site] = head
        return inner

    def _condition(self, site: Site, condition: str | None, known: frozenset[str] | None) -> None:
        if condition is None:
            return
        try:
            cell = self.renderer.expression(condition)
        except CellError as error:
            self.mistakes.add(self.plan.sheet.origin, *site, str(error))
            return
        if self._known(site, cell.names, known):
            self.plan.conditions[site] = cell

    def _let(self, node: Let, known: frozenset[str] | None) -> frozenset[str] | None:
        try:
            name, cell = self.renderer.assignment(node.head)
        except CellError as error:
            self.mistakes.add(self.plan.sheet.origin, *node.site, str(error))
            return None
        if self._known(node.site, cell.names, known):
            self.plan.lets[node.site] = (name, cell)
        return None if known is None else known | {name}

    def _known(self, site: Site, used: frozenset[str], known: frozenset[str] | None) -> bool:
        return all_known(self.plan.sheet.origin, site, used, known, self.mistakes)


def all_known(sheet: str, site: Site, used: frozenset[str], known: frozenset[str] | None, mistakes: Mistakes) -> bool:
    """Whether every name is known; notes each that is not."""
    if known is None:
        return False
    missing = sorted(used - known)
    for name in missing:
        mistakes.add(sheet, *site, unknown(name, known))
    return not missing


def _row(
    sheet: Sheet,
    number: int,
    texts: dict[str, Text],
    carried: dict[str, Carried],
    renderer: Renderer,
    known: frozenset[str] | None,
    mistakes: Mistakes,
) -> RowPlan:
    plan = RowPlan(number, sheet.rows[number], [], [], {})
    for position, cell in enumerate(plan.element):
        address = cell.get("r") or ""
        formula = child(cell, "f")
        text = texts.get(address)
        if address in carried:
            plan.carried[position] = carried[address].depth
        if formula is not None:
            plan.formulas.append((position, formula.text or ""))
        elif text is not None:
            site = Site(carried[address].cell if address in carried else address, text.plain)
            compiled = _compile(sheet.origin, site, text, renderer, known, mistakes)
            if compiled is not None:
                plan.expressions.append(Expression(position, compiled, text, site))
            empty(cell)
    return plan


def _compile(
    sheet: str, site: Site, text: Text, renderer: Renderer, known: frozenset[str] | None, mistakes: Mistakes
) -> Cell | None:
    try:
        cell = renderer.text(text.plain)
        if not cell.typed and text.runs:
            cell = renderer.text(text.template())
    except CellError as error:
        mistakes.add(sheet, *site, str(error))
        return None
    return cell if all_known(sheet, site, cell.names, known, mistakes) else None
