"""Make the pictures of docs/: every report and a unit's workbook of the example, as LibreOffice prints them.

python -m scripts.make_pictures     (needs soffice and pdftoppm)
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.traced.year import write_year

ROOT = Path(__file__).resolve().parent.parent
PERIOD = "2022-Q1"
LAST = 0
PICTURES = (
    ("phu-luc", "output/bao-cao/phu-luc-khac-phuc-ton-tai.xlsx", 1),
    ("phu-luc-trang-ky", "output/bao-cao/phu-luc-khac-phuc-ton-tai.xlsx", LAST),
    ("tong-hop-ty-le", "output/bao-cao/tong-hop-ty-le.xlsx", 1),
    ("cach-tinh", "output/bao-cao/tong-hop-ty-le.xlsx", 2),
    ("bieu-do", "output/bao-cao/tong-hop-ty-le.xlsx", 3),
    ("tinh-hinh-giai-quyet-tthc", "output/bao-cao/tinh-hinh-giai-quyet-tthc.xlsx", 1),
    ("bang-tu-cham-diem", "output/bao-cao/bang-tu-cham-diem.xlsx", 1),
    ("bang-tu-cham-diem-trang-ky", "output/bao-cao/bang-tu-cham-diem.xlsx", 5),
    ("bao-cao-ket-qua-cchc", "output/bao-cao/bao-cao-ket-qua-cchc.docx", 1),
    ("bao-cao-ket-qua-cchc-trang-ky", "output/bao-cao/bao-cao-ket-qua-cchc.docx", LAST),
    ("bieu-mau", "input/XNK.xlsx", 2),
    ("xu-huong-nam", "year/bao-cao/xu-huong-nam.xlsx", 1),
    ("xu-huong-nam-bieu-do", "year/bao-cao/xu-huong-nam.xlsx", 2),
)
"""Name, document (of the example's period, or of an invented year's third quarter), page."""
YEAR_PERIOD, INCOMPLETE = "2022-Q3", ("2022-Q2/KTAT.xlsx", "2022-Q2/QLNL.xlsx")
"""The quarter that looks back on the year, and workbooks that the quarter before lacks."""
DOTS = 70


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        output = work / "output"
        merge = [sys.executable, "-m", "cchc_excel.cli", "merge", PERIOD, "--root", str(ROOT), "--output", str(output)]
        subprocess.run(merge, check=True, stdout=subprocess.DEVNULL)
        _write_year(work / "year")
        sources = {told: _source(told, output) for _, told, _ in PICTURES}
        convert = ["soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless"]
        convert += ["--convert-to", "pdf", "--outdir", str(work), *(str(source) for source in sources.values())]
        subprocess.run(convert, check=True, stdout=subprocess.DEVNULL)
        (ROOT / "docs").mkdir(exist_ok=True)
        for name, told, page in PICTURES:
            picture(work / f"{sources[told].stem}.pdf", page, ROOT / "docs" / f"{name}.png")


def _write_year(root: Path) -> None:
    write_year(root)
    for name in INCOMPLETE:
        (root / "input" / name).unlink()
    merge = [sys.executable, "-m", "cchc_excel.cli", "merge", YEAR_PERIOD, "--root", str(root)]
    subprocess.run(merge, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _source(told: str, output: Path) -> Path:
    if told.startswith("year/"):
        return output.parent / "year" / "output" / YEAR_PERIOD / told.partition("/")[2]
    base = output / PERIOD if told.startswith("output/") else ROOT / "input" / PERIOD
    return base / told.partition("/")[2]


def picture(pdf: Path, page: int, target: Path, *more: str) -> None:
    """One page of a PDF as a PNG; `more`: further options of pdftoppm."""
    if page == LAST:
        told = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
        page = int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pages:")))
    pages = ["pdftoppm", "-png", "-singlefile", "-r", str(DOTS), "-f", str(page), "-l", str(page)]
    subprocess.run([*pages, *more, str(pdf), str(target.with_suffix(""))], check=True)


if __name__ == "__main__":
    main()
