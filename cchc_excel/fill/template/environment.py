"""Jinja2 as templates may use it: a sandbox that a template cannot leave, and mistakes in words for its author."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any, ClassVar, Self, TypeAlias

import jinja2
from jinja2 import meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import make_attrgetter
from jinja2.runtime import Context, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from cchc_excel.fill.messages import Message, UnknownName, Wording, Words
from cchc_excel.fill.ooxml.strings import clean
from cchc_excel.fill.template.compiled import COMPILED, CompiledText, lasting_name

Filters: TypeAlias = Mapping[str, Callable[..., object]]
"""Filters by the name that templates call them by; one raises FilterError for a value it cannot take."""
NO_FILTERS: Filters = MappingProxyType({})
OWN_WORDS: Mapping[Message, str] = MappingProxyType({})

_LONGEST = 100_000
_UNTRACED = frozenset({str, int, bool, float, dict, list, tuple, type(None)})
_OF_DICT = frozenset(dir(dict))
_WIDE_METHODS = frozenset(
    {"ljust", "rjust", "center", "zfill", "format", "format_map", "expandtabs", "replace", "join", "translate"}
)
_DROPPED_FILTERS = ("center", "format", "indent", "urlize", "xmlattr", "pprint", "tojson", "wordwrap", "batch", "slice")
_HINTS = (
    ("unexpected '}'", Message.HINT_TWO_BRACES),
    ("unexpected end of template", Message.HINT_NOT_CLOSED),
    ("Unexpected end of template. Jinja was looking", Message.HINT_NO_END),
    ("expected token 'end of", Message.HINT_END_OF_TAG),
    ("Expected an expression", Message.HINT_EMPTY),
    ("unexpected 'end of", Message.HINT_EMPTY),
    ("Missing end of comment tag", Message.HINT_COMMENT),
    ("Encountered unknown tag", Message.HINT_UNKNOWN_TAG),
)
"""How Jinja2's messages start, and what an author should do."""
_NO_FILTER = re.compile(r"No (filter|test) named '(\w+)'")


def plain_text(value: object) -> object:
    """How a value reads where text stands around it, if nobody says otherwise: as Python writes it; None is nothing."""
    return "" if value is None else value


@jinja2.pass_environment
def _sum(environment: Environment, iterable: Iterable[Any], attribute: str | int | None = None, start: Any = 0) -> Any:
    """Jinja2's filter; lists are joined in one go, since adding one after the other to what there is takes a time that
    grows with the square of their number."""
    items = iterable if attribute is None else map(make_attrgetter(environment, attribute), iterable)
    return [*start, *chain.from_iterable(items)] if isinstance(start, list) else sum(items, start)


_START_ASKING, _END_ASKING = _UNNAMED = ("start asking", "end asking")
"""Filters that no template can name: filters are called without the sandbox asking whether they may be, and
conditions are many."""


def _only_asked(test: nodes.Node) -> nodes.Expr:
    """A condition, evaluated between _start_asking and _end_asking: arguments are evaluated in their order."""
    line = test.lineno
    started = nodes.Filter(nodes.Const(None, lineno=line), _START_ASKING, [], [], None, None, lineno=line)
    return nodes.Filter(started, _END_ASKING, [test], [], None, None, lineno=line)


class UnknownNameError(jinja2.UndefinedError):
    """A name that is not there is used."""


class Missing(jinja2.StrictUndefined):
    """A name that is not there: every use is an error that names what is there instead."""

    __slots__ = ()
    environment: ClassVar[Environment]

    @classmethod
    def of(cls, environment: Environment) -> type[Self]:
        """The same for names of one environment, which has the words."""
        return type(cls.__name__, (cls,), {"__slots__": (), "environment": environment})

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[jinja2.TemplateRuntimeError] = jinja2.UndefinedError,
    ) -> None:
        """As Jinja2 calls it; `hint`: what is wrong, where it is something else than the name."""
        super().__init__(hint, obj, name, exc if hint else UnknownNameError)

    @property
    def _undefined_message(self) -> str:
        return self.environment.wording.say(self._told())

    def _told(self) -> Words:
        if self._undefined_hint:
            if self._undefined_exception is SecurityError:
                return self._undefined_hint
            # Jinja2's own, in English: of an argument, or, without a name, of a list's first, last, next … item
            name = self._undefined_name
            return Message.NO_ITEM() if name is None else Message.NOT_GIVEN(name=name)
        known = [] if self._undefined_obj is missing else self.environment.members(self._undefined_obj)
        return self.environment.unknown(str(self._undefined_name), known)


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox of one fill, or of one text. `accessed` collects the keys of traced objects while one cell is
    rendered."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(
        self,
        *,
        filters: Filters = NO_FILTERS,
        as_text: Callable[[object], object] = plain_text,
        messages: Mapping[Message, str] = OWN_WORDS,
        trace_key: str = "",
    ) -> None:
        """`filters`: beside Jinja2's. `as_text`: how a value reads where text stands around it. `messages`: the words
        for what is wrong, where they are not the engine's own. `trace_key`: objects with an attribute of this name are
        traced, and templates cannot read it ("": none are)."""
        super().__init__(
            undefined=Missing.of(self),
            keep_trailing_newline=True,
            finalize=self.text_of,
            autoescape=False,
            optimized=False,  # a third of a compilation, to work out what no cell holds: 1 + 1
        )
        self.filters.update({name: self._noting(one) for name, one in filters.items()})
        self.filters |= {"sum": _sum, _START_ASKING: self._start_asking, _END_ASKING: self._end_asking}
        for name in _DROPPED_FILTERS:
            self.filters.pop(name, None)
        del self.globals["lipsum"]
        self.wording = Wording(messages)
        self.trace_key = trace_key
        self.accessed: dict[Hashable, None] = {}
        self._asking = 0
        self._as_text = as_text
        self._safe: dict[tuple[type, str], bool] = {}

    def text_of(self, value: object) -> object:
        """How a value reads where text stands around it, without what XML does not allow."""
        self.note(value)
        text = self._as_text(value)
        return clean(text) if isinstance(text, str) else text

    def unknown(self, name: str, known: Iterable[str]) -> UnknownName:
        """What is said of a name that is not there: the nearest ones of those that are."""
        return self.wording.unknown(name, known)

    def members(self, value: object) -> list[str]:
        """The names a template may write after `value.`"""
        if isinstance(value, Mapping):
            return [key for key in value if isinstance(key, str)]
        return [name for name in dir(value) if not name.startswith("_") and name != self.trace_key]

    def compiled(self, source: str) -> CompiledText:
        """A whole text's code and the names that it needs. Raises TemplateSyntaxError."""
        return COMPILED.get(("text", source, *self.code_key), lambda: self._compiled(source))

    def _compiled(self, source: str) -> CompiledText:
        tree = self.parse(source)
        names = meta.find_undeclared_variables(tree)
        return CompiledText(self.compile(tree), tuple(sorted(names)), typed=False)

    def template(self, compiled: CompiledText) -> jinja2.Template:
        """What gives the text of compiled code."""
        return self.template_class.from_code(self, compiled.code, self.make_globals(None))

    def from_string(self, source: str | nodes.Template, *arguments: Any, **named: Any) -> jinja2.Template:
        """As Jinja2 does; a text is compiled once."""
        if isinstance(source, str) and not arguments and not named:
            return self.template(self.compiled(source))
        return super().from_string(source, *arguments, **named)

    @property
    def code_key(self) -> tuple[Hashable, ...]:
        """What of an environment is in the code that it compiles: what is done to constants, and which blanks of a text
        are left out."""
        return *self._functions_of_code, self.autoescape is True, self.trim_blocks, self.lstrip_blocks

    @functools.cached_property
    def _functions_of_code(self) -> tuple[Hashable, ...]:
        filters = (part for name, one in sorted(self.filters.items()) for part in (name, lasting_name(one)))
        return lasting_name(type(self)), lasting_name(self._as_text), *filters

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """As Jinja2 does; `{{ x if y }}` without else is nothing where y does not hold, not an error in English; and
        what is only asked about is not traced."""
        tree = super()._parse(source, name, filename)
        for choice in tree.find_all(nodes.CondExpr):
            choice.expr2 = choice.expr2 or nodes.Const(None, lineno=choice.lineno)
            choice.test = _only_asked(choice.test)
        for branch in tree.find_all(nodes.If):
            branch.test = _only_asked(branch.test)
        for loop in tree.find_all(nodes.For):
            loop.test = loop.test and _only_asked(loop.test)
        return tree

    @jinja2.pass_context  # so that it is no constant, done when the text is compiled
    def _start_asking(self, _context: Context, _nothing: None) -> None:
        """From here on values are looked at to choose between others, and are not traced."""
        self._asking += 1

    def _end_asking(self, _started: None, answer: object) -> object:
        """What _start_asking began ends with the answer."""
        self._asking -= 1
        return answer

    def forget(self) -> None:
        """Begin anew: no key has been met yet."""
        self.accessed = {}
        self._asking = 0

    def syntax_message(self, message: str) -> str:
        """Jinja2's message about a tag that it cannot read, for an author."""
        match = _NO_FILTER.search(message)
        if match:
            known: Collection[str] = self.filters.keys() - set(_UNNAMED) if match[1] == "filter" else self.tests
            return self.wording.say(Message.UNKNOWN_FILTER(message=self.unknown(match[2], known).told))
        for start, hint in _HINTS:
            if message.startswith(start):
                return self.wording.say(Message.WRITTEN_WRONGLY(hint=hint()))
        return self.wording.say(Message.WRITTEN_WRONGLY_OTHERWISE(error=message))

    def key_of(self, value: object) -> Hashable | None:
        """A traced object's key; None for every other value."""
        if not self.trace_key or type(value) in _UNTRACED or isinstance(value, Undefined):
            return None
        key = getattr(value, self.trace_key, None)
        return key if isinstance(key, Hashable) else None

    def note(self, value: object) -> None:
        """Remember a value's key, if it has one."""
        key = None if self._asking else self.key_of(value)
        if key is not None:
            self.accessed.setdefault(key)

    def _noting(self, one: Callable[..., object]) -> Callable[..., object]:
        """A filter that traces what it is given."""

        @functools.wraps(one)
        def noting(value: object, *arguments: object, **named: object) -> object:
            self.note(value)
            return one(value, *arguments, **named)

        return noting

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As in the sandbox; traces what is reached. Most of a context is plain dicts: their entries are found without
        the detour over an attribute that is not there."""
        if type(obj) is dict and attribute in obj and attribute not in _OF_DICT:
            value = obj[attribute]
        else:
            value = super().getattr(obj, attribute)
        self.note(value)
        return value

    def getitem(self, obj: Any, argument: str | Any) -> Any:
        """As in the sandbox; traces what is reached."""
        value = super().getitem(obj, argument)
        self.note(value)
        return value

    def wrap_str_format(self, value: Any) -> None:
        """No str.format: a width in it makes text of any length."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Nothing private, no key of the trace, no method that makes text of any length. The kind of object alone
        decides, so each answer is kept."""
        kind = type(obj), attr
        if kind not in self._safe:
            denied = attr == self.trace_key or (isinstance(obj, str | bytes) and attr in _WIDE_METHODS)
            self._safe[kind] = not denied and super().is_safe_attribute(obj, attr, value)
        return self._safe[kind]

    def is_safe_callable(self, obj: Any) -> bool:
        """As in the sandbox; a template's own macros are, and a page calls one for most of its cells."""
        return type(obj) is Macro or super().is_safe_callable(obj)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """What an attribute that may not be used gives."""
        forbidden = self.wording.say(Message.FORBIDDEN(name=attribute))
        return self.undefined(forbidden, name=attribute, obj=obj, exc=SecurityError)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic, but for what could fill the memory."""
        if operator == "*" and (hasattr(left, "__len__") or hasattr(right, "__len__")):
            many, count = (left, right) if hasattr(left, "__len__") else (right, left)
            if isinstance(count, int) and len(many) * count > _LONGEST:
                raise SecurityError(self.wording.say(Message.REPEATED_TOO_OFTEN()))
        if operator == "**" and not (isinstance(right, int) and abs(right) <= 64 and abs(left) < 10**16):
            raise SecurityError(self.wording.say(Message.POWER_TOO_LARGE()))
        if operator == "%" and isinstance(left, str):
            raise SecurityError(self.wording.say(Message.NO_PERCENT()))
        return super().call_binop(context, operator, left, right)
