"""What `--exclude` leaves out: file names as typed -> files as listed."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.near_names import near_name, suggestion
from cchc_excel.catalogue.periods import leaves_of
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.inbox.listing import Listing, list_folder
from cchc_excel.model.files import OF_PART
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem


def exclusions(
    catalogue: Catalogue, period: Period, input_folder: Path, requested: Iterable[tuple[str, str]]
) -> tuple[dict[str, str], list[Problem]]:
    """What `--exclude` leaves out: name as listed -> reason. `requested`: (file as typed, reason) pairs; `input_folder`
    holds the period folders. A name that no file of the period or of its parts has is a Problem, with the one that
    comes nearest: else the run would use what it was told to leave out."""
    listed_names: list[str] = []
    for listing in listings_of(catalogue, period, input_folder):
        listed_names += [*(source.name for source in listing.sources), *listing.ignored]
    folded = {name.casefold(): name for name in listed_names}
    excluded: dict[str, str] = {}
    problems: list[Problem] = []
    for typed, reason in requested:
        name = _exclusion_name(typed, input_folder / period.code)
        listed = name if name in listed_names else folded.get(name.casefold())
        if listed is None:
            problems.append(kinds.EXCLUDE_UNKNOWN(file=name, hint=_nearest(name, listed_names)))
        else:
            excluded[listed] = reason
    return excluded, problems


def listings_of(catalogue: Catalogue, period: Period, input_folder: Path) -> Iterator[Listing]:
    """What lies in the folders of a period and of its parts, by the names that a run for the period has."""
    for code in dict.fromkeys(leaves_of(catalogue.periods, period.code)):
        yield list_folder(input_folder / code, folder_prefix(code, period))[0]


def folder_prefix(code: str, period: Period) -> str:
    """What stands before the names of the files of the folder of period `code` in a run for `period`."""
    return "" if code == period.code else f"{OF_PART}{code}/"


def folder_and_name(file: str, of: str) -> tuple[str, str]:
    """The period in whose folder a file lies, and its name there. `file`: as a run for the period `of` names it."""
    if not file.startswith(OF_PART):
        return of, file
    code, _, name = file.removeprefix(OF_PART).partition("/")
    return code, name


def name_in_run(file: str, of: str, period: Period) -> str:
    """The name that a run for `period` has for a file, which one for the period `of` names `file`."""
    code, name = folder_and_name(file, of)
    return folder_prefix(code, period) + name


def _exclusion_name(typed: str, folder: Path) -> str:
    """The name under which a file given to --exclude is listed: relative to the period's folder ("../2022-T01/x.xlsx"
    in that of a part), whatever was typed."""
    path = Path(typed)
    if path.is_absolute() or path.exists():
        for base, above in ((folder.parent, OF_PART), (folder, "")):
            with contextlib.suppress(ValueError):
                typed = above + path.resolve().relative_to(base.resolve()).as_posix()
    return unicodedata.normalize("NFC", typed.replace("\\", "/"))


def _nearest(name: str, listed_names: Sequence[str]) -> str:
    """The file that was probably meant, in brackets: the same file in another folder, else the nearest name."""
    own_name = PurePosixPath(name).name.casefold()
    same = [listed for listed in listed_names if PurePosixPath(listed).name.casefold() == own_name]
    return suggestion(same[0]) if same else near_name(name, listed_names)
