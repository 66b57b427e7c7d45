"""Exam outlines: cases of reading them, what the shipped ones have to hold, and cases of how far the notes carry."""

from __future__ import annotations

from typing import Any

import pytest

from casefile import Case, agrees, cases
from studied import shipped
from studyguide.analysis.exam_readiness import readiness
from studyguide.model.diagnostics import format_diagnostic
from woven_from import woven_from


@pytest.mark.parametrize("case", cases("exams"), ids=str)
def test_outlines(case: Case, accept: bool) -> None:
    corpus, diagnostics = woven_from(case.given)
    found: dict[str, Any] = {
        "exams": [f"{exam.code}: {[(d.name, d.weight, len(d.tasks)) for d in exam.domains]}" for exam in corpus.exams],
        "problems": [format_diagnostic(p) for p in diagnostics if p.place.file.startswith("docs/exams/")],
    }
    agrees(case, {key: rows for key, rows in found.items() if rows}, accept)


@pytest.mark.parametrize("case", cases("readiness"), ids=str)
def test_readiness(case: Case, accept: bool) -> None:
    corpus, _ = woven_from(case.given)
    found = readiness(corpus.exams[0], corpus)
    terms = {str(term): str(standing) for d in found.domains for task in d.tasks for term, standing in task.terms}
    shares = {"explained": round(found.explained_share, 3), "named": round(found.named_share, 3)}
    agrees(case, {"terms": terms, "shares": shares}, accept)


def test_the_shipped_outlines() -> None:
    exams = {exam.id: exam for exam in shipped().exams}
    assert {"aif-c01", "mla-c02", "aip-c01", "mla-c01", "mls-c01"} <= set(exams)
    for exam in exams.values():
        assert exam.leaves_out, f"{exam.code}: what the notes leave out is told"
        assert exam.succeeded_by or exam.state != "retired", f"{exam.code}: a retired exam leads on"
        for task in (task for domain in exam.domains for task in domain.tasks):
            assert 3 <= len(task.terms) <= 12, f"{exam.code} {task.id}"
            assert len(set(task.terms)) == len(task.terms), f"{exam.code} {task.id}"


def test_shares_of_the_shipped_exams_lie_between_none_and_all() -> None:
    for exam in shipped().exams:
        found = readiness(exam, shipped())
        assert 0 < found.explained_share < found.named_share < 1, exam.code
        assert found.tally.absent == 0, exam.code
