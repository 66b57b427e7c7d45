"""Writes a text in small letters, as patterns that ignore case read it."""

from __future__ import annotations

TAKEN_FOR_OTHERS = (("İ", "i"), ("ı", "i"), ("ſ", "s"), ("\u212a", "k"), ("ᲁ", "д"), ("ᲂ", "о"), ("ᲃ", "с"))
"""Letters that `re.IGNORECASE` takes for others, and that `str.lower` leaves as they are or makes two of."""


def small_letters(text: str) -> str:
    """Returns a text in small letters, each in the column of its own.

    A pattern in small letters finds in it what the same pattern finds in the text with `re.IGNORECASE`, in a fifth of
    the time if it has a hundred alternatives: a search skips those with another first letter, but only if case counts.
    """
    if not text.isascii():
        for letter, small in TAKEN_FOR_OTHERS:
            text = text.replace(letter, small)
    return text.lower()
