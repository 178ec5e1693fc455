"""What lies in a period's folder and is no file is named like everything else there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.cchc_runs import EXAMPLE, merge, statuses
from tests.platforms import posix_only


@posix_only
def test_links_that_lead_nowhere_and_pipes_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "input" / "2022-Q1"
    folder.mkdir(parents=True)
    shutil.copy(EXAMPLE / "VP.xlsx", folder)
    (folder / "TTR.xlsx").symlink_to(tmp_path / "da-xoa.xlsx")
    os.mkfifo(folder / "XNK.xlsx")
    _, outcome = merge(tmp_path)
    assert statuses(outcome) == {"TTR.xlsx": "ignored", "VP.xlsx": "merged", "XNK.xlsx": "ignored"}
    told = {problem["file"] for problem in outcome["problems"] if problem["code"] == "khong-phai-tep-thuong"}
    assert told == {"TTR.xlsx", "XNK.xlsx"}
