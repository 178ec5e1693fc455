"""The reader of each workbook: that of the catalogue which serves the period it says it is of."""

from __future__ import annotations

from cchc_excel.catalogue.years import CatalogueSet
from cchc_excel.forms.filled.identity import period_named
from cchc_excel.forms.filled.reader import Reader, reader_for
from cchc_excel.model.records import RawForm
from cchc_excel.problems.problem import Problem


class Readers:
    """Readers of a working folder's catalogues, each made when the first workbook of its year comes."""

    def __init__(self, catalogues: CatalogueSet, period: str | None, passwords: tuple[str, ...] = ()) -> None:
        """`period`: of which workbooks should be; its catalogue reads those that name no period (None: the catalogue
        of templates/). `passwords`: to try on workbooks that are locked."""
        self._catalogues = catalogues
        self._period = period
        self.passwords = passwords
        self._made: dict[str | None, tuple[Reader | None, list[Problem]]] = {}

    def of_workbook(self, raw: RawForm) -> tuple[Reader | None, list[Problem]]:
        """The reader of a workbook; None, and why, where the catalogue of its period is not sound."""
        return self.of_period(period_named(raw, self._catalogues.periods) or self._period)

    def of_period(self, period: str | None) -> tuple[Reader | None, list[Problem]]:
        """The reader of a period (None: of the catalogue of templates/); None, and why, where no sound catalogue
        serves it."""
        if period not in self._made:
            catalogue, problems = self._catalogues.serving(period)
            made = reader_for(catalogue, self.passwords) if catalogue else None
            self._made[period] = made, ([] if made else problems)
        return self._made[period]
