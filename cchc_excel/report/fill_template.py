"""Report templates filled or refused: every mistake in one as a Problem; the names it may use as a page of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from cchc_excel.catalogue.model import Catalogue
from cchc_excel.catalogue.unit_model import Period
from cchc_excel.fill import (
    Filled,
    FilledCell,
    JoinedCell,
    TemplateErrors,
    can_compute,
    fill_traced,
    mark_package,
)
from cchc_excel.fill.ooxml import Package
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Location, Problem, damage_reason
from cchc_excel.report.chart_series import drop_empty_series
from cchc_excel.report.environment import TRACE_KEY
from cchc_excel.report.filters import FILTERS, as_text
from cchc_excel.report.full_width import fill_width
from cchc_excel.report.page_breaks import keep_together
from cchc_excel.report.template_names import FILTER_MEANINGS, listed
from cchc_excel.report.template_wording import MESSAGES
from cchc_excel.report.time_limit import TooSlowError, time_limit
from cchc_excel.workspace.folders import is_word

SECONDS = 180.0
"""For one template: ten times what the largest department's takes."""
_WHERE_DROPPED = "; danh mục đã bỏ mã ấy thì xoá chỗ nhắc nó, hoặc chuyển mẫu ra khỏi thư mục bao-cao"
"""What else to do about a name that is not there: perhaps it was a code's."""


def fill_template(
    name: str, template: bytes, context: Mapping[str, object], source: str, target: str, mark: str = ""
) -> tuple[Filled | None, list[Problem]]:
    """A template filled, with the cells that only Excel can compute as warnings (one that names no place where all are
    left to Excel); None with every mistake in it. `source` and `target` are the paths that problems name; `mark`: what
    a draft says in the header of every page."""
    try:
        with time_limit(SECONDS):
            filled = _fill_word(template, context, mark) if is_word(name) else _fill_excel(template, context, mark)
    except TemplateErrors as broken:
        return None, [
            kinds.TEMPLATE_BROKEN(
                Location(source, error.sheet or None, error.cell or None),
                message=error.message,
                text=f" (trong “{error.text}”)" if error.text else "",
                otherwise=_WHERE_DROPPED if error.unknown_name else "",
            )
            for error in broken.errors
        ]
    except TooSlowError:
        return None, [kinds.TEMPLATE_TOO_SLOW(Location(source), seconds=round(SECONDS))]
    except Exception as error:  # noqa: BLE001 - the net: whatever is in a template is for who made it to mend
        return None, [kinds.TEMPLATE_UNREADABLE(Location(source), reason=damage_reason(error))]
    if filled.uncomputed and not can_compute():
        return filled, [kinds.VALUES_LEFT_OUT()]
    return filled, [kinds.CELL_NOT_COMPUTED(Location(target, cell.sheet, cell.cell)) for cell in filled.uncomputed]


def _fill_excel(template: bytes, context: Mapping[str, object], mark: str) -> Filled:
    joined: list[JoinedCell] = []
    finish: list[Callable[[Package], None]] = [
        fill_width,
        drop_empty_series,
        lambda package: joined.extend(keep_together(package)),
    ]
    if mark:
        finish.append(partial(mark_package, text=mark))
    filled = fill_traced(
        template,
        context,
        filters=FILTERS,
        as_text=as_text,
        messages=MESSAGES,
        trace_key=TRACE_KEY,
        finish=finish,
    )
    return filled._replace(cells=_as_joined(filled.cells, joined))


def _as_joined(cells: Sequence[FilledCell], joined: Sequence[JoinedCell]) -> list[FilledCell]:
    """Filled cells where those that became one are one, with the keys of all and the text that is there."""
    into = {(one.sheet, cell): one for one in joined for cell in one.all}
    pieces: dict[tuple[str, str], list[FilledCell]] = {}
    for cell in cells:
        if (cell.sheet, cell.cell) in into:
            pieces.setdefault((cell.sheet, into[cell.sheet, cell.cell].cell), []).append(cell)
    kept = [cell for cell in cells if (cell.sheet, cell.cell) not in into]
    for (sheet, at), parts in pieces.items():
        first, keys = parts[0].value, tuple(key for part in parts for key in part.keys)
        value = into[sheet, at].text if isinstance(first, str) else first
        kept.append(FilledCell(sheet, at, value, keys))
    return kept


def _fill_word(template: bytes, context: Mapping[str, object], mark: str) -> Filled:
    """Word keeps paragraphs together by itself."""
    from cchc_excel.report.word.fill import fill_word, mark_draft_word  # docxtpl: only where there is a Word template

    filled = fill_word(template, context)
    return filled._replace(data=mark_draft_word(filled.data, mark)) if mark else filled


def names_page(context: Mapping[str, object], catalogue: Catalogue, period: Period, *, with_data: bool) -> list[str]:
    """The names a template may use, with meaning and example, ready to be printed line by line."""
    source = f"ví dụ lấy từ kỳ {period.code}" if with_data else "chưa có số liệu, ví dụ chỉ lấy từ danh mục"
    lines = [f"Các tên dùng được trong mẫu ({source}):"]
    loops: tuple[str, ...] = ()
    for name in listed(context, catalogue):
        if name.loops != loops:
            lines += ["", *(f"{'  ' * depth}{{%tr {loop} %}}" for depth, loop in enumerate(name.loops))]
            loops = name.loops
        lines.append(f"{'  ' * len(loops)}{'{{ ' + name.written + ' }}':44} {name.meaning}{_shown(name.example)}")
    lines += ["", "Bộ lọc, viết {{ giá trị | bộ lọc }}:"]
    lines += [f"  {name:18} {meaning}" for name, meaning in FILTER_MEANINGS.items()]
    flags = (f"{code} ({name})" if name != code else code for code, name in catalogue.flags.items())
    lines += ["", f"Cờ của thủ tục: {', '.join(flags)}"]
    for heading, codes in _codes(catalogue):
        lines += ["", f"{heading}:", *(f"  {code:18} {meaning}" for code, meaning in codes)]
    return lines


def _shown(example: str) -> str:
    return f"; ví dụ: {example}" if example else ""


def _codes(catalogue: Catalogue) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """What may stand between the quotation marks of ["…"]."""
    yield 'Khoá của thong_tin["…"]', list(catalogue.info.items())
    yield 'Mã của chi_tieu["…"]', [(code, indicator.name) for code, indicator in catalogue.indicators.items()]
    yield 'Mã của so_lieu["…"]', [(code, figure.name) for code, figure in catalogue.figures.items()]
    yield 'Mục của diem["…"]', [(rule.key, _text_of(catalogue, rule.key)) for rule in catalogue.scores]


def _text_of(catalogue: Catalogue, key: str) -> str:
    item = catalogue.items.get(key)
    return item.text if item else ""
