"""What the menu asks for each of its lines, and the arguments that the answers come to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import click
import msgspec

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.periods import leaves_of
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.catalogue.years import CatalogueSet
from cchc_excel.commands.quarter import Digests, Quarter
from cchc_excel.period.exclude import folder_and_name, folder_prefix, listings_of
from cchc_excel.terminal.command_line import words_of
from cchc_excel.terminal.questions import BACK, a_day, a_path, a_reason, ask_number, ask_text, goes_back
from cchc_excel.workspace.folders import Folders

Chosen: TypeAlias = Mapping[tuple[str, str], str | None]
"""(period of the folder, name) of a file -> why it is left out (None: it was taken back)."""
NOTHING_CHOSEN: Chosen = MappingProxyType({})


class MenuState(msgspec.Struct, frozen=True):
    """What the questions are about; `period` and the catalogue that serves it change when another one is chosen.

    `quarter`: how far the period is, with what is left out now. `excluded`: (file as listed, reason) pairs that merges
    of the period leave out; at first those that the last one left out. `chosen`: what this session has said of the
    files of any period.
    """

    folders: Folders
    catalogues: CatalogueSet
    catalogue: Catalogue
    period: Period
    digests: Digests
    quarter: Quarter = Quarter()
    excluded: tuple[tuple[str, str], ...] = ()
    chosen: Chosen = NOTHING_CHOSEN

    @property
    def results(self) -> Path:
        return self.folders.output / self.period.code


def period_alone(state: MenuState) -> Sequence[str]:
    return (state.period.code,)


def which_forms(state: MenuState) -> Sequence[str] | None:
    codes = list(state.catalogue.units_of(state.period))
    chosen = _units(state, codes, "Đơn vị nào, gõ số, cách nhau bằng dấu cách (nhấn Enter: tất cả; 0: quay lại)")
    if chosen is None:
        return None
    return (state.period.code, *(part for unit in chosen for part in ("--unit", unit)))


def status_of(state: MenuState) -> Sequence[str]:
    return (state.period.code, *_leaving_out(state))


def how_to_merge(state: MenuState) -> Sequence[str]:
    return (state.period.code, *_accepting(state.quarter.accepted), *_leaving_out(state), *_printing(likely=0))


def how_to_issue(state: MenuState) -> Sequence[str] | None:
    accepted_now = _accepted_now(state)
    if accepted_now is None:
        return None
    units = dict.fromkeys((*state.quarter.accepted, *accepted_now))
    accepted = _accepting(units)
    if state.quarter.current and {*state.quarter.waiting} - units.keys():  # it will not be issued, and says why
        return (state.period.code, "--final", *accepted, *_leaving_out(state))
    date = ask_text("Ngày ghi trên báo cáo, ví dụ 18/3/2022 (nhấn Enter: để trống; 0: quay lại)", a_day)
    if date == BACK:
        return None
    dated = ("--date", date) if date else ()
    return (
        state.period.code, "--final", *accepted, *_leaving_out(state), *dated, *_why_again(state),
        *_printing(likely=1),
    )  # fmt: skip


def _why_again(state: MenuState) -> Sequence[str]:
    if not state.quarter.issue:
        return ()
    why = ask_text("Vì sao phát hành lại, ví dụ: KHTC gửi lại số hồ sơ (nhấn Enter: không ghi)", str.strip)
    return ("--issue-reason", why) if why else ()


def _accepting(units: Iterable[str]) -> list[str]:
    return [part for unit in units for part in ("--accept-missing", unit)]


def _accepted_now(state: MenuState) -> list[str] | None:
    """The units that may be missing or have errors, asked where there are such (None: to go back); of a merge that is
    not of the files that lie there now nobody knows which these are."""
    known = state.quarter.current
    codes = list(state.quarter.waiting if known else state.catalogue.units_of(state.period))
    if not codes:
        return []
    click.echo("\nCòn thiếu hoặc còn lỗi:" if known else "\nCác đơn vị:")
    question = "Lãnh đạo đồng ý để đơn vị nào thiếu hoặc còn lỗi, gõ số (nhấn Enter: không có; 0: quay lại)"
    return _units(state, codes, question, _accepted_before(state))


def _accepted_before(state: MenuState) -> dict[str, str]:
    """Unit -> in which parts of the period it was accepted already, in words."""
    parts: dict[str, list[str]] = {}
    for unit, part in state.quarter.accepted_in_parts:
        parts.setdefault(unit, []).append(part)
    return {unit: f" – đã chấp nhận ở {', '.join(codes)}" for unit, codes in parts.items()}


def _leaving_out(state: MenuState) -> Sequence[str]:
    return [part for file, reason in state.excluded for part in ("--exclude", file, "--reason", reason)]


def _printing(likely: int) -> Sequence[str]:
    """Whether reports are printed too, asked where a program is there that prints."""
    from cchc_excel.report.pdf import find_printer

    if find_printer() is None:
        return ()
    click.echo("\nIn cả các báo cáo ra PDF? Việc in mất thêm độ một phút.")
    return ("--pdf",) if ask_number(("Có",), likely, "Không") else ()


def leave_out(state: MenuState) -> MenuState:
    """Ask which file the merges of the period leave out, and why; one that is left out comes back."""
    excluded = dict(state.excluded)
    listings = listings_of(state.catalogue, state.period, state.folders.input)
    names = [source.name for listing in listings for source in listing.sources]
    if not names:
        click.echo("\nChưa có tệp nào của kỳ này: hãy lấy biểu mẫu đã điền trước.")
        return state
    click.echo("\nLoại tệp nào khỏi lần gộp? Chọn tệp đang bị loại thì dùng lại tệp ấy.")
    chosen = ask_number([f"{name} – đang bị loại" if name in excluded else name for name in names], 0, "Quay lại")
    if not chosen:
        return state
    name = names[chosen - 1]
    reason = None
    if excluded.pop(name, None) is None:
        reason = ask_text("Vì sao loại (báo cáo nguồn số liệu ghi lại lý do này; 0: quay lại)", a_reason)
        if not reason:
            return state
        excluded[name] = reason
        click.echo("Giờ chọn gộp; các lần gộp sau cũng loại tệp này, cho đến khi được dùng lại.")
    chosen_now = {**state.chosen, folder_and_name(name, state.period.code): reason}
    return msgspec.structs.replace(state, excluded=tuple(excluded.items()), chosen=chosen_now)


def with_chosen(state: MenuState) -> MenuState:
    """The state of a period just chosen, with what this session left out, or took back, of its files."""
    own = set(leaves_of(state.catalogue.periods, state.period.code))
    excluded = dict(state.excluded)
    for (folder, file), reason in state.chosen.items():
        name = folder_prefix(folder, state.period) + file
        excluded.pop(name, None)
        if folder in own and reason is not None:
            excluded[name] = reason
    return msgspec.structs.replace(state, excluded=tuple(excluded.items()))


def which_sources(_state: MenuState) -> Sequence[str] | None:
    path = ask_text("Thư mục hoặc tệp (kéo thả vào cửa sổ này rồi nhấn Enter; 0: quay lại)", a_path)
    return (path,) if path else None


def which_file(state: MenuState) -> Sequence[str] | None:
    path = ask_text("Tệp Excel cần kiểm tra (kéo thả vào cửa sổ này rồi nhấn Enter; 0: quay lại)", a_path)
    return (path, "--period", state.period.code) if path else None


def a_command(commands: Collection[str]) -> Sequence[str]:
    """The words of a command typed as the guide has it, without "cchc"; none to go back. `commands`:
    the names of those there are."""

    def read(text: str) -> str:
        if goes_back(text):
            return ""
        words = _words(text)
        if words and words[0] not in commands:
            raise click.UsageError(f"không có lệnh “{words[0]}”; gõ như trong hướng dẫn, ví dụ cchc new-year 2023")
        return text

    return _words(ask_text("Lệnh như trong hướng dẫn, ví dụ cchc new-year 2023 (0: quay lại)", read))


def _words(text: str) -> list[str]:
    """A command line's words, without what starts the program."""
    words = words_of(text)
    for start in (["cchc"], ["py", "-m", "cchc_excel"], ["python", "-m", "cchc_excel"]):
        if words[: len(start)] == start:
            return words[len(start) :]
    return words


def _units(
    state: MenuState, codes: Sequence[str], question: str, notes: Mapping[str, str] = MappingProxyType({})
) -> list[str] | None:
    """The codes of the units whose numbers, or codes, are typed (None: to go back). `codes`: those to choose from;
    `notes`: what is said beside the name of one."""
    by_word = {str(number): code for number, code in enumerate(codes, start=1)} | {
        code.casefold(): code for code in codes
    }
    for number, code in enumerate(codes, start=1):
        click.echo(f"  {number}. {code} {state.catalogue.units[code].name}{notes.get(code, '')}")

    def read(text: str) -> str:
        if goes_back(text):
            return BACK
        words = re.findall(r"[^\s,;]+", text)
        unknown = [word for word in words if word.casefold() not in by_word]
        if unknown:
            raise click.UsageError(f"không có đơn vị {', '.join(unknown)}; gõ số thứ tự hoặc mã trong danh sách trên")
        return " ".join(by_word[word.casefold()] for word in words)

    answer = ask_text(question, read)
    return None if answer == BACK else answer.split()
