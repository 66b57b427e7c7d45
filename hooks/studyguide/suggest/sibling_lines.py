"""Finds lists whose items are each a name and what it is: one such line alone may as well be a property or a step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from studyguide.model.note import TITLE_KINDS, Block
from studyguide.suggest.cjk_subjects import is_cjk_meaning
from studyguide.suggest.definition_shape import is_no_definition
from studyguide.suggest.definition_text import NoteText
from studyguide.suggest.kind_phrases import is_kind_phrase, is_specified_noun, says_what_it_does, says_what_it_is
from studyguide.suggest.language_words import LanguageWords, is_cjk
from studyguide.suggest.lead_ins import LeadInText, lead_in_of
from studyguide.suggest.shown_words import shown_words

MIN_SIBLINGS = 3
"""Number of names with a text that a list has at least before its items speak for each other."""
MIN_AGREEING, MAX_DOUBTFUL = 0.5, 0.2
"""The share of their texts that say what something is: from the first on all do, and up to the second none does."""


class Agreement(Struct, frozen=True):
    """Holds the 1-based lines of lists whose texts say what the names are, and of lists whose texts do not."""

    sure: frozenset[int]
    doubtful: frozenset[int]


def sibling_lines(note: NoteText, leaves: Sequence[tuple[Block, bool]]) -> Agreement:
    """Returns which lines with a name and a text have siblings that agree on what such a text says."""
    sure: set[int] = set()
    doubtful: set[int] = set()
    for siblings in _siblings(note, leaves):
        leads = [(number, lead) for number, lead in siblings if lead.name]
        if len(leads) < MIN_SIBLINGS or len(leads) < MIN_AGREEING * len(siblings):
            continue
        share = sum(says_meaning(lead.text, note.language) for _, lead in leads) / len(leads)
        if share >= MIN_AGREEING:
            sure.update(number for number, _ in leads)
        elif share <= MAX_DOUBTFUL:
            doubtful.update(number for number, _ in leads)
    return Agreement(frozenset(sure), frozenset(doubtful))


def says_meaning(text: str, language: LanguageWords) -> bool:
    """Returns whether a text behind a name says what that is or does."""
    if is_no_definition(text, language):
        return False
    if is_cjk(text):
        return is_cjk_meaning(text)
    return (
        is_kind_phrase(text, language)
        or says_what_it_is(text, language)
        or says_what_it_does(text, language)
        or is_specified_noun(text, language)
    )


def _siblings(note: NoteText, leaves: Sequence[tuple[Block, bool]]) -> Iterator[list[tuple[int, LeadInText]]]:
    """Yields the first lines of items and paragraphs that are at one level below one heading, and of lines of one
    paragraph that each have a lead-in."""
    levels: dict[int, list[tuple[int, LeadInText]]] = defaultdict(list)
    for leaf, is_item in leaves:
        if leaf.kind in TITLE_KINDS:
            yield from levels.values()
            levels.clear()
        if leaf.span.first not in note.shown:
            continue
        raw = note.lines[leaf.span.first - 1]
        level = len(raw) - len(raw.lstrip()) if is_item else -1
        for deeper in [at for at in levels if at > level >= 0]:
            yield levels.pop(deeper)
        if leaf.kind not in TITLE_KINDS:
            lines = range(leaf.span.first, leaf.span.last + 1)
            leads = [(n, lead_in_of(note.lines[n - 1], shown_words(note.lines[n - 1]))) for n in lines]
            if len(leads) >= MIN_SIBLINGS and all(lead.name for _, lead in leads):
                yield leads
            else:
                levels[level].append(leads[0])
    yield from levels.values()
