"""Times of a plan: a phrase ("Quý I, II", "Trước 15/11", "Hằng năm") as a record, and what the record asks of a period.

Pure: words in, records out; nothing here knows sheets, units or problems. `words.py` knows the words, `read.py` puts
them together, `record.py` answers for a period, `hints.py` says what to write instead.
"""

from cchc_excel.catalogue.times.hints import instead_of
from cchc_excel.catalogue.times.read import read_times
from cchc_excel.catalogue.times.record import ALWAYS, Times, last_before, last_fallen, month_end, owed_in

__all__ = ["ALWAYS", "Times", "instead_of", "last_before", "last_fallen", "month_end", "owed_in", "read_times"]
