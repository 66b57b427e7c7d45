"""Chooses the term that is meant where several spellings match, by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum

from msgspec import Struct

from studyguide.link.candidates import Candidate, TokenizedLine
from studyguide.link.surface_forms import ContextCue, SurfaceForm
from studyguide.model.glossary import Match
from studyguide.model.note import TermId
from studyguide.text.words import singular, words_of

NEARBY_LINES = 2
"""Number of lines before and after in which a context word counts."""
AGAINST = 2
"""Kinds of places, nearest first, in which a word rules out a term: the sentence and the line. Farther away, such words
rejected more mentions than they separated in the notes used for testing."""
MAX_WORDS_BESIDE = 80
"""Number of words before and after the name in which a context word counts, if the line is longer."""


MAX_CONTEXT_WORDS = 1000
"""Code points of a neighboring line in which a context word counts."""


class Near(IntEnum):
    """Ranks how far a context word is from the name."""

    SENTENCE = 0
    LINE = 1
    ROUND = 2
    ABOVE = 3


WHERE = {
    Near.SENTENCE: "in this sentence",
    Near.LINE: "on this line",
    Near.ROUND: "in the lines around",
    Near.ABOVE: "in the headings above",
}
CLAUSE_END = re.compile(r"[.;!?|]\s|[;|。；]")
"""Ends the part of a line in which a context word is nearest; a comma or colon does not."""


class ContextWords(Struct, frozen=True):
    """Holds folded words between spaces, in which context words are searched for."""

    written: str
    singular: str


ContextWindow = tuple[ContextWords, ...]
"""The words around a place, by `Near`; empty if no spelling needs context words."""


class Chosen(Struct, frozen=True):
    surface_form: SurfaceForm
    cue: str | None
    """The context word that decided, if the spelling needs one."""
    near: Near | None


class Ambiguous(Struct, frozen=True):
    surface_forms: tuple[SurfaceForm, ...]
    why: str
    open: tuple[SurfaceForm, ...] = ()
    """Of these, the spellings that evidence from elsewhere may decide for."""


def words_of_line(line: TokenizedLine, candidate: Candidate) -> tuple[ContextWords, ContextWords]:
    """Returns the words of the sentence and of the line without the name itself, which is no evidence for itself."""
    first, last = (
        max(0, candidate.first - MAX_WORDS_BESIDE),
        min(len(line.folds), candidate.last + 1 + MAX_WORDS_BESIDE),
    )
    low, high = candidate.first, candidate.last
    while low > first and not CLAUSE_END.search(line.text, line.spans[low - 1][1], line.spans[low][0]):
        low -= 1
    while high + 1 < last and not CLAUSE_END.search(line.text, line.spans[high][1], line.spans[high + 1][0]):
        high += 1
    sentence = _heard((*line.folds[low : candidate.first], "|", *line.folds[candidate.last + 1 : high + 1]))
    if (low, high + 1) == (first, last):
        return sentence, sentence
    return sentence, _heard((*line.folds[first : candidate.first], "|", *line.folds[candidate.last + 1 : last]))


def context_of(texts: Iterable[str]) -> ContextWords:
    """Returns the words of other lines or headings; a phrase does not continue from one into the next."""
    words: list[str] = []
    for text in texts:
        words.extend(words_of(text))
        words.append("|")
    return _heard(words)


def choose(fitting: Sequence[SurfaceForm], scene: ContextWindow) -> Chosen | Ambiguous:
    """Returns the spelling that is meant, or why the text does not decide it.

    A spelling with context words needs one of them nearby; the spelling without any is the default meaning. A word on
    the line that rules out a term counts unless a word that supports the term is nearer. If context words of several
    terms are present, the nearest decides; if they are equally near, nothing is decided.
    """
    only = fitting[0]
    if len(fitting) == 1 and not only.cues and not only.unless and only.match is not Match.NEVER:
        return Chosen(only, None, None)
    reasons: list[str] = []
    uncued: list[SurfaceForm] = []
    open_: list[Chosen] = []
    for surface_form in fitting:
        if surface_form.match is Match.NEVER:
            reasons.append(f"`{surface_form.text}` is too common a word to be linked")
            continue
        against, cue = _nearest_cue(surface_form.unless, scene[:AGAINST]), _nearest_cue(surface_form.cues, scene)
        if against and not (cue and cue[1] < against[1]):
            reasons.append(f"`{against[0]}` {WHERE[against[1]]} shows that {surface_form.name} is not meant")
            continue
        if surface_form.cues and not cue:
            reasons.append(f"nothing near by shows that {surface_form.name} is meant")
            uncued.append(surface_form)
            continue
        open_.append(Chosen(surface_form, *cue) if cue else Chosen(surface_form, None, None))
    if not open_:
        return Ambiguous(tuple(fitting), "; ".join(dict.fromkeys(reasons)), tuple(uncued))
    cued = [c for c in open_ if c.near is not None]
    nearest = min((c.near for c in cued if c.near is not None), default=None)
    best = [c for c in cued if c.near == nearest] or open_
    if len({c.surface_form.term for c in best}) > 1:
        several = tuple(c.surface_form for c in best)
        return Ambiguous(several, f"could be {_names_of(several)}: no word near it decides", several)
    return best[0]


def _names_of(surface_forms: Iterable[SurfaceForm]) -> str:
    """Returns each name once. If several terms have it, as a term of a pack and one's own, their ids follow."""
    ids: dict[str, dict[TermId, None]] = {}
    for one in surface_forms:
        ids.setdefault(one.name, {})[one.term] = None
    return " or ".join(
        name if len(terms) == 1 else f"{name} ({' or '.join(f'`{term}`' for term in terms)})"
        for name, terms in ids.items()
    )


def _nearest_cue(cues: Iterable[ContextCue], scene: ContextWindow) -> tuple[str, Near] | None:
    for near, said in zip(Near, scene, strict=False):
        for cue in cues:
            if cue.written in said.written or cue.singular in said.singular:
                return cue.text, near
    return None


def _heard(words: Sequence[str]) -> ContextWords:
    return ContextWords(f" {' '.join(words)} ", f" {' '.join(map(singular, words))} ")
