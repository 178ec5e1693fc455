"""What reading a form needs of the catalogue, derived once for a whole run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from cchc_excel.catalogue.model import Catalogue, FigureSpec
from cchc_excel.catalogue.unit_names import Names
from cchc_excel.values import fold


class Reader(msgspec.Struct, frozen=True):
    """What reading a form needs: of the catalogue, derived once for a whole run, and the passwords to try."""

    catalogue: Catalogue
    names: Names
    row_figures: list[FigureSpec]
    by_name: dict[str, str]
    by_task: dict[str, str]
    by_procedure: dict[str, str]
    by_procedure_name: dict[str, str]
    passwords: tuple[str, ...] = ()

    def alone(self) -> Reader:
        """The same without the catalogues of other years, which a reading process has no need of."""
        return msgspec.structs.replace(self, catalogue=msgspec.structs.replace(self.catalogue, neighbours={}))


class Readers:
    """The readers of catalogues, each made when the first workbook of its year comes."""

    def __init__(self, passwords: tuple[str, ...] = ()) -> None:
        """`passwords`: to try on workbooks that are locked."""
        self.passwords = passwords
        self._made: dict[str, Reader] = {}

    def of(self, catalogue: Catalogue) -> Reader:
        """The reader of a catalogue; one catalogue is told from another by its fingerprint."""
        if catalogue.fingerprint not in self._made:
            self._made[catalogue.fingerprint] = reader_for(catalogue, self.passwords)
        return self._made[catalogue.fingerprint]


def reader_for(catalogue: Catalogue, passwords: tuple[str, ...] = ()) -> Reader:
    """The Reader of a catalogue: visible names and codes, folded, with the codes they stand for. A name that two
    share stands for neither. `passwords`: those to try on workbooks that are locked."""
    return Reader(
        catalogue,
        Names(catalogue.units.values(), catalogue.departments.values()),
        catalogue.typed_rows(),
        _by_name((figure.name, figure.code) for figure in catalogue.figures.values()),
        _by_name((item.text, item.key) for item in catalogue.items.values()),
        {fold(procedure.code): procedure.code for procedure in catalogue.procedures},
        _by_name((procedure.name, procedure.code) for procedure in catalogue.procedures),
        passwords,
    )


def _by_name(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Folded name -> code, where the name is one code's only."""
    pairs = {(fold(name), code) for name, code in named}
    shared = Counter(name for name, _ in pairs)
    return {name: code for name, code in pairs if shared[name] == 1}
