"""What goes wrong while Jinja2 fills the page or a letter, in the words of those who edit their texts."""

from __future__ import annotations

import jinja2
from jinja2.exceptions import SecurityError

from cchc_excel.fill import Environment, FilterError

MISTAKES = (
    *(jinja2.TemplateError, SecurityError, FilterError, TypeError, ValueError, ArithmeticError, LookupError),
    *(AttributeError, RecursionError),
)
"""What a mistake in a text raises while it is filled."""


def in_words(mistake: Exception, environment: Environment) -> str:
    """A mistake as its author may read it. `environment`: that which the text was filled in."""
    if isinstance(mistake, jinja2.TemplateSyntaxError):
        return environment.syntax_message(str(mistake.message))
    if isinstance(mistake, ZeroDivisionError):
        return "chia cho 0"
    if isinstance(mistake, jinja2.TemplateError | SecurityError | FilterError):
        return str(mistake)
    return f"biểu thức không tính được ({mistake or type(mistake).__name__})"
