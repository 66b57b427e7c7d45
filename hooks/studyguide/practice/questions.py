"""Makes the questions about one term: what is asked, from which curated field, in which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from msgspec.structs import replace

from studyguide.model.glossary import Term, definition, spellings_of
from studyguide.model.note import TermId
from studyguide.model.texts import text_of
from studyguide.model.worked_example import example_result, worked_question
from studyguide.practice.card import Card, CardKind, CardOption
from studyguide.practice.distractors import QuestionContext, distractors
from studyguide.practice.phrasing import (
    closed_sentence,
    draw,
    flat,
    gives_away,
    in_plural,
    negated,
    spellings,
    time_bound,
    words,
)
from studyguide.practice.rivals import Reason, Rival
from studyguide.text.arithmetic import format_number

BLANK = "____"
"""What takes the place of a term's name in a quoted line."""
MIN_QUOTED_WORDS = 3
"""Words that a quoted line needs besides the name, so that the name can be guessed."""
ENDED = ("closed to new customers", "deprecated", "discontinued")


def questions(term: Term, context: QuestionContext) -> Iterator[Card]:
    """Yields every card that can be made about a term, the most useful first; family, tags and source are still
    missing."""
    if not term.cards:
        return
    pairs = list(_pair_cards(term, context))
    makers: tuple[Callable[[Term, QuestionContext], Iterable[Card]], ...] = (
        _quoted_line_card if term.quote else _does,
        _formula_cards,
        _number_cards,
        _when,
    )
    for make in makers:
        yield from make(term, context)
    yield from pairs[:1]
    if not term.quote:
        yield from _which(term, context)
    yield from pairs[1:2]
    yield from _not_when(term, context)


def _does(term: Term, context: QuestionContext) -> Iterator[Card]:
    name, plural = context.phrasings[term.id].full, context.phrasings[term.id].plural
    key = ("do" if plural else "does") if term.does else ("are" if plural else "is")
    question = _asked(context, key, name=name)
    if term.status and term.status.state in ENDED:
        if not term.does:
            key = "ended_are" if plural else "ended_is"
        elif term.status.state == "discontinued":
            key = "ended_did_plural" if plural else "ended_did"
        else:
            key = "ended_do" if plural else "ended_does"
        state = text_of(context.wording, f"states.{term.status.state}")
        question = _asked(context, key, date=term.status.checked, name=name, state=state)
    elif time_bound(definition(term)):
        return
    answer = in_plural(term.does, context.verbs) if term.does and plural else definition(term)
    extra = (
        [closed_sentence(term.more)]
        if term.more
        else [_asked(context, "when_to_use", when=term.use_when)]
        if term.use_when
        else []
    )
    yield _question_card(
        term, CardKind.DOES, question, closed_sentence(answer), "definition", explanation=" ".join(extra)
    )


def _quoted_line_card(term: Term, _context: QuestionContext) -> Iterator[Card]:
    """Yields a card that asks for the name which the quoted line defines; the name itself is blanked."""
    text = definition(term)
    blanked = without_names(text, term)
    if term.quote is None or len(re.findall(r"\w+", blanked.replace(BLANK, ""))) < MIN_QUOTED_WORDS:
        return
    stem = "Which term is missing in this line of the notes?" if blanked != text else "Which term do the notes define?"
    card = _question_card(term, CardKind.QUOTE, f"{stem} “{blanked}”", term.name, "quote")
    line = f":{term.quote.line}" if term.quote.line else ""
    yield replace(card, source=f"seeds/{term.quote.note}{line}", explanation=text)


def without_names(text: str, term: Term) -> str:
    """Returns a text with a blank in place of each name of the term, also in the plural."""
    known = sorted({*spellings_of(term)}, key=len, reverse=True)
    flexible = (r"[\s\-_/]+".join(map(re.escape, re.findall(r"[^\s\-_/]+", name))) for name in known)
    return re.sub(rf"(?<!\w)(?:{'|'.join(flexible)})(?:e?s)?(?!\w)", BLANK, text, flags=re.I)


def _which(term: Term, context: QuestionContext) -> Iterator[Card]:
    clause = definition(term).split("; ")[0].rstrip(".")
    over = term.status is not None and term.status.state == "discontinued"
    stem = _asked(context, "which" if term.does else "defined_as", clause=clause)
    if not over and not negated(clause) and not time_bound(clause):
        yield from _choice(term, CardKind.WHICH, stem, "definition", context, _is_fair_beside(term))


def _when(term: Term, context: QuestionContext) -> Iterator[Card]:
    if not term.use_when or time_bound(term.use_when) or has_ended(term):
        return
    stem = _asked(context, "fits", situation=closed_sentence(term.use_when))
    is_complete = LEANS_ON_DEFINITION.search(term.use_when) is None
    if is_complete and (cards := list(_choice(term, CardKind.WHEN, stem, "use_when", context, _is_choice))):
        yield from cards
    else:
        question = _asked(context, "choose", name=context.phrasings[term.id].full)
        yield _question_card(term, CardKind.WHEN, question, closed_sentence(term.use_when), "use_when")


def _not_when(term: Term, context: QuestionContext) -> Iterator[Card]:
    if term.not_when and not time_bound(term.not_when) and not has_ended(term):
        phrasing = context.phrasings[term.id]
        key = "wrong_choice_plural" if phrasing.plural else "wrong_choice"
        question = _asked(context, key, name=phrasing.full)
        yield _question_card(term, CardKind.NOT_WHEN, question, closed_sentence(term.not_when), "not_when")


def _pair_cards(term: Term, context: QuestionContext) -> Iterator[Card]:
    """Yields one card for each pair declared on this term: it is asked once, although both pages show it."""
    pairs = {confusion.id: confusion for confusion in reversed(term.confused_with)}  # a repeated pair is a fault
    for number, confusion in enumerate(reversed(pairs.values())):
        other = context.terms.get(confusion.id)
        mirrored = other is not None and any(back.id == term.id for back in other.confused_with)
        if other is None or time_bound(confusion.apart) or (mirrored and other.id < term.id):
            continue
        fact = f"confused_with:{other.id}"
        clause = clause_about(confusion.apart, term, other, context.common)
        if clause and number == 0:
            right, predicate = clause
            seed = f"{term.id}.ab:{other.id}"
            first, second = (term, other) if draw(seed, 2) else (other, term)
            sides = [first.name, context.phrasings[second.id].bare]
            if any(" or " in side for side in sides):
                sides = [f"“{side}”" for side in sides]
            question = _asked(context, "which_of_two", first=sides[0], second=sides[1], clause=predicate)
            yield _question_card(
                term, CardKind.AB, question, right.name, fact, other.id, explanation=closed_sentence(confusion.apart)
            )
        else:
            names = (context.phrasings[term.id].full, context.phrasings[other.id].full)
            key = "difference"
            if any(" and " in name for name in names):
                key = "differ" if context.phrasings[term.id].plural else "differs"
            question = _asked(context, key, first=names[0], second=names[1])
            says = " ".join(
                _asked(context, "definition", name=each.name, definition=closed_sentence(definition(each)))
                for each in (term, other)
            )
            yield _question_card(
                term, CardKind.APART, question, closed_sentence(confusion.apart), fact, other.id, explanation=says
            )


def _formula_cards(term: Term, context: QuestionContext) -> Iterator[Card]:
    if term.formula and is_one_formula(term.formula):
        name = context.phrasings[term.id].full
        key = "formula_of" if term.formula_of else "formula"
        question = _asked(context, key, name=name, quantity=term.formula_of)
        where = closed_sentence(term.where) if term.where else ""
        yield _question_card(term, CardKind.FORMULA, question, term.formula, "formula", explanation=where)


def is_one_formula(latex: str) -> bool:
    """Returns whether a text in LaTeX is a single equation or expression: several of them, two forms of one, or a
    condition have no single answer."""
    outside = re.sub(r"\{[^{}]*\}", "", re.sub(r"\{[^{}]*\}", "", latex))
    return not re.search(r"\\q?quad|\\ne\b|\\to\b", outside) and len(re.findall(r"(?<![<>])=", outside)) <= 1


def _number_cards(term: Term, _context: QuestionContext) -> Iterator[Card]:
    if term.example is None or not (asks := worked_question(term.example)):
        return
    unit = term.example.unit
    result = format_number(example_result(term.example), term.example.digits)
    if result in re.findall(r"\d(?:[\d.]*\d)?", asks):
        return
    answer = f"{result}%" if unit == "%" else f"{result} {unit}".strip()
    yield _question_card(
        term, CardKind.NUMBER, asks, answer, "example", explanation=f"{term.example.computes} = {result}"
    )


def _choice(
    term: Term, kind: CardKind, stem: str, field: str, context: QuestionContext, fits: Callable[[Term, Rival], bool]
) -> Iterator[Card]:
    said = flat(stem)
    if gives_away(stem, term.name, context.common) or any(spelling in said for spelling in context.spellings[term.id]):
        return
    offered = distractors(f"{term.id}.{kind}", term, stem, context, fits)
    if offered:
        says = next(option.why for option in offered if option.term == term.id)
        yield _question_card(term, kind, stem, term.name, field, explanation=says, offered=offered)


def _is_fair_beside(term: Term) -> Callable[[Term, Rival], bool]:
    """Returns whether another term may be offered beside a right one: what has ended is only offered beside what has
    ended too. Where one asks what does something, a technique is not offered beside a tool that does it."""

    def is_fair(other: Term, rival: Rival) -> bool:
        both_act = term.does is not None and other.does is not None
        return (has_ended(term) or not has_ended(other)) and (rival.same_sort or not both_act)

    return is_fair


def _is_choice(other: Term, rival: Rival) -> bool:
    """Returns whether another term may be offered where one asks what fits a situation.

    A technique and a tool that does it fit the same situation, and so do all remedies of one problem.
    """
    return not has_ended(other) and rival.same_sort and rival.reason is not Reason.SAME_CAUSE


def has_ended(term: Term) -> bool:
    """Returns whether a product has ended or takes no new customers."""
    return term.status is not None and term.status.state in ENDED


def _asked(context: QuestionContext, key: str, **values: object) -> str:
    """Returns a question in the words of the catalog."""
    return text_of(context.wording, f"card_questions.{key}", **values)


def _question_card(
    term: Term,
    kind: CardKind,
    question: str,
    answer: str,
    field: str,
    other: TermId | None = None,
    *,
    explanation: str = "",
    offered: tuple[CardOption, ...] = (),
) -> Card:
    right = next((index for index, option in enumerate(offered) if option.term == term.id), None)
    card_id = f"{term.id}.{kind}" + (f":{other}" if other else "")
    return Card(card_id, kind, term.id, question, answer, f"{term.id}.{field}", offered, right, explanation)


LEANS_ON_DEFINITION = re.compile(r"\b(?:such an?|these|this|those|that \w+['’]s)\b")
"""Words by which a situation refers to the definition above it, as in `A team works in such a pipeline`."""
VERB = re.compile(r"(?:is|was|has|does|did|[a-z][a-z-]*[^s\W]s|[a-z]+ed)\b", re.I)
NO_VERB = frozenset({"across", "always", "as", "its", "less", "plus", "this", "thus", "whereas", "times"})
MIN_WORDS = 4
"""A predicate shorter than this, as in `is the method`, says too little to answer by."""
LEANS_BACK = re.compile(r"\b(both|it|them|they|the other|the same|such|also|too|instead|one|ones|there|either)\b")
"""Words that make a second clause depend on the first."""


def clause_about(apart: str, one: Term, two: Term, common: Collection[str]) -> tuple[Term, str] | None:
    """Returns a clause of `apart` without its subject, as `(term it is about, predicate)`, or None if no clause is
    complete by itself.

    `Recall is the share found; precision is ...` gives `(recall, 'is the share found')`. The function takes the first
    clause that neither names a term again nor depends on the other clause.
    """
    for number, clause in enumerate(re.split(r"; |, (?:while|whereas) ", apart.rstrip("."))):
        for term, other in ((one, two), (two, one)):
            predicate = _predicate(clause, term, other)
            said = flat(predicate)
            if not predicate or any(spelling in said for each in (term, other) for spelling in spellings(each)):
                continue
            if any(gives_away(predicate, each.name, common) for each in (term, other)):
                continue
            if gives_away(predicate, term.name, set(words(other.name))):
                continue
            if len(predicate.split()) < MIN_WORDS or (number and LEANS_BACK.search(predicate)):
                continue
            if negated(predicate) or (not number and re.search(r"\bboth\b", predicate)):
                continue
            return term, predicate
    return None


def _predicate(clause: str, term: Term, other: Term) -> str:
    """Returns the text after the term's name at the start of a clause, if it begins with a verb in the singular.

    A shorter name that the other term has too, as `Auto Scaling` beside auto scaling, means the other one.
    """
    of_other = set(map(str.casefold, spellings_of(other)))
    short = {name for name in _short(term.name) if name.casefold() not in of_other}
    known = sorted({*spellings_of(term), *short}, key=len, reverse=True)
    said = re.sub(r"^(?:an?|the) ", "", clause, flags=re.I)
    for spelling in known:
        if said.casefold().startswith(f"{spelling.casefold()} "):
            predicate = said[len(spelling) + 1 :]
            first = predicate.partition(" ")[0]
            if VERB.match(first) and first.lower() not in NO_VERB:
                return predicate
    return ""


def _short(name: str) -> set[str]:
    """Returns the shorter names of a term: `Old Hill Farm` is also called `Hill Farm` and `Farm`."""
    parts = name.split()
    return {" ".join(parts[start:]) for start in range(1, len(parts)) if parts[start][:1].isupper()}
