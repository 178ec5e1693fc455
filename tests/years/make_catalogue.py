"""Random catalogues: units, procedures, figures and a plan, all invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

from tests.years import features as f
from tests.years.make_rules import random_indicators, random_scores
from tests.years.model import (
    CLOSING,
    OPENING,
    PROCEDURE,
    UNIT,
    Catalogue,
    Figure,
    Item,
    Period,
    Procedure,
    Unit,
)
from tests.years.periods import month_end, periods_of

FIRST_YEAR = 2022
FLAGS = ("truc_tuyen", "buu_chinh", "co_phi")
OFFICE = "VP"
ROOMS = ("BAC", "DONG", "NAM", "TAY", "TRUNG")
ROOM_NAMES = {"BAC": "Phòng Bắc", "DONG": "Phòng Đông", "NAM": "Phòng Nam", "TAY": "Phòng Tây", "TRUNG": "Phòng Trung"}
SUCCESSOR, NEWCOMER = "HOP", "MOI"
ROOM_GROUP, ALL_GROUP = "Các phòng", "Toàn cơ quan"
FIELDS = ("Điện", "Hoá chất", "Thương mại")
TIMES = (
    "Hàng tháng",
    "Hàng Quý",
    "Quý, năm",
    "Trong năm",
    "Theo yêu cầu của cơ quan cấp trên",
    "",
    "Tháng 1, Tháng 12",
    "Tháng 3",
    "Tháng 6, tháng 11",
    "Tháng 2",
    "Tháng 9",
)


def catalogues(random: Random, features: frozenset[str]) -> list[Catalogue]:
    """One catalogue, or that of the first year and that of the next."""
    cut_off = random.choice([None, 14, 20])
    first = _first(random, features, cut_off)
    later = periods_of(FIRST_YEAR + 1, cut_off, before=True)
    if f.TWO_CATALOGUES in features:
        return [first, _next(random, features, first, later)]
    beside = {code: one for code, one in later.items() if one.months[-1] <= 3}
    return [replace(first, periods={**first.periods, **beside})]


def _first(random: Random, features: frozenset[str], cut_off: int | None) -> Catalogue:
    units = _units(random, features)
    figures = _figures(random, features, units)
    indicators = random_indicators(random, features)
    items = _items(random, features, units)
    return Catalogue(
        FIRST_YEAR,
        periods_of(FIRST_YEAR, cut_off, before=False),
        units,
        _procedures(random, features, units),
        FLAGS,
        figures,
        indicators,
        random_scores(random, indicators, items),
        items,
    )


def _next(random: Random, features: frozenset[str], old: Catalogue, periods: dict[str, Period]) -> Catalogue:
    """The next year's catalogue: most of the old one; other indicators, points and tasks, one procedure more."""
    indicators = random_indicators(random, features)
    items = _items(random, features, dict(old.units))
    owner = random.choice([one.code for one in old.units.values() if one.end is None])
    new = Procedure("2.100001", "Thủ tục mới", FIELDS[0], (owner,), dt.date(old.year + 1, 1, 1), None, frozenset(FLAGS))
    return replace(
        old,
        year=old.year + 1,
        periods=periods,
        procedures=(*old.procedures, new),
        indicators=indicators,
        scores=random_scores(random, indicators, items),
        items=items,
    )


def _units(random: Random, features: frozenset[str]) -> dict[str, Unit]:
    rooms = random.sample(ROOMS, random.randint(2, 4))
    units = [Unit(OFFICE, "Văn phòng", (ALL_GROUP,))]
    units += [Unit(code, ROOM_NAMES[code], (ALL_GROUP, ROOM_GROUP)) for code in sorted(rooms)]
    if f.UNIT_DATES in features:
        units = _with_dates(random, units)
    return {one.code: one for one in units}


def _with_dates(random: Random, units: list[Unit]) -> list[Unit]:
    """One room ends in mid-year: merged into a new one or into one that was there, or split without a successor; a
    newcomer may begin."""
    ended = random.randrange(1, len(units))
    last = month_end(FIRST_YEAR, random.choice([3, 5, 6, 8]))
    first = last + dt.timedelta(1)
    into = random.choice([SUCCESSOR, random.choice([one.code for at, one in enumerate(units) if at != ended]), None])
    found = [replace(one, end=last, into=into) if at == ended else one for at, one in enumerate(units)]
    if into == SUCCESSOR:
        found.append(Unit(SUCCESSOR, "Phòng Hợp nhất", (ALL_GROUP, ROOM_GROUP), start=first))
    if random.random() < 0.5:
        begin = dt.date(FIRST_YEAR, random.choice([2, 4, 7, 10]), 1)
        found.append(Unit(NEWCOMER, "Phòng Mới lập", (ALL_GROUP, ROOM_GROUP), start=begin))
    return found


def _procedures(random: Random, features: frozenset[str], units: dict[str, Unit]) -> tuple[Procedure, ...]:
    found: list[Procedure] = []
    for number in range(random.randint(3, 7)):
        owners = tuple(sorted(random.sample(list(units), 2 if random.random() < 0.2 else 1)))
        one = Procedure(
            f"2.00{random.randint(1, 9)}{number:03}",
            f"Thủ tục {number + 1}",
            random.choice(FIELDS),
            owners,
            random.choice([dt.date(2015, 5, 1), dt.date(2015, 5, 1), dt.date(FIRST_YEAR, random.randint(2, 11), 10)]),
            None,
            _some_flags(random),
        )
        found.extend(_rows_of(random, features, units, one))
    if f.FIRST_PROCEDURE not in features:
        found.extend(_lasting({unit for one in found for unit in one.owners}))
    return tuple(row for one in found for row in _handed_over(one, units))


def _handed_over(one: Procedure, units: dict[str, Unit]) -> list[Procedure]:
    """A procedure's row, cut where an owner ends: from the next day on it is its successor's, or the office's."""
    ended = [units[code] for code in one.owners if units[code].end]
    last = ended[0].end if ended else None
    if last is None or (one.end is not None and one.end <= last):
        return [one]
    heir = ended[0].into or OFFICE
    owners = tuple(sorted({heir if code == ended[0].code else code for code in one.owners}))
    first = last + dt.timedelta(1)
    if one.start > last:
        return [replace(one, owners=owners)]
    return [replace(one, end=last), replace(one, start=first, owners=owners)]


def _lasting(owners: set[str]) -> list[Procedure]:
    """A procedure for each owner that is always in force."""
    begun, flags = dt.date(2015, 5, 1), frozenset(FLAGS)
    return [
        Procedure(f"1.00100{at}", f"Thủ tục của {unit}", FIELDS[0], (unit,), begun, None, flags)
        for at, unit in enumerate(sorted(owners))
    ]


def _some_flags(random: Random) -> frozenset[str]:
    return frozenset(flag for flag in FLAGS if random.random() < 0.6)


def _rows_of(random: Random, features: frozenset[str], units: dict[str, Unit], one: Procedure) -> list[Procedure]:
    """The rows of a procedure: unchanged, ending, or changed in mid-year (flags, field; with the feature its owner)."""
    kind = random.choice(["same", "same", "ends", "changes"] + ["moves"] * (2 * (f.OWNER_CHANGES in features)))
    last = max(month_end(FIRST_YEAR, random.randint(2, 11)), one.start)
    if random.random() < 0.3:
        last = max(last - dt.timedelta(12), one.start)
    if kind == "same":
        return [one]
    if kind == "ends":
        return [replace(one, end=last)]
    owners = (random.choice(list(units)),) if kind == "moves" else one.owners
    after = replace(
        one,
        start=last + dt.timedelta(1),
        owners=owners,
        flags=_some_flags(random),
        field=random.choice(FIELDS),
    )
    return [replace(one, end=last), after]


def _figures(random: Random, features: frozenset[str], units: dict[str, Unit]) -> dict[str, Figure]:
    everybody = tuple(units)
    typists = random.choice([everybody, (OFFICE,), tuple(code for code in units if code != OFFICE)])
    stocks = random.choice([everybody, typists])
    found = [
        Figure("moi", PROCEDURE),
        Figure("mang_sang", PROCEDURE, rollup=OPENING, continues="con_a + con_b"),
        Figure("xong", PROCEDURE),
        Figure("tre", PROCEDURE),
        Figure("con_a", PROCEDURE, rollup=CLOSING),
        Figure("con_b", PROCEDURE, rollup=CLOSING),
        Figure("bc", PROCEDURE, only_if="buu_chinh"),
        Figure("phat_sinh", PROCEDURE, formula="moi + mang_sang"),
        Figure("ua", UNIT, typists),
        Figure("ub", UNIT, typists),
        Figure("ud", UNIT, typists),
        Figure("uc", UNIT, stocks),
        Figure("ton", UNIT, stocks, rollup=CLOSING),
        Figure("dau", UNIT, stocks, rollup=OPENING, continues="ton"),
    ]
    if stocks != typists:  # ratios over both would be of mixed owners
        found[-3:] = [replace(one, owners=typists) for one in found[-3:]]
    found.append(Figure("ut", UNIT, formula="ua + ub - ud"))
    extra = {
        f.FRACTIONS: [
            Figure("diem", PROCEDURE, formula="xong + 0.5 * tre"),
            Figure("ul", UNIT, formula="ua + 0.25 * ud"),
        ],
        f.FLAG_FORMULAS: [Figure("co_bc", PROCEDURE, formula="phat_sinh * buu_chinh")],
        f.DECIMALS: [Figure("phi", PROCEDURE, digits=2), Figure("um", UNIT, typists, digits=1)],
        f.MIXED_OWNERS: _mixed(random, everybody),
    }
    found += [one for feature, more in extra.items() if feature in features for one in more]
    return {one.code: one for one in found}


def _mixed(random: Random, units: tuple[str, ...]) -> list[Figure]:
    sizes = [random.randint(1, len(units)) for _ in range(2)]
    owners = [tuple(sorted(random.sample(units, size), key=units.index)) for size in sizes]
    return [Figure("va", UNIT, owners[0]), Figure("vb", UNIT, owners[1])]


def _items(random: Random, features: frozenset[str], units: dict[str, Unit]) -> tuple[Item, ...]:
    groups = {ROOM_GROUP: tuple(code for code, one in units.items() if ROOM_GROUP in one.groups)}
    groups[ALL_GROUP] = tuple(units)
    names = {one.name: (code,) for code, one in units.items()}
    times = TIMES if f.SILENCE in features else TIMES[:6]
    found = []
    for number in range(1, random.randint(4, 7)):
        time = random.choice(times)
        lead = random.choice([*groups, *names])
        leads = groups.get(lead) or names[lead]
        months = tuple(int(word) for word in time.replace(",", " ").split() if word.isdigit())
        found.append(Item(f"II.{number}", str(number), f"Nhiệm vụ {number}", lead, leads, time, months))
    if f.SILENCE not in features:  # VP always sends, so that no answer is ever missing
        time = random.choice(TIMES[6:])
        months = tuple(int(word) for word in time.replace(",", " ").split() if word.isdigit())
        found.append(Item("II.9", "9", "Nhiệm vụ của Văn phòng", "Văn phòng", (OFFICE,), time, months))
    return tuple(found)
