"""How full and how many the pages of printed reports may be: the lowest ink between a page's margins."""

from __future__ import annotations

from pathlib import Path

from scripts.page_fill import fills, mean
from tests.printed import pages, squashed

MOST = {
    "phu-luc-khac-phuc-ton-tai": 9,
    "tong-hop-ty-le": 1,
    "tinh-hinh-giai-quyet-tthc": 5,
    "bang-tu-cham-diem": 6,
    "bao-cao-ket-qua-cchc": 5,
}
"""Pages of the example's first quarter, through the one that is signed."""
_SIGNED = "GIÁM ĐỐC"


def printed(folder: Path) -> dict[str, list[float]]:
    """Report -> how full each of its pages is, through the one that is signed; `folder` holds the PDFs."""
    return {name: fills(file)[: _signed(file)] for name in MOST for file in [folder / f"{name}.pdf"]}


def _signed(pdf: Path) -> int:
    found = [number for number, page in enumerate(pages(pdf), start=1) if squashed(_SIGNED) in page.text]
    return found[-1]


def check(reports: dict[str, list[float]]) -> None:
    """Full but for the last page; where the table of ratios takes two, the place to sign needs the second."""
    for name, each in reports.items():
        if name != "tong-hop-ty-le":
            assert all(fill >= 0.6 for fill in each[:-1]), (name, each)
            assert mean(each) >= (0.88 if name != "bang-tu-cham-diem" else 0.85), (name, each)
