"""Compares two texts of a card: whether the second one is the first after an edit, or asks for another fact.

A typo, a word more or a word less are an edit. Another word in place of one, or another number, may be another fact:
`capital of France` and `capital of Spain` differ in as little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from studyguide.text.words import fold

CARD_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s]")
LONG_CARD_WORD = 8
"""Words of so many letters may have two slips, shorter ones have one."""
MOST_ADDED = 0.6
"""Share of the longer text that may be new."""
FEW_WORDS = 2
"""So many words may be added to any text."""
SAME_QUESTION = 0.4
"""Share of the shorter answer's words that both answers have, where both questions are equal."""
MOST_TYPOS = 3


def card_likeness(old: tuple[str, str], new: tuple[str, str]) -> float:
    """Returns how near two cards (question, answer) are: 1 for equal words, 0 where they may ask for two facts."""
    asked, answered = _part_likeness(old[0], new[0]), _part_likeness(old[1], new[1])
    if asked == 1 and answered == 0:
        answered = _shared_answer(old[1], new[1])
    if asked and answered and (asked == 1 or answered == 1 or _are_long(old, new)):
        return (asked + answered) / 2
    return 0.0


def _are_long(old: tuple[str, str], new: tuple[str, str]) -> bool:
    """Returns whether both texts have enough words to be recognized although both have changed."""
    return all(len(_words_of_text(text)) >= 2 * FEW_WORDS for text in (*old, *new))


def _part_likeness(old: str, new: str) -> float:
    """Returns 1 for equal words, less for each typo and each word more or less, 0 if a word has become another."""
    before, after = _words_of_text(old), _words_of_text(new)
    if before == after:
        return 1.0
    if _number_words(before) != _number_words(after):
        return 0.0
    typos = changed = 0
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "replace":
            slips, added = _replaced(before[first:last], after[start:end])
            if slips < 0:
                return 0.0
            typos, changed = typos + slips, changed + added
        elif tag != "equal":
            changed += sum(map(_is_word, before[first:last] + after[start:end]))
    size = max(sum(map(_is_word, before)), sum(map(_is_word, after)), 1)
    kept = min(sum(map(_is_word, before)), sum(map(_is_word, after)))
    if typos > MOST_TYPOS or not kept or changed > max(FEW_WORDS, MOST_ADDED * size):
        return 0.0
    return max(0.05, 1 - (changed + typos / 2) / (size + 1))


def _replaced(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Returns the typos and the changed signs between two runs of words; -1 typos if a word has become another."""
    before, after = list(filter(_is_word, old)), list(filter(_is_word, new))
    if "".join(before) == "".join(after):
        return 1, 0
    if not before or not after:
        return 0, len(before) + len(after)
    if len(before) != len(after) and _is_typo("".join(before), "".join(after)):
        return 1, 0
    shorter, longer = sorted((before, after), key=len)
    typos = _typos_within(shorter, longer)
    return typos, len(longer) - len(shorter)


def _typos_within(shorter: Sequence[str], longer: Sequence[str]) -> int:
    """Returns how many typos make the words of one run from words of another, in their order; -1 if they do not."""
    typos = place = 0
    for word in shorter:
        while place < len(longer) and word != longer[place] and not _is_typo(word, longer[place]):
            place += 1
        if place == len(longer):
            return -1
        typos += word != longer[place]
        place += 1
    return typos


def _is_typo(old: str, new: str) -> bool:
    """Returns whether a word is another one with a slip: a letter more, less or other, or two letters swapped."""
    if not (old.isalpha() and new.isalpha()) or (len(old) == len(new) == 1):
        return False
    most = 2 if min(len(old), len(new)) >= LONG_CARD_WORD else 1
    return _edit_distance(old, new, most) <= most


def _edit_distance(old: str, new: str, most: int) -> int:
    """Returns how many letters differ, a swap of neighbors counted once; `most` + 1 for anything larger."""
    if abs(len(old) - len(new)) > most:
        return most + 1
    above: list[int] = []
    row = list(range(len(new) + 1))
    for at, letter in enumerate(old, 1):
        next_row = [at]
        for place, other in enumerate(new, 1):
            cost = min(row[place] + 1, next_row[-1] + 1, row[place - 1] + (letter != other))
            if at > 1 and place > 1 and letter == new[place - 2] and old[at - 2] == other:
                cost = min(cost, above[place - 2] + 1)
            next_row.append(cost)
        if min(next_row) > most:
            return most + 1
        above, row = row, next_row
    return row[-1]


def _shared_answer(old: str, new: str) -> float:
    """Returns the share of words that two answers to one question have in common, 0 if it is too small."""
    before, after = _words_of_text(old), _words_of_text(new)
    if not before or not after or not _numbers_agree(before, after):
        return 0.0
    words, others = Counter(filter(_is_word, before)), Counter(filter(_is_word, after))
    size = min(words.total(), others.total())
    share = (words & others).total() / size if size else 0.0
    return 0.9 * share if share >= SAME_QUESTION and size > 1 else 0.0


def _numbers_agree(before: Sequence[str], after: Sequence[str]) -> bool:
    first, second = Counter(_number_words(before)), Counter(_number_words(after))
    return first <= second or second <= first


def _number_words(words: Sequence[str]) -> list[str]:
    return sorted(word for word in words if word[0].isdigit())


def _words_of_text(text: str) -> list[str]:
    return [fold(word) for word in CARD_WORD.findall(text)]


def _is_word(word: str) -> bool:
    return word[0].isalnum()
