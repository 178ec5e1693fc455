"""Sheets that repeat, {%sheet for u in don_vi %} in A1, and tab names with expressions, made before any row is filled.

A repeated sheet is copied with everything that belongs to it. Its tab name may hold an expression ("{{ u.ma }}");
where it holds none, each copy is called by its item's `ten`, or else its `ma`. References to the sheet by others mean
its first copy, and all of its copies where they are an argument of SUM and its like.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cchc_excel.fill.messages import Message
from cchc_excel.fill.mistakes import CellError
from cchc_excel.fill.ooxml.clone import CannotCopy, Cloner, stand_alone
from cchc_excel.fill.ooxml.opc import named
from cchc_excel.fill.ooxml.strings import SharedStrings
from cchc_excel.fill.ooxml.workbook import Sheet, read_sheet
from cchc_excel.fill.template.filling import Filling
from cchc_excel.fill.template.output_sheet import OutputSheet
from cchc_excel.fill.template.render import Cell, Scope
from cchc_excel.fill.template.sheet_calls import put_together
from cchc_excel.fill.template.tab_names import TabNames
from cchc_excel.fill.template.tags import TAG, has_tag, sheet_tags
from cchc_excel.fill.template.texts import template_text

_LOOP = ("index", "index0", "revindex", "first", "last", "length")
_NOT_COPIED = {
    "pivotTable": Message.A_PIVOT_TABLE,
    "slicer": Message.A_SLICER,
    "timeline": Message.A_TIMELINE,
    "queryTable": Message.A_QUERY_TABLE,
    "oleObject": Message.AN_OLE_OBJECT,
    "control": Message.A_CONTROL,
}
"""What cannot stand on two sheets, by the kind of its relationship."""


class _Head(NamedTuple):
    """What a template sheet asks for: the text of A1, the head of its loop ("" for none)."""

    text: str
    loop: str


def output_sheets(filling: Filling) -> list[OutputSheet]:
    """The sheets of the output, in order. The package, its workbook part and every reference to a sheet that was copied
    or renamed are changed accordingly. Mistakes are noted."""
    workbook, scope = filling.workbook, filling.renderer.scope
    heads = {sheet.name: _head(sheet, filling.strings) for sheet in workbook.sheets}
    plain = [sheet for sheet in workbook.sheets if not heads[sheet.name].loop and not has_tag(sheet.name)]
    everything = filling.renderer.known
    if len(plain) == len(workbook.sheets):
        return [OutputSheet(sheet, scope, everything) for sheet in plain]
    maker = _Maker(filling, {sheet.name.casefold() for sheet in plain})
    groups = [
        [OutputSheet(sheet, scope, everything)] if sheet in plain else maker.outputs(sheet, heads[sheet.name])
        for sheet in workbook.sheets
    ]
    maker.cloner.finish()
    if not filling.mistakes:
        put_together(groups, filling)
    return [output for group in groups for output in group]


def _head(sheet: Sheet, strings: SharedStrings) -> _Head:
    first = next((cell for row in sheet.rows.values() for cell in row if cell.get("r") == "A1"), None)
    try:
        text = None if first is None else template_text(first, strings)
    except CellError:  # noted when the sheet's cells are read
        text = None
    tags = [tag for tag in sheet_tags(text.plain) if tag.startswith("for ")] if text else []
    return _Head(text.plain, tags[0].removeprefix("for ")) if text and tags else _Head("", "")


class _Maker:
    """Makes the output of the sheets that repeat or whose names hold expressions."""

    def __init__(self, filling: Filling, taken: set[str]) -> None:
        names = [element.get("name") or "" for element in named(filling.workbook.root, "definedName")]
        self.filling = filling
        self.tab_names = TabNames(taken, filling.mistakes.wording.say(Message.NO_TAB_NAME()))
        self.cloner = Cloner(filling.package, set(names))

    def outputs(self, sheet: Sheet, head: _Head) -> list[OutputSheet]:
        scopes, known = self._scopes(sheet, head)
        title = self._title(sheet, known)
        if scopes is None:
            return [OutputSheet(sheet, None, known)]
        if not scopes:
            self._rename(sheet, TAG.sub("", sheet.origin))
            return [OutputSheet(sheet, self.filling.renderer.scope, known, blank=True)]
        try:
            copies = [self.cloner.copy(sheet.part) for _ in scopes[1:]]
        except CannotCopy as error:
            kind = str(error)
            what = _NOT_COPIED[kind]() if kind in _NOT_COPIED else kind
            self.filling.wrong(sheet.origin, "A1", head.text, Message.SHEET_NOT_REPEATED(what=what))
            return [OutputSheet(sheet, None, known)]
        outputs = [OutputSheet(sheet, scopes[0], known)]
        for copied, scope in zip(copies, scopes[1:], strict=True):
            copy = read_sheet(sheet.origin, copied.part, sheet.kind, self.filling.package.parts[copied.part])
            copy.changed = True
            stand_alone(copy.root)
            outputs.append(OutputSheet(copy, scope, known, tables=copied.tables))
        for output, scope in zip(outputs, scopes, strict=True):
            self._rename(output.sheet, self._name(sheet, scope, title, head))
        return outputs

    def _rename(self, sheet: Sheet, wanted: str) -> None:
        sheet.name = self.tab_names.fresh(wanted)

    def _scopes(self, sheet: Sheet, head: _Head) -> tuple[list[Scope] | None, frozenset[str] | None]:
        renderer = self.filling.renderer
        everything = renderer.known
        if not head.loop:
            return [renderer.scope], everything
        try:
            loop = renderer.loop(head.loop)
            known = everything | {*loop.names, "loop"}
            missing = loop.sequence.names - everything | (
                loop.condition.names - known if loop.condition else frozenset()
            )
            for name in sorted(missing):
                self.filling.wrong(sheet.origin, "A1", head.text, self.filling.unknown(name, known))
            if missing:
                return None, known
            items = renderer.value(loop.sequence, renderer.scope)
            # `loop` moves on with the iteration; a sheet is filled after it.
            scopes = [
                {**scope, "loop": {name: getattr(scope["loop"], name) for name in _LOOP}}
                for scope in renderer.iterations(items, loop, renderer.scope)
            ]
        except CellError as error:
            self.filling.wrong(sheet.origin, "A1", head.text, error.message)
            return None, None
        return scopes, known

    def _title(self, sheet: Sheet, known: frozenset[str] | None) -> Cell | None:
        """The tab name as an expression; None where it holds none."""
        if not has_tag(sheet.origin):
            return None
        try:
            title = self.filling.renderer.text(sheet.origin)
        except CellError as error:
            self._wrong_title(sheet, error)
            return None
        self.filling.all_known(sheet.origin, "", sheet.origin, title.names, known, Message.TAB_NAME)
        return title

    def _wrong_title(self, sheet: Sheet, error: CellError) -> None:
        self.filling.wrong(sheet.origin, "", sheet.origin, Message.TAB_NAME(message=error.message))

    def _name(self, sheet: Sheet, scope: Scope, title: Cell | None, head: _Head) -> str:
        if title is not None:
            try:
                return self.filling.renderer.reading(title, scope)
            except CellError as error:
                self._wrong_title(sheet, error)
                return sheet.origin
        item = scope.get(head.loop.partition(" in ")[0].strip())
        for attribute in ("ten", "ma"):
            name = item.get(attribute) if isinstance(item, Mapping) else getattr(item, attribute, None)
            if isinstance(name, str) and name.strip():
                return name
        return str(item) if isinstance(item, str | int) else sheet.origin
