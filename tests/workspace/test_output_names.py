"""Names of outputs stand in one place."""

from __future__ import annotations

import ast
from pathlib import Path

import cchc_excel
from cchc_excel.workspace import output_names

PACKAGE = Path(cchc_excel.__file__).parent
OTHER_THINGS = {
    *{("workspace/publish.py", "cu"), ("inbox/envelopes.py", ".cchc")},
    *{("report/context.py", "cu"), ("report/lineage/workbook.py", "cu")},
}
"""What is called the same and is something else: files put aside during a swap; messages of files in input/; the issued
number in `khac_phat_hanh[]`."""


def test_no_other_module_spells_an_output_name() -> None:
    names = {value for name, value in vars(output_names).items() if name.isupper() and isinstance(value, str)}
    assert {"bieu-mau", "nguon-so-lieu.xlsx"} <= names
    spelt = set()
    for file in PACKAGE.rglob("*.py"):
        place = file.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip("/") in names:
                spelt.add((place, node.value))
    assert {one for one in spelt if one[0] != "workspace/output_names.py"} == OTHER_THINGS
