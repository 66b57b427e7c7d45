"""Exams: cases of reading their files, of how well notes cover them and of what is counted; the shipped ones."""

from __future__ import annotations

from typing import Any

import pytest

from casefile import Case, agrees, cases
from studied import shipped
from studyguide.analysis.covered_items import unsaid_items
from studyguide.analysis.exam_counts import count_exam, waived_share
from studyguide.analysis.exam_readiness import items_of, readiness
from studyguide.cli.json_rows import exam_row
from studyguide.model.diagnostics import format_diagnostic
from studyguide.model.exam import terms_of_task
from studyguide.pipeline import build_guide
from studyguide.render.site_context import Site
from studyguide.sources import Sources, TextFile
from woven_from import woven_from

MOST_WAIVED = 0.06


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
    coverage = readiness(corpus.exams[0], corpus)
    items = [item for domain in coverage.domains for task in domain.tasks for item in items_of(task)]
    levels = {item.name: str(item.level) for item in items}
    counts = {"things": coverage.counts.total, "in scope": coverage.scope_counts.total}
    shares = {"explained": round(coverage.explained_share, 3), "named": round(coverage.named_share, 3)}
    agrees(case, {"levels": levels, "counts": counts, "shares": shares}, accept)


@pytest.mark.parametrize("case", cases("exam_counts"), ids=str)
def test_counts(case: Case, accept: bool) -> None:
    corpus, _ = woven_from(case.given)
    counts = count_exam(corpus.exams[0], corpus.terms)
    agrees(case, exam_row(counts), accept)


@pytest.mark.parametrize("case", cases("exam_covers"), ids=str)
def test_what_a_page_does_not_say(case: Case, accept: bool) -> None:
    corpus, _ = woven_from(case.given)
    agrees(case, [f"{one.number} {one.term}: {one.wording}" for one in unsaid_items(corpus)], accept)


def test_every_page_says_what_it_covers() -> None:
    assert unsaid_items(shipped()) == ()


def test_the_shipped_exams() -> None:
    exams = {exam.id: exam for exam in shipped().exams}
    assert {"aif-c01", "mla-c02", "aip-c01", "mla-c01", "mls-c01"} <= set(exams)
    for exam in exams.values():
        assert exam.leaves_out, f"{exam.code}: what the notes leave out is listed"
        assert exam.succeeded_by or exam.state != "retired", f"{exam.code}: a retired exam names the next"
        for task in (task for domain in exam.domains for task in domain.tasks):
            assert terms_of_task(task), f"{exam.code} {task.id}"
            assert len(set(task.terms)) == len(task.terms), f"{exam.code} {task.id}"


def test_shares_of_the_shipped_exams_are_between_none_and_all() -> None:
    for exam in shipped().exams:
        coverage = readiness(exam, shipped())
        assert 0 < coverage.explained_share < coverage.named_share < 1, exam.code


@pytest.mark.parametrize("case", cases("exam_guides"), ids=str)
def test_every_thing_that_a_guide_names_is_accounted_for(case: Case, accept: bool) -> None:
    corpus = shipped()
    counts = count_exam(next(exam for exam in corpus.exams if exam.id == case.given), corpus.terms)
    assert not counts.without_term and counts.named.unaccounted == counts.scope.unaccounted == 0
    agrees(case, exam_row(counts), accept)


def test_few_things_are_waived() -> None:
    counts = [count_exam(exam, shipped().terms) for exam in shipped().exams]
    assert waived_share(part for one in counts for part in (one.named, one.scope)) < MOST_WAIVED


def test_an_exam_of_a_name_and_domains_has_a_page() -> None:
    text = "name: Keeper of Bees\ndomains: [{name: The hive}, {name: The year}]"
    guide, diagnostics = build_guide(Sources(exams=(TextFile("docs/exams/bees.yml", text),)), Site())
    page = next(page for page in guide.pages if page.path == "exams/bees.md")
    assert not diagnostics and "None" not in page.markdown
    assert all(name in page.markdown for name in ("# Keeper of Bees", "## The hive", "## The year"))
