"""What stands in a published table and is no line of a plan: notes at its foot, sums, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FOOT = re.compile(
    r"(?:\(?\*+\)?|ghi chú|lưu ý|nơi nhận|người lập|tm\.|kt\.|t/m|k/t|q\.|tổng (?:số|cộng|điểm)|tổng[.:]?$|cộng\b|"
    r"phụ lục\b|biểu số|\(?kèm theo|mẫu số|đơn vị tính|.{0,30}, ngày .{0,4} ?tháng|"
    r"(?:phó )?(?:chủ tịch|giám đốc|(?:chi )?cục trưởng|chánh văn phòng|trưởng phòng|thủ trưởng)"
    r"(?: đơn vị| cơ quan)?$)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"(?:tm|kt|t/m|k/t|tl|tuq|q)\.|nơi nhận|người lập", re.IGNORECASE)
_SIGNS = re.compile(
    r"(?:tm|kt|t/m|k/t|tl|tuq)\.\s*\S|người (?:lập|tổng hợp)(?: biểu| bảng| báo cáo| kế hoạch)?$", re.IGNORECASE
)


def is_foot(text: str) -> bool:
    """Whether a text that stands alone in its row belongs to the table's foot or to the page around it."""
    return bool(_FOOT.match(text))


def begins_signatures(text: str) -> bool:
    """Whether names and titles only stand below a text at the foot."""
    return bool(_SIGNATURE.match(text))


def is_signature(texts: Iterable[str]) -> bool:
    """Whether a cell of a row says who signs, or in whose name: no row of a plan has that in any cell."""
    return any(map(_SIGNS.match, texts))
