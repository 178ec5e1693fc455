"""The table that every kind of problem is in, by code and by what it is about."""

from __future__ import annotations

from typing import Protocol

import msgspec

from cchc_excel.problems.problem import Kind, Level, Problem


class MakeKind(Protocol):
    """Makes the kinds of one group and level."""

    def __call__(self, code: str, what: str, remedy: str, *, listed: bool = False) -> Kind:
        """A kind of problem, as `Kind` describes it."""


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
        def kind(code: str, what: str, remedy: str, *, listed: bool = False) -> Kind:
            if code in KINDS:
                raise ValueError(f"two kinds of problem have the code {code}")
            made = KINDS[code] = Kind(code, level, what, remedy, listed)
            GROUPS[group].append(made)
            return made

        return kind

    return make(Level.ERROR), make(Level.WARNING)


def with_remedy(problem: Problem, remedy: str) -> Problem:
    """The same problem with another thing to do than its kind says, which names none of the problem's fields."""
    what = problem.message.removesuffix(KINDS[problem.code].remedy)
    return msgspec.structs.replace(problem, message=f"{what}{remedy}")
