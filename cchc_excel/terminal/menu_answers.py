"""What the menu asks for each of its lines, and the arguments that the answers come to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from cchc_excel.catalogue.model import Catalogue, Period
from cchc_excel.catalogue.years import CatalogueSet
from cchc_excel.period.exclude import listings_of
from cchc_excel.terminal.questions import a_day, a_path, a_reason, ask_number, ask_text
from cchc_excel.workspace.folders import Folders


class MenuState(msgspec.Struct, frozen=True):
    """What the questions are about; `period` and the catalogue that serves it change when another one is chosen.
    `excluded`: (file as listed, reason) pairs that every merge of the period leaves out until the menu is left."""

    folders: Folders
    catalogues: CatalogueSet
    catalogue: Catalogue
    period: Period
    excluded: tuple[tuple[str, str], ...] = ()

    @property
    def results(self) -> Path:
        return self.folders.output / self.period.code


def period_alone(state: MenuState) -> Sequence[str]:
    return (state.period.code,)


def which_forms(state: MenuState) -> Sequence[str]:
    chosen = _units(state, "Đơn vị nào, gõ số, cách nhau bằng dấu cách (nhấn Enter: tất cả)")
    return (state.period.code, *(part for unit in chosen for part in ("--unit", unit)))


def status_of(state: MenuState) -> Sequence[str]:
    return (state.period.code, *_leaving_out(state))


def how_to_merge(state: MenuState) -> Sequence[str]:
    return (state.period.code, *_leaving_out(state), *_printing(likely=0))


def how_to_issue(state: MenuState) -> Sequence[str]:
    chosen = _units(state, "Đơn vị được chấp nhận thiếu hoặc còn lỗi, gõ số (nhấn Enter: không có)")
    accepted = (part for unit in chosen for part in ("--accept-missing", unit))
    date = ask_text("Ngày ghi trên báo cáo, ví dụ 18/3/2022 (nhấn Enter: để trống)", a_day)
    dated = ("--date", date) if date else ()
    return (state.period.code, "--final", *accepted, *_leaving_out(state), *dated, *_printing(likely=1))


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
    if excluded.pop(name, None) is None:
        excluded[name] = ask_text("Vì sao loại (báo cáo nguồn số liệu ghi lại lý do này)", a_reason)
        click.echo("Đã ghi nhớ đến khi thoát. Giờ chọn gộp, hoặc phát hành.")
    return msgspec.structs.replace(state, excluded=tuple(excluded.items()))


def which_sources(_state: MenuState) -> Sequence[str] | None:
    path = ask_text("Thư mục hoặc tệp (kéo thả vào cửa sổ này rồi nhấn Enter; chỉ nhấn Enter: quay lại)", a_path)
    return (path,) if path else None


def which_file(state: MenuState) -> Sequence[str] | None:
    path = ask_text("Tệp Excel cần kiểm tra (kéo thả vào cửa sổ này rồi nhấn Enter; chỉ nhấn Enter: quay lại)", a_path)
    return (path, "--period", state.period.code) if path else None


def _units(state: MenuState, question: str) -> list[str]:
    """The codes of the units whose numbers, or codes, are typed."""
    codes = list(state.catalogue.units_of(state.period))
    by_word = {str(number): code for number, code in enumerate(codes, start=1)} | {
        code.casefold(): code for code in codes
    }
    for number, code in enumerate(codes, start=1):
        click.echo(f"  {number}. {code} {state.catalogue.units[code].name}")

    def read(text: str) -> str:
        words = re.findall(r"[^\s,;]+", text)
        unknown = [word for word in words if word.casefold() not in by_word]
        if unknown:
            raise click.UsageError(f"không có đơn vị {', '.join(unknown)}; gõ số thứ tự hoặc mã trong danh sách trên")
        return " ".join(by_word[word.casefold()] for word in words)

    return ask_text(question, read).split()
