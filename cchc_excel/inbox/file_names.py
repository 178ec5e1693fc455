"""Names of files from outside, as they may stand in a line and in a folder."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')

_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})

_LONGEST = 120
"""Letters of a name; Windows bounds whole paths by 260."""
_MOST_BYTES = 200
_ENDING = 20
"""So many letters of its end a name keeps when it is cut."""


def display_name(text: str) -> str:
    """A name from outside as it may stand in a line: composed, without control characters, not too long, its ending
    kept."""
    text = "".join(character if character.isprintable() else "�" for character in unicodedata.normalize("NFC", text))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - _ENDING]}…{text[-_ENDING:]}"


def _cut(stem: str) -> str:
    """A name as long as a disk can hold, with room for a number and an ending: Linux counts its bytes."""
    return stem[:_LONGEST].encode()[:_MOST_BYTES].decode(errors="ignore").rstrip(" .")


def free_name(folder: Path, name: str) -> str:
    """A name that Windows allows, that leads nowhere else, and that no file of the folder has: "a.xlsx", "a (2).xlsx".

    Upper and lower case, composed and decomposed letters are one name.
    """
    written = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)).strip(" ")
    bare = written.strip(" .")
    clean = PurePosixPath(f"khong-ten.{bare or 'xlsx'}" if written[:1] in (".", "") and "." not in bare else bare)
    stem, suffix = _cut(clean.stem), clean.suffix
    if stem.casefold() in _RESERVED or not stem or stem.startswith("~$"):
        stem = f"_{stem}"
    used = {unicodedata.normalize("NFC", path.name).casefold() for path in folder.iterdir()}
    number, free = 1, f"{stem}{suffix}"
    while free.casefold() in used:
        number += 1
        free = f"{stem} ({number}){suffix}"
    return free
