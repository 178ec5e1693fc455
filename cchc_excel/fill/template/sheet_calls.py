"""The workbook with its sheets repeated and renamed: it lists them, and every formula calls them by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import NamedTuple

import msgspec
from lxml import etree

from cchc_excel.fill.formulas.references import LONGEST_FORMULA, Reference, references, rewrite
from cchc_excel.fill.formulas.structured import renamed
from cchc_excel.fill.messages import Message, Phrase
from cchc_excel.fill.ooxml.clone import forget_titles
from cchc_excel.fill.ooxml.opc import Package, child, children, local, named, parse_xml, serialise
from cchc_excel.fill.ooxml.workbook import LINKS, Sheet, relation_id
from cchc_excel.fill.template.filling import Filling
from cchc_excel.fill.template.output_sheet import OutputSheet

_IN_ATTRIBUTES = {"hyperlink": ("location",), "cfvo": ("val",), "sp": LINKS, "formControlPr": LINKS}
_FORMULAS = ("f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula")


def put_together(groups: Sequence[list[OutputSheet]], filling: Filling) -> None:
    """Make the workbook one of these sheets: for each of the template those that are made of it. A sheet that was
    repeated for nothing goes, unless something refers to it or it is the only visible one: its group is empty then.
    Mistakes are noted."""
    package, workbook = filling.package, filling.workbook
    copies = {group[0].sheet.origin.casefold(): [output.sheet.name for output in group] for group in groups}
    visible = [
        element.get("state") in (None, "visible") for element in children(child(workbook.root, "sheets"), "sheet")
    ]
    for number, group in enumerate(groups):
        others = any(is_visible for at, is_visible in enumerate(visible) if at != number and groups[at])
        if group[0].blank and others and not _is_mentioned(group[0].sheet, groups, filling):
            package.remove_tree(group[0].sheet.part)
            group.clear()
    _list_sheets(groups, filling)
    calls = _Calls(copies, filling)
    for output in (output for group in groups for output in group):
        calls.on_sheet(output)
    calls.in_names(groups)
    workbook.sheets = [output.sheet for group in groups for output in group]
    package.parts[workbook.part] = serialise(workbook.root)
    forget_titles(package)


def _is_mentioned(sheet: Sheet, groups: Sequence[list[OutputSheet]], filling: Filling) -> bool:
    """Whether anything but the sheet itself refers to it."""
    package, workbook = filling.package, filling.workbook
    others = [output.sheet for group in groups for output in group if output.sheet is not sheet]
    owned = (parse_xml(package.parts[name]) for other in others for name in _owned(package, other.part))
    formulas = [
        element.text or ""
        for root in (*(other.root for other in others), *owned)
        for element in named(root, *_FORMULAS)
    ]
    local_to = str(workbook.sheets.index(sheet))
    formulas += [
        element.text or "" for element in named(workbook.root, "definedName") if element.get("localSheetId") != local_to
    ]
    wanted = sheet.origin.casefold()
    return any((reference.sheet or "").casefold() == wanted for text in formulas for reference in references(text))


def _list_sheets(groups: Sequence[list[OutputSheet]], filling: Filling) -> None:
    package, workbook = filling.package, filling.workbook
    listed = child(workbook.root, "sheets")
    assert listed is not None
    elements = children(listed, "sheet")
    free = max(int(element.get("sheetId") or 0) for element in elements) + 1
    for element, group in zip(elements, groups, strict=True):
        for number, output in enumerate(group):
            if number:
                copy = deepcopy(element)
                copy.set("sheetId", str(free))
                free += 1
                key = next(key for key in copy.attrib if str(key).endswith("}id"))
                copy.set(key, package.link(workbook.part, output.sheet.part, relation_id(element)))
                listed.insert(listed.index(element) + number, copy)
            else:
                copy = element
            copy.set("name", output.sheet.name)
        if not group:
            listed.remove(element)
    starts = _starts(groups)
    total = sum(len(group) for group in groups)
    for view in named(workbook.root, "workbookView"):
        for key in ("activeTab", "firstSheet"):
            if view.get(key):
                view.set(key, str(min(starts[min(int(view.get(key) or 0), len(starts) - 1)], total - 1)))


def _starts(groups: Sequence[list[OutputSheet]]) -> list[int]:
    """The number, from 0, of the first sheet of each group."""
    return [sum(len(group) for group in groups[:number]) for number in range(len(groups))]


def _owned(package: Package, sheet: str) -> list[str]:
    """The parts of a sheet that hold formulas: tables, text boxes and charts, form controls."""
    drawings = package.related(sheet, "drawing")
    charts = [
        chart for drawing in drawings for kind in ("chart", "chartEx") for chart in package.related(drawing, kind)
    ]
    return [*package.related(sheet, "table"), *drawings, *charts, *package.related(sheet, "ctrlProp")]


class _Calls(NamedTuple):
    """Formulas rewritten so that they call sheets by their new names: `copies` holds those by the template's,
    casefolded."""

    copies: Mapping[str, list[str]]
    filling: Filling

    def on_sheet(self, output: OutputSheet) -> None:
        """Everything on a sheet, and in the parts that belong to it."""
        if self._rename_all(output.sheet.root, output):
            output.sheet.changed = True
        for name in _owned(self.filling.package, output.sheet.part):
            with self.filling.package.revise(name) as root:
                self._rename_all(root, output)

    def in_names(self, groups: Sequence[list[OutputSheet]]) -> None:
        """Defined names: those of a repeated sheet (print areas among them) are copied with it."""
        starts, workbook = _starts(groups), self.filling.workbook
        for holder in list(named(workbook.root, "definedNames")):
            for element in children(holder, "definedName"):
                scope = element.get("localSheetId")
                if scope is None:
                    element.text = self._renamed(element.text or "", None)
                    continue
                for number, output in enumerate(groups[int(scope)]):
                    copy = deepcopy(element)
                    copy.set("localSheetId", str(starts[int(scope)] + number))
                    copy.text = self._renamed(element.text or "", output)
                    element.addprevious(copy)
                holder.remove(element)
            if not len(holder):
                workbook.root.remove(holder)

    def _rename_all(self, root: etree._Element, output: OutputSheet) -> bool:
        """Every formula below an element, those in attributes too; True where one changed."""
        changed = False
        for element in named(root, *_FORMULAS):
            text = element.text or ""
            fresh = self._renamed(text, output, _cell_of(element))
            if fresh != text:
                element.text, changed = fresh, True
        for element in named(root, *_IN_ATTRIBUTES):
            for key in _IN_ATTRIBUTES[local(element)]:
                text = element.get(key) or ""
                fresh = self._renamed(text, output, element.get("ref") or "") if text else ""
                if fresh != text:
                    element.set(key, fresh)
                    changed = True
        return changed

    def _renamed(self, text: str, output: OutputSheet | None, cell: str = "") -> str:
        """A formula that stands on a sheet (None: on none) with the sheets and tables called by their new names.
        `cell`: its address, for messages."""
        fresh = rewrite(text, lambda reference: self._called(reference, text, output, cell))
        if output is not None and output.tables:
            fresh = renamed(fresh, output.tables)
        if len(fresh) > LONGEST_FORMULA:
            self._wrong(output, cell, text, Message.FORMULA_TOO_LONG())
        return fresh

    def _called(self, reference: Reference, text: str, output: OutputSheet | None, cell: str) -> str:
        wanted = None if reference.sheet is None else reference.sheet.casefold()
        names = self.copies.get(wanted or "", [])
        if wanted is None or names == [reference.sheet]:
            return reference.text()
        if output is not None and wanted == output.sheet.origin.casefold():
            names = [output.sheet.name]
        if not names:
            return reference.text()
        if reference.gathers and not reference.lists and len(names) > 1:
            self._wrong(output, cell, text, Message.NOT_OVER_COPIES(sheet=repr(reference.sheet)))
        listed = names if reference.lists else names[:1]
        return ",".join(_of_sheet(reference, name) for name in listed)

    def _wrong(self, output: OutputSheet | None, cell: str, text: str, phrase: Phrase) -> None:
        self.filling.wrong("" if output is None else output.sheet.origin, cell, f"={text}", phrase)


def _cell_of(element: etree._Element) -> str:
    parent = element.getparent()
    return (parent.get("r") or "") if parent is not None else ""


def _of_sheet(reference: Reference, name: str) -> str:
    quoted = name.replace("'", "''")
    return msgspec.structs.replace(reference, sheet=name, prefix=f"'{quoted}'!").text()
