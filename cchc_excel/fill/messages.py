"""What the engine says about a template. A program that uses it says the same in its own words: `messages=`."""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable, Mapping
from string import Template
from typing import NamedTuple, TypeAlias


@enum.unique
class Message(enum.Enum):
    """Each sentence, and the words the engine has for it by itself; `$name` stands for what it is about. Called with
    those names, it is a Phrase."""

    NOT_A_PACKAGE = "the template is no .xlsx workbook, or a damaged one; open it in Excel and save it as .xlsx"
    NOT_A_WORKBOOK = "the template is no Excel workbook; save it as .xlsx"
    BROKEN_PART = "the part $part of the template is damaged; open the template in Excel and save it"
    BROKEN = "the template is damaged ($error); open it in Excel and save it as .xlsx"
    NO_SUCH_TEXT = "the cell names a text that the file does not have; open the template in Excel and save it"

    UNKNOWN = "there is no $name; check how it is written"
    UNKNOWN_NEAR = "there is no $name; is it $near?"
    OR = " or "
    UNKNOWN_FILTER = "filter: $message"
    NO_ITEM = "the list has no such item: it is empty, or ends there"
    NOT_GIVEN = "nothing is given for '$name'"
    FORBIDDEN = "'$name' may not be used in a template"

    WRITTEN_WRONGLY = "the tag is written wrongly: $hint"
    WRITTEN_WRONGLY_OTHERWISE = "the tag is written wrongly ($error)"
    HINT_TWO_BRACES = "close it by two braces }} side by side"
    HINT_NOT_CLOSED = "perhaps }} or %} is missing"
    HINT_NO_END = "an end is missing: {% for %} needs {% endfor %}, {% if %} needs {% endif %}"
    HINT_END_OF_TAG = "perhaps an end is missing, or there is a word too many"
    HINT_EMPTY = "a name or a value is missing in the tag"
    HINT_COMMENT = "the note {# … is not closed by #}"
    HINT_UNKNOWN_TAG = "there is no such tag; in a cell there are {% if %}, {% for %}, {% set %}"
    BAD_EXPRESSION = "the expression is written wrongly: $source"
    BAD_LOOP = "the loop is written wrongly: for $head; write it like 'for u in units'"
    BAD_SET = "the name is given wrongly: set $head; write it like 'set total = 1'"

    DIVISION_BY_ZERO = "division by 0; use {{ … if denominator else '' }}"
    WRONG_TYPE = "cannot be computed with an empty value or another type, as text added to a number ($error)"
    NOT_COMPUTED = "the expression cannot be computed ($error)"
    NOT_A_LIST = "'for … in' needs a list"
    NOT_UNPACKED = "cannot be taken apart into $names"
    WRONG_COUNT = "needs $wanted values ($names), there are $count"
    REPEATED_TOO_OFTEN = "repeated too many times"
    POWER_TOO_LARGE = "the power is too large"
    NO_PERCENT = "% may not be used with text"

    DATE_TOO_FAR = "the day $date is too far away for a cell"
    NUMBER_TOO_LARGE = "the number is too large for a cell"
    NOT_FINITE = "the value is no number (infinite or undefined)"
    NOT_A_CELL_VALUE = "$text is no number, text or date; name the attribute that is to be printed"
    TOO_MANY_ROWS = "the table is longer than the $most rows of a sheet"

    UNKNOWN_ROW_TAG = "there is no tag 'tr $word'; use $words or $last"
    UNKNOWN_ROW_TAG_NEAR = "there is no tag 'tr $word'; is it '$meant'?"
    ROW_TAG_LEFT_OPEN = "a tag {%tr … %} must be closed by %} side by side"
    STRAY_ELSE = "'tr $word' belongs to no 'tr if' or 'tr for'; check the order of the tags"
    STRAY_END = "'tr $word' has no 'tr $opener' before it; check the order of the tags"
    NOT_CLOSED = "'tr $word' is not closed; add a row with {%tr end$word %}"
    NOT_CLOSED_BEFORE = "'tr $word' is not closed before 'tr $end' in $cell; add a row with {%tr end$word %}"
    NOT_OPENED = "there is a $mark without a $opening before it"
    COLUMN_TAG_OUT_OF_PLACE = (
        "{%tc for … %} and {%tc endfor %} stand on one row, each in a column of its own, with at least one column "
        "between, and not one inside another"
    )
    BESIDE_COLUMN_TAG = "the column of a {%tc %} tag vanishes when it is filled; move this text to another column"
    COLUMNS_UNDER_TABLE = "a table of Excel cannot hold columns that repeat; make it plain cells"
    SHEET_TAG_OUT_OF_PLACE = "a sheet's loop is written once, in A1, like {%sheet for u in units %}"
    BESIDE_ROW_TAG = "a row with {%tr %} goes, so it must hold nothing else; move this into another row"
    TAG_IN_FORMULA = "a formula cannot hold {{ }}; put the expression into a cell of its own and point to it"
    TAG_ELSEWHERE = "the tag is in $where, which is not filled; put it into a cell and let this show the cell (=A1)"
    IN_TEXT_BOX = "a text box or shape"
    IN_CHART = "a chart"
    IN_NOTE = "a note of a cell"

    HEADER = "page header or footer: $message"
    HEADER_BLOCK = "page headers and footers can hold {{ }}, not {% %}"
    HEADER_TOO_LONG = "a page header or footer is longer than $longest characters once it is filled; shorten it"
    TAB_NAME = "sheet name: $message"
    NO_TAB_NAME = "Empty"

    SHEET_NOT_REPEATED = "a repeated sheet must not hold $what; move that to another sheet"
    A_PIVOT_TABLE = "a pivot table"
    A_SLICER = "a slicer"
    A_TIMELINE = "a timeline"
    A_QUERY_TABLE = "a table of data from elsewhere"
    AN_OLE_OBJECT = "an embedded object (OLE)"
    A_CONTROL = "an ActiveX control"
    NOT_OVER_COPIES = "this function cannot add over the copies of the repeated sheet $sheet; use SUM"
    FORMULA_TOO_LONG = "the formula is longer than Excel allows once the sheet is repeated; add up in another way"
    SEVERAL_SHEETS = "the formula reaches through several sheets ($first:$last) whose rows move; name each sheet"
    TOO_MANY_GROUPS = "the formula adds up too many separate groups (over 250); add up within each, in its own column"

    TABLE_REPEATED = "the table '$table' is inside of a loop as a whole; put the loop into it, or make it a range"
    TABLE_GONE = "the table '$table' loses all of its rows, and formulas name it; keep its headings out of {%tr if %}"
    TABLE_HEADINGS = "the headings of the table $table must differ, and none may be empty"
    PIVOT_MOVED = "the pivot table stands in rows that move; put it on a sheet without {%tr %}"
    PIVOT_SOURCE_GONE = "the source of a pivot table loses all of its rows; keep its headings out of {%tr if %}"

    def __call__(self, **values: object) -> Phrase:
        return Phrase(self, values)


class Phrase(NamedTuple):
    """A message about something: what its `$name`s stand for (a value, or another phrase)."""

    message: Message
    values: Mapping[str, object]


class UnknownName(NamedTuple):
    """What is said of a name that is not there."""

    told: str


Words: TypeAlias = Phrase | UnknownName | str
"""What a mistake is called: a phrase, or words that somebody else has found (Jinja2, a filter)."""


def names_nothing(words: Words) -> bool:
    """Whether a mistake is a name that is not there, also inside of another phrase."""
    inner = words.values.values() if isinstance(words, Phrase) else ()
    return isinstance(words, UnknownName) or any(isinstance(value, UnknownName) for value in inner)


class Wording:
    """Says phrases in the words of one program: Message -> text; a message that is not there in the engine's own."""

    def __init__(self, messages: Mapping[Message, str]) -> None:
        self._messages = messages

    def say(self, words: Words) -> str:
        """A phrase as text. Raises KeyError where the program's text has a `$name` that the message has not."""
        if isinstance(words, UnknownName):
            return words.told
        if isinstance(words, str):
            return words
        values = {
            name: self.say(value) if isinstance(value, Phrase | UnknownName) else value
            for name, value in words.values.items()
        }
        return Template(self._messages.get(words.message, words.message.value)).substitute(values)

    def unknown(self, name: str, known: Iterable[str]) -> UnknownName:
        """What is said of a name that is not there, with the nearest ones of those that are."""
        near = difflib.get_close_matches(name, sorted(set(known)), n=2, cutoff=0.6)
        if not near:
            return UnknownName(self.say(Message.UNKNOWN(name=repr(name))))
        listed = self.say(Message.OR()).join(map(repr, near))
        return UnknownName(self.say(Message.UNKNOWN_NEAR(name=repr(name), near=listed)))
