"""`python -m cchc_excel.cli`: the same as `python -m cchc_excel`; scripts of departments call it so."""

from cchc_excel.cli import main

if __name__ == "__main__":  # reading processes import this module again
    main()
