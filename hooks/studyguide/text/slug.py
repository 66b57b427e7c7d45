"""Turns titles into slugs for addresses."""

from __future__ import annotations

import re
import unicodedata


def slug(text: str) -> str:
    """Returns a title as lower-case letters, digits and hyphens of any script, or '' if none are left."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:80].rstrip("-")
