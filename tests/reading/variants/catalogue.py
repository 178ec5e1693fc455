"""All variants."""

from __future__ import annotations

from tests.reading.variants import cells, forms, origins, packages

VARIANTS = (*packages.variants(), *forms.variants(), *cells.variants(), *origins.variants())
