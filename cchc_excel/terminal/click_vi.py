"""Commands that speak Vietnamese in click's own words too: headings of the help, "no such option" and the like."""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

_DOMAIN = "messages"
"""The domain in which click looks its words up."""
_LOCALE = Path(__file__).with_name("locale")
_OPTIONS = "[TUỲ CHỌN]"


@contextmanager
def in_vietnamese() -> Iterator[None]:
    """While this lasts, what click says is looked up in locale/vi, whatever language the computer is set to."""
    gettext.bindtextdomain(_DOMAIN, str(_LOCALE))
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = "vi"
    try:
        yield
    finally:
        os.environ.pop("LANGUAGE")
        if before is not None:
            os.environ["LANGUAGE"] = before


class Folder(click.Path):
    """A folder, there or not yet; click names the type when the module is imported."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)
        self.name = "thư mục"


class FromOne(click.IntRange):
    """A whole number of at least 1; click would say "x>=1"."""

    def __init__(self) -> None:
        super().__init__(min=1)

    def _describe_range(self) -> str:
        return "từ 1 trở lên"


class Year(click.IntRange):
    """A year of four digits, which names a folder."""

    def __init__(self) -> None:
        super().__init__(min=2000, max=9999)

    def _describe_range(self) -> str:
        return "bốn chữ số"


class PeriodCode(click.types.StringParamType):
    """The code of a period; one of the usual form ("2022-Q1") in letters of any case, with blanks around it or not."""

    name = "kỳ"
    _USUAL = re.compile(r"\d{4}-(Q[1-4]|6T|9T|N|T\d{2})", re.IGNORECASE)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        code = value.strip()
        return code.upper() if self._USUAL.fullmatch(code) else code


class Command(click.Command):
    """A command whose help ends with examples."""

    def __init__(self, *arguments: Any, examples: Sequence[str], **settings: Any) -> None:
        settings = {"options_metavar": _OPTIONS, "epilog": _epilog(examples)} | settings
        super().__init__(*arguments, **settings)


class Group(click.Group):
    """A group of such commands, listed in the order given. `order`: the names of all its commands; `examples`: command
    lines."""

    command_class = Command

    def __init__(self, *arguments: Any, examples: Sequence[str], order: Sequence[str], **settings: Any) -> None:
        settings = {
            "options_metavar": _OPTIONS,
            "subcommand_metavar": "LỆNH …",
            "epilog": _epilog(examples),
        } | settings
        super().__init__(*arguments, **settings)
        self._order = order

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return sorted(self.commands, key=self._order.index)

    def leaves(self) -> dict[str, click.Command]:
        """Every command that does something by what is typed ("merge", "plan import"), in the order of the list."""
        found: dict[str, click.Command] = {}
        for name in sorted(self.commands, key=self._order.index):
            command = self.commands[name]
            inner = command.leaves() if isinstance(command, Group) else {"": command}
            found |= {f"{name} {rest}".strip(): one for rest, one in inner.items()}
        return found

    def main(self, *arguments: Any, **settings: Any) -> Any:
        with in_vietnamese():
            return super().main(*arguments, **settings)


def _epilog(examples: Sequence[str]) -> str:
    """Examples, each on a line of its own: \\b keeps click from filling them into a paragraph."""
    return "\b\nVí dụ:\n" + "\n".join(f"  {example}" for example in examples)
