"""Decides which terms the notes explain and which they only name, by a rule that a reader can check on the line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from studyguide.link.backlinks import MARKERS, sentence_ends
from studyguide.link.line_index import LineIndex
from studyguide.model.note import Mention, Note, Passage, TermId

OWN_WORDS = 5
"""Number of words outside any term's name that a text needs to count as an explanation."""
MIN_LISTED = 3
"""Number of terms that one sentence can explain; a sentence that names more is a list and explains none of them."""
EXPLAINING_WORD = re.compile(r"[^\W\d_]{2,}")
ANY_WORD = re.compile(r"[^\W_]")
CLOSING_MARKS = " \t\"'”’*_)]"


def assessed(
    note: Note, index: LineIndex, quoted: Iterable[tuple[TermId, Passage]]
) -> tuple[tuple[TermId, Passage], ...]:
    """Returns the passages with the terms that they explain. Watch lists and questions never explain anything.

    - A sentence explains its terms if it names at most `MIN_LISTED` and says `OWN_WORDS` words of its own.
    - A heading, label or item explains its term if the lines that belong to it say as many words of their own.
    """
    watched = {item.line for item in note.watchlist}
    by_line = {n: frozenset(_explained_in(note, n, index)) for n in index.mentions if n not in watched}
    own: dict[int, int] = {}

    def own_words(number: int) -> int:
        if number not in own:
            own[number] = len(_own_words(note.lines[number - 1], number, index))
        return own[number]

    def assess(term: TermId, passage: Passage) -> Passage:
        words = sum(map(own_words, range(passage.span.first, passage.span.last + 1)))
        in_sentence = any(term in by_line.get(mention.line, ()) for mention in passage.mentions)
        explains = in_sentence or (passage.span.first not in watched and _says_below(passage, own_words))
        return passage._replace(explains=explains, words=words, is_bare=not words and _is_bare(note, passage))

    return tuple((term, assess(term, passage)) for term, passage in quoted)


def explained(quoted: Iterable[tuple[TermId, Passage]]) -> frozenset[TermId]:
    """Return the terms that at least one of the assessed passages explains."""
    return frozenset(term for term, passage in quoted if passage.explains)


def _is_bare(note: Note, passage: Passage) -> bool:
    """Returns whether nothing is left of the passage's words without the mentions of its term."""
    for number in range(passage.span.first, passage.span.last + 1):
        line, at = note.lines[number - 1], 0
        for mention in (m for m in passage.mentions if m.line == number):
            if ANY_WORD.search(line, at, mention.start):
                return False
            at = mention.end
        if ANY_WORD.search(line, at):
            return False
    return True


def _says_below(passage: Passage, own_words: Callable[[int], int]) -> bool:
    """Whether the passage's first line names the term, and the lines below say something."""
    first, last = passage.span.first, passage.span.last
    heads = any(mention.line == first for mention in passage.mentions)
    return heads and sum(map(own_words, range(first + 1, last + 1))) >= OWN_WORDS


def _explained_in(note: Note, number: int, index: LineIndex) -> Iterator[TermId]:
    """The terms that sentences of one line explain."""
    line, mentions = note.lines[number - 1], index.mentions[number]
    words = _own_words(line, number, index)
    starts = _sentence_starts(line, mentions)
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        own = bisect_left(words, end) - bisect_left(words, start)
        if own >= OWN_WORDS and not line[start:end].rstrip(CLOSING_MARKS).endswith("?"):
            named = {mention.term for mention in mentions if start <= mention.start < end}
            if len(named) <= MIN_LISTED:
                yield from named


def _sentence_starts(line: str, mentions: tuple[Mention, ...]) -> list[int]:
    """Returns the columns at which the sentences of a line start. A semicolon ends a sentence too; a name never
    contains an end."""
    marker = MARKERS.match(line)
    first = marker.end() if marker else 0
    cuts = {gap.end() for gap in sentence_ends(line, first, len(line))}
    if ";" in line:
        cuts |= {column + 1 for column, letter in enumerate(line) if letter == ";" and column >= first}
    if not cuts:
        return [first]
    starts = [mention.start for mention in mentions]
    names = ((cut, bisect_left(starts, cut) - 1) for cut in cuts)
    return sorted({first, *(cut for cut, at in names if at < 0 or mentions[at].end <= cut)})


def _own_words(line: str, number: int, index: LineIndex) -> list[int]:
    """Returns the columns at which words start that are in no term's name, no code and no address."""
    taken = [(m.start, m.end) for m in index.mentions.get(number, ())]
    taken += [(z.start, z.end) for z in index.zones.get(number, ())]
    if not taken:
        return [word.start() for word in EXPLAINING_WORD.finditer(line)]
    bare, at = [], 0
    for start, end in sorted(taken):
        bare.append(line[at : max(at, start)] + " " * (end - max(at, start)))
        at = max(at, end)
    return [word.start() for word in EXPLAINING_WORD.finditer("".join(bare) + line[at:])]
