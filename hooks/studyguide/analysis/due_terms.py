"""Compares changes of products with a glossary, and finds the terms that somebody has to look up again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from studyguide.link.mentions import find_mentions
from studyguide.link.surface_forms import compile_surface_forms
from studyguide.model.glossary import Glossary, Term, folded, shown_names
from studyguide.model.note import Note, NotePath, TermId
from studyguide.model.product_change import ProductChange

Due = Literal["end announced", "vanished", "part changed", "no term"]
ENDED_STATES = frozenset({"discontinued", "closed to new customers", "deprecated"})
"""States that say already that a product ends."""


class NamedChange(Struct, frozen=True):
    """Holds a change and the terms that it is about."""

    change: ProductChange
    terms: tuple[TermId, ...]
    """The terms that its text names; if it names none, those that have a name of the product."""


class DueTerm(Struct, frozen=True):
    """Describes one thing that has to be looked up, and the change that says so."""

    why: Due
    term: TermId | None
    """None if the glossary has no term for the product."""
    name: str
    """Name of the term, or of the product."""
    state: str
    """State of the term's product, or an empty text."""
    checked: str
    """The day of the last look-up, or an empty text."""
    change: ProductChange


def named_changes(glossary: Glossary, changes: Iterable[ProductChange]) -> tuple[NamedChange, ...]:
    """Returns each change with the terms of the glossary that it is about."""
    rows = tuple(changes)
    mentioned = _mentioned(glossary, [row.text for row in rows])
    by_name = _terms_by_name(glossary)
    return tuple(
        NamedChange(row, mentioned.get(number) or _of_product(row, by_name)) for number, row in enumerate(rows, 1)
    )


def due_terms(glossary: Glossary, changes: Iterable[ProductChange]) -> tuple[DueTerm, ...]:
    """Returns what is due because of changes: ends that are announced first, then products that vanished, parts, and
    products without a term."""
    terms = {term.id: term for term in glossary.terms}
    every = [due for named in named_changes(glossary, changes) for due in _due(named, terms)]
    order: tuple[Due, ...] = ("end announced", "vanished", "part changed", "no term")
    return tuple(sorted(every, key=lambda due: (order.index(due.why), due.name.casefold())))


def _due(named: NamedChange, terms: Mapping[TermId, Term]) -> Iterator[DueTerm]:
    change = named.change
    if change.change == "appears":
        if not change.parts and not named.terms:
            yield DueTerm("no term", None, change.product, "", "", change)
        return
    for id_ in named.terms:
        term = terms[id_]
        state = term.status.state if term.status else ""
        checked = term.status.checked if term.status else ""
        if why := _due_reason(change, state, checked):
            yield DueTerm(why, id_, term.name, state, checked, change)


def _due_reason(change: ProductChange, state: str, checked: str) -> Due | None:
    """Returns why a term is due; None if its state says the same already, or it was looked up after the change."""
    if change.change == "vanishes" and not change.parts:
        return None if state == "discontinued" else "vanished"
    if state in ENDED_STATES:
        return None
    if change.parts:
        return None if change.day and checked > change.day else "part changed"
    return "end announced"


def _mentioned(glossary: Glossary, texts: list[str]) -> Mapping[int, tuple[TermId, ...]]:
    """Returns the terms that each text names, by its 1-based number."""
    mentions, _ = find_mentions(Note(NotePath("changes"), "", tuple(texts)), compile_surface_forms(glossary))
    by_line: dict[int, dict[TermId, None]] = {}
    products = {term.id for term in glossary.terms if term.status}
    for mention in mentions:
        if mention.term in products:
            by_line.setdefault(mention.line, {})[mention.term] = None
    return {line: tuple(terms) for line, terms in by_line.items()}


def _terms_by_name(glossary: Glossary) -> Mapping[str, tuple[TermId, ...]]:
    by_name: dict[str, dict[TermId, None]] = {}
    for term in glossary.terms:
        for text in (term.name, *(alias.text for alias in shown_names(term))):
            by_name.setdefault(folded(text), {})[term.id] = None
    return {name: tuple(terms) for name, terms in by_name.items()}


def _of_product(change: ProductChange, by_name: Mapping[str, tuple[TermId, ...]]) -> tuple[TermId, ...]:
    named = (term for name in (change.product, *change.names) for term in by_name.get(folded(name), ()))
    return tuple(dict.fromkeys(named))
