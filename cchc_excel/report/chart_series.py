"""Charts show what there is: a series without any number, of a period that has none, has neither bar nor legend."""

from __future__ import annotations

from lxml import etree

from cchc_excel.fill.ooxml import Package, child, children, named

_CHART = "drawingml.chart+xml"


def drop_empty_series(package: Package) -> None:
    """Take away the series of each chart that keep no point; the last one stays."""
    for part in package.of_type(_CHART):
        with package.revise(part) as root:
            series = list(named(root, "ser"))
            empty = [one for one in series if not _has_points(one)]
            for one in empty if len(empty) < len(series) else empty[1:]:
                parent = one.getparent()
                assert parent is not None
                parent.remove(one)


def _has_points(series: etree._Element) -> bool:
    values = child(series, "val")
    if values is None:
        return True
    if any("#REF!" in (formula.text or "") for formula in named(values, "f")):
        return False  # of a column that is not there
    caches = list(named(values, "numCache", "numLit"))
    return not caches or any(children(cache, "pt") for cache in caches)
