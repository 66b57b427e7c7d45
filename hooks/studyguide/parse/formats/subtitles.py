"""Reads subtitles (WebVTT and SubRip): joins the words of cues into paragraphs and names who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from studyguide.model.note import BlockKind, Piece, TextForm, Zone, ZoneKind
from studyguide.parse.blocks import MutableBlock

TIMING = re.compile(
    r"\s{0,8}(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s{1,8}-->\s{1,8}(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})(?=\s|$)"
)
CUE_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,400}>|</?[A-Za-z]>|<[\d:.]{1,20}>|\{\\[^{}\n]{1,80}\}")
"""A tag of a cue, a time within it, or an override of a position."""
VOICE = re.compile(r"<v(?:\.[^\s<>]{1,80})?\s+(?!\s)([^<>\n]{1,200})>")
SETTINGS = re.compile(r"(?:STYLE|REGION)\s*$")
REMARK = re.compile(r"NOTE(?:\s|$)")
PAUSE = 2500
"""Number of milliseconds without words after which another paragraph begins."""
LONG_PARAGRAPH = 400
"""Number of characters after which a paragraph ends with its sentence."""
LONGEST_PARAGRAPH = 1000
"""Number of characters after which a paragraph ends at any cue."""
CUE_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]]?\s*$")


class SubtitleCue(Struct, frozen=True):
    """Describes one cue; its lines are 0-based."""

    first: int
    last: int
    start: int
    """In milliseconds."""
    end: int
    voice: str
    """Who speaks, '' if the cue does not say it."""
    pieces: tuple[Piece, ...]
    text: str


def is_timing(line: str) -> bool:
    """Returns whether a line says when a cue is shown."""
    return TIMING.match(line) is not None


def subtitle_blocks(lines: Sequence[str]) -> list[MutableBlock]:
    """Returns the paragraphs of subtitles, in which numbers and times of cues are no words."""
    blocks: list[MutableBlock] = []
    paragraph: list[SubtitleCue] = []
    for part in _subtitle_parts(lines):
        if isinstance(part, MutableBlock):
            blocks += [_joined_cues(paragraph), part] if paragraph else [part]
            paragraph = []
        else:
            if paragraph and _begins_paragraph(paragraph, part):
                blocks.append(_joined_cues(paragraph))
                paragraph = []
            paragraph.append(part)
    return [*blocks, _joined_cues(paragraph)] if paragraph else blocks


def subtitle_comments(lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yields the remarks of WebVTT, which begin with NOTE and are not for viewers, as 0-based line and columns."""
    if not lines or not lines[0].lstrip("\ufeff").startswith("WEBVTT"):
        return
    for first, last in _paragraphs(lines):
        if REMARK.match(lines[first]) and not any(is_timing(line) for line in lines[first : min(first + 2, last + 1)]):
            yield from ((number, 0, len(lines[number])) for number in range(first, last + 1))


def voice_zones(lines: Sequence[str]) -> Iterator[Zone]:
    """Yields a zone for each name of a speaker in a tag `<v Name>`."""
    for number, line in enumerate(lines, 1):
        if "<v" in line:
            yield from (Zone(number, m.start(1), m.end(1), ZoneKind.PERSON) for m in VOICE.finditer(line))


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yields the first and last 0-based line of each run of lines that are not blank."""
    first = -1
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            first = number if first < 0 else first
        elif first >= 0:
            yield first, number - 1
            first = -1


def _subtitle_parts(lines: Sequence[str]) -> Iterator[SubtitleCue | MutableBlock]:
    """Yields cues, and blocks for whatever is none. A cue also ends where the number and time of another one begin."""
    before = ""
    for first, last in _paragraphs(lines):
        starts = [n for n in range(first, last + 1) if is_timing(lines[n])]
        if not starts:
            kind = BlockKind.CODE if SETTINGS.match(lines[first]) else BlockKind.PARAGRAPH
            pieces = tuple((n, 0, len(lines[n])) for n in range(first, last + 1)) if kind is BlockKind.CODE else ()
            yield MutableBlock(
                kind, first, last, marker=TextForm.METADATA if kind is BlockKind.PARAGRAPH else "css", pieces=pieces
            )
            continue
        heads = [
            first,
            *(n - (lines[n - 1].strip().isdecimal() and n - 1 > starts[i]) for i, n in enumerate(starts[1:])),
        ]
        for number, (head, timing) in enumerate(zip(heads, starts, strict=True)):
            end = heads[number + 1] - 1 if number + 1 < len(heads) else last
            cue = _cue(lines, (head, timing, end), before)
            before = cue.text.rsplit("\n", 1)[-1] or before
            yield cue


def _cue(lines: Sequence[str], rows: tuple[int, int, int], before: str) -> SubtitleCue:
    """Returns the cue in the rows (its first line, the line of its time, its last line). A line that only repeats the
    last line of the cue before, as rolling captions do, has no words of its own."""
    first, timing, last = rows
    match = TIMING.match(lines[timing])
    times = [int(part or 0) for part in match.groups()] if match else [0] * 8
    start, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (times[:4], times[4:]))
    pieces: list[Piece] = []
    texts: list[str] = []
    voice = ""
    for number in range(timing + 1, last + 1):
        line = lines[number]
        spoken = VOICE.search(line)
        voice = voice or (spoken[1].strip() if spoken else "")
        row = list(_words_between_tags(line, number))
        text = " ".join("".join(line[a:b] for _, a, b in row).split())
        if text and text != before:
            pieces += row
            texts.append(text)
        before = text or before
    return SubtitleCue(first, last, start, end, voice, tuple(pieces), "\n".join(texts))


def _words_between_tags(line: str, number: int) -> Iterator[Piece]:
    at = 0
    for tag in CUE_TAG.finditer(line):
        if line[at : tag.start()].strip():
            yield number, at, tag.start()
        at = tag.end()
    if line[at:].strip():
        yield number, at, len(line)


def _begins_paragraph(paragraph: Sequence[SubtitleCue], cue: SubtitleCue) -> bool:
    spoken = next((one.voice for one in reversed(paragraph) if one.voice), "")
    size = sum(len(one.text) for one in paragraph)
    ends = CUE_SENTENCE_END.search(next((one.text for one in reversed(paragraph) if one.text), ""))
    return (
        (cue.voice not in ("", spoken) and any(one.text for one in paragraph))
        or cue.start - paragraph[-1].end > PAUSE
        or size > LONGEST_PARAGRAPH
        or (size > LONG_PARAGRAPH and ends is not None)
    )


def _joined_cues(cues: Sequence[SubtitleCue]) -> MutableBlock:
    pieces = tuple(piece for cue in cues for piece in cue.pieces)
    return MutableBlock(BlockKind.PARAGRAPH, cues[0].first, cues[-1].last, marker=TextForm.CUES, pieces=pieces)
