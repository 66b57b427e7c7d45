"""Finds cards whose question and answer have lines of their own: `Q:` above `A:`, and a line `?` between the two."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from studyguide.model.note import BlockKind
from studyguide.parse.cards.card_lines import ANSWER_KINDS, EMPTY_KINDS, TEXT_KINDS, CardLine

QUESTION_LABEL = re.compile(
    r"(?:\*\*|__)?(?:[Qq]uestion|QUESTION|Q)(?: ?\d{1,3})?(?:\*\*|__)?[:：](?:\*\*|__)?(?=\s|$|[^\s:：/\\])"
)
ANSWER_LABEL = re.compile(
    r"(?:\*\*|__)?(?:[Aa]nswer|ANSWER|A)(?: ?\d{1,3})?(?:\*\*|__)?[:：](?:\*\*|__)?(?=\s|$|[^\s:：/\\])"
)
CLOZE_LABEL = re.compile(r"(?:\*\*|__)?C(?:\*\*|__)?:(?:\*\*|__)?\s")
ONE_WAY, BOTH_WAYS = "?", "??"
END_OF_CARD = frozenset({"---", "***", "___", "+++", "<!--ID-->"})


class LabeledCard(Struct, frozen=True):
    """Holds the lines of a question and its answer, each from its first column of words on."""

    question: tuple[CardLine, ...]
    answer: tuple[CardLine, ...]
    first: int
    """1-based line of the card's beginning."""
    last: int
    is_both_ways: bool = False


def labeled_cards(lines: Sequence[CardLine], pairs: Collection[int]) -> Iterator[LabeledCard]:
    """Yields the cards with `Q:` and `A:`. A question without an answer is none; an answer ends before `pairs`, the
    1-based lines that are a card by themselves."""
    at = 0
    while at < len(lines):
        card, after = _labeled_card(lines, at, pairs) if is_question(lines[at]) else (None, at + 1)
        if card is not None:
            yield card
        at = after


def separated_cards(lines: Sequence[CardLine], taken: Collection[int], pairs: Collection[int]) -> Iterator[LabeledCard]:
    """Yields the cards with a line `?` or `??` between question and answer.

    `taken` are the 1-based lines of other cards, `pairs` those that are a card by themselves: no question begins there.
    """
    after = 0
    for at, line in enumerate(lines):
        if line.kind not in TEXT_KINDS or line.words not in {ONE_WAY, BOTH_WAYS} or line.line in taken:
            continue
        first = at
        while first > after and _is_question_above(lines[first - 1], line):
            if lines[first - 1].line in taken or lines[first - 1].line in pairs:
                break
            first -= 1
        last = _end_of_block(lines, at + 1, line)
        question, answer = tuple(lines[first:at]), tuple(lines[at + 1 : last])
        if question and any(one.words for one in answer):
            yield LabeledCard(question, answer, question[0].line, answer[-1].line, line.words == BOTH_WAYS)
            after = last


def is_question(line: CardLine) -> bool:
    """Returns whether a line begins with `Q:` or the like."""
    return line.kind in TEXT_KINDS and bool(QUESTION_LABEL.match(line.words))


def _labeled_card(lines: Sequence[CardLine], at: int, pairs: Collection[int]) -> tuple[LabeledCard | None, int]:
    """Returns the card that begins at a line, if it has an answer, and the place behind it."""
    question = [_behind_label(lines[at], QUESTION_LABEL)]
    here = at + 1
    while here < len(lines) and not _starts_with(lines[here], ANSWER_LABEL):
        line = lines[here]
        if line.is_empty:
            here = _next_with_words(lines, here)
            if here < len(lines) and _starts_with(lines[here], ANSWER_LABEL):
                break
            return None, here
        if line.kind not in TEXT_KINDS or _begins_card(line):
            return None, here
        question.append(line)
        here += 1
    if here >= len(lines):
        return None, here
    label = lines[here]
    answer = [_behind_label(label, ANSWER_LABEL)]
    after = _end_of_answer(lines, here + 1, label, pairs)
    answer += lines[here + 1 : after]
    while answer and answer[-1].is_empty:
        answer.pop()
    asked = tuple(line for line in question if line.words)
    answered = tuple(line for line in answer if line.words)
    if not asked or not answered:
        return None, here + 1
    return LabeledCard(asked, answered, lines[at].line, answered[-1].line), after


def _behind_label(line: CardLine, label: re.Pattern[str]) -> CardLine:
    indent = line.text[line.start : line.end]
    start = line.start + len(indent) - len(indent.lstrip())
    match = label.match(line.text, start)
    return line._replace(start=match.end() if match else start)


def _starts_with(line: CardLine, label: re.Pattern[str]) -> bool:
    return line.kind in TEXT_KINDS and bool(label.match(line.words))


def _begins_card(line: CardLine) -> bool:
    return any(_starts_with(line, label) for label in (QUESTION_LABEL, ANSWER_LABEL, CLOZE_LABEL))


def _next_with_words(lines: Sequence[CardLine], at: int) -> int:
    while at < len(lines) and lines[at].is_empty and lines[at].kind in EMPTY_KINDS:
        at += 1
    return at


def _end_of_answer(lines: Sequence[CardLine], at: int, label: CardLine, pairs: Collection[int]) -> int:
    """Returns the place behind an answer: at a blank line, unless the words before it announce what follows."""
    has_words = bool(_behind_label(label, ANSWER_LABEL).words)
    announces = not has_words or label.words.endswith((":", "："))
    while at < len(lines):
        line = lines[at]
        if not line.is_empty:
            if line.line in pairs or not _belongs(line, label):
                return at
            announces = line.words.endswith((":", "："))
            at += 1
            continue
        following = _next_with_words(lines, at) if line.kind in EMPTY_KINDS else at + 1
        if following >= len(lines) or lines[following].line in pairs or not _belongs(lines[following], label):
            return at
        is_same_block = lines[following].top == lines[at - 1].top != label.top or lines[following].leaf == line.leaf
        if not announces and not is_same_block:
            return at
        announces = False
        at = following
    return at


def _belongs(line: CardLine, label: CardLine) -> bool:
    """Returns whether a line can be in the answer that begins with `label`: it is no title and no other card, and in
    the same item of a list."""
    if line.kind not in ANSWER_KINDS or line.words in END_OF_CARD or _begins_card(line):
        return False
    return line.items[: len(label.items)] == label.items


def _is_question_above(line: CardLine, separator: CardLine) -> bool:
    return (
        line.kind in TEXT_KINDS
        and bool(line.words)
        and line.words not in END_OF_CARD
        and line.items[: len(separator.items)] == separator.items
    )


def _end_of_block(lines: Sequence[CardLine], at: int, separator: CardLine) -> int:
    """Returns the place of the first line that is blank, no part of a text, or behind the item of the separator."""
    while at < len(lines):
        line = lines[at]
        is_code = line.kind is BlockKind.CODE
        if line.kind not in ANSWER_KINDS or line.words in END_OF_CARD or (not line.words and not is_code):
            break
        if line.items[: len(separator.items)] != separator.items:
            break
        at += 1
    return at
