"""A strict reading of a workbook's package: what Excel repairs or refuses, found before Excel does.

`faults(data)` is our own check; it sees what neither of the schema validators does (cells out of order, doubled rows,
overlapping merges, formulas that do not parse, ranges of sheets that are not there). `judged(path)` asks the two
validators: openxml-audit, and Microsoft's Open XML SDK where tests/run.sh has installed it. Sources of the rules:
ECMA-376 part 1 (18.2, 18.3, 18.4, 18.5, 18.8) and part 2 (6.2, 6.5).
"""

from __future__ import annotations

import io
import json
import posixpath
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import formualizer
from lxml import etree
from openxml_audit import OpenXmlValidator

_TOOLS = Path(__file__).resolve().parents[2] / ".tools"
SDK = _TOOLS / "node_modules" / ".bin" / "ooxml-validator"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_RELATIONS = ("officeDocument/2006/relationships", "ooxml/officeDocument/relationships")
_EXTENDED_FORMULA = "{http://schemas.microsoft.com/office/excel/2006/main}f"
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d*)")
_SHEET_OF_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!\$?[A-Z0-9#]")
_STRING = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_REFERENCE = re.compile(r"(?<![\w.!\[])\$?([A-Z]{1,3})\$?([1-9]\d{0,9})(?![\w(.!\[])")
_ORDER = {
    "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges"
    " scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting"
    " dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties"
    " cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls"
    " webPublishItems tableParts extLst",
    "chartsheet": "sheetPr sheetViews sheetProtection customSheetViews pageMargins pageSetup headerFooter drawing"
    " legacyDrawing legacyDrawingHF drawingHF picture webPublishItems extLst",
    "workbook": "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups"
    " externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes"
    " webPublishing fileRecoveryPr webPublishObjects extLst",
    "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
    "table": "autoFilter sortState tableColumns tableStyleInfo extLst",
    "sheetView": "pane selection pivotSelection extLst",
    "c": "f v is extLst",
    "headerFooter": "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter",
    "comments": "authors commentList extLst",
    "conditionalFormatting": "cfRule extLst",
    "dataValidation": "formula1 formula2",
}


def faults(data: bytes) -> list[str]:
    """Everything wrong with a workbook's package; an empty list for a sound one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"member {name} stands {count} times" for name, count in Counter(names).items() if count > 1]
    folded = Counter(name.casefold() for name in parts)
    found += [f"members differ only in case: {name}" for name, count in folded.items() if count > 1]
    roots: dict[str, etree._Element] = {}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                roots[name] = etree.fromstring(content)
            except etree.XMLSyntaxError as error:
                found.append(f"{name}: {error}")
    found += _content_types(parts, roots)
    found += [fault for name in roots if name.endswith(".rels") for fault in _relationships(name, parts, roots)]
    found += [f"{name}: {fault}" for name, root in roots.items() for fault in _element_order(root)]
    book = _Book(roots)
    found += book.faults()
    return found


def sdk_installed() -> bool:
    """Whether Microsoft's validator is there (tests/run.sh installs it)."""
    return SDK.exists()


def judged(path: Path) -> list[str]:
    """What the two schema validators find in a file, or the one that pip installs alone."""
    found = [f"openxml-audit: {error}" for error in OpenXmlValidator().validate(str(path)).errors]
    if not sdk_installed():
        return found
    run = subprocess.run([str(SDK), str(path)], capture_output=True, encoding="utf-8", timeout=120, check=False)
    try:
        told = json.loads(run.stdout)
    except json.JSONDecodeError:
        return [*found, f"SDK: {run.stderr}"]
    return [*found, *(f"SDK: {one['path']} {one['xPath']}: {one['description']}" for one in told["errors"])]


def _content_types(parts: Mapping[str, bytes], roots: Mapping[str, etree._Element]) -> Iterator[str]:
    root = roots.get("[Content_Types].xml")
    if root is None:
        yield "no [Content_Types].xml"
        return
    defaults = [str(each.get("Extension")).lower() for each in root.iter("{*}Default")]
    overrides = [str(each.get("PartName")).lstrip("/") for each in root.iter("{*}Override")]
    for kind, listed in (("extension", defaults), ("part", overrides)):
        yield from (f"content type of {kind} {name} given twice" for name, n in Counter(listed).items() if n > 1)
    for name in overrides:
        if name not in parts:
            yield f"content type of {name}, which is not there"
    for name in parts:
        if name not in overrides and name.rpartition(".")[2].lower() not in defaults and "[" not in name:
            yield f"{name} has no content type"


def _relationships(name: str, parts: Mapping[str, bytes], roots: Mapping[str, etree._Element]) -> Iterator[str]:
    source = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[: -len(".rels")])
    ids = [str(each.get("Id")) for each in roots[name]]
    yield from (f"{name}: {each} stands twice" for each, count in Counter(ids).items() if count > 1)
    for each in roots[name]:
        target = str(each.get("Target"))
        if each.get("TargetMode") == "External":
            continue
        resolved = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
        )
        if resolved.partition("#")[0] not in parts:
            yield f"{name}: {each.get('Id')} points to {resolved}, which is not there"
    if source and source not in parts:
        yield f"{name} belongs to no part"
    if source in roots:
        for element in roots[source].iter():
            for key, value in element.attrib.items():
                space = str(key).rpartition("}")[0]
                if space.endswith(_RELATIONS) and value and str(value) not in ids:
                    yield f"{source}: {_local(element)} names {value!s}, which {name} does not have"


def _element_order(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        order = _ORDER.get(_local(element))
        if order is None or str(element.tag).rpartition("}")[0].lstrip("{") not in _MAIN:
            continue
        known = order.split()
        places = [known.index(_local(each)) for each in element if _local(each) in known]
        if places != sorted(places):
            yield f"children of {_local(element)} out of order: {[_local(each) for each in element]}"
        strangers = {_local(each) for each in element if _local(each) not in (*known, "AlternateContent", "")}
        if strangers:
            yield f"{_local(element)} holds {sorted(strangers)}"
        single = [name for name in known if name not in ("conditionalFormatting", "cfRule", "selection")]
        doubled = [name for name in single if sum(_local(each) == name for each in element) > 1]
        if doubled:
            yield f"{_local(element)} holds {doubled} more than once"


class _Book:
    """The workbook, its sheets and tables, and what they point to."""

    def __init__(self, roots: Mapping[str, etree._Element]) -> None:
        self.roots = roots
        self.part = next((target for kind, target in self._links("") if kind == "officeDocument"), "")
        self.book = roots.get(self.part)
        links = dict(self._links_by_id(self.part))
        self.sheets = {
            str(each.get("name")): links.get(_relation(each), "")
            for each in (() if self.book is None else self.book.iter("{*}sheet"))
        }
        self.folded = {name.casefold() for name in self.sheets}
        related = dict(self._links(self.part))
        self.strings = self._count(related.get("sharedStrings"), "si")
        self.styles = self._count(related.get("styles"), "cellXfs/xf")
        self.formats = self._count(related.get("styles"), "dxfs/dxf")
        self.tables: Counter[str] = Counter()
        self.table_ids: Counter[str] = Counter()

    def _links(self, part: str) -> Iterator[tuple[str, str]]:
        for each, target in self._targets(part):
            yield str(each.get("Type")).rpartition("/")[2], target

    def _links_by_id(self, part: str) -> Iterator[tuple[str, str]]:
        for each, target in self._targets(part):
            yield str(each.get("Id")), target

    def _targets(self, part: str) -> Iterator[tuple[etree._Element, str]]:
        folder, _, name = part.rpartition("/")
        root = self.roots.get(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        for each in () if root is None else root:
            target = str(each.get("Target"))
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield each, target if each.get("TargetMode") == "External" else full

    def _count(self, part: str | None, path: str) -> int:
        root = self.roots.get(part or "")
        names = path.split("/")
        return 0 if root is None else len(root.findall("/".join(f"{{*}}{name}" for name in names)))

    def faults(self) -> Iterator[str]:
        if self.book is None:
            yield "no workbook"
            return
        yield from self._sheet_list()
        yield from self._names()
        for name, part in self.sheets.items():
            root = self.roots.get(part)
            if root is not None and _local(root) == "worksheet":
                yield from (f"{name}: {fault}" for fault in self._worksheet(part, root))
        yield from (f"table {name} stands {count} times" for name, count in self.tables.items() if count > 1)
        yield from (f"table id {name} stands {count} times" for name, count in self.table_ids.items() if count > 1)

    def _sheet_list(self) -> Iterator[str]:
        assert self.book is not None
        listed = list(self.book.iter("{*}sheet"))
        for key in ("name", "sheetId"):
            values = Counter(str(each.get(key)).casefold() for each in listed)
            yield from (f"{key} {value} of two sheets" for value, count in values.items() if count > 1)
        for each in listed:
            name = str(each.get("name"))
            if not name or len(name) > 31 or re.search(r"[\[\]:*?/\\]", name) or name[0] == "'" or name[-1] == "'":
                yield f"sheet name {name!r}"
        if not any(each.get("state") in (None, "visible") for each in listed):
            yield "no visible sheet"
        for view in self.book.iter("{*}workbookView"):
            for key in ("activeTab", "firstSheet"):
                if int(view.get(key) or 0) >= len(listed):
                    yield f"{key} {view.get(key)} of {len(listed)} sheets"

    def _names(self) -> Iterator[str]:
        assert self.book is not None
        taken: Counter[tuple[str, str | None]] = Counter()
        for each in self.book.iter("{*}definedName"):
            scope, name, text = each.get("localSheetId"), str(each.get("name")), each.text or ""
            taken[name.casefold(), scope] += 1
            if scope is not None and int(scope) >= len(self.sheets):
                yield f"name {name} belongs to sheet {scope} of {len(self.sheets)}"
            yield from (f"name {name}: {fault}" for fault in self._formula(text))
        yield from (f"name {name} defined twice" for (name, _), count in taken.items() if count > 1)

    def _formula(self, text: str) -> Iterator[str]:
        try:
            formualizer.parse(f"={text}")
        except Exception as error:  # noqa: BLE001 - whatever the parser says, the formula is at fault
            yield f"={text}: {error}"
        bare = _STRING.sub(lambda found: found[0] if found[0].startswith("'") else '""', text)
        for quoted, plain in _SHEET_OF_REFERENCE.findall(bare):
            for name in (quoted.replace("''", "'") or plain).split(":"):
                if "[" not in name and name.casefold() not in self.folded:
                    yield f"={text}: no sheet {name}"
        for column, row in _REFERENCE.findall(bare):
            if len(column) == 3 and _number(column) > LAST_COLUMN:
                continue  # a name
            if int(row) > LAST_ROW:
                yield f"={text}: row {row}"

    def _worksheet(self, part: str, root: etree._Element) -> Iterator[str]:
        yield from self._cells(root)
        yield from _overlaps(root)
        for element in root.iter("{*}formula", "{*}formula1", "{*}formula2", _EXTENDED_FORMULA):
            if element.text:
                yield from self._formula(element.text)
        for rule in root.iter("{*}cfRule"):
            if rule.get("dxfId") is not None and int(str(rule.get("dxfId"))) >= self.formats:
                yield f"dxf {rule.get('dxfId')} of {self.formats}"
        for name in ("mergeCells", "dataValidations", "tableParts", "rowBreaks", "hyperlinks", "cols"):
            for element in root.iter(f"{{*}}{name}"):
                if len(element) == 0:
                    yield f"{name} is empty"
                if element.get("count") is not None and int(str(element.get("count"))) != len(element):
                    yield f"{name} says {element.get('count')} of {len(element)}"
        breaks = [int(each.get("id") or 0) for each in root.findall("{*}rowBreaks/{*}brk")]
        if breaks != sorted(set(breaks)):
            yield f"page breaks out of order: {breaks}"
        for element in root.iter():
            for key in ("ref", "sqref", "topLeftCell", "activeCell"):
                yield from _areas(element.get(key) or "", f"{_local(element)} {key}")
        yield from self._tables(part)
        yield from self._notes(part)

    def _cells(self, root: etree._Element) -> Iterator[str]:
        before = 0
        arrays: list[tuple[int, int, int, int]] = []
        for row in root.findall("{*}sheetData/{*}row"):
            number = int(row.get("r") or before + 1)
            if number <= before:
                yield f"row {number} after row {before}"
            before, last = number, 0
            for cell in row:
                address = _ADDRESS.fullmatch(cell.get("r") or "")
                if address is None or int(address[2]) != number:
                    yield f"cell {cell.get('r')} in row {number}"
                    continue
                column = _number(address[1])
                if column <= last:
                    yield f"cell {cell.get('r')} after column {last}"
                last = column
                if column > LAST_COLUMN or number > LAST_ROW:
                    yield f"cell {cell.get('r')} is past XFD1048576"
                yield from self._cell(cell, arrays)

    def _cell(self, cell: etree._Element, arrays: list[tuple[int, int, int, int]]) -> Iterator[str]:
        where = cell.get("r")
        if int(cell.get("s") or 0) >= max(self.styles, 1):
            yield f"{where}: style {cell.get('s')} of {self.styles}"
        value, formula = cell.find("{*}v"), cell.find("{*}f")
        if cell.get("t") == "s":
            index = (value.text if value is not None else "") or ""
            if not index.isdigit() or int(index) >= self.strings:
                yield f"{where}: shared string {index!r} of {self.strings}"
        elif cell.get("t") in (None, "n") and value is not None and value.text:
            try:
                float(value.text)
            except ValueError:
                yield f"{where}: {value.text!r} is no number"
        if formula is None:
            return
        if formula.text:
            yield from (f"{where}: {fault}" for fault in self._formula(formula.text))
        elif formula.get("t") not in ("shared", "dataTable"):
            yield f"{where}: an empty formula"
        if formula.get("t") == "array":
            area = _split(formula.get("ref") or "")
            yield from (f"array {formula.get('ref')} overlaps another" for other in arrays if _overlap(area, other))
            arrays.append(area)

    def _tables(self, part: str) -> Iterator[str]:
        areas: list[tuple[int, int, int, int]] = []
        for kind, target in self._links(part):
            table = self.roots.get(target)
            if kind != "table" or table is None:
                continue
            self.tables[str(table.get("displayName")).casefold()] += 1
            self.table_ids[str(table.get("id"))] += 1
            area = _split(table.get("ref") or "")
            columns = [str(each.get("name")) for each in table.iter("{*}tableColumn")]
            if area[3] - area[1] + 1 != len(columns):
                yield f"table {table.get('ref')} has {len(columns)} columns"
            if len({name.casefold() for name in columns}) != len(columns):
                yield f"table {table.get('displayName')}: column names {columns}"
            heads = int(table.get("headerRowCount") or 1)
            if area[2] - area[0] + 1 <= heads + int(table.get("totalsRowCount") or 0):
                yield f"table {table.get('ref')} has no data row"
            if heads:
                yield from self._headings(part, area, columns)
            yield from (f"table {table.get('ref')} overlaps another" for other in areas if _overlap(area, other))
            areas.append(area)
            for formula in table.iter("{*}calculatedColumnFormula", "{*}totalsRowFormula"):
                yield from self._formula(formula.text or "")

    def _headings(self, part: str, area: tuple[int, int, int, int], columns: list[str]) -> Iterator[str]:
        """Excel repairs a table whose heading cells do not say what its columns are called."""
        said = {
            cell.get("r"): self._text(cell)
            for row in self.roots[part].findall("{*}sheetData/{*}row")
            if row.get("r") == str(area[0])
            for cell in row
        }
        for number, name in enumerate(columns):
            address = f"{_letters(area[1] + number)}{area[0]}"
            if said.get(address, "").replace("\n", "_x000a_").casefold() != name.casefold():
                yield f"table heading {address} says {said.get(address)!r}, the column is {name!r}"

    def _text(self, cell: etree._Element) -> str:
        value = cell.find("{*}v")
        if cell.get("t") == "s" and value is not None:
            related = dict(self._links(self.part))
            items = self.roots[related["sharedStrings"]].findall("{*}si")
            text = value.text or ""
            known = text.isdigit() and int(text) < len(items)
            return "".join(each.text or "" for each in items[int(text)].iter("{*}t")) if known else ""
        if cell.get("t") == "inlineStr":
            return "".join(each.text or "" for each in cell.iter("{*}t"))
        return (value.text if value is not None else "") or ""

    def _notes(self, part: str) -> Iterator[str]:
        related = list(self._links(part))
        for kind, target in related:
            root = self.roots.get(target)
            if kind == "comments" and root is not None:
                places = [str(each.get("ref")) for each in root.iter("{*}comment")]
                yield from (f"two notes in {each}" for each, count in Counter(places).items() if count > 1)
                authors = len(list(root.iter("{*}author")))
                yield from (
                    f"note {each.get('ref')}: author {each.get('authorId')} of {authors}"
                    for each in root.iter("{*}comment")
                    if int(each.get("authorId") or 0) >= authors
                )
                boxes = {
                    f"{_letters(int(data.findtext('{*}Column') or 0) + 1)}{int(data.findtext('{*}Row') or 0) + 1}"
                    for vml, name in related
                    if vml == "vmlDrawing" and name in self.roots
                    for data in self.roots[name].iter("{*}ClientData")
                    if data.get("ObjectType") == "Note"
                }
                if boxes != set(places):
                    yield f"notes {sorted(places)}, boxes {sorted(boxes)}"


def _overlaps(root: etree._Element) -> Iterator[str]:
    areas = sorted(_split(each.get("ref") or "") for each in root.findall("{*}mergeCells/{*}mergeCell"))
    open_: list[tuple[int, int, int, int]] = []
    for area in areas:
        open_ = [each for each in open_ if each[2] >= area[0]]
        yield from (f"merges overlap at {_letters(area[1])}{area[0]}" for each in open_ if _overlap(area, each))
        open_.append(area)


def _areas(text: str, what: str) -> Iterator[str]:
    for area in text.split():
        for end in area.split(":"):
            match = _ADDRESS.fullmatch(end)
            if match and (int(match[2]) > LAST_ROW or _number(match[1]) > LAST_COLUMN):
                yield f"{what} {area} is past XFD1048576"
        if all(_ADDRESS.fullmatch(end) for end in area.split(":")):
            top, left, bottom, right = _split(area)
            if top > bottom or left > right:
                yield f"{what} {area} is upside down"


def _split(area: str) -> tuple[int, int, int, int]:
    ends = [_ADDRESS.fullmatch(end) for end in area.split(":")]
    first, last = ends[0], ends[-1]
    if first is None or last is None:
        return 0, 0, 0, 0
    return int(first[2]), _number(first[1]), int(last[2]), _number(last[1])


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _relation(element: etree._Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
