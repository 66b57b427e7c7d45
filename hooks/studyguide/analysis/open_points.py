"""Finds what the notes leave out: terms never named or explained, talks never written up, questions left open."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from studyguide.link.backlinks import MARKERS, SENTENCE_END
from studyguide.link.corpus import Corpus
from studyguide.link.line_index import LineIndex
from studyguide.model.note import (
    HEADING_KINDS,
    BlockKind,
    Entry,
    EntryKind,
    Note,
    NotePath,
    TermId,
    WatchItem,
    Zone,
    ZoneKind,
)
from studyguide.text.basic_words import SMALL_WORDS
from studyguide.text.words import words_of

MIN_MENTIONS = 3
"""Number of lines that must name a term before its missing explanation is reported."""
WATCHED_SHARE = 0.6
"""Share of a watch-list item's words, small words excluded, that a session's title must share with it."""
MIN_SHARED_WORDS = 2
"""The least number of such words."""
STEM = 5
"""Letters that two words must share at their start, at least half of the longer one, to count as one word."""
TOO_COMMON = 50
"""Number of titles that may share a word; a word in more titles is not looked up, because it distinguishes nothing."""
UNFINISHED = re.compile(r"\b(?:to be (?:cont(?:inued|['’.…]{0,8}d?)|done|decided|completed)|tbc|tbd)[\s.…)*_]*$", re.I)
NO_PROSE = frozenset({BlockKind.FRONT_MATTER, BlockKind.CODE, BlockKind.COMMENT, BlockKind.RULE})
PASSED_OVER = NO_PROSE | HEADING_KINDS


class Unexplained(Struct, frozen=True):
    """Describes a term that the notes name repeatedly and never explain."""

    term: TermId
    lines: tuple[tuple[NotePath, int], ...]
    """Note and 1-based line, in order."""


class WatchedItem(Struct, frozen=True):
    """Holds an item of a watch list and the session that its writer later wrote up."""

    note: NotePath
    item: WatchItem
    session: Entry | None
    """None if it was never written up, as far as titles show."""
    is_done: bool = False
    """Whether `seeds/notes.yml` says that it has been watched."""


class OpenQuestion(Struct, frozen=True):
    """Describes a line that asks something, or breaks off, with nothing below it."""

    note: NotePath
    line: int
    """1-based."""
    start: int
    """0-based column at which the question starts, after markers and earlier sentences."""
    end: int
    """0-based, exclusive. The text between is as written: redact the note's zones before showing it."""


def unmentioned(corpus: Corpus) -> tuple[TermId, ...]:
    """Returns the terms that no note names, in the order of the glossary."""
    named = {mention.term for mentions in corpus.mentions.values() for mention in mentions}
    return tuple(term.id for term in corpus.glossary.terms if term.id not in named)


def unexplained(corpus: Corpus) -> tuple[Unexplained, ...]:
    """Returns the terms named on at least `MIN_MENTIONS` lines and explained on none, the most often named first."""
    lines: dict[TermId, dict[tuple[NotePath, int], None]] = {}
    for path in sorted(corpus.mentions):
        for mention in corpus.mentions[path]:
            lines.setdefault(mention.term, {}).setdefault((path, mention.line))
    terms = (
        Unexplained(term, tuple(at))
        for term, at in lines.items()
        if len(at) >= MIN_MENTIONS and term not in corpus.explained
    )
    return tuple(sorted(terms, key=lambda one: (-len(one.lines), one.term)))


def watched_items(notes: Iterable[Note]) -> tuple[WatchedItem, ...]:
    """Returns every item of the watch lists, with the session of the same note that has the same title, if any.

    Titles are compared word by word; a misspelt or inflected word counts if it starts like the other.
    """
    return tuple(item for note in notes for item in _watched_items(note))


def open_questions(note: Note, index: LineIndex) -> tuple[OpenQuestion, ...]:
    """Returns the lines that end in a question mark or in words such as `to be continued`, with nothing below them."""
    return tuple(_open_questions(note, index))


def _watched_items(note: Note) -> Iterator[WatchedItem]:
    sessions = [(entry, _telling_words(entry.title)) for entry in note.entries if entry.kind is EntryKind.SESSION]
    by_stem: dict[str, list[int]] = defaultdict(list)
    for index, (_, words) in enumerate(sessions):
        for stem in {word[:STEM] for word in words}:
            by_stem[stem].append(index)
    done = set(map(item_key, note.facts.watched))
    for item in note.watchlist:
        words = _telling_words(item.text)
        near = [by_stem[stem] for stem in {word[:STEM] for word in words} if stem in by_stem]
        common = {
            n: _common(words, sessions[n][1]) for positions in near if len(positions) <= TOO_COMMON for n in positions
        }
        best = max(sorted(common), key=lambda n: common[n], default=None)
        written = best is not None and common[best] >= MIN_SHARED_WORDS and common[best] >= WATCHED_SHARE * len(words)
        session = sessions[best][0] if best is not None and written else None
        yield WatchedItem(note.path, item, session, item_key(item.text) in done)


def _open_questions(note: Note, index: LineIndex) -> Iterator[OpenQuestion]:
    for number, line in enumerate(note.lines, 1):
        text = line.rstrip().rstrip("*_)\"'”’")
        asks = text.endswith("?") or UNFINISHED.search(line)
        last = len(text) - 1
        if not asks or index.kinds[number - 1] in PASSED_OVER:
            continue
        if any(zone.kind is not ZoneKind.MARKUP and _holds(zone, last) for zone in index.zones.get(number, ())):
            continue
        if not _answered(note, number):
            marker = MARKERS.match(line)
            start = marker.end() if marker else 0
            start = max([start, *(gap.end() for gap in SENTENCE_END.finditer(line, start) if gap.end() < len(text))])
            yield OpenQuestion(note.path, number, start, len(line.rstrip()))


def item_key(text: str) -> str:
    """Returns what the words of an item are compared by: folded, without signs."""
    return " ".join(words_of(text))


def _holds(zone: Zone, column: int) -> bool:
    """Returns whether a question mark is in code, in an address or directly after one, where it may still belong to
    it."""
    return zone.start <= column < zone.end + (zone.kind is ZoneKind.URL)


def _answered(note: Note, number: int) -> bool:
    """Returns whether the next line with text is indented more: then it belongs to the question."""
    following = next((note.lines[n] for n in range(number, len(note.lines)) if note.lines[n].strip()), "")
    return _indentation(following) > _indentation(note.lines[number - 1])


def _indentation(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())


def _telling_words(text: str) -> tuple[str, ...]:
    words = re.findall(r"\w+", text.casefold())
    return tuple(dict.fromkeys(word for word in words if word not in SMALL_WORDS))


def _common(words: Iterable[str], others: Iterable[str]) -> int:
    """Returns how many of the words have a counterpart among the others, each used once."""
    left = list(others)
    count = 0
    for word in words:
        match = next((other for other in left if other == word), None)
        match = match or next((other for other in left if _one_stem(word, other)), None)
        if match is not None:
            left.remove(match)
            count += 1
    return count


def _one_stem(word: str, other: str) -> bool:
    same = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    return same >= STEM and 2 * same >= max(len(word), len(other))
