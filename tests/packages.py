"""Office files put together from parts."""

from __future__ import annotations

import zipfile
from io import BytesIO


def packed(parts: dict[str, bytes], compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts (name -> bytes) as a package, always with the same bytes."""
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w", compress, compresslevel=1) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (2022, 3, 15, 8, 0, 0))
            entry.compress_type = compress
            package.writestr(entry, data, compresslevel=1)
    return memory.getvalue()
