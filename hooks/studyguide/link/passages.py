"""A note's mentions to the passages that a term's page quotes: the block that names the term, with its sub-items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from studyguide.link.heading_path import dates, heading_paths
from studyguide.model.note import (
    HEADING_KINDS,
    Block,
    BlockKind,
    Mention,
    Note,
    NotePath,
    Passage,
    Span,
    TermId,
    people_lines,
)

MAX_LINES = 12
"""Non-blank lines of a passage. What is longer is cut after the last whole block that fits."""

MAX_MERGED = 3 * MAX_LINES
"""Lines up to which passages that overlap become one."""


def passages(note: Note, mentions: Iterable[Mention]) -> tuple[tuple[TermId, Passage], ...]:
    """Return the passages of every term mentioned, sorted by term and place; those of one term never overlap.

    - An item comes with its sub-items, a paragraph or quote as a whole; a table by its row.
    - A heading or label comes with the blocks below it, as far as the next heading and `MAX_LINES` non-blank lines.
    - An item of a watch list is its one line.
    - A line that names the speakers is in no passage, and a passage ends before it.
    """
    speakers = people_lines(note)
    units = _units(note, speakers)
    above, dated = heading_paths(note), dates(note)
    by_term: dict[TermId, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.line in speakers:
            continue
        by_term[mention.term].append(mention)
    results = []
    for term in sorted(by_term):
        for span, inside in _merged(units, sorted(by_term[term])):
            at = span.first - 1
            results.append((term, Passage(note.path, span, above[at], dated[at], tuple(inside))))
    return tuple(results)


def passages_by_term(quoted: Iterable[tuple[TermId, Passage]]) -> Mapping[TermId, tuple[Passage, ...]]:
    """Return the passages of all notes by term: those that explain it first, then by how much they tell.

    Of equals the newest comes first; those without a date come last, by note and line.
    """
    by_term: dict[TermId, list[Passage]] = defaultdict(list)
    for term, passage in quoted:
        by_term[term].append(passage)
    return {
        term: tuple(sorted(sorted(sorted(by_term[term], key=_passage_place), key=_newness, reverse=True), key=_telling))
        for term in sorted(by_term)
    }


def _telling(passage: Passage) -> tuple[bool, int]:
    """Returns what orders passages, the most telling first. Length makes no explanation better."""
    return (False, 0) if passage.explains else (True, -passage.words)


def _passage_place(passage: Passage) -> tuple[NotePath, Span]:
    return passage.note, passage.span


def _newness(passage: Passage) -> str:
    return passage.date or ""


def _merged(units: Sequence[Span], mentions: Sequence[Mention]) -> list[tuple[Span, list[Mention]]]:
    """Join what overlaps, as long as it stays readable; what would grow too long is cut where the one before ends."""
    merged: list[tuple[Span, list[Mention]]] = []
    for mention in mentions:
        span = units[mention.line - 1]
        before = merged[-1][0] if merged else Span(0, 0)
        if span.first > before.last:
            merged.append((span, [mention]))
        elif mention.line <= before.last or span.last - min(before.first, span.first) < MAX_MERGED:
            inside = merged.pop()[1]
            inside.append(mention)
            last = max(before.last, span.last) if span.last - before.first < MAX_MERGED else before.last
            merged.append((Span(min(before.first, span.first), last), inside))
        else:
            merged.append((Span(before.last + 1, span.last), [mention]))
    return merged


def _units(note: Note, speakers: frozenset[int]) -> list[Span]:
    """The passage that a mention on each line belongs to, by 0-based line."""
    units = [Span(number, number) for number in range(1, len(note.lines) + 1)]
    _divide(note.blocks, note.lines, units)
    for item in note.watchlist:
        units[item.line - 1] = Span(item.line, item.line)
    if not speakers:
        return units
    return [_trimmed_span(_span_without(span, number, speakers), note.lines) for number, span in enumerate(units, 1)]


def _span_without(span: Span, line: int, speakers: frozenset[int]) -> Span:
    """The part of the span round the line that holds no line of speakers."""
    before = [n for n in range(span.first, line) if n in speakers]
    after = [n for n in range(line + 1, span.last + 1) if n in speakers]
    return Span(max([span.first, *(n + 1 for n in before)]), min([span.last, *(n - 1 for n in after)]))


def _divide(blocks: Sequence[Block], lines: Sequence[str], units: list[Span]) -> None:
    for index, block in enumerate(blocks):
        first, last = block.span.first, min(block.span.last, len(units))
        if block.kind in HEADING_KINDS:
            _assign(units, Span(first, last), _fitted(block.span, _blocks_below(blocks, index + 1), lines))
        elif first == last:
            continue  # a line by itself is its own passage already
        elif block.kind is BlockKind.ITEM:
            _divide(block.children, lines, units)
            lead = _lead(block, last)
            if lead.last - lead.first < MAX_LINES:
                _assign(units, lead, _fitted(lead, _leaves(block.children), lines))
            else:
                _keep_neighbors(units, lead)
        elif block.children:
            _divide(block.children, lines, units)
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.HTML, BlockKind.CODE):
            whole = _trimmed_span(Span(first, last), lines)
            if whole.last - whole.first < MAX_LINES:
                _assign(units, whole, whole)
            else:
                _keep_neighbors(units, whole)


def _lead(item: Block, last: int) -> Span:
    """The lines of an item before its sub-items and further paragraphs."""
    children = item.children
    if children and children[0].kind in (BlockKind.LIST, BlockKind.ITEM):
        return Span(item.span.first, max(item.span.first, children[0].span.first - 1))
    return Span(item.span.first, children[1].span.first - 1 if len(children) > 1 else last)


def _keep_neighbors(units: list[Span], whole: Span) -> None:
    """Give each line of a long text its neighbours only."""
    for number in range(whole.first, whole.last + 1):
        units[number - 1] = Span(max(whole.first, number - 2), min(whole.last, number + 2))


def _blocks_below(blocks: Sequence[Block], start: int) -> list[Block]:
    """The blocks of a section, its lists opened up to their items."""
    blocks_below: list[Block] = []
    for index in range(start, len(blocks)):
        if blocks[index].kind in HEADING_KINDS or len(blocks_below) > MAX_LINES:
            break
        blocks_below.extend(_leaves([blocks[index]]))
    return blocks_below


def _leaves(blocks: Iterable[Block]) -> list[Block]:
    leaves: list[Block] = []
    for block in blocks:
        if len(leaves) > MAX_LINES:
            break
        leaves.extend(_leaves(block.children) if block.children else [block])
    return leaves


def _fitted(head: Span, below: Iterable[Block], lines: Sequence[str]) -> Span:
    """The head with as many of the blocks below as fit."""
    last = head.last
    size = _written(lines, head)
    for block in below:
        if block.span.first <= last:
            continue
        size += _written(lines, block.span)
        if size > MAX_LINES:
            break
        last = block.span.last
    return _trimmed_span(Span(head.first, last), lines)


def _written(lines: Sequence[str], span: Span) -> int:
    """How many of the lines are not blank."""
    return sum(map(bool, map(str.strip, lines[span.first - 1 : span.last])))


def _assign(units: list[Span], part: Span, span: Span) -> None:
    for number in range(part.first, part.last + 1):
        inside = span.first <= number <= span.last
        units[number - 1] = span if inside else Span(min(span.first, number), max(span.last, number))


def _trimmed_span(span: Span, lines: Sequence[str]) -> Span:
    last = min(span.last, len(lines))
    while last > span.first and not lines[last - 1].strip():
        last -= 1
    return Span(span.first, last)
