"""Finds all places of a name in the notes, in every spelling."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct

from studyguide.execution.parallel import Mapper
from studyguide.model.note import NotePath
from studyguide.suggest.model import NoteLine
from studyguide.text.words import APOSTROPHES, HYPHENS, singular


class Where(Struct, frozen=True):
    """Holds the places of one name."""

    places: tuple[tuple[NotePath, int], ...]
    """Note and 1-based line, each once, in the order of the notes."""
    texts: Counter[str]
    """As written, abbreviations left out."""


KeyMatch = tuple[int, int, str, str]
"""First and last word in its row, the key, and the words as written."""


class LineMatches(Struct, frozen=True):
    """Holds the names that may be on a line, the longest first."""

    note: NotePath
    number: int
    """1-based."""
    matches: tuple[KeyMatch, ...]


def places_of(
    rows: Sequence[Sequence[NoteLine]],
    keys: Iterable[str],
    stands_for: Mapping[str, str],
    least: Mapping[str, int],
    exact: Mapping[str, str],
    map_: Mapper = map,
) -> Mapping[str, Where]:
    """Returns the places of every name that has enough of them: `least` by its key.

    A key is a name's folded letters without spaces; `stands_for` maps the key of an abbreviation to its name's. Words
    that belong to a longer name with enough places of its own are not counted for a shorter one. `exact` maps the key
    of an abbreviation in capitals to its spelling: it is found letter for letter, so that `or` is no `OR`. `rows` are
    those of each note, and `map_` calls the search of a note.
    """
    wanted = frozenset(keys)
    prefixes = frozenset(key[:end] for key in wanted for end in range(1, len(key) + 1))
    matches = [line for lines in map_(partial(_lines_with_matches, wanted, prefixes, exact), rows) for line in lines]
    frequent = _frequent_keys(matches, stands_for, least, wanted)
    while (fewer := _frequent_keys(matches, stands_for, least, frequent)) != frequent:
        frequent = fewer
    places: dict[str, dict[tuple[NotePath, int], None]] = defaultdict(dict)
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in matches:
        for _, _, key, text in _longest_matches(line.matches, frequent):
            places[stands_for.get(key, key)].setdefault((line.note, line.number))
            if key not in stands_for:
                texts[key][" ".join(text.split())] += 1
    return {key: Where(tuple(at), texts[key]) for key, at in places.items()}


def _frequent_keys(
    lines: Iterable[LineMatches], stands_for: Mapping[str, str], least: Mapping[str, int], before: frozenset[str]
) -> frozenset[str]:
    """Returns the names that still have enough places after the longer ones of `before` have taken theirs."""
    places: dict[str, set[tuple[NotePath, int]]] = defaultdict(set)
    for line in lines:
        for _, _, key, _ in _longest_matches(line.matches, before):
            places[stands_for.get(key, key)].add((line.note, line.number))
    names = frozenset(key for key, at in places.items() if len(at) >= least[key])
    return names | frozenset(short for short, key in stands_for.items() if key in names)


def _longest_matches(matches: Sequence[KeyMatch], keys: frozenset[str]) -> Iterable[KeyMatch]:
    """Returns the longest matches that do not overlap."""
    if len(matches) == 1:  # as on most lines
        return matches if matches[0][2] in keys else ()
    longest: list[KeyMatch] = []
    taken: set[int] = set()
    for match in matches:
        words = range(match[0], match[1] + 1)
        if match[2] in keys and taken.isdisjoint(words):
            taken.update(words)
            longest.append(match)
    return longest


def _lines_with_matches(
    keys: frozenset[str], prefixes: frozenset[str], exact: Mapping[str, str], rows: Iterable[NoteLine]
) -> list[LineMatches]:
    lines: list[LineMatches] = []
    for row in rows:
        if matches := _matches_of(row, keys, prefixes, exact):
            longest_first = tuple(sorted(matches, key=lambda match: (match[0] - match[1], match[0])))
            lines.append(LineMatches(row.note, row.line.number, longest_first))
    return lines


def _matches_of(
    row: NoteLine, keys: frozenset[str], prefixes: frozenset[str], exact: Mapping[str, str]
) -> list[KeyMatch]:
    line, matches = row.line, []
    covered = {i for first, last, _ in row.known for i in range(first, last + 1)}
    following = [*line.folds[1:], " "]
    for first, word in enumerate(line.folds):
        # Most words begin no name: this is the loop that everything else waits for.
        if word not in prefixes:
            if word[-1] != "s" or singular(word) not in keys:
                continue
        elif word not in keys and word[-1] != "s" and word + following[first][:2] not in prefixes:
            continue  # the next word goes on with no name; no singular differs in its first two letters
        so_far, last = word, first
        while True:
            key = so_far
            if key not in keys and key[-1] == "s":
                key = so_far.removesuffix(line.folds[last]) + singular(line.folds[last])
            if key in keys and not (covered and covered.issuperset(range(first, last + 1))):
                text = line.text[line.spans[first][0] : line.spans[last][1]]
                if key not in exact or text in (exact[key], f"{exact[key]}s"):
                    matches.append((first, last, key, text))
            last += 1
            if so_far not in prefixes or last == len(line.folds) or last in line.breaks:
                break
            between = line.text[line.spans[last - 1][1] : line.spans[last][0]]
            if between != " " and between not in HYPHENS and between not in APOSTROPHES:
                break
            so_far += line.folds[last]
    return matches
