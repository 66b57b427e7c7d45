"""Lets the permissions of files count in a test that root runs, as it does in most containers."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

VERSION_3 = 0x20080522
"""Of the structures that `capset(2)` takes: two words of each set, for 64 capabilities."""
IGNORE_PERMISSIONS = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""


@contextmanager
def unprivileged() -> Iterator[None]:
    """Takes from this process, on Linux, what lets root read and write files against their permissions."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = (ctypes.c_uint32 * 2)(VERSION_3, 0), (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    effective = sets[0]
    try:
        _set_effective(libc, header, sets, effective & ~IGNORE_PERMISSIONS)
        yield
    finally:
        _set_effective(libc, header, sets, effective)


def _set_effective(libc: ctypes.CDLL, header: object, sets: ctypes.Array[ctypes.c_uint32], value: int) -> None:
    sets[0] = value
    if libc.capset(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capset")
