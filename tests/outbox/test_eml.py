"""A draft letter reads back as it was written, whatever its texts and names."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_excel.outbox.eml import draft

WORDS = st.lists(
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12), min_size=1, max_size=30
).map(" ".join)


def read(data: bytes) -> EmailMessage:
    told = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(told, EmailMessage)
    return told


@settings(deadline=None, max_examples=60, derandomize=True)
@given(subject=WORDS, body=WORDS, name=WORDS.map(lambda text: text.replace("/", "_")), data=st.binary(max_size=300))
def test_every_text_comes_back(subject: str, body: str, name: str, data: bytes) -> None:
    told = read(draft("vp@sct.example", subject, body, {f"{name}.xlsx": data}))
    assert told["Subject"] == " ".join(subject.split())
    text = told.get_body()
    assert text is not None
    assert text.get_content().rstrip() == body.rstrip()
    (part,) = told.iter_attachments()
    assert part.get_filename() == f"{name}.xlsx"
    assert part.get_payload(decode=True) == data


def test_lines_are_short_enough_for_any_mail_server() -> None:
    data = draft("vp@sct.example", "Biểu mẫu " * 60, "Kính gửi: " * 400, {"Biểu mẫu quý I.xlsx": bytes(9_000)})
    assert max(len(line) for line in data.splitlines()) <= 998
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_what_is_no_address_is_left_to_the_officer() -> None:
    for to in (None, "", "không có", "a@b\r\nBcc: khac@example.com", "người@sở.vn"):
        told = read(draft(to, "a", "b", {}))
        assert told["Bcc"] is None
        assert told["To"] is None or told["To"] == "a@b"
