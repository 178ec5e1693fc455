"""What arrives: messages, a mailbox file, a zip file in a zip file, a folder."""

from __future__ import annotations

import mailbox
import zipfile
from email.message import EmailMessage
from pathlib import Path

from scripts.compare_outputs.forms import MOMENT

XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def message(sender: str, *attached: tuple[str, bytes], subject: str = "Biểu CCHC quý I", day: int = 16) -> EmailMessage:
    """A message with attachments (name, bytes)."""
    made = EmailMessage()
    made["From"] = f"Đơn vị <{sender}>"
    made["To"] = "cchc@sct.example"
    made["Subject"] = subject
    made["Date"] = f"{'Wed' if day == 16 else 'Thu'}, {day} Mar 2022 08:30:00 +0700"
    made["Message-ID"] = f"<{sender}.{day}@sct.example>"
    made.set_content("Kính gửi Văn phòng.")
    for name, data in attached:
        made.add_attachment(data, maintype=XLSX[0], subtype=XLSX[1], filename=name)
    if attached:
        made.set_boundary("=-ranh")
    return made


def pack(target: Path, files: dict[str, bytes]) -> None:
    """A zip file."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(zipfile.ZipInfo(name, MOMENT), data)


def arrive(folder: Path, example: Path) -> None:
    """Letters in thu/, thu.mbox, tat-ca.zip, and a folder thu-muc/ of workbooks."""
    books = {unit.stem: unit.read_bytes() for unit in sorted(example.glob("*.xlsx"))}
    letters = folder / "thu"
    letters.mkdir(parents=True)
    sent = {
        "a": message("xnk@sct.example", ("Biểu quý I – phòng XNK.xlsx", books["XNK"])),
        "b": message("nguoi.la@example.com", ("VP.xlsx", books["VP"]), ("hỏng.xlsx", b"PK broken")),
        "c": message("qltm@sct.example", subject="Chưa kèm tệp"),
        "d": message("vp@sct.example", ("VP.xlsx", books["VP"]), ("ảnh.txt", b"abc"), day=17),
    }
    for name, letter in sent.items():
        (letters / f"{name}.eml").write_bytes(letter.as_bytes())
    (letters / "e.eml").write_bytes(_forwarded(message("ttr@sct.example", ("TTR.xlsx", books["TTR"]))))
    box = mailbox.mbox(folder / "thu.mbox")
    for unit in ("KHTC", "KTAT"):
        kept = mailbox.mboxMessage(message(f"{unit.lower()}@sct.example", (f"{unit}.xlsx", books[unit])))
        kept.set_from("unit Wed Mar 16 08:30:00 2022")
        box.add(kept)
    box.close()
    pack(folder / "trong.zip", {"QLNL.xlsx": books["QLNL"], "đọc.txt": b"abc"})
    pack(folder / "tat-ca.zip", {"q1/QLCN.xlsx": books["QLCN"], "q1/trong.zip": (folder / "trong.zip").read_bytes()})
    (folder / "thu-muc" / "sau").mkdir(parents=True)
    (folder / "thu-muc" / "QLTM.xlsx").write_bytes(books["QLTM"])
    (folder / "thu-muc" / "sau" / "KCTV.xlsx").write_bytes(books["KCTV"])


def _forwarded(inner: EmailMessage) -> bytes:
    outer = EmailMessage()
    outer["From"] = "vp@sct.example"
    outer["Subject"] = "Fwd: biểu"
    outer["Date"] = "Thu, 17 Mar 2022 08:30:00 +0700"
    outer.set_content("chuyển tiếp")
    outer.add_attachment(inner)
    return outer.as_bytes()
