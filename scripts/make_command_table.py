"""The tables of commands and options in docs/huong-dan.md, from the help of the program itself.

python -m scripts.make_command_table
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from cchc_excel.cli import cli
from cchc_excel.terminal.click_vi import in_vietnamese

TARGET = Path(__file__).resolve().parent.parent / "docs" / "huong-dan.md"
BEGIN = "<!-- Phần này do scripts/make_command_table.py viết từ chính trợ giúp của chương trình; không sửa tay. -->"
END = "<!-- Hết phần viết tự động. -->"


def command_tables() -> str:
    """Every command with what it is for; every option with its commands and its meaning."""
    with in_vietnamese(), click.Context(cli, info_name="cchc") as context:
        return "\n".join([*_commands(context), "", *_options(context)])


def _commands(context: click.Context) -> Iterator[str]:
    yield "| Lệnh | Dùng để |"
    yield "|---|---|"
    for name, command in cli.leaves().items():
        arguments = " ".join(one.make_metavar(context) for one in command.params if isinstance(one, click.Argument))
        yield f"| `cchc {name} {arguments}` | {_cell(' '.join((command.help or '').split()))} |"


def _options(context: click.Context) -> Iterator[str]:
    names: dict[tuple[str, str], list[str]] = {}
    for name, command in cli.leaves().items():
        for option in command.get_params(context):
            record = option.get_help_record(context)
            if isinstance(option, click.Option) and record:
                names.setdefault(record, []).append(name)
    yield "| Tuỳ chọn | Của lệnh | Nghĩa |"
    yield "|---|---|---|"
    for (option_text, told), commands in names.items():
        whose = "mọi lệnh" if len(commands) == len(cli.leaves()) else ", ".join(f"`{one}`" for one in commands)
        yield f"| `{option_text}` | {whose} | {_cell(told)} |"


def _cell(text: str) -> str:
    """Text in a cell of a table: what is in angle brackets is no tag."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def guide_with(tables: str, guide: str) -> str:
    """The guide with these tables."""
    before, _, rest = guide.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}"


if __name__ == "__main__":
    TARGET.write_text(guide_with(command_tables(), TARGET.read_text("utf-8")), encoding="utf-8")
    print(TARGET.name)
