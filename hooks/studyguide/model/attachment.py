"""A file beside the notes that is no note, such as a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the notes' folder, with what it takes to read it. It is read only if a note refers to it."""

    path: str
    """Below `seeds/`, '/'-separated."""
    size: int
    """Bytes."""
    changed: int
    """When it was last written, in nanoseconds: what was made of it is made again after that."""
    read: Callable[[], bytes] = field(compare=False, repr=False)
    """Returns the content. Raises OSError."""
