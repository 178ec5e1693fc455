"""The kit for Windows without a network: its packages by their tags, its installer run here by the same steps, and both
.bat files run by the cmd.exe of Wine, with stubs for Python."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cchc_excel.terminal.command_line import DROPPED
from scripts.make_windows_kit import (
    INSTALLER,
    INSTALLER_SCRIPT,
    PACKAGES,
    fits_windows,
    gather_windows_packages,
    lacking_on_windows,
    write_kit,
)  # fmt: skip
from tests.cchc_runs import ROOT
from tests.platforms import posix_only


@pytest.fixture(scope="module")
def windows_packages(tmp_path_factory: pytest.TempPathFactory, program_wheel: Path) -> Path:
    folder = tmp_path_factory.mktemp("windows")
    program = Path(shutil.copy(program_wheel, folder))
    gather_windows_packages(folder, program, ["3.11", "3.14"])
    return folder


@pytest.mark.parametrize("python", ["3.11", "3.14"])
def test_every_package_is_there_for_windows(windows_packages: Path, python: str) -> None:
    tag = python.replace(".", "")
    ends = rf"-(py3|py2\.py3|cp{tag}|cp3\d+)-(none|abi3|cp{tag})-(any|win_amd64)\.whl"
    fitting = [file.name for file in windows_packages.iterdir() if re.search(ends, file.name)]
    names = {canonicalize_name(name.partition("-")[0]) for name in fitting}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [
        *project["dependencies"],
        *(one for name in ("imap", "password") for one in project["optional-dependencies"][name]),
    ]
    assert {canonicalize_name(Requirement(one).name) for one in asked} <= names
    assert {"cchc-excel", "numpy", "tzdata"} <= names  # tzdata: asked for by pandas, on Windows only
    assert not [name for name in fitting if "linux" in name]


def test_a_package_for_another_system_or_python_does_not_count() -> None:
    assert fits_windows("pandas-3.0.0-cp313-cp313-win_amd64.whl", "3.13")
    assert fits_windows("formualizer-0.13.0-cp310-abi3-win_amd64.whl", "3.14")
    assert fits_windows("click-8.5.1-py3-none-any.whl", "3.11")
    assert not fits_windows("pandas-3.0.0-cp313-cp313-win_amd64.whl", "3.12")
    assert not fits_windows("pandas-3.0.0-cp313-cp313-win32.whl", "3.13")
    assert not fits_windows("pandas-3.0.0-cp313-cp313-win_arm64.whl", "3.13")


def test_what_is_asked_for_on_windows_only_is_lacking_till_it_is_there(tmp_path: Path) -> None:
    def wheel(name: str, *asked: str) -> Path:
        path = tmp_path / f"{name}-1.0-py3-none-any.whl"
        lines = [f"Name: {name}", *(f"Requires-Dist: {one}" for one in asked)]
        with zipfile.ZipFile(path, "w") as made:
            made.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines) + "\n")
        return path

    program = wheel(
        "cchc_excel", "a", 'b; sys_platform == "win32"', 'c; sys_platform == "linux"', 'd>2; extra == "imap"'
    )
    others = [wheel("a", 'e; python_version < "3.12"', 'f; extra == "more"'), wheel("d")]
    assert lacking_on_windows([program], "3.13") == ["a", "b", "d>2"]
    assert lacking_on_windows([program, *others], "3.11") == ["b", "e"]
    assert lacking_on_windows([program, *others, wheel("b")], "3.13") == []


@posix_only
def test_the_installer_installs_from_the_zip_alone(tmp_path: Path, program_wheel: Path) -> None:
    packages, kit = tmp_path / "packages", tmp_path / "kit.zip"
    packages.mkdir()
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--only-binary=:all:", "--dest", str(packages)]
    subprocess.run([*download, f"{program_wheel}[imap,password]"], check=True)
    write_kit(kit, packages.glob("*.whl"))
    place = tmp_path / "bộ cài (mới) & cũ"
    zipfile.ZipFile(kit).extractall(place)
    assert sorted(path.name for path in (place / "cchc").iterdir()) == [
        "Cai-dat.bat",
        "Chay-cchc.bat",
        "goi",
        "huong-dan.html",
        "vi-du",
    ]
    desktop, work, environment = tmp_path / "màn hình", tmp_path / "việc 100%", tmp_path / "máy" / "cchc"
    desktop.mkdir()
    script = place / "cchc" / PACKAGES / INSTALLER_SCRIPT
    options = ["--program", str(environment), "--work", str(work), "--desktop", str(desktop)]
    nowhere = {
        "PATH": "/usr/bin:/bin",
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
    }
    run = subprocess.run(
        [sys.executable, str(script), *options], env=nowhere, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert f"Đã cài xong. Thư mục làm việc: {work}" in run.stdout
    assert (
        (desktop / "cchc.bat")
        .read_bytes()
        .decode("utf-8")
        .endswith(f'\n"{work}/Chay-cchc.bat" %*\r\n'.replace("100%", "100%%"))
    )
    started = subprocess.run(
        [environment / "bin" / "cchc", "status", "2022-Q1"],
        cwd=work,
        env=nowhere,
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 1  # nobody has sent
    assert "2022-Q1" in started.stdout
    assert (work / "huong-dan.html").is_file()


@pytest.mark.parametrize(
    ("version", "bits", "machine", "said"),
    [
        ((3, 10), 64, "AMD64", "bản 3.10, chương trình cần từ 3.11 đến 3.14"),
        ((3, 15), 64, "AMD64", "bản 3.15, chương trình cần từ 3.11 đến 3.14"),
        ((3, 12), 32, "AMD64", "bản 32 bit"),
        ((3, 12), 64, "ARM64", "chip ARM"),
    ],
)
def test_a_python_that_will_not_do_is_told(version: tuple[int, int], bits: int, machine: str, said: str) -> None:
    from scripts.windows_kit import cai_dat

    assert said in cai_dat.unfit(version, bits, machine)
    assert cai_dat.unfit((3, 12), 64, "AMD64") == ""


def test_a_newer_kit_renews_its_own_two_files_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from scripts.windows_kit import cai_dat

    kit, work = tmp_path / "kit", tmp_path / "cchc"
    for folder, text in ((kit, "new"), (work, "old")):
        (folder / PACKAGES).mkdir(parents=True)
        for name in ("Chay-cchc.bat", "huong-dan.html", "danh-muc.xlsx"):
            (folder / name).write_text(text)
    monkeypatch.setattr(cai_dat, "HERE", kit / PACKAGES)
    cai_dat.renew(work)
    cai_dat.renew(tmp_path / "not made yet")
    assert {file.name: file.read_text() for file in work.iterdir() if file.is_file()} == {
        "Chay-cchc.bat": "new",
        "huong-dan.html": "new",
        "danh-muc.xlsx": "old",
    }
    assert not (tmp_path / "not made yet").exists()


class Windows:
    """A Windows of Wine's, with stubs in the folder that its PATH begins with.

    A stub writes down how it was called. Of a path it leaves a file beside that path, for what is written down goes
    through a code page without Vietnamese.
    """

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "programs"
        self.programs.mkdir()
        self.log = folder / "called.txt"
        self.environment = {
            **os.environ, "WINEPREFIX": str(folder / "wine"), "WINEDEBUG": "-all", "DISPLAY": "",
            "WINEPATH": f"Z:{self.programs}".replace("/", "\\"), "CALLED": f"Z:{self.log}".replace("/", "\\"),
        }  # fmt: skip

    def stub(self, name: str, *lines: str) -> None:
        text = "".join(f"{line}\r\n" for line in ("@echo off", 'echo %0 %*>>"%CALLED%"', *lines))
        (self.programs / name).write_bytes(text.encode())

    def run(self, file: Path, *arguments: Path | str) -> str:
        """Run a .bat file as a double click does; returns what it printed."""
        self.log.write_text("")
        told = [
            f"Z:{argument}".replace("/", "\\") if isinstance(argument, Path) else argument for argument in arguments
        ]
        command = ["wine", "cmd", "/c", file.name, *told]
        done = subprocess.run(
            command,
            cwd=file.parent,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=300,
            check=False,
        )
        return done.stdout.decode("utf-8", "replace")

    def called(self) -> list[str]:
        return [line.strip() for line in self.log.read_text("utf-8", "replace").splitlines()]


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Windows:
    return Windows(tmp_path_factory.mktemp("wine"))


@pytest.fixture
def work(tmp_path: Path) -> Path:
    from cchc_excel.commands.init import DOUBLE_CLICK, double_click_file

    folder = tmp_path / "việc (quý I) & năm"
    folder.mkdir()
    (folder / DOUBLE_CLICK).write_bytes(double_click_file())
    return folder / DOUBLE_CLICK


def _lets_go_of_its_drive(file: Path) -> bool:
    """Whether what pushd takes for a folder of another computer, of which Wine has none, is given back before the
    window waits for a key, and nothing is opened by it."""
    text = file.read_text("utf-8")
    begun, ended = text.index('pushd "%~dp0"'), text.index("\npopd\n")
    return begun < ended < text.index("pause >nul") and 'start "" "%~dp0huong-dan.html"' in text


def _clear(windows: Windows) -> None:
    for stub in windows.programs.iterdir():
        stub.unlink()


@posix_only
@pytest.mark.windows
def test_a_double_click_starts_the_program_that_is_there(windows: Windows, work: Path) -> None:
    _clear(windows)
    assert "huong-dan.html" in windows.run(work)  # nothing is installed
    assert _lets_go_of_its_drive(work)
    windows.stub("python.bat")
    windows.run(work)
    assert windows.called() == ["python -m cchc_excel --version", "python -m cchc_excel"]
    windows.stub("py.bat", "exit /b 1")  # there, but without the program
    windows.run(work)
    assert windows.called()[-1] == "python -m cchc_excel"
    windows.stub("cchc.bat")
    windows.run(work)
    assert windows.called() == ["cchc --version", "cchc"]


@posix_only
@pytest.mark.windows
def test_files_dropped_on_it_are_collected(windows: Windows, work: Path) -> None:
    _clear(windows)
    dropped = [
        work.parent / name
        for name in ("Phòng XNK (lần 2).xlsx", "thư & tệp.eml", "a ^ b!.xlsx", "a;b, c=d\u00a0e.xlsx")
    ]
    dropped.append(work.parent.parent / "XNK(1).xlsx")  # Windows puts quotation marks only around what has spaces
    for file in dropped:
        file.write_bytes(b"x")
    windows.stub("python.bat", *(f'if not "%~{number}"=="" type nul>"%~{number}.seen"' for number in (4, 5, 6, 7, 8)))
    assert "Chay-cchc.bat" in windows.run(work, *dropped)
    assert windows.called()[-1].startswith("python -m cchc_excel collect ")
    assert [file for file in dropped if not file.with_name(f"{file.name}.seen").is_file()] == []
    # The whole line, which Windows knows (Wine's cmd.exe does not: it is given here), goes to the program as it is.
    windows.stub("python.bat", f'if defined {DROPPED} set {DROPPED}>"%CALLED%.line"')
    windows.environment["CMDCMDLINE"] = line = r'cmd.exe /c ""Z:\x\Chay-cchc.bat" Z:\x\a&b.xlsx "Z:\c 100% ^ d.eml""'
    windows.run(work, "Z:\\x\\a")
    del windows.environment["CMDCMDLINE"]
    assert Path(f"{windows.log}.line").read_text().strip() == f"{DROPPED}={line}"


@posix_only
@pytest.mark.windows
def test_the_kit_is_installed_by_a_python_that_will_do(windows: Windows, tmp_path: Path) -> None:
    write_kit(tmp_path / "kit.zip", [])
    zipfile.ZipFile(tmp_path / "kit.zip").extractall(tmp_path / "bộ cài (1)")
    installer = tmp_path / "bộ cài (1)" / "cchc" / INSTALLER
    assert b"\r\n" in installer.read_bytes()
    assert b"\n" not in installer.read_bytes().replace(b"\r\n", b"")
    assert _lets_go_of_its_drive(installer)
    _clear(windows)
    assert "huong-dan.html" in windows.run(installer)
    assert windows.called() == []
    # A `python` of before 3.7: it cannot even read the installer.
    windows.stub("python.bat", 'if not "%~2"=="" exit /b 1')
    assert "64 bit" in windows.run(installer)
    assert "import sys" in windows.called()[-1]
    _clear(windows)
    # `py` is there, but too old; `python` will do.
    windows.stub("py.bat", 'echo %* | find "check" >nul && exit /b 1', "exit /b 0")
    windows.run(installer)
    assert not [line for line in windows.called() if "cai_dat.py" in line and "--check" not in line]
    windows.stub("python.bat", 'if exist "%~1" type nul>"%~1.seen"')
    windows.run(installer)
    assert windows.called()[-1].startswith("python ")
    assert (installer.parent / "goi" / "cai_dat.py.seen").is_file()
    assert "--check" not in windows.called()[-1]
    shutil.rmtree(installer.parent / PACKAGES)  # as Windows shows one inside a zip: it unpacks the .bat alone
    assert "Extract All" in windows.run(installer)
    assert windows.called() == []
