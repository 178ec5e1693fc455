"""Reading processes on Windows: a job object bounds their memory, and ends them when this process ends, however it
does (learn.microsoft.com, "Job Objects").
"""

from __future__ import annotations

import ctypes
import functools
import sys
from ctypes import wintypes
from typing import Any

_EXTENDED_LIMITS = 9
_PROCESS_MEMORY, _KILL_ON_CLOSE = 0x100, 0x2000


class _Counters(ctypes.Structure):
    _fields_ = [(name, ctypes.c_ulonglong) for name in ("reads", "writes", "others", "read", "written", "other")]


class _BasicLimits(ctypes.Structure):
    _fields_ = [
        ("process_time", wintypes.LARGE_INTEGER),
        ("job_time", wintypes.LARGE_INTEGER),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    ]


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = [
        ("basic", _BasicLimits),
        ("io", _Counters),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    ]


def make_job(kernel: Any, memory: int) -> int | None:
    """A job whose processes may take so many bytes each, and end when its handle is closed, as the system closes it at
    this process's end. `kernel`: kernel32. None where the system makes none."""
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return None
    limits = ExtendedLimits()
    limits.basic.flags = _PROCESS_MEMORY | _KILL_ON_CLOSE
    limits.process_memory = memory
    done = kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
    return int(job) if done else None


@functools.cache
def _job(memory: int) -> tuple[Any, int | None]:
    """kernel32 and the one job of this process. Its handle is never closed by us."""
    if sys.platform != "win32":
        raise NotImplementedError("job objects are of Windows")
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
    kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    return kernel, make_job(kernel, memory)


def put_in_job(handle: int, memory: int) -> None:
    """Put a process that was just started, by its handle, into the job of this process."""
    kernel, job = _job(memory)
    if job is not None:
        kernel.AssignProcessToJobObject(job, handle)
