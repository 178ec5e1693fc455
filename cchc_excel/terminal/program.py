"""A group of commands run as a program: UTF-8 on any console, click's words in Vietnamese, and an end in good order."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, NoReturn

import click

from cchc_excel.terminal.click_vi import in_vietnamese
from cchc_excel.terminal.exit_codes import CANNOT, INTERRUPTED
from cchc_excel.terminal.streams import make_lasting, output_failure

if TYPE_CHECKING:
    from cchc_excel.problems.problem import Problem

_UNLOOKED_AT = 100_000
"""Objects made before garbage is looked for: a command lives for a second, and what it makes lives as long."""


def run_program(group: click.Group) -> None:
    """Run the command of the group that sys.argv names. Wrong use, Ctrl+C and whatever no command foresaw end in one
    line for people, and in a JSON object too where `merge --json` was asked for. Raises SystemExit with the exit code
    (exit_codes.py), unless the command just returns, which is 0."""
    make_lasting()
    # pandas' numpy would reserve memory for a thread a core, and end the process by itself where there is too little
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    threading.excepthook = sys.unraisablehook = _pass_over
    gc.set_threshold(_UNLOOKED_AT)
    with in_vietnamese():
        try:
            _run(group)
        finally:  # all is done and printed: Ctrl+C while Python shuts down would only spoil the exit code
            signal.signal(signal.SIGINT, signal.SIG_IGN)


def _pass_over(_what: object) -> None:
    """What fails on the side, in a thread or in a destructor, has no line of its own."""


def _run(group: click.Group) -> None:
    from cchc_excel.problems import grouping, kinds  # noqa: F401 - the net must be there when nothing more can be loaded

    try:
        group.main(prog_name="cchc", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as help_instead:
        click.echo(help_instead.format_message())
        sys.exit(CANNOT)
    except click.ClickException as error:
        _print_stopped_json(kinds.WRONG_USE(reason=error.format_message().rstrip(".")))
        error.show()
        sys.exit(CANNOT)
    except (click.Abort, KeyboardInterrupt):  # click's word for Ctrl+C
        _end(kinds.INTERRUPTED(), INTERRUPTED)
    except SystemExit:
        _end_unprinted()
        raise
    except BaseException as error:  # noqa: BLE001 - the net: a reader's panic is no Exception
        _end(_problem_of(error), CANNOT)
    _end_unprinted()


def _problem_of(error: BaseException) -> Problem:
    """Why a run could not go on, also where there is no memory left to find out."""
    from cchc_excel.problems import kinds

    try:
        from cchc_excel.terminal.failures import problem_of

        return problem_of(error)
    except MemoryError:
        return kinds.NO_MEMORY()


def _end_unprinted() -> None:
    """Where the result could not be printed, end as what could not be done."""
    failure = output_failure()
    if failure:
        from cchc_excel.problems import kinds
        from cchc_excel.problems.grouping import line_of
        from cchc_excel.problems.problem import system_reason

        click.echo(line_of(kinds.NOT_PRINTED(reason=system_reason(failure))), err=True)
        sys.exit(CANNOT)


def _end(problem: Problem, code: int) -> NoReturn:
    from cchc_excel.problems.grouping import line_of

    _print_stopped_json(problem)
    interrupted = problem.message[0].upper() + problem.message[1:] + "."
    click.echo(interrupted if code == INTERRUPTED else line_of(problem), err=True)
    sys.exit(code)


def _print_stopped_json(problem: Problem) -> None:
    """Where `merge --json` was asked for: an object that says why nothing came of it."""
    if "--json" in sys.argv and "merge" in sys.argv:
        from cchc_excel.commands.merge import stopped
        from cchc_excel.commands.merge_json import to_json

        click.echo(to_json(stopped("", [problem])))
