"""Finds what the notes name that has changed since, and how old each checked fact is. Nothing here depends on today's
date."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from studyguide.link.corpus import Corpus
from studyguide.model.glossary import Confidence, Glossary, State, Status, Term
from studyguide.model.note import NotePath, TermId

STATES: tuple[State, ...] = ("discontinued", "closed to new customers", "deprecated", "renamed")
"""Every state but `active`, the gravest first."""
CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")


class StatusChange(Struct, frozen=True):
    """Describes a product that the notes name and whose status has changed."""

    term: TermId
    name: str
    status: Status
    """Its state, dates and replacement."""
    named: tuple[tuple[NotePath, tuple[int, ...]], ...]
    """The notes that name it, or that refer to it according to an editor's note, each with its 1-based lines."""


class Fact(Struct, frozen=True):
    """Describes something that was looked up once and may have changed since."""

    checked: str
    """Day of the look-up: `YYYY-MM-DD`, or as much of it as is known."""
    confidence: Confidence
    kind: str
    """`status` of a term, `exam` or `editor's note`."""
    subject: str
    """Id of the term or exam; for an editor's note its `note:line`."""
    source: str
    """An address, `textbook` or `unconfirmed`."""


def status_changes(corpus: Corpus) -> tuple[StatusChange, ...]:
    """Returns the products that the notes name and that are no longer active, by state, the gravest first, then by
    name.

    A line counts as well if an editor's note ties it to the term: `use X for monitoring` may mean a product unnamed.
    """
    changed = [term for term in corpus.glossary.terms if term.status is not None and term.status.state != "active"]
    places = _places(corpus, frozenset(term.id for term in changed))
    changes = [
        StatusChange(term.id, term.name, term.status, places[term.id])
        for term in changed
        if term.status is not None and term.id in places
    ]
    return tuple(sorted(changes, key=lambda change: (STATES.index(change.status.state), change.name.casefold())))


def dated_facts(corpus: Corpus) -> tuple[Fact, ...]:
    """Returns every dated fact, the longest unchecked first; on one day the least certain first."""
    facts = [
        Fact(term.status.checked, term.status.confidence, "status", term.id, term.status.source)
        for term in corpus.glossary.terms
        if term.status is not None
    ]
    facts += [
        Fact(exam.checked, exam.confidence or "low", "exam", exam.id, exam.source)
        for exam in corpus.exams
        if exam.checked is not None
    ]
    for path, notes in corpus.corrections.items():
        for anchored in notes:
            said = anchored.correction
            if said.checked is not None:
                subject = f"{path}:{anchored.line}"
                facts.append(Fact(said.checked, said.confidence, "editor's note", subject, said.source))
    return tuple(sorted(facts, key=_urgency))


def older_than(facts: Iterable[Fact], today: datetime.date, days: int) -> tuple[Fact, ...]:
    """Returns the facts checked more than `days` days before `today`, in the order given.

    A day known only in part counts as its earliest, so that nothing passes for fresher than it may be.
    """
    limit = today - datetime.timedelta(days=days)
    return tuple(fact for fact in facts if _earliest(fact.checked) < limit)


def _places(corpus: Corpus, wanted: frozenset[TermId]) -> Mapping[TermId, tuple[tuple[NotePath, tuple[int, ...]], ...]]:
    lines: dict[TermId, dict[NotePath, set[int]]] = {}
    for path in sorted(corpus.mentions):
        for mention in corpus.mentions[path]:
            if mention.term in wanted:
                lines.setdefault(mention.term, {}).setdefault(path, set()).add(mention.line)
        for anchored in corpus.corrections.get(path, ()):
            for term in filter(wanted.__contains__, anchored.correction.terms):
                lines.setdefault(term, {}).setdefault(path, set()).add(anchored.line)
    return {
        term: tuple((path, tuple(sorted(numbers))) for path, numbers in by_note.items())
        for term, by_note in lines.items()
    }


def _urgency(fact: Fact) -> tuple[str, int, str, str]:
    return fact.checked, CONFIDENCES.index(fact.confidence), fact.kind, fact.subject


def _earliest(date: str) -> datetime.date:
    year, month, day = (date + "-01-01").split("-")[:3]
    return datetime.date(int(year), int(month), int(day))


class GlossaryCounts(Struct, frozen=True):
    terms: int
    families: tuple[tuple[str, int], ...]
    """Id and number of terms, in the glossary's order; families without terms are left out."""
    states: tuple[tuple[str, int], ...]
    """Most frequent first, of the terms that have a status."""
    confidences: tuple[tuple[str, int], ...]
    """Most frequent first, as pages show them: `unconfirmed` without an address, however sure the author is."""
    confirmed: int
    """Statuses with an address that could be opened."""
    with_status: int
    definitions: DefinitionCounts


class DefinitionCounts(Struct, frozen=True):
    """Counts definitions by where a reader can check them; each definition counts once, at the first that it has."""

    quoted: int
    """Lines of notes, each shown with its file and line."""
    address: int
    """Definitions with a source that has an address."""
    work: int
    """Definitions with a work or document that has none."""
    page: int
    """Definitions in the guide's own wording, with an official page."""
    unsourced: int
    """Definitions with nothing of these."""


def count_glossary(glossary: Glossary) -> GlossaryCounts:
    """Counts the terms, families, states and sources of a glossary."""
    by_family = Counter(family for _, family in glossary.family_of)
    status = [term.status for term in glossary.terms if term.status]
    return GlossaryCounts(
        terms=len(glossary.terms),
        families=tuple((family.id, by_family[family.id]) for family in glossary.families if by_family[family.id]),
        states=tuple(Counter(str(s.state) for s in status).most_common()),
        confidences=tuple(Counter(_shown_confidence(s) for s in status).most_common()),
        confirmed=sum(s.source != "unconfirmed" for s in status),
        with_status=len(status),
        definitions=_count_definitions(glossary.terms),
    )


def _count_definitions(terms: Iterable[Term]) -> DefinitionCounts:
    counted = Counter(_checked_in(term) for term in terms)
    return DefinitionCounts(**{place: counted[place] for place in DefinitionCounts.__struct_fields__})


def _checked_in(term: Term) -> str:
    if term.quote:
        return "quoted"
    if term.sources:
        return "address" if any(source.url for source in term.sources) else "work"
    return "page" if term.page else "unsourced"


def _shown_confidence(status: Status) -> str:
    return "unconfirmed" if status.source == "unconfirmed" else status.confidence
