"""Finds the cards of a note: pairs of question and answer, and sentences with parts to leave out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from studyguide.model.note import REDACTED_KINDS, BlockKind, Zone, ZoneKind, zones_by_line
from studyguide.model.note_card import NO_HINT, CardPart, CardText, NoteCard, NoteCardKind
from studyguide.parse.blocks import MutableBlock
from studyguide.parse.cards.card_lines import EMPTY_KINDS, TEXT_KINDS, CardLine, card_lines
from studyguide.parse.cards.deletions import (
    Deletion,
    bracketed_deletions,
    grouped,
    marked_deletions,
    numbered_deletions,
)
from studyguide.parse.cards.inline_pairs import InlinePair, custom_pairs, inline_pairs, proves_pairs
from studyguide.parse.cards.labeled_cards import CLOZE_LABEL, LabeledCard, labeled_cards, separated_cards
from studyguide.parse.cards.schedules import schedule_lines
from studyguide.parse.plain_text import words_with_spaces
from studyguide.text.small_letters import small_letters

SIGNS_OF_CARD = ("::", "{{", "<!--sr:")
HIGHLIGHT_SIGN = re.compile(r"==(?<![=\w]==)(?=[^\s=])")
"""The beginning of a highlight, and no line below a title."""
LINE_OF_CARD = re.compile(r"\n(?:[ \t>*+-]*\?\??[ \t]*\n|[ \t>*+_-]*(?:q|c|question)[ \d*_]*[:：])")
"""In small letters. A note without any card has none of these signs and lines, which is most notes."""
CARD_TAG = re.compile(r"(?<![^\s(,])#flashcards?(?![\w-])", re.IGNORECASE)
CARD_TAG_NAME = re.compile(r"flashcards?(?:/.*)?", re.IGNORECASE)

SENTENCE_ENDS = (".", "!", "?", ":", ";", "…", "。", "！", "？")
MOST_DELETIONS = 40
"""A paragraph with more of them is no sentence to complete."""


class _RawCard(Struct, frozen=True):
    """Holds a card before it is known whether it may be shown."""

    kind: NoteCardKind
    first: int
    last: int
    question: CardText
    answer: CardText
    is_reversed: bool = False
    number: int = 0


def note_cards(
    blocks: Sequence[MutableBlock],
    lines: Sequence[str],
    zones: Sequence[Zone],
    people: Iterable[Zone],
    tags: Iterable[str],
) -> tuple[NoteCard, ...]:
    """Returns the cards of a note in the order of their lines; `tags` are those of its front matter.

    Lines that name people make no card, nor do lines in which something is redacted.
    """
    text = "\n".join(lines)
    small = small_letters(text)
    if not _may_have_cards(small):
        return ()
    of_line = zones_by_line(zones)
    rows = card_lines(blocks, lines, of_line)
    is_tagged = any(map(CARD_TAG_NAME.fullmatch, tags))
    if not is_tagged and "#flashcard" in small:
        is_tagged = any(row.kind in TEXT_KINDS | {BlockKind.HEADING} and CARD_TAG.search(row.text) for row in rows)
    private = {zone.line for zone in people}
    private |= {zone.line for zone in zones if zone.kind in REDACTED_KINDS and zone.kind is not ZoneKind.COMMENT}
    cards: dict[tuple[str, str], NoteCard] = {}
    for raw in sorted(_found_cards(rows, is_tagged, lines), key=lambda card: (card.first, card.number)):
        question, answer = (_plain_text(text, lines, of_line) for text in (raw.question, raw.answer))
        is_private = not private.isdisjoint(range(raw.first, raw.last + 1))
        if is_private or not any(map(str.isalnum, question)) or not any(map(str.isalnum, answer)):
            continue
        card = NoteCard(
            raw.kind,
            raw.first,
            raw.last,
            question,
            answer,
            raw.question,
            raw.answer,
            raw.is_reversed,
            raw.number,
        )
        cards.setdefault((question.casefold(), answer.casefold()), card)
    return tuple(cards.values())


def _may_have_cards(small: str) -> bool:
    """Returns whether a text in small letters has a sign of cards, which most notes have not."""
    if any(sign in small for sign in SIGNS_OF_CARD) or LINE_OF_CARD.search(f"\n{small}\n"):
        return True
    return "==" in small and ("flashcard" in small or HIGHLIGHT_SIGN.search(small) is not None)


def _found_cards(rows: Sequence[CardLine], is_tagged: bool, lines: Sequence[str]) -> Iterator[_RawCard]:
    """Yields the cards of each form; a line belongs to one form only, the plainest one."""
    taken: set[int] = set()
    is_proved = is_tagged
    candidates = list(inline_pairs(rows))
    phrases = {pair.line.line for pair in candidates if pair.is_phrase or is_tagged}
    for labeled in labeled_cards(rows, phrases):
        taken.update(range(labeled.first, labeled.last + 1))
        yield from _labeled_pair(labeled)
    phrases = {pair.line.line for pair in candidates if pair.is_phrase or is_tagged or taken}
    for separated in list(separated_cards(rows, frozenset(taken), phrases)):
        taken.update(range(separated.first, separated.last + 1))
        yield from _labeled_pair(separated)
    bracketed = [
        _labeled_paragraph(rows, at) for at, row in enumerate(rows) if _is_cloze_label(row) and row.line not in taken
    ]
    for paragraph in bracketed:
        yield from _bracketed_cards(paragraph)
        taken.update(row.line for row in paragraph)
    is_proved = is_proved or bool(taken)
    first = next((row.leaf for row in rows if row.kind in TEXT_KINDS), 0)
    pairs = [
        pair for pair in candidates if pair.line.line not in taken and not (pair.is_field and pair.line.leaf == first)
    ]
    numbered = {row.line for row in rows if row.kind in TEXT_KINDS and any(numbered_deletions(row))}
    is_proved = is_proved or proves_pairs(pairs) or bool(numbered - taken)
    pairs = [pair for pair in pairs if is_proved or pair.is_certain]
    taken.update(pair.line.line for pair in pairs)
    if is_tagged:
        scheduled = {line: count for line, count in schedule_lines(rows, lines).items() if line not in taken}
        custom = [pair for pair in custom_pairs(rows, scheduled) if pair.line.line not in taken]
        taken.update(pair.line.line for pair in custom)
        pairs += custom
    for pair in pairs:
        yield from _inline_cards(pair)
    for sentence in _sentences(row for row in rows if row.kind in TEXT_KINDS and row.line not in taken):
        yield from _cloze_cards(sentence, [one for row in sentence for one in _deletions(row, is_proved)])


def _sentences(rows: Iterable[CardLine]) -> Iterator[list[CardLine]]:
    """Yields the lines of each paragraph, parted where a line ends as a sentence does."""
    sentence: list[CardLine] = []
    for row in rows:
        if sentence and (sentence[-1].leaf != row.leaf or sentence[-1].words.endswith(SENTENCE_ENDS)):
            yield sentence
            sentence = []
        sentence.append(row)
    if sentence:
        yield sentence


def _deletions(row: CardLine, is_proved: bool) -> list[Deletion]:
    """Returns the deletions of a line; the author's own numbers exclude other signs."""
    numbered = list(numbered_deletions(row))
    return numbered or (sorted(marked_deletions(row), key=lambda one: one.start) if is_proved else [])


def _labeled_pair(card: LabeledCard) -> Iterator[_RawCard]:
    question, answer = _card_text(card.question), _card_text(card.answer)
    yield _RawCard(NoteCardKind.PAIR, card.first, card.last, question, answer)
    if card.is_both_ways:
        yield _RawCard(NoteCardKind.PAIR, card.first, card.last, answer, question, True, 1)


def _inline_cards(pair: InlinePair) -> Iterator[_RawCard]:
    left, right, line = ((pair.left,),), ((pair.right,),), pair.line.line
    yield _RawCard(NoteCardKind.PAIR, line, line, left, right)
    if pair.is_both_ways:
        yield _RawCard(NoteCardKind.PAIR, line, line, right, left, True, 1)


def _is_cloze_label(row: CardLine) -> bool:
    return row.kind in TEXT_KINDS and bool(CLOZE_LABEL.match(row.words))


def _labeled_paragraph(rows: Sequence[CardLine], at: int) -> list[CardLine]:
    """Returns a line with those below it in its paragraph, up to the next label."""
    end = at + 1
    while end < len(rows) and rows[end].leaf == rows[at].leaf and not _is_cloze_label(rows[end]):
        end += 1
    return list(rows[at:end])


def _bracketed_cards(paragraph: Sequence[CardLine]) -> Iterator[_RawCard]:
    first = paragraph[0]
    match = CLOZE_LABEL.match(first.text, first.part().start)
    rows = [first._replace(start=match.end() if match else first.start), *paragraph[1:]]
    yield from _cloze_cards(rows, [one for row in rows for one in bracketed_deletions(row)])


def _cloze_cards(rows: Sequence[CardLine], deletions: Sequence[Deletion]) -> Iterator[_RawCard]:
    """Yields a card for each group of deletions; the other groups are shown as plain words."""
    if not 0 < len(deletions) <= MOST_DELETIONS or not _has_other_words(rows, deletions):
        return
    first, last = rows[0].line, rows[-1].line
    for number, group in enumerate(grouped(deletions)):
        question = tuple(part for row in rows for part in _parts_with_blanks(row, deletions, group))
        answer = tuple((CardPart(one.line.line, one.inner_start, one.inner_end),) for one in group)
        yield _RawCard(NoteCardKind.CLOZE, first, last, (question,), answer, number=number)


def _has_other_words(rows: Sequence[CardLine], deletions: Sequence[Deletion]) -> bool:
    for row in rows:
        cuts = [row.start, *(at for one in deletions if one.line is row for at in (one.start, one.end)), row.end]
        shown = (row.text[start:end] for start, end in pairwise(cuts))
        if any(any(map(str.isalnum, text)) for at, text in enumerate(shown) if at % 2 == 0):
            return True
    return False


def _parts_with_blanks(row: CardLine, deletions: Sequence[Deletion], asked: Sequence[Deletion]) -> Iterator[CardPart]:
    """Yields the parts of a line without the delimiters of its deletions."""
    at = row.start
    for one in deletions:
        if one.line is not row:
            continue
        if at < one.start:
            yield CardPart(row.line, at, one.start)
        blank = (f"[{one.hint}]" if one.hint else NO_HINT) if one in asked else ""
        yield CardPart(row.line, one.inner_start, one.inner_end, blank)
        at = one.end
    if at < row.end:
        yield CardPart(row.line, at, row.end)


def _card_text(rows: Sequence[CardLine]) -> CardText:
    """Returns lines as paragraphs: the lines of one leaf are one, except in code and tables."""
    paragraphs: list[tuple[CardPart, ...]] = []
    for _, group in groupby(rows, lambda row: (row.leaf, row.line if row.kind not in TEXT_KINDS else 0)):
        parts = tuple(_line_part(row) for row in group if row.words and row.kind not in EMPTY_KINDS)
        if parts:
            paragraphs.append(parts)
    return tuple(paragraphs)


def _line_part(row: CardLine) -> CardPart:
    return CardPart(row.line, row.start, row.end) if row.kind is BlockKind.CODE else row.part()


def _plain_text(text: CardText, lines: Sequence[str], zones: Mapping[int, Sequence[Zone]]) -> str:
    return "\n".join(filter(None, (_plain_paragraph(parts, lines, zones) for parts in text)))


def _plain_paragraph(parts: Sequence[CardPart], lines: Sequence[str], zones: Mapping[int, Sequence[Zone]]) -> str:
    words: list[str] = []
    for before, part in pairwise((None, *parts)):
        assert part is not None
        if before is not None and before.line != part.line:
            words.append(" ")
        line, in_line = lines[part.line - 1], zones.get(part.line, ())
        words.append(part.blank or words_with_spaces(line, in_line, part.start, part.end))
    return " ".join("".join(words).split())
