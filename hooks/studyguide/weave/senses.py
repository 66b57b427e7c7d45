"""Spellings that fit one place to the one that is meant there, by the words round about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from studyguide.terms import Match
from studyguide.weave.candidates import Candidate, Line
from studyguide.weave.spellings import Spelling
from studyguide.weave.words import forms, words_of

REACH = 2
"""Lines before and after in which a cue counts."""
WIDTH = 80
"""Words before and after in which a cue counts, where a line is longer than that."""


class Near(IntEnum):
    """How far a cue stands from the name."""

    LINE = 0
    ROUND = 1
    ABOVE = 2


WHERE = {Near.LINE: "on this line", Near.ROUND: "in the lines around", Near.ABOVE: "in the headings above"}


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands round a place, as folded words: written so, and in the singular."""

    texts: tuple[tuple[str, str], ...]
    """By `Near`."""


@dataclass(frozen=True, slots=True)
class Chosen:
    spelling: Spelling
    cue: str | None
    """The cue that decided, if the spelling asks for one."""
    near: Near | None


@dataclass(frozen=True, slots=True)
class Undecided:
    spellings: tuple[Spelling, ...]
    why: str


def scene_of(line: Line, found: Candidate, around: Iterable[str], above: Iterable[str]) -> Scene:
    """Gather what may hold a cue. The name itself is no cue for itself.

    `around` are the lines before and after, `above` the headings and parent items.
    """
    own = (
        *line.folds[max(0, found.first - WIDTH) : found.first],
        "|",
        *line.folds[found.last + 1 : found.last + 1 + WIDTH],
    )
    return Scene((_both(own), _many(around), _many(above)))


def choose(fitting: Sequence[Spelling], scene: Scene) -> Chosen | Undecided:
    """Return the spelling that is meant, or why that cannot be told.

    A spelling with cues needs one of them near by; the one without is what the name means otherwise. Where cues of
    several terms are present the nearest decide; as near as each other, nothing is decided.
    """
    reasons: list[str] = []
    open_: list[Chosen] = []
    for spelling in fitting:
        if spelling.match is Match.NEVER:
            reasons.append(f"`{spelling.text}` is too common a word to be linked")
            continue
        against = _nearest(spelling.unless, scene)
        if against:
            reasons.append(f"`{against[0]}` {WHERE[against[1]]} shows that {spelling.name} is not meant")
            continue
        cue = _nearest(spelling.cues, scene)
        if spelling.cues and not cue:
            reasons.append(f"nothing near by shows that {spelling.name} is meant")
            continue
        open_.append(Chosen(spelling, *cue) if cue else Chosen(spelling, None, None))
    if not open_:
        return Undecided(tuple(fitting), "; ".join(dict.fromkeys(reasons)))
    cued = [c for c in open_ if c.near is not None]
    nearest = min((c.near for c in cued if c.near is not None), default=None)
    best = [c for c in cued if c.near == nearest] or open_
    if len({c.spelling.term for c in best}) > 1:
        names = " or ".join(dict.fromkeys(c.spelling.name for c in best))
        return Undecided(tuple(c.spelling for c in best), f"could be {names}: nothing near by tells them apart")
    return best[0]


def _nearest(cues: Iterable[str], scene: Scene) -> tuple[str, Near] | None:
    found = [(near, cue) for cue in cues if (near := _near(cue, scene)) is not None]
    return (min(found)[1], min(found)[0]) if found else None


def _near(cue: str, scene: Scene) -> Near | None:
    words = list(words_of(cue))
    if not words:
        return None
    close = "" if cue.endswith("*") else " "
    raw, single = " " + " ".join(words) + close, " " + " ".join(map(_singular, words)) + close
    for near, (written, singular) in zip(Near, scene.texts, strict=True):
        if raw in written or single in singular:
            return near
    return None


def _both(words: Sequence[str]) -> tuple[str, str]:
    return " " + " ".join(words) + " ", " " + " ".join(map(_singular, words)) + " "


def _many(texts: Iterable[str]) -> tuple[str, str]:
    words: list[str] = []
    for text in texts:
        words.extend([*words_of(text), "|"])
    return _both(words)


def _singular(word: str) -> str:
    return forms(word)[-1] if word[-1] == "s" else word
