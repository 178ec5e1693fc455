"""How full printed pages are: LibreOffice prints, poppler draws, the lowest ink between a page's margins is looked for.

python -m scripts.page_fill FILE.xlsx … FILE.docx …
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

_DPI = 72
_MM = _DPI / 25.4
MARGIN = 20.0
"""Millimetres above and below the text of every report, as the decree has it."""


def fills(pdf: Path, margin: float = MARGIN) -> list[float]:
    """The used part of each page's height between the margins (millimetres)."""
    drawn = subprocess.run(["pdftoppm", "-gray", "-r", str(_DPI), str(pdf)], capture_output=True, check=True).stdout
    return [_fill(page, margin * _MM) for page in _pages(drawn)]


def _pages(drawn: bytes) -> list[np.ndarray]:
    """Grey pictures, one behind the other: "P5 width height 255" and a byte a dot."""
    pages, at = [], 0
    while at < len(drawn):
        kind, width, height, _ = drawn[at : at + 40].split(maxsplit=4)[:4]
        assert kind == b"P5"
        start = drawn.index(b"255", at) + 4
        size = int(width) * int(height)
        pages.append(np.frombuffer(drawn, np.uint8, size, start).reshape(int(height), int(width)))
        at = start + size
    return pages


def _fill(page: np.ndarray, margin: float) -> float:
    top, bottom = round(margin), round(page.shape[0] - margin)
    inked = np.flatnonzero((page[top:bottom] < 200).any(axis=1))
    return (int(inked[-1]) + 1) / (bottom - top) if len(inked) else 0.0


def mean(pages: Sequence[float]) -> float:
    """Of all pages but the last; of one page its own."""
    counted = pages[:-1] or pages
    return sum(counted) / len(counted)


def line(name: str, pages: Sequence[float]) -> str:
    """A row of a table: name, number of pages, mean fill, the fill of each."""
    each = " ".join(f"{fill:.0%}".rstrip("%") for fill in pages)
    return f"| {name} | {len(pages)} | {mean(pages):.0%} | {each} |"


def main(files: Sequence[Path]) -> None:
    print("| Báo cáo | Trang | Trung bình % (trừ trang cuối) | Từng trang % |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", f"-env:UserInstallation={Path(folder).as_uri()}/profile"]
        command += ["--convert-to", "pdf", "--outdir", folder, *map(str, files)]
        subprocess.run(command, capture_output=True, check=True)
        for file in files:
            print(line(file.name, fills(Path(folder) / f"{file.stem}.pdf")))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
