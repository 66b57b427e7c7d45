"""Mentions to where each term is named: the place, and the sentence it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from studyguide.model.note import Mention, Note, TermId

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)*_]*\s+(?=[\"'“‘(\[*_]*[A-Z0-9\u3040-\u9fff])")
STOP = re.compile(r"[.!?…]")
MARKERS = re.compile(r"\s*(?:[-*+•>#|]+\s+|\d{1,3}[.)]\s+|\[[ xX]\]\s+)*")

MAX_SENTENCE = 300


class Backlink(NamedTuple):
    """One line that names a term, with the part of it that says something."""

    mention: Mention
    """The first mention of the term in the sentence."""
    start: int
    """0-based column where the sentence starts in the note's line, after markers."""
    end: int
    """0-based, exclusive. What stands between is as written: mask the note's zones before showing it."""


def backlinks(note: Note, mentions: Sequence[Mention]) -> Mapping[TermId, tuple[Backlink, ...]]:
    """Return for every term mentioned the sentences that name it, each once, in order of lines."""
    by_term: dict[TermId, dict[tuple[int, int], Backlink]] = {}
    line, start, end = 0, 0, 0
    for mention in mentions:
        if mention.line != line or mention.end > end:
            line, (start, end) = mention.line, sentence_round(note.lines[mention.line - 1], mention)
        by_term.setdefault(mention.term, {}).setdefault((line, start), Backlink(mention, start, end))
    return {term: tuple(by_term[term].values()) for term in sorted(by_term)}


def sentence_round(line: str, mention: Mention) -> tuple[int, int]:
    """Return the columns of the sentence that holds the mention, without list markers and outer space.

    A sentence that goes on for more than `MAX_SENTENCE` code points to either side is cut there, between words.
    """
    marker = MARKERS.match(line, 0, MAX_SENTENCE)
    first = min(marker.end() if marker else 0, mention.start)
    last = max(len(line.rstrip()), mention.end)
    low, high = max(first, mention.start - MAX_SENTENCE), min(last, mention.end + MAX_SENTENCE)
    if low > first:
        low = line.find(" ", low, mention.start) + 1 or mention.start
    if high < last:
        high = max(line.rfind(" ", mention.end, high), mention.end)
    for sentence_end in sentence_ends(line, low, high):
        if sentence_end.end() <= mention.start:
            low = sentence_end.end()
        elif sentence_end.start() >= mention.end:
            high = sentence_end.start()
            break
    return low, high


def sentence_ends(line: str, low: int, high: int) -> Iterable[re.Match[str]]:
    """Return what stands between the sentences from column `low` to `high`. Most lines are a single one."""
    return SENTENCE_END.finditer(line, low, high) if STOP.search(line, max(low - 1, 0), high - 1) else ()
