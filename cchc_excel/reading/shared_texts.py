"""How many letters the cells of an .xlsx show: a text is stored once and read anew for each cell that it stands in, so
that a small file may ask for more memory than there is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

MAX_LETTERS = 128 << 20
"""Bytes of all the texts that cells show. 100,000 rows with a name and an address in each come to a tenth of it."""
_SHOWN_TEXT = b't="s"'
_ITEM = re.compile(rb"<(?:\w+:)?si[\s/>]")
_SHOWN = re.compile(rb" t=\"s\"[^<>]*+>(?:<(?:\w+:)?f\b[^<]*+(?:</(?:\w+:)?f>)?+)?+<(?:\w+:)?v>(\d{1,9})<")


def letters_shown(texts: bytes, sheets: Sequence[bytes]) -> int:
    """Bytes of the shared texts (xl/sharedStrings.xml) that the cells of these sheets show, as office programs write
    them; a number that is not exceeded where that is no more than MAX_LETTERS."""
    cells = sum(xml.count(_SHOWN_TEXT) for xml in sheets)
    if cells * len(texts) <= MAX_LETTERS:
        return cells * len(texts)
    starts = [match.start() for match in _ITEM.finditer(texts)]
    lengths = [end - start for start, end in zip(starts, [*starts[1:], len(texts)], strict=True)]
    if cells * max(lengths, default=0) <= MAX_LETTERS:
        return cells * max(lengths, default=0)
    times = Counter(number for xml in sheets for number in _SHOWN.findall(xml))
    return sum(lengths[int(number)] * count for number, count in times.items() if int(number) < len(lengths))
