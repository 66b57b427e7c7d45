"""Cases of what notes explain, what has changed since they were written, and what they leave out."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from casefile import Case, agrees, cases
from studied import shipped
from studyguide.analysis.freshness import Fact, dated_facts, older_than, status_changes
from studyguide.analysis.open_points import open_questions, unexplained, unmentioned, watched_items
from woven_from import woven_from

TERMS = """
- {id: smoker, name: Smoker}
- {id: veil, name: Veil}
- {id: hive-tool, name: Hive tool}
- {id: frame, name: Frame}
"""


@pytest.mark.parametrize("case", cases("explanations"), ids=str)
def test_explanations(case: Case, accept: bool) -> None:
    corpus, _ = woven_from({"notes": {"bees.md": case.given}, "terms": TERMS})
    agrees(case, sorted(corpus.explained), accept)


@pytest.mark.parametrize("case", cases("freshness"), ids=str)
def test_freshness(case: Case, accept: bool) -> None:
    corpus, _ = woven_from(case.given)
    found = {
        "changes": [f"{c.status.state}: {c.name} {[(p, list(n)) for p, n in c.named]}" for c in status_changes(corpus)],
        "checked": [f"{f.checked} {f.confidence} {f.kind} {f.subject}" for f in dated_facts(corpus)],
    }
    agrees(case, found, accept)


@pytest.mark.parametrize("case", cases("gaps"), ids=str)
def test_gaps(case: Case, accept: bool) -> None:
    corpus, _ = woven_from(case.given)
    found: dict[str, Any] = {
        "unmentioned": [str(term) for term in unmentioned(corpus)],
        "unexplained": [f"{one.term}: {len(one.lines)} lines" for one in unexplained(corpus)],
        "watched": [
            f"{one.item.text} -> {one.session.title if one.session else '-'}" for one in watched_items(corpus.notes)
        ],
        "open": [
            f"{q.line}: {corpus.notes_by_path[q.note].lines[q.line - 1][q.start : q.end]}"
            for note in corpus.notes
            for q in open_questions(note, corpus.line_index[note.path])
        ],
    }
    agrees(case, {key: rows for key, rows in found.items() if rows}, accept)


def test_a_day_known_in_part_counts_as_its_earliest() -> None:
    facts = [Fact(day, "high", "status", day, "unconfirmed") for day in ("2025", "2026-03", "2026-03-20")]
    due = older_than(facts, datetime.date(2026, 3, 30), 20)
    assert [fact.checked for fact in due] == ["2025", "2026-03"]
    assert older_than(facts, datetime.date(2026, 3, 30), 10) == due
    assert older_than(facts, datetime.date(2026, 3, 31), 10) == tuple(facts)


def test_the_seeds_were_written_up_where_their_titles_tell() -> None:
    written = {(one.item.line, one.session.span.first) for one in watched_items(shipped().notes) if one.session}
    assert written == {(8, 220), (66, 242)}


def test_what_the_seeds_name_and_what_has_gone() -> None:
    found = {change.term: change.status.state for change in status_changes(shipped())}
    assert found["amazon-elastic-inference"] == "discontinued"
    assert found["amazon-kendra"] == "closed to new customers"
    assert found["amazon-sagemaker-ai"] == "renamed"
    assert len(found) >= 20
