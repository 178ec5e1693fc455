"""Which shapes of formulas the evaluators compute as LibreOffice does: writes cchc_excel/fill/formulas/proven.py.

    python -m scripts.prove_formulas [--kept FILE] [--only FUNCTION …] [--differing FILE] [--check]

For every function that `functions.PARAMETERS` lists and all kinds of arguments that it may have, formulas are made
over a sheet of samples, computed by both evaluators and by LibreOffice (calculating anew), and compared. A shape is
proven where every formula of it gives the same. Without answers kept from before it takes half an hour; with them, a
minute. Needs LibreOffice. What LibreOffice agrees with and Excel does not is left out by `doubts.py` there.

The samples, the formulas and the comparison are in tests/fill/proving/, beside the engine that they look into.
"""

from __future__ import annotations

import sys

from tests.fill.proving.prove import main

if __name__ == "__main__":
    sys.exit(main(__doc__))
