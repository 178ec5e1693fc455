"""Excel files themselves, below all filling: what else reads or changes the parts of a workbook uses these names.

    package = Package(Path("so.xlsx").read_bytes())
    with package.edit("xl/styles.xml") as root:
        for font in named(root, "font"):
            ...
    Path("moi.xlsx").write_bytes(package.save())

A Package is the parts of one file, a Workbook its sheets, each with its XML; `child`, `children`, `named`, `local` and
`namespace` look at elements by their names alone, since Transitional and Strict files have different namespaces.
Changed sheets are written back by whoever changed them: `package.parts[sheet.part] = serialise(sheet.root)`.
Whoever writes a file whole does it into an UndatedZip.
"""

from __future__ import annotations

from cchc_excel.fill.ooxml.addresses import column_of, letters, split_address
from cchc_excel.fill.ooxml.opc import (
    NotAPackage,
    NotAWorkbook,
    Package,
    Relationship,
    child,
    children,
    drop,
    local,
    named,
    namespace,
    parse_xml,
    serialise,
)
from cchc_excel.fill.ooxml.strings import as_xstring, clean
from cchc_excel.fill.ooxml.undated_zip import UndatedZip
from cchc_excel.fill.ooxml.workbook import Sheet, Workbook, open_workbook

__all__ = [
    "NotAPackage",
    "NotAWorkbook",
    "Package",
    "Relationship",
    "Sheet",
    "UndatedZip",
    "Workbook",
    "as_xstring",
    "child",
    "children",
    "clean",
    "column_of",
    "drop",
    "letters",
    "local",
    "named",
    "namespace",
    "open_workbook",
    "parse_xml",
    "serialise",
    "split_address",
]
