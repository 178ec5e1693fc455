"""How full printed pages are: LibreOffice prints, poppler draws, the lowest ink between a page's margins is looked for.
A sheet begins a page of its own, so of each sheet the last page does not count; it is shown in brackets.

python -m scripts.page_fill FILE.xlsx … FILE.docx …
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
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


def last_pages(pdf: Path) -> set[int]:
    """The last page of each sheet, counted from 0: the PDF's outline says where sheets begin; a text has none."""
    told = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", str(pdf)], capture_output=True, check=True).stdout
    count = told.count(b"<page ")
    return {int(page) - 2 for page in re.findall(rb'<item page="(\d+)"', told) if page != b"1"} | {count - 1}


def before_last(pages: Sequence[float], last: Collection[int]) -> list[float]:
    """The pages that a following one of the same sheet makes count."""
    return [fill for number, fill in enumerate(pages) if number not in last]


def mean(pages: Sequence[float], last: Collection[int]) -> float:
    """Of all pages but the `last` of each sheet; where there are no others, of these."""
    counted = before_last(pages, last) or pages
    return sum(counted) / len(counted)


def line(name: str, pages: Sequence[float], last: Collection[int]) -> str:
    """A row of a table: name, number of pages, mean fill, the fill of each."""
    shown = [f"{fill:.0%}".rstrip("%") for fill in pages]
    each = " ".join(f"({one})" if number in last else one for number, one in enumerate(shown))
    return f"| {name} | {len(pages)} | {mean(pages, last):.0%} | {each} |"


def main(files: Sequence[Path]) -> None:
    print("| Báo cáo | Trang | Trung bình % (trừ trang cuối mỗi sheet) | Từng trang % |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", f"-env:UserInstallation={Path(folder).as_uri()}/profile"]
        command += ["--convert-to", "pdf", "--outdir", folder, *map(str, files)]
        subprocess.run(command, capture_output=True, check=True)
        for file in files:
            pdf = Path(folder) / f"{file.stem}.pdf"
            print(line(file.name, fills(pdf), last_pages(pdf)))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
