"""The unit's ratios beside the cells it types into: what sheet Số liệu works out, shown again where the figures are."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cchc_excel.catalogue.model import IndicatorSpec
from cchc_excel.forms.blank import styles
from cchc_excel.forms.blank.page import Page
from cchc_excel.forms.blank.parts import quoted, required

_TITLES = ("Tỷ lệ của đơn vị (tự tính)", "Tử số", "Mẫu số", "Kết quả", "Yêu cầu")
Span = tuple[int, int]


class Ratio(msgspec.Struct, frozen=True):
    """A ratio worked out on sheet Số liệu, and its cells there as a formula of any sheet names them. `verdict` says
    ": Đạt", ": Không đạt", or nothing yet."""

    spec: IndicatorSpec
    numerator: str
    denominator: str
    result: str
    verdict: str


def place_parts(page: Page, first: int, last: int, widths: Sequence[float]) -> list[Span]:
    """The columns between two that each part of the table takes, to be so wide; none where there is no room for it."""
    spans: list[Span] = []
    at = first
    for wanted in widths:
        start, room = at, 0.0
        while room < wanted and at <= last:
            room += page.columns[at].width
            at += 1
        if room < wanted:
            return []
        spans.append((start, at - 1))
    return [*spans[:-1], (spans[-1][0], last)]


def write_ratios(page: Page, head: int, first: int, spans: Sequence[Span], ratios: Sequence[Ratio]) -> None:
    """Write the table: its titles in row `head`, a line for each ratio from row `first`."""
    if not spans or not ratios:
        return
    for (left, right), title in zip(spans, _TITLES, strict=True):
        page.wide(head, left, right, title, styles.HEAD_TIGHT)
    for row, ratio in enumerate(ratios, start=first):
        requirement = f"={quoted(required(ratio.spec))}&{ratio.verdict}" if ratio.spec.requirement else ""
        cells = (
            (ratio.spec.name, styles.TIGHT),
            (f"={ratio.numerator}", styles.TIGHT_COUNT),
            (f"={ratio.denominator}", styles.TIGHT_COUNT),
            (f"={ratio.result}", styles.ratio(ratio.spec.is_percent, ratio.spec.digits, styles.TIGHT_RATIO)),
            (requirement, styles.TIGHT),
        )
        for (left, right), (text, style) in zip(spans, cells, strict=True):
            page.wide(row, left, right, text, style)
