"""What a merge left out or accepted, as the menu remembers it: of the period, and of the parts that it is made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_excel.commands.quarter import Digests, Quarter, quarter_of
from cchc_excel.commands.session import load_catalogues
from cchc_excel.terminal import menu_answers
from cchc_excel.workspace.folders import folders_at
from tests.cchc_runs import cchc
from tests.two_units import send, two_units

MONTH = "2022-T01 | Tháng 1 năm 2022 | 15/12/2021 | 14/1/2022 | 17/1/2022"
Q1 = "2022-Q1 | Quý I năm 2022 | 15/12/2021 | 14/3/2022 | 17/3/2022 | 2022-T01"
Q2 = "2022-Q2 | Quý II năm 2022 | 15/3/2022 | 14/6/2022 | 17/6/2022 | | 2022-Q1 | 2022-Q1 | 2022-6T"
HALF = "2022-6T | 6 tháng đầu năm 2022 | 15/12/2021 | 14/6/2022 | 17/6/2022 | 2022-Q1; 2022-Q2"
IN_Q2, IN_HALF = "sai.xlsx", "../2022-Q2/sai.xlsx"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sent the first month, B too; in the second quarter A alone, and a file that is of no use."""
    two_units(tmp_path, MONTH, Q1, Q2, HALF)
    send(tmp_path, "2022-Q2", "A", 30, 40)
    (tmp_path / "input" / "2022-Q2" / IN_Q2).write_bytes(b"PK broken")
    return tmp_path


def seen(root: Path, code: str) -> Quarter:
    folders = folders_at(root)
    catalogues, _ = load_catalogues(folders)
    assert catalogues is not None
    catalogue, _ = catalogues.serving(code)
    assert catalogue is not None
    return quarter_of(folders, catalogue, catalogue.periods[code], Digests())


def test_what_a_quarter_left_out_or_accepted_is_known_of_the_half_year(root: Path) -> None:
    options = ("--exclude", IN_Q2, "--reason", "nhầm", "--accept-missing", "B")
    assert cchc(root, "merge", "2022-Q2", *options).exit_code == 0
    own, half = seen(root, "2022-Q2"), seen(root, "2022-6T")
    assert (own.excluded, own.accepted, own.waiting) == (((IN_Q2, "nhầm"),), ("B",), ())
    assert (half.excluded, half.accepted, half.accepted_in_parts) == (((IN_HALF, "nhầm"),), (), (("B", "2022-Q2"),))
    send(root, "2022-Q2", "B", 10, 10)  # who came after all is accepted no more, and was then
    assert (seen(root, "2022-Q2").accepted, seen(root, "2022-6T").accepted_in_parts) == ((), (("B", "2022-Q2"),))


@pytest.mark.parametrize(("accepted", "asked"), [((), 0), (("A",), 0), (("A", "B"), 2)])
def test_what_cannot_be_issued_is_asked_nothing_more(
    root: Path, monkeypatch: pytest.MonkeyPatch, accepted: tuple[str, ...], asked: int
) -> None:
    """Of two units that a merge waits for both must be accepted; then the day and a print are asked about."""
    folders = folders_at(root)
    catalogues, _ = load_catalogues(folders)
    assert catalogues is not None
    catalogue, _ = catalogues.serving("2022-Q2")
    assert catalogue is not None
    questions: list[str] = []
    monkeypatch.setattr(menu_answers, "_units", lambda *_: list(accepted))

    def ask(question: object, *_: object) -> str:
        questions.append(str(question))
        return ""

    monkeypatch.setattr(menu_answers, "ask_text", ask)
    monkeypatch.setattr(menu_answers, "_printing", lambda likely: [*ask(likely)])
    waiting = Quarter(current=True, waiting=("A", "B"))
    state = menu_answers.MenuState(folders, catalogues, catalogue, catalogue.periods["2022-Q2"], Digests(), waiting)
    options = [part for unit in accepted for part in ("--accept-missing", unit)]
    assert menu_answers.how_to_issue(state) == ("2022-Q2", "--final", *options)
    assert len(questions) == asked


def test_a_file_of_a_month_that_a_quarter_left_out_is_left_out_of_the_half_year(root: Path) -> None:
    (root / "input" / "2022-T01" / "cu.xlsx").write_bytes(b"PK broken")
    assert cchc(root, "merge", "2022-Q1", "--exclude", "../2022-T01/cu.xlsx", "--reason", "cũ").exit_code == 0
    for code in ("2022-Q1", "2022-6T"):
        assert seen(root, code).excluded == (("../2022-T01/cu.xlsx", "cũ"),)
