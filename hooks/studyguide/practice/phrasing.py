"""Phrases a term for use inside a sentence: lower or upper case, with or without an article, singular or plural.

The glossary's own sentences decide: nothing is known here of any field.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from studyguide.model.glossary import Glossary, Match, Term, definition, spellings_of
from studyguide.model.note import TermId
from studyguide.text.words import JOINED_WORDS

NOUN = re.compile(
    r"\ban? (?:[\w/-]+ ){0,3}?([\w-]+)"
    r"(?= (?:and|as|at|before|by|for|from|in|into|is|of|on|or|that|to|which|who|whose|with)\b|[.,;:]|$)"
)
"""The noun that ends a phrase that begins with `a`."""
COUNTED = 0.25
"""A noun that follows `a` in at least this share of its occurrences can be counted: `tree` can, `inference` cannot."""


class Phrasing(Struct, frozen=True):
    """Holds one name, ready for a sentence."""

    bare: str
    """`gradient boosting`, `Euclidean distance`, `confusion matrix`."""
    full: str
    """The same with its article where it needs one: `a confusion matrix`."""
    plural: bool
    """Whether a verb after it is in the plural."""


def phrasings(glossary: Glossary) -> dict[TermId, Phrasing]:
    """Returns the phrasing of each term.

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
        words = re.findall(r"[\w/-]+", text.lower())
        phrases.update(words)
        for at, word in enumerate(words):
            if word in begins:
                phrases.update(" ".join(words[at : at + size]) for size in range(2, min(6, len(words) - at + 1)))
        counted.update(NOUN.findall(text.lower()))
    heads = {noun: count / phrases[noun] for noun, count in counted.items() if not noun.endswith("ing")}
    return {term.id: _phrasing(term, _bare(term, small, large), phrases, heads) for term in glossary.terms}


def _phrasing(term: Term, bare: str, phrases: Mapping[str, int], heads: Mapping[str, float]) -> Phrasing:
    if term.in_sentence:
        bare = re.sub("^(?:an?|the) ", "", term.in_sentence)
    plural = is_plural(bare) if term.plural is None else term.plural
    return Phrasing(bare, term.in_sentence or (bare if plural else _full(bare, phrases, heads)), plural)


def is_plural(name: str) -> bool:
    """Returns whether a phrased name takes a plural verb: `training jobs` does; `statistics`, `gas` and `Gardens` do
    not."""
    head = re.split(r" (?:\(|for |of |on |in |with |from )", name)[0]
    last = head.split()[-1]
    return " " in head and re.fullmatch(r"[a-z]+(?<![sui])(?<!ic)(?<!ia)s", last) is not None


def _bare(term: Term, small: Mapping[str, int], large: Mapping[str, int]) -> str:
    first, _, rest = re.sub(r" \(.*", "", term.name).partition(" ")
    word = first.split("-")[0]
    proper = term.match in (Match.CAPITAL, Match.EXACT) or re.search(r"[A-Z]", rest)
    if not re.fullmatch(r"[A-Z][a-z]+(-[a-z]+)*", first) or proper:
        return term.name
    seen, seen_large = small.get(word.lower(), 0), large.get(word, 0)
    # A single word that no sentence uses may be a proper name; the first of several words is hardly ever one.
    if seen < seen_large or (seen == seen_large and (seen or not rest)):
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


COMMON_AFTER = 10
"""A word that this many names share does not reveal a single name."""
STEM_LETTERS = 5
"""Words that agree in this many letters count as one: `labels`, `labelled`."""
FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """about after also among another because been before being best between both each else ever every fits from
        have here into itself less like long longer made make makes many more most much must need needs never once only
        other
        over should since some such than that their them then there these they this those through under until upon very
        what when where whether which while whose will with within without would your""",
    )
)
"""Words that say nothing of what a question is about."""
TIME_BOUND = re.compile(
    r"\b(currently|today|nowadays|at present|no longer|newest|no new customers|now(?! and then))\b", re.I
)

IRREGULAR_VERBS = {"is": "are", "has": "have", "caches": "cache"}
SUBORDINATE = re.compile(r"(?:,? so that|,? such as|,? because|,? which|;) ")
"""Where another clause begins, whose verbs have another subject."""
JOINED_VERB = re.compile(
    r"^[a-z]+s\b|(?:(?<=, )|(?<= and )|(?<= or )|(?<= then ))[a-z]+s"
    r"(?= (?!(?:and|are|as|at|by|for|from|in|is|of|on|or|that|to|with)\b))"
)
"""A word that may be a verb of the main clause; a noun is followed by a preposition, a conjunction or a comma."""
OBJECT = re.compile(r" (?:an?|each|it|its|the|their|them|what)\b")
"""What follows a verb and hardly ever a noun."""


def draw(seed: str, count: int) -> int:
    """Returns a number from 0 to count - 1 that depends on `seed` alone, so that it is the same in every build."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]) % count


def opening_verbs(terms: Iterable[Term]) -> frozenset[str]:
    """Returns the verbs that open the definitions which say what a thing does: `checks`, `serves`."""
    return frozenset(term.does.partition(" ")[0] for term in terms if term.does)


def in_plural(does: str, verbs: Collection[str]) -> str:
    """Returns what several things do from what one of them does: `checks texts and blocks some` becomes
    `check texts and block some`.

    The first word is a verb. A later word is a verb if it is joined to the first, has an object, and is among `verbs`
    or before an article or a pronoun.
    """
    main = SUBORDINATE.split(does)[0]

    def changed(match: re.Match[str]) -> str:
        word = match.group()
        is_verb = not match.start() or word in verbs or OBJECT.match(main, match.end())
        return _plural_verb(word) if is_verb else word

    return JOINED_VERB.sub(changed, main) + does[len(main) :]


def _plural_verb(verb: str) -> str:
    if verb in IRREGULAR_VERBS:
        return IRREGULAR_VERBS[verb]
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    return verb[:-2] if re.search(r"(?:ss|sh|ch|x|zz|o)es$", verb) else verb[:-1]


def time_bound(text: str) -> bool:
    """Returns whether a text is only true at some time and so needs an `as of`."""
    return TIME_BOUND.search(text) is not None


def negated(clause: str) -> bool:
    """Returns whether the verb that opens a clause is negated, as in `does not flatten` or `has no order`."""
    return re.match(r"(?:\S+ )?(?:not|no|never|nothing|neither|cannot)\b", clause) is not None


def common_words(terms: Iterable[Term]) -> frozenset[str]:
    """Returns the words that so many names share that they reveal none of them."""
    count = Counter(word for term in terms for word in set(words(term.name)))
    return frozenset(word for word, times in count.items() if times >= COMMON_AFTER)


def words(text: str) -> Iterator[str]:
    """Yields the words of a text in lower case, without a plural s; those of one or two letters left out."""
    for word in re.findall(r"[a-z][a-z0-9]{2,}", text.lower()):
        yield word.removesuffix("s")


def stems(text: str) -> frozenset[str]:
    """Returns the beginnings of the longer words of a text, so that inflections count as one word."""
    return frozenset(
        word[:STEM_LETTERS] for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in FUNCTION_WORDS
    )


def gives_away(text: str, name: str, common: Collection[str]) -> bool:
    """Returns whether a text contains a word of a name, in any inflection, that is not among the common ones."""
    apart = JOINED_WORDS.sub(" ", name)
    own = {word[:STEM_LETTERS] for word in words(f"{name} {apart}") if word not in common}
    return any(word[:STEM_LETTERS] in own for word in words(text) if word not in common)


def flat(text: str) -> str:
    """Returns the words of a text in lower case between single spaces, one at either end, for finding whole phrases."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.lower()))} "


def spellings(term: Term) -> tuple[str, ...]:
    """Returns every spelling of a term that is long enough to be recognized in a text, as `flat` returns it."""
    return tuple(shown for text in spellings_of(term) if len(shown := flat(text)) > 4)


def closed_sentence(text: str) -> str:
    """Returns a text that begins with a capital and ends with a full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
