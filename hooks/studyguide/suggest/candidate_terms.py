"""Finds runs of words that look like names: by capitals, as titles, as links, in bold, next to known terms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from studyguide.parse.outline.speakers import SPEAKER_MARKER as BYLINE
from studyguide.parse.outline.watchlist import SMALL_WORDS
from studyguide.suggest.model import NoteLine, Seen, Sign
from studyguide.suggest.note_words import Vocabulary
from studyguide.text.ordinals import without_ordinal
from studyguide.text.words import HYPHENS, singular, words_of

_JOINERS = "of de du la le van von der"
JOINERS = frozenset(_JOINERS.split())
"""Small words that may be part of a name."""
_EVERYDAY = """
about after all also am any back because been before being between both but can could did do does each few get good
had has have he her here his how i if just let like many may me more most much must my new no not now off one only
other out over own per same see should so some such than them then there these they those three today too two under up
use used very was we were what when where which while who why will would yes you your yet example examples notes note
summary intro introduction overview part day week monday tuesday wednesday thursday friday saturday sunday january
february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov
dec mon tue wed thu fri sat sun etc vs
"""
EVERYDAY = SMALL_WORDS | frozenset(_EVERYDAY.split())
"""Everyday words and words about notes: none is a name by itself, and no title that contains one is a name."""
LINKED_WORDS = re.compile(r"\[\[([^\]\[|]{2,60})(?:\|[^\]\[]{0,80})?\]\]|(?<!!)\[([^\]\[]{2,60})\]\(")
BOLD_WORDS = re.compile(r"(\*\*|__)(?=\S)([^*_]{2,60}?)(?<=\S)\1")
START = re.compile(r"(^|[.!?…:]['\"”’)\]*_]*\s|[|])(?:[\s\-*+•>#\"'“‘(\[\]]|\d+[.)]|[a-z][.)]|\[x\])*$")
"""Text before the first word of a sentence: nothing, the end of another sentence, list markers."""
MAX_WORDS = 5
MIN_NEIGHBORS = 3
"""How often a word must be next to a known term."""
MIN_SHARE = 0.5
"""The share of all its places in which it must be next to the term."""


def phrases(rows: Sequence[NoteLine], words: Vocabulary, people: frozenset[str]) -> Iterator[Seen]:
    """Yields what looks like a name, row by row, unless all of it is known, a person, or everyday words."""
    for row in rows:
        yield from _marked_names(row, people)
        if row.title:
            if text := _name_of_title(without_ordinal(row.title), people):
                yield Seen(row.note, row.line.number, text, Sign.HEADING)
        else:
            yield from _capitalised(row, words, people)
    yield from _neighbors(rows, words)


def _marked_names(row: NoteLine, people: frozenset[str]) -> Iterator[Seen]:
    text = row.line.text
    links = ((m[1] or m[2], Sign.LINK) for m in LINKED_WORDS.finditer(text)) if "[" in text else iter(())
    bold = ((m[2], Sign.MARKED) for m in BOLD_WORDS.finditer(text)) if "**" in text or "__" in text else iter(())
    for words, sign in (*links, *bold):
        if (name := _name_of_title(words, people)) and _is_visible(row, name):
            yield Seen(row.note, row.line.number, name, sign)


def _is_visible(row: NoteLine, name: str) -> bool:
    """Returns whether all words of a name are outside redacted text and text that is not prose."""
    folds = set(row.line.folds)
    return all(word in folds for word in words_of(name))


def _name_of_title(text: str, people: frozenset[str]) -> str:
    """Returns a title as a name, without the marks around it, or '' if it is not a name."""
    text = " ".join(text.strip(" \t:.,;!?*_`#-–—\"'“”").split())
    words = words_of(text)
    if not 0 < len(words) <= MAX_WORDS or not re.fullmatch(r"[\w\s'’/&.+-]{2,60}", text) or BYLINE.match(text):
        return ""
    everyday = any(word in EVERYDAY for word in words if word not in JOINERS) or {words[0], words[-1]} & JOINERS
    if everyday or is_person(words, people) or sum(len(word) for word in words if word.isalpha()) < 2:
        return ""
    return text


def is_person(words: Sequence[str], people: frozenset[str]) -> bool:
    """Returns whether the words are a person's name: they begin with a known given name, or all belong to speakers'
    names."""
    return words[0] in people and (len(words) <= 3) and (len(words) == 1 or words[1] not in EVERYDAY)


def _capitalised(row: NoteLine, words: Vocabulary, people: frozenset[str]) -> Iterator[Seen]:
    """Yields each run of capitalized words; the first word of a sentence counts only if it is not an everyday word."""
    line, text = row.line, row.line.text
    run: list[int] = []
    for index, (start, end) in enumerate((*line.spans, (len(text), len(text)))):
        word = text[start:end]
        big = word[:1].isupper()
        joined = bool(run) and index < len(line.spans) and index not in line.breaks
        between = text[line.spans[index - 1][1] : start] if joined else ""
        close = joined and (between == " " or between in HYPHENS)
        if run and not (close and (big or (line.folds[index] in JOINERS and between == " "))):
            yield from _names_in_run(row, run, words, people)
            run = []
        if big or (run and close):
            run.append(index)


def _names_in_run(row: NoteLine, run: list[int], words: Vocabulary, people: frozenset[str]) -> Iterator[Seen]:
    line, text = row.line, row.line.text
    while run and (line.folds[run[-1]] in EVERYDAY or not text[line.spans[run[-1]][0]].isalnum()):
        run = run[:-1]
    starts = bool(run) and START.search(text[max(0, line.spans[run[0]][0] - 40) : line.spans[run[0]][0]])
    while run and (
        line.folds[run[0]] in EVERYDAY
        or (len(run) > 1 and ((starts and words.small[line.folds[run[0]]]) or len(line.folds[run[0]]) == 1))
    ):
        run, starts = run[1:], None
    if not run or len(run) > MAX_WORDS or is_person([line.folds[i] for i in run], people):
        return
    name = text[line.spans[run[0]][0] : line.spans[run[-1]][1]]
    alone = len(run) == 1
    if alone and (len(name) < 2 or (starts and not name.isupper()) or words.small[line.folds[run[0]]]):
        return
    yield Seen(row.note, line.number, " ".join(name.split()), Sign.CAPITALS)


def _neighbors(rows: Iterable[NoteLine], words: Vocabulary) -> Iterator[Seen]:
    """Yields a known term with the unknown word before or after it, if that word is mostly in that place."""
    pairs: dict[tuple[str, str], list[tuple[NoteLine, int, int]]] = defaultdict(list)
    for row in rows:
        taken = {i for first, last, _ in row.known for i in range(first, last + 1)}
        for first, last, _ in row.known:
            for index, low, high in ((first - 1, first - 1, last), (last + 1, first, last + 1)):
                word = row.line.folds[index] if 0 <= index < len(row.line.folds) and index not in taken else ""
                if len(word) > 2 and word.isalpha() and word not in EVERYDAY and _is_next_to(row, index, first, last):
                    phrase = " ".join(map(singular, row.line.folds[low : high + 1]))
                    pairs[phrase, word].append((row, low, high))
    for (_, word), places in sorted(pairs.items()):
        count = len({(row.note, row.line.number) for row, _, _ in places})
        if count < MIN_NEIGHBORS or count < MIN_SHARE * words.all[word]:
            continue
        for row, low, high in places:
            text = row.line.text[row.line.spans[low][0] : row.line.spans[high][1]]
            evidence = f"`{word}` is written there {len(places)} of {words.all[word]} times"
            yield Seen(row.note, row.line.number, " ".join(text.split()), Sign.BESIDE, beside=evidence)


def _is_next_to(row: NoteLine, index: int, first: int, last: int) -> bool:
    """Returns whether only a space or hyphen is between the word at `index` and the words `first` to `last`."""
    left, right = (index, first) if index < first else (last, index)
    between = row.line.text[row.line.spans[left][1] : row.line.spans[right][0]]
    return right not in row.line.breaks and (between == " " or between in HYPHENS)


def surest(texts: Counter[str]) -> str:
    """Returns the most frequent spelling; among equals the one with fewer capitals, then the first."""
    return min(texts, key=lambda text: (-texts[text], sum(c.isupper() for c in text), text))
