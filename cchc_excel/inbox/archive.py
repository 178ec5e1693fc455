"""What arrives -> the files inside: a message's attachments, a package's members, at any depth within bounds.

Whose is a file that was forwarded? The innermost message that carries it names its sender, date and id: Văn phòng
may pass a unit's message on, and the workbook still comes from the unit. A forward that does not attach the message but
only its files comes from who forwards it: nobody else is known for certain.
"""

from __future__ import annotations

import io
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from pathlib import Path, PurePosixPath

import msgspec

from cchc_excel.inbox.envelopes import Envelope
from cchc_excel.inbox.listing import DOCUMENTS, WORKBOOKS
from cchc_excel.inbox.mbox import holds_several, is_mbox, mbox_messages
from cchc_excel.inbox.message import (
    NAMELESS,
    TooComplexError,
    envelope_of,
    files_in,
    is_bounce,
    is_understood,
    looks_like_message,
    parse_message,
)
from cchc_excel.inbox.tnef import SIGNATURE, read_tnef
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, damage_reason
from cchc_excel.reading.guard import OTHER_PACKED

MAX_DEPTH = 6
MAX_FILES = 2_000
MAX_BYTES = 1 << 29
"""Bounds of one delivery, everything in it together: messages and packages within each other, files, and bytes
unpacked (512 MB). All are far above any honest message."""
MAX_MESSAGE = 1 << 27
"""Bytes of one message (128 MB): taking it apart needs ten times as much memory."""
SECONDS = 30.0
"""Of one delivery: headers made to keep a parser busy cost no more."""
_RATIO, _RATIO_FROM = 200, 4 << 20
"""A member of a package that is larger and packed closer than this holds nothing: workbooks are packed already."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_WORKBOOK = "Workbook".encode("utf-16-le")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
"""Names of streams that tell what an OLE container holds."""
_OPEN_DOCUMENT = b"opendocument.spreadsheet"
_OF_MAC = "__MACOSX/"
_HEAD = 64
_MESSAGES = frozenset({".eml", ".emlx", ".msg"})
_BOUNCE = "bỏ qua thư báo của hệ thống thư (không gửi được, hoặc đã nhận)"
_APPLE_NOTES = b"\x00\x05\x16\x07"
"""How a file begins that a Mac puts beside another, with what it knows of it."""
_UNSUPPORTED = frozenset({".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".cab", ".iso"})
_SAYS_NOTHING = frozenset({"", ".zip", ".dat", ".bin", ".001"})
"""Endings of a package of any kind."""
_ENCRYPTED_OR_SIGNED = frozenset({".p7m", ".p7s", ".pgp", ".gpg"})


class IncomingFile(msgspec.Struct, frozen=True):
    """A file that arrived: its own name (no folders), its bytes, the innermost message it came in, if any."""

    name: str
    data: bytes
    envelope: Envelope


class Delivery(msgspec.Struct):
    """One message, or one file or package that is none: its name, its envelope (None: no message), every file in it in
    order, what could not be opened, and what is said of it besides."""

    name: str
    envelope: Envelope | None = None
    files: list[IncomingFile] = []
    problems: list[Problem] = []
    notes: list[str] = []


class _TooMuchError(Exception):
    pass


def unpack(name: str, data: bytes) -> list[Delivery]:
    """What is in a file as it arrived: one Delivery for it, or, where it is a package of messages, one more for each. A
    file that is neither a message nor a package is its own only content. Nothing is raised: what cannot be opened is a
    problem of its delivery, and so is going beyond the bounds; what was unpacked before stays."""
    return _Unpacker().unpack(name, data)


class _Unpacker:
    """Unpacks one file, and counts down what may still be unpacked."""

    def __init__(self) -> None:
        self._files, self._size = MAX_FILES, MAX_BYTES
        self._end = time.monotonic() + SECONDS
        self._deliveries: list[Delivery] = []

    def unpack(self, name: str, data: bytes) -> list[Delivery]:
        """See `unpack` of the module."""
        outer = Delivery(name)
        self._deliveries.append(outer)
        try:
            self._open(name, data, outer, 0)
        except _TooMuchError:
            self._deliveries[-1].problems.append(kinds.PACKED_TOO_MUCH(Location(name)))
        if len(self._deliveries) > 1 and not outer.files and not outer.problems and outer.envelope is None:
            self._deliveries.remove(outer)  # only messages were in it, and each has its own line
        return self._deliveries

    def _open(self, name: str, data: bytes, into: Delivery, depth: int, envelope: Envelope | None = None) -> None:
        """Put a file, or what is in it, into a delivery. Foreign packages are opened here and nowhere else: whatever
        fails in opening one is its Problem, and what was unpacked before stays."""
        self._files, self._size = self._files - 1, self._size - len(data)
        if self._files < 0 or self._size < 0 or depth > MAX_DEPTH or time.monotonic() > self._end:
            raise _TooMuchError
        if data.startswith(_APPLE_NOTES):
            return
        name = _name_by_content(name, data)
        opener = self._opener(name, data)
        if opener is None:
            into.files.append(IncomingFile(name, data, envelope or Envelope()))
            return
        try:
            opener(name, data, into, depth, envelope)
        except _TooMuchError:
            raise
        except TooComplexError:
            into.problems.append(kinds.PACKED_TOO_MUCH(Location(name)))
        except Exception as error:  # noqa: BLE001 - libraries fail in many ways over foreign bytes
            kind = kinds.PACKED_BROKEN if data.startswith(b"PK") else kinds.MAIL_UNREADABLE
            into.problems.append(kind(Location(name), reason=damage_reason(error)))

    def _opener(self, name: str, data: bytes) -> Callable[[str, bytes, Delivery, int, Envelope | None], None] | None:
        suffix = PurePosixPath(name).suffix.lower()
        if data.startswith(SIGNATURE):
            return self._open_tnef
        if is_mbox(name, data[:_HEAD]) or (suffix not in WORKBOOKS | DOCUMENTS and holds_several(data)):
            return self._open_mbox
        if suffix in _MESSAGES or (suffix not in WORKBOOKS | DOCUMENTS and looks_like_message(data)):
            return self._open_outlook if data.startswith(_OLE) else self._open_message
        if suffix in _SAYS_NOTHING and data.startswith(OTHER_PACKED):
            return _refuse
        if suffix == ".zip":
            return self._open_zip
        if suffix in _UNSUPPORTED or suffix in _ENCRYPTED_OR_SIGNED:
            return _refuse
        return None

    def _open_message(self, _name: str, data: bytes, into: Delivery, depth: int, envelope: Envelope | None) -> None:
        if len(data) > MAX_MESSAGE:
            raise TooComplexError
        self._add_message(parse_message(data), self._delivery_for(_name, into, envelope), depth)

    def _delivery_for(self, name: str, into: Delivery, envelope: Envelope | None) -> Delivery:
        """A message in a message belongs to it; one that came by itself or in a package has a delivery of its own."""
        if envelope is not None or into.envelope is not None or (into.name == name and not into.files):
            return into
        own = Delivery(name)
        self._deliveries.append(own)
        return own

    def _add_message(self, message: EmailMessage, into: Delivery, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise _TooMuchError
        envelope = envelope_of(message)
        into.envelope = into.envelope or envelope
        if is_bounce(message):
            into.notes.append(_BOUNCE)
            return
        if not is_understood(message, self._end):
            into.problems.append(kinds.MAIL_UNREADABLE(Location(into.name)))
        for part in files_in(message, self._end):
            if part.message is not None:
                self._files -= 1
                if self._files < 0:
                    raise _TooMuchError
                self._add_message(part.message, into, depth + 1)
            else:
                self._open(part.name, part.data, into, depth + 1, envelope)

    def _open_outlook(self, name: str, data: bytes, into: Delivery, depth: int, envelope: Envelope | None) -> None:
        from cchc_excel.inbox.outlook import OutlookMessage, read_outlook

        def add(message: OutlookMessage, level: int) -> None:
            delivery.envelope = delivery.envelope or message.envelope
            for inner, body in message.files:
                self._open(inner or NAMELESS, body, delivery, level + 1, message.envelope)
            for forwarded in message.messages:
                add(forwarded, level + 1)

        delivery = self._delivery_for(name, into, envelope)
        add(read_outlook(data), depth)

    def _open_tnef(self, _name: str, data: bytes, into: Delivery, depth: int, envelope: Envelope | None) -> None:
        for inner, body in read_tnef(data):
            self._open(inner or NAMELESS, body, into, depth + 1, envelope)

    def _open_mbox(self, name: str, data: bytes, into: Delivery, depth: int, envelope: Envelope | None) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "mbox"
            file.write_bytes(data)
            for number, body in enumerate(mbox_messages(file), start=1):
                self._open(f"{name}-{number}.eml", body, into, depth + 1, envelope)

    def _open_zip(self, name: str, data: bytes, into: Delivery, depth: int, envelope: Envelope | None) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            locked = swollen = False
            for member in package.infolist():
                if member.is_dir() or member.filename.startswith(_OF_MAC):
                    continue
                if member.flag_bits & 1:
                    locked = True
                    continue
                if member.file_size > self._size:
                    raise _TooMuchError
                inner = PurePosixPath(_member_name(member).replace("\\", "/")).name
                if member.file_size > max(_RATIO_FROM, _RATIO * member.compress_size):
                    swollen = True
                    continue
                try:
                    body = package.read(member)
                except Exception as error:  # noqa: BLE001 - one damaged member; the others may be whole
                    into.problems.append(kinds.PACKED_BROKEN(Location(inner), reason=damage_reason(error)))
                    continue
                self._open(inner, body, into, depth + 1, envelope)
        if locked:
            into.problems.append(kinds.PACKED_LOCKED(Location(name)))
        if swollen:
            into.problems.append(kinds.PACKED_TOO_MUCH(Location(name)))


def _refuse(name: str, _data: bytes, into: Delivery, _depth: int, _envelope: Envelope | None) -> None:
    """A package or a sealed message that nobody here can open; a mere signature is nothing to open."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".p7s":
        return
    kind = kinds.MAIL_SEALED if suffix in _ENCRYPTED_OR_SIGNED else kinds.PACKED_UNKNOWN
    into.problems.append(kind(Location(name)))


def _name_by_content(name: str, data: bytes) -> str:
    """A name whose ending says what the bytes are, where the given one is none of a workbook: somebody renamed it, or a
    mail program did."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in WORKBOOKS:
        return name
    if data.startswith(b"PK"):
        names = _members(data)
        ending = _workbook_ending(names, data)
        if ending:
            return f"{PurePosixPath(name).stem if suffix == '.zip' else name}{ending}"
        is_other = suffix == ".zip" or suffix in DOCUMENTS or "[Content_Types].xml" in names or not names
        return name if is_other else f"{name}.zip"
    if data.startswith(_OLE) and suffix not in DOCUMENTS and _OUTLOOK not in data:
        return f"{name}.xls" if _OLD_WORKBOOK in data or _LOCKED in data else name
    is_message = data.startswith(_OLE) and (not suffix or _OUTLOOK in data) and suffix not in _MESSAGES | DOCUMENTS
    return f"{name}.msg" if is_message else name


def _workbook_ending(members: Sequence[str], data: bytes) -> str:
    """The ending of a workbook that is a package; "" for any other package. A package of OpenDocument says what it is
    in its first part, which is not packed."""
    if any(name.lower().startswith("xl/workbook") and name.lower().endswith(".bin") for name in members):
        return ".xlsb"
    if any(name.lower().startswith("xl/worksheets/") for name in members):
        return ".xlsx"
    return ".ods" if _OPEN_DOCUMENT in data[:200] else ""


def _members(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.namelist()
    except Exception:  # noqa: BLE001 - then it is no package, and its own name stands
        return []


def _member_name(member: zipfile.ZipInfo) -> str:
    """A member's name; Windows packs names in UTF-8 without saying so, and Python then reads them as cp437."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename
