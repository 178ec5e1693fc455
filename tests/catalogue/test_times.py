"""Times of plans: each phrase with every period in which it is owed, and the deadline there, worked out by hand.

The rules: a month is owed in every period that holds it (June in T06, Q2, 6T, 9T, N), due on its last day; a quarter by
itself is its last month; a day belongs to its month; a range is owed in every period that holds a month of it, due at
the end of its last month there; of several in a period the last judges. Periods that are not named owe nothing.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest

from cchc_excel.catalogue.times import instead_of, last_before, last_fallen, owed_in, read_times

PERIODS: dict[str, range] = {
    **{f"T{month:02d}": range(month, month + 1) for month in range(1, 13)},
    **{f"Q{quarter}": range(quarter * 3 - 2, quarter * 3 + 1) for quarter in range(1, 5)},
    "6T": range(1, 7),
    "9T": range(1, 10),
    "N": range(1, 13),
}
DUE = dt.date(2000, 1, 1)
"""Stands for the day on which the period is due; no phrase comes to it."""
JUNE = "T06 30/6; Q2 30/6; 6T 30/6; 9T 30/6; N 30/6"
QUARTERS = "Q1 31/3; T03 31/3; T06 30/6; Q2 30/6; T09 30/9; Q3 30/9; T12 31/12; Q4 31/12; 6T 30/6; 9T 30/9; N 31/12"
"""Months 3, 6, 9 and 12: of the half year June is the last, of nine months September."""
EVERY_MONTH = (
    "T01 31/1; T02 28/2; T03 31/3; T04 30/4; T05 31/5; T06 30/6; T07 31/7; T08 31/8; T09 30/9; T10 31/10; T11 30/11; "
    "T12 31/12; Q1 31/3; Q2 30/6; Q3 30/9; Q4 31/12; 6T 30/6; 9T 30/9; N 31/12"
)
JUNE_AND_DECEMBER = "T06 30/6; T12 31/12; Q2 30/6; Q4 31/12; 6T 30/6; 9T 30/6; N 31/12"
NOVEMBER_15 = "T11 15/11; Q4 15/11; N 15/11"
QUARTER_15 = "T03 15/3; Q1 15/3; T06 15/6; Q2 15/6; 6T 15/6; T09 15/9; Q3 15/9; 9T 15/9; T12 15/12; Q4 15/12; N 15/12"
FIFTH_AFTER = (
    "T01 5/2; T02 5/3; T03 5/4; T04 5/5; T05 5/6; T06 5/7; T07 5/8; T08 5/9; T09 5/10; T10 5/11; T11 5/12; "
    "T12 5/1/2023; Q1 5/4; Q2 5/7; Q3 5/10; Q4 5/1/2023; 6T 5/7; 9T 5/10; N 5/1/2023"
)
"""The fifth of the month after each period's last."""
EACH, BY_YEAR_END, NEVER_LATE, NEVER = "mọi kỳ: hạn nộp", "mọi kỳ: 31/12", "mọi kỳ: không trễ", ""
FROM_APRIL = "; ".join(f"{code} hạn nộp" for code, months in PERIODS.items() if months[-1] >= 4)

TABLE: list[tuple[str, int, str]] = [
    # months
    ("Tháng 6", 2022, JUNE),
    ("THÁNG 6", 2022, JUNE),
    ("Tháng 6, tháng 11", 2022, "T06 30/6; Q2 30/6; 6T 30/6; 9T 30/6; T11 30/11; Q4 30/11; N 30/11"),
    ("Tháng 3 và tháng 9", 2022, "T03 31/3; Q1 31/3; 6T 31/3; T09 30/9; Q3 30/9; 9T 30/9; N 30/9"),
    ("Tháng 3, 15/9", 2022, "T03 31/3; Q1 31/3; 6T 31/3; T09 15/9; Q3 15/9; 9T 15/9; N 15/9"),  # no month 15
    ("Tháng 1, Tháng 12", 2022, "T01 31/1; Q1 31/1; 6T 31/1; 9T 31/1; T12 31/12; Q4 31/12; N 31/12"),
    ("- Tháng 6\n- Tháng 12", 2022, JUNE_AND_DECEMBER),
    ("Các tháng 3, 6, 9, 12", 2022, QUARTERS),
    ("6/2025", 2025, JUNE),
    ("6/2025", 2024, NEVER),
    ("Tháng 12/2021", 2022, NEVER),
    ("Tháng 12/2021", 2021, "T12 31/12; Q4 31/12; N 31/12"),
    ("T6/2022", 2022, JUNE),
    ("Tháng 6 năm 2022", 2022, JUNE),
    ("Tháng 6, năm 2022", 2022, JUNE),
    ("Năm 2022: tháng 6", 2022, JUNE),
    ("Tháng 2/2024", 2024, "T02 29/2; Q1 29/2; 6T 29/2; 9T 29/2; N 29/2"),
    # the year of a list stands at its end
    ("Tháng 6, 12/2022", 2023, NEVER),
    ("Tháng 6, 12/2022", 2022, JUNE_AND_DECEMBER),
    # quarters
    ("Quý I/2023", 2023, "T03 31/3; Q1 31/3; 6T 31/3; 9T 31/3; N 31/3"),
    ("Quý I/2023", 2022, NEVER),
    ("Quý II, Quý IV", 2022, JUNE_AND_DECEMBER),
    ("Quý I, II, III, IV", 2022, QUARTERS),
    ("Quý 1,2,3,4", 2022, QUARTERS),
    ("Quý III,IV", 2022, "T09 30/9; Q3 30/9; 9T 30/9; T12 31/12; Q4 31/12; N 31/12"),
    ("Trong Quý II", 2022, JUNE),
    ("Quý 3, 4/2022", 2022, "T09 30/9; Q3 30/9; 9T 30/9; T12 31/12; Q4 31/12; N 31/12"),
    ("Quý 1-4/2022", 2022, EVERY_MONTH),
    ("Kế hoạch: Quý II; Báo cáo: Quý IV", 2022, JUNE_AND_DECEMBER),
    ("Quý IV hằng năm", 2022, "T12 31/12; Q4 31/12; N 31/12"),
    # ranges
    ("Quý I - IV", 2022, EVERY_MONTH),
    ("Từ tháng 01 đến tháng 12/2022", 2022, EVERY_MONTH),
    (
        "Từ tháng 1-4/2022",
        2022,
        "T01 31/1; T02 28/2; T03 31/3; T04 30/4; Q1 31/3; Q2 30/4; 6T 30/4; 9T 30/4; N 30/4",
    ),
    ("Từ tháng 1-4/2022", 2023, NEVER),
    # October 2021 to February 2022: in 2022 two months are left
    ("Từ tháng 10/2021 đến tháng 2/2022", 2022, "T01 31/1; T02 28/2; Q1 28/2; 6T 28/2; 9T 28/2; N 28/2"),
    ("Quý IV/2021 - tháng 2/2022", 2021, "T10 31/10; T11 30/11; T12 31/12; Q4 31/12; N 31/12"),
    ("Từ 15/6 đến 20/6", 2022, "T06 20/6; Q2 20/6; 6T 20/6; 9T 20/6; N 20/6"),
    ("15-20/6", 2022, "T06 20/6; Q2 20/6; 6T 20/6; 9T 20/6; N 20/6"),
    # a start
    ("Từ Quý II", 2022, FROM_APRIL),
    ("Từ Quý II/2022", 2022, FROM_APRIL),
    ("Từ Quý II/2022", 2021, NEVER),
    ("Từ Quý II/2022", 2023, EACH),
    ("Từ tháng 4 trở đi", 2022, FROM_APRIL),
    ("Tháng 4/2022 trở đi", 2022, FROM_APRIL),
    ("Từ tháng 4, thực hiện thường xuyên", 2022, FROM_APRIL.replace("hạn nộp", "không trễ")),
    # before a month, quarter or year: through the day before it begins
    *((text, 2022, "T09 30/9; Q3 30/9; 9T 30/9; N 30/9") for text in ("Trước tháng 10", "Hoàn thành trước 10/2022")),
    ("Trước tháng 10 năm 2022", 2022, "T09 30/9; Q3 30/9; 9T 30/9; N 30/9"),
    ("Trước quý III", 2022, JUNE),
    ("Trước tháng 01/2023", 2022, "T12 31/12; Q4 31/12; N 31/12"),
    ("Quý III (trước tháng 9)", 2022, "T08 31/8; Q3 31/8; 9T 31/8; N 31/8"),
    ("Trước năm 2023", 2022, BY_YEAR_END),
    ("Trước năm 2023", 2023, NEVER),
    # a part of a month has no day of its own: the month's end; of a quarter it is the first, middle, last month
    *(
        (text, 2022, JUNE)
        for text in ("Đầu tháng 6", "Giữa tháng 6/2022", "Tuần thứ 2 tháng 6", "Tuần đầu của tháng 6")
    ),
    *((text, 2022, JUNE) for text in ("Trung tuần tháng 6", "Cuối quý II", "Trước cuối tháng 6", "Hết quý II")),
    *((text, 2022, "T04 30/4; Q2 30/4; 6T 30/4; 9T 30/4; N 30/4") for text in ("Đầu quý II", "Tháng đầu quý II/2022")),
    ("Giữa quý III", 2022, "T08 31/8; Q3 31/8; 9T 31/8; N 31/8"),
    # May to July
    (
        "Từ giữa quý II đến đầu quý III",
        2022,
        "T05 31/5; T06 30/6; T07 31/7; Q2 30/6; Q3 31/7; 6T 30/6; 9T 31/7; N 31/7",
    ),
    # a day of every month or quarter; February 2022 has no day 30
    *(
        (text, 2022, "; ".join(f"{code} 25/{months[-1]}" for code, months in PERIODS.items()))
        for text in ("Ngày 25 hằng tháng", "Hàng tháng, trước ngày 25", "Hằng tháng (chậm nhất ngày 25 của tháng)")
    ),
    (
        "Trước ngày 30 hằng tháng",
        2022,
        "; ".join(f"{code} {28 if months[-1] == 2 else 30}/{months[-1]}" for code, months in PERIODS.items()),
    ),
    *(
        (text, 2022, QUARTER_15)
        for text in (
            "Ngày 15 tháng cuối quý",
            "Hàng quý trước ngày 15 của tháng cuối quý",
            "Ngày 15 các tháng 3, 6, 9, 12/2022",
            "Định kỳ hằng quý (trước ngày 15 tháng cuối cùng của mỗi quý)",
            "Trước ngày 15 tháng 3, 6, 9 và tháng 12",
        )
    ),
    ("Trong tháng cuối của quý", 2022, QUARTERS),
    ("Tháng 11 (trước ngày 15)", 2022, NOVEMBER_15),
    ("Kết thúc không muộn hơn 15/11/2022", 2022, NOVEMBER_15),
    ("Quý II: tháng 5", 2022, "T05 31/5; Q2 31/5; 6T 31/5; 9T 31/5; N 31/5"),  # the month alone is when
    ("Báo cáo quý I/2022: tháng 2", 2022, "T02 28/2; Q1 28/2; 6T 28/2; 9T 28/2; N 28/2"),
    (
        "Quý I: tháng 1, 2; năm: tháng 11/2022",
        2022,
        "T01 31/1; T02 28/2; Q1 28/2; 6T 28/2; 9T 28/2; T11 30/11; Q4 30/11; N 30/11",
    ),
    ("Quý II (tháng 5)", 2022, "T05 31/5; Q2 31/5; 6T 31/5; 9T 31/5; N 31/5"),
    ("Tháng 5 (quý II)", 2022, "T05 31/5; Q2 31/5; 6T 31/5; 9T 31/5; N 31/5"),
    ("Tháng 2 - Quý I", 2022, "T02 28/2; Q1 28/2; 6T 28/2; 9T 28/2; N 28/2"),  # a month of that quarter, no range
    ("Quý I – Tháng 2", 2022, "T02 28/2; Q1 28/2; 6T 28/2; 9T 28/2; N 28/2"),
    ("15/2 - Quý I/2022", 2022, "T02 15/2; Q1 15/2; 6T 15/2; 9T 15/2; N 15/2"),
    ("Từ tháng 2 - Quý I", 2022, "T02 28/2; T03 31/3; Q1 31/3; 6T 31/3; 9T 31/3; N 31/3"),  # a word says that it is one
    ("QI, 6T, QIII, năm", 2022, QUARTERS),  # the half year ends in June, the year in December
    ("6 tháng/2022", 2022, JUNE),  # of one year, no list that ends with it
    ("Th.xuyên", 2022, NEVER_LATE),
    ("Không quy định thời hạn", 2022, NEVER_LATE),
    ("Tháng 2 - năm 2022", 2022, "T02 28/2; Q1 28/2; 6T 28/2; 9T 28/2; N 28/2"),
    ("Quý I - năm 2022", 2021, NEVER),
    # what else stands alone or begins
    ("II, IV/2022", 2022, JUNE_AND_DECEMBER),
    ("Giai đoạn I: tháng 6; giai đoạn II: tháng 12", 2022, JUNE_AND_DECEMBER),
    ("Kế hoạch: quý II; kiểm tra, đánh giá: quý IV", 2022, JUNE_AND_DECEMBER),
    ("Quý II: hội nghị; quý IV: tập huấn", 2022, JUNE_AND_DECEMBER),
    ("Trước 17:00 ngày 15/11/2022", 2022, NOVEMBER_15),
    ("02 đợt/năm", 2022, BY_YEAR_END),
    ("Dịp 15/11", 2022, NOVEMBER_15),
    # by when the half year is reported
    *(
        (text, 2022, "T07 10/7; Q3 10/7; 9T 10/7; T12 10/12; Q4 10/12; N 10/12")
        for text in (
            "Trước ngày 10/7 (6 tháng); trước ngày 10/12 (năm)",
            "6 tháng (trước 10/7), năm (trước 10/12)",
            "Báo cáo 6 tháng: trước 10/7; báo cáo năm: trước 10/12",
        )
    ),
    *((text, 2022, EACH) for text in ("Ít nhất 02 tin/tháng", "Thứ 2 hằng tuần", "Tuần cuối hằng tháng")),
    ("01 báo cáo/quý", 2022, EACH),
    ("Chậm nhất 20 ngày trước ngày văn bản có hiệu lực", 2022, NEVER_LATE),
    ("Từ khi Kế hoạch được ban hành đến 15/11/2022", 2022, NOVEMBER_15),
    *(
        (text, 2022, EACH)
        for text in ("Từ đầu năm", "Các quý trong năm", "Cuối mỗi quý", "Hằng quý hoặc đột xuất", "Cả 4 quý")
    ),
    *((text, 2022, EACH) for text in ("Định kỳ, đột xuất", "Theo định kỳ")),
    # a list after strokes, marks of a list, stages, shares of the work, hours
    ("Tháng 3/6/9/12", 2022, QUARTERS),
    ("Quý 1/2/3/4", 2022, QUARTERS),
    ("- Quý II: kế hoạch; - Quý IV: báo cáo", 2022, JUNE_AND_DECEMBER),
    ("a) Quý II; b) Quý IV", 2022, JUNE_AND_DECEMBER),
    ("Đợt 1: tháng 6; đợt 2: tháng 12", 2022, JUNE_AND_DECEMBER),
    ("Tháng 6 (đợt 2 vào Quý IV)", 2022, JUNE_AND_DECEMBER),
    ("02 đợt: tháng 6, tháng 12", 2022, JUNE_AND_DECEMBER),
    ("Đạt 50% trong quý II, 100% trong quý IV", 2022, JUNE_AND_DECEMBER),
    ("Trước 17h00 ngày 15/11/2022", 2022, NOVEMBER_15),
    ("15 tháng 11 năm 2022", 2022, NOVEMBER_15),
    ("Quý Hai, quý tư năm 2022", 2022, JUNE_AND_DECEMBER),
    ("Quý II, IV/22", 2022, JUNE_AND_DECEMBER),
    # a rhythm up to a month, and between two: from July on nothing is asked; Q2, 6T and longer ones hold June
    ("Hằng tháng đến tháng 6/2022", 2022, "; ".join(f"{code} hạn nộp" for code, on in PERIODS.items() if on[0] <= 6)),
    (
        "Hằng tháng, từ tháng 4 đến tháng 6 năm 2022",
        2022,
        "; ".join(f"{code} hạn nộp" for code in ("T04", "T05", "T06", "Q2", "6T", "9T", "N")),
    ),
    ("Hằng tháng đến tháng 6/2022", 2023, NEVER),
    # days: on time through the day
    ("15/11", 2022, NOVEMBER_15),
    ("Trước 15/11", 2022, NOVEMBER_15),
    ("Trước ngày 15/11/2022", 2022, NOVEMBER_15),
    ("Trước ngày 15/11/2023", 2022, NEVER),
    ("Chậm nhất ngày 15 tháng 11 năm 2022", 2022, NOVEMBER_15),
    ("15/11/2022", 2022, NOVEMBER_15),
    ("2022-11-15", 2022, NOVEMBER_15),
    ("30/8/2026", 2026, "T08 30/8; Q3 30/8; 9T 30/8; N 30/8"),
    ("30/9", 2022, "T09 30/9; Q3 30/9; 9T 30/9; N 30/9"),
    ("30/4/2022 (mô hình điểm)", 2022, "T04 30/4; Q2 30/4; 6T 30/4; 9T 30/4; N 30/4"),
    ("Quý IV (trước 15/11)", 2022, NOVEMBER_15),
    (
        "Trước ngày 20/6/2022 (6 tháng) và trước ngày 15/12/2022 (năm)",
        2022,
        "T06 20/6; Q2 20/6; 6T 20/6; 9T 20/6; T12 15/12; Q4 15/12; N 15/12",
    ),
    ("Hằng năm, trước ngày 15/11", 2022, NOVEMBER_15),
    # parts of the year
    ("6 tháng, năm", 2022, JUNE_AND_DECEMBER),
    ("06 tháng và năm", 2022, JUNE_AND_DECEMBER),
    ("6 tháng, năm 2022", 2022, JUNE_AND_DECEMBER),
    ("6 tháng đầu năm", 2022, JUNE),
    ("Nửa đầu năm 2022", 2022, JUNE),
    # "đầu năm" is asked from January on, late after the first quarter
    ("Đầu năm", 2022, "T01 31/1; T02 28/2; T03 31/3; Q1 31/3; 6T 31/3; 9T 31/3; N 31/3"),
    ("Đầu năm 2023", 2022, NEVER),
    # a day of the month after the period
    *((text, 2022, FIFTH_AFTER) for text in ("ngày 5 tháng sau", "Trước ngày 05 của tháng tiếp theo")),
    *(
        (text, 2022, FIFTH_AFTER)
        for text in ("Hằng tháng, trước ngày 05 của tháng sau", "Trước ngày 05 tháng đầu quý sau")
    ),
    ("Trước ngày 30 tháng sau", 2022, FIFTH_AFTER.replace("T01 5/2", "T01 28/2").replace(" 5/", " 30/")),
    # a label only says which report or part of the year the day is of
    ("Quý I: 15/3, Quý II: 15/6, Quý III: 15/9, năm: 15/12", 2022, QUARTER_15),
    ("Báo cáo quý I/2022: trước ngày 15/3; 6 tháng: 15/6; quý III: 15/9; năm: 15/12", 2022, QUARTER_15),
    ("Quý II - Kế hoạch; Quý IV - Báo cáo", 2022, JUNE_AND_DECEMBER),
    ("Hạn chót 15/11", 2022, NOVEMBER_15),
    (
        "Quý II, IV (báo cáo trước 15/6 và 15/12)",
        2022,
        "T06 15/6; Q2 15/6; 6T 15/6; 9T 15/6; T12 15/12; Q4 15/12; N 15/12",
    ),
    ("3 tháng đầu năm", 2022, "T03 31/3; Q1 31/3; 6T 31/3; 9T 31/3; N 31/3"),
    ("6 tháng cuối năm", 2022, "T12 31/12; Q4 31/12; N 31/12"),
    *((text, 2022, JUNE_AND_DECEMBER) for text in ("06 tháng 01 lần", "01 lần/6 tháng", "6 tháng/lần")),
    ("Quý I, 6 tháng, 9 tháng, năm", 2022, QUARTERS),
    ("Cuối năm", 2022, "T12 31/12; Q4 31/12; N 31/12"),
    # rhythms
    *((text, 2022, EACH) for text in ("Quý, năm", "Hàng Quý", "Hằng quý", "Hàng tháng", "Hằng tháng", "Hàng năm, quý")),
    *((text, 2022, EACH) for text in ("Định kỳ", "Định kỳ hằng tháng", "Quý, 6 tháng, năm", "Hằng tuần")),
    *((text, 2022, EACH) for text in ("Mỗi quý 1 lần", "02 lần/tháng", "01 quý/lần", "Trong kỳ báo cáo")),
    *((text, 2022, BY_YEAR_END) for text in ("02 lần/năm", "Mỗi năm 1 lần")),
    ("Hằng tháng năm 2022", 2022, EACH),
    ("Hằng tháng năm 2022", 2023, NEVER),
    *(
        (text, 2022, BY_YEAR_END)
        for text in ("Trong năm 2022", "Trong năm", "Cả năm", "Hằng năm", "Hàng năm", "Năm 2022")
    ),
    ("Năm 2023", 2022, NEVER),
    ("Năm 2023", 2023, BY_YEAR_END),
    ("2025-2026", 2026, BY_YEAR_END),
    ("2025-2026", 2025, "mọi kỳ: 31/12/2026"),
    ("2025-2026", 2027, NEVER),
    ("2025 và những năm tiếp theo", 2025, BY_YEAR_END),
    ("2025 và những năm tiếp theo", 2027, BY_YEAR_END),
    ("2025 và những năm tiếp theo", 2024, NEVER),
    # a first stage by March, the rest by the year's end: months after March ask for the rest
    (
        "Quý I/2022 (thử nghiệm); Năm 2022 (chính thức)",
        2022,
        "T01 31/12; T02 31/12; T03 31/3; Q1 31/3; 6T 31/3; 9T 31/3; N 31/12; "
        + "; ".join(f"T{month:02d} 31/12" for month in range(4, 13))
        + "; Q2 31/12; Q3 31/12; Q4 31/12",
    ),
    *(
        (
            f"Ban hành trong tháng 01{year}; triển khai trong năm{of}",
            2022,
            "T01 31/1; Q1 31/1; 6T 31/1; 9T 31/1; N 31/12; "
            + "; ".join(f"T{month:02d} 31/12" for month in range(2, 13))
            + "; Q2 31/12; Q3 31/12; Q4 31/12",
        )
        for year, of in (("", ""), ("/2022", ""), ("", " 2022"))
    ),
    # no day of their own
    *((text, 2022, NEVER_LATE) for text in ("", "Thường xuyên", "Nhiệm vụ thường xuyên", "Theo KH ban hành")),
    ("Theo yêu cầu của Sở Tài chính", 2022, NEVER_LATE),
    ("Theo Kế hoạch số 12/KH-UBND ngày 15/3/2022", 2022, NEVER_LATE),
    ("20 ngày sau khi Kế hoạch được ban hành", 2022, NEVER_LATE),
    ("Khi có yêu cầu", 2022, NEVER_LATE),
    ("Sau khi có Kế hoạch số 5 ngày 01/7/2022", 2022, NEVER_LATE),  # the day of a document
]


@pytest.mark.parametrize(("phrase", "year", "expected"), TABLE)
def test_a_phrase_is_owed_in_its_periods(phrase: str, year: int, expected: str) -> None:
    times = read_times(phrase)
    assert times.unread == ""
    owed = {code: owed_in(times, year, months, DUE) for code, months in PERIODS.items()}
    found = {code: _shown(one.deadline, year) for code, one in owed.items() if one}
    assert found == _expected(expected)


def _expected(text: str) -> dict[str, str]:
    if text.startswith("mọi kỳ: "):
        return dict.fromkeys(PERIODS, text.removeprefix("mọi kỳ: "))
    return dict(one.split(" ", 1) for one in text.split("; ") if one)


def _shown(day: dt.date | None, year: int) -> str:
    if day is None:
        return "không trễ"
    if day == DUE:
        return "hạn nộp"
    return f"{day.day}/{day.month}" if day.year == year else f"{day.day}/{day.month}/{day.year}"


@pytest.mark.parametrize(
    "phrase",
    [
        "30/4/2022 (mô hình điểm). Vận hành ổn định trong năm 2022",
        "Tuần sau",
        "Tháng 13",
        "30/2",
        "Trước tháng 6, tháng 12",  # before December too?
        "Trước tháng 1",  # of which year?
        "Trước giữa tháng 6",
        "Trước cuối năm",
        "Từ trước tháng 6",
        "Sau ngày 15/6",
        "Đầu quý",
        "Đầu quý II, IV",
        "Tuần 3/6",
        "Tháng 6 hoặc tháng 7",
        "Hằng năm, trước ngày 05 tháng sau",  # of which month?
        "Tháng 6, ngày 5 tháng sau",
        "Ngày 35 tháng sau",
        "Trước ngày 20 hằng quý",
        "Ngày 15 và ngày 30 hằng tháng",
        "Ngày 35 hằng tháng",
        "Ngày 25 hằng tháng đến tháng 6/2022",
        "Từ ngày 25 hằng tháng",
        "Hằng quý, 6 tháng (trước ngày 15 của tháng cuối quý)",
        "Tháng 6, tháng 12 (trước ngày 15)",
        "Tháng 2 (trước ngày 30)",
        "Trong 3 tháng",
        "Tháng 3, ngày 5",
        "Tháng 11, tháng 2/2023",  # November of which year?
        "Từ tháng 10 đến tháng 3",
        "Tháng 6, cả năm",
        "Theo chỉ đạo: tháng 6",
        "Sau khi có kết quả của tỉnh (dự kiến quý II)",
        "24/7",  # in July, or round the clock?
        "Trừ báo cáo năm: 15/11",
        "20 ngày trước khi hết quý",
        "Theo yêu cầu, chậm nhất ngày 15/11",
        "Theo tiến độ đề án (Quý III/2022)",
        "Theo Kế hoạch của tỉnh, trong Quý II",
        "Quý V",
        "Quý I, 3/2022",  # March, or quarter III?
        "Quý II và các năm tiếp theo",
        "2025 -",
        "Triển khai",
        "Quý một lần",
        "02 lần/6 tháng",
        "Tháng 4, tháng 6 trở đi",
        "Hằng tháng đến tháng 6, tháng 9",
        "6/9/12",  # no day of 2012
        "Tháng 3, 6/9",  # 6 September, or June and September?
        "Tháng 3, tháng 5; 6/9",
        "Ngay sau khi sáp nhập 01/7/2026",
        "Sau khi hợp nhất (1/7)",
    ],
)
def test_what_is_not_wholly_understood_is_asked_each_period_and_never_late(phrase: str) -> None:
    times = read_times(phrase)
    assert times.unread
    owed = [owed_in(times, 2022, months, DUE) for months in PERIODS.values()]
    assert [one.deadline for one in owed if one] == [None] * len(PERIODS)


@pytest.mark.parametrize(
    ("phrase", "month", "expected"),
    [
        ("Tháng 4, tháng 6", 7, dt.date(2022, 6, 30)),
        ("Tháng 4, tháng 6", 6, dt.date(2022, 4, 30)),
        ("Tháng 4", 4, None),
        ("Từ tháng 1-4/2022", 4, dt.date(2022, 3, 31)),  # its months before April end in March
        ("Trước 15/11", 12, dt.date(2022, 11, 15)),
        ("Hằng quý", 7, None),
    ],
)
def test_what_was_left_undone_keeps_its_last_deadline(phrase: str, month: int, expected: dt.date | None) -> None:
    assert last_before(read_times(phrase), 2022, month) == expected


@pytest.mark.parametrize(
    ("phrase", "end", "expected"),
    [
        ("Từ tháng 1-6/2022", dt.date(2022, 4, 30), dt.date(2022, 4, 30)),  # the last of its months that it lived
        ("Tháng 2, tháng 5", dt.date(2022, 5, 30), dt.date(2022, 2, 28)),
        ("Trước 15/6", dt.date(2022, 6, 15), dt.date(2022, 6, 15)),
        ("Trước 15/6", dt.date(2022, 6, 14), None),
        ("Hằng quý", dt.date(2022, 1, 31), DUE),  # whoever is there in a period at all is asked what it asks
    ],
)
def test_what_falls_due_after_the_end_of_who_is_asked_is_not_owed(
    phrase: str, end: dt.date, expected: dt.date | None
) -> None:
    owed = owed_in(read_times(phrase), 2022, PERIODS["6T"], DUE, lambda day: day <= end)
    assert (owed.deadline if owed else None) == expected


@pytest.mark.parametrize(
    ("phrase", "months", "end", "expected"),
    [
        ("Tháng 4, tháng 6", "4 5 6", "", 6),
        ("Tháng 4, tháng 6", "4 5", "", 4),
        ("Tháng 4, tháng 6", "5", "", None),  # of April nothing is known
        ("Tháng 4, tháng 6", "4 5 6", "29/6", 4),
        ("Từ tháng 1-4/2022", "3 4 5", "", 4),
        ("Trước 15/6", "5 6", "14/6", None),
        ("Hằng quý", "2 3 4", "", 2),  # asked each period: whatever was said since the first
        ("Từ Quý II", "2 3 4 5", "", 4),
        ("Theo yêu cầu", "2 3", "27/2", None),
    ],
)
def test_the_month_from_which_an_answer_counts(phrase: str, months: str, end: str, expected: int | None) -> None:
    day, month = map(int, (end or "31/12").split("/"))
    reported = [int(one) for one in months.split()]
    assert last_fallen(read_times(phrase), 2022, reported, lambda one: one <= dt.date(2022, month, day)) == expected


@pytest.mark.parametrize(
    ("phrase", "instead"),
    [
        *((text, "tháng cuối quý") for text in ("20 hằng quý", "Ngày 20 hằng quý", "Hằng quý, trước ngày 20")),
        *((text, "thay cho Tết") for text in ("Sau Tết", "Trước Tết Nguyên đán")),
        ("Kỳ họp thường lệ giữa năm", "tháng của kỳ họp"),
        *((text, "Ngày 25 hằng tháng") for text in ("Trước ngày 25", "Chậm nhất ngày 20 của tháng")),
        ("Trước 10/01 năm sau", "Tháng 01/2027"),
        ("Sau ngày 15/6", "Trước 31/7"),
        ("Theo tiến độ đề án (Quý III/2022)", "riêng thời hạn"),
        ("Tuần sau", "Tháng 11 hoặc Hàng Quý"),
    ],
)
def test_what_to_write_instead_is_told_by_what_stands_there(phrase: str, instead: str) -> None:
    assert read_times(phrase).unread
    assert instead in instead_of(phrase)
    for example in re.findall(r"(?:ví dụ|dạng) (.*)", instead_of(phrase)):  # what is advised is understood
        for one in re.split(r", (?=[A-ZĐ])| hoặc (?=[A-ZĐ])|, phần", example)[:1]:
            assert read_times(one).unread == ""
