"""One term to its questions: what is asked, from which curated field, in which words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from studyguide.names import definition
from studyguide.records import TermId
from studyguide.study.card import Card, CardKind, Option
from studyguide.study.options import Ground, options
from studyguide.study.pairs import clause_about
from studyguide.study.wording import draw, flat, gives_away, negated, sentence, time_bound
from studyguide.study.worked_numbers import computed, shown, told
from studyguide.terms import Term

ENDED = ("closed to new customers", "deprecated", "discontinued")


def questions(term: Term, held: Ground) -> Iterator[Card]:
    """Yield every card that can be made of a term, the most worth asking first; they lack family, tags and source."""
    pairs = list(_pairs(term, held))
    makers: tuple[Callable[[Term, Ground], Iterable[Card]], ...] = (_does, _formula, _number, _when)
    for make in makers:
        yield from make(term, held)
    yield from pairs[:1]
    yield from _which(term, held)
    yield from pairs[1:2]
    yield from _not_when(term, held)


def _does(term: Term, held: Ground) -> Iterator[Card]:
    name, plural = held.spoken[term.id].full, held.spoken[term.id].plural
    question = f"What {'do' if plural else 'does'} {name} do?"
    if not term.does:
        question = f"What does “{held.spoken[term.id].bare}” mean?"
    if term.does and term.status and term.status.state in ENDED:
        verb = "are" if plural else "is"
        helper = "did" if term.status.state == "discontinued" else "do" if plural else "does"
        pronoun = "they" if plural else "it"
        question = f"As of {term.status.checked}, {name} {verb} {term.status.state}. What {helper} {pronoun} do?"
    elif time_bound(definition(term)):
        return
    extra = [sentence(term.more)] if term.more else [f"When to use it: {term.use_when}"] if term.use_when else []
    yield _card(term, CardKind.DOES, question, sentence(definition(term)), "definition", explanation=" ".join(extra))


def _which(term: Term, held: Ground) -> Iterator[Card]:
    clause = definition(term).split("; ")[0].rstrip(".")
    over = term.status is not None and term.status.state == "discontinued"
    stem = f"Which of these {clause}?" if term.does else f"Which term is defined as “{clause}”?"
    if not over and not negated(clause) and not time_bound(clause):
        yield from _choice(term, CardKind.WHICH, stem, "definition", held, lambda _: True)


def _when(term: Term, held: Ground) -> Iterator[Card]:
    if not term.use_when or time_bound(term.use_when) or _ended(term):
        return
    stem = f"{sentence(term.use_when)} Which of these fits best?"
    if made := list(_choice(term, CardKind.WHEN, stem, "use_when", held, _can_be_chosen)):
        yield from made
    else:
        question = f"When would you choose {held.spoken[term.id].full}?"
        yield _card(term, CardKind.WHEN, question, sentence(term.use_when), "use_when")


def _not_when(term: Term, held: Ground) -> Iterator[Card]:
    if term.not_when and not time_bound(term.not_when) and not _ended(term):
        verb = "are" if held.spoken[term.id].plural else "is"
        question = f"When {verb} {held.spoken[term.id].full} the wrong choice?"
        yield _card(term, CardKind.NOT_WHEN, question, sentence(term.not_when), "not_when")


def _pairs(term: Term, held: Ground) -> Iterator[Card]:
    """One card for each pair declared on this term: asked once, although both pages show it."""
    for number, confusion in enumerate(term.confused_with):
        other = held.terms.get(confusion.id)
        mirrored = other is not None and any(back.id == term.id for back in other.confused_with)
        if other is None or time_bound(confusion.apart) or (mirrored and other.id < term.id):
            continue
        fact = f"confused_with:{other.id}"
        clause = clause_about(confusion.apart, term, other, held.common)
        if clause and number == 0:
            right, predicate = clause
            seed = f"{term.id}.ab:{other.id}"
            first, second = (term, other) if draw(seed, 2) else (other, term)
            question = f"{first.name} or {held.spoken[second.id].bare}: which of the two {predicate}?"
            yield _card(term, CardKind.AB, question, right.name, fact, other.id, explanation=sentence(confusion.apart))
        else:
            question = f"What sets {held.spoken[term.id].full} apart from {held.spoken[other.id].full}?"
            says = " ".join(f"{each.name}: {sentence(definition(each))}" for each in (term, other))
            yield _card(term, CardKind.APART, question, sentence(confusion.apart), fact, other.id, explanation=says)


def _formula(term: Term, held: Ground) -> Iterator[Card]:
    if term.formula:
        question = f"What is the formula for {held.spoken[term.id].bare}?"
        where = sentence(term.where) if term.where else ""
        yield _card(term, CardKind.FORMULA, question, term.formula, "formula", explanation=where)


def _number(term: Term, held: Ground) -> Iterator[Card]:
    if term.example is None:
        return
    text, unit = told(term.example).rstrip(" ,"), term.example.unit
    result = shown(computed(term.example), term.example.digits)
    if result in text.replace(",", " ").split():
        return
    case = text if text.endswith(".") else f"{text} …"
    question = (
        f"A worked number for {held.spoken[term.id].bare}. {case} What is the number{f', in {unit}' if unit else ''}?"
    )
    answer = f"{result} {unit}" if unit.isalpha() else f"{result}{unit}"
    yield _card(term, CardKind.NUMBER, question, answer, "example", explanation=f"{term.example.computes} = {result}")


def _choice(
    term: Term, kind: CardKind, stem: str, field: str, held: Ground, fits: Callable[[Term], bool]
) -> Iterator[Card]:
    said = flat(stem)
    if gives_away(stem, term.name, held.common) or any(spelling in said for spelling in held.spellings[term.id]):
        return
    offered = options(f"{term.id}.{kind}", term, stem, held, fits)
    if offered:
        says = next(option.why for option in offered if option.term == term.id)
        yield _card(term, kind, stem, term.name, field, explanation=says, offered=offered)


def _can_be_chosen(term: Term) -> bool:
    return term.use_when is not None and not _ended(term)


def _ended(term: Term) -> bool:
    return term.status is not None and term.status.state in ENDED


def _card(
    term: Term,
    kind: CardKind,
    question: str,
    answer: str,
    field: str,
    other: TermId | None = None,
    *,
    explanation: str = "",
    offered: tuple[Option, ...] = (),
) -> Card:
    right = next((index for index, option in enumerate(offered) if option.term == term.id), None)
    card_id = f"{term.id}.{kind}" + (f":{other}" if other else "")
    return Card(card_id, kind, term.id, question, answer, f"{term.id}.{field}", offered, right, explanation)
