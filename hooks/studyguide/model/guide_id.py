"""The id of a guide, by which a learner's progress and Anki decks are kept apart from those of other guides."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST_GUIDE_ID = 60
VALID = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{LONGEST_GUIDE_ID - 1}}}")


def is_guide_id(text: str) -> bool:
    """Return whether a text can be an id: lower-case letters, digits and hyphens."""
    return VALID.fullmatch(text) is not None


def guide_id(name: str) -> str:
    """Return the id that comes from a guide's name alone. A name without a Latin letter or digit gives a number."""
    return ascii_slug(name) or f"guide-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def ascii_slug(name: str) -> str:
    """Return a name in lower-case letters, digits and hyphens; '' where it has none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_GUIDE_ID].rstrip("-")
