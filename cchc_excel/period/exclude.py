"""What `--exclude` leaves out: file names as typed -> files as listed."""

from __future__ import annotations

import contextlib
import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from cchc_excel.catalogue.model import Catalogue, Period
from cchc_excel.catalogue.periods import leaves_of
from cchc_excel.inbox.listing import list_folder
from cchc_excel.model.files import OF_PART
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem


def exclusions(
    catalogue: Catalogue, period: Period, inputs: Path, excluded_files: Iterable[tuple[str, str]]
) -> tuple[dict[str, str], list[Problem]]:
    """What `--exclude` leaves out: name as listed -> reason. `asked`: (file as typed, reason). A name that no file of
    the period or of its parts has is a Problem, with the one that comes nearest: the run would use what it was told to
    leave out."""
    there: list[str] = []
    for code in dict.fromkeys(leaves_of(catalogue.periods, period.code)):
        listing, _ = list_folder(inputs / code, folder_prefix(code, period))
        there += [*(source.name for source in listing.sources), *listing.ignored]
    folded = {name.casefold(): name for name in there}
    excluded: dict[str, str] = {}
    problems: list[Problem] = []
    for typed, reason in excluded_files:
        name = _exclusion_name(typed, inputs / period.code)
        listed = name if name in there else folded.get(name.casefold())
        if listed is None:
            problems.append(kinds.EXCLUDE_UNKNOWN(file=name, hint=_nearest(name, there)))
        else:
            excluded[listed] = reason
    return excluded, problems


def folder_prefix(code: str, period: Period) -> str:
    """What stands before the names of a folder's files."""
    return "" if code == period.code else f"{OF_PART}{code}/"


def _exclusion_name(typed: str, folder: Path) -> str:
    """The name under which a file given to --exclude is listed: relative to the period's folder ("../2022-T01/x.xlsx"
    in that of a part), whatever was typed."""
    path = Path(typed)
    if path.is_absolute() or path.exists():
        for base, above in ((folder.parent, OF_PART), (folder, "")):
            with contextlib.suppress(ValueError):
                typed = above + path.resolve().relative_to(base.resolve()).as_posix()
    return unicodedata.normalize("NFC", typed.replace("\\", "/"))


def _nearest(name: str, there: Sequence[str]) -> str:
    """The file that was probably meant, in brackets: the same file in another folder, else the nearest name."""
    same = [
        listed_name
        for listed_name in there
        if PurePosixPath(listed_name).name.casefold() == PurePosixPath(name).name.casefold()
    ]
    near = same or difflib.get_close_matches(name, there, n=1)
    return f" (có phải “{near[0]}”?)" if near else ""
