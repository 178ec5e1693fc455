"""The words of time in Vietnamese plans: a phrase is cut into tokens, each with the numbers it holds."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterator

import msgspec


class Word(enum.Enum):
    """What a token is; the order is that in which they are tried."""

    NEXT_MONTH = r"ngày\s*(\d{1,2})\s+(?:(?:của|trong)\s+)?tháng\s+(?:đầu(?:\s+tiên)?\s+(?:của\s+)?quý\s+)?" \
        r"(?:sau|tiếp theo|tiếp sau|kế tiếp|liền kề|tiếp)(?:\s+(?:tháng|quý|kỳ)(?:\s+báo cáo)?|\s+liền kề)?" \
        r"(?=\s*(?:$|[;,.)]))"  # fmt: skip
    RELATIVE = r"(?:(?:trong|chậm nhất|sau)\s+(?:vòng\s+)?)?\d+\s*(?:ngày|tháng|tuần)(?:\s+làm việc)?\s+" \
        r"(?:sau|kể từ|tính từ|từ khi|từ ngày|trước ngày\s+(?!\d|cuối)(?![^;]*\b(?:tháng|quý|năm)\b))[^;]*"  # fmt: skip
    DURATION = r"trong\s+(?:vòng\s+)?\d+\s*(?:ngày|tháng|tuần|năm)\b(?!\s*(?:\d|đầu|cuối))"
    ON_DEMAND = r"(?:đột xuất|(?:theo|khi có)\s+yêu cầu|khi phát sinh)\b[^;]*"
    BY_OTHER = r"(?:theo(?!\s+(?:tháng|quý|năm|định kỳ)\b)|ngay khi|ngay sau|sau khi|khi)\b[^;]*"
    STEADY = r"(?:nhiệm vụ\s+)?(?:thường xuyên|th(?:ườ|ư)?(?:ng)?\.\s*xuyên|tx(?!\w))|liên tục|kịp thời|" \
        r"không\s+(?:(?:có|quy định|xác định|ấn định|giới hạn)\s+)?(?:thời\s+)?hạn(?:\s+định)?"  # fmt: skip
    DAYS_OF_MONTHS = r"ngày\s*(\d{1,2})\s*(?:của\s+)?(?:các\s+)?tháng\s*" \
        r"(\d{1,2}(?!\d)(?:\s*(?:[,;&]|và)\s*(?:tháng\s*)?\d{1,2}(?!\d|\s*(?:/(?!\s*20\d\d)|tháng)))+)" \
        r"(?:\s*/\s*(20\d\d))?"  # fmt: skip
    DAY_EACH_MONTH = r"(?:ngày\s*)?(\d{1,2})\s+(?:của\s+)?(?:hằng|hàng|mỗi|từng)\s+tháng(?!\s*\d)|" \
        r"(?:hằng|hàng|mỗi|từng)\s+tháng\s*[,;:]?\s*(?:(?:vào|trước|(?:chậm|muộn)\s+nhất(?:\s+là)?)\s+)?" \
        r"ngày\s*(\d{1,2})(?!\d|\s*[/.\-]\s*\d|\s*tháng|\s*(?:của|trong)\s+tháng\s+(?:sau|tiếp|kế|trước|đầu|cuối|\d))" \
        r"(?:\s+(?:của|trong)\s+tháng(?:\s+báo cáo)?)?"  # fmt: skip
    MONTH_OF_QUARTER = r"(?:(?:(?:hằng|hàng|mỗi|từng)\s+)?quý\s*[,;:]?\s*" \
        r"(?:(?:vào|trước|(?:chậm|muộn)\s+nhất(?:\s+là)?)\s+)?(?=ngày|tháng))?" \
        r"(?:ngày\s*(\d{1,2})\s*(?:(?:của|trong)\s+)?)?tháng\s+(đầu(?:\s+tiên)?|giữa|cuối(?:\s+cùng)?)\s+" \
        r"(?:(?:của|trong)\s+)?(?:(?:hằng|hàng|mỗi|từng|các)\s+)?quý(?!\s+(?:sau|tiếp|kế|trước|này)\b)" \
        r"(?:\s+(iv|iii|ii|i|[1-4])(?!\w)(?:\s*/\s*(20\d\d))?)?"  # fmt: skip
    EDGE = r"(?:(?:thượng|trung|hạ)\s+tuần|tuần\s+(?:lễ\s+)?(?:thứ\s*)?(?:đầu(?:\s+tiên)?|cuối(?:\s+cùng)?|nhất|hai|" \
        r"ba|tư|[1-4]|i{1,3}|iv))\s*(?:(?:của|trong)\s+)?(?=(?:tháng\s*|t\.?\s*(?=\d))" \
        r"(?:\d|giêng|một|hai|ba|tư|sáu|bảy|tám|chín|mười))|" \
        r"(?:tuần\s+)?(đầu|giữa)\s+(?=(?:tháng|qu[ýí]|t|q)\.?\s*" \
        r"(?:\d|[iv]+\b|giêng|nhất|một|hai|ba|tư|bốn|sáu|bảy|tám|chín|mười))|" \
        r"(cuối|hết)(?=\s+(?:tháng|qu[ýí]))"  # fmt: skip
    HALF_YEAR = r"nửa\s+(đầu|cuối)\s+(?:của\s+)?năm(?:\s*(20\d\d))?(?!\s*\d)"
    YEAR_START = r"đầu\s+năm(?:\s*(20\d\d))?(?!\s*\d)"
    ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)"
    CLOCK = r"\d{1,2}\s*(?:h|giờ)\s*(?:\d{2}(?!\d))?(?!\w)|\d{1,2}:\d{2}(?!\d)"
    SHARE = r"(?:đạt\s+|(?:tối thiểu|ít nhất)\s+)*\d{1,3}(?:[.,]\d+)?\s*%"
    STAGE = r"(?:giai đoạn|đợt|lần|bước)\s*(?:thứ\s*)?" \
        r"(?:\d{1,2}(?!\d|\s*[/.\-]\s*\d)|(?:iv|iii|ii|i|nhất|một|hai|ba|tư)(?!\w|\s*/))"  # fmt: skip
    DATE = r"(?:ngày\s*)?(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{4}|[2-9]\d)(?!\d)"
    DAY = r"ngày\s*(\d{1,2})\s*(?:tháng|[/.\-])\s*(\d{1,2})(?![\d/])|(\d{1,2})/(\d{1,2})(?![\d/])|" \
        r"(\d{1,2})\s+tháng\s+(\d{1,2})(?!\d)(?=\s*(?:$|[,;)]|và\b|năm\b|/\s*20|hằng\b|hàng\b))"  # fmt: skip
    MONTH_OF_YEAR = r"(\d{1,2})\s*[/.\-]\s*(20\d\d)(?!\d)"
    TIMES_A = r"(?:(?:ít nhất|tối thiểu)\s+)?(?:\d{1,2}|một|hai|ba)\s*" \
        r"(?!tháng|quý|năm|tuần|ngày)[^\W\d]+(?:\s[^\W\d]+)?\s*/\s*(?:0?1\s*)?(tháng|quý|năm|tuần)|" \
        r"(?:(?:0?1|một)\s*)?(tháng|quý|năm|tuần)\s*/\s*(?:(?:0?1|một)\s*)?lần"  # fmt: skip
    LENGTH = r"((?:0?1|một)\s*lần\s*/\s*)?(0?3|0?6|0?9|12|ba|sáu|chín)\s*" \
        r"(?:tháng(?!\s*\d+(?!\d|\s*(?:lần|tháng)))|t(?![\w.]))(?:\s*/\s*(?=20\d\d(?!\d)))?" \
        r"(?:\s*(đầu|cuối)\s*năm)?(\s*/\s*lần|\s*/?\s*(?:0?1|một)\s+lần)?"  # fmt: skip
    COUNT = r"(?:\d{1,2}|một|hai|ba)\s*(?:lần|đợt)(?!\s*(?:/|mỗi\b|một\b|trong\s+\d))(?!\w)"
    MONTH = r"(?:tháng|th?\.?(?=\s*\d))\s*" \
        r"(\d{1,2}|giêng|mười một|mười hai|mười|một|hai|ba|tư|sáu|bảy|tám|chín)(?!\w)" \
        r"(?:\s*[/.\-]\s*(20\d\d|2\d)(?!\d))?"  # fmt: skip
    QUARTER = r"(?:qu[ýí](?:\s+thứ)?|q(?=\.?\s*[1-4iv]))[.:]?\s*(iv|iii|ii|i|[1-4]|một|nhất|hai|ba|tư|bốn)(?!\w)" \
        r"(?:\s*[/.\-]\s*(20\d\d|2\d)(?!\d))?"  # fmt: skip
    ROMAN = r"(iv|iii|ii|i)(?!\w)(?:\s*[/.\-]\s*(20\d\d|2\d)(?!\d))?"
    EACH = (
        r"(?:hằng|hàng|mỗi|từng|theo)\s+(?:tháng|qu[ýí]|tuần|ngày|kỳ)(?!\s*\d+(?!\d|\s*lần))|"
        r"hai tuần(?:/| một )lần|trong kỳ|"
        r"thứ\s+(?:[2-7]|hai|ba|tư|năm|sáu|bảy)\s+(?:hằng|hàng|mỗi)\s+tuần|"
        r"tuần\s+(?:thứ\s+)?(?:đầu|cuối|[1-4]|nhất|hai|ba|tư)\s+(?:của\s+)?(?:hằng|hàng|mỗi)\s+tháng|"
        r"(?:tất cả\s+)?các\s+(?:tháng|qu[ýí])(?=\s*(?:$|[,;]|trong\s+năm|năm\s+20))|"
        r"(?:(?:cả|tất cả)\s+)?(?:0?4|bốn)\s+quý(?=\s*(?:$|[,;]|trong\s+năm|năm\s+20))"
    )
    BARE_EACH = r"(?:tháng|qu[ýí])(?=\s*(?:$|[,;/&+]|và\b|năm\b))"
    ALL_YEAR = r"(?:thực hiện|triển khai|duy trì)\s+(?:trong|cả|suốt)\s+năm(?:\s*(20\d\d))?(?!\s*\d)"
    YEARLY = r"(?:hằng|hàng|mỗi|trong|cả|suốt|theo|hết|toàn)\s+năm(?!\s*\d+(?!\d|\s*lần))"
    YEAR_END = r"cuối\s+năm(?:\s*(20\d\d))?"
    BARE_YEAR = r"(?:(?:0?1|một)\s+)?năm(?!\s*\d)"
    YEAR = r"(?:(?:cả|trong|hết)\s+)?(?:năm\s*)?(20\d\d)(?!\d)"
    ONWARD = r"trở đi|trở về sau|(?:và|cùng)\s+(?:những|các)\s+năm\s+(?:tiếp theo|sau|tiếp sau|kế tiếp)"
    NOW = r"(?:kể\s+)?từ\s+(?:nay|(?:khi|ngày\s+(?:ký|ban hành|được ban hành|có hiệu lực))\b[^,;\d]{0,60}?)" \
        r"(?=\s+(?:đến|tới|cho đến)\b)"  # fmt: skip
    FROM = r"(?:kể\s+|bắt đầu\s+)?từ\b"
    TO = r"(?:cho\s+)?(?:đến|tới)\b|[–—→\-]+>?"
    BEFORE = r"trước\b"
    LATEST = r"(?:chậm|muộn) nhất(?:\s+là)?|không (?:quá|muộn hơn|chậm hơn|trễ hơn)|hạn (?:cuối|chót)"
    SEPARATOR = r"[,;&+/:.]+|và(?:\s*/\s*hoặc)?\b|hoặc(?=\s+(?:đột xuất|theo yêu cầu|khi có yêu cầu|khi phát sinh)\b)"
    REGULAR = r"(?:theo\s+)?định kỳ"
    DAY_WORD = r"ngày\b"
    NUMBER = r"(\d{1,2})(?!\d)"
    FILL = r"(?:trong|vào|các|thời gian|thời hạn|hạn|hoàn thành|hoàn tất|kết thúc|xong|thực hiện|triển khai|ban hành|" \
        r"trình|tổ chức|báo cáo|nhiệm vụ|dự kiến|giai đoạn|gửi|nộp|kế hoạch|sơ kết|tổng kết|xây dựng|phê duyệt|" \
        r"rà soát|tổng hợp|công bố|duy trì|khoảng|hết(?=\s+ngày)|" \
        r"cuối(?=\s+(?:mỗi|hằng|hàng|từng|các)\s+(?:tháng|quý))|ngay(?=\s+(?:trong|từ)\b)|" \
        r"(?:nhân\s+)?dịp(?=\s*(?:ngày\s*)?\d)|" \
        r"là|kỳ)\b|[()\[\]'\"“”‘’*…]+"  # fmt: skip
    UNREAD = r"\w+|\S"


class Token(msgspec.Struct, frozen=True):
    """A token, its text and its groups; `opens`: it stands at the beginning of the phrase or after a separator."""

    word: Word
    text: str
    groups: tuple[str | None, ...]
    opens: bool


_PATTERNS = [(word, re.compile(word.value)) for word in Word]
_BULLET = re.compile(
    r"(?:^|(?<=[;:,.]))\s*(?:(?:[-–+*•]|(?<![^\W\d_])[a-zđ]\)|(?<!\d)\d\))\s*)+", re.MULTILINE | re.IGNORECASE
)
"""Marks of a list, at the beginning of a line or after a sign: no dash of a range stands there."""
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_DEPENDS = re.compile(r"\b(?:theo|khi)\b[^;]*$")
"""What depends on something else: a time in parentheses behind it is no part of that."""
_REPORT = re.compile(r"\s*báo cáo\s+(?:quý|tháng|năm|0?[69] tháng)(?:\s+(?:\d|[iv]+\b)\S*)?\s*")
_LABELLED = re.compile(
    r"(?:báo cáo\s+)?\b(?:(?:quý|tháng)(?:\s*(?:iv|iii|ii|i|\d{1,2}))?(?:\s*/\s*(?P<year>20\d\d))?|năm|"
    r"0?[69] tháng(?:\s+(?:đầu|cuối)\s+năm)?)\s*:\s*"
    r"(?P<limit>(?:(?:trước|chậm nhất|muộn nhất|là|hạn)\s+)*(?:ngày\s*)?)"
    r"(?P<day>\d{1,2}\s*(?:/|\s+tháng\s+)\s*\d{1,2})(?!\d)(?!\s*(?:/|năm))"
)
"""Which report or part of the year it is that a day is named for: "quý III: 10/9; năm: 25/11"."""
_LABELLED_MONTH = re.compile(
    r"(?:báo cáo\s+)?\b(?:quý\s*(?:iv|iii|ii|i|[1-4])(?:\s*/\s*(?P<year>20\d\d))?|năm|"
    r"0?[69] tháng(?:\s+(?:đầu|cuối)\s+năm)?)\s*:\s*(?P<limit>(?:(?:trong|vào|cuối|giữa|đầu)\s+)*tháng\s*\d{1,2}(?!\d))"
    r"(?P<more>(?:\s*(?:,|và|-)\s*(?:tháng\s*)?\d{1,2}(?!\d))*)(?P<own>\s*/\s*20\d\d|\s+năm\s+20\d\d)?"
)
"""The part of the year that a month is named for: "quý I: tháng 2"; the month alone is when."""
_NAMES_A_DAY = re.compile(r"\d\s*/\s*\d|ngày\s*\d")
"""Which report it is that a day is named for: "báo cáo 6 tháng: trước 10/7"."""
_LABEL_ENDS = re.compile(r":|\s[-–]\s")
_TIME_WORD = re.compile(
    r"\d|\b(?:tháng|qu[ýí]|năm|ngày|tuần|kỳ|lần|đợt|trước|sau|từ|đến|tới|hằng|hàng|mỗi|hạn|nhất|quá|theo|khi|yêu cầu|"
    r"thường xuyên|liên tục|kịp thời|đột xuất|định kỳ|đầu|giữa|cuối|hết|nay|ngay|trừ|riêng|giai đoạn|bước|dịp|tết|"
    r"[ivx]+)\b"
)
"""A word without which a part of a phrase says no time."""
_SAYS_TIME = frozenset(
    {Word.ISO, Word.DATE, Word.DAY, Word.MONTH_OF_YEAR, Word.LENGTH, Word.MONTH, Word.QUARTER, Word.EACH, Word.YEARLY,
     Word.YEAR_END, Word.DAYS_OF_MONTHS, Word.DAY_EACH_MONTH, Word.MONTH_OF_QUARTER, Word.BEFORE, Word.LATEST,
     Word.YEAR, Word.DAY_WORD, Word.FROM}
)  # fmt: skip
_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12, "nhất": 1, "bốn": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4,
}  # fmt: skip


def tokens_of(phrase: str) -> list[Token]:
    """The tokens of a phrase. What stands in parentheses and says no time is passed over; lines are separated."""
    lines = _BULLET.sub("", unicodedata.normalize("NFC", phrase).replace("\r", "")).strip()
    folded = " ".join(lines.replace("\n", " ; ").casefold().replace("\u00a0", " ").split())
    parts = _LABELLED_MONTH.sub(_only_month, _LABELLED.sub(_only_day, _PARENTHESES.sub(_aside, folded))).split(";")
    return list(_cut(";".join(map(_without_labels, parts))))


def _only_day(match: re.Match[str]) -> str:
    """The day that a label is said of, of the label's year where it names none."""
    return f"{match['limit']}{match['day']}" + (f"/{match['year']}" if match["year"] else "")


def _only_month(match: re.Match[str]) -> str:
    """The month or months that a label is said of, of the label's year where they name none."""
    year = match["own"] or (f"/{match['year']}" if match["year"] else "")
    return f"{match['limit']}{match['more']}{year}"


def _without_labels(segment: str) -> str:
    """A part of a phrase without what it only says is done then: "kiểm tra: quý II", "quý IV - tổng kết"."""
    before, *others = _LABEL_ENDS.split(segment)
    if len(others) != 1:
        return segment
    after = others[0]
    if _REPORT.fullmatch(before) and _NAMES_A_DAY.search(after):
        return after
    says_time = [bool(_TIME_WORD.search(part)) for part in (before, after)]
    if before.strip() and says_time == [False, True]:
        return after
    return before if says_time == [True, False] else segment


def number_of(text: str) -> int:
    """A number as a plan writes it: digits, a Roman numeral up to IV, a word."""
    return int(text) if text.isdecimal() else _MONTH_WORDS[text]


def year_of(text: str | None) -> int | None:
    """A year of four digits or two; None where none is written."""
    if text is None:
        return None
    return int(text) if len(text) > 2 else 2000 + int(text)


def _aside(match: re.Match[str]) -> str:
    """The text in parentheses where it says a time of its own, else nothing."""
    inside = list(_cut(match[1].strip()))
    if inside and inside[0].word in (Word.BY_OTHER, Word.ON_DEMAND, Word.RELATIVE):
        return " "
    sign = " , " if _DEPENDS.search(match.string[: match.start()]) else " "
    return f"{sign}{match[1]} " if any(token.word in _SAYS_TIME for token in inside) else " "


def _cut(text: str) -> Iterator[Token]:
    at, opens = 0, True
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        word, match = _next(text, at)
        yield Token(word, match[0].strip(), match.groups(), opens)
        opens = word is Word.SEPARATOR or (opens and word is Word.FILL)
        at = match.end()


def _next(text: str, at: int) -> tuple[Word, re.Match[str]]:
    inside_word = at > 0 and text[at - 1].isalnum()
    in_series = at > 0 and text[at - 1] == "/"
    for word, pattern in _PATTERNS:
        if in_series and word in (Word.DATE, Word.DAY):  # "Tháng 3/6/9": no day 6/9
            continue
        match = pattern.match(text, at)
        if match and match.end() > at and not (inside_word and word is not Word.UNREAD and text[at].isalpha()):
            return word, match
    raise AssertionError(text[at:])  # UNREAD matches any character
