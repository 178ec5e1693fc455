"""The guide as one HTML page: complete, and in need of nothing outside it."""

from __future__ import annotations

import base64
import struct
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.cchc_runs import ROOT, cchc


class _Read(HTMLParser):
    """What a browser would see: anchors, links, pictures, text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.outside: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if "id" in told:
            self.ids.append(told["id"])
        if tag == "a":
            self.links.append(told["href"])
        if tag == "img":
            self.pictures.append(told["src"])
        if tag in ("script", "link", "iframe"):
            self.outside.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> _Read:
    root = tmp_path_factory.mktemp("init")
    assert "Đã tạo huong-dan.html" in cchc(root, "init").stdout
    return _Read((root / "huong-dan.html").read_text("utf-8"))


def test_every_link_leads_to_a_place_in_the_page(page: _Read) -> None:
    assert len(page.ids) == len(set(page.ids))
    assert len(page.links) > 40
    assert [link for link in page.links if not link.startswith("#") or unquote(link[1:]) not in page.ids] == []
    assert page.outside == []


def test_every_picture_of_the_guide_is_inside(page: _Read) -> None:
    guide = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
    assert len(page.pictures) >= guide.count("![") > 0
    for picture in page.pictures:
        kind, _, data = picture.partition(",")
        assert kind == "data:image/png;base64"
        width, height = struct.unpack(">II", base64.b64decode(data)[16:24])  # of the PNG's first chunk
        assert min(width, height) > 50


def test_the_pages_the_guide_leads_to_are_part_of_it(page: _Read) -> None:
    for file in ("huong-dan", "danh-muc", "danh-muc-tra-cuu", "bao-cao", "van-de", "cam-ket"):
        first = (ROOT / "docs" / f"{file}.md").read_text("utf-8").splitlines()[0].lstrip("# ")
        assert first in page.text
        assert file in page.ids


def test_a_guide_that_is_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "huong-dan.html").write_text("của cơ quan", "utf-8")
    created, _, _ = cchc(tmp_path, "init").stdout.partition("Việc tiếp theo:")
    assert "huong-dan.html" not in created
    assert (tmp_path / "huong-dan.html").read_text("utf-8") == "của cơ quan"
