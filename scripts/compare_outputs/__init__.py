"""Compare every output of two checkouts of the program, byte for byte, whatever moved between them.

    python -m scripts.compare_outputs OLD_CHECKOUT [NEW_CHECKOUT] [--python OLD_PY NEW_PY] [--only NAME…] [--jobs 2]
                                      [--keep FOLDER] [--list]

NEW_CHECKOUT: the one this script lies in, unless named. Each is run by its own `.venv/bin/python -m cchc_excel …`;
nothing of either is imported. A scenario (scenarios.py) is a working folder, made once, and the commands run in it one
after the other. Both programs run in a folder of the very same path. Compared after each command: exit code, stdout,
stderr, and every file of the folder (output/, input/ with its letters, .cchc/, templates/). Exit 0: no byte differs;
1: something does, and is named; 2: nothing could be compared.

The catalogue, the report templates, the example quarter and the blank forms that get filled are OLD's, so both programs
read identical bytes. Nothing is left out of the comparison and nothing is normalised: no output depends on the clock,
on the order of sets (PYTHONHASHSEED is left to chance) or on the number of processes.
"""
