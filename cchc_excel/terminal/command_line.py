"""Command lines as Windows has them: words in quotation marks, and "\\" is no escape."""

from __future__ import annotations

import re

DROPPED = "CCHC_KEO_THA"
"""The environment variable in which Chay-cchc.bat hands on the command line by which Windows started it."""
_STARTED = re.compile(r'/c\s+""[^"]*"\s+(?P<files>.*)"\s*', re.IGNORECASE)


def words_of(text: str) -> list[str]:
    """The words of a command line, without quotation marks. Windows parts them at blanks and tabs alone: a name may
    hold a non-breaking space, of a web page."""
    return [part.replace('"', "") for part in re.findall(r'(?:[^ \t"]|"[^"]*"?)+', text)]


def dropped_files(started: str) -> tuple[str, ...]:
    """The files that were dropped on a .bat file. `started`: the command line by which Windows started it, as it
    stands, `cmd.exe /c ""C:\\x.bat" C:\\a&b.xlsx "C:\\c d.eml""`: of its words the .bat itself gets those before
    the first "&". Empty where it is another command line."""
    found = _STARTED.search(started)
    return tuple(words_of(found["files"])) if found else ()
