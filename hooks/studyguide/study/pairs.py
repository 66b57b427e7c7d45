"""One clause of a sentence that tells two terms apart, for asking which of the two it is about."""

from __future__ import annotations

import re
from collections.abc import Collection

from studyguide.names import names_of
from studyguide.study.wording import flat, gives_away, negated, spellings
from studyguide.terms import Term

VERB = re.compile(r"(?:is|was|has|does|did|[a-z][a-z-]*[^s\W]s|[a-z]+ed)\b", re.I)
NO_VERB = frozenset({"across", "always", "as", "its", "less", "plus", "this", "thus", "whereas", "times"})
MIN_WORDS = 4
"""A predicate shorter than this, as in `is the method`, says too little to answer by."""
LEANS_BACK = re.compile(r"\b(both|it|them|they|the other|the same|such|also|too|instead|one|ones|there|either)\b")
"""Words by which a second clause leans on the first."""


def clause_about(apart: str, one: Term, two: Term, common: Collection[str]) -> tuple[Term, str] | None:
    """Return a clause of `apart` without its subject, as `(term it is about, predicate)`; None where none stands alone.

    `Recall is the share found; precision is ...` gives `(recall, 'is the share found')`. The first clause that names
    neither term again, nor leans on the other clause, is taken.
    """
    for number, clause in enumerate(re.split(r"; |, (?:while|whereas) ", apart.rstrip("."))):
        for term, other in ((one, two), (two, one)):
            predicate = _predicate(clause, term)
            said = flat(predicate)
            if not predicate or any(spelling in said for each in (term, other) for spelling in spellings(each)):
                continue
            if any(gives_away(predicate, each.name, common) for each in (term, other)):
                continue
            if len(predicate.split()) < MIN_WORDS or (number and LEANS_BACK.search(predicate)):
                continue
            if negated(predicate) or (not number and re.search(r"\bboth\b", predicate)):
                continue
            return term, predicate
    return None


def _predicate(clause: str, term: Term) -> str:
    """Return what follows the term's name at the start of a clause, where that is a verb in the singular."""
    known = sorted({alias.text for alias in names_of(term)} | _short(term.name), key=len, reverse=True)
    said = re.sub(r"^(?:an?|the) ", "", clause, flags=re.I)
    for spelling in known:
        if said.casefold().startswith(f"{spelling.casefold()} "):
            predicate = said[len(spelling) + 1 :]
            first = predicate.partition(" ")[0]
            if VERB.match(first) and first.lower() not in NO_VERB:
                return predicate
    return ""


def _short(name: str) -> set[str]:
    """`Old Hill Farm` is also spoken of as `Hill Farm` and `Farm`."""
    parts = name.split()
    return {" ".join(parts[start:]) for start in range(1, len(parts)) if parts[start][:1].isupper()}
