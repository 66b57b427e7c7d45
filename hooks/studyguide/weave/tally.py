"""A glossary in numbers: terms by family, by status and by confidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from studyguide.terms import Glossary


@dataclass(frozen=True, slots=True)
class Tally:
    terms: int
    families: tuple[tuple[str, int], ...]
    """Id and number of terms, in the glossary's order; families without terms are left out."""
    states: tuple[tuple[str, int], ...]
    """Most frequent first, of the terms that have a status."""
    confidences: tuple[tuple[str, int], ...]
    confirmed: int
    """Statuses with an address that could be opened."""
    with_status: int


def tally(glossary: Glossary) -> Tally:
    """Count a glossary."""
    by_family = Counter(family for _, family in glossary.family_of)
    status = [term.status for term in glossary.terms if term.status]
    return Tally(
        terms=len(glossary.terms),
        families=tuple((family.id, by_family[family.id]) for family in glossary.families if by_family[family.id]),
        states=tuple(Counter(str(s.state) for s in status).most_common()),
        confidences=tuple(Counter(str(s.confidence) for s in status).most_common()),
        confirmed=sum(s.source != "unconfirmed" for s in status),
        with_status=len(status),
    )
