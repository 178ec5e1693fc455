"""Run the tests with the lowest version of each dependency that pyproject.toml allows.

python scripts/try_lowest_versions.py [PYTEST'S ARGUMENTS]     (without: the tests that need nothing but Python)

A virtual environment of its own gets the tools of the tests as they come, then the lowest of what the program needs.
The exit code is that of pytest.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WITHOUT_PROGRAMS = ("-m", "not office and not mail and not browser and not windows and not faults")
_REQUIREMENT = re.compile(r"\s*([\w.-]+)\s*>=\s*([\d.]+)\s*(?:,[^;]*)?(;.*)?")
"""A name, its lowest version, perhaps a bound above, perhaps where it is needed at all."""


def lowest_versions(project: Mapping[str, Any]) -> list[str]:
    """The lowest of each dependency of the table `project` of pyproject.toml, those of its extras too but for the tools
    of the tests, as pip wants them ("click==8.4"). Raises ValueError for one that names no lowest."""
    extras = project.get("optional-dependencies", {})
    wanted = [*project["dependencies"], *(one for name in extras if name != "test" for one in extras[name])]
    return [_lowest(one) for one in wanted]


def _lowest(requirement: str) -> str:
    match = _REQUIREMENT.fullmatch(requirement)
    if match is None:
        raise ValueError(f"no lowest version in {requirement!r}")
    name, version, where = match.groups()
    return f"{name}=={version}{where or ''}"


def try_them(pins: Sequence[str], arguments: Sequence[str]) -> int:
    """Install, say what is tried, run pytest; its exit code."""
    with tempfile.TemporaryDirectory(prefix="lowest-") as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "-e", ".[test]"], cwd=ROOT, check=True)
        # Second, and by itself: a tool of the tests may ask for a newer one than the program does.
        subprocess.run([*install, *pins], cwd=ROOT, check=True)
        print(f"Python {sys.version.split()[0]}:", *pins, sep="\n  ", flush=True)
        return subprocess.run([str(python), "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return try_them(lowest_versions(project), sys.argv[1:] or WITHOUT_PROGRAMS)


if __name__ == "__main__":
    sys.exit(main())
