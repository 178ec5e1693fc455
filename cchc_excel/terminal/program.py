"""A group of commands run as a program: UTF-8 on any console, click's words in Vietnamese, and an end in good order."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from cchc_excel.terminal.click_vi import in_vietnamese
from cchc_excel.terminal.exit_codes import CANNOT, INTERRUPTED

if TYPE_CHECKING:
    from cchc_excel.problems.problem import Problem


def run_program(group: click.Group) -> None:
    """Run the command that sys.argv names. Wrong use and Ctrl+C end in one line for people, and in a JSON object too
    where `merge --json` was asked for. Always ends in SystemExit with an exit code, unless a command just returns."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a stream that somebody put in its place may have none
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    with in_vietnamese():
        try:
            _run(group)
        finally:  # all is done and printed: Ctrl+C while Python shuts down would only spoil the exit code
            signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run(group: click.Group) -> None:
    from cchc_excel.problems import kinds

    try:
        group.main(prog_name="cchc", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as help_instead:
        click.echo(help_instead.format_message())
        sys.exit(CANNOT)
    except click.ClickException as error:
        _print_stopped_json(kinds.WRONG_USE(reason=error.format_message()))
        error.show()
        sys.exit(CANNOT)
    except click.Abort:  # click's word for Ctrl+C
        _end_interrupted(kinds.INTERRUPTED())


def _end_interrupted(problem: Problem) -> NoReturn:
    _print_stopped_json(problem)
    click.echo(problem.message[0].upper() + problem.message[1:] + ".", err=True)
    sys.exit(INTERRUPTED)


def _print_stopped_json(problem: Problem) -> None:
    """Where `merge --json` was asked for: an object that says why nothing came of it."""
    if "--json" in sys.argv and "merge" in sys.argv:
        from cchc_excel.commands.merge import stopped
        from cchc_excel.commands.merge_json import to_json

        click.echo(to_json(stopped("", [problem])))
