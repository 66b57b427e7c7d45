"""Where the pages of exams are; pages that an exam's page links to link back through here."""

from __future__ import annotations

from studyguide.model.exam import Exam
from studyguide.model.note import PagePath


def exam_path(exam: Exam) -> PagePath:
    """Return the page of an exam."""
    return PagePath(f"exams/{exam.id}.md")
