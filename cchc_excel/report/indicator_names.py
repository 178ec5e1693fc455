"""Indicators as a template sees them: texts, exact ratio, verdict, and the periods that stand beside them."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from cchc_excel.catalogue.model import IndicatorSpec
from cchc_excel.compute.facts import Compared, Facts
from cchc_excel.compute.results import Indicator
from cchc_excel.model.records import Number
from cchc_excel.report.number_formats import change_format, figure_format, ratio_format
from cchc_excel.report.plan_rows import ratio_text
from cchc_excel.report.traced import SourceKey, TracedFraction, TracedInt
from cchc_excel.report.verdicts import Verdict, indicator_conclusion, reason, required, verdict
from cchc_excel.values import round_half_up, show_decimal

NOT_ALL_PARTS = "chưa đủ kỳ"


class TemplateIndicator(msgspec.Struct, frozen=True):
    """An indicator in a template: `hien` is the text shown, `gia_tri` what a cell holds: the number that is shown, with
    its format, or the text where there is none; `ty_le` the exact ratio (0.8676… for 86,76%), `day_du` the text with
    numerator and denominator. `dat`: the verdict, `ket_luan` the words, `ly_do` why. `thay_doi`: the change from the
    previous period as shown, in percentage points (or in the indicator's own unit, `don_vi_tinh`)."""

    khoa_nguon: SourceKey
    ten: str
    hien: str
    ma: str = ""
    muc: str = ""
    don_vi_tinh: str = ""
    gia_tri: TracedFraction | str = ""
    tu_so: Number | None = None
    mau_so: Number | None = None
    ty_le: Fraction | None = None
    day_du: str = ""
    dat: Verdict = Verdict("")
    ket_luan: str = ""
    ly_do: str = ""
    yeu_cau: str = ""
    dinh_nghia: str = ""
    ky_truoc: TemplateIndicator | None = None
    luy_ke: TemplateIndicator | None = None
    thay_doi: Fraction | None = None
    thay_doi_hien: str = ""

    def __str__(self) -> str:
        return self.hien


def template_indicators(facts: Facts, unit: str) -> dict[str, TemplateIndicator]:
    """Every indicator of the department ("") or of a unit; one that a unit does not owe shows nothing."""
    by_key = facts.by_key
    found: dict[str, TemplateIndicator] = {}
    for code, spec in facts.catalogue.indicators.items():
        key = ("chi_tieu", code, unit, "")
        indicator = by_key.get((code, unit))
        if indicator is None:
            found[code] = TemplateIndicator(
                key, spec.name, "", code, spec.key, spec.shown_in, dinh_nghia=spec.explained
            )
            continue
        previous = _compared(facts, facts.previous, code, unit, key, complete_only=False)
        cumulative = _compared(facts, facts.cumulative, code, unit, key, complete_only=True)
        change = _change(indicator, previous)
        found[code] = msgspec.structs.replace(
            _shown(facts, indicator, key),
            ky_truoc=previous,
            luy_ke=cumulative,
            thay_doi=None if change is None else TracedFraction(change, key, change_format(spec.digits)),
            thay_doi_hien="" if change is None else show_decimal(change, spec.digits),
        )
    return found


def _shown(facts: Facts, indicator: Indicator, key: SourceKey) -> TemplateIndicator:
    spec, figures = indicator.spec, facts.catalogue.figures
    return TemplateIndicator(
        key,
        spec.name,
        indicator.shown,
        spec.code,
        spec.key,
        spec.shown_in,
        indicator.shown if indicator.ratio is None else _cell_value(spec, indicator.ratio, key),
        _side(indicator.numerator, key),
        _side(indicator.denominator, key),
        indicator.ratio,
        ratio_text(indicator),
        verdict(indicator.passed),
        indicator_conclusion(indicator),
        reason(indicator, figures),
        required(spec, figures),
        spec.explained,
    )


def _cell_value(spec: IndicatorSpec, ratio: Fraction, key: SourceKey) -> TracedFraction:
    """The number that is shown: what a cell holds, so that every program shows the same."""
    digits = spec.shown_digits(ratio)
    return TracedFraction(spec.rounded(ratio, digits), key, ratio_format(digits, is_percent=spec.is_percent))


def _side(value: Number | None, key: SourceKey) -> Number | None:
    """A numerator or denominator; one with decimals brings a format that shows them."""
    if value is None:
        return None
    return TracedInt(value, key) if isinstance(value, int) else TracedFraction(value, key, figure_format(value))


def _compared(
    facts: Facts, compared: Compared | None, code: str, unit: str, key: SourceKey, *, complete_only: bool
) -> TemplateIndicator:
    """The same indicator in another period; nothing where there is none, "chưa đủ kỳ" where its parts are not
    complete."""
    if compared is None:
        return TemplateIndicator(key, "", "")
    indicator = compared.indicators.get((code, unit))
    if complete_only and not compared.complete:
        return TemplateIndicator(key, "", NOT_ALL_PARTS, gia_tri=NOT_ALL_PARTS)
    return TemplateIndicator(key, "", "") if indicator is None else _shown(facts, indicator, key)


def _change(indicator: Indicator, previous: TemplateIndicator) -> Fraction | None:
    """The exact difference, rounded once."""
    if indicator.ratio is None or previous.ty_le is None:
        return None
    spec = indicator.spec
    return round_half_up((indicator.ratio - previous.ty_le) * (100 if spec.is_percent else 1), spec.digits)
