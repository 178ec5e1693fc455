"""Make the kit for Windows computers without a network: one zip with the program, every package it needs for each
64-bit Python from 3.11 to 3.14, an installer to double-click and the guide.

python -m scripts.make_windows_kit [FILE.zip] [--python 3.11 …]      (needs a network, or pip's own folder of packages)

pip chooses packages for another system but judges "only on Windows" by the system it runs on; so what the packages ask
for on Windows is gone through here once more, by their own words (core metadata, Requires-Dist).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

from cchc_excel.commands.guide_page import guide_page
from cchc_excel.commands.init import DOUBLE_CLICK, double_click_file
from cchc_excel.workspace.folders import GUIDE

ROOT = Path(__file__).resolve().parent.parent
SOURCES = Path(__file__).resolve().parent / "windows_kit"
INSTALLER, INSTALLER_SCRIPT, PACKAGES = "Cai-dat.bat", "cai_dat.py", "goi"
EXAMPLES = ROOT / "docs" / "vi-du"
"""Working folders of other departments, to begin with."""
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
EXTRAS = ("imap", "password")
PROGRAM = "cchc-excel"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("zip", nargs="?", type=Path, default=Path("bo-cai-dat-cchc.zip"))
    parser.add_argument("--python", nargs="+", default=PYTHONS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        packages = Path(folder)
        gather_windows_packages(packages, build_program(packages), asked.python)
        write_kit(asked.zip, sorted(packages.glob("*.whl")))
    print(f"{asked.zip}: {asked.zip.stat().st_size / 1e6:.0f} MB, Python {', '.join(asked.python)}")


def gather_windows_packages(folder: Path, program: Path, pythons: Sequence[str]) -> None:
    """Put all that the program's wheel needs on 64-bit Windows into the folder where it lies. Raises CalledProcessError
    where a package has no wheel for one of the Pythons."""
    for python in pythons:
        wanted = [f"{program}[{','.join(EXTRAS)}]"]
        _pip("download", "--dest", str(folder), *_for_windows(python), *wanted)
        while lacking := lacking_on_windows(folder.glob("*.whl"), python):
            _pip("download", "--dest", str(folder), "--no-deps", *_for_windows(python), *lacking)


def build_program(folder: Path) -> Path:
    """Build the program's own wheel into the folder; returns its path. It is built of a copy: what an earlier build
    left beside the sources must not get into it."""
    with tempfile.TemporaryDirectory() as copy:
        for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, copy)
        for name in ("cchc_excel", "templates", "docs"):
            shutil.copytree(ROOT / name, Path(copy) / name, ignore=shutil.ignore_patterns("__pycache__"))
        _pip("wheel", "--no-deps", "--wheel-dir", str(folder), copy)
    return next(folder.glob(f"{PROGRAM.replace('-', '_')}-*.whl"))


def write_kit(target: Path, wheels: Iterable[Path]) -> None:
    """The zip: what is double-clicked and the guide on top, the packages and the examples in folders of their own."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as kit:
        kit.writestr(f"cchc/{INSTALLER}", _with_windows_lines((SOURCES / INSTALLER).read_text("utf-8")))
        kit.writestr(f"cchc/{DOUBLE_CLICK}", double_click_file())
        kit.writestr(f"cchc/{GUIDE}", guide_page())
        kit.write(SOURCES / INSTALLER_SCRIPT, f"cchc/{PACKAGES}/{INSTALLER_SCRIPT}")
        for file in sorted(EXAMPLES.rglob("*.*")):
            kit.write(file, f"cchc/{file.relative_to(EXAMPLES.parent).as_posix()}")
        for wheel in wheels:
            kit.write(wheel, f"cchc/{PACKAGES}/{wheel.name}", zipfile.ZIP_STORED)  # compressed already


def lacking_on_windows(wheels: Iterable[Path], python: str) -> list[str]:
    """What these wheels ask for on 64-bit Windows with this Python that none of them is, as requirements, sorted."""
    fitting = [wheel for wheel in wheels if fits_windows(wheel.name, python)]
    had = {parse_wheel_filename(wheel.name)[0] for wheel in fitting}
    asked = {str(one): one for wheel in fitting for one in _asked_by(wheel, python)}
    return sorted(f"{one.name}{one.specifier}" for one in asked.values() if canonicalize_name(one.name) not in had)


def fits_windows(wheel: str, python: str) -> bool:
    """Whether a wheel, by its file name, installs on 64-bit Windows with this Python ("3.12")."""
    return bool(parse_wheel_filename(wheel)[3] & _windows_tags(python))


def _windows_tags(python: str) -> frozenset[Tag]:
    major, minor = map(int, python.split("."))
    own = cpython_tags((major, minor), platforms=["win_amd64"])
    return frozenset([*own, *compatible_tags((major, minor), f"cp{major}{minor}", ["win_amd64"])])


def _asked_by(wheel: Path, python: str) -> list[Requirement]:
    """The requirements of a wheel that hold on 64-bit Windows; of the program's own with its extras."""
    with zipfile.ZipFile(wheel) as opened:
        metadata = next(name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        headers = HeaderParser().parsestr(opened.read(metadata).decode("utf-8"))
    own = canonicalize_name(str(headers["Name"])) == PROGRAM
    requirements = [Requirement(text) for text in headers.get_all("Requires-Dist", [])]
    places = [{**_WINDOWS, **_version_words(python), "extra": extra} for extra in ("", *(EXTRAS if own else ()))]
    return [one for one in requirements if one.marker is None or any(one.marker.evaluate(place) for place in places)]


def _version_words(python: str) -> dict[str, str]:
    return {"python_version": python, "python_full_version": f"{python}.0", "implementation_version": f"{python}.0"}


_WINDOWS = {
    "os_name": "nt",
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "platform_release": "10",
    "platform_version": "10.0.19045",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}


def _for_windows(python: str) -> tuple[str, ...]:
    abis = (f"cp{python.replace('.', '')}", "abi3", "none")
    chosen = ("--only-binary=:all:", "--platform=win_amd64", "--implementation=cp", f"--python-version={python}")
    return (*chosen, *(f"--abi={abi}" for abi in abis))


def _with_windows_lines(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("utf-8")


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments], check=True)


if __name__ == "__main__":
    main()
