"""Finds the sentences that name each term, from the mentions of a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from studyguide.model.note import Mention, Note, TermId, ZoneKind

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)*_]*\s+(?=[\"'“‘(\[*_]*[A-Z0-9\u3040-\u9fff])")
STOP = re.compile(r"[.!?…]")
MARKERS = re.compile(r"\s*(?:[-*+•>#|]+\s+|\d{1,3}[.)]\s+|\[[ xX]\]\s+)*")

MAX_SENTENCE = 300


class Backlink(Struct, frozen=True):
    """Describes one sentence that names a term."""

    mention: Mention
    """The first mention of the term in the sentence."""
    start: int
    """0-based column where the sentence starts in the note's line, after markers."""
    end: int
    """0-based, exclusive. The text between is as written: redact the note's zones before showing it."""


def backlinks(note: Note, mentions: Sequence[Mention]) -> Mapping[TermId, tuple[Backlink, ...]]:
    """Returns, for every mentioned term, the sentences that name it, each once, in order of lines."""
    by_term: dict[TermId, dict[tuple[int, int], Backlink]] = {}
    line, start, end = 0, 0, 0
    spoken = {
        zone.line: zone.end + 1
        for zone in note.people
        if zone.kind is ZoneKind.PERSON and note.lines[zone.line - 1][zone.end : zone.end + 1] == ">"
    }
    """The columns behind the names in tags such as `<v Name>`."""
    for mention in mentions:
        if mention.line != line or mention.end > end:
            line, (start, end) = mention.line, sentence_round(note.lines[mention.line - 1], mention)
            start = max(start, min(spoken.get(line, 0), mention.start))
        by_term.setdefault(mention.term, {}).setdefault((line, start), Backlink(mention, start, end))
    return {term: tuple(by_term[term].values()) for term in sorted(by_term)}


def sentence_round(line: str, mention: Mention) -> tuple[int, int]:
    """Returns the columns of the sentence that contains the mention, without list markers and outer spaces.

    A sentence that continues for more than `MAX_SENTENCE` code points on either side is cut there, between words.
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
    """Returns the separators between sentences from column `low` to `high`. Most lines are a single sentence."""
    return SENTENCE_END.finditer(line, low, high) if STOP.search(line, max(low - 1, 0), high - 1) else ()
