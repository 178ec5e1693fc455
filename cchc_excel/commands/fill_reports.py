"""Facts -> the reports and the page that people look at: templates filled, drafts and what was not issued marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cchc_excel.commands.session import Progress
from cchc_excel.compute.facts import Facts
from cchc_excel.compute.issued import with_date_of
from cchc_excel.fill import Filled, mark_draft
from cchc_excel.problems import kinds
from cchc_excel.problems.problem import Problem, count_errors, has_errors
from cchc_excel.report.context import report_context
from cchc_excel.report.fill_template import fill_template
from cchc_excel.report.house_style import FONT, LOGO, HouseStyle, styled, styled_page
from cchc_excel.report.lineage.sources import Sources
from cchc_excel.report.logo import read_logo
from cchc_excel.report.web_page import render_page
from cchc_excel.workspace.folders import Folders, is_word, page_template, report_templates
from cchc_excel.workspace.output_names import PAGE, REPORTS
from cchc_excel.workspace.publish import hashes

DRAFT_MARK = "BẢN NHÁP"
UNISSUED_MARK = "CHƯA PHÁT HÀNH – khác bản phát hành"
_HEADER_UNITS = 4
"""So many missing units are named in a header; more are counted, or they would stand over the page's number."""


class Shown(NamedTuple):
    """What people look at. `facts`: those that it was made of, `context`: as templates saw them; `reports`: path below
    output/<kỳ>/ -> what was filled; `mark`: what the header of each page says ("": nothing); `differing`: the reports
    that are not as in the issue that stands; `sources`: of these facts."""

    facts: Facts
    context: Mapping[str, object]
    reports: Mapping[str, Filled]
    page: Filled
    mark: str
    differing: frozenset[str]
    sources: Sources


def fill_reports(
    facts: Facts, folders: Folders, *, issuing: bool, progress: Progress
) -> tuple[Shown | None, list[Problem]]:
    """Every template filled, and the page; None with every mistake in the templates.

    `issuing`: they are to be issued, and none is marked for not being so; `progress` is told what is being done.
    """
    style, style_problems = _house_style(folders, facts.catalogue.info)
    templates = {name: styled(name, data, style) for name, data in report_templates(folders).items()}
    mark = _draft_mark(facts)
    facts, context, filled, problems = _reports(facts, templates, mark, progress)
    differing = _not_as_issued(facts, filled) if filled else frozenset()
    if filled and differing and not issuing:
        mark = f"{UNISSUED_MARK} {facts.issue.number}" if facts.issue else ""
        filled = {path: _marked(path, one, mark) if path in differing else one for path, one in filled.items()}
        problems = [*problems, *_told_by_file(facts, differing)]
    progress(f"Đang viết {PAGE}")
    sources = Sources(facts)
    page, page_problems = render_page(facts, context, styled_page(page_template(folders), style), sources)
    problems = [*style_problems, *problems, *page_problems]
    if filled is None or page is None or has_errors(problems):
        return None, problems
    return Shown(facts, context, filled, page, mark, differing, sources), problems


def _house_style(folders: Folders, info: Mapping[str, str]) -> tuple[HouseStyle, list[Problem]]:
    """The department's font and logo, as sheet Thông tin names them; a logo that is no picture is left out."""
    font, name = info.get(FONT, ""), info.get(LOGO, "")
    file = folders.own(name) if name else None
    try:
        logo = read_logo(file.read_bytes()) if file else None
    except OSError:
        logo = None
    return HouseStyle(font, logo), [kinds.LOGO_UNUSABLE(file=name)] if name and logo is None else []


def _reports(
    facts: Facts, templates: Mapping[str, bytes], mark: str, progress: Progress
) -> tuple[Facts, Mapping[str, object], dict[str, Filled] | None, list[Problem]]:
    """Every template filled, with the facts and the names that it was filled with. Without a day of their own, reports
    that are those of the issue that stands but for its day keep that day: they are that issue."""
    dated = None if mark else with_date_of(facts, facts.issue, facts.changes)
    if dated is not None:
        context = report_context(dated)
        filled, problems = _fill(context, templates, mark, progress)
        if filled is not None and not _not_as_issued(dated, filled):
            return dated, context, filled, problems
    context = report_context(facts)
    return facts, context, *_fill(context, templates, mark, progress)


def _not_as_issued(facts: Facts, filled: Mapping[str, Filled]) -> frozenset[str]:
    """The reports that are not byte for byte those of the issue that stands; none where nothing was issued, or the
    facts are a draft."""
    if facts.issue is None or facts.draft:
        return frozenset()
    issued = {path: digest for path, digest in facts.issue.outputs.items() if path.startswith(f"{REPORTS}/")}
    now = hashes({path: one.data for path, one in filled.items()})
    return frozenset(path for path in issued.keys() | now.keys() if issued.get(path) != now.get(path))


def _told_by_file(facts: Facts, differing: Iterable[str]) -> list[Problem]:
    """What is said where no value tells why reports are not as issued: which reports they are."""
    if facts.issue is None or facts.changes:
        return []
    files = "; ".join(sorted(differing))
    kind = kinds.REPORTS_CHANGED_SINCE_ISSUE if facts.issue.record else kinds.REPORTS_DIFFER_FROM_ISSUE
    return [kind(number=facts.issue.number, files=files)]


def _marked(path: str, filled: Filled, mark: str) -> Filled:
    """A report with a mark in the header of every page."""
    if is_word(path):
        from cchc_excel.report.word.fill import mark_draft_word  # docxtpl: only where there is a Word report

        return filled._replace(data=mark_draft_word(filled.data, mark))
    return filled._replace(data=mark_draft(filled.data, mark))


def _fill(
    context: Mapping[str, object], templates: Mapping[str, bytes], mark: str, progress: Progress
) -> tuple[dict[str, Filled] | None, list[Problem]]:
    """Every template filled (path below output/<kỳ>/ -> report); None with every mistake in them."""
    filled: dict[str, Filled] = {}
    problems: list[Problem] = []
    for number, (name, template) in enumerate(templates.items(), start=1):
        progress(f"Đang viết báo cáo {number}/{len(templates)}: {name}")
        path = f"{REPORTS}/{name}"
        report, report_problems = fill_template(name, template, context, f"templates/{path}", path, mark)
        problems.extend(report_problems)
        if report is not None:
            filled[path] = report
    return (None if has_errors(problems) else filled), problems


def _draft_mark(facts: Facts) -> str:
    """What a draft says in the header of every page, with the units that are missing; "" where it is none."""
    if not facts.draft:
        return ""
    return f"{DRAFT_MARK} – {_why_draft(facts)}"


def _why_draft(facts: Facts) -> str:
    missing = [unit for unit in facts.consolidated.missing if unit not in facts.accepted]
    if not missing:
        errors = count_errors(facts.problems)
        return f"còn {errors} lỗi" if errors or not facts.drafts else f"số liệu nháp của {', '.join(facts.drafts)}"
    return f"thiếu: {', '.join(missing)}" if len(missing) <= _HEADER_UNITS else f"thiếu {len(missing)} đơn vị"
