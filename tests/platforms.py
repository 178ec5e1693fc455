"""What tests need of the system itself."""

from __future__ import annotations

import os

import pytest

posix_only = pytest.mark.skipif(
    os.name != "posix", reason="pseudo-terminals, Ctrl+C as a signal, named pipes, limits of memory, bash"
)
"""For what Windows has not."""
