"""The search of the site in Python, written a second time to compare render/assets/search_*.js with.

It reads the same files and gives the same order. It is slow and plain: lists are read from beginning to end.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from studyguide.check.search_faults import search_part_in
from studyguide.render.data.search_files import BASE, BASE_DIGITS
from studyguide.text.basic_words import STOP_WORDS
from studyguide.text.search_words import (
    UNSPACED,
    folded_text,
    joined_name,
    search_words,
    singular_form,
    word_stem,
)

EXACT, OTHER_FORM, BEGINNING, ALSO_BEGINNING, ONE_WRONG, TWO_WRONG = 1, 0.5, 0.6, 0.1, 0.5, 0.3
NAMED, PAIR_NAMED, SIDE_NAMED = 60, 20, 6
WHOLE_NAMED, NEARLY_NAMED = (2, 3, 6), (1, 2, 3)
GROUPS = {
    "Term": 1, "Lesson": 0.3, "Decision": 0.4, "Comparison": 0.25, "Exam": 0.6, "Symptom": 0.5, "Note": 0.4,
    "Page": 0.3,
}  # fmt: skip
RARE = 3
MAX_RUN, MIN_ONE_WRONG, MIN_TWO_WRONG, MIN_BEGINNING, MAX_BEGINNINGS, MIN_SHARED = 6, 4, 8, 3, 60, 4
WRONG_IN_NAME = ((12, 3), (7, 2), (5, 1))
BEFORE_PAIR = re.compile(r"^(?:what is |what's )?(?:the )?(?:difference between |compare )?")
VERSUS = (re.compile(r"\s(?:vs\.?|versus|compared (?:to|with))\s"), re.compile(r"\sor\s"), re.compile(r"\sand\s"))
ASKING = frozenset(
    re.findall(
        r"\w+",
        "mean meaning define definition difference between versus vs use used using need want work best way tell come"
        " make made take happen happened call called know same thing many much once don doesn",
    )
)
PIECE = re.compile(r"[^\W_]+")
IS_UNSPACED = re.compile(f"[{UNSPACED}]")
Lists = Sequence[tuple[Sequence[str], Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Hit:
    location: str
    score: float
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Answer:
    hits: tuple[Hit, ...]
    is_exact: bool


@dataclass(slots=True)
class AskedWord:
    word: str
    is_wrong: bool = False
    is_rare: bool = False
    rarity: float = 0.0
    documents: dict[int, float] = field(default_factory=dict)


class Run:
    """A run of typed words that is a name."""

    def __init__(self, words: list[str], length: int, named: dict[int, int], is_whole: bool) -> None:
        self.words, self.length, self.named, self.is_whole = words, length, named, is_whole


def opened(files: Mapping[str, str]) -> Reference:
    """Returns the index in the files of a build, by their paths."""
    parts = {part.name: part.data for text in files.values() if (part := search_part_in(text))}
    return Reference(parts)


class Reference:
    """An index that can be asked."""

    def __init__(self, parts: Mapping[str, dict[str, str]]) -> None:
        core = parts["core"]
        self.titles, self.locations = core["titles"].split("\n"), core["locations"].split("\n")
        self.groups = [core["kinds"][kind][1] for kind in _numbers(core["kindOf"])]
        self.first = (_lines(core["words"]), core["postings"].split("\n"))
        others = (parts[f"words-{number}"] for number in range(len(core["wordParts"])))
        self.lists: Lists = [self.first, *((_lines(part["words"]), part["postings"].split("\n")) for part in others)]
        self.names = dict(zip(_lines(core["names"]), core["named"].split("\n"), strict=False))
        numbers = _numbers(core["pairs"])
        self.pairs = list(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))

    def find(self, query: str) -> Answer:
        typed, runs = typed_words(query), self._runs(query)
        in_names = {word for run in runs if run.length > 1 for word in run.words}
        told = [word for word in typed if word not in STOP_WORDS and (word in in_names or word not in ASKING)]
        last = typed[-1] if typed and query[-1:].isalnum() else None
        words = [self._expanded(word, word == last) for word in dict.fromkeys(told or typed)]
        return self._ranked(query, words, runs)

    def _expanded(self, word: str, is_last: bool) -> AskedWord:
        asked, stem = AskedWord(word), word_stem(word)
        root = stem[:-1] if len(stem) > MIN_SHARED else stem
        is_long = len(word) >= MIN_BEGINNING or not word.isascii()
        shared = root if word.startswith(root) and is_long else word
        forms: list[str] = []
        count = 0
        for words, postings in self.lists:
            for form, encoded in zip(words, postings, strict=False):
                if form.startswith(shared) and (form == word or word_stem(form) == stem):
                    count = max(count, _gather(asked.documents, encoded, EXACT if form == word else OTHER_FORM))
                    forms.append(form)
        is_known = bool(forms)
        if not is_known or is_last:
            beginnings: dict[str, list[str]] = {}
            for words, postings in self.lists if is_long else [self.first]:
                for form, encoded in zip(words, postings, strict=False):
                    if not form.startswith(word) or form == word or form in forms:
                        continue
                    if form in beginnings or len(beginnings) < MAX_BEGINNINGS:
                        beginnings.setdefault(form, []).append(encoded)
            for form, places in beginnings.items():
                share = BEGINNING * (_length(form) + _length(word)) / (2 * _length(form))
                for encoded in places:
                    count = max(count, _gather(asked.documents, encoded, ALSO_BEGINNING if is_known else share))
                forms.append(form)
        asked.is_wrong = not forms
        if asked.is_wrong and _length(word) >= MIN_ONE_WRONG:
            limit = 2 if _length(word) >= MIN_TWO_WRONG else 1
            near = [(letters_wrong(word, form, limit), encoded) for form, encoded in zip(*self.first, strict=False)]
            least = min((wrong for wrong, _ in near), default=limit + 1)
            for wrong, encoded in near:
                if wrong == least <= limit:
                    factor = TWO_WRONG if wrong > 1 else ONE_WRONG
                    count = max(count, _gather(asked.documents, encoded, factor))
        asked.is_rare = asked.is_wrong or count <= RARE
        asked.rarity = math.sqrt(math.sqrt((len(self.titles) + 1) / (count + 1)))
        return asked

    def _ranked(self, query: str, words: list[AskedWord], runs: list[Run]) -> Answer:
        rarity = {one.word: one.rarity for one in words}
        whole = _total(one.rarity for one in words)
        sums: dict[int, float] = {}
        covered: dict[int, set[str]] = {}
        factors: dict[int, float] = {}
        for one in words:
            for document, impact in one.documents.items():
                sums[document] = sums.get(document, 0) + impact
                covered.setdefault(document, set()).add(one.word)
        for run in runs:
            inside = [word for word in dict.fromkeys(run.words) if word in rarity]
            share = _total(rarity[word] for word in inside) / whole if whole else 0
            for document, strength in run.named.items():
                if inside:
                    sums[document] = sums.get(document, 0) + NAMED * share * share
                    covered.setdefault(document, set()).update(inside)
                if run.is_whole:
                    sums.setdefault(document, NAMED)
                    covered.setdefault(document, set()).update(rarity)
                    factors[document] = max(WHOLE_NAMED[strength], factors.get(document, 1))
        pages, sides = self._pair(query)
        for document in (*pages, *sides):
            covered.setdefault(document, set()).update(rarity)
        for document in sorted(pages, key=lambda document: (-sums.get(document, 0), document))[:1]:
            sums[document] = sums.get(document, 0) + NAMED
            factors[document] = max(PAIR_NAMED, factors.get(document, 1))
        for document in sides:
            factors[document] = max(SIDE_NAMED, factors.get(document, 1))
        is_named = any(run.is_whole for run in runs) or bool(pages)
        if not is_named and any(one.is_rare for one in words):
            for document, strength in self._nearly_named(query).items():
                sums[document] = sums.get(document, 0) + NAMED
                covered.setdefault(document, set()).update(rarity)
                factors[document] = max(NEARLY_NAMED[strength], factors.get(document, 1))
        found = []
        for document, total in sums.items():
            of = covered.get(document, set())
            share = _total(one.rarity for one in words if one.word in of) / whole if of and whole else 0
            group = GROUPS[self.groups[document]]
            score = total * share * math.sqrt(share) * group * factors.get(document, 1)
            found.append((document, Hit(self.locations[document], score, bool(of) and len(of) == len(words))))
        found.sort(key=lambda one: (-one[1].score, one[0]))
        is_exact = is_named or (
            bool(words) and not any(one.is_wrong for one in words) and any(hit.is_complete for _, hit in found)
        )
        return Answer(tuple(hit for _, hit in found if hit.score > 0), is_exact)

    def _runs(self, query: str) -> list[Run]:
        pieces = PIECE.findall(folded_text(query))
        runs = []
        for first in range(len(pieces)):
            for last in range(first + 1, min(len(pieces), first + MAX_RUN) + 1):
                run = pieces[first:last]
                if named := self._named("".join(run)):
                    words = [word for piece in run for word in typed_words(piece)]
                    runs.append(Run(words, len(run), named, len(run) == len(pieces)))
        return runs

    def _named(self, name: str) -> dict[int, int]:
        return _strongest(self.names.get(one, "") for one in (name, singular_form(name), f"{name}s"))

    def _pair(self, query: str) -> tuple[list[int], list[int]]:
        question = BEFORE_PAIR.sub("", query.lower()).removesuffix("?").strip()
        halves = next((parts for between in VERSUS if len(parts := between.split(question)) == 2), None)
        if not halves or not halves[1]:
            return [], []
        ones, others = (self._named(joined_name(side)) for side in halves)
        pages: dict[int, None] = {}
        sides: dict[int, None] = {}
        for one, other, page in self.pairs:
            if (one in ones and other in others) or (other in ones and one in others):
                pages[page] = sides[one] = sides[other] = None
        return list(pages), list(sides)

    def _nearly_named(self, text: str) -> dict[int, int]:
        wanted = joined_name(text)
        limit = next((wrong for letters, wrong in WRONG_IN_NAME if _length(wanted) >= letters), 0)
        if not limit:
            return {}
        near = [(letters_wrong(wanted, name, limit), encoded) for name, encoded in self.names.items()]
        least = min((wrong for wrong, _ in near), default=limit + 1)
        return _strongest(encoded for wrong, encoded in near if wrong == least <= limit)


def typed_words(text: str) -> list[str]:
    """Returns the words of a query: as those of a text, without the last character of a run that has more than one."""
    words: list[str] = []
    for piece in PIECE.findall(text):
        of_piece = search_words(piece)
        for word in of_piece:
            is_end = IS_UNSPACED.match(word) and len(word) == 1
            if not (is_end and words and IS_UNSPACED.match(words[-1]) and words[-1].endswith(word)):
                words.append(word)
    return words


def letters_wrong(typed: str, meant: str, limit: int) -> int:
    """Counts the letters that are wrong, if the first one or the last two are right; `limit + 1` for more."""
    one, other = (text.encode("utf-16-be", "surrogatepass") for text in (typed, meant))
    is_like = one[:2] == other[:2] or (min(len(one), len(other)) > 2 and one[-4:] == other[-4:])
    return distance(typed, meant, limit) if is_like else limit + 1


def distance(one: str, other: str, limit: int) -> int:
    """Counts the letters to insert, remove, replace or swap with their neighbor; `limit + 1` for more than `limit`."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i in range(1, len(one) + 1):
        row = [i]
        for j in range(1, len(other) + 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return min(last[-1], limit + 1)


def _gather(documents: dict[int, float], encoded: str, factor: float) -> int:
    found = _postings(encoded)
    for document, impact in found:
        documents[document] = max(factor * impact, documents.get(document, 0))
    return len(found)


def _postings(encoded: str) -> list[tuple[int, int]]:
    found, document, scale = [], 0, 1
    digits: Iterator[int] = iter([BASE_DIGITS.index(digit) for digit in encoded])
    for digit in digits:
        document += digit % BASE * scale
        scale *= BASE
        if digit < BASE:
            scale = 1
            found.append((document, next(digits)))
    return found


def _strongest(names: Iterable[str]) -> dict[int, int]:
    found: dict[int, int] = {}
    for encoded in names:
        for document, strength in _postings(encoded):
            found[document] = max(strength, found.get(document, 0))
    return found


def _numbers(encoded: str) -> list[int]:
    values, value, scale = [], 0, 1
    for digit in map(BASE_DIGITS.index, encoded):
        value += digit % BASE * scale
        scale *= BASE
        if digit < BASE:
            values.append(value)
            value, scale = 0, 1
    return values


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _length(text: str) -> int:
    return len(text.encode("utf-16-be", "surrogatepass")) // 2


def _total(values: Iterator[float]) -> float:
    total = 0.0
    for value in values:
        total += value
    return total
