"""`python -m cchc_excel`: the command, where its own program is not on the path."""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Python looks for modules in the folder where it runs first; that is where people's data is.
    if Path(__file__).parent.parent != Path.cwd():
        sys.path[:1] = []
    from cchc_excel.cli import main

    main()
