"""All variants."""

from __future__ import annotations

from tests.reading.variants import cells, forms, odd, origins, packages

SAVED = [*origins.saved_by_libreoffice(), *odd.saved_by_libreoffice()]
"""Made by the fixture office_kit."""
VARIANTS = [*packages.variants(), *forms.variants(), *cells.variants(), *origins.variants(), *odd.variants()]
"""Made by the fixture kit."""
