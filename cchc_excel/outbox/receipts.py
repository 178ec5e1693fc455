"""Receipts: for each workbook that was collected, a draft letter with what arrived and the unit's own totals and
ratios, so that a wrong file shows at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from cchc_excel.compute.facts import Facts
from cchc_excel.inbox.envelopes import Envelope, read_envelopes
from cchc_excel.model.files import FileStatus
from cchc_excel.outbox.wording import Recipient, Wording, notice_of, write_letter
from cchc_excel.problems.problem import Problem
from cchc_excel.report.lineage.gathered import places_in_words
from cchc_excel.report.lineage.sources import Sources
from cchc_excel.report.traced import Kind, SourceKey
from cchc_excel.values import show_number
from cchc_excel.workspace.output_names import RECEIPTS


def receipt_files(
    facts: Facts, input_folder: Path, names: Collection[str], wording: Wording
) -> tuple[dict[str, bytes], list[Problem]]:
    """Drafts by path below output/<kỳ>/. `input_folder` holds the period folders; `names`: files of the period's own
    folder to write about; `wording`: the text of the letters. A mistake in the letter's text is a Problem."""
    folder = input_folder / facts.period.code
    envelopes = read_envelopes(folder)
    merged = {file.unit: file.file for file in facts.files if file.status is FileStatus.MERGED}
    sources = Sources(facts)
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for entry in facts.files:
        if entry.file not in names or entry.status is FileStatus.IGNORED:
            continue
        own = [problem for problem in facts.problems if problem.file == entry.file]
        to = Recipient(facts.catalogue, facts.period, entry.unit, envelopes.get(entry.file, Envelope()).sender)
        notice = notice_of(entry, folder / entry.file, own, to)
        newer = merged.get(entry.unit) if entry.status is FileStatus.SUPERSEDED else None
        variables = notice.variables() | {
            "ban_moi_hon": newer,
            "so_lieu": list(_totals(facts, sources, entry.unit)) if notice.merged and entry.unit else [],
            "chi_tieu": list(_ratios(facts, sources, entry.unit)) if notice.merged and entry.unit else [],
        }
        letter, mistakes = write_letter(wording, to, variables)
        problems.extend(mistakes)
        if letter is not None:
            files[f"{RECEIPTS}/{entry.file}.eml"] = letter.as_draft({})
    return files, problems


def _totals(facts: Facts, sources: Sources, unit: str) -> Iterator[dict[str, object]]:
    """The unit's figures, those of procedures summed, with the cells they come from; what it does not type is left
    out."""
    typed = {figure.code for figure in facts.catalogue.typed_by(unit)}
    values = {code: value for code, value in facts.totals.unit_figures([unit]).items() if code in typed}
    if facts.totals.rows([unit]):
        entered = facts.consolidated.data[unit].entered
        values |= {code: value if entered else None for code, value in facts.totals.row_totals([unit]).items()}
    for code, spec in facts.catalogue.figures.items():
        if code in values:
            value = values[code]
            text = "chưa nhập" if value is None else show_number(value, group=True)
            key = SourceKey(Kind.FIGURE, code, unit, facts.period.code)
            yield {
                "ten": spec.name,
                "hien": text,
                "co_so": value is not None,
                "don_vi_tinh": spec.counts,
                "nguon": places_in_words(sources.of(key)),
            }


def _ratios(facts: Facts, sources: Sources, unit: str) -> Iterator[dict[str, object]]:
    """The unit's ratios, with the cells that both sides come from."""
    for indicator in facts.indicators:
        if indicator.unit == unit:
            key = SourceKey(Kind.NUMERATOR, indicator.spec.code, unit, facts.period.code)
            yield {
                "ten": indicator.spec.name,
                "hien": indicator.shown,
                "tu_so": indicator.numerator,
                "mau_so": indicator.denominator,
                "nguon_tu_so": places_in_words(sources.of(key)),
                "nguon_mau_so": places_in_words(sources.of(key._replace(kind=Kind.DENOMINATOR))),
            }
