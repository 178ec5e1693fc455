"""A phrase of time -> Times. Its words are put together into atoms (marks.py, atoms.py): marks, years and rhythms; then
years are given to what they belong to. Whatever finds no place is unread, and then the whole phrase is.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cchc_excel.catalogue.times.atoms import Reader
from cchc_excel.catalogue.times.marks import DECEMBER, QUARTER, Atom, Beat, Mark, Years, narrower_of
from cchc_excel.catalogue.times.record import ALWAYS, Moment, Repeated, Rhythm, Span, Times
from cchc_excel.catalogue.times.words import Word, tokens_of


def read_times(phrase: str) -> Times:
    """What a time cell of a plan says; a blank one asks each period and is never late.

    "unread" of the result is what is not understood: then the record asks each period, never late, and the caller
    warns.
    """
    tokens = tokens_of(phrase)
    if not tokens:
        return ALWAYS
    reader = Reader(tokens, lambda text: bool(read_times(text).spans))
    atoms = reader.atoms()
    times = None if reader.unread else _times(atoms)
    if times is None:
        return msgspec.structs.replace(ALWAYS, unread=", ".join(dict.fromkeys(reader.unread)) or phrase.strip())
    return times


def _times(atoms: Sequence[Atom]) -> Times | None:
    """What the atoms of a phrase come to; None where they do not fit together."""
    atoms = [_year_end(atoms, at) for at in range(len(atoms))]
    marks = [atom for atom in atoms if isinstance(atom, Mark)]
    beats = [atom for atom in atoms if isinstance(atom, Beat)]
    years = _give_years(atoms)
    lengths = [mark for mark in marks if mark.word is Word.LENGTH]
    if not atoms:
        return None  # words that only fill: "triển khai"
    if len(atoms) == 1 and lengths and lengths[0].since == 1 and lengths[0].month in (QUARTER, DECEMBER):
        return None  # "3 tháng" alone is how long something takes
    if years is None or not _share_years(marks):
        return None
    if any(beat.rhythm is Rhythm.EACH for beat in beats):
        if any(mark.word in (Word.DAY_EACH_MONTH, Word.MONTH_OF_QUARTER) for mark in marks):
            return None  # which of the rhythms has that day?
        marks = [mark for mark in marks if mark.word not in (Word.LENGTH, Word.YEAR_END)]
        beats = [beat for beat in beats if beat.rhythm is Rhythm.EACH]
        days = {beat.next_day for beat in beats if beat.next_day}
        if days and (
            marks or len(days) > 1 or any(isinstance(one, Beat) and one.rhythm is Rhythm.YEAR for one in atoms)
        ):
            return None  # of which of them is that day?
        beats = [beat for beat in beats if beat.next_day] or beats
    elif any(beat.rhythm is Rhythm.YEAR for beat in beats):
        yearly = [beat for beat in beats if beat.rhythm is Rhythm.YEAR]
        through = [beat for beat in yearly if beat.word is Word.ALL_YEAR and beat is not atoms[0]]
        if marks and not all(beat.joined or beat is atoms[0] or beat in through for beat in yearly):
            return None  # "tháng 6, cả năm"
        beats = [beat for beat in beats if beat.rhythm is Rhythm.OPEN or beat in through] if marks else yearly
    return _put_together(marks, beats, years)


def _year_end(atoms: Sequence[Atom], at: int) -> Atom:
    """The atom as it stands, but December where "năm" ends a list of lengths: "6 tháng, năm", "quý I, 9 tháng, năm"."""
    atom, before = atoms[at], atoms[at - 1] if at else None
    if isinstance(atom, Mark) or atom.joined or not isinstance(before, Mark):
        return atom
    after_length = before.word is Word.LENGTH
    if isinstance(atom, Years):
        ends = after_length and atom.last is None and not (atom.onward or atom.starts)
        return Mark(Word.YEAR_END, DECEMBER, DECEMBER, atom.first) if ends else atom
    ends = atom.word is Word.BARE_YEAR or (after_length and atom.word is Word.YEARLY)
    return Mark(Word.YEAR_END, DECEMBER, DECEMBER) if ends else atom


def _give_years(atoms: Sequence[Atom]) -> list[Years] | None:
    """Give years to the months before them that name none (a year that comes first: to those after it). Returns the
    years that stand for themselves or bound a rhythm; None where years and months do not fit."""
    own: list[Years] = []
    has_beats = any(isinstance(atom, Beat) for atom in atoms)
    for at, atom in enumerate(atoms):
        if not isinstance(atom, Years):
            continue
        if atom.apart and at:
            own.append(atom)
            continue
        undated = [one for one in atoms[:at] or atoms[at + 1 :] if isinstance(one, Mark) and one.year is None]
        if undated and (atom.first is None or atom.last is not None or atom.onward or atom.starts):
            return None
        for mark in undated:
            _date(mark, atom.first)
        if has_beats or not undated:
            own.append(atom)
    return own


def _date(mark: Mark, year: int | None) -> None:
    mark.year = year
    if mark.first is not None:
        mark.first.year = year


def _share_years(marks: Sequence[Mark]) -> bool:
    """Months that name no year are of the year of the next that does: "Tháng 10, 11, 12/2022". False where that would
    turn their order round."""
    following: Mark | None = None
    for mark in reversed(marks):
        if mark.year is None and following is not None:
            if mark.month > following.month:
                return False
            _date(mark, following.year)
        if mark.year is not None:
            following = mark.first or mark
    return True


def _put_together(marks: Sequence[Mark], beats: Sequence[Beat], years: Sequence[Years]) -> Times | None:
    starts = [mark for mark in marks if mark.starts and mark.first is None]
    if starts and (len(marks) > 1 or years or any(beat.rhythm is Rhythm.YEAR for beat in beats)):
        return None
    bounds = [mark for mark in marks if mark.ends or (mark.first and not mark.limits)]
    if beats and bounds and not starts:
        return _within(bounds, marks, beats, years)
    spans = tuple(_span(mark) for mark in _without_limited(marks) if mark not in starts)
    repeated: list[Repeated] = []
    if starts:
        open_only = beats and all(beat.rhythm is Rhythm.OPEN for beat in beats)
        begins = Moment(starts[0].since, starts[0].year)
        repeated.append(Repeated(Rhythm.OPEN if open_only else Rhythm.EACH, begins))
    elif beats:
        repeated.extend(msgspec.structs.replace(_bounded(beat.rhythm, years), next_day=beat.next_day) for beat in beats)
    else:
        limits = [mark for mark in marks if mark.limits]
        repeated.extend(_of_years(one) for one in years if not any(_is_in(mark, one) for mark in limits))
    return Times(spans, tuple(dict.fromkeys(repeated)))


def _within(
    bounds: Sequence[Mark], marks: Sequence[Mark], beats: Sequence[Beat], years: Sequence[Years]
) -> Times | None:
    """A rhythm in the months that stand beside it: "hằng tháng đến tháng 6", "hằng tháng từ tháng 4 đến tháng 9"."""
    (bound, *others), (beat, *more) = bounds, beats
    year = years[0].first if len(years) == 1 and years[0].last is None else None
    if others or more or len(marks) > 1 or beat.rhythm is Rhythm.YEAR or (years and (year is None or years[0].onward)):
        return None
    start = Moment(bound.first.since, bound.first.year or year) if bound.first else None
    return Times((), (Repeated(beat.rhythm, start, Moment(bound.month, bound.year or year)),))


def _without_limited(marks: Sequence[Mark]) -> list[Mark]:
    """The marks but those that a day narrows: "Quý II (trước 15/5)" and "15/5 (quý II)" are 15 May."""
    return [
        mark
        for at, mark in enumerate(marks)
        if not any(_narrows(later, mark) for later in marks[at + 1 :])
        and not (marks[at + 1 :] and marks[at + 1].joined and _is_reported(mark, marks[at + 1]))
        and not (at and mark.joined and (_holds(mark, marks[at - 1]) or _is_reported(mark, marks[at - 1])))
        and not (at and mark.joined and mark.word is Word.QUARTER and narrower_of(marks[at - 1], mark) is not None)
    ]


def _narrows(day: Mark, mark: Mark) -> bool:
    in_quarter = mark.word is Word.QUARTER and mark.first is None and day.word is Word.MONTH and day.first is None
    if in_quarter and day.joined and day.year == mark.year:  # "quý II (tháng 5)"
        return mark.since <= day.month <= mark.month
    return (day.limits or day.joined) and _holds(mark, day)


def _holds(mark: Mark, day: Mark) -> bool:
    """Whether a month, quarter or part of the year holds a day that is named."""
    is_whole = mark.day is None and mark.first is None
    return is_whole and day.day is not None and mark.since <= day.month <= mark.month and day.year == mark.year


def _is_reported(mark: Mark, day: Mark) -> bool:
    """Whether a day in the next month is that by which a month, quarter or half is reported: "6 tháng (trước 10/7)"."""
    is_whole = mark.day is None and mark.first is None
    return is_whole and day.limits and day.month == mark.month + 1 and day.year == mark.year


def _is_in(day: Mark, years: Years) -> bool:
    return years.last is None and day.year == years.first


def _span(mark: Mark) -> Span:
    last = Moment(mark.month, mark.year, mark.day)
    return Span(Moment(mark.first.since, mark.first.year) if mark.first else last, last)


def _bounded(rhythm: Rhythm, years: Sequence[Years]) -> Repeated:
    """A rhythm, in the years that are named beside it."""
    firsts = [one.first for one in years if one.first is not None]
    lasts = [one.last or one.first for one in years]
    open_end = not years or any(one.onward or (one.starts and one.last is None) for one in years)
    start = Moment(1, min(firsts)) if len(firsts) == len(years) and firsts else None
    end = None if open_end else Moment(DECEMBER, max(year for year in lasts if year is not None))
    return Repeated(rhythm, start, end)


def _of_years(years: Years) -> Repeated:
    """Years by themselves: asked each period of them; "từ năm 2025" as "từ quý II" is."""
    begins_only = years.starts and years.last is None
    return _bounded(Rhythm.EACH if begins_only else Rhythm.YEAR, [years])
