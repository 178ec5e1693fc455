"""What a file is that is called a workbook and is none: saving it again with Excel would not help, so it is named."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem

_PICTURE, _TEXT, _SLIDES = "ảnh chụp", "văn bản Word", "bản trình chiếu"
_BEGINNINGS = {
    b"%PDF": "bản PDF",
    b"\xff\xd8\xff": _PICTURE,
    b"\x89PNG": _PICTURE,
    b"GIF8": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
    b"{\\rtf": _TEXT,
}
_STREAMS = {"WordDocument".encode("utf-16-le"): _TEXT, "PowerPoint Document".encode("utf-16-le"): _SLIDES}
"""In an OLE container: of Word and PowerPoint up to 2003."""
_FOLDERS = {"word": _TEXT, "ppt": _SLIDES}
"""Of a package of theirs since."""
_TYPES = {b"opendocument.text": _TEXT, b"opendocument.presentation": _SLIDES}
_TYPE_LINES = frozenset({"mimetype", "[content_types].xml"})
"""Every package of an office program has one; what has none was packed by somebody."""


def no_workbook(name: str, data: bytes) -> Problem:
    """Why a file is not read that is neither a package nor a workbook. `name`: its name in problems."""
    found = next((what for start, what in _BEGINNINGS.items() if data.startswith(start)), None)
    return _told(name, found or next((what for stream, what in _STREAMS.items() if stream in data), None))


def document_in(parts: Mapping[str, bytes]) -> str | None:
    """The kind of document that a package is, in words; None where it is none that is known."""
    kind, folders = parts.get("mimetype", b""), {part.partition("/")[0] for part in parts}
    found = [what for folder, what in _FOLDERS.items() if folder in folders]
    return next(iter([*found, *(what for word, what in _TYPES.items() if word in kind)]), None)


def no_workbook_in(name: str, parts: Mapping[str, bytes]) -> Problem:
    """Why a package is not read that holds no workbook."""
    if _TYPE_LINES & set(parts):
        return _told(name, document_in(parts))
    return kinds.PACKED_UNKNOWN(Location(name))


def _told(name: str, what: str | None) -> Problem:
    return kinds.FILE_DOCUMENT(Location(name), what=what) if what else kinds.FILE_NOT_WORKBOOK(Location(name))
