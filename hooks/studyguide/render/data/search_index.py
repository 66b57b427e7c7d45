"""The index of the search: for each word the documents that have it, each with the weight that the word has there.

The weights are BM25F: the occurrences in all fields of a document are added up, each weighted by its field and divided
by the relative length of the field, before they are saturated and multiplied by the rarity of the word. The browser
only adds weights up; nothing is counted there.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from functools import partial
from typing import NamedTuple

from msgspec import Struct

from studyguide.execution.memo import Memo, no_memo
from studyguide.render.data.search_documents import SearchDocument
from studyguide.render.data.search_group import SearchGroup
from studyguide.text.basic_words import STOP_WORDS
from studyguide.text.search_words import search_words


class SearchField(Struct, frozen=True):
    """How much a field counts."""

    weight: float
    length: float
    """How much a long text is discounted, from 0 to 1."""
    is_core: bool
    """Whether its words are loaded first."""


SEARCH_FIELDS: Mapping[str, SearchField] = {
    "title": SearchField(9, 0.4, True),
    "spellings": SearchField(5, 0.2, True),
    "definition": SearchField(3, 0.5, True),
    "phrasings": SearchField(3, 0.3, False),
    "details": SearchField(1.5, 0.6, False),
    "lesson": SearchField(0.7, 0.7, False),
    "passages": SearchField(0.3, 0.7, False),
    "lines": SearchField(2, 0.7, False),
}
"""The fields of a document. The weights were chosen by hand with the queries of tests/cases/search."""
SATURATION = 3.0
"""How slowly more occurrences stop to count (k1)."""
MAX_IMPACT = 31
"""The largest weight that is stored."""
NAMES_OF_GROUP = (SearchGroup.LESSON,)
"""Groups whose titles repeat the names of terms: they are loaded with the texts and not first."""


class Postings(NamedTuple):
    """The documents that have a word. Two lists of numbers take less time and memory than a record for each document: a
    large guide has a million."""

    documents: list[int]
    """In their order."""
    impacts: list[int]
    """How much the word says about each, from 1 to `MAX_IMPACT`."""


Weighted = dict[str, tuple[list[int], list[float]]]
"""The documents that have a word, and how much it says about each before all are scaled."""


class NameStrength(IntEnum):
    """How surely a name means a document."""

    MENTION = 0
    """It names something else, such as a part of it."""
    SPELLING = 1
    FIRST_NAME = 2


class NamedDocument(Struct, frozen=True):
    """A document that a name names."""

    document: int
    strength: NameStrength


class SearchIndex(Struct, frozen=True):
    """What the browser searches."""

    documents: tuple[SearchDocument, ...]
    """In the order of their numbers."""
    core: dict[str, Postings]
    """Words of names, spellings and definitions."""
    others: dict[str, Postings]
    """All other words, where the core does not have them for the same document."""
    names: dict[str, tuple[NamedDocument, ...]]
    """Documents by each of their names."""
    pairs: tuple[tuple[int, int, int], ...]
    """Two documents, and the one that compares them."""


def search_index(documents: Iterable[SearchDocument], memo: Memo = no_memo) -> SearchIndex:
    """Returns the index of documents. Documents of one group get neighboring numbers."""
    groups = list(SearchGroup)
    ordered = tuple(sorted(documents, key=lambda document: groups.index(document.group)))
    return memo("search index", (ordered,), partial(_weighted_index, ordered, word_counts(ordered, memo)))


def word_counts(documents: Iterable[SearchDocument], memo: Memo) -> list[dict[str, Counter[str]]]:
    """Returns for each document how often each word is in each of its fields."""
    return [memo(("words", one.location), (one,), partial(field_counts, one)) for one in documents]


def _weighted_index(ordered: tuple[SearchDocument, ...], counts: Sequence[Mapping[str, Counter[str]]]) -> SearchIndex:
    averages = _average_lengths(counts)
    core: Weighted = defaultdict(lambda: ([], []))
    others: Weighted = defaultdict(lambda: ([], []))
    for number, (document, fields) in enumerate(zip(ordered, counts, strict=True)):
        first = _core_words(document, fields)
        for word, weight in _weights(fields, averages).items():
            documents, weights = (core if word in first else others)[word]
            documents.append(number)
            weights.append(weight)
    frequency = Counter({word: len(documents) for word, (documents, _) in core.items()})
    frequency.update({word: len(documents) for word, (documents, _) in others.items()})
    rarity = {word: _rarity(len(ordered), count) for word, count in frequency.items()}
    strongest = (max(found) * rarity[word] for part in (core, others) for word, (_, found) in part.items())
    scale = MAX_IMPACT / max(strongest, default=1.0)
    scaled = partial(_postings, scales={word: scale * rare for word, rare in rarity.items()})
    return SearchIndex(ordered, scaled(core), scaled(others), _names(ordered), _pairs(ordered))


def field_counts(document: SearchDocument) -> dict[str, Counter[str]]:
    """Returns how often each word is in each field of a document; fields without a word are left out.

    A word that says nothing about a subject counts only in names. Equal words are one object, because a large guide has
    them a million times, and its documents pass from process to process.
    """
    counts: dict[str, Counter[str]] = {}
    for field in SEARCH_FIELDS:
        value: str | tuple[str, ...] = getattr(document, field)
        if not value:
            continue
        words = search_words(value if isinstance(value, str) else "\n".join(value))
        if field not in ("title", "spellings"):
            words = [word for word in words if word not in STOP_WORDS]
        if words:
            counts[field] = Counter(map(sys.intern, words))
    return counts


def _average_lengths(counts: Sequence[Mapping[str, Counter[str]]]) -> dict[str, float]:
    lengths: dict[str, list[int]] = {}
    for fields in counts:
        for field, words in fields.items():
            lengths.setdefault(field, []).append(words.total())
    return {field: sum(of_field) / len(of_field) for field, of_field in lengths.items()}


def _weights(fields: Mapping[str, Counter[str]], averages: Mapping[str, float]) -> dict[str, float]:
    """Returns the saturated weight of each word of a document."""
    sums: dict[str, float] = {}
    for name, words in fields.items():
        field = SEARCH_FIELDS[name]
        factor = field.weight / (1 - field.length + field.length * words.total() / averages[name])
        if sums:
            for word, count in words.items():
                sums[word] = sums.get(word, 0.0) + factor * count
        else:
            sums = {word: factor * count for word, count in words.items()}
    return {word: weight / (SATURATION + weight) for word, weight in sums.items()}


def _rarity(total: int, count: int) -> float:
    return math.log(1 + (total - count + 0.5) / (count + 0.5))


def _core_words(document: SearchDocument, fields: Mapping[str, Counter[str]]) -> set[str]:
    if document.group in NAMES_OF_GROUP:
        return set()
    return {word for name, words in fields.items() if SEARCH_FIELDS[name].is_core for word in words}


def _postings(weighted: Weighted, scales: Mapping[str, float]) -> dict[str, Postings]:
    """Returns the postings of each word, whose weights are scaled so that the largest of all words is `MAX_IMPACT`."""
    postings: dict[str, Postings] = {}
    for word in sorted(weighted, key=utf16_order):
        scale, (documents, weights) = scales[word], weighted[word]
        postings[word] = Postings(documents, [int(weight * scale + 0.5) or 1 for weight in weights])
    return postings


def _names(documents: Sequence[SearchDocument]) -> dict[str, tuple[NamedDocument, ...]]:
    names: dict[str, list[NamedDocument]] = {}
    for number, document in enumerate(documents):
        for name in document.names:
            names.setdefault(name, []).append(NamedDocument(number, _strength(name, document)))
    return {name: tuple(names[name]) for name in sorted(names, key=utf16_order)}


def _strength(name: str, document: SearchDocument) -> NameStrength:
    if name == document.names[0]:
        return NameStrength.FIRST_NAME
    return NameStrength.MENTION if name in document.mentions else NameStrength.SPELLING


def _pairs(documents: Sequence[SearchDocument]) -> tuple[tuple[int, int, int], ...]:
    numbers = {document.location: number for number, document in enumerate(documents)}
    pairs = (
        (min(numbers[one], numbers[other]), max(numbers[one], numbers[other]), number)
        for number, document in enumerate(documents)
        for one, other in document.pairs
        if one in numbers and other in numbers
    )
    return tuple(sorted(pairs))


def utf16_order(text: str) -> bytes:
    """Returns a key by which Python sorts texts as JavaScript compares them."""
    return text.encode("utf-16-be", "surrogatepass")
