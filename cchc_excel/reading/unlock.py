"""Workbooks behind a password, opened with one that the officer gives (MS-OFFCRYPTO, by msoffcrypto-tool), or with the
one that Excel itself uses where only the workbook's structure is locked, and which it never asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem

_OF_EXCEL = "VelvetSweatshop"
"""[MS-XLS] 2.2.10, [MS-OFFCRYPTO] 2.3.7.1: the default password."""


def unlock(name: str, data: bytes, passwords: Sequence[str]) -> tuple[bytes, Problem | None]:
    """The workbook inside an OLE container that is locked. The Problem says that none of the passwords fits, or that
    this part of the program is not installed."""
    locked = kinds.WRONG_PASSWORD(Location(name)) if passwords else kinds.FILE_LOCKED(Location(name))
    try:
        import msoffcrypto  # an extra: only where something is locked
    except ImportError:
        return data, kinds.UNLOCK_NOT_INSTALLED(Location(name)) if passwords else locked
    for password in (*passwords, _OF_EXCEL):
        opened = BytesIO()
        try:
            book = msoffcrypto.OfficeFile(BytesIO(data))
            book.load_key(password=password, **({"verify_password": True} if book.format == "ooxml" else {}))
            book.decrypt(opened)
        except Exception:  # noqa: BLE001 - another password, a kind of lock it does not know, damage: it stays locked
            continue
        return opened.getvalue(), None
    return data, locked
