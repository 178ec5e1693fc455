"""The installer inside the kit: run by Cai-dat.bat with whichever Python the computer has, so it is written for old
ones too and needs nothing but the standard library.

cai_dat.py [--check] [--program FOLDER] [--work FOLDER] [--desktop FOLDER]
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import struct
import subprocess
import sys
import venv
from pathlib import Path

LOWEST, HIGHEST = (3, 11), (3, 14)
HERE = Path(__file__).resolve().parent
DOUBLE_CLICK, GUIDE = "Chay-cchc.bat", "huong-dan.html"


def unfit(version: tuple[int, int], bits: int, machine: str) -> str:
    """Why this Python cannot run the program, in words for the user; "" where it can.

    version: (major, minor); bits: of a pointer; machine: as platform.machine() has it.
    """
    wanted = "Cài Python bản 64 bit (Windows x86-64), từ 3.11 đến 3.14, rồi bấm đúp Cai-dat.bat lần nữa."
    if not LOWEST <= version <= HIGHEST:
        return f"Python trên máy này là bản {version[0]}.{version[1]}, chương trình cần từ 3.11 đến 3.14. {wanted}"
    if bits != 64:
        return "Python trên máy này là bản 32 bit; thư viện đọc Excel chỉ có bản 64 bit. " + wanted
    if machine.lower() == "arm64":  # as Windows names it
        return (
            "Python trên máy này là bản cho chip ARM; bộ cài này chỉ có gói cho x86-64, Windows ARM chạy được Python "
            "bản đó. " + wanted
        )
    return ""


def python_of(program: Path) -> Path:
    """The Python of the environment in this folder."""
    return program / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install(program: Path) -> None:
    """Make the environment anew and install the program from the packages beside this file, never from a network.
    Raises OSError, subprocess.CalledProcessError."""
    venv.create(str(program), clear=True, with_pip=True)
    packages = ["--no-index", "--find-links", str(HERE), "cchc-excel[imap,password]"]
    options = ["--quiet", "--disable-pip-version-check", "--no-warn-script-location"]
    # -I: nothing of the folder, of PYTHONPATH or of the user's own packages gets into it.
    subprocess.run([str(python_of(program)), "-I", "-m", "pip", "install", *options, *packages], check=True)


def renew(work: Path) -> None:
    """Replace the guide and the file to double-click of a working folder that an earlier kit made. Raises OSError."""
    for name in (DOUBLE_CLICK, GUIDE):
        if (work / name).is_file():
            shutil.copyfile(HERE.parent / name, work / name)


def desktop_folder() -> Path | None:
    """Where the user's desktop is; Windows may have moved it (OneDrive). None: there is none."""
    if sys.platform == "win32":
        import winreg

        key = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as folders:
            return Path(os.path.expandvars(winreg.QueryValueEx(folders, "Desktop")[0]))
    folder = Path.home() / "Desktop"
    return folder if folder.is_dir() else None


def make_shortcut(desktop: Path, work: Path) -> str:
    """Put a file on the desktop that starts the program in the working folder; returns its name.

    A .bat and no .lnk: it needs no PowerShell, which offices lock, and takes files dropped on it all the same.
    """
    shortcut = desktop / "cchc.bat"
    escaped = str(work / DOUBLE_CLICK).replace("%", "%%")
    # No call: it would read the line twice, and "^" and "%" in it be others.
    lines = ("@echo off", "chcp 65001 >nul", f'"{escaped}" %*')
    shortcut.write_bytes("".join(line + "\r\n" for line in lines).encode("utf-8"))
    return shortcut.name


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Cài cchc cho tài khoản đang dùng, không cần mạng.")
    parser.add_argument("--check", action="store_true", help="chỉ xem Python này có dùng được không")
    local = Path(os.environ.get("LOCALAPPDATA") or Path.home() / ".local")
    parser.add_argument("--program", type=Path, default=local / "cchc")
    parser.add_argument("--work", type=Path, default=Path.home() / "cchc")
    parser.add_argument("--desktop", type=Path, default=None)
    return parser.parse_args()


def main() -> None:
    told = unfit(sys.version_info[:2], struct.calcsize("P") * 8, platform.machine())
    if told:
        sys.exit(told)
    asked = arguments()
    if asked.check:
        return
    print(f"Đang cài cchc vào {asked.program} (một, hai phút) …", flush=True)
    try:
        install(asked.program)
        renew(asked.work)
        run = [str(python_of(asked.program)), "-I", "-m", "cchc_excel", "init", str(asked.work)]
        subprocess.run(run, check=True)
    except OSError as error:
        sys.exit(f"Chưa cài được: {error}. Đóng các cửa sổ cchc đang mở rồi bấm đúp Cai-dat.bat lần nữa.")
    except subprocess.CalledProcessError:
        sys.exit("Chưa cài được, xem các dòng ở trên. Giải nén lại bộ cài vào một thư mục khác rồi thử lần nữa.")
    print(f"\nĐã cài xong. Thư mục làm việc: {asked.work}")
    desktop = asked.desktop or desktop_folder()
    if desktop is not None:
        print(f"Bấm đúp {make_shortcut(desktop, asked.work)} trên màn hình Desktop để bắt đầu.")
    print(f"Hướng dẫn, có hình: {asked.work / GUIDE}")


if __name__ == "__main__":
    main()
