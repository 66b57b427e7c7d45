"""Defines a file of a site or a project: its path and its content."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct


class SiteFile(Struct, frozen=True):
    """One file below the site's root, the same for every host."""

    path: str
    """'/'-separated, relative to the root."""
    content: bytes


class LateSiteFile(Struct, frozen=True):
    """One file that takes long to make and that no page loads. A host makes it when no reader waits for a page."""

    path: str
    """'/'-separated, relative to the root."""
    make: Callable[[], bytes]

    @property
    def content(self) -> bytes:
        """Makes the content, once more each time."""
        return self.make()
