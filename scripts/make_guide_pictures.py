"""Make the pictures of docs/huong-dan.md from real runs: commands on a terminal, workbooks as LibreOffice prints them,
the page in Chromium.

python -m scripts.make_guide_pictures     (needs soffice, pdftoppm and chromium)
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from scripts.make_pictures import PERIOD, ROOT, picture
from tests.commands.test_run import change
from tests.pseudo_terminal import typed

DAY = "2022-03-16"
"""The pictures are of this day, the eve of the deadline."""
_ERASED = "\x1b[2K"
_TAKEN_BACK = re.compile(r"[^\n]*\n(?:\x1b\[\?25h)?\x1b\[1A(?=\x1b\[2K)")
_LINE, _LETTER, _EDGE = 18, 8, 16
_CLOSER = {"hd-nguon-so-lieu": ("-r", "130", "-x", "45", "-y", "58", "-W", "1390", "-H", "258")}
"""Where a whole page would be too small to read: the part to show."""
_PAGE = """<meta charset="utf-8"><style>body {{ margin: 0; background: #fff; color: #111 }}
pre {{ font: 13px/18px "Liberation Mono"; margin: 0; padding: 16px; border: 1px solid #999 }}</style>
<pre>{code}</pre>"""


def main() -> None:
    docs = ROOT / "docs"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "cchc"
        _quarter(work)
        told = typed(work, ("status", PERIOD, "--today", DAY), (), {"COLUMNS": "120"}).coloured
        terminal(f"> cchc status {PERIOD}\n{told}", docs / "hd-tinh-hinh.png", Path(folder))
        typed(work, ("template", PERIOD), ())
        typed(work, ("merge", PERIOD), ())
        answers = (("Chọn số", "1"), ("Chọn số", "2"), ("Chọn số", "0"), ("Chọn số", "0"))
        menu = typed(work, (), answers).coloured.rpartition("\r\n\r\n")[0].replace(str(work), "D:\\cchc")
        menu = re.sub(r"D:\\cchc/\S+", lambda path: path[0].replace("/", "\\"), menu)
        terminal(menu, docs / "hd-bam-dup.png", Path(folder))
        result = work / "output" / PERIOD
        browse(result / "tong-hop.html", (1100, 900), docs / "hd-tong-hop.png")
        shutil.move(result / "tra-lai" / "XNK.xlsx", result / "phieu.xlsx")
        printed = (
            (result / "bieu-mau" / "XNK.xlsx", "hd-bieu-mau"), (result / "phieu.xlsx", "hd-phieu-tra-lai"),
            (result / "nguon-so-lieu.xlsx", "hd-nguon-so-lieu"),
        )  # fmt: skip
        convert = ["soffice", f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless"]
        convert += ["--convert-to", "pdf", "--outdir", folder, *(str(file) for file, _ in printed)]
        subprocess.run(convert, check=True, stdout=subprocess.DEVNULL)
        for file, name in printed:
            picture(Path(folder) / f"{file.stem}.pdf", 1, docs / f"{name}.png", *_CLOSER.get(name, ()))


def _quarter(work: Path) -> None:
    """A working folder with the example quarter: TTR has not sent, XNK's workbook has mistakes."""
    typed(work.parent, ("init", str(work)), ())
    shutil.copytree(ROOT / "input" / PERIOD, work / "input" / PERIOD)
    (work / "input" / PERIOD / "TTR.xlsx").unlink()
    wrong = work / "input" / PERIOD / "XNK.xlsx"
    change(wrong, "Số liệu", "cv_giao", "gia_tri", -5, saved=DAY)
    change(wrong, "TTHC", "2.000063", "bcci", 90, saved=DAY)


def terminal(shown: str, target: Path, work: Path) -> None:
    """What a terminal showed, in its colours, as a picture."""
    shown = _TAKEN_BACK.sub("", shown.replace("\r", ""))  # what progress said
    lasting = "\n".join(line.rpartition(_ERASED)[2] for line in shown.split("\n"))
    text = Text.from_ansi(lasting)
    lines = text.plain.splitlines()
    console = Console(record=True, width=max(map(len, lines)) + 1, file=io.StringIO())
    console.print(text)
    page = work / "terminal.html"
    page.write_text(console.export_html(inline_styles=True, code_format=_PAGE), encoding="utf-8")
    browse(page, (max(map(len, lines)) * _LETTER + 2 * _EDGE, len(lines) * _LINE + 2 * _EDGE), target)


def browse(page: Path, size: tuple[int, int], target: Path) -> None:
    """The top of a page in Chromium."""
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--screenshot={target}"]
    window = f"--window-size={size[0]},{size[1]}"
    subprocess.run([*command, window, page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    main()
