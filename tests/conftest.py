"""Fixtures that more than one module of tests needs."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
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


@pytest.fixture(scope="session")
def office_kit(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Kit:
    """The kit of all variants, made by whichever process of the run comes first."""
    shared = tmp_path_factory.getbasetemp()
    office = (shared if worker_id == "master" else shared.parent) / "office"
    with FileLock(f"{office}.lock"):
        if not office.is_dir():
            unfinished = office.with_suffix(".new")
            unfinished.mkdir()
            make_office_files(unfinished)
            unfinished.rename(office)
    return Kit(office)


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
