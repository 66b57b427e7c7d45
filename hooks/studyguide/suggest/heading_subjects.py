"""Finds what a heading such as `Definition` is about: the heading above it, or the title of the note."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from studyguide.model.note import TITLE_KINDS, Block
from studyguide.suggest.definition_text import NoteText
from studyguide.suggest.language_words import LanguageWords
from studyguide.suggest.shown_words import shown_words
from studyguide.text.ordinals import without_ordinal
from studyguide.text.words import words_of

ASKED_CJK = re.compile("とは(?:\\s?(?:何|なに)か?)?[?？]?$")
"""The end of a Japanese heading that asks what something is."""
TITLE_OF_CALLOUT = re.compile(r"[\s>]*\[![\w-]{1,20}\][+-]?\s+(\S.{1,80})")
ABBREVIATION = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý0-9]{1,6}s?")
MAX_EXPANSION, MAX_SMALL = 12, 3
"""Number of words that an expansion, maybe in two languages, has at most, and number of letters of a small word."""
LABEL_ADJECTIVES = frozenset(
    {"formal", "formale", "short", "textbook", "official", "kurz", "kort", "formell", "formelle"}
)
"""Words in front of `definition` that name nothing."""
MAX_WORDS_OF_LABEL = 2
"""Number of words of such a heading, as in `Formal definition`."""


def subjects_of_headings(note: NoteText, leaves: Sequence[tuple[Block, bool]]) -> Mapping[int, str]:
    """Returns what the lines below every heading are about, by its 1-based line in their order; below 0 the title of
    the note. Below a heading that only announces a definition that is the heading above it."""
    subjects: dict[int, str] = {0: note.title}
    above: list[tuple[int, str]] = []
    for leaf, _ in leaves:
        if leaf.kind not in TITLE_KINDS:
            continue
        while above and above[-1][0] >= leaf.level:
            above.pop()
        if announces_definition(without_ordinal(shown_words(leaf.text)), note.language):
            subjects[leaf.span.first] = above[-1][1] if above else note.title
        else:
            above.append((leaf.level, leaf.text))
            subjects[leaf.span.first] = leaf.text
    return subjects


def subject_above(subjects: Mapping[int, str], number: int) -> str:
    """Returns what a 1-based line is about by the headings of `subjects_of_headings`."""
    lines = list(subjects)
    return subjects[lines[bisect_left(lines, number) - 1]]


def announces_definition(label: str, language: LanguageWords) -> bool:
    """Returns whether a heading or lead-in only says that a definition follows."""
    words = words_of(label)
    if not 0 < len(words) <= MAX_WORDS_OF_LABEL or language.labels.isdisjoint(words):
        return False
    return all(word in language.labels or word in language.no_name or word in LABEL_ADJECTIVES for word in words)


def asks_for_definition(heading: str, language: LanguageWords) -> bool:
    """Returns whether a heading asks what something is, so that the sentence below answers that."""
    return language.what_is.match(without_ordinal(heading)) is not None or ASKED_CJK.search(heading) is not None


def callout_title(line: str) -> str:
    """Returns the title of a callout that a line begins, as in `> [!info] Skep`, or ''."""
    match = TITLE_OF_CALLOUT.match(line)
    return shown_words(match[1]) if match else ""


def is_expansion_of(heading: str, text: str) -> bool:
    """Returns whether a text begins with the words that a heading abbreviates, and says hardly more."""
    letters = shown_words(heading).strip()
    if not ABBREVIATION.fullmatch(letters):
        return False
    words = [word for word in shown_words(text).replace("-", " ").split() if word[0].isalpha()]
    if not words or len(words) > MAX_EXPANSION:
        return False
    big = "".join(word[0] for word in words if word[0].isupper() or len(word) > MAX_SMALL).upper()
    return big.startswith(letters.rstrip("s").upper())
