"""Make messages.mo, click's words in Vietnamese as gettext reads them, from messages.po.

python scripts/make_translation.py
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent.parent / "cchc_excel" / "terminal" / "locale" / "vi" / "LC_MESSAGES"
TARGET = FOLDER / "messages.mo"


def main() -> None:
    with (FOLDER / "messages.po").open("rb") as source, TARGET.open("wb") as target:
        write_mo(target, read_po(source, locale="vi"))


if __name__ == "__main__":
    main()
