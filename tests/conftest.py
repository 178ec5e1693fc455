"""Fixtures that more than one module of tests needs."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, TypeAlias

import pytest
from filelock import FileLock

from cchc_excel.collection import read_form
from cchc_excel.forms.parse import Reader, reader_for
from cchc_excel.nouns import Source
from cchc_excel.pipeline import load_catalogue
from cchc_excel.reading.worker import Child
from cchc_excel.selection import Candidate
from cchc_excel.workplace import workplace
from tests.commands import ROOT, merge
from tests.variants.case import Kit
from tests.variants.office import make_office_files

PERIOD = "2022-Q1"
ReadingChild: TypeAlias = Child[Source, Candidate]


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Kit:
    """The kit of the variants, made by whichever process of the run comes first."""
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
    catalogue, found = load_catalogue(workplace(ROOT, None, None))
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
