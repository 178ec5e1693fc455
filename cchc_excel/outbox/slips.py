"""What goes back after a merge: a slip for each workbook refused or with errors, and a draft letter that carries it.

Slips are made in a child process with a deadline: the workbook is foreign, and openpyxl opens it whole.
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Mapping, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from cchc_excel.compute.facts import Facts
from cchc_excel.fill.errors import TemplateErrors
from cchc_excel.fill.formulas.recalculate import recalculate
from cchc_excel.fill.ooxml.opc import Package, local, named, parse_xml, serialise
from cchc_excel.inbox.envelopes import Envelope, read_envelopes
from cchc_excel.inbox.listing import find_file
from cchc_excel.model.files import OF_PART, FileEntry, FileStatus
from cchc_excel.outbox.slip_text import LIST_SHEET, SlipText
from cchc_excel.outbox.wording import About, Recipient, Wording, write_letter
from cchc_excel.problems.problem import Level, Problem
from cchc_excel.reading.pool import Child
from cchc_excel.workspace.output_names import RETURNED

_DEADLINE = 60.0
_ANNOTATED = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
_STYLES = "xl/styles.xml"
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip
"""The parts of a font as the schema wants them (ECMA-376, CT_Font)."""


class SlipJob(msgspec.Struct, frozen=True):
    """A workbook to be annotated: its name as listed, where it is, and what is wrong with it."""

    name: str
    path: Path
    problems: list[Problem]
    text: SlipText


class Returned(msgspec.Struct, frozen=True):
    """A workbook that goes back: what about it, the path of its slip below output/<kỳ>/, the slip, and the letter that
    carries it (None: its text is wrong)."""

    about: About
    name: str
    slip: bytes
    letter: bytes | None


def returns(
    facts: Facts, inputs: Path, wording: Wording, blanks: Mapping[str, bytes] | None = None
) -> tuple[list[Returned], list[Problem]]:
    """Every workbook that goes back. `inputs` holds the period folders; `blanks`: file -> a blank workbook that goes
    with it, since it cannot be mended. A mistake in the letter's text is a Problem."""
    by_file: dict[str, list[Problem]] = {}
    for problem in facts.problems:
        if problem.file:
            by_file.setdefault(problem.file, []).append(problem)
    slips: dict[str, Returned] = {}
    problems: list[Problem] = []
    child = Child(make_slip, _DEADLINE)
    try:
        for entry in facts.files:
            own = by_file.get(entry.file, [])
            if not _goes_back(entry, own):
                continue
            about = _about(facts, entry, own, inputs / facts.period.code)
            name, slip, marked = _slip(child, about, slips)
            attached = {PurePosixPath(name).name: slip}
            blank = (blanks or {}).get(entry.file)
            if blank is not None:
                attached[_free(attached, f"{entry.unit}-{facts.period.code}.xlsx")] = blank
            names = about.names() | {"co_danh_dau": marked, "trang_dau": LIST_SHEET, "kem_bieu_mau": blank is not None}
            letter, further_problems = write_letter(wording, about.recipient, names, attached)
            problems.extend(further_problems)
            slips[name] = Returned(about, name, slip, letter)
    finally:
        child.close()
    return list(slips.values()), problems


def slip_files(returned: Sequence[Returned]) -> dict[str, bytes]:
    """Slips and the letters that carry them, by path below output/<kỳ>/."""
    files = {returned_file.name: returned_file.slip for returned_file in returned}
    for returned_file in returned:
        if returned_file.letter is not None:
            files[_free(files, str(PurePosixPath(returned_file.name).with_suffix(".eml")))] = returned_file.letter
    return files


def _goes_back(entry: FileEntry, own: list[Problem]) -> bool:
    if entry.status is FileStatus.REFUSED:
        return True
    return entry.status is FileStatus.MERGED and any(one.level is Level.ERROR for one in own)


def _about(facts: Facts, entry: FileEntry, own: list[Problem], folder: Path) -> About:
    name = entry.file
    if entry.is_of_part:
        part, _, name = entry.file.removeprefix(OF_PART).partition("/")
        folder = folder.parent / part
    sender = read_envelopes(folder).get(name, Envelope()).sender
    to = Recipient(facts.catalogue, facts.period, entry.unit, sender)
    return About(to, entry.file, find_file(folder, name), entry.status is FileStatus.MERGED, own)


def _slip(child: Child[SlipJob, bytes], about: About, used: Container[str]) -> tuple[str, bytes, bool]:
    """The slip's path, its bytes, and whether it is the workbook itself with its problems marked."""
    name = f"{RETURNED}/{about.file.removeprefix(OF_PART)}"
    if about.path.suffix.lower() in _ANNOTATED:
        job = SlipJob(about.file, about.path, list(about.problems), _text(about, _steps_marked(about)))
        copy, _ = child.ask(job)
        if copy is not None:
            return _free(used, name), copy, True
    from cchc_excel.outbox.slip_workbook import plain  # openpyxl: only where something goes back

    name = name if name.lower().endswith(".xlsx") else f"{name}.xlsx"
    return _free(used, name), _finished(plain(about.problems, _text(about, _steps_plain(about)))), False


def _text(about: About, steps: tuple[str, ...]) -> SlipText:
    unit = about.recipient.catalogue.units.get(about.recipient.unit or "")
    errors = sum(problem.level is Level.ERROR for problem in about.problems)
    warnings = len(about.problems) - errors
    text = f"Tệp đã được đọc, còn {errors} lỗi cần sửa" if about.merged else "Tệp chưa dùng được"
    further = f" và {warnings} điểm cần xem lại" if warnings else ""
    name = unit.name if unit else PurePosixPath(about.file).name
    return SlipText("PHIẾU TRẢ LẠI BIỂU MẪU", f"{name} – {about.recipient.period.name}", (f"{text}{further}.", *steps))


def _steps_marked(about: About) -> tuple[str, ...]:
    return (
        "Bấm vào địa chỉ ở cột Ô để đến đúng chỗ. Ô tô đỏ là lỗi, ô tô cam là điểm cần xem lại; rê chuột vào ô để xem "
        "lời nhắc.",
        f"Sửa ngay trong tệp này, lưu lại và gửi {_whereto(about)}. Không cần xoá trang này.",
    )


def _steps_plain(about: About) -> tuple[str, ...]:
    return (
        f"Không đánh dấu được vào tệp “{PurePosixPath(about.file).name}”, nên chỉ liệt kê ở đây.",
        "Cách làm chắc chắn: mở biểu mẫu gốc của kỳ này, nhập hoặc chép số liệu vào (Paste Special, Values), chọn "
        "Tệp > Lưu thành (Save As), kiểu Excel Workbook (*.xlsx), không đặt mật khẩu.",
        f"Gửi tệp đó {_whereto(about)}.",
    )


def _whereto(about: About) -> str:
    """To whom and by when: a slip may well be made after the deadline, and must still make sense."""
    to, due = about.recipient.catalogue.info.get("noi_nhan_bieu", ""), about.recipient.period.due
    text = f"; hạn nộp của kỳ báo cáo là ngày {due:%d/%m/%Y}" if due else ""
    return f"{f'về {to}' if to else 'lại'} trong thời gian sớm nhất{text}"


def _free(used: Container[str], name: str) -> str:
    path = PurePosixPath(name)
    numbered = (str(path.with_stem(f"{path.stem} ({number})")) for number in itertools.count(2))
    return name if name not in used else next(name_tried for name_tried in numbered if name_tried not in used)


def make_slip(job: SlipJob) -> tuple[bytes | None, list[Problem]]:
    """The annotated copy, every formula with its value; None where openpyxl cannot open it: its problems were told."""
    from cchc_excel.outbox.slip_workbook import annotated  # openpyxl: only where something goes back

    try:
        return _finished(recalculate(annotated(job.path.read_bytes(), job.problems, job.text))[0]), []
    except (Exception, TemplateErrors):  # noqa: BLE001 - foreign bytes: whatever goes wrong, a plain slip says it
        return None, []


def _finished(data: bytes) -> bytes:
    """A workbook of openpyxl's as others write it: the same bytes each time, the parts of fonts in the schema's
    order."""
    package = Package(data)
    styles = parse_xml(package.parts[_STYLES])
    for font in named(styles, "font"):
        font[:] = sorted(font, key=lambda part: _FONT_ORDER.index(local(part)))
    package.parts[_STYLES] = serialise(styles)
    return package.save()
