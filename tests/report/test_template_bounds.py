"""Templates that never come to an end, and templates that are broken in a way nobody thought of: a problem each."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from cchc_excel.report import fill_template as module
from cchc_excel.report import time_limit as module_of_limit
from cchc_excel.report.fill_template import fill_template
from cchc_excel.report.time_limit import TooSlowError, time_limit
from tests.cchc_runs import cchc
from tests.fill.templates import made
from tests.report.word_templates import document

ENDLESS = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"


def in_a_cell(_book: Any, sheet: Any) -> None:
    sheet.write_string(0, 0, ENDLESS)


def rows(_book: Any, sheet: Any) -> None:
    for row, text in enumerate(("{%tr for a in range(90000) %}", ENDLESS, "{%tr endfor %}")):
        sheet.write_string(row, 0, text)


@pytest.mark.parametrize(
    ("name", "data"), [("a.xlsx", made(in_a_cell)), ("b.xlsx", made(rows)), ("c.docx", document(ENDLESS))]
)
def test_one_that_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch, name: str, data: bytes) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.5)
    filled, problems = fill_template(name, data, {}, f"templates/bao-cao/{name}", name)
    assert filled is None
    assert [(one.code, one.file) for one in problems] == [("mau-bao-cao-qua-lau", f"templates/bao-cao/{name}")]


def test_what_is_done_in_time_is_left_alone() -> None:
    before = threading.active_count()
    for _ in range(20):
        with time_limit(60):
            pass
    with pytest.raises(TooSlowError), time_limit(0.05):
        while True:
            pass
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() <= before


def test_a_fault_that_nobody_thought_of_is_the_template_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("xl/drawings/drawing1.xml")

    (tmp_path / "a.xlsx").write_bytes(made(in_a_cell))
    monkeypatch.setattr(module, "_fill_excel", fail)
    told = cchc(tmp_path, "template-check", str(tmp_path / "a.xlsx"))
    assert told.exit_code == 1
    assert "LỖI: a.xlsx: mẫu báo cáo hỏng" in told.stderr


def test_a_limit_that_is_lost_in_a_callback_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A collector of garbage that takes whatever is raised while it works, as Python's own does."""
    monkeypatch.setattr(module_of_limit, "_AGAIN", 0.05)
    lost = 0
    with pytest.raises(TooSlowError), time_limit(0.05):
        try:
            while True:
                pass
        except TooSlowError:
            lost += 1
        while True:
            pass
    assert lost == 1
