"""Make the pictures of the README: a report and a unit's workbook of the example, as LibreOffice prints them.

python scripts/make_pictures.py     (needs soffice and pdftoppm)
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PERIOD = "2022-Q1"
PICTURES = (
    ("phu-luc", "output/bao-cao/phu-luc-khac-phuc-ton-tai.xlsx", 1),
    ("tong-hop-ty-le", "output/bao-cao/tong-hop-ty-le.xlsx", 1),
    ("bieu-mau", "input/XNK.xlsx", 3),
)
"""Name, workbook, page."""
DOTS = 110


def main() -> None:
    with tempfile.TemporaryDirectory() as work:
        output = Path(work) / "output"
        merge = [sys.executable, "-m", "cchc_excel.cli", "merge", PERIOD, "--root", str(ROOT), "--output", str(output)]
        subprocess.run(merge, check=True, stdout=subprocess.DEVNULL)
        for name, told, page in PICTURES:
            base = output / PERIOD if told.startswith("output/") else ROOT / "input" / PERIOD
            source = base / told.partition("/")[2]
            picture(source, page, ROOT / "docs" / f"{name}.png", Path(work))


def picture(source: Path, page: int, target: Path, work: Path) -> None:
    """One printed page of a workbook as a PNG."""
    target.parent.mkdir(exist_ok=True)
    convert = ["soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*convert, "--outdir", str(work), str(source)], check=True, stdout=subprocess.DEVNULL)
    pdf = work / f"{source.stem}.pdf"
    pages = ["pdftoppm", "-png", "-singlefile", "-r", str(DOTS), "-f", str(page), "-l", str(page)]
    subprocess.run([*pages, str(pdf), str(target.with_suffix(""))], check=True)


if __name__ == "__main__":
    main()
