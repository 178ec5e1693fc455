"""The guide (docs/huong-dan.md) and every page it leads to as one HTML file with its pictures inside: for an office
without a network."""

from __future__ import annotations

import base64
import html
import posixpath
import re
import unicodedata
from collections.abc import Iterator, Sequence
from importlib import resources
from urllib.parse import unquote

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

FIRST_PAGE = "huong-dan.md"


class _Page(msgspec.Struct, frozen=True):
    """A page of docs/: its file name without ".md", and what its text is made of."""

    name: str
    tokens: list[Token]


def guide_page() -> str:
    """The HTML of the guide. Links between the pages lead to their place in it; one to a file that is not shipped
    becomes plain text."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    pages = _pages_from(markdown, FIRST_PAGE)
    names = {page.name for page in pages}
    for page in pages:
        _number_headings(page)
        for token in _inside(page.tokens):
            _embed_picture(token)
        _turn_links(page, names)
    body = "\n".join(
        f'<section id="{page.name}">\n{markdown.renderer.render(page.tokens, markdown.options, {})}</section>'
        for page in pages
    )
    title = next(_heading_texts(pages[0], "h1"), ("", ""))[1]
    return _HTML.format(title=html.escape(title), contents=_contents(pages), body=body)


def _pages_from(markdown: MarkdownIt, first: str) -> list[_Page]:
    """The page and all that links lead to from it, each once, in the order they are met."""
    found: dict[str, _Page] = {}
    waiting = [first]
    while waiting:
        file = waiting.pop(0)
        name = file.removesuffix(".md")
        source = resources.files("cchc_excel.docs") / file
        if name in found or not source.is_file():
            continue
        found[name] = _Page(name, markdown.parse(source.read_text("utf-8")))
        waiting += [link.partition("#")[0] for link in _links(found[name].tokens) if _is_page(link.partition("#")[0])]
    return list(found.values())


def _is_page(link: str) -> bool:
    return link.endswith(".md") and "/" not in link and ":" not in link


def _inside(tokens: Sequence[Token]) -> Iterator[Token]:
    return (child for token in tokens if token.type == "inline" for child in token.children or ())


def _links(tokens: Sequence[Token]) -> Iterator[str]:
    return (str(token.attrGet("href")) for token in _inside(tokens) if token.type == "link_open")


def _headings(page: _Page) -> Iterator[tuple[Token, str]]:
    """The opening of each heading, and its text."""
    for opening, inline in zip(page.tokens, page.tokens[1:], strict=False):
        if opening.type == "heading_open":
            yield opening, "".join(child.content for child in inline.children or ())


def _heading_texts(page: _Page, *tags: str) -> Iterator[tuple[str, str]]:
    """(id, text) of the headings of these levels."""
    return ((_id(page.name, _slug(text)), text) for opening, text in _headings(page) if opening.tag in tags)


def _slug(heading: str) -> str:
    """The anchor that Markdown viewers give a heading: small letters, hyphens for spaces, no punctuation."""
    kept = re.sub(r"[^\w\s-]", "", unicodedata.normalize("NFC", heading).lower())
    return re.sub(r"\s", "-", kept.strip())


def _id(page: str, slug: str) -> str:
    return f"{page}--{slug}"


def _number_headings(page: _Page) -> None:
    """Give each heading its anchor."""
    for opening, text in _headings(page):
        opening.attrSet("id", _id(page.name, _slug(text)))


def _embed_picture(token: Token) -> None:
    if token.type == "image":
        picture = (resources.files("cchc_excel.docs") / posixpath.basename(str(token.attrGet("src")))).read_bytes()
        token.attrSet("src", f"data:image/png;base64,{base64.b64encode(picture).decode()}")


def _turn_links(page: _Page, names: set[str]) -> None:
    for inline in page.tokens:
        if inline.type == "inline" and inline.children:
            inline.children = list(_turned(page, inline.children, names))


def _turned(page: _Page, tokens: Sequence[Token], names: set[str]) -> Iterator[Token]:
    """The tokens of a line, its links leading into the one file; those that cannot are left out, their text kept."""
    dropped = False
    for token in tokens:
        if token.type == "link_open":
            target = _target(page.name, str(token.attrGet("href")), names)
            dropped = target is None
            if target is not None:
                token.attrSet("href", target)
                yield token
        elif token.type != "link_close" or not dropped:
            yield token


def _target(page: str, link: str, names: set[str]) -> str | None:
    """Where a link of a page leads in the one file; None: to nothing that is there."""
    file, _, anchor = unquote(link).partition("#")
    name = file.removesuffix(".md") or page
    if ":" in file:
        return link
    if name not in names or (file and not _is_page(file)):
        return None
    return f"#{_id(name, unicodedata.normalize('NFC', anchor))}" if anchor else f"#{name}"


def _contents(pages: Sequence[_Page]) -> str:
    """The table of contents: parts and chapters of the guide, then the other pages."""
    parts = [_entry(anchor, text) for anchor, text in _heading_texts(pages[0], "h2", "h3")]
    others = [_entry(page.name, text) for page in pages[1:] for _, text in _heading_texts(page, "h1")]
    return "\n".join((*parts, *others))


def _entry(anchor: str, text: str) -> str:
    return f'<a href="#{html.escape(anchor)}">{html.escape(text)}</a>'


_HTML = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 0; color: #1a1a1a; background: #fff; font: 16px/1.55 "Segoe UI", Arial, "Liberation Sans", sans-serif }}
nav {{ position: fixed; top: 0; bottom: 0; left: 0; width: 280px; overflow-y: auto; padding: 20px 16px;
  box-sizing: border-box; background: #f3f5f8; border-right: 1px solid #d5dae1; font-size: 14px }}
nav a {{ display: block; padding: 4px 6px; color: #1f4e79; text-decoration: none; border-radius: 3px }}
nav a:hover, nav a:focus {{ background: #dde6f0 }}
main {{ margin-left: 280px; padding: 16px 40px 60px; max-width: 860px }}
section + section {{ border-top: 3px solid #1f4e79; margin-top: 48px }}
h1 {{ font-size: 28px; line-height: 1.25 }} h2 {{ font-size: 22px; margin-top: 40px }} h3 {{ margin-top: 30px }}
a {{ color: #0b5394 }}
img {{ max-width: 100%; border: 1px solid #c9ced6; display: block; margin: 8px 0 }}
table {{ border-collapse: collapse; margin: 12px 0; font-size: 15px }}
th, td {{ border: 1px solid #b9c0ca; padding: 5px 9px; text-align: left; vertical-align: top }}
th {{ background: #e8edf4 }}
code {{ font: 14px Consolas, "Liberation Mono", monospace; background: #f0f2f5; padding: 1px 4px; border-radius: 3px }}
pre {{ background: #f0f2f5; padding: 10px 14px; overflow-x: auto }} pre code {{ padding: 0 }}
@media (max-width: 900px) {{ nav {{ position: static; width: auto; border-right: 0 }}
  main {{ margin-left: 0; padding: 8px 16px 40px }} }}
@media print {{ nav {{ display: none }} main {{ margin: 0; padding: 0; max-width: none }}
  img, tr, pre {{ break-inside: avoid }} h1, h2, h3 {{ break-after: avoid }} section {{ break-before: page }} }}
</style>
</head>
<body>
<nav aria-label="Mục lục">
{contents}
</nav>
<main>
{body}
</main>
</body>
</html>
"""
