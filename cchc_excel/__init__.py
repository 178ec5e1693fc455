"""Merge unit workbooks of administrative-reform figures into a department's reports: Excel in, Excel out.

For Python callers: `merge(MergeRequest(folders_at(Path("D:/cchc")), "2022-Q1"))` does what `cchc merge` does, and
gives a MergeResult. They are loaded when they are asked for: the command itself loads this package at every start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc_excel.commands.merge import MergeRequest, merge
    from cchc_excel.workspace.folders import folders_at

__all__ = ["MergeRequest", "folders_at", "merge"]
__version__ = "0.2.0.dev0"


def __getattr__(name: str) -> object:
    """The names of `__all__`. Raises AttributeError for others, as modules do."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from cchc_excel.commands.merge import MergeRequest, merge
    from cchc_excel.workspace.folders import folders_at

    return {"MergeRequest": MergeRequest, "folders_at": folders_at, "merge": merge}[name]
