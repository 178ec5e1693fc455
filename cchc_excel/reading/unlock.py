"""Workbooks behind a password, opened with one that the officer gives (MS-OFFCRYPTO, by msoffcrypto-tool)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem


def unlock(name: str, data: bytes, passwords: Sequence[str]) -> tuple[bytes, Problem | None]:
    """The workbook inside an OLE container that one of the passwords opens; the bytes as they came where they need
    none. The Problem says that none fits, or that this part of the program is not installed."""
    try:
        import msoffcrypto  # an extra: only where a password is given
        from msoffcrypto.exceptions import DecryptionError, InvalidKeyError
    except ImportError:
        return data, kinds.UNLOCK_NOT_INSTALLED(Location(name))
    book = msoffcrypto.OfficeFile(BytesIO(data))
    if not book.is_encrypted():
        return data, None
    for password in passwords:
        opened = BytesIO()
        try:
            book.load_key(password=password, verify_password=True)
            book.decrypt(opened)
        except (InvalidKeyError, DecryptionError):
            continue
        return opened.getvalue(), None
    return data, kinds.WRONG_PASSWORD(Location(name))
