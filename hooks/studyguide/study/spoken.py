"""How a term is spoken of inside a sentence: small or large first letter, with or without an article, one or many.

The glossary's own sentences decide: nothing is known here of any field.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from studyguide.names import definition
from studyguide.records import TermId
from studyguide.terms import Glossary, Match, Term

NOUN = re.compile(
    r"\ban? (?:[\w/-]+ ){0,3}?([\w-]+)"
    r"(?= (?:and|as|at|before|by|for|from|in|into|is|of|on|or|that|to|which|who|whose|with)\b|[.,;:]|$)"
)
"""The noun that closes a phrase begun by `a`."""
COUNTED = 0.25
"""A noun whose occurrences follow `a` at least this often can be counted: `tree` can, `inference` cannot."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One name, ready for a sentence."""

    bare: str
    """`gradient boosting`, `Euclidean distance`, `confusion matrix`."""
    full: str
    """The same with its article where it needs one: `a confusion matrix`."""
    plural: bool
    """Whether a verb after it stands in the plural."""


def spoken_names(glossary: Glossary) -> dict[TermId, Spoken]:
    """Return how each term is spoken of.

    A first word loses its capital where the glossary writes it small more often than large in the middle of a
    sentence; a name gets an article where it has one more often than not, or where its last
    noun is one that can be counted.
    """
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    begins = {"a", "an", "the", *(_key(term.name).partition(" ")[0] for term in glossary.terms)}
    for text in _texts(glossary.terms):
        small.update(re.findall(r"\b[a-z]+\b", text))
        # A capital counts only between words without one: elsewhere it may start a sentence or belong to a name.
        large.update(re.findall(r"(?<=[a-z] )[A-Z][a-z]+(?=[ ,.;-](?![A-Z]))", text))
        found = re.findall(r"[\w/-]+", text.lower())
        phrases.update(found)
        for at, word in enumerate(found):
            if word in begins:
                phrases.update(" ".join(found[at : at + size]) for size in range(2, min(6, len(found) - at + 1)))
        counted.update(NOUN.findall(text.lower()))
    heads = {noun: count / phrases[noun] for noun, count in counted.items() if not noun.endswith("ing")}
    bare = {term.id: _bare(term, small, large) for term in glossary.terms}
    return {term: Spoken(name, _full(name, phrases, heads), is_plural(name)) for term, name in bare.items()}


def is_plural(name: str) -> bool:
    """Whether a spoken name takes a plural verb: `training jobs` does, `statistics`, `gas`, `Gardens` do not."""
    head = re.split(r" (?:\(|for |of |in |with |from )", name)[0]
    last = head.split()[-1]
    return " " in head and re.fullmatch(r"[a-z]+(?<![sui])(?<!ic)(?<!ia)s", last) is not None


def _bare(term: Term, small: Mapping[str, int], large: Mapping[str, int]) -> str:
    first, _, rest = re.sub(r" \(.*", "", term.name).partition(" ")
    word = first.split("-")[0]
    proper = term.match in (Match.CAPITAL, Match.EXACT) or re.search(r"[A-Z]", rest)
    if not re.fullmatch(r"[A-Z][a-z]+(-[a-z]+)*", first) or proper or small.get(word.lower(), 0) <= large.get(word, 0):
        return term.name
    return term.name[:1].lower() + term.name[1:]


def _full(name: str, phrases: Mapping[str, int], heads: Mapping[str, float]) -> str:
    key = _key(name)
    if name[:1].isupper() or "(" in name or is_plural(name):
        return name
    alone = phrases.get(key, 0) - phrases.get(f"the {key}", 0)
    counted = phrases.get(f"a {key}", 0) + phrases.get(f"an {key}", 0)
    if 2 * counted >= max(alone, 1) or (" " in key and alone <= 1 and heads.get(_head(key), 0) >= COUNTED):
        return f"{'an' if phrases.get(f'an {key}', 0) or (not counted and key[0] in 'aeiou') else 'a'} {name}"
    return name


def _key(name: str) -> str:
    return " ".join(re.findall(r"[\w/-]+", name.lower()))


def _head(name: str) -> str:
    return re.split(r" (?:\(|for |of |in |with |from |to )", name)[0].split()[-1]


def _texts(terms: Iterable[Term]) -> Iterator[str]:
    for term in terms:
        yield from (text for text in (definition(term), term.more, term.use_when, term.not_when) if text)
        yield from (confusion.apart for confusion in term.confused_with)
        yield from (related.why for related in term.see)
