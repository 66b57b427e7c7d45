"""Causes: a symptom, what causes it and what helps. The schema of docs/causes.yml."""

from __future__ import annotations

from typing import Literal

from pydantic.dataclasses import dataclass

from studyguide.model.decision import ObjectiveRef
from studyguide.model.fields import RECORD_CONFIG, Day, Id, Text
from studyguide.model.work import Work


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Cause:
    """Describes one problem that a learner must recognize."""

    id: Id
    """Stable id."""
    symptom: Text
    """What somebody sees."""
    cause: Text
    """What is behind it."""
    remedy: tuple[Text, ...]
    """What helps, the first choice first."""
    terms: tuple[Id, ...]
    """Terms whose pages show it."""
    source: Work
    """Where it can be checked."""
    checked: Day
    """The day somebody last read it against its source."""
    objectives: tuple[ObjectiveRef, ...] = ()
    """Objectives of exams that ask for it, such as `abc-101/1.1.3`."""
    confidence: Literal["high", "medium", "textbook"] = "high"
    """How well it is known; `textbook` for common knowledge in our own words."""
