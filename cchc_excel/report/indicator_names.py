"""Indicators as a template sees them: texts, exact ratio, verdict, and the periods that stand beside them."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from cchc_excel.catalogue.model import IndicatorSpec
from cchc_excel.compute.facts import Compared, Facts
from cchc_excel.compute.results import Indicator
from cchc_excel.model.records import Number
from cchc_excel.report.number_formats import change_format, ratio_format
from cchc_excel.report.plan_rows import ratio_text, traced_reason
from cchc_excel.report.traced import Kind, SourceKey, TracedFraction, number_text, traced, traced_figure
from cchc_excel.report.verdicts import Verdict, indicator_conclusion, required, verdict
from cchc_excel.values import round_half_up, show_decimal

NOT_ALL_PARTS = "chưa đủ kỳ"


class TemplateIndicator(msgspec.Struct, frozen=True):
    """An indicator in a template: `hien` is the text shown, `gia_tri` what a cell holds: the number that is shown, with
    its format, or the text where there is none; `ty_le` the exact ratio (0.8676… for 86,76%), `day_du` the text with
    numerator and denominator. `dat`: the verdict, `ket_luan` the words, `ly_do` why. `thay_doi`: the change from the
    previous period as shown, in percentage points (or in the indicator's own unit, `don_vi_tinh`). `trong_nam`: the
    same in each period of the year; `hang`: the unit's place by it."""

    ten: str
    hien: str
    ma: str = ""
    muc: str = ""
    don_vi_tinh: str = ""
    ten_ngan: str = ""
    gia_tri: TracedFraction | str = ""
    tu_so: Number | None = None
    mau_so: Number | None = None
    ty_le: Fraction | None = None
    day_du: str = ""
    dat: Verdict = Verdict("")
    ket_luan: str = ""
    ly_do: str = ""
    yeu_cau: str = ""
    muc_yeu_cau: TracedFraction | None = None
    dinh_nghia: str = ""
    ky_truoc: TemplateIndicator | None = None
    luy_ke: TemplateIndicator | None = None
    thay_doi: Fraction | None = None
    thay_doi_hien: str = ""
    trong_nam: dict[str, TemplateIndicator] = {}
    hang: int | None = None

    def __str__(self) -> str:
        return self.hien


def template_indicators(facts: Facts, unit: str) -> dict[str, TemplateIndicator]:
    """Every indicator of the department ("") or of a unit; one that a unit does not owe shows nothing."""
    found: dict[str, TemplateIndicator] = {}
    for code, spec in facts.catalogue.indicators.items():
        indicator = facts.by_key.get((code, unit))
        if indicator is None:
            found[code] = TemplateIndicator(
                spec.name,
                "",
                code,
                spec.key,
                spec.shown_in,
                spec.short,
                dinh_nghia=spec.definition,
                trong_nam=_in_year(facts, code, unit),
            )
            continue
        previous = _compared(facts, facts.previous, code, unit, complete_only=False)
        change = _change(indicator, previous)
        key = SourceKey(Kind.CHANGE, code, unit, facts.period.code)
        found[code] = msgspec.structs.replace(
            _shown(facts, indicator, facts.period.code),
            ky_truoc=previous,
            luy_ke=_compared(facts, facts.cumulative, code, unit, complete_only=True),
            thay_doi=None if change is None else traced(change, key, number_format=change_format(spec.digits)),
            thay_doi_hien="" if change is None else traced(show_decimal(change, spec.digits), key),
            trong_nam=_in_year(facts, code, unit),
            hang=facts.places.get((code, unit)),
        )
    return found


def _in_year(facts: Facts, code: str, unit: str) -> dict[str, TemplateIndicator]:
    """The indicator by period of the year; it shows nothing where there is nothing of it, or not yet."""
    return {one.period.code: _compared(facts, one.results, code, unit, complete_only=False) for one in facts.year}


def _shown(facts: Facts, indicator: Indicator, period: str) -> TemplateIndicator:
    """An indicator of a period (its code)."""
    spec, figures = indicator.spec, facts.catalogue.figures
    key = SourceKey(Kind.RATIO, spec.code, indicator.unit or "", period)
    shown = number_text(indicator.shown, key)
    return TemplateIndicator(
        spec.name,
        shown,
        spec.code,
        spec.key,
        spec.shown_in,
        spec.short,
        shown if indicator.ratio is None else _cell_value(spec, indicator.ratio, key),
        None if indicator.numerator is None else traced_figure(indicator.numerator, key._replace(kind=Kind.NUMERATOR)),
        None
        if indicator.denominator is None
        else traced_figure(indicator.denominator, key._replace(kind=Kind.DENOMINATOR)),
        None if indicator.ratio is None else traced(indicator.ratio, key),
        number_text(ratio_text(indicator), key),
        verdict(indicator.passed),
        indicator_conclusion(indicator),
        traced_reason(indicator, figures, key),
        required(spec, figures),
        _bound(indicator, key),
        spec.definition,
    )


def _bound(indicator: Indicator, key: SourceKey) -> TracedFraction | None:
    """The number that a requirement holds the ratio to; traced where other ratios make it."""
    spec, bound = indicator.spec, indicator.bound
    if spec.requirement is None or bound is None:
        return None
    benchmark = spec.requirement.benchmark
    keys = [key._replace(kind=Kind.BENCHMARK, place=benchmark)] if benchmark else []
    whole = (digits for digits in range(spec.digits) if spec.rounded(bound, digits) == bound)
    digits = next(whole, spec.shown_digits(bound))
    number_format = ratio_format(digits, is_percent=spec.is_percent)
    return traced(spec.rounded(bound, digits), *keys, number_format=number_format)


def _cell_value(spec: IndicatorSpec, ratio: Fraction, key: SourceKey) -> TracedFraction:
    """The number that is shown: what a cell holds, so that every program shows the same."""
    digits = spec.shown_digits(ratio)
    number_format = ratio_format(digits, is_percent=spec.is_percent)
    return traced(spec.rounded(ratio, digits), key, number_format=number_format)


def _compared(
    facts: Facts, compared: Compared | None, code: str, unit: str, *, complete_only: bool
) -> TemplateIndicator:
    """The same indicator in another period; nothing where there is none, "chưa đủ kỳ" where its parts are not
    complete."""
    if compared is None:
        return TemplateIndicator("", "")
    indicator = compared.indicators.get((code, unit))
    if complete_only and not compared.complete:
        return TemplateIndicator("", NOT_ALL_PARTS, gia_tri=NOT_ALL_PARTS)
    return TemplateIndicator("", "") if indicator is None else _shown(facts, indicator, compared.period.code)


def beside(compared: Compared | None) -> dict[str, str]:
    """Another period as a template names it: `ma`, `ten`, and `chua_du`, the mark that its figures need: "chưa đủ kỳ:
    8/10 đơn vị"; all "" where there is none."""
    if compared is None:
        return {"ma": "", "ten": "", "chua_du": ""}
    whole, owing = compared.units_in
    mark = f"{NOT_ALL_PARTS}: {whole}/{owing} đơn vị" if whole < owing else ""
    return {"ma": compared.period.code, "ten": compared.period.name, "chua_du": mark}


def _change(indicator: Indicator, previous: TemplateIndicator) -> Fraction | None:
    """The exact difference, rounded once."""
    if indicator.ratio is None or previous.ty_le is None:
        return None
    spec = indicator.spec
    return round_half_up((indicator.ratio - previous.ty_le) * (100 if spec.is_percent else 1), spec.digits)
