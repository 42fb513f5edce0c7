"""Limits that a reading worker puts on itself before it sees the first file.

A limit that the system does not know (Windows has none of them) is left out.
"""

import ctypes
import importlib.util
import math
import sys
import time

_CLONE_NEWUSER_AND_NET = 0x10000000 | 0x40000000
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "ctypes.dlopen",
)


class Forbidden(RuntimeError):
    """Something in a worker tried to reach outside."""


def confine(memory_mb: int) -> None:
    """No more memory than `memory_mb` (address space), no files written, no network, no processes.

    *Why two ways against the network:* an own network namespace holds on Linux even against native
    code, but not every machine allows one; the audit hook holds everywhere, for Python code.
    """
    _leave_the_network()
    _limit("RLIMIT_AS", memory_mb * 1024 * 1024)
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_CORE", 0)
    sys.addaudithook(_forbid)


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


def _forbid(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise Forbidden(event)
