"""An Office file as a package: parts, content types and relationships (ECMA-376 part 2), written the same way every
time."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import msgspec
from lxml import etree

from cchc_excel.fill.ooxml.undated_zip import UndatedZip

CONTENT_TYPES = "[Content_Types].xml"
_REL_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE_NS = "http://schemas.openxmlformats.org/package/2006/content-types"


class NotAWorkbook(ValueError):  # noqa: N818 - says what the bytes are
    """Bytes that are no Excel workbook."""


class NotAPackage(NotAWorkbook):
    """Bytes that are no Office file at all, or a damaged one."""


class BrokenPart(NotAPackage):
    """One part of an Office file is damaged."""

    def __init__(self, part: str, reason: object) -> None:
        self.part = part
        super().__init__(f"{part}: {reason}")


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
    for each in element:  # asked for every cell: a generator takes three times as long
        tag = each.tag
        if isinstance(tag, str) and tag.rpartition("}")[2] == name:
            return each
    return None


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    """All children of that local name; none of nothing."""
    return [] if element is None else [each for each in element if local(each) == name]


def named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """All elements below `root` with one of these local names, in document order."""
    wanted = frozenset(names)
    return (element for element in root.iter() if local(element) in wanted)


def drop(element: etree._Element, name: str) -> None:
    """Take an attribute away, if it is there."""
    if name in element.attrib:
        del element.attrib[name]


def remove_if_empty(element: etree._Element) -> None:
    """Take a list away that holds nothing, which must not stand in a part; of any other, keep the count right."""
    if len(element) == 0:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    elif element.get("count") is not None:
        element.set("count", str(len(element)))


class Relationship(msgspec.Struct, frozen=True):
    """One relationship of a part: its id, the last word of its type ("worksheet"), the target part, external or not."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of one file, `parts`: name -> bytes. Parts that nothing changes stay as they were, byte for byte."""

    def __init__(self, data: bytes) -> None:
        """`data`: the bytes of the file. Raises NotAPackage; BrokenPart where one part cannot be unpacked."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.parts = {
                    info.filename: _unpacked(archive, info) for info in archive.infolist() if not info.is_dir()
                }
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
            if isinstance(error, NotAPackage):
                raise
            raise NotAPackage(str(error)) from error
        if CONTENT_TYPES not in self.parts:
            raise NotAPackage(f"no {CONTENT_TYPES}")

    def save(self) -> bytes:
        """The file: parts in the order they came, fixed dates, deflated; equal parts give equal bytes."""
        buffer = io.BytesIO()
        with UndatedZip(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return buffer.getvalue()

    @contextmanager
    def edit(self, name: str) -> Iterator[etree._Element]:
        """The root element of a part, to be changed in place; it is written back at the end. Raises KeyError where
        there is no such part, lxml's XMLSyntaxError where it is no XML."""
        root = parse_xml(self.parts[name])
        yield root
        self.parts[name] = serialise(root)

    @contextmanager
    def revise(self, name: str) -> Iterator[etree._Element]:
        """As `edit`, for a part in which there may be nothing to change: then it stays as it was, byte for byte."""
        root = parse_xml(self.parts[name])
        before = etree.tostring(root)
        yield root
        if etree.tostring(root) != before:
            self.parts[name] = serialise(root)

    def broken_part(self) -> str:
        """The first part that should be XML and is not; "" where there is none."""
        for name, data in self.parts.items():
            if name.endswith((".xml", ".rels")):
                try:
                    parse_xml(data)
                except etree.XMLSyntaxError:
                    return name
        return ""

    def relationships(self, part: str) -> list[Relationship]:
        """The relationships of a part ("" for the package itself), in order."""
        data = self.parts.get(_rels_name(part))
        if data is None:
            return []
        links = []
        for element in children(parse_xml(data), "Relationship"):
            external = element.get("TargetMode") == "External"
            target = element.get("Target") or ""
            resolved = target if external else _resolve(part, target)
            kind = (element.get("Type") or "").rpartition("/")[2]
            links.append(Relationship(element.get("Id") or "", kind, resolved, external))
        return links

    def related(self, part: str, kind: str) -> list[str]:
        """Names of the parts a part points to with relationships of a kind."""
        return [link.target for link in self.relationships(part) if link.kind == kind and link.target in self.parts]

    def of_type(self, ending: str) -> list[str]:
        """Names of the parts whose content type ends so ("drawingml.chart+xml"), in package order."""
        names = {
            (element.get("PartName") or "").lstrip("/")
            for element in children(parse_xml(self.parts[CONTENT_TYPES]), "Override")
            if (element.get("ContentType") or "").endswith(ending)
        }
        return [name for name in self.parts if name in names]

    def remove(self, name: str) -> None:
        """Take a part away, with its content type and every relationship that points to it."""
        del self.parts[name]
        with self.edit(CONTENT_TYPES) as types:
            for element in children(types, "Override"):
                if (element.get("PartName") or "").lstrip("/") == name:
                    types.remove(element)
        for rels in [part for part in self.parts if part.endswith(".rels")]:
            self._unlink(rels, name)

    def _unlink(self, rels: str, name: str) -> None:
        source = _source_of(rels)
        with self.revise(rels) as root:
            for element in children(root, "Relationship"):
                external = element.get("TargetMode") == "External"
                if not external and _resolve(source, element.get("Target") or "") == name:
                    root.remove(element)

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
        with self.edit(CONTENT_TYPES) as types:
            known = {
                (each.get("PartName") or "").lstrip("/"): each.get("ContentType")
                for each in children(types, "Override")
            }
            for old, new in pairs:
                if known.get(old):
                    known[new] = known[old]
                    etree.SubElement(types, f"{{{_TYPE_NS}}}Override", PartName=f"/{new}", ContentType=str(known[old]))

    def copy_relationships(self, source: str, copy: str, targets: Mapping[str, str]) -> None:
        """Give `copy` the relationships of `source`, those in `targets` (id -> part) pointing elsewhere."""
        if _rels_name(source) not in self.parts:
            return
        self.parts[_rels_name(copy)] = self.parts[_rels_name(source)]
        with self.edit(_rels_name(copy)) as root:
            for element in root:
                target = targets.get(element.get("Id") or "")
                if target is not None:
                    element.set("Target", f"/{target}")

    def link(self, source: str, target: str, like: str) -> str:
        """Point from a part to another with a relationship of the same type as one it has (by id); returns its id."""
        with self.edit(_rels_name(source)) as root:
            kind = next(str(element.get("Type")) for element in root if element.get("Id") == like)
            fresh = _free_id(root)
            etree.SubElement(root, f"{{{_REL_NS}}}Relationship", Id=fresh, Type=kind, Target=f"/{target}")
        return fresh

    def add(self, source: str, name: str, data: bytes, content_type: str, relationship_type: str) -> None:
        """Add a part that `source` points to. The types are whole: "application/…", "http://…"."""
        self.parts[name] = data
        with self.edit(CONTENT_TYPES) as types:
            etree.SubElement(types, f"{{{_TYPE_NS}}}Override", PartName=f"/{name}", ContentType=content_type)
        rels = _rels_name(source)
        self.parts.setdefault(rels, serialise(etree.Element(f"{{{_REL_NS}}}Relationships")))
        target = posixpath.relpath(name, posixpath.dirname(source) or ".")
        with self.edit(rels) as root:
            attributes = {"Id": _free_id(root), "Type": relationship_type, "Target": target}
            etree.SubElement(root, f"{{{_REL_NS}}}Relationship", attributes)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise BrokenPart(member.filename, error) from error


def _free_id(root: etree._Element) -> str:
    taken = {element.get("Id") for element in root}
    return next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)


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
