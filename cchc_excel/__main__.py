"""`python -m cchc_excel`: the command, where its own program is not on the path."""

from cchc_excel.cli import main

if __name__ == "__main__":  # reading processes import this module again
    main()
