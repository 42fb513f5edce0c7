"""Limits that a reading worker puts on itself before it sees the first file.

A limit that the system does not know (Windows has none of them) is left out.
"""

import ctypes
import importlib.util
import math
import os
import sys
import sysconfig
import time
from pathlib import Path

from jobwise.reading import landlock

_CLONE_NEWUSER_AND_NET = 0x10000000 | 0x40000000
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.kill",
    "signal.pthread_kill",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.symlink",
    "os.link",
    "os.truncate",
    "os.ch",
    "os.lchown",
    "os.utime",
    "os.setxattr",
    "os.removexattr",
    "shutil.",
    "tempfile.",
    "winreg.",
    "ctypes.dlopen",
    "ctypes.dlsym",
    "ctypes.call_function",
)
_LISTINGS = ("os.listdir", "os.scandir", "os.walk", "glob.glob")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Forbidden(RuntimeError):
    """Something in a worker tried to reach outside."""


def confine(memory_mb: int) -> None:
    """No more memory than `memory_mb` (address space), no network, no processes, and of all files only
    those of Python, its libraries and this package, to be read.

    *Why several ways:* the network namespace, Landlock and the limits hold even against native code, but not
    every machine has them; the audit hook holds everywhere, for Python code.
    """
    folders = tuple(readable())
    _leave_the_network()
    landlock.allow_reading(folders)
    _limit("RLIMIT_AS", memory_mb * 1024 * 1024)
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_NPROC", 0)

    def forbid(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise Forbidden(event)
        if event == "open":
            _check_open(arguments, folders)
        elif event in _LISTINGS:
            _check_inside(arguments[0], folders)

    sys.addaudithook(forbid)


def allow_seconds(seconds: float) -> None:
    """Processor time from now on; beyond it the system ends the worker.

    *Why, when the pool has a deadline:* it holds even when the pool itself is gone.
    """
    _limit("RLIMIT_CPU", math.ceil(time.process_time() + seconds) + 1, soft_only=True)


def _limit(name: str, value: int, *, soft_only: bool = False) -> None:
    if importlib.util.find_spec("resource") is None:
        return
    import resource

    which = getattr(resource, name)
    hard = resource.getrlimit(which)[1]
    allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(which, (allowed, hard if soft_only else allowed))
    except (ValueError, OSError):  # macOS knows RLIMIT_AS and may refuse to set it
        return


def _leave_the_network() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWUSER_AND_NET)


def readable() -> list[str]:
    """Real paths of what Python reads when it imports late: libraries, this package, time zones."""
    places = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    places += [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    places += [str(Path(__file__).resolve().parents[1]), str(Path(sys.base_prefix) / "lib")]
    places += ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"]
    places += ["/usr/share/zoneinfo", os.devnull, "/dev/urandom"]
    return sorted({os.path.realpath(place) for place in places if Path(place).exists()})


def _check_open(arguments: tuple[object, ...], folders: tuple[str, ...]) -> None:
    path, _, flags = arguments
    if isinstance(path, int):
        return
    if isinstance(flags, int) and flags & _WRITING:
        raise Forbidden("open to write")
    _check_inside(path, folders)


def _check_inside(path: object, folders: tuple[str, ...]) -> None:
    """Raises: PermissionError, which an import takes for a folder with nothing in it."""
    if isinstance(path, int):
        return
    real = os.path.realpath(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else os.curdir
    if not any(real == folder or real.startswith(folder + os.sep) for folder in folders):
        raise PermissionError("not a place that a reading worker may look at")
