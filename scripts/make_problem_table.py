"""docs/van-de.md: every code of problem with its cause and remedy, from the program's own catalogue of problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cchc_excel.problems.kinds import GROUPS
from cchc_excel.problems.problem import Kind, Level

TARGET = Path(__file__).resolve().parent.parent / "docs" / "van-de.md"
_FIELD = re.compile(r"\{(?!\{)\w+\}")
_INTRODUCTION = """# Các vấn đề chương trình báo

Mỗi vấn đề có một mã, nơi xảy ra (tệp, sheet, ô, đơn vị), điều sai và cách sửa. **Lỗi** làm báo cáo thành BẢN NHÁP cho
đến khi sửa xong hoặc đơn vị được chấp nhận bằng `--accept-missing`; **cảnh báo** không thay đổi kết quả. Dấu … trong
bảng thay cho giá trị cụ thể của từng lần.

Vấn đề mang mã `kiem-tra-…` là điều kiện của sheet Kiểm tra trong danh mục không đúng với số đã nhập; nội dung và mức
do cột thông báo và cột mức của sheet đó quy định. Sửa số trong biểu mẫu; nếu điều kiện không còn phù hợp thì sửa danh
mục.

<!-- Bảng này do scripts/make_problem_table.py tạo ra; không sửa tay. -->
"""


def problem_table() -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *(line for title, kinds in GROUPS.items() for line in _group(title, kinds))])


def _group(title: str, kinds: list[Kind]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| Mã | Mức | Có gì | Làm gì |"
    yield "|---|---|---|---|"
    for kind in kinds:
        level = "Lỗi" if kind.level is Level.ERROR else "Cảnh báo"
        yield f"| `{kind.code}` | {level} | {_shown(kind.what)} | {_shown(kind.remedy)} |"
    yield ""


def _shown(text: str) -> str:
    plain = _FIELD.sub("…", text).replace("{{", "{").replace("}}", "}").replace("|", "\\|")
    return plain[:1].upper() + plain[1:]


if __name__ == "__main__":
    TARGET.write_text(problem_table(), encoding="utf-8")
    print(TARGET.name)
