"""Linux's Landlock: a process gives up all files but some, for good, without being root.

Source: https://docs.kernel.org/userspace-api/landlock.html. The numbers of these calls are the same on every
processor that Python is packaged for.
"""

import contextlib
import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""Version -> how many rights over files it knows; 16 from version 5 on."""
_BIND_OR_CONNECT_TCP = 3
_SOCKETS_AND_SIGNALS = 3


def allow_reading(places: Iterable[str]) -> bool:
    """From now on files can only be read, and only in `places`; no program started, no signal sent to others.

    Returns: whether it holds; False where the system has no Landlock. Network from version 4, signals from 6.
    """
    if sys.platform != "linux":
        return False
    call = ctypes.CDLL(None, use_errno=True).syscall
    call.restype = ctypes.c_long
    version = call(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return False
    rights = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    wanted = [rights] + [_BIND_OR_CONNECT_TCP] * (version >= 4) + [_SOCKETS_AND_SIGNALS] * (version >= 6)
    attributes = struct.pack(f"={len(wanted)}Q", *wanted)
    ruleset = call(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        return False
    try:
        for place in places:
            _add(call, ruleset, place)
        ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(call(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _add(call: "ctypes._NamedFuncPointer", ruleset: int, place: str) -> None:
    with contextlib.suppress(FileNotFoundError, PermissionError):
        handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
        try:
            rights = _READ_FILE | (_READ_FOLDER if Path(place).is_dir() else 0)
            call(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, handle), 0)
        finally:
            os.close(handle)
