"""Fixtures that more than one module of tests needs."""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from filelock import FileLock

from cchc_excel.commands.session import load_catalogue
from cchc_excel.forms.filled.reader import Reader, reader_for
from cchc_excel.model.files import Candidate
from cchc_excel.model.records import Source
from cchc_excel.period.load import read_form
from cchc_excel.reading.pool import Child
from cchc_excel.workspace.folders import folders_at
from scripts.make_windows_kit import build_program
from tests.cchc_runs import ROOT, merge
from tests.reading.variants.case import Kit
from tests.reading.variants.office import make_office_files

os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
"""Reading processes look for no module where the command runs; those of the tests find the tests' own by this."""
PERIOD = "2022-Q1"
ReadingChild: TypeAlias = Child[Source, Candidate]


@pytest.fixture(scope="session")
def kit() -> Kit:
    """The kit of the variants that need no LibreOffice."""
    return Kit()


MadeOnce: TypeAlias = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MadeOnce:
    """A folder that the processes of a run share, by its name: filled by whichever comes first, to look at only."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent

    def folder(name: str, fill: Callable[[Path], object]) -> Path:
        made = shared / name
        with FileLock(f"{made}.lock"):
            if not made.is_dir():
                unfinished = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=shared))
                fill(unfinished)
                unfinished.rename(made)
        return made

    return folder


@pytest.fixture(scope="session")
def office_kit(made_once: MadeOnce) -> Kit:
    """The kit of all variants."""
    return Kit(made_once("office", make_office_files))


@pytest.fixture(scope="session")
def program_wheel(made_once: MadeOnce) -> Path:
    """The program's wheel."""
    (wheel,) = made_once("wheel", build_program).glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def reader() -> Reader:
    """What reading a form needs of the shipped catalogue."""
    catalogue, found = load_catalogue(folders_at(ROOT, None, None))
    assert catalogue, found
    return reader_for(catalogue)


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a merge of the example comes to."""
    return merge(ROOT, "--output", str(tmp_path_factory.mktemp("clean")))[1]


@pytest.fixture(scope="session")
def child(reader: Reader) -> Iterator[ReadingChild]:
    """One real reading process for all."""
    one: ReadingChild = Child(functools.partial(read_form, reader, PERIOD), deadline=60)
    yield one
    one.close()
