"""Cards from the question bank: one for each question, with an id of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from studyguide.model.note import TermId
from studyguide.model.question import BankQuestion, MatchingPair, Part, QuestionOption, parts_of
from studyguide.practice.card import Card, CardKind, CardOption

BANK = "bank:"
"""What the ids of these cards begin with; no term's card does."""


def bank_card_id(question: BankQuestion) -> str:
    """Return the id under which a question is asked and its answers are kept."""
    return f"{BANK}{question.id}"


def bank_cards(questions: Iterable[BankQuestion]) -> Iterator[Card]:
    """Yield a plain card for each question, in their order: ordering and matching become text."""
    for question in questions:
        rights = [at for at, option in enumerate(question.options) if option.right]
        yield Card(
            id=bank_card_id(question),
            kind=CardKind.BANK,
            term=key_term(question),
            question=question.stem,
            answer=bank_answer(question),
            asks=bank_card_id(question),
            options=tuple(CardOption(option.text, option.term, option.why) for option in question.options),
            right=rights[0] if len(rights) == 1 else None,
            asked_parts=(*(pair.prompt for pair in question.pairs), *shuffled_parts(question)),
            explanation=bank_explanation(question),
            tags=(f"exam::{question.exam}", f"objective::{question.exam}::{question.objective}"),
            source=question.source.title,
        )


def key_term(question: BankQuestion) -> TermId:
    """Return the term that a question asks for: that of its first right answer, step or pair."""
    return _right_parts(question)[0].term


def key_terms(question: BankQuestion) -> frozenset[TermId]:
    """Return the terms of all right answers, steps or pairs."""
    return frozenset(part.term for part in _right_parts(question))


def _right_parts(question: BankQuestion) -> tuple[Part, ...]:
    return tuple(part for part in parts_of(question) if not isinstance(part, QuestionOption) or part.right)


def bank_answer(question: BankQuestion) -> str:
    """Return the whole answer as text, such as `1. Collect; 2. Train`."""
    if question.steps:
        return "; ".join(f"{number}. {step.text}" for number, step in enumerate(question.steps, 1))
    if question.pairs:
        return "; ".join(f"{pair.prompt} → {pair.answer}" for pair in question.pairs)
    return "; ".join(option.text for option in question.options if option.right)


def bank_explanation(question: BankQuestion) -> str:
    """Return the reason of every part, each on a line of its own."""
    return "\n".join(f"{_part_label(part)}: {part.why}" for part in parts_of(question))


def shuffled_parts(question: BankQuestion) -> tuple[str, ...]:
    """Return the steps or answers in alphabetical order, which gives nothing away."""
    texts = [step.text for step in question.steps] or [pair.answer for pair in question.pairs]
    return tuple(sorted(texts, key=str.casefold))


def _part_label(part: Part) -> str:
    return part.answer if isinstance(part, MatchingPair) else part.text
