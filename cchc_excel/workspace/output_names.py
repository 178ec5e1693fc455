"""What the program writes into output/<kỳ>/, by name: the one place where each name stands.

People and their scripts look for these names; none changes with the catalogue or the language of the machine.
"""

from __future__ import annotations

FORMS = "bieu-mau"
"""Folder: the blank workbook of each unit, <mã>.xlsx."""
REPORTS = "bao-cao"
"""Folder: a report for each template; templates/ has a folder of the same name for the templates."""
PRINTED = f"{REPORTS}/pdf"
"""Folder: the reports printed, where that was asked for."""
RETURNED = "tra-lai"
"""Folder: an annotated copy of each workbook that goes back, with a draft letter."""
REMINDERS = "thu-nhac"
"""Folder: a draft letter for each unit that has not sent, or must send again."""
RECEIPTS = "bien-nhan"
"""Folder: a draft letter for each message that brought workbooks."""
ISSUED = "phat-hanh"
"""Folder: a numbered copy of each issue, never changed later."""
KEPT = "cu"
"""Folder: what people changed, or put, where the program writes."""
FIGURE_SOURCES = "nguon-so-lieu.xlsx"
"""Where each figure of each report comes from, every problem, every file."""
DATA_FILE = "so-lieu.xlsx"
"""The figures as plain tables, for analysts and for the level above."""
PAGE = "tong-hop.html"
"""The page to look at; templates/ has a file of the same name, its template."""
STATE = ".cchc"
"""Hidden folder: the lock, the journal of a swap, what an earlier run left; never for people."""

LOCK_FILES = ("~$", ".~lock.")
"""How the names begin of the files that Excel and LibreOffice put beside a workbook while it is open."""

OWNED = (REPORTS, FIGURE_SOURCES, DATA_FILE, PAGE, RETURNED)
"""What a merge owns in the folder of a result; everything else there is kept."""
