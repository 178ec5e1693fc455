"""The features of a workbook that filling must keep: templates that have them, and a check for each."""
