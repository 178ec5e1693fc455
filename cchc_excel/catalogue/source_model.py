"""What sheet Nguồn nhập says: where exports of other systems hold figures."""

from __future__ import annotations

import msgspec

UNIT_MARK = "{don_vi}"
"""Stands in a condition for the unit that an export is brought for, by any of its names."""


class ImportSource(msgspec.Struct, frozen=True):
    """A column, or a label, of an export that is a figure.

    `name`: what the export is called. `sheet`: where it stands ("": in any). `heading`: a text of the row that the
    headings begin with ("": there is no table, the number stands beside the label `column`). `code_column`: the heading
    over the codes of procedures ("": the figure is the unit's). `column`: the heading over the numbers, "Tiếp nhận >
    Trực tuyến" where it is of several rows. `conditions`: (heading, what must stand below it).
    """

    name: str
    sheet: str
    heading: str
    code_column: str
    column: str
    figure: str
    conditions: tuple[tuple[str, str], ...]
