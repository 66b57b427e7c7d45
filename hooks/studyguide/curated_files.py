"""Reads the curated files other than the glossary and the editor's notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from msgspec import Struct

from studyguide.execution.memo import ByIdentity, Memo, same_if_equal
from studyguide.execution.parallel import Mapper
from studyguide.model.cause import Cause
from studyguide.model.decision import Decision
from studyguide.model.diagnostics import Diagnostic
from studyguide.model.exam import Exam
from studyguide.model.figure import Figure
from studyguide.model.glossary import Glossary
from studyguide.model.lesson import Lesson
from studyguide.model.note import TermId
from studyguide.model.question import BankQuestion
from studyguide.parse.curated.causes import read_causes
from studyguide.parse.curated.decisions import read_decisions
from studyguide.parse.curated.exams import read_exams
from studyguide.parse.curated.figures import read_figures
from studyguide.parse.curated.leaves_out import with_leaves_out
from studyguide.parse.curated.lessons import read_lessons
from studyguide.parse.curated.phrasings import read_phrasings
from studyguide.parse.curated.questions import read_questions
from studyguide.sources import FieldFiles, Sources, TextFile, field_layers

Curated = TypeVar("Curated")


def read_curated_files(
    sources: Sources, glossary: Glossary, memo: Memo, map_: Mapper = map
) -> tuple[CuratedFiles, tuple[Diagnostic, ...]]:
    """Parses the exams and all curated teaching and practice material; files that do not exist give nothing."""
    ids = frozenset(term.id for term in glossary.terms)
    terms = same_if_equal(memo, "ids of terms", ids)
    layers = field_layers(sources)

    def files(
        read: Callable[..., Curated],
        folder: Callable[[FieldFiles], tuple[TextFile, ...]],
        *known: object,
        **calls: Memo | Mapper,
    ) -> Curated:
        pairs = tuple((file.path, file.text) for layer in layers for file in folder(layer))
        inputs = (pairs, ByIdentity(terms), *map(ByIdentity, known))
        return memo(read.__name__, inputs, partial(read, pairs, terms, *known, **calls))

    exams, of_exams = files(read_exams, lambda layer: layer.exams)
    leaves_out = (sources.leaves_out.path, sources.leaves_out.text)
    exams, of_notes = memo("leaves out", (*leaves_out, ByIdentity(exams)), partial(with_leaves_out, *leaves_out, exams))
    questions, of_questions = files(read_questions, lambda layer: layer.questions, exams)
    svg = tuple(file for layer in layers for file in layer.pictures)
    pictures = memo("pictures", (svg,), lambda: {file.path: file.text for file in svg})
    figures, of_figures = files(read_figures, lambda layer: (layer.figures,), pictures)
    lessons, of_lessons = files(read_lessons, lambda layer: layer.lessons, figures, memo=memo, map_=map_)
    decisions, of_decisions = files(read_decisions, lambda layer: layer.decisions, exams)
    causes, of_causes = files(read_causes, lambda layer: (layer.causes,), exams)
    phrasings, of_phrasings = files(read_phrasings, lambda layer: (layer.phrasings,))
    of_exams = (*of_exams, *of_notes)
    diagnostics = (*of_exams, *of_questions, *of_figures, *of_lessons, *of_decisions, *of_causes, *of_phrasings)
    return CuratedFiles(exams, questions, lessons, decisions, causes, figures, phrasings), diagnostics


class CuratedFiles(Struct, frozen=True):
    """Holds the curated files other than the glossary and the editor's notes; the fields are those of `Corpus`."""

    exams: tuple[Exam, ...]
    questions: tuple[BankQuestion, ...]
    lessons: Mapping[TermId, Lesson]
    decisions: tuple[Decision, ...]
    causes: tuple[Cause, ...]
    figures: Mapping[str, Figure]
    phrasings: Mapping[TermId, tuple[str, ...]]
