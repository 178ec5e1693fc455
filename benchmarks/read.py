"""Reading workbooks side by side in one run: bare calamine, pandas, openpyxl, and our own door and workers.

python -m benchmarks.read [FOLDER] [COPIES]

FOLDER holds filled unit workbooks (the example by default); each is read COPIES times in a round. Of several rounds,
in which the ways take turns, the best counts: what else the machine does falls on all of them alike. Prints
milliseconds of processor time a workbook (that of the workers includes their start) and the ratio to bare calamine.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from cchc_excel.model.records import Source
from cchc_excel.reading.pool import read_all
from cchc_excel.reading.workbook import read_file

ROUNDS = 5
EXAMPLE = Path(__file__).resolve().parent.parent / "input" / "2022-Q1"


def bare(sources: Sequence[Source]) -> None:
    for source in sources:
        book = CalamineWorkbook.from_path(str(source.path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def with_pandas(sources: Sequence[Source]) -> None:
    for source in sources:
        pd.read_excel(source.path, sheet_name=None, header=None, engine="calamine")


def with_openpyxl(sources: Sequence[Source]) -> None:
    for source in sources:
        for sheet in load_workbook(source.path, data_only=True):
            list(sheet.iter_rows(values_only=True))


def door(sources: Sequence[Source]) -> None:
    for source in sources:
        read_file(source)


def workers(sources: Sequence[Source]) -> None:
    for _ in read_all(sources, read_file, processes=2):
        pass


WAYS: tuple[tuple[str, Callable[[Sequence[Source]], None]], ...] = (
    ("bare calamine", bare),
    ("our door, in this process", door),
    ("our workers, two", workers),
    ("pandas + calamine", with_pandas),
    ("openpyxl", with_openpyxl),
)


def processor() -> float:
    """Seconds of processor time so far, ended children included."""
    return time.process_time() + sum(os.times()[2:4])


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE
    copies = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    sources = [Source(file.name, file) for file in sorted(folder.glob("*.xlsx"))] * copies
    best = dict.fromkeys((name for name, _ in WAYS), float("inf"))
    for _ in range(ROUNDS):
        for name, way in WAYS:
            start = processor()
            way(sources)
            best[name] = min(best[name], (processor() - start) / len(sources) * 1000)
    base = next(iter(best.values()))
    for name, each in best.items():
        print(f"{name:28} {each:8.2f} ms  {each / base:6.2f}x")


if __name__ == "__main__":
    main()
