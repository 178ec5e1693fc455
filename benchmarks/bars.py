"""A picture of a few numbers: bars beside each other, as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

_HEIGHT, _NAMES, _LONGEST, _NUMBER = 34, 300, 480, 90


def bars(heading: str, numbers: Mapping[str, float]) -> str:
    """An SVG of a bar for each number, the first one marked."""
    most = max(numbers.values())
    width, height = _NAMES + _LONGEST + _NUMBER, _HEIGHT * (len(numbers) + 1) + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="Arial" font-size="16">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="10" y="24" font-weight="bold">{escape(heading)}</text>',
    ]
    for place, (name, number) in enumerate(numbers.items(), start=1):
        top, long = _HEIGHT * place + 6, max(number / most * _LONGEST, 1)
        colour = "#1f4e79" if place == 1 else "#9dc3e6"
        parts += [
            f'<text x="{_NAMES - 10}" y="{top + 18}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{_NAMES}" y="{top}" width="{long:.1f}" height="24" fill="{colour}"/>',
            f'<text x="{_NAMES + long + 8:.1f}" y="{top + 18}">{number:.1f}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""])
