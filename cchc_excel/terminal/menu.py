"""`cchc` without arguments, on a terminal: questions in place of a command line.

Each answer becomes the command and arguments that a command line would have, and that command is what runs.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import msgspec

from cchc_excel.catalogue.periods import months_of
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.catalogue.years import CatalogueSet
from cchc_excel.commands.quarter import Digests, Quarter, Step, quarter_of
from cchc_excel.commands.session import load_catalogues
from cchc_excel.commands.status import suggested_period
from cchc_excel.problems.grouping import line_of
from cchc_excel.terminal.exit_codes import CANNOT, CLEAN, FAULTY
from cchc_excel.terminal.failures import problem_of
from cchc_excel.terminal.menu_answers import (
    NOTHING_CHOSEN,
    Chosen,
    MenuState,
    a_command,
    how_to_issue,
    how_to_merge,
    leave_out,
    period_alone,
    status_of,
    which_file,
    which_forms,
    which_sources,
    with_chosen,
)
from cchc_excel.terminal.questions import ask_number, choose
from cchc_excel.values import today_here
from cchc_excel.workspace.folders import CATALOGUE, GUIDE, Folders
from cchc_excel.workspace.output_names import (
    FIGURE_SOURCES,
    FORMS,
    LOCK_FILES,
    PAGE,
    PRINTED,
    REMINDERS,
    REPORTS,
    RETURNED,
)

_AFTER = {
    CLEAN: "Xong.",
    FAULTY: "Xong, nhưng còn thiếu hoặc còn lỗi: xem các dòng ở trên.",
    CANNOT: "Chưa làm được: xem dòng LỖI ở trên, sửa xong rồi chọn lại.",
}


class MenuItem(msgspec.Struct, frozen=True):
    """A line of the menu: its command, the questions that give the command's arguments (None: not wanted after all),
    the folders with what came of it, the step of the period's work that it is, and how far that has come."""

    text: str
    command: str
    arguments: Callable[[MenuState], Sequence[str] | None]
    folders: Callable[[MenuState], Sequence[Path]] | None = None
    step: Step | None = None
    done: Callable[[Quarter], str] = lambda _: ""


def run(context: click.Context, folders: Folders) -> None:
    """Ask, and run the commands that the answers come to, until the user leaves. `context`: that of the group whose
    commands are run. Raises SystemExit where the catalogue is broken, or the user leaves before the menu is reached."""
    click.echo(f"CCHC – gộp biểu mẫu cải cách hành chính\nThư mục làm việc: {folders.root.resolve()}")
    try:
        _offer_to_init(context, folders)
        state = _first_state(context, folders)
        while (item := _ask_item(state := _looked_at(state))) is not None:
            if item is _OTHER_PERIOD:
                state = _state(context, folders, state.catalogues, state.period, state.chosen, "Quay lại") or state
            elif item is _LEAVE_OUT:
                state = leave_out(state)
            elif item is _TYPED:
                _run_typed(context)
            elif item.command:
                state = _follow(context, state, item)
            else:
                _open_one(state)
    except click.Abort:
        click.echo("\nĐã thoát.")


def _offer_to_init(context: click.Context, folders: Folders) -> None:
    """Where the folder has no catalogue of its own, offer to make it a working folder."""
    if (folders.templates / CATALOGUE).is_file():
        return
    click.echo("\nThư mục này chưa có danh mục và mẫu báo cáo của cơ quan.")
    if choose(("Tạo thư mục làm việc ngay tại đây", "Dùng thử danh mục có sẵn trong chương trình"), 1, "Thoát") == 1:
        _run_command(context, "init", [str(folders.root)])


def _first_state(context: click.Context, folders: Folders) -> MenuState:
    catalogues, _ = load_catalogues(folders)
    fitting = suggested_period(catalogues, folders, today_here()) if catalogues else None
    if catalogues is None or fitting is None:
        _run_command(context, "status", ())  # says what is wrong with the catalogue
        sys.exit(CANNOT)
    return _state(context, folders, catalogues, fitting, NOTHING_CHOSEN, "Thoát") or sys.exit(0)


def _state(
    context: click.Context, folders: Folders, catalogues: CatalogueSet, suggested: Period, chosen: Chosen, leave: str
) -> MenuState | None:
    """Ask which period the next questions are about; None for 0, `leave`. `chosen`: as MenuState has it."""
    period = _ask_period(catalogues, suggested, leave)
    if period is None:
        return None
    catalogue, _ = catalogues.serving(period.code)
    if catalogue is None:
        _run_command(context, "status", (period.code,))  # says what is wrong with the catalogue
        sys.exit(CANNOT)
    digests = Digests()
    excluded = quarter_of(folders, catalogue, period, digests).excluded
    return with_chosen(MenuState(folders, catalogues, catalogue, period, digests, excluded=excluded, chosen=chosen))


def _looked_at(state: MenuState) -> MenuState:
    """The state with the catalogue as it is now, if it can be read, and how far the period is."""
    catalogues, _ = load_catalogues(state.folders)
    catalogue, _ = catalogues.serving(state.period.code) if catalogues else (None, [])
    if catalogues and catalogue:
        period = catalogue.periods[state.period.code]
        state = msgspec.structs.replace(state, catalogues=catalogues, catalogue=catalogue, period=period)
    quarter = quarter_of(state.folders, state.catalogue, state.period, state.digests)
    if set(quarter.excluded) != set(state.excluded):  # merged with others left out than now
        quarter = msgspec.structs.replace(quarter, current=False)
    return msgspec.structs.replace(state, quarter=quarter)


def _ask_period(catalogues: CatalogueSet, suggested: Period, leave: str) -> Period | None:
    """Ask which period: first those of the suggested one's catalogue that are as long as it, then any other."""
    file = catalogues.file_of(suggested.code)
    same_year = [period for code, period in catalogues.periods.items() if catalogues.file_of(code) == file]
    alike = [period for period in same_year if len(months_of(period)) == len(months_of(suggested))]
    others = [period for period in catalogues.periods.values() if period not in alike]
    click.echo("\nKỳ báo cáo nào?")
    another = ("Kỳ khác (tháng, 6 tháng, 9 tháng, năm, năm khác …)",) if others else ()
    chosen = ask_number((*map(_named, alike), *another), alike.index(suggested) + 1, leave)
    if chosen > len(alike):
        click.echo()
        chosen, alike = ask_number([_named(other) for other in others], 1, leave), others
    return alike[chosen - 1] if chosen else None


def _named(period: Period) -> str:
    due = f", hạn nộp {period.due:%d/%m/%Y}" if period.due else ""
    return f"{period.name} ({period.code}){due}"


def _ask_item(state: MenuState) -> MenuItem | None:
    """Say what is done of the period, and ask what to do; the next step is the one suggested."""
    quarter = state.quarter
    click.echo(f"\n{_named(state.period)}. Làm gì?")
    if state.excluded:
        click.echo(f"Đang loại khỏi lần gộp: {', '.join(file for file, _ in state.excluded)}")
    if quarter.accepted:
        click.echo(f"Vẫn chấp nhận thiếu hoặc còn lỗi, như lần gộp trước: {', '.join(quarter.accepted)}")
    done = [item.done(quarter) for item in MENU]
    lines = [f"{item.text} – {told}" if told else item.text for item, told in zip(MENU, done, strict=True)]
    step = quarter.next_step()
    likely = next(number for number, item in enumerate(MENU, start=1) if item.step is step)
    chosen = ask_number([*lines[: likely - 1], f"{lines[likely - 1]} ← tiếp theo", *lines[likely:]], likely, "Thoát")
    return MENU[chosen - 1] if chosen else None


def _follow(context: click.Context, state: MenuState, item: MenuItem) -> MenuState:
    """Ask what the item's command wants to know, run it, offer to open what came of it."""
    arguments = item.arguments(state)
    if arguments is None:
        return state
    if _run_command(context, item.command, arguments) == CANNOT:
        if item.step is Step.ISSUE:
            click.echo("Lãnh đạo đồng ý để đơn vị nào thiếu hoặc còn lỗi: chọn lại, gõ số của đơn vị ấy.")
        return state
    if item.folders:
        _offer_to_open(item.folders(state))
    return state


def _run_typed(context: click.Context) -> None:
    """A command as the guide has it: what the menu has no line for, where nothing but the menu is installed."""
    assert isinstance(context.command, click.Group)
    words = a_command(context.command.commands)
    if words:
        _run_command(context, words[0], words[1:])


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
    except click.Abort:
        raise
    except Exception as error:  # noqa: BLE001 - the menu goes on
        click.echo(line_of(problem_of(error)), err=True)
        code = CANNOT
    click.echo(_AFTER.get(code, ""))
    return code


def _offer_to_open(folders: Sequence[Path]) -> None:
    there = [folder for folder in folders if folder.is_dir()]
    if not there:
        return
    click.echo(f"\nKết quả ở {' và '.join(str(folder.resolve()) for folder in there)}")
    options = ["Mở thư mục này"] if len(there) == 1 else [f"Mở {folder.name}" for folder in there]
    likely = 1
    while likely and (chosen := ask_number(options, likely, "Không mở")):
        _open(there[chosen - 1])
        likely = chosen + 1 if chosen < len(there) else 0


def _open_one(state: MenuState) -> None:
    """Ask which report to open, or the page, or the guide."""
    results = state.results
    reports = (file for file in sorted((results / REPORTS).glob("*.*")) if not file.name.startswith(LOCK_FILES))
    there = [
        *reports,
        *sorted((results / PRINTED).glob("*.pdf")),
        results / PAGE,
        results / FIGURE_SOURCES,
        state.folders.root / GUIDE,
    ]
    files = [file for file in there if file.is_file()]
    if not files:
        click.echo("\nChưa có báo cáo nào của kỳ này: hãy gộp trước.")
        return
    click.echo("\nMở tệp nào?")
    chosen = ask_number([file.name for file in files], 1, "Quay lại")
    if chosen:
        _open(files[chosen - 1])


def _open(path: Path) -> None:
    if click.launch(str(path.resolve())):
        click.echo(f"Máy này không mở được từ đây; hãy tự mở {path.resolve()}")


def _letters_folders(state: MenuState) -> Sequence[Path]:
    """Where the letters are: those that a merge has written lie beside its slips."""
    folders = (state.results / name for name in (REMINDERS, RETURNED))
    return [folder for folder in folders if any(folder.rglob("*.eml"))]


def _forms_done(quarter: Quarter) -> str:
    return f"đã có {quarter.forms} tệp" if quarter.forms else ""


def _collected(quarter: Quarter) -> str:
    return f"đã có {quarter.files} tệp nhận về" if quarter.files else ""


def _merged(quarter: Quarter) -> str:
    if not quarter.merged:
        return ""
    stale = "" if quarter.current else ", sau đó tệp nhận về có thay đổi"
    return f"đã gộp {quarter.merged}/{quarter.owing} đơn vị{stale}"


def _issued(quarter: Quarter) -> str:
    if not quarter.issue:
        return ""
    return f"đã phát hành lần {quarter.issue}" + ("" if quarter.holds else ", báo cáo nay đã khác")


def _written(quarter: Quarter) -> str:
    return f"đã có {quarter.letters} thư nháp" if quarter.letters else ""


_LEAVE_OUT = MenuItem("Loại một tệp khỏi lần gộp, hoặc dùng lại", "", period_alone)
_OTHER_PERIOD = MenuItem("Chọn kỳ khác", "", period_alone)
_TYPED = MenuItem("Gõ một lệnh khác của hướng dẫn", "", period_alone)
MENU = (
    MenuItem(
        "Tạo biểu mẫu trống để gửi các đơn vị", "template", which_forms, lambda state: [state.results / FORMS],
        Step.FORMS, _forms_done,
    ),
    MenuItem(
        "Viết thư: gửi biểu mẫu, nhắc đơn vị chưa gửi, trả tệp còn lỗi", "remind", period_alone,
        _letters_folders, Step.LETTERS, _written,
    ),
    MenuItem(
        "Lấy biểu mẫu đã điền từ thư mục, thư đã lưu hoặc tệp nén", "collect", which_sources,
        lambda state: [state.folders.input / state.period.code], Step.COLLECT, _collected,
    ),
    MenuItem("Xem tình hình: ai đã gửi, ai chưa gửi, ai còn lỗi", "status", status_of),
    MenuItem(
        "Gộp, kiểm tra và viết báo cáo", "merge", how_to_merge, lambda state: [state.results], Step.MERGE, _merged
    ),
    MenuItem("Phát hành báo cáo chính thức", "merge", how_to_issue, lambda state: [state.results], Step.ISSUE, _issued),
    MenuItem("Mở báo cáo, trang tổng hợp, hướng dẫn", "", period_alone, None, Step.REPORTS),
    MenuItem("Kiểm tra một tệp đã điền", "check", which_file),
    _LEAVE_OUT,
    _OTHER_PERIOD,
    _TYPED,
)  # fmt: skip
"""The menu, in the order of a quarter's work."""
