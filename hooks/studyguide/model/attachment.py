"""Describes a file in the notes' folder that is not a note, such as a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Attachment:
    """Describes a file of the notes' folder and how to read it. It is read only if a note refers to it."""

    path: str
    """Below `seeds/`, '/'-separated."""
    size: int
    """Bytes."""
    changed: int
    """When it was last written, in nanoseconds; a later time makes everything computed from it out of date."""
    read: Callable[[], bytes] = field(compare=False, repr=False)
    """Returns the content. Raises OSError."""
