"""Finds the places in a line that match a spelling of the glossary, before anything is decided about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from studyguide.link.surface_forms import BARE, SurfaceForm, SurfaceForms, Variant
from studyguide.model.glossary import Match
from studyguide.text.words import APOSTROPHES, HYPHENS, SHAPED, fold, gap, inflections, word_pattern

MIN_PIECE = 3
"""Letters required on each side of a space inside a name that the glossary writes as one word, as in `over fitting`."""

ONLY_BARE = {BARE}
SPAN = re.Match.span

PLAIN_SIGNS = {**dict.fromkeys(map(ord, HYPHENS), "-"), **dict.fromkeys(map(ord, APOSTROPHES), "'")}


class TokenizedLine(NamedTuple):
    """Holds the words of one line outside its zones."""

    number: int
    """1-based."""
    text: str
    spans: list[tuple[int, int]]
    """Columns of each word; the end is exclusive."""
    folds: list[str]
    """Each word, folded."""
    breaks: frozenset[int]
    """Indices of words that do not continue the word before, because a zone is between them."""


def written(line: TokenizedLine, index: int) -> str:
    """Returns a word as it is written in the line."""
    start, end = line.spans[index]
    return line.text[start:end]


class Candidate(NamedTuple):
    """Describes a place where spellings match by their letters, regardless of capitals."""

    first: int
    """Index of its first word in the line."""
    last: int
    """Index of its last word."""
    start: int
    end: int
    """Columns, code points, end exclusive."""
    agreeing: list[tuple[Variant, tuple[int, ...]]]
    """The variants that match; for each, where the words of the line end in its key."""


_State = tuple[str, tuple[int, ...], tuple[str, ...]]
"""The state of a walk through a line: the key so far, where each word ends in it, and the signs between the words."""


def tokenize_line(number: int, text: str, excluded: Iterable[tuple[int, int]]) -> TokenizedLine:
    """Splits a line into words; `holes` are the columns of its zones, sorted."""
    spans: list[tuple[int, int]] = []
    breaks: set[int] = set()
    at = 0
    words = word_pattern(text)
    for low, high in (*excluded, (len(text), len(text))):
        if at and low > at:
            breaks.add(len(spans))
        if low > at:
            spans += map(SPAN, words.finditer(text, at, low))
        at = max(at, high)
    if text.isascii():
        small = text.lower()
        return TokenizedLine(number, text, spans, [small[first:last] for first, last in spans], frozenset(breaks))
    return TokenizedLine(number, text, spans, [fold(text[first:last]) for first, last in spans], frozenset(breaks))


def candidates(line: TokenizedLine, surface_forms: SurfaceForms) -> list[Candidate]:
    """Returns every place in the line that matches a spelling, including overlapping ones, by first word."""
    prefixes, whole = surface_forms.prefixes, surface_forms.forms
    folds = line.folds
    identifiers = "_" in line.text
    # Most words begin some name by chance: checking the next word's first letters avoids the walk.
    following = [word[:4] if len(word) > 4 else word[:-1] or word for word in folds[1:]]
    following.append("")
    results: list[Candidate] = []
    for first, word in enumerate(folds):
        starts = inflections(word, written(line, first)) if word[-1] in SHAPED else (word,)
        if identifiers and "_" in word and word.strip("_") == word:
            starts = (*starts, *inflections(word.replace("_", ""), ""))
        for shape in starts:
            if shape in prefixes and (shape in whole or (following[first] and shape + following[first] in prefixes)):
                _add_candidates(line, first, starts, surface_forms, results)
                break
    return results


def _add_candidates(
    line: TokenizedLine, first: int, starts: tuple[str, ...], surface_forms: SurfaceForms, results: list[Candidate]
) -> None:
    """Adds the candidates that start at the word `first`, whose forms are `starts`, following the words as long as they
    begin a name."""
    prefixes, whole = surface_forms.prefixes, surface_forms.forms
    spans, folds = line.spans, line.folds
    states: list[_State] = [(shape, (len(shape),), ()) for shape in starts if shape in prefixes]
    last = first
    while states:
        agreeing = [
            (form, state[1])
            for state in states
            if state[0] in whole
            for form in whole[state[0]]
            if (state[1] == form.ends and state[2] == form.surface_form.gaps and form.surface_form.edges == BARE)
            or _joins(line, first, last, state, form)
        ]
        if agreeing:
            _add_candidate(line, first, last, agreeing, results)
        last += 1
        if last == len(folds) or last in line.breaks:
            return
        sign = gap(line.text[spans[last - 1][1] : spans[last][0]])
        if sign is None:
            return
        word = folds[last]
        states = [
            (longer, (*ends, len(longer)), (*gaps, sign))
            for key, ends, gaps in states
            for shape in (inflections(word, written(line, last)) if word[-1] in SHAPED else (word,))
            if (longer := key + shape) in prefixes
        ]


def _add_candidate(
    line: TokenizedLine,
    first: int,
    last: int,
    agreeing: list[tuple[Variant, tuple[int, ...]]],
    results: list[Candidate],
) -> None:
    """Adds one candidate for all spellings that cover the same columns."""
    start, end = line.spans[first][0], line.spans[last][1]
    all_edges = {form.surface_form.edges for form, _ in agreeing}
    if all_edges == ONLY_BARE:
        results.append(Candidate(first, last, start, end, agreeing))
        return
    for edges in sorted(all_edges):
        same = [(form, ends) for form, ends in agreeing if form.surface_form.edges == edges]
        results.append(Candidate(first, last, start - len(edges[0]), end + len(edges[1]), same))


def cased(line: TokenizedLine, candidate: Candidate) -> tuple[tuple[SurfaceForm, ...], tuple[SurfaceForm, ...]]:
    """Returns the candidate's spellings whose capitals match the line, and those that require other capitals."""
    fits: dict[SurfaceForm, None] = {}
    misfits: dict[SurfaceForm, None] = {}
    for form, ends in candidate.agreeing:
        (fits if _cased(line, candidate, ends, form) else misfits)[form.surface_form] = None
    return tuple(fits), tuple(s for s in misfits if s not in fits)


def _joins(line: TokenizedLine, first: int, last: int, state: _State, form: Variant) -> bool:
    """Returns whether the signs between and next to the words may replace those of the spelling."""
    surface_form = form.surface_form
    head, tail = surface_form.edges
    if not line.text.endswith(head, 0, line.spans[first][0]) or not line.text.startswith(tail, line.spans[last][1]):
        return False
    _, ends, gaps = state
    wanted = dict(zip(form.ends[:-1], surface_form.gaps, strict=True))
    here = dict(zip(ends[:-1], gaps, strict=True))
    if any(sign not in " -/'." for at, sign in wanted.items() if at not in here):
        return False
    if first == last and wanted and _camel(written(line, first)):
        return False
    bounds = (0, *ends)
    for index, (at, sign) in enumerate(here.items()):
        if at in wanted:
            if not _same_sign(sign, wanted[at]):
                return False
        elif sign == " ":
            short = min(at - bounds[index], bounds[index + 2] - at) < MIN_PIECE
            if short and not _hump(surface_form, form, at):
                return False
        elif sign != "-":
            return False
    return True


def _same_sign(here: str, wanted: str) -> bool:
    if here == wanted:
        return True
    if wanted in ("", " ", "-"):
        return here in ("", " ", "-") or (here == "/" and wanted == "-")
    return wanted == "/" and here == "-"


def _hump(surface_form: SurfaceForm, form: Variant, at: int) -> bool:
    """Returns whether the spelling itself shows a boundary there: a capital after a small letter, or a digit next to a
    letter."""
    letters = "".join(surface_form.words)
    if len(letters) < form.ends[-1] or not 0 < at < len(letters):
        return False
    before, after = letters[at - 1], letters[at]
    return (after.isupper() and not before.isupper()) or after.isdigit() != before.isdigit()


def _camel(word: str) -> bool:
    """Returns whether a word is an identifier such as `myOwnName`: it starts small and has a capital inside."""
    return word[:1].islower() and any(c.isupper() for c in word)


def _cased(line: TokenizedLine, candidate: Candidate, ends: tuple[int, ...], form: Variant) -> bool:
    surface_form = form.surface_form
    if surface_form.match is Match.ANY or surface_form.match is Match.NEVER:
        return True
    if surface_form.match is Match.EXACT:
        return plain(line.text[candidate.start : candidate.end]) in (
            plain(surface_form.text),
            plain(surface_form.text) + "s",
        )
    return all(
        any(c.isupper() for c in _region(line, candidate.first, ends, begin, end))
        for word, begin, end in zip(surface_form.words, (0, *form.ends), form.ends, strict=False)
        if any(c.isupper() for c in word)
    )


def _region(line: TokenizedLine, first: int, ends: tuple[int, ...], begin: int, end: int) -> str:
    """Returns the written letters that match `begin` to `end` of the key."""
    letters = []
    for index, (low, high) in enumerate(zip((0, *ends), ends, strict=False)):
        if low < end and begin < high:
            letters.append(written(line, first + index)[max(begin - low, 0) : end - low])
    return "".join(letters)


def plain(text: str) -> str:
    """Returns a text with one form each of spaces, hyphens and apostrophes."""
    text = " ".join(text.split())
    return text if text.isascii() else text.translate(PLAIN_SIGNS)


LIST_SIGN = re.compile(r"(?:\s*+[/,&+]|(?:\s*+,)?\s++(?:and|or)\s)\s*+(?:and\s++|or\s++)?", re.IGNORECASE)


def continued(
    line: TokenizedLine, head: Candidate, surface_forms: SurfaceForms
) -> Iterator[tuple[Candidate, SurfaceForm]]:
    """Yields the shortened names that follow `head`, each with the full spelling it abbreviates."""
    if head.first == head.last or not surface_forms.shared:
        return
    key = "".join(line.folds[head.first : head.last])
    stems = (key[start:] for start in range(len(key)))  # The longest first.
    family = next((surface_forms.shared[stem] for stem in stems if stem in surface_forms.shared), None)
    if family is None:
        return
    capital = any(c.isupper() for c in line.text[head.start : head.end])
    at, end = head.last + 1, head.end
    while at < len(line.folds) and at not in line.breaks:
        if line.folds[at] in ("and", "or") and at + 1 < len(line.folds):
            at += 1
        sign = LIST_SIGN.fullmatch(line.text, end, line.spans[at][0])
        surface_form = family.get(line.folds[at]) if sign else None
        if surface_form is None or (capital and not line.text[line.spans[at][0]].isupper()):
            return
        yield Candidate(at, at, line.spans[at][0], line.spans[at][1], []), surface_form
        end = line.spans[at][1]
        at += 1
