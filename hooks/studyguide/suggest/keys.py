"""Reduces a spelling to what all spellings of a name share."""

from __future__ import annotations

from studyguide.text.words import singular, words_of


def key_of(text: str) -> str:
    """Returns what two spellings of a name share: folded letters, without spaces and hyphens, the last word
    singular."""
    words = words_of(text)
    return "".join((*words[:-1], singular(words[-1]))) if words else ""
