"""A ZIP file that says nothing of when it was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that ZIP can hold."""


class UndatedZip(ZipFile):
    """A ZIP file to write whose members all bear one date, so that equal members give equal bytes, and no clock of a
    machine (ZIP holds 1980 to 2107; a spent battery gives 1970) hinders the writing."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        """As ZipFile.writestr; of a member that is given whole only the name counts."""
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else zinfo_or_arcname
        info = ZipInfo(name, _FIXED_DATE)
        info.compress_type = self.compression
        info.create_system = 0  # the same on every system
        super().writestr(info, data, *args, **kwargs)

    def write(self, filename: Any, arcname: Any = None, *_args: Any, **_kwargs: Any) -> None:
        """As ZipFile.write, of a file that fits into memory."""
        self.writestr(str(arcname or filename), Path(filename).read_bytes())
