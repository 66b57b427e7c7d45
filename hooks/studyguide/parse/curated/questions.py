"""Reads the files of the question bank as `BankQuestion` records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from pydantic import TypeAdapter

from studyguide.model.diagnostics import Diagnostic, closest
from studyguide.model.exam import Exam, objectives_of
from studyguide.model.note import TermId
from studyguide.model.question import BankQuestion, MatchingPair, OrderingStep, QuestionOption
from studyguide.model.work import Work
from studyguide.parse.curated.entries import (
    CuratedEntry,
    Path,
    fault_at,
    keys_of,
    not_overridden,
    read_lists,
    repeated_ids,
    unknown_ids,
)

QUESTION = TypeAdapter(BankQuestion)
QUESTION_KEYS = keys_of(BankQuestion, QuestionOption, OrderingStep, MatchingPair, Work)
PARTS_OF_TYPE = {"single": "options", "multiple": "options", "ordering": "steps", "matching": "pairs"}
LEAST_PARTS = 2


def read_questions(
    files: Iterable[tuple[str, str]], terms: Collection[TermId], exams: Collection[Exam]
) -> tuple[tuple[BankQuestion, ...], tuple[Diagnostic, ...]]:
    """Returns the questions in the order of the files. One with a fault is left out and reported."""
    numbers = {exam.id: frozenset(objective.id for objective in objectives_of(exam)) for exam in exams}
    read, of_form = read_lists(files, QUESTION, QUESTION_KEYS)
    entries = not_overridden(read)
    diagnostics = [*of_form]
    questions: dict[str, BankQuestion] = {}
    for entry in entries:
        faults = (*_form_faults(entry), *_reference_faults(entry, terms, numbers))
        diagnostics += faults
        if not faults:
            questions.setdefault(entry.record.id, entry.record)
    return tuple(questions.values()), (*diagnostics, *repeated_ids(entries))


def _form_faults(entry: CuratedEntry[BankQuestion]) -> Iterator[Diagnostic]:
    """Yields the reasons why a question cannot be asked or scored."""
    question = entry.record
    needed = PARTS_OF_TYPE[question.type]
    for key in ("options", "steps", "pairs"):
        if key != needed and getattr(question, key):
            what = f"a question of the type `{question.type}` has no `{key}`"
            yield fault_at(entry, (key,), "question-form", what, f"it has `{needed}`")
    if len(getattr(question, needed)) < LEAST_PARTS:
        what = f"a question of the type `{question.type}` has at least {LEAST_PARTS} `{needed}`"
        yield fault_at(entry, (needed,), "question-form", what)
    right = sum(option.right for option in question.options)
    if question.type == "single" and right != 1:
        what = f"{right} options are right"
        yield fault_at(entry, ("options",), "question-form", what, "mark exactly one with `right: true`")
    if question.type == "multiple" and not 1 < right < len(question.options):
        what = f"{right} of {len(question.options)} options are right"
        hint = "mark at least two with `right: true`, and not all"
        yield fault_at(entry, ("options",), "question-form", what, hint)
    texts = [option.text for option in question.options] + [pair.answer for pair in question.pairs]
    for text in dict.fromkeys(text for text in texts if texts.count(text) > 1):
        yield fault_at(entry, (needed,), "question-form", f"the answer `{text}` is given twice", "make answers differ")


def _reference_faults(
    entry: CuratedEntry[BankQuestion], terms: Collection[TermId], numbers: Mapping[TermId, Collection[str]]
) -> Iterator[Diagnostic]:
    question = entry.record
    yield from unknown_ids(entry, _question_terms(question), terms)
    yield from unknown_ids(entry, ((("exam",), question.exam),), numbers, "exam")
    if not question.id.startswith(f"{question.exam}-"):
        yield fault_at(
            entry, ("id",), "bad-value", "the id does not start with the exam's id", f"begin it with `{question.exam}-`"
        )
    known = numbers.get(question.exam)
    if known and question.objective not in known:
        what = f"`{question.exam}` has no objective `{question.objective}`"
        yield fault_at(entry, ("objective",), "dangling-id", what, closest(question.objective, known))


def _question_terms(question: BankQuestion) -> Iterator[tuple[Path, str]]:
    for key in ("options", "steps", "pairs"):
        for index, part in enumerate(getattr(question, key)):
            yield (key, index, "term"), part.term
