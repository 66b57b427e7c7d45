"""References to objectives of exams, such as `abc-101/1.1.3`, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from studyguide.model.diagnostics import Diagnostic, closest
from studyguide.model.exam import Exam, objectives_of
from studyguide.parse.curated.entries import CuratedEntry, fault_at, unknown_ids


def unknown_objectives(
    entry: CuratedEntry[Any], key: str, references: Collection[str], exams: Collection[Exam]
) -> Iterator[Diagnostic]:
    """Yield a problem for each reference whose exam or objective does not exist.

    The objectives of an exam whose file has none are not checked.
    """
    by_id = {exam.id: exam for exam in exams}
    for index, reference in enumerate(references):
        exam_id, _, number = reference.partition("/")
        yield from unknown_ids(entry, (((key, index), exam_id),), by_id, "exam")
        exam = next((exam for exam in exams if exam.id == exam_id), None)
        numbers = [objective.id for objective in objectives_of(exam)] if exam else []
        if numbers and number not in numbers:
            what = f"`{exam_id}` has no objective `{number}`"
            yield fault_at(entry, (key, index), "dangling-id", what, closest(number, numbers))
