"""Indicators as a template sees them: texts, exact ratio, verdict, and the periods that stand beside them."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from cchc_excel.catalogue.expressions import Number
from cchc_excel.compute.facts import Compared, Facts
from cchc_excel.compute.results import Indicator
from cchc_excel.report.plan_rows import Verdict, ratio_text, requirement_text, verdict
from cchc_excel.report.traced import SourceKey

NOT_ALL_PARTS = "chưa đủ kỳ"


class TemplateIndicator(msgspec.Struct, frozen=True):
    """An indicator in a template: `hien` is the text shown, `ty_le` the exact ratio (0.8676… for 86,76%), `dat` the
    verdict, `day_du` the text with numerator and denominator. `thay_doi`: the change from the previous period, in
    percentage points (or in the indicator's own unit, `don_vi_tinh`)."""

    khoa_nguon: SourceKey
    ten: str
    hien: str
    ma: str = ""
    muc: str = ""
    don_vi_tinh: str = ""
    tu_so: Number | None = None
    mau_so: Number | None = None
    ty_le: Fraction | None = None
    day_du: str = ""
    dat: Verdict = Verdict("")
    yeu_cau: str = ""
    dinh_nghia: str = ""
    ky_truoc: TemplateIndicator | None = None
    luy_ke: TemplateIndicator | None = None
    thay_doi: Fraction | None = None

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
                key, spec.name, "", code, spec.key, spec.shown_in, dinh_nghia=spec.definition
            )
            continue
        previous = _compared(facts.previous, code, unit, key, complete_only=False)
        cumulative = _compared(facts.cumulative, code, unit, key, complete_only=True)
        found[code] = msgspec.structs.replace(
            _shown(indicator, key),
            ky_truoc=previous,
            luy_ke=cumulative,
            thay_doi=_change(indicator, previous),
        )
    return found


def _shown(indicator: Indicator, key: SourceKey) -> TemplateIndicator:
    spec = indicator.spec
    return TemplateIndicator(
        key,
        spec.name,
        indicator.shown,
        spec.code,
        spec.key,
        spec.shown_in,
        indicator.numerator,
        indicator.denominator,
        indicator.ratio,
        ratio_text(indicator),
        verdict(indicator.passed),
        requirement_text(indicator),
        spec.definition,
    )


def _compared(
    compared: Compared | None, code: str, unit: str, key: SourceKey, *, complete_only: bool
) -> TemplateIndicator:
    """The same indicator in another period; nothing where there is none, "chưa đủ kỳ" where its parts are not
    complete."""
    if compared is None:
        return TemplateIndicator(key, "", "")
    indicator = compared.indicators.get((code, unit))
    if complete_only and not compared.complete:
        return TemplateIndicator(key, "", NOT_ALL_PARTS)
    return TemplateIndicator(key, "", "") if indicator is None else _shown(indicator, key)


def _change(indicator: Indicator, previous: TemplateIndicator) -> Fraction | None:
    if indicator.ratio is None or previous.ty_le is None:
        return None
    return (indicator.ratio - previous.ty_le) * (100 if indicator.spec.is_percent else 1)
