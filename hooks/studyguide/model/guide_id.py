"""Derives the id of a guide, which keeps a learner's progress and Anki decks apart from those of other guides."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST_GUIDE_ID = 60
VALID = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{LONGEST_GUIDE_ID - 1}}}")


def is_guide_id(text: str) -> bool:
    """Returns whether a text can be an id: lower-case letters, digits and hyphens."""
    return VALID.fullmatch(text) is not None


def guide_id(name: str) -> str:
    """Returns the id that comes from a guide's name alone. A name without a Latin letter or digit gives a number."""
    return ascii_slug(name) or f"guide-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def project_guide_id(folder: str, field: str) -> str:
    """Returns the id of a new project: from the name of its folder and what it is about, each once.

    Two projects on one field, in folders of different names, get different ids. One that would be too long is cut, and
    ends in a number that tells it apart.
    """
    whole = "-".join(dict.fromkeys(guide_id(name) for name in (folder, field) if name.strip()))
    if not whole or len(whole) > LONGEST_GUIDE_ID:
        number = hashlib.sha256(f"{folder}\n{field}".encode()).hexdigest()[:8]
        return f"{whole[: LONGEST_GUIDE_ID - 9].rstrip('-') or 'guide'}-{number}"
    return whole


def ascii_slug(name: str) -> str:
    """Returns a name in lower-case letters, digits and hyphens; '' where it has none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_GUIDE_ID].rstrip("-")
