"""What a command's exit code says to whoever started it; also in the help of the commands."""

from __future__ import annotations

CLEAN = 0
"""Done, nothing to mend."""
FAULTY = 1
"""Done, and something is missing or has errors."""
CANNOT = 2
"""Not done: wrong use, a broken catalogue or template, nothing usable."""
INTERRUPTED = 130
"""Ended by Ctrl+C: what shells give such a command (128 + SIGINT)."""
