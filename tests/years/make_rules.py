"""Random indicators and scoring rows of a catalogue, all invented."""

from __future__ import annotations

from random import Random

from tests.years import features as f
from tests.years.model import Indicator, Item, Scoring

EMPTY_POLICIES = ("Không phát sinh", "Không tính", "Điểm tối đa", "Không điểm")

ROW_RATIOS = (
    ("tong(xong)", "tong(xong + tre)"),
    ("tong(bc, buu_chinh)", "tong(phat_sinh, buu_chinh)"),
    ("tong(con_a + con_b)", "tong(phat_sinh)"),
    ("tong(con_b)", "tong(mang_sang)"),
    ("tong(xong - tre)", "tong(xong + tre)"),
    ("dem(truc_tuyen and moi > 0)", "dem(truc_tuyen and phat_sinh > 0)"),
    ("dem(co_phi and tre > 2)", "dem(co_phi)"),
    ("dem(moi > 3 or bc > 1)", "dem()"),
    ("dem(buu_chinh and not tre == 0)", "dem(buu_chinh)"),
)
UNIT_RATIOS = (
    ("ua", "ub"),
    ("ua - ud", "ub"),
    ("ut", "ub + ua"),
    ("uc", "ut"),
    ("ton", "dau + uc"),
    ("xh_tang", "xh_tang + xh_giam"),
    ("nv_hoan_thanh", "nv_giao"),
    ("nv_dung_han", "nv_giao"),
    ("nv_tre_han", "nv_giao"),
)
FEATURE_RATIOS = {
    f.FRACTIONS: (("tong(diem)", "tong(xong + tre)"), ("ul", "ub"), ("tong(1.5 * moi)", "tong(phat_sinh)")),
    f.FLAG_FORMULAS: (("tong(co_bc)", "tong(phat_sinh)"),),
    f.DECIMALS: (("tong(phi)", "tong(phat_sinh)"), ("um", "ub"), ("um + 0.5 * ua", "ub")),
    f.MIXED_OWNERS: (("va", "vb"), ("tong(xong)", "vb"), ("va + ua", "vb + ub"), ("tong(moi)", "va")),
}
CONDITIONS = {"tong": ("tong(tre) < 40", "dem(tre > 8) == 0"), "": ("ud == 0", "ud < 5 and ua > 3")}
REQUIREMENTS = ("> 30%", ">= 50 %", "= 100%", "≤ 80%", "< 12,5%", "≥ 33,3%")
PLAIN_REQUIREMENTS = (">= 1,5", "< 0,8", "> 2")


def random_indicators(random: Random, features: frozenset[str]) -> tuple[Indicator, ...]:
    extra = [pair for feature, pairs in FEATURE_RATIOS.items() if feature in features for pair in pairs]
    chosen = random.sample(ROW_RATIOS, random.randint(3, 4)) + random.sample(UNIT_RATIOS, random.randint(3, 4))
    chosen += random.sample(extra, min(len(extra), 3))
    return tuple(_indicator(random, number, *pair) for number, pair in enumerate(chosen, start=1))


def _indicator(random: Random, number: int, numerator: str, denominator: str) -> Indicator:
    percent = random.random() < 0.75
    wanted = random.choice(REQUIREMENTS if percent else PLAIN_REQUIREMENTS) if random.random() < 0.6 else ""
    of_rows, typed = "(" in numerator, numerator[0] == "u"
    conditions = CONDITIONS["tong"] if of_rows else CONDITIONS[""] if typed else ()
    condition = random.choice(conditions) if wanted and conditions and random.random() < 0.4 else ""
    return Indicator(
        f"ct_{number}",
        f"I.{number}",
        numerator,
        denominator,
        "%" if percent else "điểm",
        random.choice(EMPTY_POLICIES),
        wanted,
        condition,
        random.choice([2, 2, 2, 1, 0, 3]),
    )


def random_scores(random: Random, indicators: tuple[Indicator, ...], items: tuple[Item, ...]) -> tuple[Scoring, ...]:
    found = [_score(random, one) for one in indicators]
    found += [Scoring(one.key, "", "có/không", random.choice(["1", "0,75", ""]), "", "") for one in items]
    found.append(Scoring("III.1", "xh_tang", "mỗi mục", "", "điểm=0,5", "1"))
    found.append(Scoring("III.2", "xh_giam", "mỗi mục", "", "điểm=-0,35", "1"))
    found.append(Scoring("III.3", random.choice(["ud", "uc"]), "mỗi mục", "", random.choice(["điểm=0,1", ""]), "3"))
    found.append(Scoring("III.4", random.choice(["ud", "ua"]), "có/không", "2", "", ""))
    return tuple(found)


def _score(random: Random, one: Indicator) -> Scoring:
    shapes = {
        "": "",
        "tuyến tính": "",
        "ngưỡng": "từ=40%",
        "ngưỡng từ 0": "a=20%; b=90%",
        "bậc": "30%=0,5; 60%=1; 90%=1,5",
        "đạt": "",
        "có/không": "",
    }
    method = random.choice(list(shapes))
    maximum = random.choice(["1", "2", "0,75", "1,5", ""]) if method else ""
    return Scoring(one.key, one.code if method else "", method, maximum, shapes[method], "")
