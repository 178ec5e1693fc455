"""python -m tests.fill.features: writes docs/fill-features.md."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.fill.features.measure import PAGE, measured, page

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(page(measured(Path(folder))), encoding="utf-8")
