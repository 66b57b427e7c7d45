"""The terms of a field that a learner needs first, from what the guides of its exams ask for.

A guide rarely names what everything rests on: it asks for prompt templates, not for prompts. So the weight of what it
names spreads over the glossary's links, as in PageRank with the weights as the places where the walk starts again.
The steps are then shared among the families in proportion to their weights (Sainte-Laguë), so that no family that an
exam asks for is missing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from studyguide.link.corpus import Corpus
from studyguide.model.exam import Exam, Objective
from studyguide.model.note import TermId

DAMPING = 0.85
"""Share of a term's weight that goes on to the terms it links to; the usual value of PageRank."""
ROUNDS = 60
"""After them the ranks change by less than one in ten thousand."""


def core_terms(corpus: Corpus, size: int) -> tuple[TermId, ...]:
    """Return up to `size` terms, family by family; nothing if no exam that can be taken has objectives."""
    exams = [exam for exam in corpus.exams if exam.state != "retired"]
    of_exams = [weights for weights in map(objective_weights, exams) if weights]
    weights: Counter[TermId] = Counter()
    for one in of_exams:
        weights.update({term: weight for term, weight in one.items() if term in corpus.terms})
    if not weights:
        return ()
    named_by = Counter(term for one in of_exams for term in one)
    ranks = _ranks(_term_links(corpus), weights)
    scores = {term: rank * math.sqrt(1 + named_by[term]) for term, rank in ranks.items()}
    of_family: dict[str, list[TermId]] = {}
    for term, family in corpus.glossary.family_of:
        of_family.setdefault(family, []).append(term)
    shares = {family: sum(weights[term] for term in terms) for family, terms in of_family.items()}
    steps = _apportion(shares, {family: len(terms) for family, terms in of_family.items()}, size)
    return tuple(
        term
        for family, terms in of_family.items()
        for term in sorted(terms, key=lambda term: (-scores[term], term))[: steps[family]]
    )


def objective_weights(exam: Exam) -> dict[TermId, float]:
    """Return for each term the weight of the objectives that name it, if a domain's weight is shared by its objectives.

    An exam without weights gives each domain the same.
    """
    weights: dict[TermId, float] = {}
    has_weights = any(domain.weight for domain in exam.domains)
    for domain in exam.domains:
        objectives = [objective for task in domain.tasks for objective in task.objectives]
        total = domain.weight if has_weights else 100 / len(exam.domains)
        for objective in objectives:
            for term in _objective_terms(objective):
                weights[term] = weights.get(term, 0.0) + total / len(objectives)
    return weights


def _objective_terms(objective: Objective) -> tuple[TermId, ...]:
    """Return the terms that an objective names itself; a wider term that only covers a name is not asked for."""
    return tuple(dict.fromkeys(item.term for item in objective.names if item.term is not None))


def _term_links(corpus: Corpus) -> dict[TermId, tuple[TermId, ...]]:
    """Return for each term those that its entry refers to, by key or by name; a confusion links both ways."""
    links: dict[TermId, dict[TermId, None]] = {term.id: {} for term in corpus.glossary.terms}
    for term in corpus.glossary.terms:
        named = (mention.term for mentions in corpus.curated_mentions.get(term.id, {}).values() for mention in mentions)
        part_of = (term.part_of,) if term.part_of else ()
        confused = tuple(confusion.id for confusion in term.confused_with)
        links[term.id] |= dict.fromkeys((*term.needs, *(see.id for see in term.see), *part_of, *confused, *named))
        for other in confused:
            if other in links:
                links[other][term.id] = None
    return {term: tuple(to for to in targets if to in links and to != term) for term, targets in links.items()}


def _ranks(links: Mapping[TermId, Sequence[TermId]], weights: Mapping[TermId, float]) -> dict[TermId, float]:
    """Return the share of a random walk that each term gets. The walk starts again in proportion to `weights`."""
    total = sum(weights.values())
    start = {term: weights.get(term, 0.0) / total for term in links}
    ranks = start
    for _ in range(ROUNDS):
        lost = sum(rank for term, rank in ranks.items() if not links[term])
        following = {term: (1 - DAMPING + DAMPING * lost) * share for term, share in start.items()}
        for term, targets in links.items():
            for target in targets:
                following[target] += DAMPING * ranks[term] / len(targets)
        ranks = following
    return ranks


def _apportion(shares: Mapping[str, float], limits: Mapping[str, int], seats: int) -> Counter[str]:
    """Share `seats` in proportion to `shares`, at most `limits` each, by the method of Sainte-Laguë."""
    apportioned: Counter[str] = Counter()
    for _ in range(seats):
        open_ = [name for name, share in shares.items() if share and apportioned[name] < limits[name]]
        if not open_:
            break
        apportioned[max(open_, key=lambda name: shares[name] / (2 * apportioned[name] + 1))] += 1
    return apportioned
