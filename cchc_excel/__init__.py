"""Merge unit workbooks of administrative-reform figures into a department's reports: Excel in, Excel out."""

__version__ = "0.2.0.dev0"
