"""Decides whether a path may be written below a folder. Every path that is written is checked here."""

from __future__ import annotations

import re

LONGEST_PART = 255
"""Bytes that file systems accept for one part of a path."""
LONGEST_PATH = 1024
"""Bytes of a whole path: systems take between 1,024 and 4,096, the folder above included."""
DEVICE_NAMES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"))
)
"""Names that Windows reserves for devices, with any ending and in any case."""
DRIVE = re.compile(r"[A-Za-z]:")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def is_safe_path(path: str) -> bool:
    """Returns whether a '/'-separated path may be written below a folder."""
    return not path_fault(path)


def checked_path(path: str) -> str:
    """Returns the path as it is. Raises ValueError with the reason if it may not be written below a folder."""
    if fault := path_fault(path):
        raise ValueError(f"{path!r} {fault}")
    return path


def path_fault(path: str) -> str:
    """Returns why a '/'-separated path may not be written below a folder, such as `has a part ..`; '' if it may."""
    if not path:
        return "is empty"
    if CONTROL.search(path):
        return "has a control character"
    if "\\" in path:
        return "has a backslash"
    if path.startswith("/") or DRIVE.match(path):
        return "does not start inside the folder"
    parts = path.split("/")
    if "" in parts:
        return "has an empty part"
    if any(not part.strip(". ") for part in parts):
        return "has a part of dots and blanks alone"
    if any(len(part.encode()) > LONGEST_PART for part in parts):
        return f"has a part of more than {LONGEST_PART} bytes"
    if len(path.encode()) > LONGEST_PATH:
        return f"has more than {LONGEST_PATH} bytes"
    if device := next((part for part in parts if is_device_name(part)), ""):
        return f"has a part `{device}`, which is the name of a device on Windows"
    return ""


def is_device_name(part: str) -> bool:
    """Returns whether Windows takes a part of a path for a device, as it does `nul` and `con.html`."""
    return part.split(".")[0].rstrip(" ").casefold() in DEVICE_NAMES
