"""Names of notes, files and headings as links compare them."""

from __future__ import annotations

import unicodedata


def folded_name(text: str) -> str:
    """Folds case, spaces and the composition of letters: accents, hyphens and all other signs count."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
