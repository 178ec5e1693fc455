"""Evidence that stands beside points: a document's number, a link, or a file in the working folder's `minh-chung/`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

EVIDENCE = "minh-chung"
_FILE = re.compile(
    r"[^/\\:*?\"<>|]+\.(?:pdf|docx?|xlsx?|xlsm|ods|odt|pptx?|png|jpe?g|tiff?|zip|rar|7z|eml|msg)", re.IGNORECASE
)
_PARTS = re.compile(r"[;\n]")


def files_named(text: str) -> Iterator[str]:
    """The files that a text names, as paths below EVIDENCE: parts between ";" or lines that begin with the folder's
    name, or that are the name of a file and no link."""
    for part in _PARTS.split(text):
        path = part.strip().replace("\\", "/")
        inside = path.removeprefix(f"{EVIDENCE}/")
        if inside != path or _FILE.fullmatch(path):
            yield inside


def is_there(root: Path, name: str) -> bool:
    """Whether a file stands in the evidence folder of a working folder; what leads out of it does not."""
    return ".." not in name.split("/") and (root / EVIDENCE / name).is_file()
