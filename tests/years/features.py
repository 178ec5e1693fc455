"""What a random year may hold. A feature that the program has not learnt yet is left out, and turned on when it lands.

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
TASKS_COMPARED = "tasks_compared"
"""Previous and cumulative values of ratios made of tasks are compared too."""
SILENCE = "silence"
"""A task due in a period of which a unit sent nothing counts as left undone, and is asked again."""
FIRST_PROCEDURE = "first_procedure"
"""A unit's first procedure begins, or its last one ends, in mid-year: it sent parts without sheet TTHC."""
UNUSED_PARTS = "unused_parts"
"""A workbook of a part that is not used, since the unit sent one of the whole, is not listed as merged."""
CORRECTIONS = "corrections"
"""A workbook is replaced after the period was issued."""
AS_PRINTED = "as_printed"
"""Cells of reports hold what is printed, rounded to "số lẻ"; before, the exact ratio may stand there."""

LINEAGE = "lineage"
"""The lineage is complete: previous, changed and cumulative values, zeros, counted procedures, Word and page."""

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
        TASKS_COMPARED,
        SILENCE,
        FIRST_PROCEDURE,
        UNUSED_PARTS,
        CORRECTIONS,
        AS_PRINTED,
        LINEAGE,
    }
)
LANDED: frozenset[str] = frozenset(
    {
        TWO_CATALOGUES,
        UNIT_DATES,
        OWNER_CHANGES,
        EXPIRY,
        FIRST_PROCEDURE,
        SILENCE,
        AS_PRINTED,
        FRACTIONS,
        FLAG_FORMULAS,
        MIXED_OWNERS,
        DECIMALS,
        TASKS_COMPARED,
        UNUSED_PARTS,
        CORRECTIONS,
        LINEAGE,
    }
)
"""The features that must show no difference today; the tests and the script run with these unless told otherwise."""
