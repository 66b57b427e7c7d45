"""Finds the zones of a note that name people, once for every later stage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from studyguide.model.note import Entry, EntryKind, Span, Speaker, Zone, ZoneKind, zones_by_line
from studyguide.parse.outline.names import TWO_NAMES
from studyguide.parse.outline.speaker_marker import BY_NAME, SPEAKER_MARKER
from studyguide.parse.outline.speakers import speaker_line, split_byline
from studyguide.parse.privacy.secrets import add_disjoint
from studyguide.text.line_numbers import line_numbers
from studyguide.text.small_letters import small_letters

NEAR_TITLE = 6
"""Number of lines below a title in which a single name counts as its speaker's."""
CONTACT_WORDS = 5
"""Number of words next to an e-mail address up to which a line counts as somebody's name with it."""
LINE_MARKERS = " \t#*=>-•+"
"""Characters before the words of a line."""
LONGEST_TITLE_LINE = 400
"""Number of columns of a line that may be a title with a byline."""
LINE_WITH_NAME, HANDLE_SIGN = re.compile(rf"{TWO_NAMES.pattern}.*"), re.compile("@.*")
"""The rest of a line from two words of a name, or a handle, on."""
LINE_MARKER = re.compile(rf"[\n#*=>•+–—|/~·:(\[：（｜／→»-][^\S\n]*+(?P<marker>{SPEAKER_MARKER.pattern})")
"""A word such as `Speaker:` at the beginning of a line or behind a sign, in small letters."""


def people_zones(
    lines: Sequence[str], entries: Sequence[Entry], zones: Iterable[Zone], voices: Sequence[Zone] = ()
) -> tuple[Zone, ...]:
    """Returns the zones that name people, sorted, no two touching each other.

    Whole lines are those that name a speaker of the note outside a title, that are only a byline, or that contain
    little more than an e-mail address. Of other lines the zone is the byline, and every name of a speaker. `voices` are
    names that only say who speaks the rest of their line; the rest is as any other line.
    """
    if voices:
        spoken = {lines[zone.line - 1][zone.start : zone.end].strip() for zone in voices}
        rest = people_zones(_without_voices(lines, voices), [*entries, _speakers_entry(spoken)], zones)
        by_line = zones_by_line(rest)
        whole = {n for n, row in by_line.items() if row[0].kind is ZoneKind.BYLINE and row[0].start == 0}
        return tuple(sorted((*rest, *(zone for zone in voices if zone.line not in whole))))
    titles = {entry.span.first: entry for entry in reversed(entries)}
    full = {speaker.name for entry in entries for speaker in entry.byline}
    full_names = _any_of(name for name in full if " " in name)
    names = _any_of(full | {part for name in full if " " in name for part in re.findall(r"[^\W\d_][\w’'-]{2,}", name)})
    below = _contact_lines(lines, zones) | set(_below_titles(lines, entries))
    people: list[Zone] = []
    for number in sorted({*titles, *below, *_lines_with_signs(lines, names)}):
        line = lines[number - 1]
        if not line.strip():
            continue
        start = len(line) - len(line.lstrip(LINE_MARKERS))
        text = line[start:].rstrip()
        named = full_names is not None and full_names.search(line) is not None
        if number in below or (number not in titles and (named or (text and speaker_line(text)))):
            people.append(Zone(number, 0, len(line), ZoneKind.BYLINE))
        else:
            entry = titles.get(number)
            byline = tuple(_around(line, entry)) if entry else ()
            bylines = [(first, last, ZoneKind.BYLINE) for first, last in byline or _byline(line, start, text)]
            alone = [(*match.span(), ZoneKind.PERSON) for match in names.finditer(line)] if names else []
            if bylines or alone:
                spans = add_disjoint(add_disjoint((), bylines), alone)
                people.extend(Zone(number, *span) for span in spans)
    return tuple(people)


def _lines_with_signs(lines: Sequence[str], names: re.Pattern[str] | None) -> Iterator[int]:
    """Yields the lines that may name people; `names` are those of the note's speakers. Most lines are none of these."""
    text = "\n".join(lines)
    small = small_letters(f"\n{text}")
    patterns = (LINE_WITH_NAME, HANDLE_SIGN, BY_NAME, *([names] if names else ()))
    places = [match.start() for pattern in patterns for match in pattern.finditer(text)]
    places += [match.start("marker") - 1 for match in LINE_MARKER.finditer(small)]
    yield from (number + 1 for number in line_numbers(text, places))
    if not text.isascii():
        yield from (number for number, line in enumerate(lines, 1) if not line.isascii())


def _without_voices(lines: Sequence[str], voices: Iterable[Zone]) -> list[str]:
    """Returns the lines with blanks in place of the names of voices."""
    rest = list(lines)
    for zone in voices:
        line = rest[zone.line - 1]
        rest[zone.line - 1] = line[: zone.start] + " " * (zone.end - zone.start) + line[zone.end :]
    return rest


def _speakers_entry(names: Iterable[str]) -> Entry:
    """Returns an entry that only says who speaks; it has no line."""
    return Entry(EntryKind.SECTION, "", Span(0, 0), 1, byline=tuple(Speaker(name) for name in sorted(names)))


def _below_titles(lines: Sequence[str], entries: Iterable[Entry]) -> Iterator[int]:
    """Yields the lines directly below a title that name its speakers, even by a single name."""
    for entry in entries:
        for number in range(entry.span.first + 1, min(entry.span.last, entry.span.first + NEAR_TITLE) + 1):
            if any(speaker.name in lines[number - 1] for speaker in entry.byline):
                yield number


def _contact_lines(lines: Sequence[str], zones: Iterable[Zone]) -> frozenset[int]:
    """Yields the lines that contain little more than an e-mail address."""
    addresses = zones_by_line(zone for zone in zones if zone.kind is ZoneKind.EMAIL)
    words = {number: len(lines[number - 1].split()) for number in addresses}
    return frozenset(
        number
        for number, row in addresses.items()
        if any(words[number] - _whole_words(lines[number - 1], zone) <= CONTACT_WORDS for zone in row)
    )


def _whole_words(text: str, zone: Zone) -> int:
    """Returns how many words a line loses without a zone; text next to it without a blank remains a word."""
    alone = not text[zone.start - 1 : zone.start].strip() and not text[zone.end : zone.end + 1].strip()
    return len(text[zone.start : zone.end].split()) - (not alone)


def _around(line: str, entry: Entry) -> Iterator[tuple[int, int]]:
    """Yields the columns before and after an entry's title that name its speakers."""
    at = line.find(entry.title) if entry.title else -1
    start = len(line) - len(line.lstrip(LINE_MARKERS))
    for first, last in ((start, at), (at + len(entry.title), len(line.rstrip()))) if at >= 0 else ():
        if any(speaker.name in line[first:last] for speaker in entry.byline):
            yield first, last


def _byline(line: str, start: int, text: str) -> Iterator[tuple[int, int]]:
    """Yields the columns next to the title in a line with a byline."""
    if len(text) > LONGEST_TITLE_LINE:
        return
    title, speakers = split_byline(text)
    if speakers and (at := line.find(title, start)) >= 0:
        yield start, at
        yield at + len(title), start + len(text)


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(filter(None, names), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)") if ordered else None
