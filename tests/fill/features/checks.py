"""All checks, in the order of the table."""

from tests.fill.features import checks_cells, checks_objects  # the first import of each adds its checks
from tests.fill.features.registry import FEATURES, Check, holds

__all__ = ["FEATURES", "Check", "checks_cells", "checks_objects", "holds"]
