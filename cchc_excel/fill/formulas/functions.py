"""What functions take and give, as far as a formula must be understood before an evaluator is asked.

Source: ECMA-376 part 1, 18.17.7, and Microsoft's reference of worksheet functions."""

from __future__ import annotations

from functools import lru_cache

from cchc_excel.fill.formulas.syntax import BINARY

OF_TIME = (
    "dd/mm/yyyy",
    "d/m/yyyy",
    "dd/mm",
    "mm/yyyy",
    "m/yyyy",
    "yyyy",
    "dd",
    "d",
    "mm",
    "m",
    "yy",
    "hh:mm",
    "d/m/yy",
    "dd/mm/yy",
    "d/m",
    "[h]:mm",
)
FORMATS = ("0", "00", "000", "0000", "0%", "@", "General", *OF_TIME)
"""Formats of TEXT that read the same in every language that Excel is set to: no decimals, no names of days."""
SPANS = ("DATEDIF~d", "DATEDIF~m", "DATEDIF~y")
PARAMETERS: dict[str, str] = {
    **dict.fromkeys(BINARY, "vv"),
    **dict.fromkeys(("neg", "pos", "%"), "v"),
    **dict.fromkeys(
        (
            *("SUM", "AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "MEDIAN", "PRODUCT", "STDEV", "STDEVP", "VAR", "VARP"),
            *("STDEV.S", "STDEV.P", "VAR.S", "VAR.P", "SUMSQ", "AND", "OR", "XOR", "GEOMEAN", "GCD", "LCM", "CONCAT"),
        ),
        "r*",
    ),
    **dict.fromkeys(("COUNTBLANK", "MODE", "MODE.SNGL"), "r"),
    **dict.fromkeys(("LARGE", "SMALL", "PERCENTILE", "PERCENTILE.INC", "QUARTILE", "QUARTILE.INC", "COUNTIF"), "rv"),
    **dict.fromkeys(("SUMIF", "AVERAGEIF"), "rvr"),
    **dict.fromkeys(("RANK", "RANK.EQ"), "vrv"),
    **dict.fromkeys(("SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS"), "r(rv)*"),
    "COUNTIFS": "(rv)*",
    "SUMPRODUCT": "a*",
    **dict.fromkeys(("MATCH~0", "MATCH~1"), "va"),
    **dict.fromkeys(("VLOOKUP~0", "HLOOKUP~0", "VLOOKUP~1", "HLOOKUP~1"), "vtv"),
    "LOOKUP": "vaa",
    **dict.fromkeys(("INDEX~1", "INDEX~2"), "rvv"),
    **dict.fromkeys(("IF", "MID", "DATE", "TIME"), "vvv"),
    **dict.fromkeys(("IFERROR", "IFNA", "ROUND", "ROUNDUP", "ROUNDDOWN", "MOD", "QUOTIENT", "POWER", "EXACT"), "vv"),
    **dict.fromkeys(("CEILING", "FLOOR", "MROUND", "LEFT", "RIGHT", "REPT", "EOMONTH", "EDATE", "LOG"), "vv"),
    **dict.fromkeys(("DAYS", "WEEKDAY", "ATAN2"), "vv"),
    **dict.fromkeys(("FIND", "SEARCH", "YEARFRAC"), "vvv"),
    **dict.fromkeys(("NETWORKDAYS", "WORKDAY"), "vvr"),
    **dict.fromkeys(("NETWORKDAYS.INTL", "WORKDAY.INTL"), "vvvr"),
    **dict.fromkeys(("SUBSTITUTE", "REPLACE"), "vvvv"),
    **dict.fromkeys(("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "WEEKNUM", "ISOWEEKNUM"), "v"),
    **dict.fromkeys(
        ("NOT", "ISBLANK", "ISNUMBER", "ISTEXT", "ISNONTEXT", "ISLOGICAL", "ISERROR", "ISERR", "ISNA"), "v"
    ),
    **dict.fromkeys(
        ("ABS", "INT", "SQRT", "SIGN", "EXP", "LN", "LOG10", "FACT", "SIN", "COS", "TAN", "EVEN", "ODD"), "v"
    ),
    **dict.fromkeys(
        ("LEN", "TRIM", "UPPER", "LOWER", "PROPER", "CHAR", "CODE", "VALUE", "N", "T", "ROMAN", "CLEAN"), "v"
    ),
    **dict.fromkeys(("ERROR.TYPE", "ISEVEN", "ISODD", "RADIANS", "DEGREES", "ASIN", "ACOS", "ATAN", "UNICODE"), "v"),
    **dict.fromkeys(
        (
            *("SINH", "COSH", "TANH", "ASINH", "ACOSH", "ATANH", "COT", "SEC", "CSC", "ACOT", "SQRTPI", "FACTDOUBLE"),
            *(
                "GAMMA",
                "GAMMALN",
                "GAMMALN.PRECISE",
                "NORMSDIST",
                "NORMSINV",
                "NORM.S.INV",
                "FISHER",
                "FISHERINV",
                "PHI",
            ),
            *("GAUSS", "ERF.PRECISE", "ERFC", "ERFC.PRECISE", "BIN2DEC", "HEX2DEC", "OCT2DEC", "UNICHAR", "ARABIC"),
        ),
        "v",
    ),
    **dict.fromkeys(
        (
            *("COMBIN", "COMBINA", "PERMUT", "PERMUTATIONA", "BITAND", "BITOR", "BITXOR", "BITLSHIFT", "BITRSHIFT"),
            *("DELTA", "GESTEP", "DECIMAL", "CEILING.PRECISE", "FLOOR.PRECISE", "ISO.CEILING", "EFFECT", "NOMINAL"),
            *("DEC2BIN", "DEC2HEX", "DEC2OCT", "ERF", "NORM.S.DIST"),
        ),
        "vv",
    ),
    **dict.fromkeys(("CEILING.MATH", "FLOOR.MATH", "SLN", "STANDARDIZE", "BASE", "POISSON.DIST", "EXPON.DIST"), "vvv"),
    **dict.fromkeys(("NORM.DIST", "BINOM.DIST", "WEIBULL.DIST", "SYD"), "vvvv"),
    **dict.fromkeys(("NORMDIST", "BINOMDIST", "WEIBULL", "LOGNORM.DIST", "F.DIST"), "vvvv"),
    **dict.fromkeys(("POISSON", "EXPONDIST", "NORM.INV", "NORMINV", "LOGNORM.INV"), "vvv"),
    **dict.fromkeys(("LOGINV", "LOGNORMDIST", "BETADIST", "BINOM.INV", "CRITBINOM"), "vvv"),
    **dict.fromkeys(("T.DIST", "TDIST", "CHISQ.DIST", "F.DIST.RT", "FDIST"), "vvv"),
    **dict.fromkeys(("CONFIDENCE", "CONFIDENCE.NORM"), "vvv"),
    **dict.fromkeys(("T.DIST.2T", "T.DIST.RT", "T.INV"), "vv"),
    **dict.fromkeys(("CHISQ.DIST.RT", "CHIDIST", "CHISQ.INV", "CHISQ.INV.RT", "CHIINV"), "vv"),
    **dict.fromkeys(("FORECAST", "FORECAST.LINEAR"), "vrr"),
    **dict.fromkeys(("SKEW.P",), "r"),
    **dict.fromkeys(("SECH", "COTH", "CSCH", "ACOTH", "NORMSDIST"), "v"),
    **dict.fromkeys(("NPER", "ISPMT", "DB", "DDB"), "vvvvv"),
    **dict.fromkeys(("RATE", "IPMT", "PPMT", "CUMIPMT", "CUMPRINC"), "vvvvvv"),
    "NPV": "vr*",
    **dict.fromkeys(("IRR", "PERCENTRANK", "PERCENTRANK.INC"), "rv"),
    "MIRR": "rvv",
    "XNPV": "vrr",
    "XIRR": "rrv",
    **dict.fromkeys(("RRI", "PDURATION", "DAYS360"), "vvv"),
    **dict.fromkeys(("DOLLARDE", "DOLLARFR"), "vv"),
    **dict.fromkeys(("AVEDEV", "DEVSQ", "HARMEAN", "KURT", "SKEW", "AVERAGEA", "MAXA", "MINA", "MULTINOMIAL"), "r"),
    **dict.fromkeys(("STDEVA", "STDEVPA", "VARA", "VARPA"), "r"),
    **dict.fromkeys(("COVAR", "COVARIANCE.P", "COVARIANCE.S", "PEARSON", "RSQ", "SLOPE", "INTERCEPT", "STEYX"), "rr"),
    **dict.fromkeys(("SUMXMY2", "SUMX2MY2", "SUMX2PY2"), "rr"),
    **dict.fromkeys(("PERCENTILE.EXC", "QUARTILE.EXC", "TRIMMEAN"), "rv"),
    "TRUNC": "vv",
    "CONCATENATE": "v*",
    "CHOOSE": "vv*",
    "IFS": "(vv)*",
    "SWITCH": "v(vv)*",
    "TEXTJOIN": "vvr*",
    "HYPERLINK": "vv",
    **dict.fromkeys(("TRUE", "FALSE", "NA", "PI"), ""),
    **dict.fromkeys(("ADDRESS", "PMT", "PV", "FV"), "vvvvv"),
    "CORREL": "rr",
    **dict.fromkeys((f"TEXT~{code}" for code in FORMATS), "v"),
    **dict.fromkeys(SPANS, "vv"),
}
"""v: one value; r: a reference, or what stands for one; a: an array, whatever is in it; t: a table of several columns;
(…)* and …*: again and again. Behind "~" stands what an argument says that must be written out as a number: which kind
of search, how many indices."""
COMPUTES_ARRAYS = {"SUMPRODUCT", "LOOKUP", "MATCH~0"}
"""Functions in whose arguments ranges stand for all their cells, in any formula."""
_WHOLE = (
    *("COUNT", "COUNTA", "COUNTBLANK", "COUNTIF", "COUNTIFS", "LEN", "FIND", "SEARCH", "MATCH~0", "MATCH~1", "YEAR"),
    *("MONTH", "DAY", "WEEKDAY", "WEEKNUM", "INT", "DATE", "EDATE", "EOMONTH", "DAYS", "NETWORKDAYS", "QUOTIENT"),
    *("RANK", "RANK.EQ", "SIGN", "CODE", "HOUR", "MINUTE", "SECOND", "WORKDAY", "ISOWEEKNUM", *SPANS),
    *("DAYS360", "NETWORKDAYS.INTL", "WORKDAY.INTL"),
)
_TRUTHS = (
    *("=", "<>", "<", ">", "<=", ">=", "AND", "OR", "XOR", "NOT", "EXACT", "ISBLANK", "ISNUMBER", "ISTEXT", "ISERROR"),
    *("ISNONTEXT", "ISLOGICAL", "ISERR", "ISNA", "TRUE", "FALSE", "ISEVEN", "ISODD"),
)
_WORDS = (
    *("&", "CONCATENATE", "CONCAT", "TEXTJOIN", "LEFT", "RIGHT", "MID", "TRIM", "UPPER", "LOWER", "PROPER"),
    *("SUBSTITUTE", "REPLACE", "REPT", "CHAR", "T", "ROMAN", "CLEAN", "ADDRESS", "UNICHAR", "BASE", "DEC2BIN"),
    *("DEC2HEX", "DEC2OCT"),
    *(f"TEXT~{code}" for code in FORMATS),
)
GIVES = {
    **dict.fromkeys(_WHOLE, "si"),
    **dict.fromkeys(_TRUTHS, "b"),
    **dict.fromkeys(_WORDS, "text"),
    **dict.fromkeys(("ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC", "CEILING", "FLOOR", "MROUND"), "sih"),
    **dict.fromkeys(("MAX", "MIN", "LARGE", "SMALL", "MAXIFS", "MINIFS", "MODE", "ABS"), "sihfg"),
    **dict.fromkeys(("IF", "IFS", "IFERROR", "IFNA", "CHOOSE", "SWITCH", "HYPERLINK"), "chosen"),
    **dict.fromkeys(("INDEX~1", "INDEX~2", "VLOOKUP~0", "HLOOKUP~0", "VLOOKUP~1", "HLOOKUP~1", "LOOKUP"), "found"),
    "NA": "n",
}
"""Which kinds of values come out: letters of `kinds`; "text", which may look like anything; "chosen", one of the
arguments; "found", one of the cells. What is not listed gives any number."""
SEES_ERRORS = {
    *("IFERROR", "IFNA", "ISERROR", "ISERR", "ISNA", "ERROR.TYPE", "ISNUMBER", "ISTEXT", "ISNONTEXT", "ISLOGICAL"),
    *("ISBLANK", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "COUNTBLANK", "LOOKUP", "MATCH~0", "MATCH~1", "INDEX~1"),
    *("INDEX~2", "VLOOKUP~0", "HLOOKUP~0", "CHOOSE", "SWITCH", "N", "T", "SUMIF", "SUMIFS", "AVERAGEIF", "AVERAGEIFS"),
    *("MAXIFS", "MINIFS"),
}
"""Functions whose value may be none though an argument is an error."""
TELLS_NA = {"IFNA", "ISNA", "ISERR", "ERROR.TYPE"}
"""Functions to which #N/A is another error than all others."""
PRECISE = {
    *("=", "<>", "<", ">", "<=", ">=", "ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC", "INT", "CEILING", "FLOOR", "MROUND"),
    *("MOD", "QUOTIENT", "EVEN", "ODD", "ISEVEN", "ISODD", "RANK", "RANK.EQ", "MATCH~0", "VLOOKUP~0", "HLOOKUP~0"),
    *("MATCH~1", "VLOOKUP~1", "HLOOKUP~1", "LOOKUP", "SWITCH", "COUNTIF", "COUNTIFS", "SUMIF", "SUMIFS", "AVERAGEIF"),
    *("AVERAGEIFS", "MAXIFS", "MINIFS", "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"),
    *(f"TEXT~{code}" for code in FORMATS),
}
"""Functions to which a number that just misses a shorter one may be another number."""
COUNTS_UP = {
    "MULTINOMIAL": slice(None),
    **dict.fromkeys(("FACT", "FACTDOUBLE"), slice(1)),
    **dict.fromkeys(("COMBIN", "COMBINA", "PERMUT", "WORKDAY", "WORKDAY.INTL"), slice(1, 2)),
}
"""Functions of which an evaluator takes as many steps as these arguments say, and does not come back from 10⁹."""
MOST_STEPS = 100_000.0
OF_DATES = {
    *("YEAR", "MONTH", "DAY", "DATE", "EDATE", "EOMONTH", "WEEKDAY", "WEEKNUM", *SPANS, "DAYS", "NETWORKDAYS"),
    *("WORKDAY", "YEARFRAC", "ISOWEEKNUM", "DAYS360", "NETWORKDAYS.INTL", "WORKDAY.INTL", "XNPV", "XIRR"),
    *(f"TEXT~{code}" for code in OF_TIME),
}
"""Functions that read numbers as days; in a workbook that counts from 1904 they are not believed."""
FROM_TOOLPAK = {
    *("ISEVEN", "ISODD", "GCD", "LCM", "MULTINOMIAL", "QUOTIENT", "MROUND", "EDATE", "EOMONTH", "WEEKNUM", "YEARFRAC"),
    *("NETWORKDAYS", "WORKDAY", "SQRTPI", "FACTDOUBLE", "DELTA", "GESTEP", "ERF", "ERFC", "ERF.PRECISE", "DEC2BIN"),
    *("ERFC.PRECISE", "BIN2DEC", "HEX2DEC", "OCT2DEC", "DEC2HEX", "DEC2OCT", "EFFECT", "NOMINAL", "XNPV", "XIRR"),
    *("CUMIPMT", "CUMPRINC", "DOLLARDE", "DOLLARFR"),
}
"""Functions that came with the Analysis ToolPak: to them TRUE is no number but an error, and so is a range where they
want one value."""
TAKES_LISTS = {"TEXTJOIN", *FROM_TOOLPAK}
"""Functions that take a range where others take one of its cells: as a list (what parts texts), or as an error."""
ONLY_PREFIXED = {"XLOOKUP", "XMATCH", "FILTER", "SORT", "UNIQUE", "LET", "SEQUENCE", "LAMBDA"}


@lru_cache(maxsize=4096)
def argument_types(function: str, count: int) -> str | None:
    """The letter of each of `count` arguments; None where the function is not known, or does not take so many."""
    types = PARAMETERS.get(function)
    if types is None:
        return None
    if not types.endswith("*"):
        return types[:count] if count <= len(types) else None
    fixed, group = types[:-2], types[-2]
    if types.endswith(")*"):
        fixed, _, group = types[:-2].partition("(")
    rest = count - len(fixed)
    if rest < 0 or rest % len(group):
        return None
    return fixed + group * (rest // len(group))
