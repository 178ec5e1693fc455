"""What really arrives: named bad variants of a good filled workbook, each with what must be said of it, written down by
hand. `catalogue.py` lists them all; the other modules make them, a family of faults each."""
