"""`cchc` without arguments, on a terminal: questions in place of a command line.

Each answer becomes the command and arguments that a command line would have, and that command is what runs.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import msgspec

from cchc_excel.catalogue.model import Catalogue, Period
from cchc_excel.catalogue.periods import months_of
from cchc_excel.catalogue.years import CatalogueSet
from cchc_excel.commands.session import load_catalogues
from cchc_excel.commands.status import suggested_period
from cchc_excel.terminal.exit_codes import CANNOT, CLEAN, FAULTY
from cchc_excel.values import today_here
from cchc_excel.workspace.folders import CATALOGUE, Folders
from cchc_excel.workspace.output_names import FORMS, REMINDERS

_AFTER = {
    CLEAN: "Xong.",
    FAULTY: "Xong, nhưng còn thiếu hoặc còn lỗi: xem các dòng ở trên.",
    CANNOT: "Chưa làm được: xem dòng LỖI ở trên, sửa xong rồi chọn lại.",
}


class MenuState(msgspec.Struct, frozen=True):
    """What the questions are about; `period` and the catalogue that serves it change when another one is chosen."""

    folders: Folders
    catalogues: CatalogueSet
    catalogue: Catalogue
    period: Period

    @property
    def results(self) -> Path:
        return self.folders.output / self.period.code


class MenuItem(msgspec.Struct, frozen=True):
    """A line of the menu: its command, the questions that give the command's arguments (None: not wanted after all),
    and the folder with what came of it."""

    text: str
    command: str
    arguments: Callable[[MenuState], Sequence[str] | None]
    folder: Callable[[MenuState], Path] | None = None


def run(context: click.Context, folders: Folders) -> None:
    """Ask, and run the commands that the answers come to, until the user leaves. `context`: that of the group whose
    commands are run. Raises SystemExit where the catalogue is broken, or the user leaves before the menu is reached."""
    click.echo(f"CCHC – gộp biểu mẫu cải cách hành chính\nThư mục làm việc: {folders.root.resolve()}")
    try:
        _offer_to_init(context, folders)
        state = _first_state(context, folders)
        likely = _likely_number(state)
        while (item := _ask_item(state, likely)) is not None:
            if item is _OTHER_PERIOD:
                state = _state(context, folders, state.catalogues, state.period)
                likely = _likely_number(state)
                continue
            arguments = item.arguments(state)
            if arguments is not None and _run_command(context, item.command, arguments) != CANNOT and item.folder:
                _offer_to_open(item.folder(state))
            likely = 0
    except click.Abort:
        click.echo("\nĐã thoát.")


def _offer_to_init(context: click.Context, folders: Folders) -> None:
    """Where the folder has no catalogue of its own, offer to make it a working folder."""
    if (folders.templates / CATALOGUE).is_file():
        return
    click.echo("\nThư mục này chưa có danh mục và mẫu báo cáo của cơ quan.")
    if _choose(("Tạo thư mục làm việc ngay tại đây", "Dùng thử danh mục có sẵn trong chương trình"), 1, "Thoát") == 1:
        _run_command(context, "init", [str(folders.root)])


def _first_state(context: click.Context, folders: Folders) -> MenuState:
    catalogues, _ = load_catalogues(folders)
    fitting = suggested_period(catalogues, folders, today_here()) if catalogues else None
    if catalogues is None or fitting is None:
        _run_command(context, "status", ())  # says what is wrong with the catalogue
        sys.exit(CANNOT)
    return _state(context, folders, catalogues, fitting)


def _state(context: click.Context, folders: Folders, catalogues: CatalogueSet, suggested: Period) -> MenuState:
    """Ask which period the next questions are about."""
    period = _ask_period(catalogues, suggested)
    catalogue, _ = catalogues.serving(period.code)
    if catalogue is None:
        _run_command(context, "status", (period.code,))  # says what is wrong with the catalogue
        sys.exit(CANNOT)
    return MenuState(folders, catalogues, catalogue, period)


def _ask_period(catalogues: CatalogueSet, suggested: Period) -> Period:
    """Ask which period: first those of the suggested one's catalogue that are as long as it, then any other."""
    file = catalogues.file_of(suggested.code)
    same_year = [period for code, period in catalogues.periods.items() if catalogues.file_of(code) == file]
    alike = [period for period in same_year if len(months_of(period)) == len(months_of(suggested))]
    others = [period for period in catalogues.periods.values() if period not in alike]
    click.echo("\nKỳ báo cáo nào?")
    another = ("Kỳ khác (tháng, 6 tháng, 9 tháng, năm, năm khác …)",) if others else ()
    chosen = _choose((*map(_named, alike), *another), alike.index(suggested) + 1, "Thoát")
    if chosen <= len(alike):
        return alike[chosen - 1]
    click.echo()
    return others[_choose([_named(other) for other in others], 1, "Thoát") - 1]


def _named(period: Period) -> str:
    due = f", hạn nộp {period.due:%d/%m/%Y}" if period.due else ""
    return f"{period.name} ({period.code}){due}"


def _likely_number(state: MenuState) -> int:
    """The line that is the most likely: forms where there are none yet, else the status."""
    begun = (state.results / FORMS).is_dir() or (state.folders.input / state.period.code).is_dir()
    return 1 if begun else 2


def _ask_item(state: MenuState, likely: int) -> MenuItem | None:
    click.echo(f"\n{_named(state.period)}. Làm gì?")
    chosen = _number([item.text for item in MENU], likely, "Thoát")
    return MENU[chosen - 1] if chosen else None


def _run_command(context: click.Context, name: str, arguments: Sequence[str]) -> int:
    """Run a command of the group as from its command line; returns the exit code."""
    command = context.command
    assert isinstance(command, click.Group)
    root = ["--root", str(context.obj)] if context.obj else []
    click.echo(f"\n> {subprocess.list2cmdline(['cchc', *root, name, *arguments])}")  # how Windows would have it typed
    code = 0
    try:
        with command.commands[name].make_context(name, list(arguments), parent=context) as inner:
            inner.command.invoke(inner)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else CANNOT
    except click.ClickException as error:
        error.show()
        code = CANNOT
    click.echo(_AFTER.get(code, ""))
    return code


def _offer_to_open(folder: Path) -> None:
    if not folder.is_dir():
        return
    click.echo(f"\nKết quả ở {folder.resolve()}")
    if _number(("Mở thư mục này",), 1, "Không mở") and click.launch(str(folder.resolve())):
        click.echo("Máy này không mở được thư mục từ đây; hãy tự mở theo đường dẫn trên.")


def _only_period(state: MenuState) -> Sequence[str]:
    return (state.period.code,)


def _forms(state: MenuState) -> Sequence[str]:
    units = _units(state, "Mã đơn vị, cách nhau bằng dấu cách hoặc dấu phẩy (nhấn Enter: tất cả)")
    return (state.period.code, *(part for unit in units for part in ("--unit", unit)))


def _issue(state: MenuState) -> Sequence[str]:
    units = _units(state, "Mã đơn vị được chấp nhận thiếu hoặc còn lỗi (nhấn Enter: không có)")
    date = _text("Ngày ghi trên báo cáo, ví dụ 18/3/2022 (nhấn Enter: để trống)", _day)
    dated = ("--date", date) if date else ()
    return (state.period.code, "--final", *(part for unit in units for part in ("--accept-missing", unit)), *dated)


def _sources(_state: MenuState) -> Sequence[str] | None:
    path = _text("Thư mục hoặc tệp (kéo thả vào cửa sổ này rồi nhấn Enter; chỉ nhấn Enter: quay lại)", _path)
    return (path,) if path else None


def _file(state: MenuState) -> Sequence[str] | None:
    path = _text("Tệp Excel cần kiểm tra (kéo thả vào cửa sổ này rồi nhấn Enter; chỉ nhấn Enter: quay lại)", _path)
    return (path, "--period", state.period.code) if path else None


def _units(state: MenuState, question: str) -> list[str]:
    by_code = {code.casefold(): code for code in state.catalogue.units_of(state.period)}

    def read(text: str) -> str:
        words = re.findall(r"[^\s,;]+", text)
        unknown = [word for word in words if word.casefold() not in by_code]
        if unknown:
            raise click.UsageError(f"không có đơn vị {', '.join(unknown)}; dùng các mã: {' '.join(by_code.values())}")
        return " ".join(by_code[word.casefold()] for word in words)

    return _text(question, read).split()


def _day(text: str) -> str:
    from cchc_excel.values import read_date

    day, _ = read_date(text) if text.strip() else (None, None)
    if text.strip() and day is None:
        raise click.UsageError(f"“{text}” không phải là một ngày; gõ ngày/tháng/năm")
    return day.isoformat() if day else ""


def _path(text: str) -> str:
    """A path as dropped into the window, quoted where it holds spaces; or a mailbox, which collect judges."""
    from cchc_excel.inbox.sources import is_on_disk

    path = text.strip().strip("\"'")
    if path and is_on_disk(path) and not Path(path).exists():
        raise click.UsageError(f"không có “{path}”; kéo thả tệp hoặc thư mục vào cửa sổ này để khỏi gõ sai")
    return path


def _text(question: str, read: Callable[[str], str]) -> str:
    """An answer, asked again while `read` refuses it; "" for none."""
    return str(click.prompt(question, default="", show_default=False, value_proc=read))


def _choose(options: Sequence[str], likely: int, leave: str) -> int:
    """The number of the option chosen; leaving ends the menu."""
    chosen = _number(options, likely, leave)
    if not chosen:
        sys.exit(0)
    return chosen


def _number(options: Sequence[str], likely: int, leave: str) -> int:
    """The number typed, 0 to leave; asked again while it is none of those shown."""
    for number, option in enumerate(options, start=1):
        click.echo(f"  {number}. {option}")
    click.echo(f"  0. {leave}")

    def read(text: str) -> int:
        if text.strip().isdecimal() and int(text) <= len(options):
            return int(text)
        raise click.UsageError(f"gõ một số từ 0 đến {len(options)} rồi nhấn Enter")

    return int(click.prompt("Chọn số", default=str(likely), value_proc=read))


_OTHER_PERIOD = MenuItem("Chọn kỳ khác", "", _only_period)
MENU = (
    MenuItem("Xem tình hình: ai đã gửi, ai chưa gửi, ai còn lỗi", "status", _only_period),
    MenuItem("Tạo biểu mẫu trống để gửi các đơn vị", "template", _forms, lambda state: state.results / FORMS),
    MenuItem(
        "Lấy biểu mẫu đã điền từ thư mục, thư đã lưu hoặc tệp nén", "collect", _sources,
        lambda state: state.folders.input / state.period.code,
    ),
    MenuItem("Gộp, kiểm tra và viết báo cáo", "merge", _only_period, lambda state: state.results),
    MenuItem("Phát hành báo cáo chính thức", "merge", _issue, lambda state: state.results),
    MenuItem(
        "Viết thư nhắc đơn vị chưa gửi hoặc còn lỗi", "remind", _only_period,
        lambda state: state.results / REMINDERS,
    ),
    MenuItem("Kiểm tra một tệp đã điền", "check", _file),
    _OTHER_PERIOD,
)  # fmt: skip
"""The menu, in the order of a quarter's work."""
