"""A line to the places where a spelling of the glossary stands, before anything is decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studyguide.terms import Match
from studyguide.weave.spellings import Form, Spelling, Spellings
from studyguide.weave.words import APOSTROPHES, HYPHENS, WORD, fold, forms, gap

MIN_PIECE = 3
"""Letters on either side of a space inside what the glossary writes as one word, as in `over fitting`."""


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one line outside its zones."""

    number: int
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    folds: tuple[str, ...]
    breaks: frozenset[int]
    """Indices of words that do not continue from the word before: a zone stands between."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where spellings stand that agree in their letters."""

    first: int
    """Index of its first word in the line."""
    last: int
    """Index of its last word."""
    start: int
    end: int
    """Columns, code points, end exclusive."""
    spellings: tuple[Spelling, ...]
    """Those whose case agrees as well."""
    miscased: tuple[Spelling, ...]
    """Those that want other capitals than are written here."""


def line_of(number: int, text: str, holes: Iterable[tuple[int, int]]) -> Line:
    """Split a line into words; `holes` are the columns of its zones, sorted."""
    starts: list[int] = []
    ends: list[int] = []
    breaks: set[int] = set()
    at = 0
    for low, high in (*holes, (len(text), len(text))):
        if at and low > at:
            breaks.add(len(starts))
        for found in WORD.finditer(text, at, max(at, low)):
            starts.append(found.start())
            ends.append(found.end())
        at = max(at, high)
    folds = tuple(fold(text[a:b]) for a, b in zip(starts, ends, strict=True))
    return Line(number, text, tuple(starts), tuple(ends), folds, frozenset(breaks))


def candidates(line: Line, spellings: Spellings) -> Iterator[Candidate]:
    """Yield every place in the line that agrees with a spelling, overlapping ones too, in order of their first word."""
    prefixes = spellings.prefixes
    for first, word in enumerate(line.folds):
        if word in prefixes or word[-1] == "s":
            yield from _from(line, first, spellings)


def _from(line: Line, first: int, spellings: Spellings) -> Iterator[Candidate]:
    last = first
    states: list[tuple[str, tuple[int, ...], tuple[str, ...]]] = [("", (), ())]
    between = ""
    while states:
        word = line.folds[last]
        written = forms(word, line.text[line.starts[last] : line.ends[last]])
        inner = () if last == first else (between,)
        states = [
            (key + form, (*ends, len(key) + len(form)), (*gaps, *inner))
            for key, ends, gaps in states
            for form in written
            if key + form in spellings.prefixes
        ]
        fits: list[Spelling] = []
        misfits: list[Spelling] = []
        tails = set()
        for key, ends, gaps in states:
            for form in spellings.forms.get(key, ()):
                if _joins(line, first, last, ends, gaps, form):
                    (fits if _cased(line, first, last, ends, form) else misfits).append(form.spelling)
                    tails.add((len(form.spelling.head), len(form.spelling.tail)))
        for head, tail in sorted(tails):
            size = (head, tail)
            yield Candidate(
                first,
                last,
                line.starts[first] - head,
                line.ends[last] + tail,
                tuple(dict.fromkeys(s for s in fits if (len(s.head), len(s.tail)) == size)),
                tuple(dict.fromkeys(s for s in misfits if (len(s.head), len(s.tail)) == size)),
            )
        last += 1
        if last == len(line.folds) or last in line.breaks:
            return
        following = gap(line.text[line.ends[last - 1] : line.starts[last]])
        if following is None:
            return
        between = following


def _joins(line: Line, first: int, last: int, ends: tuple[int, ...], gaps: tuple[str, ...], form: Form) -> bool:
    """Whether the signs between the words here may stand for those the spelling has."""
    spelling = form.spelling
    if spelling.head and not line.text.endswith(spelling.head, 0, line.starts[first]):
        return False
    if spelling.tail and not line.text.startswith(spelling.tail, line.ends[last]):
        return False
    wanted = dict(zip(form.ends[:-1], spelling.gaps, strict=True))
    here = dict(zip(ends[:-1], gaps, strict=True))
    if any(sign not in " -/'." for at, sign in wanted.items() if at not in here):
        return False
    if first == last and wanted and _camel(line.text[line.starts[first] : line.ends[last]]):
        return False
    bounds = (0, *ends)
    for index, (at, sign) in enumerate(here.items()):
        if at in wanted:
            if not _same_sign(sign, wanted[at]):
                return False
        elif sign == " ":
            short = min(at - bounds[index], bounds[index + 2] - at) < MIN_PIECE
            if short and not _hump(spelling, form, at):
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


def _hump(spelling: Spelling, form: Form, at: int) -> bool:
    """Whether the spelling itself shows a seam there: a capital or digit after a small letter."""
    letters = "".join(spelling.words)
    if len(letters) < form.ends[-1] or not 0 < at < len(letters):
        return False
    before, after = letters[at - 1], letters[at]
    return (after.isupper() and not before.isupper()) or after.isdigit() != before.isdigit()


def _camel(word: str) -> bool:
    """Whether a word is an identifier such as `trainingJob`: it starts small and has a capital inside."""
    return word[:1].islower() and any(c.isupper() for c in word)


def _cased(line: Line, first: int, last: int, ends: tuple[int, ...], form: Form) -> bool:
    spelling = form.spelling
    if spelling.match is Match.ANY or spelling.match is Match.NEVER:
        return True
    if spelling.match is Match.EXACT:
        surface = plain(line.text[line.starts[first] - len(spelling.head) : line.ends[last] + len(spelling.tail)])
        return surface in (plain(spelling.text), plain(spelling.text) + "s")
    return all(
        any(c.isupper() for c in _region(line, first, ends, begin, end))
        for word, begin, end in zip(spelling.words, (0, *form.ends), form.ends, strict=False)
        if any(c.isupper() for c in word)
    )


def _region(line: Line, first: int, ends: tuple[int, ...], begin: int, end: int) -> str:
    """The letters as written that stand for `begin` to `end` of the key."""
    letters = []
    for index, (low, high) in enumerate(zip((0, *ends), ends, strict=False)):
        if low < end and begin < high:
            word = line.text[line.starts[first + index] : line.ends[first + index]]
            letters.append(word[max(begin - low, 0) : end - low])
    return "".join(letters)


def plain(text: str) -> str:
    """Write spaces, hyphens and apostrophes in one way each."""
    text = " ".join(text.split())
    return text.translate({**dict.fromkeys(map(ord, HYPHENS), "-"), **dict.fromkeys(map(ord, APOSTROPHES), "'")})
