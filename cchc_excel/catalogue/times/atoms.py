"""Tokens of a phrase of time -> atoms (marks.py), put together from left to right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from cchc_excel.catalogue.times.marks import (
    DECEMBER,
    JUNE,
    LEAP,
    MARKS,
    QUARTER,
    SEVERAL,
    Atom,
    Beat,
    Mark,
    Years,
    day_mark,
    month_before,
    month_mark,
    narrower_of,
    quarter_mark,
)
from cchc_excel.catalogue.times.record import Moment, Rhythm
from cchc_excel.catalogue.times.words import Token, Word, number_of, year_of

_QUARTERS = 4
_IN_A_MONTH = re.compile(r"\b(?:dự kiến|khoảng|trong|vào|trước|hoàn thành)\s+(?:trong\s+)?(?:quý\s+[iv1-4]|tháng\s*\d)")
_BY_A_DAY = re.compile(r"trước ngày\s*\d|chậm nhất ngày|muộn nhất")
_ENDS_ON_DAY = re.compile(r"(?<!ngày )(?<![\d/])\d{1,2}/\d{1,2}(?:/\d{4})?\W*$")
_LENGTHS = {"ba": 3, "sáu": 6, "chín": 9}


class Reader:
    """Tokens -> atoms; what does not fit goes to `unread`. `names_months`: whether a text is a time with months or days
    of its own."""

    def __init__(self, tokens: Sequence[Token], names_months: Callable[[str], bool]) -> None:
        self._tokens, self._names_months = tokens, names_months
        self._atoms: list[Atom] = []
        self._signs: set[Word] = set()
        self._series: Word | None = None
        self._digits = self._dash = False
        self._edge = ""
        self.unread: list[str] = []

    def atoms(self) -> list[Atom]:
        for at, token in enumerate(self._tokens):
            if token.word is Word.MONTH_OF_YEAR and self._series is Word.QUARTER:
                self._add(self._quarter_or_month(token), token)
            elif token.word is Word.DAY and (self._may_be_months(token) or self._may_be_always(token)):
                self.unread.append(token.text)
            elif token.word in SEVERAL:
                for mark in SEVERAL[token.word](token) or [None]:
                    self._add(mark, token)
            elif token.word in MARKS:
                self._digits = token.word is Word.QUARTER and (token.groups[0] or "").isdecimal()
                self._add(MARKS[token.word](token), token)
            else:
                self._other(at, token)
        if self._signs & {Word.TO, Word.FROM, Word.BEFORE}:
            self.unread.append(self._tokens[-1].text)
        if Word.REGULAR in self._signs and all(
            isinstance(one, Beat) and one.word is Word.ON_DEMAND for one in self._atoms
        ):
            self._atoms.append(Beat(Word.EACH, Rhythm.EACH))
        return self._atoms

    def _other(self, at: int, token: Token) -> None:
        """A token that is no mark by itself."""
        if token.word in _SIGNS:
            self._signs.add(token.word)
            self._dash = token.word is Word.TO and not token.text[0].isalpha()
            return
        match token.word:
            case Word.NUMBER | Word.ROMAN:
                self._number(at, token)
            case Word.LENGTH:
                self._length(token)
            case Word.DAY_WORD:
                self._series = None
            case Word.YEAR | Word.YEARLY | Word.BARE_YEAR | Word.ALL_YEAR:
                self._year(token)
            case Word.ONWARD:
                self._onward(token)
            case Word.EDGE:
                self._take_edge(token)
            case Word.EACH | Word.BARE_EACH | Word.TIMES_A | Word.STEADY:
                rhythm = Rhythm.OPEN if token.word is Word.STEADY else Rhythm.EACH
                yearly = token.word is Word.TIMES_A and "năm" in token.groups
                self._beat(Word.YEARLY if yearly else token.word, Rhythm.YEAR if yearly else rhythm, token)
            case Word.NEXT_MONTH:
                self._next_month(token)
            case Word.ON_DEMAND | Word.BY_OTHER | Word.RELATIVE:
                self._on_demand(token)
            case Word.SEPARATOR | Word.FILL | Word.CLOCK | Word.SHARE | Word.STAGE | Word.COUNT | Word.NOW:
                pass
            case _:
                self.unread.append(token.text)

    def _add(self, mark: Mark | None, token: Token) -> None:
        """A mark: the end of a range where "đến" stands before it, else one more."""
        mark = self._meant(mark)
        if mark is None or self._is_dangling() or (token.word in SEVERAL and Word.TO in self._signs):
            self.unread.append(token.text)
            return
        mark.joined, mark.starts = not token.opens, Word.FROM in self._signs
        before = self._atoms[-1] if self._atoms else None
        goes_on = isinstance(before, Mark) and before.limits and before.day is not None and not self._signs
        mark.limits = mark.day is not None and (goes_on or bool(self._signs & {Word.BEFORE, Word.LATEST}))
        self._series = None if mark.is_before else mark.word
        if Word.TO in self._signs and isinstance(before, Mark) and before.word in SEVERAL:
            self.unread.append(token.text)  # "ngày 25 hằng tháng đến tháng 6"
        elif self._is_aside() and isinstance(before, Mark) and (narrower := narrower_of(before, mark)):
            self._atoms[-1] = narrower
        elif Word.TO in self._signs and isinstance(before, Mark) and before.first is None:
            self._close_range(before, mark, token)
        else:
            mark.ends = Word.TO in self._signs and isinstance(before, Beat)
            self._atoms.append(mark)
        self._signs.clear()

    def _is_aside(self) -> bool:
        """Whether a dash stands before a mark, no word: "tháng 2 - quý I" may say the same twice."""
        before = self._atoms[-1] if self._atoms else None
        return self._dash and Word.TO in self._signs and isinstance(before, Mark) and not before.starts

    def _meant(self, mark: Mark | None) -> Mark | None:
        """A mark as the words before it mean it: "đầu quý II" is its first month, "trước tháng 10" ends with September;
        None where they do not tell ("trước 6 tháng", "trước tháng 6, tháng 12")."""
        edge, self._edge = self._edge, ""
        if mark is None:
            return None
        before = self._atoms[-1] if self._atoms else None
        if mark.day is None and not self._signs and isinstance(before, Mark) and before.is_before:
            return None
        if mark.word is Word.QUARTER and edge:
            month = mark.since + (edge == "giữa")
            return Mark(Word.EDGE, month, month, mark.year)
        if mark.word is Word.YEAR_START and Word.FROM not in self._signs:
            first = Mark(Word.MONTH, 1, 1, mark.year)  # January, or the first quarter: asked from January on
            return Mark(Word.MONTH, QUARTER, QUARTER, mark.year, first=first)
        if Word.BEFORE not in self._signs or mark.day is not None:
            return mark
        return month_before(mark) if mark.word in (Word.MONTH, Word.QUARTER) and Word.FROM not in self._signs else None

    def _take_edge(self, token: Token) -> None:
        """ "Giữa tháng 6", "tuần đầu tháng 6" have no day of their own: due at the month's end. "Đầu quý II" is April,
        "giữa quý II" May. "Trước cuối tháng 6" is June, "trước giữa tháng 6" not to be told."""
        part, end = token.groups
        self._edge = part or ""
        if Word.BEFORE in self._signs and end:
            self._signs.discard(Word.BEFORE)
        elif Word.BEFORE in self._signs:
            self.unread.append(token.text)

    def _quarter_or_month(self, token: Token) -> Mark | None:
        """ "Quý 2-3/2026" goes on with quarters, "quý I, 6/2026" with a month; "quý I, 3/2026" is either."""
        number = number_of(token.groups[0] or "")
        if number > _QUARTERS:
            return month_mark(token)
        return quarter_mark(number, year_of(token.groups[1])) if self._digits and number else None

    def _may_be_months(self, token: Token) -> bool:
        """ "Tháng 3, 6/9": the sixth of September, or June and September?"""
        day, _, _ = token.text.partition("/")
        in_list = self._series is Word.MONTH and token.opens and not self._signs
        return in_list and day.isdecimal() and int(day) <= DECEMBER

    def _may_be_always(self, token: Token) -> bool:
        """ "24/7": the 24th of July, or round the clock?"""
        return token.text == "24/7" and not self._signs and len(self._tokens) == 1

    def _close_range(self, first: Mark, last: Mark, token: Token) -> None:
        """Make a mark and the one after "đến" a range; a year is that of the end, of the year before where it would
        end before it begins."""
        if first.word is Word.NUMBER and last.day is not None:  # "15-20/6": the first is a day too
            first.since = first.month = last.month
        if first.year is None and last.year is not None:
            first.year = last.year - (first.since > last.month)
        elif last.year is None and first.year is not None and first.since <= last.month:
            last.year = first.year
        begins, ends = Moment(first.since, first.year), Moment(last.month, last.year)
        if (first.year is None) != (last.year is None) or begins.at(LEAP) > ends.at(LEAP):
            self.unread.append(token.text)
            return
        last.first, last.joined, last.starts = first, first.joined, False
        self._atoms[-1] = last

    def _length(self, token: Token) -> None:
        """ "6 tháng", "9 tháng": the part of the year that ends then. "6 tháng/lần" is twice a year."""
        often_before, digits, half, often_after = token.groups
        often = often_before or often_after
        number = _LENGTHS.get(digits or "") or int(digits or 0)
        if often and number == QUARTER:
            self._beat(Word.EACH, Rhythm.EACH, token)
            return
        if half and number != JUNE:
            word = Word.QUARTER if number == QUARTER else Word.LENGTH
            self._add(None if half == "cuối" else Mark(word, 1, number), token)
            return
        months = range(number, DECEMBER + 1, number) if often else [DECEMBER if half == "cuối" else number]
        for month in months:
            self._add(Mark(Word.LENGTH, month - number + 1, month), token)

    def _is_dangling(self) -> bool:
        """Whether "từ" stands before a mark that is already the end of something."""
        return {Word.FROM, Word.TO} <= self._signs

    def _number(self, at: int, token: Token) -> None:
        """A bare number goes on with the months or quarters before it, or begins a range whose end says what it is."""
        number = number_of(token.groups[0] or "")
        year = year_of(token.groups[1]) if len(token.groups) > 1 else None
        if self._narrow_month(number, at) or self._is_bare_quarter(token, year):
            return
        after = [one.word for one in self._tokens[at + 1 : at + 3]]
        goes_on = self._series is not None and (Word.TO in self._signs or token.opens)
        if goes_on and self._series is Word.QUARTER and number <= _QUARTERS:
            self._add(quarter_mark(number, year), token)
        elif goes_on and self._series is not Word.QUARTER and 1 <= number <= DECEMBER and token.word is Word.NUMBER:
            self._add(Mark(Word.MONTH, number, number, year), token)
        elif after[:1] == [Word.TO] and after[1:] and after[1] in (Word.MONTH_OF_YEAR, Word.DATE, Word.DAY):
            valid = 1 <= number <= (DECEMBER if after[1] is Word.MONTH_OF_YEAR else 31)
            self._add(Mark(Word.NUMBER, number, number) if valid else None, token)
        else:
            self.unread.append(token.text)

    def _narrow_month(self, number: int, at: int) -> bool:
        """ "Tháng 6 (trước ngày 15)": the day of the only month before it."""
        month = self._atoms[0] if len(self._atoms) == 1 else None
        follows = at > 0 and self._tokens[at - 1].word is Word.DAY_WORD and self._signs & {Word.BEFORE, Word.LATEST}
        if not (follows and isinstance(month, Mark) and month.word is Word.MONTH and month.first is None):
            return False
        day = day_mark(str(number), str(month.month), month.year)
        if month.day is not None or month.starts or month.is_before or day is None:
            return False
        month.day, month.limits, self._series = number, True, None
        self._signs.clear()
        return True

    def _is_bare_quarter(self, token: Token, year: int | None) -> bool:
        """Numerals alone, as under a heading "Quý": "I, II", "III/2026"."""
        if self._atoms or token.word is not Word.ROMAN or self._signs:
            return False
        if any(one.word not in (Word.ROMAN, Word.SEPARATOR, Word.TO, Word.YEAR) for one in self._tokens):
            return False
        self._add(quarter_mark(number_of(token.groups[0] or ""), year), token)
        return True

    def _year(self, token: Token) -> None:
        year = year_of(token.groups[0]) if token.groups else None
        before = self._atoms[-1] if self._atoms else None
        ends = Word.TO in self._signs
        if Word.BEFORE in self._signs and year is not None and not self._atoms and token.text.startswith(("năm", "20")):
            self._atoms.append(Years(None, year - 1, joined=False))
        elif Word.BEFORE in self._signs:
            self.unread.append(token.text)
        elif self._is_aside() and year is not None and isinstance(before, Mark) and before.year is None:
            self._atoms.append(Years(year, None))  # "quý I - năm 2025"
        elif Word.TO in self._signs and isinstance(before, Mark):
            self._add(Mark(Word.YEAR_END, 1, DECEMBER, year), token)
        elif Word.TO in self._signs and isinstance(before, Years) and year and before.last is None:
            before.last = year
        elif year is not None:
            self._atoms.append(Years(None if ends else year, year if ends else None, not token.opens,
                                      starts=Word.FROM in self._signs,
                                      apart=token.word is Word.ALL_YEAR))  # fmt: skip
        else:
            self._beat(token.word, Rhythm.YEAR, token)
        self._signs.clear()

    def _onward(self, token: Token) -> None:
        """ "Trở đi", "và những năm tiếp theo": a start goes on, a year too."""
        before = self._atoms[-1] if self._atoms else None
        if isinstance(before, Years):
            before.onward = True
        elif isinstance(before, Mark) and before.first is None and token.text.startswith("trở"):
            before.starts = True
        else:
            self.unread.append(token.text)

    def _next_month(self, token: Token) -> None:
        """ "Trước ngày 5 tháng sau": what a period reports is due by that day of the month after it."""
        day = int(token.groups[0] or 0)
        if not 1 <= day <= 31 or self._signs & {Word.FROM, Word.TO}:
            self.unread.append(token.text)
        self._signs -= {Word.BEFORE, Word.LATEST}
        self._series = None
        self._atoms.append(Beat(token.word, Rhythm.EACH, not token.opens, day))

    def _beat(self, word: Word, rhythm: Rhythm, token: Token) -> None:
        if self._signs & {Word.BEFORE, Word.FROM}:
            self.unread.append(token.text)
        self._series = None
        self._signs.discard(Word.TO)
        self._atoms.append(Beat(word, rhythm, not token.opens))

    def _on_demand(self, token: Token) -> None:
        """Words that only say what it depends on. They make it "when asked" where nothing stands before them; a day
        that stands among them is not overheard."""
        pieces = [piece for piece in re.split("[;:,]", token.text)[1:] if piece.strip()]
        if any(map(self._names_months, pieces)) or _names_a_day(token.text):
            self.unread.append(token.text)
        elif not self._atoms or (token.word is Word.ON_DEMAND and token.opens):
            self._atoms.append(Beat(token.word, Rhythm.OPEN, not token.opens))


def _names_a_day(text: str) -> bool:
    """Whether words that say what it depends on name a day that something has to be done by, or that it begins with:
    not the day of a document ("Kế hoạch số 5 ngày 1/7")."""
    return bool(_BY_A_DAY.search(text) or _ENDS_ON_DAY.search(text) or _IN_A_MONTH.search(text))


_SIGNS = frozenset({Word.FROM, Word.TO, Word.BEFORE, Word.LATEST, Word.REGULAR})
"""Tokens that say how the next mark is meant."""
