"""What arguments formulas are tried with, by kinds of values and by functions."""

from __future__ import annotations

from cchc_excel.fill.formulas.functions import SPANS
from cchc_excel.fill.formulas.kinds import KINDS, Value
from cchc_excel.fill.formulas.syntax import ErrorValue

DATA, TALL = "D", 5
SAMPLES: dict[str, list[Value]] = {
    "s": [0.0, 1.0, 2.0, 3.0, 5.0, -3.0, 12.0, 60.0],
    "i": [100.0, 44634.0, 1234567.0, -250.0, 1500000000.0, 44651.0, 61.0, 2022.0],
    "h": [0.5, 2.5, -1.25, 1234.56, 0.285, 1.005, 33.3, 0.1],
    "f": [1 / 3, 0.1 + 0.2, 200 / 3, -1 / 7, 1.1 - 1, 1 - 0.9, 2 / 3, 5 / 6],
    "b": [True, False],
    "a": ["abc", "Dat", "b", "ABC", "Ho so A1", "x-y", "dat", "Khong"],
    "u": ["Đạt", "đạt", "Không đạt", "ĐẠT", "Chậm", "Phòng Nội vụ", "Sở Tư pháp", "chậm"],
    "d": ["12", "0", "-3", "1", "007", "100"],
    "l": ["14/3/2022", "1,234", "12%", " 5", "12.5", "TRUE", "1.234", "Mar 2022"],
    "q": [""],
    "o": [">5", ">=3", "<>2", "<2.5", "=5", "<=0", "<>0", ">100"],
    "k": ["<>Đạt", "=abc", "<>b", "=đạt", "<>chậm", "=Phòng Nội vụ"],
    "v": ["<>", "="],
    "w": ["*đạt", "?ạt", "a*", "*b*", "Ch*", "<>a*", "*n*", "~*", "=*t", "*nội*"],
    "z": [None],
    "e": [ErrorValue("#N/A"), ErrorValue("#DIV/0!"), ErrorValue("#VALUE!"), ErrorValue("#REF!")],
    "n": [ErrorValue("#N/A")],
    "g": [0.1 + 0.2, 1.1 - 1, 1 - 0.9, 4.35 * 100, 1.15 * 100, (0.7 + 0.1) * 10, 0.285 * 100, 1.1 + 2.2],
}
FINER: dict[str, list[Value]] = {
    "e": [ErrorValue("#DIV/0!"), ErrorValue("#VALUE!"), ErrorValue("#REF!")],
    "f": [1 / 3, 200 / 3, -1 / 7, 2 / 3, 5 / 6],
    "i": [44634.0, 44651.0, 2022.0, 44926.0, 36585.0, 43890.0, 44562.0, 44592.0],
    "s": [1.0, 2.0, 3.0, 5.0, 4.0, 12.0, 60.0],
    "h": [44634.5, 44651.25, 44926.75, 36585.125, 43890.5],
}
"""Samples for functions that tell more kinds apart; and days: LibreOffice counts from another day until March 1900, and
does not come back from days far beyond all years."""
ALL_SAMPLES = {kind: SAMPLES[kind] for kind in KINDS if kind in SAMPLES} | {
    f"{kind}!": values for kind, values in FINER.items()
}
NEAR = [
    *(
        (1 - 0.9, 0.1),
        (0.1 + 0.2, 0.3),
        (0.1 * 3, 0.3),
        (1.1 + 2.2, 3.3),
        (1 - 2 / 3, 1 / 3),
        (2 / 3, 0.666666666666667),
    ),
    *((1.0000000000000002, 1.0), (1.15 * 100, 115.0), (4.35 * 100, 435.0), ((0.7 + 0.1) * 10, 8.0), (1.1 - 1, 0.1)),
    *((0.285 * 100, 28.5), (1 - 0.9, 1.1 - 1), (5 / 6, 1 - 1 / 6), (1 - 1 / 7, 6 / 7), (100 * 1.1, 110.0)),
]
"""Numbers that many compare as equal."""
HALVES = (2.5, -2.5, 0.285, 1.005, 2.675, 1.255, 8.325, 1.015, 1.045, 5.015, 0.615, 10.075, 28.499999999999996, 2.49999)
SIGNED = ((7.0, -7.0, 2.5, -2.5, 0.0, 250.0), (2.0, -2.0, 0.5, -0.5, 0.0, 1.0, -1.0))
"""Numbers and what they are divided by, rounded to, raised to: with either sign."""
COUNTING = ("COUNTIF", "COUNTIFS", "SUMIF", "SUMIFS", "AVERAGEIF", "AVERAGEIFS", "MAXIFS", "MINIFS")
LOOKING = ("MATCH~0", "VLOOKUP~0", "HLOOKUP~0", "SWITCH", "RANK", "RANK.EQ", *COUNTING)
"""Functions that look for a number; of one that just misses another nobody knows what Excel finds."""
MANY = (
    *("SUM", "MAX", "MIN", "AVERAGE", "COUNT", "AND", "OR", "CONCAT", "TEXTJOIN"),
    *("XOR", "GCD", "LCM", "PRODUCT", "MEDIAN", "COUNTA"),
)
"""Functions of any number of arguments that people write single values into; the first nine arrays too."""
COMPARISONS = ("=", "<>", "<", ">", "<=", ">=")
VALUES, CRITERIA, CONTENTS = "sihfbaudlqze", "sihfbaudlqokwvze", "sihfbaudlqokwvze"
TEXTS, SMALL, NUMBERS = "sihaudlqbzew", "shz", "sihfbdqze"
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "COUNTIF": (CONTENTS, CRITERIA),
    "SUMIF": ("sihfbaudqze", "sihaudqokwvz", "sihfauqze"),
    "AVERAGEIF": ("sihfaudqz", "siauqokwvz", "sihfz"),
    **dict.fromkeys(("SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS"), ("sihfauze", "sihfaudqze", "siauqokwvz")),
    "COUNTIFS": (CONTENTS, CRITERIA),
    **dict.fromkeys(("INDEX~1", "INDEX~2"), (CONTENTS, "s", "s")),
    **dict.fromkeys(("VLOOKUP~0", "HLOOKUP~0"), (VALUES + "w", CONTENTS, "s")),
    **dict.fromkeys(("VLOOKUP~1", "HLOOKUP~1"), ("sihf", "sihf", "s")),
    "MATCH~0": (VALUES + "w", CONTENTS),
    "MATCH~1": ("sihf", "sihf"),
    "LOOKUP": ("sihf", "sihf", CONTENTS),
    "MID": (TEXTS, SMALL, SMALL),
    **dict.fromkeys(("DATE", "TIME"), ("sihz", "sihz", "sihz")),
    **dict.fromkeys(("FIND", "SEARCH"), ("siaudqzew", "sihaudqlzew", "s")),
    "SUBSTITUTE": ("sihaudqlz", "sau", "sauq", "s"),
    "REPLACE": (TEXTS, "s", "s", "saudq"),
    "REPT": (TEXTS, "s"),
    **dict.fromkeys(("LEFT", "RIGHT"), (TEXTS, "shzd")),
    **dict.fromkeys(SPANS, ("ih", "ih")),
    **dict.fromkeys(("YEARFRAC",), ("ih", "ih", "s")),
    **dict.fromkeys(("NETWORKDAYS", "WORKDAY"), ("ih", "sih", "iz")),
    "SUMPRODUCT": ("sihfbaudqze",),
    **dict.fromkeys(("LARGE", "SMALL"), (CONTENTS, "shz")),
    **dict.fromkeys(("RANK", "RANK.EQ"), ("sihf", "sihfbauqz", "sbz")),
    "CHOOSE": ("s", VALUES),
    "SWITCH": ("sihbauz", "sihbau", "sihbau"),
    "IFS": ("sbze", VALUES),
    "TEXTJOIN": ("aqul", "b", "siaudqz"),
    "ADDRESS": ("s", "s", "s", "b"),
    **dict.fromkeys(("PMT", "PV", "FV"), ("shf", "si", "sihf")),
    **dict.fromkeys(("PERCENTILE", "PERCENTILE.INC"), (CONTENTS, "h")),
    **dict.fromkeys(("QUARTILE", "QUARTILE.INC"), (CONTENTS, "s")),
    "HYPERLINK": ("au", VALUES),
    **dict.fromkeys(("CORREL", "COVAR", "COVARIANCE.P", "COVARIANCE.S", "PEARSON", "RSQ"), ("sihfz", "sihfz")),
    **dict.fromkeys(("SLOPE", "INTERCEPT", "STEYX", "SUMXMY2", "SUMX2MY2", "SUMX2PY2"), ("sihfz", "sihfz")),
    **dict.fromkeys(
        ("CEILING.MATH", "FLOOR.MATH", "SLN", "STANDARDIZE", "POISSON.DIST", "EXPON.DIST"), ("sihf", "sihf", "sb")
    ),
    **dict.fromkeys(("NORM.DIST", "BINOM.DIST", "WEIBULL.DIST", "SYD"), ("sihf", "sihf", "sihf", "b")),
    **dict.fromkeys(("COMBIN", "COMBINA", "PERMUT", "PERMUTATIONA", "BITAND", "BITOR", "BITXOR"), ("shz", "shz")),
    **dict.fromkeys(("BITLSHIFT", "BITRSHIFT", "DELTA", "GESTEP", "DECIMAL", "EFFECT", "NOMINAL"), ("sihz", "sihz")),
    **dict.fromkeys(("DEC2BIN", "DEC2HEX", "DEC2OCT", "ERF", "NORM.S.DIST"), ("sihfz", "sb")),
    **dict.fromkeys(("CEILING.PRECISE", "FLOOR.PRECISE", "ISO.CEILING"), ("sihfz", "sihz")),
    "BASE": ("si", "s", "s"),
    **dict.fromkeys(("FACTDOUBLE", "MULTINOMIAL"), ("shfbaudqze",)),  # of 10⁹ evaluators do not come back
    **dict.fromkeys(("NPER",), ("hf", "ihf", "sihf", "siz", "sz")),
    "RATE": ("s", "ih", "ih", "sz", "s", "h"),
    **dict.fromkeys(("IPMT", "PPMT"), ("hf", "s", "s", "ihf", "siz", "s")),
    **dict.fromkeys(("CUMIPMT", "CUMPRINC"), ("hf", "s", "ih", "s", "s", "s")),
    "ISPMT": ("hf", "s", "s", "sihf"),
    **dict.fromkeys(("DB", "DDB"), ("sih", "sih", "s", "s", "sh")),
    "NPV": ("hf", "sihfz"),
    "IRR": ("sihf", "h"),
    "MIRR": ("sihf", "h", "h"),
    "XNPV": ("h", "sihf", "i"),
    "XIRR": ("sihf", "i", "h"),
    **dict.fromkeys(("RRI", "PDURATION"), ("shf", "sih", "sih")),
    **dict.fromkeys(("DOLLARDE", "DOLLARFR"), ("sihf", "s")),
    "DAYS360": ("i", "i", "bs"),
    **dict.fromkeys(("NETWORKDAYS.INTL", "WORKDAY.INTL"), ("i", "si", "s", "iz")),
    **dict.fromkeys(("PERCENTRANK", "PERCENTRANK.INC"), ("sihf", "sihf")),
    **dict.fromkeys(("FORECAST", "FORECAST.LINEAR"), ("sihf", "sihf", "sihf")),
    **dict.fromkeys(("NORMDIST", "LOGNORM.DIST", "WEIBULL"), ("shf", "shf", "shf", "sb")),
    **dict.fromkeys(("BINOMDIST", "F.DIST"), ("shf", "s", "shf", "sb")),
    **dict.fromkeys(("POISSON", "EXPONDIST", "T.DIST", "CHISQ.DIST"), ("shf", "shf", "sb")),
    **dict.fromkeys(("NORM.INV", "NORMINV", "LOGNORM.INV", "LOGINV"), ("hf", "shf", "shf")),
    **dict.fromkeys(("BETADIST",), ("hf", "shf", "shf")),
    **dict.fromkeys(("LOGNORMDIST", "FDIST", "F.DIST.RT"), ("shf", "shf", "shf")),
    **dict.fromkeys(("BINOM.INV", "CRITBINOM"), ("s", "hf", "hf")),
    "TDIST": ("shf", "s", "s"),
    **dict.fromkeys(("CONFIDENCE", "CONFIDENCE.NORM"), ("hf", "shf", "si")),
    **dict.fromkeys(("T.DIST.2T", "T.DIST.RT", "T.INV", "CHISQ.DIST.RT"), ("shf", "s")),
    **dict.fromkeys(("CHIDIST", "CHISQ.INV", "CHISQ.INV.RT", "CHIINV"), ("shf", "s")),
    "IF": ("sihfbzeq", VALUES, VALUES),
    "pos": (VALUES.replace("e", ""),),  # LibreOffice does not come back from +#N/A
    "&": (VALUES + "okvw",),
    **dict.fromkeys(("EDATE", "EOMONTH"), ("sihfbudz", "sz")),
}
"""Kinds of arguments that are tried, where they are not all."""
OPTIONAL = {
    **dict.fromkeys(("SUMIF", "AVERAGEIF", "RANK", "RANK.EQ", "IF", "TRUNC", "LEFT", "RIGHT", "WEEKDAY", "FIND"), 1),
    **dict.fromkeys(("SEARCH", "SUBSTITUTE", "YEARFRAC", "NETWORKDAYS", "WORKDAY", "LOOKUP", "LOG", "HYPERLINK"), 1),
    **dict.fromkeys(("PMT", "PV", "FV", "CEILING.MATH", "FLOOR.MATH", "NPER", "IPMT", "PPMT"), 2),
    **dict.fromkeys(("IRR", "XIRR", "ISPMT", "DB", "DDB", "DAYS360"), 1),
    **dict.fromkeys(("NETWORKDAYS.INTL", "WORKDAY.INTL"), 2),
    "RATE": 3,
    **dict.fromkeys(
        ("CEILING.PRECISE", "FLOOR.PRECISE", "ISO.CEILING", "DEC2BIN", "DEC2HEX", "DEC2OCT", "ERF", "BASE"), 1
    ),
    "ADDRESS": 3,
}
"""How many arguments at the end may be left out."""
BY_VALUE = {
    *(
        "=",
        "<>",
        "<",
        ">",
        "<=",
        ">=",
        "&",
        "+",
        "-",
        "*",
        "/",
        "^",
        "neg",
        "pos",
        "%",
        "IF",
        "ISNUMBER",
        "LEN",
        "LEFT",
    ),
    *("RIGHT", "MID", "MONTH", "YEAR", "DAY", "ROUND", "ABS", "INT", "MOD", "SEARCH", "FIND", "ISERROR", "NOT", "TRIM"),
    *("ISBLANK", "ISTEXT", "IFERROR", "VALUE", "N", "UPPER", "LOWER", "EXACT", "SUBSTITUTE"),
}
"""Functions that are tried with arrays too: value by value."""
