"""What a random year may hold. A feature can be left out, to see which one a difference comes from.

Everything not named here (one catalogue, procedures whose flags change, months, quarters and longer periods, parts that
are absent, blanks, spare rows, tasks, ranks, all methods of scoring) is always there.
"""

from __future__ import annotations

TWO_CATALOGUES = "two_catalogues"
"""The next year has a catalogue of its own: `templates/<year>/` holds the old one."""
UNIT_DATES = "unit_dates"
"""Units begin, end, are merged into another in mid-year."""
OWNER_CHANGES = "owner_changes"
"""A procedure is given to another unit, between periods or within one."""
EXPIRY = "expiry"
"""A procedure expires with dossiers in hand; an expired code stands on a spare row."""
DECIMALS = "decimals"
"""Figures of kind "số thập phân"."""
FRACTIONS = "fractions"
"""Computed figures that are no whole numbers: `xong + 0.5 * tre`."""
FLAG_FORMULAS = "flag_formulas"
"""Computed figures that name a flag: `phat_sinh * buu_chinh`."""
MIXED_OWNERS = "mixed_owners"
"""Ratios whose figures are typed by different units."""
SILENCE = "silence"
"""Units say nothing of a task when it falls due: it counts as left undone, and is asked again."""
FIRST_PROCEDURE = "first_procedure"
"""A unit's first procedure begins, or its last one ends, in mid-year: it sent parts without sheet TTHC."""
CORRECTIONS = "corrections"
"""A workbook is replaced after the period was issued."""
LINEAGE = "lineage"
"""Every number is worked out again from the cells that the lineage names: the slowest of the comparisons."""

ALL = frozenset(
    {
        TWO_CATALOGUES,
        UNIT_DATES,
        OWNER_CHANGES,
        EXPIRY,
        DECIMALS,
        FRACTIONS,
        FLAG_FORMULAS,
        MIXED_OWNERS,
        SILENCE,
        FIRST_PROCEDURE,
        CORRECTIONS,
        LINEAGE,
    }
)
