"""Finds all places of a name in the notes, in every spelling."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from studyguide.model.note import NotePath
from studyguide.suggest.model import NoteLine
from studyguide.text.words import HYPHENS, singular


@dataclass(frozen=True, slots=True)
class Where:
    """Holds the places of one name."""

    places: tuple[tuple[NotePath, int], ...]
    """Note and 1-based line, each once, in the order of the notes."""
    texts: Counter[str]
    """As written, abbreviations left out."""


KeyMatch = tuple[int, int, str]
"""First and last word in its row, and the key."""


def places_of(
    rows: Sequence[NoteLine],
    keys: Iterable[str],
    stands_for: Mapping[str, str],
    enough: Callable[[str, int], bool],
    exact: Mapping[str, str],
) -> Mapping[str, Where]:
    """Returns the places of every name that has enough of them.

    A key is a name's folded letters without spaces; `stands_for` maps the key of an abbreviation to its name's. Words
    that belong to a longer name with enough places of its own are not counted for a shorter one. `exact` maps the key
    of an abbreviation in capitals to its spelling: it is found letter for letter, so that `or` is no `OR`.
    """
    wanted = frozenset(keys)
    prefixes = frozenset(key[:end] for key in wanted for end in range(1, len(key) + 1))
    rows_with_matches = [(row, matches) for row in rows if (matches := _matches_of(row, wanted, prefixes, exact))]
    frequent = _frequent_keys(rows_with_matches, stands_for, enough, wanted)
    while (fewer := _frequent_keys(rows_with_matches, stands_for, enough, frequent)) != frequent:
        frequent = fewer
    places: dict[str, dict[tuple[NotePath, int], None]] = defaultdict(dict)
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    for row, matches in rows_with_matches:
        for first, last, key in _longest_matches(matches, frequent):
            places[stands_for.get(key, key)].setdefault((row.note, row.line.number))
            if key not in stands_for:
                text = row.line.text[row.line.spans[first][0] : row.line.spans[last][1]]
                texts[key][" ".join(text.split())] += 1
    return {key: Where(tuple(at), texts[key]) for key, at in places.items()}


def _frequent_keys(
    rows: Iterable[tuple[NoteLine, Sequence[KeyMatch]]],
    stands_for: Mapping[str, str],
    enough: Callable[[str, int], bool],
    before: frozenset[str],
) -> frozenset[str]:
    """Returns the names that still have enough places after the longer ones of `before` have taken theirs."""
    lines: dict[str, set[tuple[NotePath, int]]] = defaultdict(set)
    for row, matches in rows:
        for _, _, key in _longest_matches(matches, before):
            lines[stands_for.get(key, key)].add((row.note, row.line.number))
    names = frozenset(key for key, at in lines.items() if enough(key, len(at)))
    return names | frozenset(short for short, key in stands_for.items() if key in names)


def _longest_matches(matches: Iterable[KeyMatch], keys: frozenset[str]) -> Iterable[KeyMatch]:
    """Yields the longest matches that do not overlap."""
    taken: set[int] = set()
    for match in sorted(matches, key=lambda m: (m[0] - m[1], m[0])):
        words = range(match[0], match[1] + 1)
        if match[2] in keys and taken.isdisjoint(words):
            taken.update(words)
            yield match


def _matches_of(
    row: NoteLine, keys: frozenset[str], prefixes: frozenset[str], exact: Mapping[str, str]
) -> list[KeyMatch]:
    line, matches = row.line, []
    covered = {i for first, last, _ in row.known for i in range(first, last + 1)}
    for first, word in enumerate(line.folds):
        # Most words begin no name: this is the loop that everything else waits for.
        if word not in prefixes and (word[-1] != "s" or singular(word) not in keys):
            continue
        so_far, last = word, first
        while True:
            key = so_far
            if key not in keys and key[-1] == "s":
                key = so_far.removesuffix(line.folds[last]) + singular(line.folds[last])
            if key in keys and not (covered and covered.issuperset(range(first, last + 1))):
                text = line.text[line.spans[first][0] : line.spans[last][1]]
                if key not in exact or text in (exact[key], f"{exact[key]}s"):
                    matches.append((first, last, key))
            last += 1
            if so_far not in prefixes or last == len(line.folds) or last in line.breaks:
                break
            between = line.text[line.spans[last - 1][1] : line.spans[last][0]]
            if between != " " and between not in HYPHENS:
                break
            so_far += line.folds[last]
    return matches
