"""Tables of the documentation as rows of cells."""

from __future__ import annotations

import re

_CELL = re.compile(r"(?<!\\)\|")


def cells(line: str) -> list[str]:
    """The cells of a line of a table; "\\|" stands for a stroke inside of a cell."""
    return [cell.strip() for cell in _CELL.split(line.strip().removeprefix("|").removesuffix("|"))]


def rows_under(page: str, heading: str, first: str) -> list[list[str]]:
    """The rows of the table below a heading whose first column is called `first`."""
    lines = iter(page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].splitlines())
    for line in lines:
        if line.startswith(f"| {first} |"):
            next(lines)
            break
    found: list[list[str]] = []
    for line in lines:
        if not line.startswith("|"):
            break
        found.append(cells(line))
    assert found, (heading, first)
    return found
