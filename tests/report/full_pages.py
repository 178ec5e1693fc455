"""How full and how many the pages of printed reports may be: the lowest ink between a page's margins. A sheet begins a
page of its own, so of each sheet the last page is as full as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from scripts.page_fill import before_last, fills, last_pages, mean

MOST = {
    "phu-luc-khac-phuc-ton-tai": 9,
    "tong-hop-ty-le": 3,
    "tinh-hinh-giai-quyet-tthc": 5,
    "bang-tu-cham-diem": 6,
    "bao-cao-ket-qua-cchc": 3,
}
"""Pages of the example's first quarter, of all sheets together."""


def check(folder: Path, blocks: Mapping[str, Collection[int]] = {}) -> dict[str, int]:
    """Every report of a folder of PDFs is full but for the last page of each sheet; `blocks`: pages that are left for
    what must stay together, counted from 1. Returns how many pages each has."""
    found: dict[str, int] = {}
    for file in sorted(folder.glob("*.pdf")):
        last = last_pages(file) | {number - 1 for number in blocks.get(file.stem, ())}
        each = fills(file)
        found[file.stem] = len(each)
        counted = before_last(each, last)
        assert all(fill >= 0.6 for fill in counted), (file.name, each)
        assert not counted or mean(each, last) >= 0.88, (file.name, each)
    return found


def too_many(found: Mapping[str, int]) -> dict[str, int]:
    """The shipped reports that have more pages than they may."""
    return {name: count for name, count in found.items() if count > MOST.get(name, count)}
