"""Turns titles into slugs for addresses."""

from __future__ import annotations

import re
import unicodedata


def slug(text: str) -> str:
    """Return lower-case letters, digits and hyphens of any script; '' when nothing is left."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:80].rstrip("-")
