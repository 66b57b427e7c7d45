"""Finds runs of words that look like names: by capitals, as titles, as links, in bold, next to known terms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from studyguide.link.candidates import written
from studyguide.suggest.kind_phrases import COMPOUNDS
from studyguide.suggest.language_words import LanguageWords, is_cjk
from studyguide.suggest.model import NoteLine, Seen, Sign
from studyguide.suggest.names import CASED_NOUNS, MAX_NAME_WORDS, is_person, may_be_name, name_of_title
from studyguide.suggest.note_words import Vocabulary
from studyguide.text.ordinals import without_ordinal
from studyguide.text.words import HYPHENS, singular, words_of

LINKED_WORDS = re.compile(
    r"\[\[([^\]\[|]{2,60})(?:\|[^\]\[]{0,80})?\]\]|(?<!!)\[([^\]\[]{2,60})\]\((?!https?:(?!//[\w.]{0,20}wikipedia))"
)
"""The words of a link to another note or to an encyclopedia. Others are the titles of pages."""
PAGE_TITLE = re.compile(r"\[([^\]\[]{2,300})\]\(https?:")
MIN_TITLE_WORDS = 4
"""Number of words from which the words of a link to a page are its title, in which every word may have a capital."""
LABEL = re.compile(r"\s*(?:\*\*|__)?[^*_:]{2,80}(?:\*\*|__)?\s?[:：](?:\*\*|__)?\s*$")
"""A line that ends in a colon and names what follows."""
BOLD_WORDS = re.compile(r"(\*\*|__)(?=\S)([^*_]{2,60}?)(?<=\S)\1")
BRACKETED_WORDS = re.compile(r"[「『【]([^「」『』【】\n]{2,20})[」』】]")
START = re.compile(r"(^|[.!?…:]['\"”’)\]*_]*\s|[|])(?:[\s\-*+•>#\"'“‘(\[\]]|\d+[.)]|[a-z][.)]|\[x\])*$")
"""Text before the first word of a sentence: nothing, the end of another sentence, list markers."""
AGENT = "by"
"""The second word of a sentence such as `Coined by Smith`, which names nothing."""
MIN_NEIGHBORS = 3
"""How often a word must be next to a known term."""
MIN_SHARE = 0.5
"""The share of all its places in which it must be next to the term."""


def phrases(rows: Sequence[NoteLine], words: Vocabulary, people: frozenset[str]) -> Iterator[Seen]:
    """Yields what looks like a name, row by row, unless all of it is known, a person, or everyday words."""
    for row in rows:
        yield from _marked_names(row, people)
        if row.title:
            text = "" if LABEL.match(row.line.text) else without_ordinal(row.title)
            text = name_of_title(text, row.language, people) if text else ""
            if text and not _is_about_names(text, row.language):
                yield Seen(row.note, row.line.number, text, Sign.HEADING)
        else:
            yield from _capitalised(row, words, people)


def _is_about_names(heading: str, language: LanguageWords) -> bool:
    """Returns whether a heading is about one or two names and is none itself: `Bees and Wasps`, `Bienen im Winter`,
    `Waben schleudern`."""
    words = words_of(heading)
    if any(word in language.joining for word in words[1:]):
        return True
    if language.code in COMPOUNDS and not (language.inside - language.genitives).isdisjoint(words[1:]):
        return True
    return language.code in CASED_NOUNS and heading[0].isupper() and heading.split()[-1][:1].islower()


def _marked_names(row: NoteLine, people: frozenset[str]) -> Iterator[Seen]:
    text = row.line.text
    if "[" not in text and "**" not in text and "__" not in text and text.isascii():
        return
    links = ((m[1] or m[2], Sign.LINK) for m in LINKED_WORDS.finditer(text)) if "[" in text else iter(())
    has_bold = ("**" in text or "__" in text) and not LABEL.match(text)
    bold = ((m[2], Sign.MARKED) for m in BOLD_WORDS.finditer(text)) if has_bold else iter(())
    quoted = ((m[1], Sign.BRACKETS) for m in BRACKETED_WORDS.finditer(text)) if is_cjk(text) else iter(())
    for words, sign in (*links, *bold, *quoted):
        if (name := name_of_title(words, row.language, people)) and _is_visible(row, name):
            yield Seen(row.note, row.line.number, name, sign)


def _is_visible(row: NoteLine, name: str) -> bool:
    """Returns whether all words of a name are outside redacted text and text that is not prose."""
    folds = set(row.line.folds)
    return all(word in folds for word in words_of(name))


def _capitalised(row: NoteLine, words: Vocabulary, people: frozenset[str]) -> Iterator[Seen]:
    """Yields each run of capitalized words; the first word of a sentence counts only if it is not an everyday word."""
    text, spans, folds = row.line.text, row.line.spans, row.line.folds
    end = 0
    for first in [at for at, (start, _) in enumerate(spans) if text[start].isupper()]:
        if first >= end:
            end = first + 1
            while end < len(spans) and _goes_on(row, end):
                end += 1
            if end == first + 1 and folds[first] in words.small and not written(row.line, first).isupper():
                continue  # an everyday word, such as the first one of most sentences
            yield from _names_in_run(row, list(range(first, end)), words, people)


def _goes_on(row: NoteLine, index: int) -> bool:
    """Returns whether a run of capitalized words goes on with the word at `index`."""
    line = row.line
    start = line.spans[index][0]
    between = line.text[line.spans[index - 1][1] : start]
    if index in line.breaks or not (between == " " or between in HYPHENS):
        return False
    return line.text[start].isupper() or (between == " " and line.folds[index] in row.language.inside)


def _names_in_run(row: NoteLine, run: list[int], words: Vocabulary, people: frozenset[str]) -> Iterator[Seen]:
    line, text, language = row.line, row.line.text, row.language
    while run and (line.folds[run[-1]] in language.function or not text[line.spans[run[-1]][0]].isalnum()):
        run = run[:-1]
    if run and "](http" in text and _is_in_title(text, line.spans[run[0]][0]):
        return
    starts = bool(run) and START.search(text[max(0, line.spans[run[0]][0] - 40) : line.spans[run[0]][0]])
    if starts and len(run) > 2 and line.folds[run[1]] == AGENT:
        run, starts = run[2:], None
    while run and (
        line.folds[run[0]] in language.function
        or (len(run) > 1 and starts and (words.small[line.folds[run[0]]] or line.folds[run[0]] in language.begins))
        or (len(run) > 1 and len(line.folds[run[0]]) == 1)
    ):
        run, starts = run[1:], None
    if starts and language.code in CASED_NOUNS and len(run) > 1:
        run, starts = run[1:], None  # its capital may be that of the sentence
    if joint := _joint(row, run):
        yield from _names_in_run(row, run[:joint], words, people)
        yield from _names_in_run(row, run[joint + 1 :], words, people)
        return
    if not run or len(run) > MAX_NAME_WORDS:
        return
    if language.code in CASED_NOUNS and any(line.folds[index] in language.inside for index in run):
        return  # such as `Imker im Winter`, which is prose
    name, folds = text[line.spans[run[0]][0] : line.spans[run[-1]][1]], [line.folds[i] for i in run]
    if not may_be_name(folds, language) or is_person(folds, name, people, language):
        return
    if len(run) == 1:
        common = words.small[folds[0]] or language.code in CASED_NOUNS
        if len(name) < 2 or (not name.isupper() and (starts or common)) or folds[0] in language.generic:
            return
    yield Seen(row.note, line.number, " ".join(name.split()), Sign.CAPITALS)


def _joint(row: NoteLine, run: Sequence[int]) -> int:
    """Returns where a run is two names: at `by`, and at `and` between single words, as in `Queen and Drone`; else 0."""
    folds = [row.line.folds[index] for index in run]
    if AGENT in folds[1:] and row.language.code == "en":
        return folds.index(AGENT, 1)
    joint = next((at for at, word in enumerate(folds) if word in row.language.joining), 0)
    return joint if joint == 1 and len(run) == 3 else 0


def _is_in_title(text: str, start: int) -> bool:
    """Returns whether a column is within the title of a page that a link leads to."""
    titles = (m for m in PAGE_TITLE.finditer(text) if len(m[1].split()) >= MIN_TITLE_WORDS)
    return any(title.start() <= start < title.end() for title in titles)


def neighbors(rows: Iterable[NoteLine], words: Vocabulary) -> Iterator[Seen]:
    """Yields a known term with the unknown word before or after it, if that word is mostly in that place."""
    pairs: dict[tuple[str, str], list[tuple[NoteLine, int, int]]] = defaultdict(list)
    for row in rows:
        taken = {i for first, last, _ in row.known for i in range(first, last + 1)}
        for first, last, _ in row.known:
            for index, low, high in ((first - 1, first - 1, last), (last + 1, first, last + 1)):
                word = row.line.folds[index] if 0 <= index < len(row.line.folds) and index not in taken else ""
                is_word = len(word) > 2 and word.isalpha() and word not in row.language.function
                if is_word and _is_next_to(row, index, first, last):
                    phrase = " ".join(map(singular, row.line.folds[low : high + 1]))
                    pairs[phrase, word].append((row, low, high))
    for (_, word), places in sorted(pairs.items()):
        count = len({(row.note, row.line.number) for row, _, _ in places})
        if count < MIN_NEIGHBORS or count < MIN_SHARE * words.all[word]:
            continue
        for row, low, high in places:
            text = row.line.text[row.line.spans[low][0] : row.line.spans[high][1]]
            evidence = f"`{word}` is next to it {len(places)} of {words.all[word]} times"
            yield Seen(row.note, row.line.number, " ".join(text.split()), Sign.BESIDE, beside=evidence)


def _is_next_to(row: NoteLine, index: int, first: int, last: int) -> bool:
    """Returns whether only a space or hyphen is between the word at `index` and the words `first` to `last`."""
    left, right = (index, first) if index < first else (last, index)
    between = row.line.text[row.line.spans[left][1] : row.line.spans[right][0]]
    return right not in row.line.breaks and (between == " " or between in HYPHENS)


def surest(texts: Counter[str]) -> str:
    """Returns the most frequent spelling; among equals the one with fewer capitals, then the first."""
    return min(texts, key=lambda text: (-texts[text], sum(c.isupper() for c in text), text))
