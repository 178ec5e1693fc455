"""A period's input folder -> Sources, and the files that are no workbooks. File-system times are never looked at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import msgspec

from cchc_excel.inbox.envelopes import FOLDER as ENVELOPE_FOLDER
from cchc_excel.inbox.envelopes import Envelope, read_envelopes
from cchc_excel.model.records import Source
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".xltx", ".xltm", ".et"})
"""Extensions of spreadsheets: whatever is inside, such a file is read or refused, never ignored."""
DOCUMENTS = frozenset(
    {".pdf", ".doc", ".docx", ".rtf", ".odt", ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".heic"}
    | {".webp", ".ppt", ".pptx", ".xps", ".htm", ".html", ".mht", ".numbers", ".gsheet"}
)
BESIDE = ("~$", "._")
"""How the names of files begin that a program puts beside a workbook: Excel while it is open, a Mac for what it knows
of it."""
_LONE = re.compile("[\ud800-\udfff]")
_PACKED = frozenset({".zip", ".rar", ".7z", ".eml", ".emlx", ".msg", ".mbox", ".gz", ".tar", ".tgz", ".cab"})


class Listing(msgspec.Struct, frozen=True):
    """What a folder holds: workbooks to read, and the names of files that are passed over. Both sorted by name."""

    sources: list[Source]
    ignored: list[str]


def list_folder(folder: Path, prefix: str = "") -> tuple[Listing, list[Problem]]:
    """The files of a period's folder and of folders in it, by names relative to the folder (NFC, "/" between folders)
    with `prefix` before them. A document in place of a workbook is a warning; lock files, texts and system files are
    passed over without a word. A folder that is not there holds nothing. Raises OSError where it cannot be read."""
    sources: list[Source] = []
    ignored: list[str] = []
    problems: list[Problem] = []
    envelopes = read_envelopes(folder)
    for path in _files(folder, every=True):
        name = prefix + _listed(path, folder)
        if not path.is_file():
            ignored.append(name)
            problems.append(kinds.NO_PLAIN_FILE(Location(name)))
            continue
        suffix = path.suffix.lower()
        if suffix in WORKBOOKS and not path.name.startswith(BESIDE):
            envelope = envelopes.get(name.removeprefix(prefix), Envelope())
            sources.append(Source(name, path, envelope.sender, envelope.sent))
            continue
        ignored.append(name)
        if path.name.startswith((*BESIDE, ".")):
            continue
        if suffix in DOCUMENTS:
            problems.append(kinds.NOT_A_WORKBOOK(Location(name)))
        elif suffix in _PACKED:
            problems.append(kinds.PACKED_FILE(Location(name)))
    return Listing(sorted(sources, key=lambda source: source.name), sorted(ignored)), problems


def find_file(folder: Path, name: str) -> Path:
    """Where the file is that is listed under a name: on the disk its name may be decomposed, or no text at all."""
    if (folder / name).exists():
        return folder / name
    return next((path for path in _files(folder) if _listed(path, folder) == name), folder / name)


def _listed(path: Path, folder: Path) -> str:
    """A file's name as it is listed: relative to the folder, NFC; what no text can hold (bytes of another encoding on
    Linux) shows as �."""
    return _LONE.sub("�", unicodedata.normalize("NFC", path.relative_to(folder).as_posix()))


def _files(folder: Path, *, every: bool = False) -> Iterable[Path]:
    """The files below a folder, sorted; `every`: with what is no folder either: links that lead nowhere, pipes."""
    if not folder.is_dir():
        return ()
    own = folder / ENVELOPE_FOLDER
    paths = (path for path in sorted(folder.rglob("*")) if own not in path.parents)
    return (path for path in paths if path.is_file() or (every and not path.is_dir()))
