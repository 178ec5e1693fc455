"""Which column of a published table is what, by its headings: in any order and case, in one row or several."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping, Sequence

import msgspec

from cchc_excel.catalogue.plan_codes import level_of
from cchc_excel.catalogue.plan_model import RowLevel
from cchc_excel.catalogue.times import read_times
from cchc_excel.imports.outside import is_foot
from cchc_excel.model.records import RawSheet
from cchc_excel.values import clean_text, fold


class Role(enum.Enum):
    """What a column of a plan holds; MARK: whether a task falls into a quarter or month, which is the heading; START:
    when it begins; OTHER: something that has no column in the catalogue."""

    CODE = enum.auto()
    TEXT = enum.auto()
    LEAD = enum.auto()
    PARTNER = enum.auto()
    PERSON = enum.auto()
    PRODUCT = enum.auto()
    TIME = enum.auto()
    START = enum.auto()
    NOTE = enum.auto()
    MARK = enum.auto()
    OTHER = enum.auto()


class Columns(msgspec.Struct, frozen=True):
    """The columns of a table: column -> role and heading, and the row after the headings. `other_texts`: columns whose
    headings say a text too; where the text of a row is blank, theirs is it (a section's title under "Nhiệm vụ", its
    tasks under "Hoạt động"), and `other_times` likewise. `points`: the column of how many points a criterion may
    have; None: it is no table of criteria."""

    roles: Mapping[int, Role]
    titles: Mapping[int, str]
    after: int
    other_texts: tuple[int, ...] = ()
    points: int | None = None
    other_times: tuple[int, ...] = ()

    def of(self, role: Role) -> list[int]:
        """The columns of a role, from left to right."""
        return [column for column, one in sorted(self.roles.items()) if one is role]


_CODE = re.compile(
    r"(?:s\.?\s*t\.?\s*t|t\.?\s*t|số\s+t\.?\s*t|số\s+thứ\s+tự|mã(?:\s+số|\s+nv|\s+nhiệm vụ)?|mục|số mục|ký hiệu)\.?"
)
_TITLES: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.NOTE, r"ghi chú|lưu ý"),
        (Role.START, r"(?:thời gian|ngày|thời điểm) bắt đầu|bắt đầu$|từ (?:ngày|tháng)$"),
        (Role.TIME, r"(?:dự kiến )?(?:thời (?:gian|hạn|điểm)|tiến độ|hạn\b|lộ trình|kỳ (?:báo cáo|hạn)|mốc)|"
                    r"(?:ngày|dự kiến)? ?(?:hoàn thành|kết thúc)$|đến (?:ngày|tháng)$|(?:tháng|quý)$"),
        (Role.PRODUCT, r"(?:chỉ tiêu|mục tiêu|chỉ số)(?:/| và | hoặc )(?:sản phẩm|kết quả|đầu ra)"),
        (Role.TEXT, r"(?!tên (?:các )?(?:tỉnh|thành phố|đơn vị|cơ quan|địa phương|sở|xã|phường|cán bộ|công chức)\b)"
                    r"(?:tên |các |danh mục |nhóm )*(?:nội dung|nhiệm vụ|công việc|tiêu chí|hoạt động|giải pháp|"
                    r"mục tiêu|chỉ tiêu|đề án|lĩnh vực|tên)\b"),
        (Role.LEAD, r"(?=.*\b(?:cơ quan|đơn vị|bộ phận|phòng|ban)\b)(?=.*\b(?:người|cán bộ|công chức|cá nhân)\b)"
                    r"(?=.*(?:/| và | hoặc )).*(?:chủ trì|thực hiện|phụ trách|chịu trách nhiệm|được giao|tham mưu)$"),
        (Role.PERSON, r"(?:.*\b(?:lãnh đạo|cán bộ|chuyên viên|công chức|người|đồng chí|đ/c)\b.*)(?:phụ trách|"
                      r"thực hiện|chịu trách nhiệm|chỉ đạo|theo dõi|đầu mối|tham mưu|được giao|)$|phụ trách$"),
        (Role.LEAD, r".*chủ trì|(?:.*\b(?:cơ quan|đơn vị|bộ phận|phòng|ban|nơi|tổ chức)\b.*)(?:thực hiện|"
                    r"trách nhiệm|tham mưu|đầu mối|phụ trách|được giao|theo dõi|chuẩn bị|soạn thảo)|"
                    r"phân công|.*chịu trách nhiệm|"
                    r"trách nhiệm|đầu mối$|"
                    r"(?:tên )?(?:cơ quan|đơn vị|bộ phận)(?:[/, ]+(?:cơ quan|đơn vị|bộ phận|phòng|ban))*$"),
        (Role.PARTNER, r".*phối hợp"),
        (Role.PRODUCT, r"(?!.*\bkết quả\b.*\b(?:đến nay|năm trước|(?:năm|quý|tháng) [\divx]+))"
                       r"(?!.*\b(?:tình hình|hiện trạng)\b).*(?:sản phẩm|kết quả|đầu ra)|hồ sơ$"),
    )
)  # fmt: skip
"""What headings begin with, tried in this order."""
_POINTS = re.compile(r".*\bđiểm\s+(?:tối đa|chuẩn)|.*\bthang điểm|(?:số |mức )?điểm$")
"""The heading of how many points a criterion may have."""
_ASSESSES = re.compile(r"theo dõi|đánh giá|thẩm định|chấm")
"""Said of who gives points to others: no lead."""
_PROCEDURES = re.compile(r"mã (?:số )?(?:tthc|thủ tục)|thời (?:hạn|gian) giải quyết")
"""A heading that only lists of procedures have."""
_MARK = re.compile(
    r"(?:quý|q\.?) ?(?:iv|iii|ii|i|[1-4])(?:/20\d\d)?|(?:tháng|t\.?) ?\d{1,2}(?:/20\d\d)?|(?:6|9) tháng|năm"
)
_SHORT_MARK = re.compile(r"iv|iii|ii|i|\d{1,2}")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z])\)?(?:\s*[=+].*)?", re.IGNORECASE)
_LONGEST_TITLE, _MOST_HEADINGS = 70, 4
_SINGLE = frozenset({Role.LEAD, Role.TIME, Role.PRODUCT, Role.CODE})
_USUAL = (Role.CODE, Role.LEAD, Role.PRODUCT, Role.TIME, Role.PARTNER)


def role_of(title: str) -> Role | None:
    """What a column under a heading holds; None for a blank heading."""
    folded = re.sub(r"\s*[/,;]\s*", "/", fold(re.sub(r"\(.*?\)", " ", title))).strip(" .:*")
    if not folded:
        return None
    if _CODE.fullmatch(folded):
        return Role.CODE
    return next((role for role, pattern in _TITLES if pattern.match(folded)), Role.OTHER)


def find_columns(sheet: RawSheet, row: int, *, first: bool) -> Columns | None:
    """The columns, where a row begins the headings of a plan; `first`: none were found in the sheet before. Of later
    rows only those with a heading "STT" are taken for headings: a task may begin with "Nhiệm vụ"."""
    titles = _row_titles(sheet, row)
    roles = {column: role for column, title in titles.items() if (role := role_of(title))}
    if any(len(title) > _LONGEST_TITLE for title in titles.values()) or Role.TEXT not in roles.values():
        return None
    others = {role for role in roles.values() if role in _USUAL}
    if not others or (not first and Role.CODE not in others):
        return None
    if any(_PROCEDURES.match(fold(title)) for title in titles.values()):
        return None
    return _with_further_rows(sheet, row, titles)


def is_heading_again(sheet: RawSheet, row: int, heading: int) -> bool:
    """Whether a row repeats another, as headings are repeated on each page."""
    return _row_titles(sheet, row) == _row_titles(sheet, heading)


def is_numbers_row(sheet: RawSheet, row: int, columns: Columns) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), A B 1 2."""
    cells = _row_titles(sheet, row)
    text = next((cells.get(column, "") for column in columns.of(Role.TEXT)), "")
    return len(cells) > 1 and all(map(_NUMBER.fullmatch, cells.values())) and bool(_NUMBER.fullmatch(text))


def _row_titles(sheet: RawSheet, row: int) -> dict[int, str]:
    cells = sheet.rows[row] if row < len(sheet.rows) else []
    return {at: " ".join(text.split()) for at, value in enumerate(cells) if (text := clean_text(value))}


def _with_further_rows(sheet: RawSheet, row: int, top: Mapping[int, str]) -> Columns:
    """The columns with the headings of the rows below it that go on with them."""
    width = max(len(cells) for cells in sheet.rows)
    above = _spread(sheet, row, top, width)
    titles, roles = dict(above), {at: role for at, title in above.items() if (role := role_of(title))}
    after = row + 1
    while after < row + _MOST_HEADINGS and (below := _row_titles(sheet, after)):
        below = {column: _full_mark(titles.get(column, ""), title) for column, title in below.items()}
        if not (_goes_on(below, roles) or _is_held(sheet, after, row, roles)):
            break
        for column, title in below.items():
            own = Role.MARK if _MARK.fullmatch(fold(title)) else role_of(title)
            if own is not None and (own is not Role.OTHER or column not in roles):
                roles[column] = own
            titles[column] = title if own is Role.MARK else f"{titles.get(column, '')} {title}".strip()
        after += 1
    for column, title in above.items():
        if _MARK.fullmatch(fold(title)):
            roles[column] = Role.MARK
    points = next((column for column, title in sorted(titles.items()) if _POINTS.match(fold(title))), None)
    if points is not None and not {Role.TIME, Role.PRODUCT, Role.MARK} & set(roles.values()):
        assessors = [at for at, role in roles.items() if role is Role.LEAD and _ASSESSES.search(fold(titles[at]))]
        roles |= dict.fromkeys(assessors, Role.OTHER)
    found = _one_each(sheet, roles, titles, after)
    texts = [column for column, role in sorted(roles.items()) if role is Role.TEXT and found[column] is Role.OTHER]
    times = [column for column, role in sorted(roles.items()) if role is Role.TIME and found[column] is Role.OTHER]
    others = tuple(column for column in times if _says_times(sheet, column, after))
    return Columns(found, titles, after, tuple(texts), points, others)


def _full_mark(above: str, title: str) -> str:
    """A heading "I" below "Tiến độ (quý)" is quarter I, "6" below "Tháng" June; any other as it stands."""
    unit = next((word for word in ("quý", "tháng") if re.search(rf"\b{word}\b", fold(above))), "")
    mark = f"{unit.capitalize()} {title}"
    return mark if unit and _SHORT_MARK.fullmatch(fold(title)) and _MARK.fullmatch(fold(mark)) else title


def _is_held(sheet: RawSheet, row: int, heading: int, roles: Mapping[int, Role]) -> bool:
    """Whether the heading of a text is merged over a row below it: then all of that row are headings."""
    return any(
        area[0] <= heading and row <= area[2] and roles.get(area[1]) in (Role.TEXT, Role.CODE) for area in sheet.merged
    )


def _spread(sheet: RawSheet, row: int, titles: Mapping[int, str], width: int) -> dict[int, str]:
    """Each heading over all the columns that it stands above: those it is merged over, and blank ones up to the next
    heading that a row below names."""
    spread = dict(titles)
    for first_row, first, last_row, last in sheet.merged:
        if first_row <= row <= last_row and first in titles:
            spread.update(dict.fromkeys(range(first, last + 1), titles[first]))
    below = _row_titles(sheet, row + 1)
    for column in range(width):
        if column not in spread and column in below and column - 1 in spread:
            spread[column] = spread[column - 1]
    return spread


def _goes_on(below: Mapping[int, str], roles: Mapping[int, Role]) -> bool:
    """Whether a row is one more of headings: under code and text it is blank, and what it has are headings."""
    firm = {column for column, role in roles.items() if role in (Role.CODE, Role.TEXT)}
    known = [title for title in below.values() if _MARK.fullmatch(fold(title)) or role_of(title) is not Role.OTHER]
    return not (firm & set(below)) and bool(known) and all(len(title) <= _LONGEST_TITLE for title in below.values())


def _one_each(sheet: RawSheet, roles: Mapping[int, Role], titles: Mapping[int, str], after: int) -> dict[int, Role]:
    """Roles of which a plan has one column only: of several for the text that with the most texts of its own; of leads
    the second takes part; of times and products the others become notes. Merged columns stay together, times only
    without headings of their own."""
    found = dict(roles)
    text = _fullest(sheet, roles, after)
    times = [column for column, role in sorted(roles.items()) if role is Role.TIME]
    chosen = {Role.TEXT: text, Role.TIME: _fullest_of_times(sheet, times, after)}
    groups: dict[Role, list[int]] = {}
    for column, role in sorted(roles.items()):
        before = groups.setdefault(role, [])
        first = chosen.get(role)
        apart = role is Role.TIME and first is not None and titles[first] != titles[column]
        if first is not None and column != first and (apart or not _is_merged(sheet, first, column, after)):
            found[column] = Role.OTHER
        elif role in _SINGLE and role not in chosen and before and not _is_merged(sheet, before[0], column, after):
            found[column] = Role.PARTNER if role is Role.LEAD else Role.OTHER
        before.append(column)
    return found


def _fullest(sheet: RawSheet, roles: Mapping[int, Role], after: int) -> int | None:
    """The column of texts with the most of its own, beside titles of sections and sums."""
    columns = [column for column, role in sorted(roles.items()) if role is Role.TEXT]
    codes = [column for column, role in roles.items() if role is Role.CODE]
    rows = [
        row
        for row in range(after, len(sheet.rows))
        if sum(map(bool, map(clean_text, sheet.rows[row]))) > 1
        and not any(level_of(clean_text(sheet.cell(row, code))) is RowLevel.SECTION for code in codes)
        and not any(is_foot(clean_text(sheet.cell(row, column))) for column in columns)
    ]

    def texts(column: int) -> int:
        return len({clean_text(sheet.cell(row, column)) for row in rows} - {""})

    return max(columns, key=texts, default=None)


def _fullest_of_times(sheet: RawSheet, columns: Sequence[int], after: int) -> int | None:
    """The column that says most times, the first of two alike: "Tiến độ" may say how far a task is, "Thời hạn trình"
    stands for few tasks only. Where none says times, the first."""
    if len(columns) < 2:
        return next(iter(columns), None)
    return max(columns, key=lambda column: len(_cells(sheet, column, after)) * _says_times(sheet, column, after))


def _says_times(sheet: RawSheet, column: int, after: int) -> bool:
    """Whether most cells of a column that are filled say a time."""
    texts = _cells(sheet, column, after)
    return 2 * sum(not read_times(text).unread for text in texts) > len(texts)


def _cells(sheet: RawSheet, column: int, after: int) -> list[str]:
    cells = (row[column] for row in sheet.rows[after:] if column < len(row))
    return [text for value in cells if (text := clean_text(value))]


def _is_merged(sheet: RawSheet, first: int, column: int, after: int) -> bool:
    """Whether two columns stand under one heading that is merged over them."""
    low, high = min(first, column), max(first, column)
    return any(area[0] < after and area[1] <= low and high <= area[3] for area in sheet.merged)
