"""What to write in place of a time that nobody can place: by what it says."""

from __future__ import annotations

import re

from cchc_excel.values import fold

USUAL = "dạng Tháng 6, Tháng 11 hoặc Hàng Quý"
_HINTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), hint)
    for pattern, hint in (
        (r"\btết\b", "tháng hoặc ngày thay cho Tết, ví dụ Trước 31/01 hoặc Tháng 3"),
        (r"\bkỳ họp\b", "tháng của kỳ họp, ví dụ Tháng 7, Tháng 12"),
        (r"\d\s*(?:của\s+)?(?:hằng|hàng|mỗi|từng)\s+quý|(?:hằng|hàng|mỗi|từng)\s+quý\W+.*\bngày\s*\d",
         "rõ tháng nào của quý, ví dụ Ngày 20 tháng cuối quý"),
        (r"\bnăm (?:sau|tới|kế tiếp)\b", "rõ năm, ví dụ Tháng 01/2027"),
        (r"^\D*\bngày\s*\d{1,2}(?:\s*(?:của|trong)?\s*tháng)?\W*$",
         "rõ tháng, ví dụ Trước 25/6, Ngày 25 hằng tháng hoặc Ngày 25 tháng cuối quý"),
        (r"\bsau ngày\s*\d|\bsau \d{1,2}/\d", "hạn phải xong, ví dụ Tháng 7 hoặc Trước 31/7"),
        (r"\b(?:theo|khi)\b.*\d", "riêng thời hạn, ví dụ Tháng 6, phần còn lại đưa sang cột ghi chú"),
    )
)  # fmt: skip


def instead_of(phrase: str) -> str:
    """What to write in place of a phrase that is not understood, as the remedy of a warning has it."""
    folded = fold(phrase)
    return next((hint for pattern, hint in _HINTS if pattern.search(folded)), USUAL)
