"""Jinja2 in cells: exact values for single expressions, text for the rest, loops and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext, Undefined

from cchc_excel.fill.messages import Message, UnknownName
from cchc_excel.fill.mistakes import CellError, FilterError
from cchc_excel.fill.template.compiled import COMPILED, CompiledText
from cchc_excel.fill.template.environment import Environment, UnknownNameError
from cchc_excel.fill.template.own_names import without_numbers

Scope: TypeAlias = dict[str, Any]
"""The names a template sees at one place, those of the environment included."""

NO_NAMES: Mapping[str, str] = {}
_SINGLE = re.compile(r"\s*\{\{[-+]?(.*?)[-+]?\}\}\s*", re.DOTALL)
Target: TypeAlias = nodes.Name | nodes.Tuple
Compiled: TypeAlias = Callable[[Scope], Any]


class Cell(NamedTuple):
    """One compiled expression or text: what gives its value, the names it needs, and whether the value keeps its
    type."""

    run: Compiled
    names: frozenset[str]
    typed: bool


class LoopHead(NamedTuple):
    """A compiled loop: the names bound, the sequence, the condition (None: all items), what Jinja2 binds to."""

    names: list[str]
    sequence: Cell
    condition: Cell | None
    target: Target


def tag_mistake(text: str, environment: Environment) -> str | None:
    """What is badly written in a text with tags, in the environment's words; None where it can be compiled."""
    try:
        Renderer(environment, {}).text(text)
    except CellError as error:
        return environment.wording.say(error.message)
    return None


class Renderer:
    """Compiles each text once and gives its value in a scope. Every failure is a CellError for the author."""

    def __init__(self, environment: Environment, context: Mapping[str, object]) -> None:
        """`context`: the names that a template may use, and their values."""
        self.environment = environment
        self.scope: Scope = {**self.environment.globals, **context}
        self.own: Scope = {}
        """What the items of repeated columns are called, beside every scope: there may be thousands."""
        self._texts: dict[str, Cell] = {}
        self._templates: dict[str, tuple[CompiledText, jinja2.Template]] = {}

    @property
    def known(self) -> frozenset[str]:
        """The names that any text may use."""
        return frozenset({*self.scope, *self.own})

    def expression(self, source: str) -> Cell:
        """A bare expression ("u.ten"), as in a condition."""
        compiled = self._kept("expression", source, lambda: self._compiled_expression(source))
        return self._cell(compiled, self.environment.template(compiled))

    def _compiled_expression(self, source: str) -> CompiledText:
        tree = self._guarded(lambda: self.environment.parse("{{ " + source + " }}"))
        output = tree.body[0] if tree.body else None
        if len(tree.body) != 1 or not isinstance(output, nodes.Output) or len(output.nodes) != 1:
            raise CellError(Message.BAD_EXPRESSION(source=source))
        return self._compiled_value(output.nodes[0])

    def text(self, source: str) -> Cell:
        """A cell's text: one single expression keeps its value's type, anything else makes text."""
        if source not in self._texts:
            shared, own = without_numbers(source)
            if shared not in self._templates:
                compiled = self._kept("cell", shared, lambda: self._compiled_text(shared))
                self._templates[shared] = compiled, self.environment.template(compiled)
            self._texts[source] = self._cell(*self._templates[shared], own)
        return self._texts[source]

    def _kept(self, kind: str, source: str, compile_it: Callable[[], CompiledText]) -> CompiledText:
        return COMPILED.get((kind, source, *self.environment.code_key), compile_it)

    def _compiled_text(self, source: str) -> CompiledText:
        match = _SINGLE.fullmatch(source)
        if (
            match
            and self._guarded(lambda: sum(kind == "variable_begin" for _, kind, _ in self.environment.lex(source))) == 1
        ):
            return self._compiled_expression(match.group(1))
        whole: CompiledText = self._guarded(lambda: self.environment.compiled(source))
        return whole

    def _cell(self, compiled: CompiledText, template: jinja2.Template, called: Mapping[str, str] = NO_NAMES) -> Cell:
        """`called`: names in the code -> own names, where they are something else."""
        render = template.root_render_func
        names = {name: called.get(name, name) for name in compiled.names}
        own = {name: self.own[one] for name, one in names.items() if one in self.own}

        def context(scope: Scope) -> Context:
            # as template.new_context does, which lists every global besides, for importing templates
            made = Context(self.environment, scope, template.name, template.blocks)
            made.vars.update(own)
            return made

        def text(scope: Scope) -> str:
            return "".join(render(context(scope)))

        def value(scope: Scope) -> Any:
            # As Environment.compile_expression does, but without copying the whole context for each cell.
            made = context(scope)
            for _ in render(made):
                pass
            return made.vars["result"]

        return Cell(value if compiled.typed else text, frozenset(names.values()), compiled.typed)

    def loop(self, head: str) -> LoopHead:
        """ "u in don_vi if u.ma" compiled. Raises CellError."""
        tree = self._guarded(lambda: self.environment.parse("{% for " + head + " %}{% endfor %}"))
        node = tree.body[0] if tree.body else None
        if not isinstance(node, nodes.For) or not isinstance(node.target, nodes.Name | nodes.Tuple) or node.recursive:
            raise CellError(Message.BAD_LOOP(head=head))
        names = [name.name for name in node.target.find_all(nodes.Name)]
        if isinstance(node.target, nodes.Name):
            names = [node.target.name]
        sequence = self._value(node.iter)
        condition = None if node.test is None else self._value(node.test)
        return LoopHead(names, sequence, condition, node.target)

    def assignment(self, head: str) -> tuple[str, Cell]:
        """ "x = a + b": the name and its value."""
        tree = self._guarded(lambda: self.environment.parse("{% set " + head + " %}"))
        node = tree.body[0] if tree.body else None
        if not isinstance(node, nodes.Assign) or not isinstance(node.target, nodes.Name):
            raise CellError(Message.BAD_SET(head=head))
        return node.target.name, self._value(node.node)

    def _free(self, expression: nodes.Node) -> frozenset[str]:
        # An expression binds no names, so that those in it are all it needs: no second compilation, as for a text.
        used = nodes.Output([expression]).find_all(nodes.Name)
        return frozenset(name.name for name in used) - self.environment.globals.keys()

    def _value(self, expression: nodes.Node) -> Cell:
        compiled = self._compiled_value(expression)
        return self._cell(compiled, self.environment.template(compiled))

    def _compiled_value(self, expression: nodes.Node) -> CompiledText:
        names = self._free(expression)
        body: list[nodes.Node] = [nodes.Assign(nodes.Name("result", "store", lineno=1), expression, lineno=1)]
        code = self._guarded(lambda: self.environment.compile(nodes.Template(body, lineno=1)))
        return CompiledText(code, tuple(sorted(names)), typed=True)

    def value(self, cell: Cell, scope: Scope) -> Any:
        """A cell's value. Raises CellError."""
        try:
            value = cell.run(scope)
            if isinstance(value, Undefined):
                value._fail_with_undefined_error()
        except UnknownNameError as error:
            raise CellError(UnknownName(str(error))) from error
        except (jinja2.UndefinedError, SecurityError, FilterError) as error:
            raise CellError(str(error)) from error
        except ZeroDivisionError as error:
            raise CellError(Message.DIVISION_BY_ZERO()) from error
        except TypeError as error:
            raise CellError(Message.WRONG_TYPE(error=error)) from error
        except Exception as error:  # whatever an expression does is the author's to mend, with its cell
            raise CellError(Message.NOT_COMPUTED(error=error)) from error
        return value

    def reading(self, cell: Cell, scope: Scope) -> str:
        """How a cell's value reads where text stands around it. Raises CellError."""
        value = self.value(cell, scope)
        try:
            return str(self.environment.text_of(value))
        except FilterError as error:
            raise CellError(str(error)) from error

    def traced(self, cell: Cell, scope: Scope) -> tuple[Any, tuple[Hashable, ...]]:
        """A cell's value and the keys of the traced objects it used, in order."""
        environment = self.environment
        environment.forget()
        for name in sorted(cell.names):
            environment.note(scope[name] if name in scope else self.own.get(name))
        value = self.value(cell, scope)
        environment.note(value)
        return value, tuple(environment.accessed)

    def iterations(self, items: Any, head: LoopHead, scope: Scope) -> Iterator[Scope]:
        """One scope for each item that meets the loop's condition, with `loop` as Jinja2 gives it. Raises
        CellError."""
        for binding, loop in LoopContext(self.bindings(items, head, scope), self.environment.undefined, None):
            yield {**scope, **binding, "loop": loop}

    def bindings(self, items: Any, head: LoopHead, scope: Scope) -> list[Mapping[str, object]]:
        """What the loop's names are for each item that meets its condition. Raises CellError."""
        try:
            listed = list(items)
        except TypeError as error:
            raise CellError(Message.NOT_A_LIST()) from error
        bound = [self._binding(item, head) for item in listed]
        if head.condition is None:
            return bound
        return [one for one in bound if self.value(head.condition, {**scope, **one})]

    @staticmethod
    def _binding(item: Any, head: LoopHead) -> Mapping[str, object]:
        """The loop's names with what an item gives them."""
        names = head.names
        if isinstance(head.target, nodes.Name):
            return {names[0]: item}
        try:
            parts = list(item)
        except TypeError as error:
            raise CellError(Message.NOT_UNPACKED(names=", ".join(names))) from error
        if len(parts) != len(names):
            message = Message.WRONG_COUNT(wanted=len(names), names=", ".join(names), count=len(parts))
            raise CellError(message)
        return dict(zip(names, parts, strict=True))

    def _guarded(self, compile_it: Callable[[], Any]) -> Any:
        try:
            return compile_it()
        except jinja2.TemplateSyntaxError as error:
            raise CellError(self.environment.syntax_message(str(error.message))) from error
