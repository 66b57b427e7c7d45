"""Lists the lines of a note as the rules for cards read them: words without markers, and what is around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from studyguide.model.note import BlockKind, Zone, ZoneKind
from studyguide.model.note_card import CardPart
from studyguide.parse.blocks import MutableBlock

MASK = "\ufffc"
"""Replaces code, formulas and addresses, in which nothing is a sign of a card."""
MASKED_KINDS = frozenset({ZoneKind.CODE, ZoneKind.URL})
LONGEST_DELIMITER = 3
"""Markup of at most so many characters is a delimiter around words; longer markup is a tag."""
TEXT_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LABEL})
"""Leaves whose words can be a question."""
ANSWER_KINDS = TEXT_KINDS | {BlockKind.CODE, BlockKind.TABLE}
"""Leaves whose words can be in an answer."""
EMPTY_KINDS = frozenset({BlockKind.BLANK, BlockKind.COMMENT})


class CardLine(NamedTuple):
    """Holds one line of a leaf."""

    line: int
    """1-based."""
    start: int
    """0-based column of its words."""
    end: int
    kind: BlockKind
    leaf: int
    """Counts the leaves of the note."""
    top: int
    """Counts the outermost blocks of the note."""
    items: tuple[int, ...]
    """The first lines of the list items that it is indented into, outermost first."""
    text: str
    """The whole line, masked: its columns are those of the note."""

    @property
    def words(self) -> str:
        return self.text[self.start : self.end].strip()

    @property
    def is_empty(self) -> bool:
        return self.kind in EMPTY_KINDS or not self.words

    def part(self) -> CardPart:
        """Returns the columns of its words."""
        return trimmed_part(self, self.start, self.end)


def trimmed_part(line: CardLine, start: int, end: int) -> CardPart:
    """Returns the columns between two others without the spaces at both ends."""
    text = line.text[start:end]
    return CardPart(line.line, start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip()))


def card_lines(
    blocks: Sequence[MutableBlock], lines: Sequence[str], zones: Mapping[int, Sequence[Zone]]
) -> list[CardLine]:
    """Returns every line of a note once, in order; `zones` are by 1-based line."""
    rows: list[CardLine] = []
    columns: dict[int, int] = {}
    for leaf, (block, top, items) in enumerate(_leaves_with_items(blocks)):
        pieces = {number: (start, end) for number, start, end in block.pieces}
        for number in range(block.first, block.last + 1):
            start, end = pieces.get(number, (0, 0))
            text = _masked_line(lines[number], zones.get(number + 1, ()), block.kind)
            column = start + len(text[start:end]) - len(text[start:end].lstrip())
            columns.setdefault(number + 1, column)
            inside = tuple(item for item in items if column >= columns.get(item, 0) - 1)
            rows.append(CardLine(number + 1, start, end, block.kind, leaf, top, inside, text))
    return rows


def _leaves_with_items(blocks: Sequence[MutableBlock]) -> Iterator[tuple[MutableBlock, int, tuple[int, ...]]]:
    for top, outermost in enumerate(blocks):
        stack: list[tuple[MutableBlock, tuple[int, ...]]] = [(outermost, ())]
        while stack:
            block, items = stack.pop()
            if not block.children:
                yield block, top, items
                continue
            inner = (*items, block.first + 1) if block.kind is BlockKind.ITEM else items
            stack.extend((child, inner) for child in reversed(block.children))


def _masked_line(line: str, zones: Sequence[Zone], kind: BlockKind) -> str:
    """Returns a line of the same length in which comments are blank and code is masked."""
    row: list[str] | None = None
    for zone in zones:
        filler = ""
        if zone.kind is ZoneKind.COMMENT:
            filler = " "
        elif kind is not BlockKind.CODE and (
            zone.kind in MASKED_KINDS or (zone.kind is ZoneKind.MARKUP and zone.end - zone.start > LONGEST_DELIMITER)
        ):
            filler = MASK
        if filler:
            row = list(line) if row is None else row
            row[zone.start : zone.end] = filler * (zone.end - zone.start)
    return line if row is None else "".join(row)
