"""Recognizes words that are one slip away from a word of a name and are no other word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from studyguide.text.edit_distance import distance, one_edit_away, without_a_letter
from studyguide.text.english_words import english_words
from studyguide.text.words import inflections, singular

SHORTEST_TYPO = 9
"""Number of letters from which a word that is one edit away from a known one is a slip and not another word."""
ENDING_LETTERS = frozenset("adeilnorsy")
"""Letters that make another form of a word if they are added to its end or are its last: `normalize`, `normalizer`."""
SHORTEST_PART = 4
"""Number of letters from which the parts of a word are words of a compound."""
VERB_ENDING = re.compile(r"i[sz](?:e[sd]?|ing)$")
"""The ending of verbs that are made of nouns, such as `parallelise`; a slip of another word has it hardly ever."""
LONGEST_TYPO = 30
"""Number of letters of the longest word that is compared, so that the time for one word has a limit."""


class KnownWords(Struct, frozen=True):
    """Holds the words of all names, and those of them by the texts that leave out one of their letters."""

    all: frozenset[str] = frozenset()
    """Every word of a name in all its lengths, folded, and its singular."""
    by_rest: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def known_words(words: Iterable[str], others: Iterable[str] = ()) -> KnownWords:
    """Returns the index of folded words. Slips of `others` are not recognized, but they are no slips themselves."""
    targets = frozenset(words)
    by_rest: dict[str, list[str]] = defaultdict(list)
    for word in sorted(targets):
        if len(word) >= SHORTEST_TYPO - 1 and _is_plain(word):
            for rest in sorted({word, *without_a_letter(word)}):
                by_rest[rest].append(word)
    every = targets.union(others)
    return KnownWords(every.union(map(singular, every)), {rest: tuple(near) for rest, near in by_rest.items()})


def read_as(word: str, known: KnownWords) -> str | None:
    """Returns the one known word of which a folded word is a slip, or None.

    None for a word of any list or two, for an added ending or beginning, and if an English word is as near.
    """
    if not SHORTEST_TYPO <= len(word) <= LONGEST_TYPO or not _is_plain(word) or _is_known_word(word, known):
        return None
    near = {target for form in {word, singular(word)} for target in _targets(form, known)}
    pairs = [(form, target) for form in (word, singular(word)) for target in near]
    if near and _is_compound(word) and not any(_is_clear(*pair) or _is_longer_part(*pair) for pair in pairs):
        return None
    by_lemma = {_lemma(target): target for target in sorted(near, reverse=True)}
    if len(by_lemma) != 1:
        return None
    lemma, target = by_lemma.popitem()
    english = {_lemma(other) for other in one_edit_away(word, english_words())}
    return target if english <= {lemma} else None


def _targets(word: str, known: KnownWords) -> set[str]:
    rests = {word, *without_a_letter(word)}
    near = {target for rest in rests for target in known.by_rest.get(rest, ())}
    return {target for target in near if distance(word, target) == 1 and not _is_inflection(word, target)}


def _lemma(word: str) -> str:
    """Returns the singular of a word in American spelling."""
    return inflections(word, "")[-1]


def _is_known_word(word: str, known: KnownWords) -> bool:
    return any(form in known.all or form in english_words() for form in inflections(word, word))


def _is_inflection(word: str, target: str) -> bool:
    """Returns whether two words differ only by a letter at the end or the beginning that makes another form or word."""
    if VERB_ENDING.search(word) and not VERB_ENDING.search(target):
        return True
    if word[:-1] == target:
        return word[-1] in ENDING_LETTERS and word[-1] != target[-1]
    if word[:-1] == target[:-1]:
        return word[-1] in ENDING_LETTERS and target[-1] in ENDING_LETTERS
    if target[:-1] == word:
        return target[-1] in ENDING_LETTERS and target[-1] != word[-1] and not target.endswith("ion")
    return (word[1:] == target and word[0] != word[1]) or (target[1:] == word and target[0] == "a")


def _is_clear(word: str, target: str) -> bool:
    """Returns whether a slip swaps two letters or doubles one, which no other word does by chance."""
    doubled = (word[:at] + word[at + 1 :] for at in range(1, len(word)) if word[at] == word[at - 1])
    return sorted(word) == sorted(target) or target in doubled


def _is_compound(word: str) -> bool:
    """Returns whether a word consists of two English words, such as `callbacks`: a word that no list has, but right."""
    return any(True for _ in _parts(word))


def _is_longer_part(word: str, target: str) -> bool:
    """Returns whether both consist of two words and share one, and the other has a letter more, as `sagermaker` has."""
    other = [part for parts in _parts(target) for part in enumerate(parts)]
    return len(word) == len(target) + 1 and any(part in other for parts in _parts(word) for part in enumerate(parts))


def _parts(word: str) -> Iterator[tuple[str, str]]:
    """Yields the two English words of which a word consists, for each place where it can be divided."""
    words = english_words()
    splits = ((word[:at], word[at:]) for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1))
    return ((head, tail) for head, tail in splits if head in words and tail in words)


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha()
