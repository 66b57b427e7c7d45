"""What a document of the search is, where terms do not say it by their kind."""

from __future__ import annotations

from enum import StrEnum


class SearchGroup(StrEnum):
    """Names what a document is."""

    TERM = "Term"
    LESSON = "Lesson"
    DECISION = "Decision"
    COMPARISON = "Comparison"
    EXAM = "Exam"
    CAUSE = "Symptom"
    NOTE = "Note"
    PAGE = "Page"
