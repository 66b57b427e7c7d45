"""Makes the diagnostics of files and folders that are skipped, so that each is worded once."""

from __future__ import annotations

from studyguide.model.diagnostics import Diagnostic, Location, Severity


def link_out(path: str, where: str, hint: str) -> Diagnostic:
    """Reports a link that is not followed; `where` says where it leads, such as `leads out of docs/`."""
    what = f"this link {where} and is not followed"
    return Diagnostic(Location(printable(path)), "link-out", what, hint, severity=Severity.WARNING)


def unreadable(path: str, error: OSError) -> Diagnostic:
    """Reports a file or folder that the system does not let us read."""
    reason = (error.strerror or type(error).__name__).lower()
    return Diagnostic(Location(printable(path)), "unreadable", f"cannot be read: {reason}", severity=Severity.WARNING)


def no_file(path: str) -> Diagnostic:
    """Reports what has the name of a file and is none."""
    what = "this is no file, but a pipe, a socket or a device, and is skipped"
    return Diagnostic(Location(printable(path)), "no-file", what, "take it away", severity=Severity.WARNING)


def printable(path: str) -> str:
    """Returns a name with bytes that are not valid Unicode escaped, so that every record can be written as UTF-8."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8") if not path.isascii() else path
