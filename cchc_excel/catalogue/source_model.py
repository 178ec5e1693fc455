"""What sheet Nguồn nhập says: where exports of other systems hold figures."""

from __future__ import annotations

import msgspec

UNIT_MARK = "{don_vi}"
"""Stands in a condition for the unit that an export is brought for, by any of its names."""
COUNT_ROWS = "đếm dòng"
"""In column "cột": the figure is how many rows meet the conditions, as of a list of tasks or of dossiers."""


class ImportSource(msgspec.Struct, frozen=True):
    """A column, or a label, of an export that is a figure.

    `name`: what the export is called. `sheet`: where it stands ("": in any). `heading`: a text of the row that the
    headings begin with ("": there is no table, the number stands beside the label `column`). `code_column`: the heading
    over the codes of procedures ("": the figure is the unit's). `column`: the heading over the numbers, "Tiếp nhận >
    Trực tuyến" where it is of several rows; or COUNT_ROWS. `conditions`: (heading, what must stand below it).
    """

    name: str
    sheet: str
    heading: str
    code_column: str
    column: str
    figure: str
    conditions: tuple[tuple[str, str], ...]

    @property
    def counts_rows(self) -> bool:
        """Whether its number is a number of rows."""
        return self.column == COUNT_ROWS

    @property
    def names_unit(self) -> bool:
        """Whether the export itself says whose a row is."""
        return any(value == UNIT_MARK for _, value in self.conditions)
