"""Marks in columns of published tables: what says yes, and what says no."""

from __future__ import annotations

import re

MARKED = re.compile(r"[x✓✔☑√*●•þü]|có|true", re.IGNORECASE)
UNMARKED = re.compile(r"[-–—0☐]|không|false", re.IGNORECASE)
