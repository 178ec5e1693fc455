"""Sheets that repeat, {%sheet for u in don_vi %} in A1, and tab names with expressions, made before any row is filled.

A repeated sheet is copied with everything that belongs to it. Its tab name may hold an expression ("{{ u.ma }}");
where it holds none, each copy is called by its item's `ten`. References to the sheet by others mean its first copy, and
all of its copies where they are an argument of SUM and its like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy

import msgspec
from lxml import etree

from cchc_excel.fill.anchored.drawings import LINKS
from cchc_excel.fill.errors import CellError, Mistakes, unknown
from cchc_excel.fill.formulas.references import LONGEST_FORMULA, Reference, rewrite
from cchc_excel.fill.formulas.structured import renamed
from cchc_excel.fill.ooxml.cells import SharedStrings, cell_text
from cchc_excel.fill.ooxml.clone import CannotCopy, Cloner, forget_titles, stand_alone
from cchc_excel.fill.ooxml.opc import Package, child, children, local, named, parse_xml, serialise
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook, read_sheet, relation_id
from cchc_excel.fill.template.filters import as_text
from cchc_excel.fill.template.filters import clean as valid
from cchc_excel.fill.template.render import Cell, Renderer, Scope
from cchc_excel.fill.template.tags import has_tag, sheet_tags

LONGEST_NAME = 31
_BAD = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_TAG = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
_RESERVED = "history"  # a name that Excel keeps for itself
_LOOP = ("index", "index0", "revindex", "first", "last", "length")
_IN_ATTRIBUTES = {"hyperlink": ("location",), "cfvo": ("val",), "sp": LINKS, "formControlPr": LINKS}
_FORMULAS = ("f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula")


class Page(msgspec.Struct):
    """A sheet of the output before its rows are filled: the values it sees (None: its loop is wrong, it can only be
    checked) and their names (None: not even those); `blank`: there was nothing to repeat it for, and it stays once,
    empty."""

    sheet: Sheet
    scope: Scope | None
    known: frozenset[str] | None
    blank: bool = False
    tables: dict[str, str] = {}


class _Head(msgspec.Struct):
    """What a template sheet asks for: the text of A1, the head of its loop ("" for none)."""

    text: str
    loop: str


def make_pages(
    package: Package, workbook: Workbook, strings: SharedStrings, renderer: Renderer, mistakes: Mistakes
) -> list[Page]:
    """The sheets of the output, in order. The package, its workbook part and every reference to a sheet that was
    copied or renamed are changed accordingly; mistakes are noted."""
    heads = {sheet.name: _head(sheet, strings) for sheet in workbook.sheets}
    plain = [sheet for sheet in workbook.sheets if not heads[sheet.name].loop and not has_tag(sheet.name)]
    everything = frozenset(renderer.scope)
    if len(plain) == len(workbook.sheets):
        return [Page(sheet, renderer.scope, everything) for sheet in plain]
    maker = _Maker(package, workbook, renderer, mistakes, {sheet.name.casefold() for sheet in plain})
    groups = []
    for sheet in workbook.sheets:
        if sheet in plain:
            groups.append([Page(sheet, renderer.scope, everything)])
        else:
            groups.append(maker.pages(sheet, heads[sheet.name]))
    maker.cloner.finish()
    if not mistakes:
        _put_together(package, workbook, groups, mistakes)
    return [page for group in groups for page in group]


def _head(sheet: Sheet, strings: SharedStrings) -> _Head:
    first = next((cell for row in sheet.rows.values() for cell in row if cell.get("r") == "A1"), None)
    try:
        text = None if first is None else cell_text(first, strings)
    except (CellError, ValueError):  # told when the sheet's cells are read
        text = None
    tags = [tag for tag in sheet_tags(text.plain) if tag.startswith("for ")] if text else []
    return _Head(text.plain, tags[0].removeprefix("for ")) if text and tags else _Head("", "")


class _Maker:
    """Makes the pages of the sheets that repeat or whose names hold expressions."""

    def __init__(
        self, package: Package, workbook: Workbook, renderer: Renderer, mistakes: Mistakes, taken: set[str]
    ) -> None:
        names = [element.get("name") or "" for element in named(workbook.root, "definedName")]
        self.package = package
        self.renderer = renderer
        self.mistakes = mistakes
        self.names = _Names(taken)
        self.cloner = Cloner(package, set(names))

    def pages(self, sheet: Sheet, head: _Head) -> list[Page]:
        scopes, known = self._scopes(sheet, head)
        title = self._title(sheet, known)
        if scopes is None:
            return [Page(sheet, None, known)]
        if not scopes:
            return [Page(self._named(sheet, _TAG.sub("", sheet.origin)), self.renderer.scope, known, blank=True)]
        try:
            copies = [self.cloner.copy(sheet.part) for _ in scopes[1:]]
        except CannotCopy as error:
            message = f"sheet lặp không được có {error}; chuyển nó sang một sheet khác"
            self.mistakes.add(sheet.origin, "A1", head.text, message)
            return [Page(sheet, None, known)]
        found = [Page(sheet, scopes[0], known)]
        for copied, scope in zip(copies, scopes[1:], strict=True):
            copy = read_sheet(sheet.origin, copied.part, sheet.kind, self.package.parts[copied.part])
            copy.changed = True
            stand_alone(copy.root)
            found.append(Page(copy, scope, known, tables=copied.tables))
        for page, scope in zip(found, scopes, strict=True):
            self._named(page.sheet, self._name(sheet, scope, title, head))
        return found

    def _named(self, sheet: Sheet, wanted: str) -> Sheet:
        sheet.name = self.names.fresh(wanted)
        return sheet

    def _scopes(self, sheet: Sheet, head: _Head) -> tuple[list[Scope] | None, frozenset[str] | None]:
        everything = frozenset(self.renderer.scope)
        if not head.loop:
            return [self.renderer.scope], everything
        try:
            names, sequence, condition, target = self.renderer.loop(head.loop)
            known = everything | {*names, "loop"}
            unknowns = sequence.names - everything | ((condition.names - known) if condition else frozenset())
            for name in sorted(unknowns):
                self.mistakes.add(sheet.origin, "A1", head.text, unknown(name, known))
            if unknowns:
                return None, known
            items = self.renderer.value(sequence, self.renderer.scope)
            iterations = self.renderer.iterations(items, condition, names, target, self.renderer.scope)
            # `loop` moves on with the iteration; a sheet is filled after it.
            scopes = [{**scope, "loop": {name: getattr(scope["loop"], name) for name in _LOOP}} for scope in iterations]
        except CellError as error:
            self.mistakes.add(sheet.origin, "A1", head.text, str(error))
            return None, None
        return scopes, known

    def _title(self, sheet: Sheet, known: frozenset[str] | None) -> Cell | None:
        """The tab name as an expression; None where it holds none."""
        if not has_tag(sheet.origin):
            return None
        try:
            title = self.renderer.text(sheet.origin)
        except CellError as error:
            self.mistakes.add(sheet.origin, "", sheet.origin, f"tên sheet: {error}")
            return None
        for name in sorted(title.names - known) if known is not None else ():
            self.mistakes.add(sheet.origin, "", sheet.origin, f"tên sheet: {unknown(name, known or ())}")
        return title

    def _name(self, sheet: Sheet, scope: Scope, title: Cell | None, head: _Head) -> str:
        if title is not None:
            try:
                return str(as_text(self.renderer.value(title, scope)))
            except CellError as error:
                self.mistakes.add(sheet.origin, "", sheet.origin, f"tên sheet: {error}")
                return sheet.origin
        item = scope.get(head.loop.partition(" in ")[0].strip())
        for attribute in ("ten", "ma"):
            found = item.get(attribute) if isinstance(item, Mapping) else getattr(item, attribute, None)
            if isinstance(found, str) and found.strip():
                return found
        return str(item) if isinstance(item, str | int) else sheet.origin


class _Names:
    """Sheet names that Excel takes: at most 31 characters, none of []:*?/\\, no two alike."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = {*taken, _RESERVED}

    def fresh(self, wanted: str) -> str:
        """A name like the wanted one that no sheet has yet."""
        clean = " ".join(_BAD.sub("-", valid(wanted)).split()).strip("'") or "Trống"
        name, number = _short(clean, LONGEST_NAME), 1
        while name.casefold() in self._taken:
            number += 1
            suffix = f" ({number})"
            name = _short(clean, LONGEST_NAME - len(suffix)) + suffix
        self._taken.add(name.casefold())
        return name


def _short(text: str, size: int) -> str:
    """At most so many UTF-16 units, which is how Excel counts; a longer text ends after a whole word, with "…"."""
    if _units(text) <= size:
        return text
    kept = text
    while _units(kept) >= size:
        kept = kept[:-1]
    head = kept if text[len(kept)] == " " else kept.rpartition(" ")[0]
    return (head if _units(head) > size // 2 else kept).rstrip(" '–-") + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _put_together(package: Package, workbook: Workbook, groups: list[list[Page]], mistakes: Mistakes) -> None:
    """The workbook part lists the new sheets; every formula calls them by their names."""
    copies = {group[0].sheet.origin.casefold(): [page.sheet.name for page in group] for group in groups}
    visible = [
        element.get("state") in (None, "visible") for element in children(child(workbook.root, "sheets"), "sheet")
    ]
    for number, group in enumerate(groups):
        others = any(shown for at, shown in enumerate(visible) if at != number and groups[at])
        if group[0].blank and others and not _mentioned(package, workbook, group[0].sheet, groups):
            package.remove_tree(group[0].sheet.part)
            group.clear()
    _list_sheets(package, workbook, groups)
    for page in (page for group in groups for page in group):
        _call_by_name(package, page, copies, mistakes)
    _call_names(workbook, groups, copies, mistakes)
    workbook.sheets = [page.sheet for group in groups for page in group]
    package.parts[workbook.part] = serialise(workbook.root)
    forget_titles(package)


def _mentioned(package: Package, workbook: Workbook, sheet: Sheet, groups: list[list[Page]]) -> bool:
    """Whether anything but the sheet itself refers to it."""
    wanted = sheet.origin.casefold()
    found: list[str] = []

    def look(reference: Reference) -> str:
        found.append((reference.sheet or "").casefold())
        return reference.text()

    for page in (page for group in groups for page in group if page.sheet is not sheet):
        for root in (page.sheet.root, *(parse_xml(package.parts[name]) for name in _owned(package, page.sheet.part))):
            for element in named(root, *_FORMULAS):
                rewrite(element.text or "", look)
    local_to = str(workbook.sheets.index(sheet))
    for element in named(workbook.root, "definedName"):
        if element.get("localSheetId") != local_to:
            rewrite(element.text or "", look)
    return wanted in found


def _list_sheets(package: Package, workbook: Workbook, groups: list[list[Page]]) -> None:
    listed = child(workbook.root, "sheets")
    assert listed is not None
    elements = children(listed, "sheet")
    free = max(int(element.get("sheetId") or 0) for element in elements) + 1
    for element, group in zip(elements, groups, strict=True):
        for number, page in enumerate(group):
            if number:
                copy = deepcopy(element)
                copy.set("sheetId", str(free))
                free += 1
                key = next(key for key in copy.attrib if str(key).endswith("}id"))
                copy.set(key, package.link(workbook.part, page.sheet.part, relation_id(element)))
                listed.insert(listed.index(element) + number, copy)
            else:
                copy = element
            copy.set("name", page.sheet.name)
        if not group:
            listed.remove(element)
    starts = [sum(len(group) for group in groups[:number]) for number in range(len(groups))]
    total = sum(len(group) for group in groups)
    for view in named(workbook.root, "workbookView"):
        for key in ("activeTab", "firstSheet"):
            if view.get(key):
                view.set(key, str(min(starts[min(int(view.get(key) or 0), len(starts) - 1)], total - 1)))


def _call_by_name(package: Package, page: Page, copies: Mapping[str, list[str]], mistakes: Mistakes) -> None:
    if _rename_all(page.sheet.root, page, copies, mistakes):
        page.sheet.changed = True
    for name in _owned(package, page.sheet.part):
        root = parse_xml(package.parts[name])
        if _rename_all(root, page, copies, mistakes):
            package.parts[name] = serialise(root)


def _rename_all(root: etree._Element, page: Page, copies: Mapping[str, list[str]], mistakes: Mistakes) -> bool:
    """Every formula below an element, those in attributes too; True where one changed."""
    changed = False
    for element in named(root, *_FORMULAS):
        text = element.text or ""
        fresh = _renamed(text, page, copies, mistakes, _cell_of(element))
        if fresh != text:
            element.text, changed = fresh, True
    for element in named(root, *_IN_ATTRIBUTES):
        for key in _IN_ATTRIBUTES[local(element)]:
            text = element.get(key) or ""
            fresh = _renamed(text, page, copies, mistakes, element.get("ref") or "") if text else ""
            if fresh != text:
                element.set(key, fresh)
                changed = True
    return changed


def _cell_of(element: etree._Element) -> str:
    parent = element.getparent()
    return (parent.get("r") or "") if parent is not None else ""


def _owned(package: Package, sheet: str) -> list[str]:
    """The parts of a sheet that hold formulas: tables, text boxes and charts, form controls."""
    drawings = package.related(sheet, "drawing")
    charts = [
        chart for drawing in drawings for kind in ("chart", "chartEx") for chart in package.related(drawing, kind)
    ]
    return [*package.related(sheet, "table"), *drawings, *charts, *package.related(sheet, "ctrlProp")]


def _renamed(text: str, page: Page | None, copies: Mapping[str, list[str]], mistakes: Mistakes, cell: str) -> str:
    """A formula that stands on a page (None: on no sheet) with the sheets and tables called by their new names."""
    own = None if page is None else page.sheet.origin.casefold()

    def change(reference: Reference) -> str:
        wanted = None if reference.sheet is None else reference.sheet.casefold()
        names = copies.get(wanted or "", [])
        if wanted is None or names == [reference.sheet]:
            return reference.text()
        if wanted == own and page is not None:
            names = [page.sheet.name]
        if not names:
            return reference.text()
        if reference.gathers and not reference.lists and len(names) > 1:
            sheet = "" if page is None else page.sheet.origin
            message = f"hàm này không cộng được qua các bản của sheet lặp {reference.sheet!r}; dùng SUM"
            mistakes.add(sheet, cell, f"={text}", message)
        listed = names if reference.lists else names[:1]
        return ",".join(_of_sheet(reference, name) for name in listed)

    fresh = rewrite(text, change)
    if page is not None and page.tables:
        fresh = renamed(fresh, page.tables)
    if len(fresh) > LONGEST_FORMULA:
        message = "công thức dài quá mức Excel cho phép sau khi sheet được lặp; cộng theo cách khác"
        mistakes.add("" if page is None else page.sheet.origin, cell, f"={text}", message)
    return fresh


def _of_sheet(reference: Reference, name: str) -> str:
    quoted = name.replace("'", "''")
    return msgspec.structs.replace(reference, sheet=name, prefix=f"'{quoted}'!").text()


def _call_names(
    workbook: Workbook, groups: list[list[Page]], copies: Mapping[str, list[str]], mistakes: Mistakes
) -> None:
    """Defined names: those of a repeated sheet (print areas among them) are copied with it."""
    starts = [sum(len(group) for group in groups[:number]) for number in range(len(groups))]
    for holder in list(named(workbook.root, "definedNames")):
        for element in children(holder, "definedName"):
            scope = element.get("localSheetId")
            if scope is None:
                element.text = _renamed(element.text or "", None, copies, mistakes, "")
                continue
            group = groups[int(scope)]
            for number, page in enumerate(group):
                copy = deepcopy(element)
                copy.set("localSheetId", str(starts[int(scope)] + number))
                copy.text = _renamed(element.text or "", page, copies, mistakes, "")
                element.addprevious(copy)
            holder.remove(element)
        if not len(holder):
            workbook.root.remove(holder)
