"""Records that the program keeps as JSON for its later runs, such that people can read them too."""

from __future__ import annotations

import msgspec


def indented_json(record: msgspec.Struct) -> bytes:
    """A record as the bytes of a JSON file, one value a line."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"
