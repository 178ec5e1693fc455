"""Names of units and groups: what a cell of the catalogue may call them, and which units are meant."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable

import msgspec

from cchc_excel.catalogue.levels import BETWEEN, members
from cchc_excel.catalogue.near_names import nearest, suggestion
from cchc_excel.catalogue.short_names import abbreviates, notation, plain_words
from cchc_excel.catalogue.unit_model import Unit
from cchc_excel.values import fold

_PARENTHESES = re.compile(r"\([^)]*\)")
_SPLIT = re.compile(r"\s*[,;:]+\s*|(?<!đ)/(?!c\b)")
_AND = re.compile(r"\bvà\b")
_SIGNS = re.compile(r"^[\s.\-–'’+*•]+|[\s.\-–'’…]+$")
_ROLES = re.compile(
    r"^(?:(?:chủ trì|là|cùng|với|và|giao)\b\s*)+|"
    r"\s*(?:\b(?:chủ trì|thực hiện|tham mưu|là|cùng|và|hướng dẫn|(?:có )?liên quan|"
    r"tất cả|toàn thể|toàn bộ)\s*)+$"
)
_OWN_BODY = re.compile(
    r"\s+(?:(?:(?:trực\s+)?thuộc\s+(?:(?:ubnd|[uủ][ỷy] ban nhân dân)\s+)?)?"
    r"(?:sở|bộ|cục|chi cục|xã|phường|huyện|cơ quan)|trực thuộc)"
    r"(?=\s*(?:$|[,;:/.)]|(?:và|là|chủ trì|phối hợp|thực hiện|tham mưu)\b))"
)
"""Whose a unit is that has been named, in words that name no other: "Văn phòng Sở", "các phòng thuộc UBND xã"."""
_EVERYBODY = re.compile(r"tất cả|toàn thể|toàn bộ")
"""Said of a group ("tất cả các phòng"); alone it names nobody."""
_PARTNERS = "phối hợp"
_WITH = re.compile(r"^phối hợp\s+(?:với\s+)?")
_LEADS = "chủ trì"
_LEADS_ALONE = re.compile(r"\(\s*(?:(?:cơ quan|đơn vị)\s+)?chủ trì\s*\)")
_PARTNERS_BEFORE = re.compile(r"\(\s*phối hợp\s*\)|\bphối hợp(?:\s+thực hiện)?(?=\s*(?:[;,.]|$))")
_ALIKE = 0.75
"""How alike two names are that may be meant for each other, from 0 to 1."""
_COMPILES = "tổng hợp"
_KIND_WORDS = 2
"""So many words say what kind of unit it is, at most: "Trung tâm"."""


class Leads(msgspec.Struct, frozen=True):
    """Who a lead cell names: the units that lead, the units that compile, what nobody is called, one by one, and the
    units that only take part ("phối hợp")."""

    units: tuple[str, ...] = ()
    compilers: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


class Names:
    """Every name of a unit (code, name, alias) and of a group, folded, with the units it means in sheet order. A name
    that units of several departments have means all of them; a department's name means its units."""

    def __init__(self, units: Iterable[Unit], departments: Iterable[Unit] = ()) -> None:
        units = list(units)
        self._spelt: dict[str, str] = {}
        named: dict[str, list[str]] = {}
        groups: dict[str, list[str]] = {}
        for unit in units:
            own_code = unit.code.rpartition(BETWEEN)[2]
            spelt = {fold(name): name for name in (own_code, unit.code, unit.name, *unit.aliases)}
            self._spelt |= spelt
            for name in spelt:
                named.setdefault(name, []).append(unit.code)
            for group in unit.groups:
                groups.setdefault(fold(group), []).append(unit.code)
                self._spelt.setdefault(fold(group), group)
        for department in departments:
            own = members([unit.code for unit in units], department.code)
            groups |= {fold(name): own for name in (department.code, department.name, *department.aliases)}
            self._spelt.setdefault(fold(department.name), department.name)
        self._known = {name: tuple(codes) for name, codes in {**groups, **named}.items()}
        self._codes: dict[str, str] = {}
        self._squeezed: dict[str, set[str]] = {}
        for unit in units:
            self._codes[unit.code.casefold()] = unit.code
            for name in (unit.name, *unit.aliases):
                self._squeezed.setdefault("".join(plain_words(name)), set()).add(unit.code)
        self._lengths = sorted({len(name) for name in self._squeezed} - {0})
        self._noted: dict[str, set[str]] = {}
        for name in self._known:
            for written in (name, _OWN_BODY.sub("", name)):
                self._noted.setdefault(notation(written), set()).add(name)

    @functools.cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Any of the names; where nothing has a name, no text at all."""
        longest_first = sorted(self._known, key=lambda name: (-len(name), name))
        return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first) or r"(?!)")

    def units(self, name: str) -> tuple[str, ...] | None:
        """The units that a unit's or group's name means; None if nobody is called so."""
        return self._known.get(fold(name))

    def named_in(self, file_name: str) -> set[str]:
        """The units whose code is a word of a file's name, or whose name stands in it, marks and signs aside."""
        words = plain_words(file_name)
        squeezed = "".join(words)
        named = {self._codes[word] for word in words if word in self._codes}
        for length in self._lengths:
            for at in range(len(squeezed) - length + 1):
                named |= self._squeezed.get(squeezed[at : at + length], set())
        return named

    def leads(self, text: str) -> Leads:
        """The units named in a lead cell of the plan.

        Names are matched longest first, ignoring case, before splitting at commas, ";", "/", line ends and "và": "Các
        phòng, đơn vị" is one group. Parentheses are dropped. A unit followed by "tổng hợp" compiles for those before
        it; what follows "phối hợp" takes part, and so does what stands before it where nothing follows ("A chủ trì; B
        phối hợp"), and what follows "(chủ trì)". "'-" names nobody.
        """
        leading, helping = self._by_role(self._in_full(fold(text.replace("\n", " ; "))))
        units, compilers, unknown = self._named(leading)
        partners, _, _ = self._named(helping)
        if not (units or unknown or partners) and _EVERYBODY.search(leading):
            unknown = (" ".join(leading.split()),)
        return Leads(units, compilers, tuple(_as_written(piece, text) for piece in unknown), partners)

    def hint(self, name: str) -> str:
        """The only name that it is a part of, marks aside, else the nearest one, as a message suggests it, else the
        only one that it is an abbreviation of; "" where there is none."""
        part = self._only(lambda one: _is_part(name, one))
        near = None if part else nearest(fold(name), self._spelt, _ALIKE)
        return suggestion(part or (self._spelt[near] if near else self._only(lambda one: abbreviates(name, one))))

    def _only(self, fits: Callable[[str], bool]) -> str | None:
        """The name, as spelt, of the only unit or group of which a name fits."""
        fitting = {self._known[one]: spelt for one, spelt in self._spelt.items() if fits(one)}
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _in_full(self, folded: str) -> str:
        """A folded lead cell with each name that is only written otherwise ("P. Nội vụ", "HĐND&UBND") as it is known:
        what stands between signs, else what "và" separates in it."""
        cuts = [*_SPLIT.finditer(folded)]
        starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(folded)]
        pieces: list[str] = []
        for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
            whole = folded[start:end]
            parts = (self._as_known(part) or part for part in _AND.split(whole))
            pieces += [self._as_known(whole) or "và".join(parts), cuts[at][0] if at < len(cuts) else ""]
        return "".join(pieces)

    def _as_known(self, piece: str) -> str:
        """A piece of a lead cell whose name is one that is known, written otherwise; "" where it is none, or as
        known."""
        name = _WITH.sub("", _bare(_PARENTHESES.sub(" ", piece)))
        known = {one for text in (name, _OWN_BODY.sub("", name)) for one in self._noted.get(notation(text), ())}
        return piece.replace(name, known.pop(), 1) if name not in self._known and len(known) == 1 else ""

    def _by_role(self, folded: str) -> tuple[str, str]:
        """A folded lead cell, parentheses dropped, as the text that leads and the text that takes part."""
        *before, after = _LEADS_ALONE.split(folded)
        alone = bool(before) and not any(role in after for role in ("thực hiện", _COMPILES, _LEADS))
        leading, late = (f" {_LEADS} ".join([*before, ""]), after) if alone else (folded, "")
        masked = self._pattern.sub(lambda name: re.sub(r"[^\w ]", "_", name[0]), leading)
        match = _PARTNERS_BEFORE.search(masked)
        start = _begin_of_partners(masked[: match.start()]) if match else 0
        rest = leading[match.end() :] if match else ""
        if match is None or not (start or _LEADS in rest):
            leading, _, helping = _PARENTHESES.sub(" ", leading).partition(_PARTNERS)
        elif _LEADS in rest:
            leading, helping = f"{leading[:start]} ; {rest}", leading[start : match.start()]
        else:
            leading, helping = leading[:start], f"{leading[start : match.start()]} ; {rest}"
        return _PARENTHESES.sub(" ", leading), _PARENTHESES.sub(" ", f"{helping} ; {late}")

    def _named(self, rest: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Units, compilers and what is left over of a folded text."""
        named: list[str] = []
        compilers: list[str] = []
        left_over: list[str] = []
        at = 0
        for match in self._pattern.finditer(rest):
            if match.start() < at:
                continue
            left_over.append(rest[at : match.start()])
            own_body = _OWN_BODY.match(rest, match.end())
            at = own_body.end() if own_body else match.end()
            after = rest[at:].lstrip()
            if named and after.startswith(_COMPILES):
                compilers.extend(self._known[match[0]])
                at = len(rest) - len(after) + len(_COMPILES)
            else:
                named.extend(self._known[match[0]])
        left_over.append(rest[at:])
        unknown = [piece for text in left_over for piece in self._pieces(text)]
        return tuple(dict.fromkeys(named)), tuple(dict.fromkeys(compilers)), tuple(dict.fromkeys(unknown))

    def _pieces(self, text: str) -> list[str]:
        """The names in a text that nobody is called by. "và" separates two, unless a known name is near the whole."""
        found: list[str] = []
        for part in _SPLIT.split(text):
            whole = _bare(part)
            found.extend([whole] if not whole or nearest(whole, self._spelt, _ALIKE) else map(_bare, _AND.split(part)))
        return [piece for piece in found if piece]


def _begin_of_partners(before: str) -> int:
    """Where those begin that "phối hợp" stands behind: after who leads, else after the last ";", else the last name; 0
    where all would be: somebody leads."""
    if before.rstrip(" ,;").endswith(_LEADS):
        return len(before)
    for sign in (_LEADS, ";", ","):
        at = before.rfind(sign)
        if at >= 0 and before[at + len(sign) :].strip(" ,;"):
            return at + len(sign)
    return 0


def _is_part(name: str, of: str) -> bool:
    """Whether a longer name begins with several words, marks aside, or does so after what kind of unit it is: "Quản lý
    Công nghiệp" is a part of "Phòng Quản lý Công nghiệp và Môi trường"."""
    words, whole = plain_words(name), plain_words(of)
    starts = range(_KIND_WORDS + 1)
    return 1 < len(words) < len(whole) and any(whole[at : at + len(words)] == words for at in starts)


def _as_written(piece: str, text: str) -> str:
    """A folded piece of a text with its capitals."""
    written = unicodedata.normalize("NFC", " ".join(text.split()))
    at = written.casefold().find(piece)
    return written[at : at + len(piece)] if at >= 0 and len(written.casefold()) == len(written) else piece


def _bare(text: str) -> str:
    """A name without signs around it and the words that say what it does."""
    words = " ".join(_SIGNS.sub(" ", text).split())
    return _ROLES.sub("", words).strip()
