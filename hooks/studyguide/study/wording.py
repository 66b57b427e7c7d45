"""How a term is spoken of inside a question, and what a question must not say."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from studyguide.names import names_of
from studyguide.terms import Term

COMMON_AFTER = 10
"""A word that this many names share gives no single name away."""
STEM = 5
"""Words that agree in this many letters count as one: `labels`, `labelled`."""
TIME_BOUND = re.compile(
    r"\b(currently|today|nowadays|at present|no longer|newest|no new customers|now(?! and then))\b", re.I
)


def draw(seed: str, count: int) -> int:
    """Return a number from 0 to count - 1 that depends on `seed` alone: chance that is the same in every build."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]) % count


def time_bound(text: str) -> bool:
    """Whether a text is only true at some time and so needs an `as of`."""
    return TIME_BOUND.search(text) is not None


def negated(clause: str) -> bool:
    """Whether the verb that opens a clause is denied, as in `does not flatten` or `has no order`."""
    return re.match(r"(?:\S+ )?(?:not|no|never|nothing|neither|cannot)\b", clause) is not None


def common_words(terms: Iterable[Term]) -> frozenset[str]:
    """Return the words that so many names share that they give none of them away."""
    count = Counter(word for term in terms for word in set(words(term.name)))
    return frozenset(word for word, times in count.items() if times >= COMMON_AFTER)


def words(text: str) -> Iterator[str]:
    """Yield the words of a text in lower case, without a plural s; those of one or two letters left out."""
    for word in re.findall(r"[a-z][a-z0-9]{2,}", text.lower()):
        yield word.removesuffix("s")


def gives_away(text: str, name: str, common: Collection[str]) -> bool:
    """Whether a text holds a word of a name, in any ending, that few other names have."""
    own = {word[:STEM] for word in words(name) if word not in common}
    return any(word[:STEM] in own for word in words(text) if word not in common)


def flat(text: str) -> str:
    """Return the words of a text in lower case between single spaces, one at either end, for finding whole phrases."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.lower()))} "


def spellings(term: Term) -> tuple[str, ...]:
    """Return every spelling of a term that is long enough to be told in a text, as `flat` gives it."""
    return tuple(shown for alias in names_of(term) if len(shown := flat(alias.text)) > 4)


def sentence(text: str) -> str:
    """Return a text with a capital first and a stop last."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
