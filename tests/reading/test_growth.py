"""What inputs cost grows as they do, and no faster; a small file that shows more text than there is memory is refused.

The work is counted, not timed: calls of functions while a size is read, filled or taken apart. From 2n to 4n there are
twice as many more as from n to 2n; four times as many where each line looks at all the others.
"""

from __future__ import annotations

import email.message
import mailbox
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from cchc_excel.fill import fill
from cchc_excel.inbox.archive import unpack
from cchc_excel.model.records import Source
from cchc_excel.reading.workbook import read_bytes, read_file, read_harmless
from tests.fill.templates import SHEET, loop_sheet, made, units
from tests.inbox.mails import ole
from tests.packages import packed
from tests.reading.old_books import UNICODE, number, sheet, stream
from tests.reading.test_open_document import ERROR, NAMESPACES
from tests.reading.variants.book import MAIN

_LINEAR, _SLACK = 2.0, 1.3
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs></styleSheet>'


def book(rows: str, after: str = "", names: str = "", texts: str = "", sheets: int = 1) -> bytes:
    """An .xlsx whose sheets all hold these rows, and this after them."""
    numbers = range(1, sheets + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="s{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="s{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    links += f'<Relationship Id="f" Type="{OFFICE}/styles" Target="styles.xml"/>'
    links += f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    start = f'<Relationship Id="b" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{main}{kind}+xml"/>'
        for part, kind in (("workbook", "sheet.main"), ("styles", "styles"), ("sharedStrings", "sharedStrings"),
                           *((f"worksheets/sheet{n}", "worksheet") for n in numbers))
    )  # fmt: skip
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        f'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{LINKS}">{start}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>{names}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{LINKS}">{links}</Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
    } | {f"xl/worksheets/sheet{n}.xml": xml for n in numbers}
    return packed({name: text.encode() for name, text in parts.items()})


def rows_of(line: str, count: int) -> str:
    """Rows from 1 on; {n} in a line is its number."""
    return "".join(f'<row r="{n}">{line.replace("{n}", str(n))}</row>' for n in range(1, count + 1))


def lines_of(line: str, count: int) -> str:
    return "".join(line.replace("{n}", str(n)) for n in range(1, count + 1))


NUMBER = '<c r="A{n}"><v>{n}</v></c><c r="B{n}" s="1"><v>1</v></c>'
FORMAT = '<conditionalFormatting sqref="B{n}"><cfRule type="cellIs" operator="equal" priority="{n}"><formula>A{n}' + (
    "</formula></cfRule></conditionalFormatting>"
)
A1_B2 = '<mergeCell ref="A1:B2"/>'
MERGED = '<mergeCell ref="A{n}:B{n}"/>'
NAME = '<definedName name="ten_{n}">S1!$A${n}</definedName>'
XLSX: dict[str, Callable[[int], bytes]] = {
    "rows": lambda n: book(rows_of(NUMBER, n)),
    "errors": lambda n: book(rows_of(NUMBER + '<c r="C{n}" t="e"><v>#REF!</v></c>', n)),
    "formulas without values": lambda n: book(rows_of(NUMBER + '<c r="C{n}"><f>1+1</f></c>', n)),
    "hidden rows": lambda n: book(rows_of(NUMBER, n).replace("<row ", '<row hidden="1" ')),
    "rows written oddly": lambda n: book(rows_of(NUMBER, n).replace("<c r=", "<c  r =")),
    "merged areas": lambda n: book(rows_of(NUMBER, n), f"<mergeCells>{lines_of(MERGED, n)}</mergeCells>"),
    "conditional formats": lambda n: book(rows_of(NUMBER, n), lines_of(FORMAT, n)),
    "names": lambda n: book(rows_of(NUMBER, 2), names=f"<definedNames>{lines_of(NAME, n)}</definedNames>"),
    "shared texts": lambda n: book(
        rows_of('<c r="A{n}" t="s"><v>0</v></c>', n), texts=lines_of("<si><t>chữ {n}</t></si>", n)
    ),
    "sheets": lambda n: book(rows_of(NUMBER, 2), sheets=n // 20),
}


def open_document(count: int) -> bytes:
    cell = f"<table:table-row>{ERROR.format('')}</table:table-row>"
    body = f'<office:spreadsheet><table:table table:name="S">{cell * count}</table:table></office:spreadsheet>'
    content = f"<office:document-content {NAMESPACES}><office:body>{body}</office:body></office:document-content>"
    return packed({"content.xml": content.encode()})


def old_book(count: int) -> bytes:
    cells = (number(row, 0, row, style=0) for row in range(count))
    merged = ((0xE5, b"\1\0" + row.to_bytes(2, "little") * 2 + b"\0\0\1\0") for row in range(count))
    return ole({"Workbook": stream(UNICODE, [], {b"S1": sheet(UNICODE, *cells, *merged)})})


def text_table(count: int) -> bytes:
    return "".join(f"{n};chữ {n}\r\n" for n in range(count)).encode()


READ: dict[str, tuple[str, Callable[[int], bytes]]] = {
    **{f"{name} of an .xlsx": ("a.xlsx", make) for name, make in XLSX.items()},
    "rows of an .ods": ("a.ods", open_document),
    "rows and merged areas of an .xls": ("a.xls", old_book),
    "lines of a .csv": ("a.csv", text_table),
}


def letter(count: int) -> bytes:
    """A letter with attachments."""
    message = email.message.EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "x"
    message.set_content("x")
    for at in range(count):
        message.add_attachment(text_table(2), maintype="text", subtype="csv", filename=f"{at}.csv")
    return message.as_bytes()


def mbox(count: int) -> bytes:
    one = mailbox.mboxMessage(letter(1))
    one.set_from("a@b.example Mon Mar 14 08:00:00 2022")
    return b"".join(b"From " + one.get_from().encode() + b"\n" + letter(1) + b"\n\n" for _ in range(count))


def zipped(count: int) -> bytes:
    return packed({f"{at}.csv": text_table(2) for at in range(count)})


SENT: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "attachments of a letter": ("a.eml", letter),
    "letters of a mailbox": ("a.mbox", mbox),
    "files of a zip": ("a.zip", zipped),
}


def looped(draw: Callable[[Any, Any, int], None], below: int) -> bytes:
    """A template: a loop over `ds` in rows 2 to 4, and below it as many rows as `draw` is called for."""

    def whole(book: Any, sheet: Any) -> None:
        loop_sheet(book, sheet)
        for row in range(10, 10 + below):
            draw(book, sheet, row)

    return made(whole)


def repeated(name: str, **options: object) -> Callable[[Any, Any, int], None]:
    """xlsxwriter's way of putting one thing into each row."""
    return lambda _book, sheet, row: getattr(sheet, name)(row, 0, row, 1, *options.values())


BELOW: dict[str, Callable[[Any, Any, int], None]] = {
    "formulas": lambda _book, sheet, row: sheet.write_formula(row, 0, "=SUM(B3:B3)"),
    "merged areas": repeated("merge_range", text="x"),
    "conditional formats": repeated(
        "conditional_format", options={"type": "cell", "criteria": "=", "value": "$B$3", "format": None}
    ),
    "choices": repeated("data_validation", options={"validate": "list", "source": "=$B$3:$B$3"}),
    "names": lambda book, _sheet, row: book.define_name(f"ten_{row}", f"='{SHEET}'!$B$3:$B${row}"),
    "heights": lambda _book, sheet, row: sheet.set_row(row, 30),
}


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, those of C too."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def grows_no_faster(cost: Callable[[int], int], size: int) -> None:
    cost(size)  # what is loaded and remembered once
    small, middle, large = (cost(size * times) for times in (1, 2, 4))
    assert large - middle <= _LINEAR * _SLACK * (middle - small) + 10 * size, (small, middle, large)


@pytest.mark.parametrize("size", [10, 250])
def test_what_compares_all_with_all_is_seen(size: int) -> None:
    grows_no_faster(lambda n: 10 * n, size)
    with pytest.raises(AssertionError):
        grows_no_faster(lambda n: 10 * n + n * n, size)


@pytest.mark.parametrize(("name", "make"), READ.values(), ids=READ)
def test_reading(name: str, make: Callable[[int], bytes]) -> None:
    def cost(size: int) -> int:
        data = make(size)
        return calls(lambda: read_bytes(name, data))

    assert read_bytes(name, make(100))[0] is not None
    grows_no_faster(cost, 250)


@pytest.mark.parametrize(("name", "make"), SENT.values(), ids=SENT)
def test_taking_apart(name: str, make: Callable[[int], bytes]) -> None:
    def cost(size: int) -> int:
        data = make(size)
        return calls(lambda: unpack(name, data))

    grows_no_faster(cost, 10)


@pytest.mark.parametrize("draw", BELOW.values(), ids=BELOW)
def test_filling_what_stands_below_a_loop(draw: Callable[[Any, Any, int], None]) -> None:
    def cost(size: int) -> int:
        template = looped(draw, size)
        return calls(lambda: fill(template, units(1, 2, 3)))

    grows_no_faster(cost, 40)


def test_filling_shares_of_a_whole() -> None:
    """Each is little beside 1, and is made of all the rows: looking at them all for each took 20 s for 3,000."""

    def draw(_book: Any, sheet: Any, count: int) -> None:
        for row in range(count):
            sheet.write(row, 0, row % 97)
            sheet.write_formula(row, 1, f"=A{row + 1}/SUM(A$1:A${count})")

    def cost(size: int) -> int:
        data = made(lambda book, sheet: draw(book, sheet, size))
        return calls(lambda: fill(data, {}))

    grows_no_faster(cost, 250)


def test_filling_the_rows_of_a_loop() -> None:
    template = looped(BELOW["formulas"], 2)
    grows_no_faster(lambda size: calls(lambda: fill(template, units(*range(size)))), 40)


ONE_LONG = "<si><t>" + "dài " * 250_000 + "</t></si><si><t>ngắn</t></si>"
"""A text of a million letters, and a short one."""
FEW_LONG = "<si><t>" + "dài " * 8_000 + "</t></si><si><t>ngắn</t></si>"
SHOWN = '<c r="A{n}" t="s"><v>%d</v></c>'
ODDLY = "<c  r='A{n}' t = 's'><v>%d</v></c>"


@pytest.mark.parametrize("cell", [SHOWN, ODDLY], ids=["usual", "odd"])
def test_one_long_text_in_many_cells_is_too_large(tmp_path: Path, cell: str) -> None:
    # 200 cells of 1,000,000 letters; in the odd way of writing texts are cut to 32,767 letters, so there 5,000 cells
    count = 200 if cell == SHOWN else 5_000
    data = book(rows_of(cell % 0, count), texts=ONE_LONG)
    assert len(data) < 64_000
    (tmp_path / "a.xlsx").write_bytes(data)
    source = Source("a.xlsx", tmp_path / "a.xlsx")
    tracemalloc.start()
    raw, problems = read_file(source)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert raw is None
    assert [one.code for one in problems] == ["tep-qua-lon"]
    assert most < 40 << 20
    assert read_harmless(source) is None


def test_a_long_text_beside_many_short_ones_is_read() -> None:
    rows = rows_of(SHOWN % 1, 5_000) + '<row r="5001"><c r="A5001" t="s"><v>0</v></c></row>'
    raw, problems = read_bytes("a.xlsx", book(rows, texts=FEW_LONG))
    assert not problems
    assert raw
    (one,) = raw.sheets
    assert (one.rows[0][0], len(str(one.rows[5_000][0]))) == ("ngắn", 31_999)


def test_a_sheet_written_oddly_is_held_a_row_at_a_time() -> None:
    # 40,000 cells of which one holds something: their elements alone would take more than 10 MB
    blank = '<c  s = "0"/>' * 20
    data = book(
        f"<row>{blank}</row>" * 2_000 + "<row hidden = '1'><c><v>7</v></c></row>", f"<mergeCells>{A1_B2}</mergeCells>"
    )
    tracemalloc.start()
    raw, _ = read_bytes("a.xlsx", data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert raw
    (one,) = raw.sheets
    assert (one.rows[2_000], one.hidden_rows, one.merged) == ([7], {2_000}, [(0, 0, 1, 1)])
    assert most < 6 << 20


def test_a_text_written_oddly_is_the_one_of_its_number() -> None:
    texts = "<si><t>một</t></si><si><r><t>h</t></r><r><t>ai</t></r></si>"
    raw, _ = read_bytes("a.xlsx", book(f"<row><c t = 's'><v>1</v></c>{'<c><v>5</v></c>'}</row>", texts=texts))
    assert raw
    assert raw.sheets[0].rows == [["hai", 5]]
    for missing in ("2", "-1"):
        cells = f"<row><c t = 's'><v>{missing}</v></c><c><v>5</v></c></row>"
        raw, _ = read_bytes("a.xlsx", book(cells, texts=texts))
        assert raw
        assert (raw.sheets[0].rows[0][1], raw.sheets[0].errors) == (5, {(0, 0): "#REF!"})
