"""Lets SIGTERM end a build as Ctrl+C does, so that temporary folders are removed on the way out."""

from __future__ import annotations

import signal
import threading
from types import FrameType


def interrupt_on_sigterm() -> None:
    """Makes SIGTERM raise KeyboardInterrupt, unless something else handles it or this is not the main thread."""
    if _is_main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _interrupt_once)


def restore_sigterm() -> None:
    """Gives SIGTERM its usual effect again, unless one has ended this process."""
    if _is_main_thread() and signal.getsignal(signal.SIGTERM) is _interrupt_once:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _interrupt_once(number: int, frame: FrameType | None) -> None:
    """Raises KeyboardInterrupt; a second SIGTERM, as a group of processes gets, must not interrupt the way out."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.default_int_handler(number, frame)


def _is_main_thread() -> bool:
    """Returns whether signals can be handled here."""
    return threading.current_thread() is threading.main_thread()
