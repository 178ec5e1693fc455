"""What a cell of a plan says, by the heading that it stands below."""

from __future__ import annotations

import re

from cchc_excel.catalogue.times import read_times
from cchc_excel.values import fold

_ITALIC = re.compile(r"</?i>", re.IGNORECASE)
_BARE = re.compile(r"(?:iv|iii|ii|i|\d{1,2})(?:(?:\s*[,;+&]\s*|\s+và\s+)(?:iv|iii|ii|i|\d{1,2}))*")
_PERIOD = re.compile(r"(?:tháng|quý)\s+(?:\d{1,2}|iv|i{1,3})(?:\s*/\s*20\d\d|\s+năm\s+20\d\d)?[.:]?")
_LEAD_AND_PARTNER = re.compile(r"chủ trì\s*(?:[/,;&+–-]|và)\s*(?:(?:cơ quan|đơn vị)\s+)?phối hợp")


def plain_text(text: str) -> str:
    """A text without tags of italics, its lines trimmed."""
    lines = (" ".join(line.split()) for line in _ITALIC.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)


def with_unit(title: str, text: str) -> str:
    """Numbers below "Tháng" or "Quý" as the time that they are: "2" is February; any other text as it stands."""
    return f"{title.strip()} {text}" if fold(title) in ("tháng", "quý") and _BARE.fullmatch(fold(text)) else text


def lead_and_partner(title: str, text: str) -> tuple[str, str]:
    """Who leads and who takes part, below "Chủ trì/phối hợp": what stands before and behind the first stroke or line
    end. Any other text leads wholly."""
    if not _LEAD_AND_PARTNER.search(fold(title)) or "chủ trì" in fold(text):
        return text, ""
    lead, _, partner = re.sub(r"\s*(?:/|\n|;)\s*", "\n", text, count=1).partition("\n")
    return lead, partner.strip()


def is_period(text: str) -> bool:
    """Whether a text is a month or quarter alone: the title of what falls into it."""
    return bool(_PERIOD.fullmatch(fold(text)))


def as_time(text: str) -> str:
    """A text that says months or days and nothing else, as the time of lines that say none: the title "QUÝ I" above
    them; "" where it does not."""
    times = read_times(text)
    return text if times.spans and not (times.repeated or times.unread) else ""
