"""Jinja2 in cells: a sandbox that a template cannot leave, exact values for single expressions, Vietnamese messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from typing import Any, TypeAlias

import jinja2
from jinja2 import meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from cchc_excel.fill.errors import CellError, unknown
from cchc_excel.fill.template.filters import FILTERS, as_text

Scope: TypeAlias = dict[str, Any]
"""The names a template sees at one place, those of the environment included."""

KEY = "khoa_nguon"
"""Objects with this attribute are traced: it says where the figure comes from. Templates cannot read it."""

_LONGEST = 100_000
_UNTRACED = frozenset({str, int, bool, float, dict, list, tuple, type(None)})
_OF_DICT = frozenset(dir(dict))
_WIDE_METHODS = frozenset(
    {"ljust", "rjust", "center", "zfill", "format", "format_map", "expandtabs", "replace", "join", "translate"}
)
_DROPPED_FILTERS = ("center", "format", "indent", "urlize", "xmlattr", "pprint", "tojson", "wordwrap", "batch", "slice")
_SINGLE = re.compile(r"\s*\{\{[-+]?(.*?)[-+]?\}\}\s*", re.DOTALL)
_SYNTAX = (
    ("unexpected '}'", "đóng bằng hai dấu }} liền nhau"),
    ("unexpected end of template", "có lẽ thiếu dấu đóng }} hoặc %}"),
    (
        "Unexpected end of template. Jinja was looking",
        "thiếu dấu đóng: sau {% for %} phải có {% endfor %}, sau {% if %} có {% endif %}",
    ),
    ("expected token 'end of", "có lẽ thiếu dấu đóng hoặc thừa chữ"),
    ("Expected an expression", "trong thẻ còn thiếu tên hoặc giá trị"),
    ("unexpected 'end of", "trong thẻ còn thiếu tên hoặc giá trị"),
    ("Missing end of comment tag", "ghi chú {# … chưa được đóng bằng #}"),
    ("Encountered unknown tag", "không có thẻ này; trong ô chỉ dùng {% if %}, {% for %}, {% set %}"),
)
"""How Jinja2's messages start, and what an author should do."""
_NO_FILTER = re.compile(r"No (filter|test) named '(\w+)'")


def members(value: object) -> list[str]:
    """The names a template may write after `value.`"""
    if isinstance(value, Mapping):
        return [key for key in value if isinstance(key, str)]
    return [name for name in dir(value) if not name.startswith("_") and name != KEY]


class Missing(jinja2.StrictUndefined):
    """A name that is not there: every use is an error that names what is there instead."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name = str(self._undefined_name)
        return unknown(name, [] if self._undefined_obj is missing else members(self._undefined_obj))


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox of one fill. `accessed` collects the keys of traced objects while one cell is rendered."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(
            undefined=Missing,
            keep_trailing_newline=True,
            finalize=as_text,
            autoescape=False,
            optimized=False,  # a third of a compilation, to work out what no cell holds: 1 + 1
        )
        self.filters.update(FILTERS)
        for name in _DROPPED_FILTERS:
            del self.filters[name]
        del self.globals["lipsum"]
        self.accessed: dict[Hashable, None] = {}
        self._safe: dict[tuple[type, str], bool] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """As Jinja2 does; `{{ x if y }}` without else is nothing where y does not hold, not an error in English."""
        tree = super()._parse(source, name, filename)
        for one in tree.find_all(nodes.CondExpr):
            one.expr2 = one.expr2 or nodes.Const(None, lineno=one.lineno)
        return tree

    def syntax_message(self, message: str) -> str:
        """Jinja2's message about a tag that it cannot read, for an author."""
        found = _NO_FILTER.search(message)
        if found:
            known: Collection[str] = self.filters if found[1] == "filter" else self.tests
            return f"bộ lọc: {unknown(found[2], known)}"
        for start, said in _SYNTAX:
            if message.startswith(start):
                return f"thẻ viết sai: {said}"
        return f"thẻ viết sai ({message})"

    def note(self, value: object) -> None:
        """Remember a value's key, if it has one."""
        if type(value) in _UNTRACED or isinstance(value, Undefined):
            return
        key = getattr(value, KEY, None)
        if isinstance(key, Hashable) and key is not None:
            self.accessed.setdefault(key)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As in the sandbox; traces what is reached. Most of a context is plain dicts: their entries are found without
        the detour over an attribute that is not there."""
        if type(obj) is dict and attribute in obj and attribute not in _OF_DICT:
            value = obj[attribute]
        else:
            value = super().getattr(obj, attribute)
            self.note(obj)
        self.note(value)
        return value

    def getitem(self, obj: Any, argument: str | Any) -> Any:
        """As in the sandbox; traces what is reached."""
        value = super().getitem(obj, argument)
        self.note(obj)
        self.note(value)
        return value

    def wrap_str_format(self, value: Any) -> None:
        """No str.format: a width in it makes text of any length."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Nothing private, no key of the trace, no method that makes text of any length. The kind of object alone
        decides, so each answer is kept."""
        asked = type(obj), attr
        if asked not in self._safe:
            is_ours = attr == KEY or (isinstance(obj, str | bytes) and attr in _WIDE_METHODS)
            self._safe[asked] = not is_ours and super().is_safe_attribute(obj, attr, value)
        return self._safe[asked]

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """What an attribute that may not be used gives."""
        return Missing(f"không được dùng '{attribute}' trong mẫu", name=attribute, obj=obj, exc=SecurityError)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic, but for what could fill the memory."""
        if operator == "*" and (hasattr(left, "__len__") or hasattr(right, "__len__")):
            many, count = (left, right) if hasattr(left, "__len__") else (right, left)
            if isinstance(count, int) and len(many) * count > _LONGEST:
                raise SecurityError("lặp lại quá nhiều lần")
        if operator == "**" and not (isinstance(right, int) and abs(right) <= 64 and abs(left) < 10**16):
            raise SecurityError("luỹ thừa quá lớn")
        if operator == "%" and isinstance(left, str):
            raise SecurityError("không được dùng % với chuỗi")
        return super().call_binop(context, operator, left, right)


Target: TypeAlias = nodes.Name | nodes.Tuple
Compiled: TypeAlias = Callable[[Scope], Any]


class Cell:
    """One compiled expression or text: the names it needs, and whether its value keeps its type."""

    def __init__(self, run: Compiled, names: frozenset[str], typed: bool) -> None:
        self.run = run
        self.names = names
        self.typed = typed


class Renderer:
    """Compiles each text once and gives its value in a scope. Every failure is a CellError for the author."""

    def __init__(self, context: Mapping[str, object]) -> None:
        self.environment = Environment()
        self.scope: Scope = {**self.environment.globals, **context}
        self._texts: dict[str, Cell] = {}

    def expression(self, source: str) -> Cell:
        """A bare expression ("u.ten"), as in a condition."""
        tree = self._guarded(lambda: self.environment.parse("{{ " + source + " }}"))
        output = tree.body[0] if tree.body else None
        if len(tree.body) != 1 or not isinstance(output, nodes.Output) or len(output.nodes) != 1:
            raise CellError(f"biểu thức viết sai: {source}")
        return self._value(output.nodes[0], self._free(output.nodes[0]))

    def text(self, source: str) -> Cell:
        """A cell's text: one single expression keeps its value's type, anything else makes text."""
        if source not in self._texts:
            self._texts[source] = self._text(source)
        return self._texts[source]

    def _text(self, source: str) -> Cell:
        match = _SINGLE.fullmatch(source)
        if (
            match
            and self._guarded(lambda: sum(kind == "variable_begin" for _, kind, _ in self.environment.lex(source))) == 1
        ):
            return self.expression(match.group(1))
        tree = self._guarded(lambda: self.environment.parse(source))
        template = self._guarded(lambda: self.environment.from_string(tree))
        render = template.root_render_func

        def run(scope: Scope) -> str:
            return "".join(render(template.new_context(scope, shared=True)))

        return Cell(run, self._names(tree), typed=False)

    def loop(self, head: str) -> tuple[list[str], Cell, Cell | None, Target]:
        """ "u in don_vi if u.ma": the names bound, the sequence, the condition, the target."""
        tree = self._guarded(lambda: self.environment.parse("{% for " + head + " %}{% endfor %}"))
        node = tree.body[0] if tree.body else None
        if not isinstance(node, nodes.For) or not isinstance(node.target, nodes.Name | nodes.Tuple) or node.recursive:
            raise CellError(f"vòng lặp viết sai: for {head}; viết như 'for u in don_vi'")
        names = [found.name for found in node.target.find_all(nodes.Name)]
        if isinstance(node.target, nodes.Name):
            names = [node.target.name]
        sequence = self._value(node.iter, self._free(node.iter))
        condition = None if node.test is None else self._value(node.test, self._free(node.test))
        return names, sequence, condition, node.target

    def assignment(self, head: str) -> tuple[str, Cell]:
        """ "x = a + b": the name and its value."""
        tree = self._guarded(lambda: self.environment.parse("{% set " + head + " %}"))
        node = tree.body[0] if tree.body else None
        if not isinstance(node, nodes.Assign) or not isinstance(node.target, nodes.Name):
            raise CellError(f"phép gán viết sai: set {head}; viết như 'set tong = 1'")
        return node.target.name, self._value(node.node, self._free(node.node))

    def _names(self, tree: nodes.Template) -> frozenset[str]:
        return frozenset(self._guarded(lambda: meta.find_undeclared_variables(tree)))

    def _free(self, expression: nodes.Node) -> frozenset[str]:
        # An expression binds no names, so that those in it are all it needs: no second compilation, as for a text.
        used = nodes.Output([expression]).find_all(nodes.Name)
        return frozenset(one.name for one in used) - self.environment.globals.keys()

    def _value(self, expression: nodes.Node, names: frozenset[str]) -> Cell:
        # As Environment.compile_expression does, but on a tree and without copying the whole context for each cell.
        body: list[nodes.Node] = [nodes.Assign(nodes.Name("result", "store", lineno=1), expression, lineno=1)]
        template = self._guarded(lambda: self.environment.from_string(nodes.Template(body, lineno=1)))
        render = template.root_render_func

        def run(scope: Scope) -> Any:
            context = template.new_context(scope, shared=True)
            for _ in render(context):
                pass
            return context.vars["result"]

        return Cell(run, names, typed=True)

    def value(self, cell: Cell, scope: Scope) -> Any:
        """A cell's value. Raises CellError."""
        try:
            value = cell.run(scope)
            if isinstance(value, Undefined):
                value._fail_with_undefined_error()
        except CellError:
            raise
        except (jinja2.UndefinedError, SecurityError) as error:
            raise CellError(str(error)) from error
        except ZeroDivisionError as error:
            raise CellError("chia cho 0; dùng {{ … if mẫu số else '' }}") from error
        except TypeError as error:
            raise CellError(
                f"không tính được với giá trị trống hay khác kiểu, như chữ cộng với số ({error})"
            ) from error
        except Exception as error:  # whatever an expression does is the author's to mend, with its cell
            raise CellError(f"biểu thức không tính được ({error})") from error
        return value

    def traced(self, cell: Cell, scope: Scope) -> tuple[Any, tuple[Hashable, ...]]:
        """A cell's value and the keys of the traced objects it used, in order."""
        environment = self.environment
        environment.accessed = {}
        for name in sorted(cell.names):
            environment.note(scope.get(name))
        value = self.value(cell, scope)
        environment.note(value)
        return value, tuple(environment.accessed)

    def iterations(
        self, items: Any, condition: Cell | None, names: list[str], target: Target, scope: Scope
    ) -> Iterator[Scope]:
        """One scope for each item that meets the condition, with `loop` as Jinja2 gives it."""
        try:
            listed = list(items)
        except TypeError as error:
            raise CellError("'for … in' cần một danh sách") from error
        bound = [self._bound(item, names, target, scope) for item in listed]
        if condition is not None:
            bound = [inner for inner in bound if self.value(condition, inner)]
        for inner, loop in LoopContext(bound, Missing, None):
            inner["loop"] = loop
            yield inner

    @staticmethod
    def _bound(item: Any, names: list[str], target: Target, scope: Scope) -> Scope:
        if isinstance(target, nodes.Name):
            return {**scope, names[0]: item}
        try:
            parts = list(item)
        except TypeError as error:
            raise CellError(f"không tách được thành {', '.join(names)}") from error
        if len(parts) != len(names):
            raise CellError(f"cần {len(names)} giá trị ({', '.join(names)}), có {len(parts)}")
        return {**scope, **dict(zip(names, parts, strict=True))}

    def _guarded(self, compile_it: Callable[[], Any]) -> Any:
        try:
            return compile_it()
        except jinja2.TemplateSyntaxError as error:
            raise CellError(self.environment.syntax_message(str(error.message))) from error
