"""A swap of outputs that is stopped at any move ends wholly old or wholly new."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_excel.workspace import publish as door
from cchc_excel.workspace.publish import issue, locked, plan_swap, publish, recover, sha256
from tests.cchc_runs import cchc

OLD = {"bao-cao/a.xlsx": b"old a", "bao-cao/b.xlsx": b"old b", "nguon-so-lieu.xlsx": b"old n"}
NEW = {"bao-cao/a.xlsx": b"new a", "bao-cao/c.xlsx": b"new c", "nguon-so-lieu.xlsx": b"new n"}
KNOWN = {name: sha256(data) for name, data in OLD.items()}


class Killed(BaseException):
    """The process ends here."""


def start(folder: Path) -> None:
    for name, data in (OLD | {"bieu-mau/x.xlsx": b"kept"}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def state(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file() and ".cchc" not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


WHOLE_OLD = OLD | {"bieu-mau/x.xlsx": b"kept"}
WHOLE_NEW = NEW | {"bieu-mau/x.xlsx": b"kept"}


@pytest.mark.parametrize("step", range(12))
@pytest.mark.parametrize("failure", [Killed, PermissionError])
def test_stopped_at_any_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, failure: type[BaseException]
) -> None:
    start(tmp_path)
    count = 0

    def stops(action: str) -> None:
        original = getattr(door, action)

        def stopped(*arguments: object) -> None:
            nonlocal count
            count += 1
            if count == step + 1:
                raise failure
            original(*arguments)

        monkeypatch.setattr(door, action, stopped)

    stops("_write")
    stops("_move")
    plan, _ = plan_swap(tmp_path, NEW, KNOWN)
    found = []
    try:
        found = publish(tmp_path, NEW, plan)
    except Killed:
        monkeypatch.undo()
        recover(tmp_path)
        assert state(tmp_path) in (WHOLE_OLD, WHOLE_NEW)
    if found:
        assert [one.code for one in found] == ["tep-dang-mo"]
        assert state(tmp_path) == WHOLE_OLD
    monkeypatch.undo()
    swapped = state(tmp_path) == WHOLE_NEW
    plan, _ = plan_swap(tmp_path, NEW, {name: sha256(data) for name, data in NEW.items()} if swapped else KNOWN)
    assert publish(tmp_path, NEW, plan) == []
    assert state(tmp_path) == WHOLE_NEW


def test_a_report_edited_by_hand_is_kept(tmp_path: Path) -> None:
    start(tmp_path)
    for text in (b"by hand", b"by hand again"):
        (tmp_path / "bao-cao" / "a.xlsx").write_bytes(text)
        plan, found = plan_swap(tmp_path, NEW, KNOWN)
        assert [one.code for one in found if one.file == "bao-cao/a.xlsx"] == ["bao-cao-da-sua-tay"]
        publish(tmp_path, NEW, plan)
    assert (tmp_path / "cu" / "bao-cao" / "a.xlsx").read_bytes() == b"by hand"
    assert (tmp_path / "cu" / "bao-cao" / "a (2).xlsx").read_bytes() == b"by hand again"


def test_each_issue_has_its_own_number(tmp_path: Path) -> None:
    tmp_path.joinpath(".cchc").mkdir()
    assert [issue(tmp_path, OLD), issue(tmp_path, NEW)] == ["phat-hanh/1", "phat-hanh/2"]
    assert (tmp_path / "phat-hanh" / "1" / "bao-cao" / "a.xlsx").read_bytes() == b"old a"


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with locked(tmp_path) as first, locked(tmp_path) as second:
        assert (first, second) == (True, False)


def test_why_a_file_cannot_be_written_is_told_in_vietnamese(tmp_path: Path) -> None:
    (tmp_path / "output" / "2022-Q1" / "bieu-mau" / "TTR.xlsx").mkdir(parents=True)
    told = cchc(tmp_path, "template", "2022-Q1", "--unit", "TTR")
    assert told.exit_code == 2
    assert told.stderr == (
        "LỖI: bieu-mau/TTR.xlsx: không ghi được bieu-mau/TTR.xlsx: đã có thư mục trùng tên; "
        "kiểm tra quyền ghi, chỗ trống rồi chạy lại\n"
    )


def test_a_journal_that_the_disk_has_spoilt_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start(tmp_path)
    plan, _ = plan_swap(tmp_path, NEW, KNOWN)
    moves = 0
    move = door._move

    def killed_after_two(*arguments: object) -> None:
        nonlocal moves
        moves += 1
        if moves > 2:
            raise Killed
        move(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(door, "_move", killed_after_two)
    with pytest.raises(Killed):
        publish(tmp_path, NEW, plan)
    monkeypatch.undo()
    assert state(tmp_path) != WHOLE_OLD
    (tmp_path / ".cchc" / "so-tay.json").write_bytes(b'[["bao-cao/a.xlsx", \xff')
    assert [problem.code for problem in recover(tmp_path)] == ["da-khoi-phuc"]
    assert state(tmp_path) == WHOLE_OLD


class Busy:
    """Path.replace where a file is looked at by somebody for so many tries, as Windows tells of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tries: int) -> None:
        self._refused = tries
        self._replace = Path.replace
        monkeypatch.setattr(Path, "replace", lambda source, target: self.move(source, target))
        monkeypatch.setattr("cchc_excel.workspace.patience._PAUSES", (0.0, 0.0, 0.0, 0.0))

    def move(self, source: Path, target: Path) -> Path:
        if self._refused:
            self._refused -= 1
            raise PermissionError(13, "The process cannot access the file", str(source))
        return self._replace(source, target)


@pytest.mark.parametrize(("tries", "told", "left"), [(4, [], WHOLE_NEW), (5, ["tep-dang-mo"], WHOLE_OLD)])
def test_who_looks_at_a_new_file_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tries: int, told: list[str], left: dict[str, bytes]
) -> None:
    """A virus scanner lets go; what is open in Excel stays (four pauses, and the fifth refusal counts)."""
    start(tmp_path)
    plan, _ = plan_swap(tmp_path, NEW, KNOWN)
    Busy(monkeypatch, tries)
    assert [one.code for one in publish(tmp_path, NEW, plan)] == told
    assert state(tmp_path) == left


def test_the_copy_of_an_issue_waits_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Busy(monkeypatch, 3)
    assert issue(tmp_path, NEW) == "phat-hanh/1"
    assert state(tmp_path) == {f"phat-hanh/1/{n}": d for n, d in NEW.items()}
