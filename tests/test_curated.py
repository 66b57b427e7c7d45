"""Curated files beside the glossary: cases of what each reader returns, and of what it says about faults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from casefile import Case, agrees, cases
from studied import shipped
from studyguide.link.corpus import Corpus
from studyguide.linked_corpus import link_corpus
from studyguide.model.decision import cells_of
from studyguide.model.diagnostics import format_diagnostic
from studyguide.model.question import parts_of
from studyguide.sources import Sources, TextFile
from woven_from import KINDS, woven_from

TERMS = """
- {id: smoker, name: Smoker, kind: tool, does: calms a colony}
- {id: veil, name: Veil, kind: tool, does: keeps bees off the face}
- {id: hive-tool, name: Hive tool, kind: tool, does: lifts frames}
"""
EXAM = """
name: Keeper of Bees
domains:
  - name: The hive
    tasks:
      - id: "1.1"
        says: Open it.
        objectives: [{id: "1.1.1", says: Use smoke., names: [{name: smoke, term: smoker}]}]
"""
FOLDERS = {"questions": "questions", "lessons": "lessons", "decisions": "decisions", "exams": "exams"}
FOLDERS |= {"figures": "pictures"}
FILES = {"causes.yml": "causes", "figures.yml": "figures", "phrasings.yml": "phrasings"}


@pytest.mark.parametrize("case", cases("curated"), ids=str)
def test_curated_files(case: Case, accept: bool) -> None:
    corpus, diagnostics = link_corpus(_sources(case.given))
    problems = [format_diagnostic(problem) for problem in diagnostics]
    outcome = {**_content(corpus, "exams/bee-1.yml" in case.given), "problems": problems}
    agrees(case, {key: value for key, value in outcome.items() if value}, accept)


def test_a_project_without_them_has_none() -> None:
    corpus, diagnostics = woven_from({})
    parts = ("exams", "questions", "lessons", "decisions", "causes", "figures", "phrasings")
    assert [getattr(corpus, part) for part in parts] == [(), (), {}, (), (), {}, {}]
    assert diagnostics == ()


def test_the_shipped_references_lead_to_terms() -> None:
    corpus = shipped()
    asked = {part.term for question in corpus.questions for part in parts_of(question)}
    shown = {term for figure in corpus.figures.values() for term in figure.entry.terms}
    assert asked | shown | set(corpus.lessons) | set(corpus.phrasings) <= set(corpus.terms)


def _sources(given: Mapping[str, str]) -> Sources:
    """Return sources from texts by path below `docs/`, with three terms and an exam of one objective."""
    folders: dict[str, list[TextFile]] = {field: [] for field in FOLDERS.values()}
    folders["exams"].append(TextFile("docs/exams/bee-1.yml", given.get("exams/bee-1.yml", EXAM)))
    files: dict[str, TextFile] = {}
    for path, text in given.items():
        file, folder = TextFile(f"docs/{path}", text), path.partition("/")[0]
        if path in FILES:
            files[FILES[path]] = file
        elif path != "exams/bee-1.yml":
            folders[FOLDERS[folder]].append(file)
    return Sources(
        kinds=TextFile("docs/kinds.yml", KINDS),
        families=(TextFile("docs/glossary/hive.yml", TERMS),),
        **files,  # type: ignore[arg-type]
        **{field: tuple(texts) for field, texts in folders.items()},
    )


def _content(corpus: Corpus, with_exams: bool) -> dict[str, Any]:
    exams = {
        exam.id: {
            "title": f"{exam.name}, {exam.state}, {exam.questions and exam.questions.total} questions",
            "domains": [f"{domain.name} {domain.weight}" for domain in exam.domains],
        }
        for exam in corpus.exams
    }
    return {
        "exams": exams if with_exams else {},
        "questions": [f"{q.id}: {q.type}, {len(parts_of(q))} parts" for q in corpus.questions],
        "lessons": {
            str(lesson.term): {
                "outcome": lesson.outcome,
                "sections": [f"{s.line}: {s.heading}" for s in lesson.sections],
                "sources": [f"{key}: {work.title}" for key, work in lesson.sources.items()],
                "figures": list(lesson.figures),
            }
            for lesson in corpus.lessons.values()
        },
        "decisions": [
            f"{d.id}: {[(str(c.is_), c.source or d.source, c.confidence) for c in cells_of(d)]}"
            for d in corpus.decisions
        ],
        "causes": [f"{cause.id}: {', '.join(cause.remedy)}" for cause in corpus.causes],
        "figures": [f"{id_}: {figure.entry.title}" for id_, figure in corpus.figures.items()],
        "phrasings": {str(term): list(texts) for term, texts in corpus.phrasings.items()},
    }
