"""What goes back after a merge: a slip for each workbook refused or with errors, and a draft letter that carries it.

Slips are made in a child process with a deadline: the workbook is foreign, and openpyxl opens it whole. What was
refused before it was read is not opened for its slip either, nor what is far larger than any form: their slips are
lists.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from cchc_excel.compute.facts import Facts
from cchc_excel.fill import recalculate
from cchc_excel.fill.ooxml import Package, local, named
from cchc_excel.inbox.envelopes import Envelope, read_envelopes
from cchc_excel.inbox.listing import find_file
from cchc_excel.model.files import OF_PART, FileEntry, FileStatus
from cchc_excel.outbox.messages import with_messages
from cchc_excel.outbox.slip_text import LIST_SHEET, SlipText
from cchc_excel.outbox.wording import FileNotice, Letter, Recipient, Wording, names_in, notice_of, write_letter
from cchc_excel.period.exclude import folder_and_name
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem, count_errors, has_errors
from cchc_excel.reading.guard import guard_bytes, unpack
from cchc_excel.reading.pool import Child
from cchc_excel.workspace.output_names import RETURNED

_DEADLINE = 60.0
_ANNOTATED = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
_MOST_MARKED = 8 << 20
"""Bytes of XML, unpacked, in a workbook that is marked: a form of 300 procedures has a tenth of it, and openpyxl takes
seconds for so much."""
_LONGEST_NAME = 240
"""Bytes of a name, so that there is room for a number: Linux holds 255."""
_MARKED, _WITH_BLANK = "co_danh_dau", "kem_bieu_mau"
"""What the text of a letter calls a slip that is the marked workbook itself, and a blank workbook that goes with it."""
_STYLES = "xl/styles.xml"
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip
"""The parts of a font as the schema wants them (ECMA-376, CT_Font)."""


class SlipRequest(msgspec.Struct, frozen=True):
    """A workbook to be annotated: its name as listed, where it is, and what is wrong with it. `form`: the unit's blank
    workbook (.xlsx bytes) that its entries are put into first, where it is of a format that nobody can annotate."""

    name: str
    path: Path
    problems: list[Problem]
    text: SlipText
    form: bytes | None = None


class ReturnedFile(msgspec.Struct, frozen=True):
    """A workbook that goes back: what a letter says about it, the path of its slip below output/<kỳ>/, the slip, and
    the letter that carries it (None: its text is wrong)."""

    notice: FileNotice
    name: str
    slip: bytes
    letter: bytes | None


def returned_files(
    facts: Facts,
    input_folder: Path,
    wording: Wording,
    blanks: Mapping[str, bytes] | None = None,
    forms: Mapping[str, bytes] | None = None,
    sent: Container[str] = (),
) -> tuple[list[ReturnedFile], list[Problem]]:
    """Every workbook that goes back: refused, or merged with errors; with its slip and the letter that carries it.

    `input_folder` holds the period folders; `wording`: the text of the letters; `blanks`: file -> a blank workbook
    that goes with it, since it cannot be mended; `forms`: file -> a blank workbook that comes back with the file's
    entries in place of it (`unmarkable`); `sent`: files that have a slip and a letter already. A mistake in the
    letter's text is a Problem.
    """
    returned: list[ReturnedFile] = []
    taken = _folders(f"{RETURNED}/{entry.file.removeprefix(OF_PART)}" for entry in facts.files)
    problems: list[Problem] = []
    child = Child(make_slip, _DEADLINE)
    try:
        for notice, entry in _notices(facts, input_folder, sent):
            name, slip, marked = _slip(child, notice, taken, (forms or {}).get(entry.file))
            taken.add(name)
            attached = {PurePosixPath(name).name: slip}
            blank = (blanks or {}).get(entry.file)
            if blank is not None:
                attached[_free(attached, f"{entry.unit}_{facts.period.code}.xlsx")] = blank
            letter, mistakes = _letter(wording, notice.recipient, notice.variables(), marked, blank is not None)
            problems.extend(mistakes)
            returned.append(ReturnedFile(notice, name, slip, letter.as_draft(attached) if letter else None))
    finally:
        child.close()
    return returned, problems


def letter_mistakes(facts: Facts, input_folder: Path, wording: Wording, sent: Container[str] = ()) -> list[Problem]:
    """The mistakes in the text of the letters that `returned_files` would write, told before any slip is made: whatever
    will go with a letter, as far as the text asks about it."""
    names = names_in(wording)
    marks, blanks = ((True, False) if name in names else (False,) for name in (_MARKED, _WITH_BLANK))
    mistakes = (
        mistake
        for notice, _ in _notices(facts, input_folder, sent)
        for variables in (notice.variables(),)
        for marked, with_blank in itertools.product(marks, blanks)
        for mistake in _letter(wording, notice.recipient, variables, marked, with_blank)[1]
    )
    return list(dict.fromkeys(mistakes))


def _letter(
    wording: Wording, to: Recipient, variables: Mapping[str, object], marked: bool, with_blank: bool
) -> tuple[Letter | None, list[Problem]]:
    """The letter about a file. `variables`: those of its notice."""
    return write_letter(wording, to, {**variables, _MARKED: marked, "trang_dau": LIST_SHEET, _WITH_BLANK: with_blank})


def going_back(facts: Facts) -> list[tuple[FileEntry, list[Problem]]]:
    """The files that go back, refused or merged with errors, each with its problems."""
    by_file: dict[str, list[Problem]] = {}
    for problem in facts.problems:
        if problem.file:
            by_file.setdefault(problem.file, []).append(problem)
    own = [(entry, by_file.get(entry.file, [])) for entry in facts.files]
    return [
        (entry, problems)
        for entry, problems in own
        if entry.status is FileStatus.REFUSED or (entry.status is FileStatus.MERGED and has_errors(problems))
    ]


def unmarkable(facts: Facts) -> dict[str, str]:
    """File -> unit, of each merged file that goes back, of a format in which nothing can be marked (.xls, .ods)."""
    wrong = {problem.file for problem in facts.problems if has_errors([problem])}
    return {
        entry.file: entry.unit
        for entry in facts.files
        if entry.status is FileStatus.MERGED and entry.file in wrong and entry.unit and not entry.is_of_part
        if PurePosixPath(entry.file).suffix.lower() not in _ANNOTATED
    }


def slip_files(returned: Sequence[ReturnedFile]) -> dict[str, bytes]:
    """Slips, the letters that carry them and these letters' messages (path below output/<kỳ>/ -> bytes), of the files
    that returned_files gives."""
    files = {file.name: file.slip for file in returned}
    taken = files.keys() | _folders(files)
    for file in returned:
        if file.letter is not None:
            name = _free(taken, str(PurePosixPath(file.name).with_suffix(".eml")))
            files |= with_messages({name: file.letter})
            taken |= files.keys()
    return files


def _folders(names: Iterable[str]) -> set[str]:
    """The folders that files lie in: no file may have the name of one."""
    return {str(folder) for name in names for folder in PurePosixPath(name).parents}


def _notices(facts: Facts, input_folder: Path, sent: Container[str]) -> Iterator[tuple[FileNotice, FileEntry]]:
    envelopes = functools.cache(read_envelopes)  # one note for all files of a folder
    for entry, own in going_back(facts):
        if entry.file not in sent:
            yield _notice(facts, entry, own, input_folder, envelopes), entry


def _notice(
    facts: Facts,
    entry: FileEntry,
    own: list[Problem],
    input_folder: Path,
    envelopes: Callable[[Path], Mapping[str, Envelope]],
) -> FileNotice:
    code, name = folder_and_name(entry.file, facts.period.code)
    folder = input_folder / code
    sender = envelopes(folder).get(name, Envelope()).sender
    to = Recipient(facts.catalogue, facts.period, entry.unit, sender)
    return notice_of(entry, find_file(folder, name), own, to)


def _slip(
    child: Child[SlipRequest, bytes], notice: FileNotice, used: Container[str], form: bytes | None
) -> tuple[str, bytes, bool]:
    """The slip's path, its bytes, and whether it is the workbook itself, or its entries in `form`, with its problems
    marked."""
    name = f"{RETURNED}/{notice.file.removeprefix(OF_PART)}"
    opened = not any(problem.code in kinds.NOT_OPENED for problem in notice.problems)
    if opened and notice.path.suffix.lower() in _ANNOTATED:
        request = SlipRequest(notice.file, notice.path, list(notice.problems), _text(notice, _steps_marked(notice)))
        copy, _ = child.ask(request)
        if copy is not None:
            return _free(used, name), copy, True
    if opened and form is not None:
        text = _text(notice, (_COPIED, *_steps_marked(notice)))
        copy, _ = child.ask(SlipRequest(notice.file, notice.path, list(notice.problems), text, form))
        if copy is not None:
            return _free(used, f"{name}.xlsx"), copy, True
    from cchc_excel.outbox.slip_workbook import list_workbook  # openpyxl: only where something goes back

    name = name if name.lower().endswith(".xlsx") else f"{name}.xlsx"
    return _free(used, name), _finished(list_workbook(notice.problems, _text(notice, _steps_listed(notice)))), False


_COPIED = "Tệp gửi về không phải kiểu .xlsx; mọi điều đơn vị đã nhập được chép sang biểu mẫu .xlsx này."


def _text(notice: FileNotice, steps: tuple[str, ...]) -> SlipText:
    unit = notice.recipient.catalogue.units.get(notice.recipient.unit or "")
    errors = count_errors(notice.problems)
    warnings = len(notice.problems) - errors
    text = f"Tệp đã được đọc, còn {errors} lỗi cần sửa" if notice.merged else "Tệp chưa dùng được"
    warning_text = f" và {warnings} điểm cần xem lại" if warnings else ""
    of = PurePosixPath(notice.file).name
    name = unit.name if unit else "Chưa rõ đơn vị"
    return SlipText(
        "PHIẾU TRẢ LẠI BIỂU MẪU",
        f"{name} – {notice.recipient.period.name} – tệp {of}",
        (f"{text}{warning_text}.", *steps),
    )


def _steps_marked(notice: FileNotice) -> tuple[str, ...]:
    return (
        "Bấm vào địa chỉ ở cột Ô để đến đúng chỗ. Ô tô đỏ là lỗi, ô tô cam là điểm cần xem lại; rê chuột vào ô để xem "
        "lời nhắc.",
        f"Sửa ngay trong tệp này, lưu lại và gửi {_whereto(notice)}. Không cần xoá trang này.",
    )


def _steps_listed(notice: FileNotice) -> tuple[str, ...]:
    return (
        f"Không đánh dấu được vào tệp “{PurePosixPath(notice.file).name}”, nên chỉ liệt kê ở đây.",
        "Cách làm chắc chắn: mở biểu mẫu gốc của kỳ này, nhập hoặc chép số liệu vào (Paste Special, Values), chọn "
        "Tệp > Lưu thành (Save As), kiểu Excel Workbook (*.xlsx), không đặt mật khẩu.",
        f"Gửi tệp đó {_whereto(notice)}.",
    )


def _whereto(notice: FileNotice) -> str:
    """To whom and by when: a slip may well be made after the deadline, and must still make sense."""
    to, due = notice.recipient.catalogue.info.get("noi_nhan_bieu", ""), notice.recipient.period.due
    text = f"; hạn nộp của kỳ báo cáo là ngày {due:%d/%m/%Y}" if due else ""
    return f"{f'về {to}' if to else 'lại'} trong thời gian sớm nhất{text}"


def _free(used: Container[str], name: str) -> str:
    """The name, cut where no disk can hold it, numbered where it is used."""
    path = PurePosixPath(name)
    if len(path.name.encode()) > _LONGEST_NAME:
        path = path.with_stem(path.stem.encode()[: _LONGEST_NAME - len(path.suffix)].decode(errors="ignore"))
        name = str(path)
    numbered = (str(path.with_stem(f"{path.stem} ({number})")) for number in itertools.count(2))
    return name if name not in used else next(free for free in numbered if free not in used)


def make_slip(request: SlipRequest) -> tuple[bytes | None, list[Problem]]:
    """The annotated copy, every formula with its value; None where openpyxl cannot open it: its problems stand in
    the request already. Runs in a child process."""
    from cchc_excel.outbox.copied_form import copied_into  # openpyxl: only where something goes back
    from cchc_excel.outbox.slip_workbook import annotated_book, annotated_workbook

    try:
        data = request.path.read_bytes()
        if request.form is not None:
            copied = copied_into(request.form, data, request.name, request.problems)
            if copied is None:
                return None, []
            annotated = annotated_book(*copied, request.text)
        elif guard_bytes(request.name, data) or _xml_size(request.name, data) > _MOST_MARKED:
            return None, []
        else:
            annotated = annotated_workbook(data, request.problems, request.text)
        return _finished(recalculate(annotated)[0]), []
    except Exception:  # noqa: BLE001 - foreign bytes: whatever goes wrong, a list in a workbook of its own says it
        return None, []


def _xml_size(name: str, data: bytes) -> float:
    """Bytes of all the XML in a package, unpacked; endless where it may not be unpacked. Raises BadZipFile where it is
    none."""
    parts, refusal = unpack(name, data)
    return math.inf if refusal else sum(parts.size(part) for part in parts if part.endswith((".xml", ".rels", ".vml")))


def _finished(data: bytes) -> bytes:
    """A workbook of openpyxl's as others write it: the same bytes each time, the parts of fonts in the schema's
    order."""
    package = Package(data)
    with package.edit(_STYLES) as styles:
        for font in named(styles, "font"):
            font[:] = sorted(font, key=lambda part: _FONT_ORDER.index(local(part)))
    return package.save()
