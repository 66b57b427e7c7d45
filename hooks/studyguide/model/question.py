"""Defines the question bank: exam questions with a reason for every option. The schema of docs/questions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from studyguide.model.exam import QuestionType
from studyguide.model.fields import RECORD_CONFIG, Day, Id, Text
from studyguide.model.work import Work


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class QuestionOption:
    """Offers one answer of a single-choice or multiple-response question."""

    text: Text
    """The answer, in the same form as the other options."""
    term: Id
    """The term that the answer belongs to."""
    why: Text
    """Why it is right, or which condition of the question it breaks."""
    right: bool = False
    """Whether it is a right answer."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class OrderingStep:
    """Holds one step of an ordering question."""

    text: Text
    """The step."""
    term: Id
    """The term that the step belongs to."""
    why: Text
    """Why it comes at this place."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class MatchingPair:
    """Holds one pair of a matching question."""

    prompt: Text
    """What an answer is looked for."""
    answer: Text
    """The answer that fits; no other pair has it."""
    term: Id
    """The term that the answer belongs to."""
    why: Text
    """Why it fits."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class BankQuestion:
    """Asks one question of an exam's objective. It has `options`, `steps` or `pairs`, as its type needs."""

    id: Id
    """Stable id that starts with the exam's id; never used again for another question."""
    exam: Id
    """Id of the exam."""
    objective: Text
    """Official number of the objective, such as `1.1.3`."""
    type: QuestionType
    """`single` and `multiple` have options, `ordering` has steps, `matching` has pairs."""
    difficulty: Annotated[int, Field(ge=1, le=3)]
    """1 recall in a situation, 2 choose between similar options, 3 weigh several conditions at once."""
    stem: Text
    """A situation with what decides, then one question."""
    source: Work
    """Where the right answer can be checked."""
    checked: Day
    """The day somebody last read the question against its source."""
    options: tuple[QuestionOption, ...] = ()
    """Answers to choose from."""
    steps: tuple[OrderingStep, ...] = ()
    """Steps in the right order."""
    pairs: tuple[MatchingPair, ...] = ()
    """Prompts with their answers."""


Part = QuestionOption | OrderingStep | MatchingPair


def parts_of(question: BankQuestion) -> tuple[Part, ...]:
    """Returns the options, steps or pairs of a question."""
    return (*question.options, *question.steps, *question.pairs)
