"""Compiled texts kept in a file: taken by the next run of the same program, and by nobody else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc_excel.fill import Environment
from cchc_excel.fill.template.compiled import CompiledText, CompiledTexts, Key, lasting_name
from tests.cchc_runs import ROOT
from tests.workbooks import small_report

KEY: Key = ("cell", "{{ 6 * 7 }}")


def answer() -> CompiledText:
    return CompiledText(compile("answer = 6 * 7", "<template>", "exec"), ("a", "b"), typed=True)


def unasked() -> CompiledText:
    raise AssertionError("it is there already")


def kept(file: Path, key: Key = KEY) -> None:
    """What a run leaves that has compiled a text."""
    texts = CompiledTexts()
    with texts.kept_in(file):
        texts.get(key, answer)


def is_there(file: Path, key: Key = KEY) -> bool:
    """Whether the next run has the text of a key, as it was."""
    texts = CompiledTexts()
    with texts.kept_in(file):
        try:
            found = texts.get(key, unasked)
        except AssertionError:
            return False
    names: dict[str, object] = {}
    exec(found.code, names)
    return (names["answer"], found.names, found.typed) == (42, ("a", "b"), True)


def test_the_next_run_has_what_one_run_compiled(tmp_path: Path) -> None:
    kept(tmp_path / "mine" / "texts")
    assert is_there(tmp_path / "mine" / "texts")
    assert not is_there(tmp_path / "mine" / "texts", ("cell", "{{ 42 }}"))
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["texts"]


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[:-1],
        lambda data: data[:40],
        lambda data: data[:0],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: bytes([data[0] ^ 1]) + data[1:],  # the program that made it
    ],
)
def test_what_is_not_whole_or_of_another_program_is_made_anew(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    file = tmp_path / "texts"
    kept(file)
    file.write_bytes(harm(file.read_bytes()))
    assert not is_there(file)
    kept(file)
    assert is_there(file)


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder would be")
    kept(tmp_path / "taken" / "texts")
    (tmp_path / "texts").mkdir()
    kept(tmp_path / "texts")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["taken", "texts"]
    assert (tmp_path / "taken").read_text() == "a file where the folder would be"


def test_what_only_this_process_can_tell_apart_is_not_kept(tmp_path: Path) -> None:
    """Two functions without a name of their own may do different things to the constants of a text."""
    assert lasting_name(answer) == "tests.fill.test_compiled.answer"
    nameless = (*KEY, lasting_name(lambda value: value))
    kept(tmp_path / "texts", nameless)
    assert not is_there(tmp_path / "texts", nameless)


def test_one_text_is_compiled_as_each_sandbox_reads_it() -> None:
    """A letter's sandbox leaves out the line ends behind tags; a page's writes "&" as markup."""
    text = "{% if 1 %}\n{{ 'a & b' }}{% endif %}"
    letter, page, plain = Environment(), Environment(), Environment()
    letter.trim_blocks = True
    page.autoescape = True
    read = [one.from_string(text).render() for one in (plain, letter, page, plain)]
    assert read == ["\na & b", "a & b", "\na &amp; b", "\na & b"]


def test_a_second_merge_compiles_nothing(tmp_path: Path) -> None:
    """What is compiled is kept; a file that stays as it was says that nothing was. The page is the same."""
    for name in ("input", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    small_report(tmp_path)
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = (sys.executable, "-m", "cchc_excel", "--root", str(tmp_path), "merge", "2022-Q1")
    seen = []
    for _ in range(2):
        subprocess.run(command, env=environment, check=True, capture_output=True)
        kept_files = [(file, file.stat().st_mtime_ns) for file in (tmp_path / "cache/cchc").iterdir()]
        seen.append((kept_files, (tmp_path / "output/2022-Q1/tong-hop.html").read_bytes()))
    assert seen[0] == seen[1]
