"""The command as users call it, and what it printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cchc_excel.cli import cli
from tests.kept_processes import kept_processes

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "input" / "2022-Q1"


def cchc(root: Path, *arguments: str) -> Result:
    """`cchc --root ROOT ARGUMENTS…`; an exception is the test's failure."""
    result = invoked("--root", str(root), *arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def invoked(*arguments: str, typed: str | None = None) -> Result:
    """`cchc ARGUMENTS…` in this process, where it stands; an exception is in the result. `typed`: what the user
    types."""
    with kept_processes():
        return CliRunner().invoke(cli, arguments, input=typed)


def merge(root: Path, *options: str, period: str = "2022-Q1") -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of a merge in a working folder."""
    result = cchc(root, "merge", period, "--json", *options)
    return result.exit_code, json.loads(result.stdout)


def indicator(outcome: dict[str, Any], code: str, unit: str | None = None) -> dict[str, Any]:
    """One indicator of the department, or of a unit."""
    (found,) = [one for one in outcome["indicators"] if one["code"] == code and one["unit"] == unit]
    assert isinstance(found, dict)
    return found


def codes(outcome: dict[str, Any], level: str | None = None) -> set[str]:
    """The codes of all problems, or of those of a level."""
    return {one["code"] for one in outcome["problems"] if level in (None, one["level"])}


def statuses(outcome: dict[str, Any]) -> dict[str, str]:
    """Each file's status."""
    return {one["file"]: one["status"] for one in outcome["files"]}
