"""The whole merge against what people write by hand, on the same workbooks in one run.

    python -m benchmarks.merge [--units 1000] [--slow 100] [--ours] [--keep FOLDER]

Makes a department of so many units from the shipped text tables, each with a workbook of its own: the committed example
workbooks under other codes and names. Then `cchc merge` (a new process: start, reading, checks, figures, all reports)
and loops over the same files that only read: bare calamine, pandas + calamine, pandas + openpyxl with one call a file
and with a call a sheet. The last two read the first `--slow` files and are scaled up: they are linear. Prints seconds,
and how many times as long as the merge each took; then the same of processor time, which a busy machine changes less
(the merge reads in one process a core, the loops in one). `--ours`: the merge alone.
"""

from __future__ import annotations

import argparse
import functools
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks.measured import Took, cchc, loop
from scripts.make_catalogue import TABLES, make, read_table

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "input" / "2022-Q1"
PERIOD = "2022-Q1"
PACKED = zipfile.ZIP_DEFLATED


def unit_code(base: str, copy: int) -> str:
    """The code of a copy of an example unit; the first copy is the unit itself."""
    return f"{base}{copy:04d}" if copy else base


def unit_name(name: str, copy: int) -> str:
    return f"{name} số {copy:04d}" if copy else name


def make_department(root: Path, count: int) -> None:
    """A working folder whose catalogue has `count` units and whose input holds a workbook of each."""
    units = read_table(TABLES / "don-vi.tsv")
    head, bases = units[0], units[1:]
    tables = root / "tables"
    tables.mkdir(parents=True)
    for file in TABLES.glob("*.tsv"):
        (tables / file.name).write_bytes(file.read_bytes())
    rows = [head]
    folder = root / "input" / PERIOD
    folder.mkdir(parents=True)
    for number in range(count):
        copy, at = divmod(number, len(bases))
        cells = dict(zip(head, bases[at], strict=True))
        code, name = cells["mã"], cells["tên"]
        renamed = unit_code(code, copy), unit_name(name, copy)
        cells |= {"mã": renamed[0], "tên": renamed[1], "nhóm": f"{cells['nhóm']}; Nhóm {code}"}
        if copy:
            cells |= {"email": f"{renamed[0].lower()}@sct.example", "tên gọi khác": ""}
        rows.append([cells[heading] for heading in head])
        rename(EXAMPLE / f"{code}.xlsx", folder / f"{renamed[0]}.xlsx", {code: renamed[0], name: renamed[1]})
    write_table(tables / "don-vi.tsv", rows)
    for table, heading in (("tthc", "đơn vị"), ("so-lieu", "ai điền"), ("ke-hoach", "nhóm giao")):
        in_groups(tables / f"{table}.tsv", heading, {name: f"Nhóm {row[0]}" for row in bases for name in row[:2]})
    (root / "templates").mkdir()
    make(root / "templates" / "danh-muc.xlsx", tables)


def in_groups(path: Path, heading: str, groups: dict[str, str]) -> None:
    """Give to the groups of all copies what a table gives to an example unit."""
    table = read_table(path)
    at = table[0].index(heading)
    lead = table[0].index("đơn vị chủ trì") if heading == "nhóm giao" else at
    for row in table[1:]:
        named = [groups.get(part.strip(), part.strip()) for part in row[lead].split(";") if part.strip()]
        if any(part in groups.values() for part in named):
            row[at] = "; ".join(named)
    write_table(path, table)


def write_table(path: Path, rows: Sequence[Sequence[str]]) -> None:
    path.write_text("\n".join("\t".join(row).rstrip("\t") for row in rows) + "\n", encoding="utf-8")


def rename(source: Path, target: Path, names: dict[str, str]) -> None:
    """A workbook with a unit's code and name changed wherever a whole text, or the end of one, is it."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", PACKED) as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "xl/sharedStrings.xml":
                for before, after in names.items():
                    data = data.replace(f"{before}</t>".encode(), f"{after}</t>".encode())
            new.writestr(member, data, PACKED)


def bare(files: Sequence[Path]) -> None:
    for file in files:
        book = CalamineWorkbook.from_path(str(file))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def pandas_calamine(files: Sequence[Path]) -> None:
    """All sheets of every file, those of one name put under each other: no checks."""
    stacks: dict[str, list[pd.DataFrame]] = {}
    for file in files:
        for name, frame in pd.read_excel(file, sheet_name=None, header=None, engine="calamine").items():
            stacks.setdefault(str(name), []).append(frame)
    for frames in stacks.values():
        pd.concat(frames)


def pandas_openpyxl(files: Sequence[Path]) -> None:
    for file in files:
        pd.read_excel(file, sheet_name=None, header=None, engine="openpyxl")


def pandas_openpyxl_by_sheet(files: Sequence[Path]) -> None:
    names = CalamineWorkbook.from_path(str(files[0])).sheet_names
    for file in files:
        names = CalamineWorkbook.from_path(str(file)).sheet_names
        for name in names:
            pd.read_excel(file, sheet_name=name, header=None, engine="openpyxl")


WAYS: tuple[tuple[str, Callable[[Sequence[Path]], None], bool], ...] = (
    ("bare calamine loop", bare, False),
    ("pandas + calamine, unchecked", pandas_calamine, False),
    ("pandas + openpyxl, a call a file", pandas_openpyxl, True),
    ("pandas + openpyxl, a call a sheet", pandas_openpyxl_by_sheet, True),
)


def compare(root: Path, slow: int, ours_only: bool, options: Sequence[str]) -> None:
    files = sorted((root / "input" / PERIOD).glob("*.xlsx"))
    ours = cchc("--root", str(root), "merge", PERIOD, *options)
    print(f"{'cchc merge':36}{ours.clock:8.2f} s{'':14}{ours.processor:8.2f} s   peak {ours.peak:.0f} MB")
    if ours_only:
        return
    for name, way, is_scaled in WAYS:
        took = scaled(way, files, slow if is_scaled else len(files))
        ratios = took.clock / ours.clock, took.processor / ours.processor
        print(f"{name:36}{took.clock:8.2f} s {ratios[0]:6.2f}x ours {took.processor:8.2f} s {ratios[1]:6.2f}x ours")


def scaled(way: Callable[[Sequence[Path]], None], files: Sequence[Path], most: int) -> Took:
    """What a loop over all files takes, by the first `most` of them."""
    chosen = files[:most]
    return loop(functools.partial(way, chosen)).times(len(files) / len(chosen))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=1_000)
    parser.add_argument("--slow", type=int, default=100, help="files that the slow loops read")
    parser.add_argument("--ours", action="store_true", help="the merge alone")
    parser.add_argument("--jobs", type=int, help="processes of the merge")
    parser.add_argument("--keep", type=Path, help="make the department here, or use what is there")
    told = parser.parse_args()
    options = ["--jobs", str(told.jobs)] if told.jobs else []
    with tempfile.TemporaryDirectory() as temporary:
        root: Path = told.keep or Path(temporary)
        if not (root / "input").is_dir():
            make_department(root, told.units)
        compare(root, told.slow, told.ours, options)


if __name__ == "__main__":
    main()
