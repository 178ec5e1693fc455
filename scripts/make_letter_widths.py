"""Make cchc_excel/fill/letter_widths.py: how wide the letters of Times New Roman are.

Liberation Serif has the same widths by design, but no letters with a horn or a dot below; where Times New Roman is not
installed, programs take those from DejaVu Serif, which is wider, and a row must be high enough there as well. Needs
fontTools (`pip install fonttools`) and the folder of each font.

python -m scripts.make_letter_widths /usr/share/fonts/truetype/liberation /usr/share/fonts/truetype/dejavu
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "cchc_excel" / "fill" / "letter_widths.py"
STYLES = {"Regular": "", "Bold": "-Bold", "Italic": "-Italic", "BoldItalic": "-BoldItalic"}
"""Of Liberation Serif -> of DejaVu Serif."""
EM = 2048
RANGES = (
    *((0x20, 0x7E), (0xA0, 0xFF), (0x102, 0x103), (0x110, 0x111), (0x128, 0x129), (0x168, 0x169), (0x1A0, 0x1A1)),
    *((0x1AF, 0x1B0), (0x1EA0, 0x1EF9), (0x2010, 0x2026), (0x2190, 0x2193), (0x2264, 0x2265)),
)
HEAD = '''"""Widths of the letters of Times New Roman in 2048ths of their size, by style: width -> letters.

Made by scripts/make_letter_widths.py from Liberation Serif, which has the same widths; letters that it lacks are as
wide as those of DejaVu Serif, which stand in for them.
"""

from __future__ import annotations

# fmt: off
'''


def widths(fonts: list[Path]) -> dict[int, str]:
    """Width -> its letters; a letter is as wide as in the first font that has it."""
    from fontTools.ttLib import TTFont

    known: dict[str, int] = {}
    for font in map(TTFont, fonts):
        names, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        for code in (code for first, last in RANGES for code in range(first, last + 1) if code in names):
            known.setdefault(chr(code), round(advances[names[code]][0] * EM / em))
    found: dict[int, str] = defaultdict(str)
    for letter in sorted(known):
        found[known[letter]] += letter
    return dict(sorted(found.items()))


def table(times: Path, other: Path) -> str:
    """The module's text."""
    lines = [HEAD]
    for style, same in STYLES.items():
        lines.append(f"{style.upper()} = {{\n")
        found = widths([times / f"LiberationSerif-{style}.ttf", other / f"DejaVuSerif{same}.ttf"])
        lines += [f"    {width}: {literal(letters)},\n" for width, letters in found.items()]
        lines.append("}\n")
    return "".join(lines)


def literal(letters: str) -> str:
    """A string literal that shows letters as they are, but for spaces and strokes nobody could tell apart."""
    shown = (
        f"\\u{ord(letter):04x}" if letter != " " and (letter.isspace() or letter in "\xad‐‑‒–—―‘’‚‛") else letter
        for letter in letters.replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{"".join(shown)}"'


if __name__ == "__main__":
    TARGET.write_text(table(*map(Path, sys.argv[1:])), encoding="utf-8")
