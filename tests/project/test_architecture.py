"""docs/kien-truc.md: its rooms are those of the package, its pipeline names functions that there are, and each recipe
leads to one or two files."""

from __future__ import annotations

import ast
import re

import pytest

from tests.cchc_runs import ROOT
from tests.markdown_tables import rows_under
from tests.project.test_structure import PACKAGE, ROOMS

PAGE = (ROOT / "docs" / "kien-truc.md").read_text("utf-8")
_CODE = re.compile(r"`([^`]+)`")
_PATH = re.compile(r"[\w.<>-]+(?:/[\w.<>-]*)+")
MOST_FILES = 2


def sections(heading: str) -> dict[str, str]:
    """The parts of a chapter by their headings."""
    chapter = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    parts = (part.partition("\n") for part in chapter.split("\n### ")[1:])
    return {title.strip(): text for title, _, text in parts}


def paths(text: str) -> list[str]:
    """The files and folders that a text names."""
    return [word for word in _CODE.findall(text) if _PATH.fullmatch(word)]


RECIPES = sections("Recipes")


def test_the_rooms_are_those_of_the_package() -> None:
    assert [title.strip("`") for title in sections("The rooms")] == list(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_the_modules_of_a_room_are_there(room: str) -> None:
    text = sections("The rooms")[f"`{room}`"]
    inside = [word for word in _CODE.findall(text) if re.fullmatch(r"[\w/]+(?:\.py|/)", word)]
    if (PACKAGE / room).is_dir():
        assert inside
    elsewhere = [f"{other}/" for other in ROOMS] + ["templates/thu/", "cchc_excel/"]
    gone = [one for one in inside if not (PACKAGE / room / one).exists() and one not in elsewhere]
    assert gone == []


def test_every_step_of_the_pipeline_is_a_function() -> None:
    steps = [_CODE.findall(cell) for _, cell, *_ in rows_under(PAGE, "The pipeline", "Step")]
    assert len(steps) >= 10
    for words in steps:
        for path, function in zip(words[::2], words[1::2], strict=True):
            tree = ast.parse((ROOT / path).read_text("utf-8"))
            assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, path


def test_there_is_a_recipe_for_everything_one_adds() -> None:
    wanted = (
        *("check", "method of scoring", "column", "command", "name for report templates", "archive type"),
        *("mail source", "kind of problem", "report template"),
    )
    assert [word for word in wanted if not any(word in title for title in RECIPES)] == []


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_leads_to_one_or_two_files_that_are_there(recipe: str) -> None:
    """A new file (`<name>.py`) has its folder."""
    named = paths(RECIPES[recipe])
    places = [ROOT / re.sub(r"/[^/]*<.*", "", path) for path in named]
    assert places
    assert [str(place) for place in places if not place.exists()] == []
    steps = "\n".join(re.findall(r"^\d\. (?:.|\n {3})*", RECIPES[recipe], re.MULTILINE))
    code = {path for path in paths(steps) if path.startswith("cchc_excel/") and path.endswith(".py")}
    models = set(re.findall(r"beside `([^`]+)`", RECIPES[recipe]))  # a file to look at, not to change
    assert len(code - models) <= MOST_FILES, code


@pytest.mark.parametrize("recipe", RECIPES)
def test_what_a_recipe_calls_by_name_stands_in_its_files(recipe: str) -> None:
    text = RECIPES[recipe]
    files = [ROOT / path for path in paths(text) if path.endswith(".py") and "<" not in path]
    code = "\n".join(file.read_text("utf-8") for file in files)
    called = {word for word in _CODE.findall(text) if re.fullmatch(r"_?[A-Za-z_]+", word)}
    called |= set(re.findall(r"\b[A-Z]{4,}\b", _CODE.sub("", text))) - {"FILE"}
    assert sorted(word for word in called if not re.search(rf"\b{word}", code)) == []
