"""An Office file as a package: parts, content types and relationships (ECMA-376 part 2), written the same way every
time."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from lxml import etree

from cchc_excel.fill.errors import TemplateError, TemplateErrors

CONTENT_TYPES = "[Content_Types].xml"
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_REL_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE_NS = "http://schemas.openxmlformats.org/package/2006/content-types"


def parse_xml(data: bytes) -> etree._Element:
    """The root element of a part; entities and the network are never used."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser)


def serialise(root: etree._Element) -> bytes:
    """A part's bytes, with the declaration Office writes."""
    body = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + body


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: etree._Element) -> str:
    """An element's namespace (Transitional and Strict workbooks have different ones)."""
    return str(etree.QName(element).namespace or "")


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of that local name."""
    return next((found for found in element if local(found) == name), None)


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    """All children of that local name; none of nothing."""
    return [] if element is None else [found for found in element if local(found) == name]


def named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """All elements below `root` with one of these local names, in document order."""
    wanted = frozenset(names)
    return (element for element in root.iter() if local(element) in wanted)


def drop(element: etree._Element, name: str) -> None:
    """Take an attribute away, if it is there."""
    if name in element.attrib:
        del element.attrib[name]


class Relationship(msgspec.Struct, frozen=True):
    """One relationship of a part: its id, the last word of its type ("worksheet"), the target part, external or not."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of one file by name. Parts never written stay as they were, byte for byte."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
            raise TemplateErrors([_not_a_workbook()]) from error
        if CONTENT_TYPES not in self.parts:
            raise TemplateErrors([_not_a_workbook()])

    def save(self) -> bytes:
        """The file: parts in the order they came, fixed dates, deflated; equal parts give equal bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                info = zipfile.ZipInfo(name, _FIXED_DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 0
                archive.writestr(info, data)
        return buffer.getvalue()

    def relationships(self, part: str) -> list[Relationship]:
        """The relationships of a part ("" for the package itself), in order."""
        data = self.parts.get(_rels_name(part))
        if data is None:
            return []
        found = []
        for element in children(parse_xml(data), "Relationship"):
            external = element.get("TargetMode") == "External"
            target = element.get("Target") or ""
            resolved = target if external else _resolve(part, target)
            kind = (element.get("Type") or "").rpartition("/")[2]
            found.append(Relationship(element.get("Id") or "", kind, resolved, external))
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """Names of the parts a part points to with relationships of a kind."""
        return [link.target for link in self.relationships(part) if link.kind == kind and link.target in self.parts]

    def of_type(self, ending: str) -> list[str]:
        """Names of the parts whose content type ends so ("drawingml.chart+xml"), in package order."""
        found = {
            (element.get("PartName") or "").lstrip("/")
            for element in children(parse_xml(self.parts[CONTENT_TYPES]), "Override")
            if (element.get("ContentType") or "").endswith(ending)
        }
        return [name for name in self.parts if name in found]

    def remove(self, name: str) -> None:
        """Take a part away, with its content type and every relationship that points to it."""
        del self.parts[name]
        types = parse_xml(self.parts[CONTENT_TYPES])
        for element in children(types, "Override"):
            if (element.get("PartName") or "").lstrip("/") == name:
                types.remove(element)
        self.parts[CONTENT_TYPES] = serialise(types)
        for rels in [part for part in self.parts if part.endswith(".rels")]:
            self._unlink(rels, name)

    def _unlink(self, rels: str, name: str) -> None:
        source = _source_of(rels)
        root = parse_xml(self.parts[rels])
        gone = [
            element
            for element in children(root, "Relationship")
            if element.get("TargetMode") != "External" and _resolve(source, element.get("Target") or "") == name
        ]
        for element in gone:
            root.remove(element)
        if gone:
            self.parts[rels] = serialise(root)

    def remove_tree(self, name: str) -> None:
        """Take a part away, and every part that only it points to."""
        targets = [link.target for link in self.relationships(name) if not link.external]
        self.remove(name)
        self.parts.pop(_rels_name(name), None)
        sources = [_source_of(rels) for rels in self.parts if rels.endswith(".rels")]
        used = {link.target for source in sources for link in self.relationships(source)}
        for target in targets:
            if target in self.parts and target not in used:
                self.remove_tree(target)

    def same_types(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Give each second part the content type of the first, where that one has a type of its own."""
        types = parse_xml(self.parts[CONTENT_TYPES])
        known = {
            (each.get("PartName") or "").lstrip("/"): each.get("ContentType") for each in children(types, "Override")
        }
        for old, new in pairs:
            if known.get(old):
                known[new] = known[old]
                etree.SubElement(types, f"{{{_TYPE_NS}}}Override", PartName=f"/{new}", ContentType=str(known[old]))
        self.parts[CONTENT_TYPES] = serialise(types)

    def copy_relationships(self, source: str, copy: str, targets: Mapping[str, str]) -> None:
        """Give `copy` the relationships of `source`, those in `targets` (by id) pointing elsewhere."""
        if _rels_name(source) not in self.parts:
            return
        root = parse_xml(self.parts[_rels_name(source)])
        for element in root:
            target = targets.get(element.get("Id") or "")
            if target is not None:
                element.set("Target", f"/{target}")
        self.parts[_rels_name(copy)] = serialise(root)

    def link(self, source: str, target: str, like: str) -> str:
        """Point from a part to another with a relationship of the same type as one it has (by id); returns its id."""
        root = parse_xml(self.parts[_rels_name(source)])
        kind = next(str(element.get("Type")) for element in root if element.get("Id") == like)
        fresh = _free_id(root)
        etree.SubElement(root, f"{{{_REL_NS}}}Relationship", Id=fresh, Type=kind, Target=f"/{target}")
        self.parts[_rels_name(source)] = serialise(root)
        return fresh

    def add(self, source: str, name: str, data: bytes, content_type: str, relationship_type: str) -> None:
        """Add a part that `source` points to."""
        self.parts[name] = data
        types = parse_xml(self.parts[CONTENT_TYPES])
        etree.SubElement(types, f"{{{_TYPE_NS}}}Override", PartName=f"/{name}", ContentType=content_type)
        self.parts[CONTENT_TYPES] = serialise(types)
        rels = _rels_name(source)
        root = parse_xml(self.parts[rels]) if rels in self.parts else etree.Element(f"{{{_REL_NS}}}Relationships")
        fresh = _free_id(root)
        target = posixpath.relpath(name, posixpath.dirname(source) or ".")
        etree.SubElement(root, f"{{{_REL_NS}}}Relationship", Id=fresh, Type=relationship_type, Target=target)
        self.parts[rels] = serialise(root)


def _free_id(root: etree._Element) -> str:
    taken = {element.get("Id") for element in root}
    return next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)


def _not_a_workbook() -> TemplateError:
    return TemplateError("", "", "", "tệp mẫu không phải sổ tính .xlsx còn nguyên; mở bằng Excel, lưu lại thành .xlsx")


def _rels_name(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _source_of(rels: str) -> str:
    folder, _, name = rels.rpartition("/")
    base = folder.removesuffix("_rels").rstrip("/")
    part = name.removesuffix(".rels")
    return f"{base}/{part}" if base else part


def _resolve(source: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
