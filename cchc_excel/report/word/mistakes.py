"""What is wrong with a Word template, all of it at once: a second look at one that could not be filled."""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import jinja2
from docxtpl import DocxTemplate
from jinja2.utils import missing

from cchc_excel.fill import (
    Environment,
    Message,
    Missing,
    TemplateError,
    TemplateErrors,
    UnknownName,
    UnknownNameError,
    Words,
    straight,
    tag_mistake,
)
from cchc_excel.report.environment import TemplateEnvironment
from cchc_excel.report.template_wording import MESSAGES

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EXPRESSION = re.compile(r"\{\{[^{}]*\}\}")
_TAG = re.compile(r"\{[{%].*?[}%]\}")
_RICH = re.compile(r"\{\{[rp]\s")
"""docxtpl's tags for texts and documents made by a program; there are none among the names of a template."""
_LONGEST = 120
MAX_XML = 4 << 20
"""Bytes of the largest part of a template, its text with how it looks: a hundred pages."""


def opened(template: bytes) -> Any:
    """A Word template. Raises TemplateErrors where it is none, or too large: docxtpl goes over all of it in single
    steps, which no time limit cuts short."""
    try:
        with ZipFile(BytesIO(template)) as package:
            size = max((part.file_size for part in package.infolist() if part.filename.endswith(".xml")), default=0)
        document = DocxTemplate(BytesIO(template)) if size <= MAX_XML else None
        if document:
            document.init_docx()
    except Exception as error:
        message = "tệp mẫu không phải văn bản Word; mở bằng Word và lưu lại thành .docx"
        raise TemplateErrors([TemplateError("", "", "", message)]) from error
    if document is None:
        message = f"tệp mẫu quá lớn ({size >> 20} MB chữ và định dạng); bỏ bớt nội dung hoặc chia thành nhiều mẫu"
        raise TemplateErrors([TemplateError("", "", "", message)])
    return document


def mistakes(template: bytes, context: Mapping[str, object], first: Exception) -> list[TemplateError]:
    """Every mistake of a template that could not be filled: each `{{ }}` by itself; where those are well written,
    names and values, while the rest is rendered. At least `first`, which stopped it."""
    texts = _texts(template)
    found = [mistake for text in texts for mistake in _badly_written(text)]
    if not found:
        look = _SecondLook(context)
        with contextlib.suppress(Exception):  # what stopped the first attempt may stop this one too
            opened(template).render(dict(context), jinja_env=look, autoescape=True)
        found = [_mistake(_around(name, texts), words, look) for name, words in look.noted]
    if not found:
        found = [TemplateError("", "", _near(first), _told(first), isinstance(first, UnknownNameError))]
    return found


def _mistake(around: str, words: Words, environment: Environment) -> TemplateError:
    return TemplateError("", "", around, environment.wording.say(words), isinstance(words, UnknownName))


class _SecondLook(TemplateEnvironment):
    """The sandbox, in which what is wrong is noted (name, words) and gives nothing, so that the rest can be seen."""

    def __init__(self, context: Mapping[str, object]) -> None:
        super().__init__()
        self.noted: dict[tuple[str, Words], None] = {}
        self.undefined = functools.partial(_Noted.of(self), _Notes(self, self.noted, [*self.globals, *context]))  # type: ignore[assignment]
        self.filters = {name: self._noting(function) for name, function in self.filters.items()}

    def unsafe_undefined(self, obj: Any, attribute: str) -> jinja2.Undefined:  # noqa: ARG002 - the sandbox calls it so
        self.noted.setdefault((attribute, f"không được dùng {attribute!r} trong mẫu"))
        return jinja2.Undefined(name=attribute)

    def _noting(self, function: Callable[..., object]) -> Callable[..., object]:
        @functools.wraps(function)
        def noting(*values: object, **options: object) -> object:
            if any(isinstance(value, jinja2.Undefined) and not value for value in values):
                return ""  # noted already
            try:
                return function(*values, **options)
            except (jinja2.TemplateError, ArithmeticError, TypeError, ValueError) as error:
                self.noted.setdefault(("", str(error)))
                return ""

        return noting


class _Notes:
    """Where unknown names are noted, and the names that are known."""

    def __init__(self, environment: Environment, noted: dict[tuple[str, Words], None], known: list[str]) -> None:
        self.environment = environment
        self.noted = noted
        self.known = known

    def add(self, value: _Noted) -> None:
        """Note a name once."""
        name = str(value._undefined_name)
        bare = value._undefined_obj is missing and not value._undefined_hint
        self.noted.setdefault((name, self.environment.unknown(name, self.known) if bare else value._told()))


class _Noted(Missing):
    """A name that is not there, when the template is looked at a second time."""

    __slots__ = ("_notes",)

    def __init__(self, notes: _Notes, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        self._notes = notes

    def __str__(self) -> str:  # type: ignore[override]
        self._notes.add(self)
        return ""

    def __bool__(self) -> bool:  # type: ignore[override]
        self._notes.add(self)
        return False

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        self._notes.add(self)
        return iter(())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self._notes.add(self)
        return jinja2.ChainableUndefined()

    def __getitem__(self, _key: Any) -> Any:
        self._notes.add(self)
        return jinja2.ChainableUndefined()


def _texts(template: bytes) -> list[str]:
    """The paragraphs of a document, its tables, headers and footers, as one reads them."""
    body = opened(template).docx.part
    parts = [body, *(link.target_part for link in body.rels.values() if not link.is_external)]
    roots = [part.element for part in parts if getattr(part, "element", None) is not None]
    paragraphs = (paragraph for root in roots for paragraph in root.iter(f"{_WORD}p"))
    return [straight("".join(text.text or "" for text in paragraph.iter(f"{_WORD}t"))) for paragraph in paragraphs]


def _badly_written(text: str) -> Iterator[TemplateError]:
    environment = TemplateEnvironment()
    for tag in _EXPRESSION.findall(text):
        if _RICH.match(tag):
            yield TemplateError(
                "", "", text[:_LONGEST], "thẻ {{r … }} không dùng được; viết {{ … }}, định dạng ngay chữ đó"
            )
            continue
        mistake = tag_mistake(tag, environment)
        if mistake is not None:
            yield TemplateError("", "", text[:_LONGEST], mistake)


def _around(name: str, texts: list[str]) -> str:
    """The first paragraph that has a name in one of its tags."""
    called = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    found = (text for text in texts if name and any(called.search(tag) for tag in _TAG.findall(text)))
    return next(found, "")[:_LONGEST]


def _told(error: Exception) -> str:
    if isinstance(error, ZeroDivisionError):
        return MESSAGES[Message.DIVISION_BY_ZERO]
    if isinstance(error, jinja2.TemplateSyntaxError):
        return TemplateEnvironment().syntax_message(str(error.message))
    return str(getattr(error, "message", None) or error)


def _near(error: Exception) -> str:
    """The text around a mistake, which docxtpl finds."""
    around = getattr(error, "docx_context", None)
    return " … ".join(str(line).strip() for line in around)[:_LONGEST] if around else ""
