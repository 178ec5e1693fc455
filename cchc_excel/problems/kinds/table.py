"""The table that every kind of problem is in, by code and by what it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from cchc_excel.problems.problem import Kind, Level

MakeKind: TypeAlias = Callable[[str, str, str], Kind]
"""(code, what is wrong, what to do) -> the kind."""

KINDS: dict[str, Kind] = {}
GROUPS: dict[str, list[Kind]] = {
    title: []
    for title in (
        "Mở tệp",
        "Giá trị trong ô",
        "Danh mục (danh-muc.xlsx)",
        "Nhập kế hoạch, thủ tục",
        "Biểu mẫu đã điền",
        "Số liệu của cấp dưới (so-lieu.xlsx)",
        "Nhiệm vụ, gộp và tỷ lệ",
        "Tệp của kỳ, lệnh và kết quả",
        "Biểu mẫu trống",
    )
}
"""The kinds by what they are about, in the order of docs/van-de.md."""


def kinds_of(group: str) -> tuple[MakeKind, MakeKind]:
    """What makes the errors, and the warnings, of a group."""

    def make(level: Level) -> MakeKind:
        def kind(code: str, what: str, remedy: str) -> Kind:
            if code in KINDS:
                raise ValueError(f"two kinds of problem have the code {code}")
            made = KINDS[code] = Kind(code, level, what, remedy)
            GROUPS[group].append(made)
            return made

        return kind

    return make(Level.ERROR), make(Level.WARNING)
