"""A catalog without a Latin letter, and a project in which every word begins with zz: other words are the engine's."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from pathlib import Path

import yaml

from studyguide.model.texts import Texts

WORDS = Path(__file__).parent / "sites" / "words"
"""A project in which every word that a reader sees begins with zz."""
PLACE = re.compile(r"(\{[a-z_]+\})")
MARKS = ("⟦", "⟧")
OTHER_LETTERS = str.maketrans({letter: chr(0x430 + at) for at, letter in enumerate(string.ascii_lowercase)})
"""No Latin letter of the catalog is left, so a Latin word on a page is not from the catalog."""
WORD = re.compile(r"[A-Za-z]{2,}")
NOT_TRANSLATED = {
    "ZM",
    "ZZ",
    "apkg",
    "tsv",
    "mermaid",
    "To",
    "watch",
    "tags",
    "no",
    "note",
    "or",
    "file",
    "is",
    "called",
}
"""Abbreviations of the project, endings of files, a language of diagrams, words by which a note has a watch list and
tags, and the problem of a dead link, which is worded where links are resolved."""
OF_THE_PROJECT = re.compile(r"https?://\S+|[\w/.-]*zz[\w/.-]*", re.IGNORECASE)


def marked_file(texts: Texts) -> str:
    """Returns a project's file that overrides every text of a catalog with one that has no Latin letter."""
    groups: dict[str, dict[str, object]] = {}
    for key, text in texts.written.items():
        group, _, name = key.partition(".")
        forms = text if isinstance(text, Mapping) else {"": text}
        marked = {form: _marked(one) for form, one in forms.items()}
        groups.setdefault(group, {})[name] = marked.get("") or marked
    return yaml.safe_dump({"lang": "xx", **groups}, allow_unicode=True)


def _marked(text: str) -> str:
    pieces = PLACE.split(text)
    other = (piece if at % 2 else piece.lower().translate(OTHER_LETTERS) for at, piece in enumerate(pieces))
    return "".join((MARKS[0], *other, MARKS[1]))


def own_words(text: str) -> list[str]:
    """Returns the Latin words of a text of the project that neither the project nor its catalog has."""
    return [word for word in WORD.findall(OF_THE_PROJECT.sub(" ", text)) if word not in NOT_TRANSLATED]
