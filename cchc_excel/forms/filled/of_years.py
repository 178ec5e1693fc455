"""The reader of each workbook: that of the catalogue which serves the period it says it is of."""

from __future__ import annotations

from cchc_excel.catalogue.years import CatalogueSet
from cchc_excel.forms.filled.identity import period_named
from cchc_excel.forms.filled.reader import Reader, Readers
from cchc_excel.model.records import RawForm
from cchc_excel.problems.problem import Problem


class ReadersOfYears:
    """The readers of workbooks of any year of a working folder."""

    def __init__(self, catalogues: CatalogueSet, period: str | None, passwords: tuple[str, ...] = ()) -> None:
        """`period`: of which workbooks should be; its catalogue reads those that name no period (None: the catalogue
        of templates/). `passwords`: to try on workbooks that are locked."""
        self._catalogues = catalogues
        self._period = period
        self._readers = Readers(passwords)
        self.passwords = passwords

    def of_workbook(self, raw: RawForm) -> tuple[Reader | None, list[Problem]]:
        """The reader of a workbook; None, and why, where the catalogue of its period is not sound."""
        return self.of_period(period_named(raw, self._catalogues.periods) or self._period)

    def of_period(self, period: str | None) -> tuple[Reader | None, list[Problem]]:
        """The reader of a period (None: of the catalogue of templates/); None, and why, where no sound catalogue
        serves it."""
        catalogue, problems = self._catalogues.serving(period)
        return (self._readers.of(catalogue), []) if catalogue else (None, problems)
