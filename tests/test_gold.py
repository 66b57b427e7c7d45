"""The four notes are read and linked as the answers made by hand say, and docs/dev/quality.md tells these figures."""

from __future__ import annotations

from pathlib import Path

import pytest

import queries
import score_habits
import score_links
import score_outline
from studyguide.model.glossary import names_of
from studyguide.parse.curated.glossary import read_glossary
from studyguide.sources import load_sources

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
DISPUTED = {
    ("inference", "inference"),
    ("docker containers", "docker"),
    ("scale positive weight", "scale-pos-weight"),
    ("AWS ML Cert", "aws-certification"),
    ("CPU/GPU utilization", "utilization"),
    ("VEC", "vector-error-correction"),
    ("STS", "structural-time-series"),
}
"""Links that lead to another term than the answers, and are no worse."""
TABLE = {
    "must": "| Entries that must agree on title, kind, date, byline, depth and lines | {} of {} |",
    "other": "| Other entries | {} of {} |",
    "items": "| Watch-list items | {} of {} |",
}


@pytest.fixture(scope="module")
def links() -> score_links.Score:
    return score_links.score_folder(GOLD, ROOT / "seeds")[0]


@pytest.fixture(scope="module")
def outline() -> score_outline.Agreement:
    return score_outline.compare(GOLD / "seed_structure.json", ROOT / "seeds")


@pytest.fixture(scope="module")
def quality() -> str:
    return (ROOT / "docs" / "dev" / "quality.md").read_text("utf-8")


def test_every_core_mention_is_found(links: score_links.Score, quality: str) -> None:
    assert links.missed == []
    assert len(links.found) == 348
    assert "| Core mentions found | 348 of 348 |" in quality


def test_no_tempting_word_is_taken(links: score_links.Score, quality: str) -> None:
    assert links.negatives == []
    assert "| Tempting words that were taken | 0 |" in quality


def test_no_other_link_is_wrong(links: score_links.Score, quality: str) -> None:
    wrong = {(link.surface, str(link.term)) for link, _ in links.wrong}
    assert wrong - DISPUTED == set()
    assert f"| Links that lead to another term than the answers | {len(links.wrong)} |" in quality


def test_the_structure_agrees(outline: score_outline.Agreement, quality: str) -> None:
    assert outline.differences == []
    counts = {key: tuple(total) for key, total in outline.totals.items()}
    assert counts == {
        "must": (40, 40),
        "other": (21, 21),
        "items": (69, 69),
        "exact repeats": (1, 1),
        "near repeats": (3, 3),
    }
    for key, row in TABLE.items():
        assert row.format(*counts[key]) in quality
    assert "| Items that repeat another, exactly and nearly | 4 of 4 |" in quality
    assert sorted(outline.beside.values()) == [0, 0, 0, 7]


def test_the_habits_of_strangers_are_read(quality: str) -> None:
    counts, differences = score_habits.score(GOLD / "habits.txt")
    assert differences == ()
    assert counts["notes"] == 40
    assert counts["wrong people"] == 0
    for name, good, total in score_habits.figures(counts):
        assert f"| {name} | {good} of {total}, {score_habits.interval(good, total)} |" in quality


def test_every_query_expects_a_term() -> None:
    sources, _ = load_sources(ROOT)
    glossary, _ = read_glossary((sources.kinds.path, sources.kinds.text), {f.path: f.text for f in sources.families})
    names = {queries.folded(alias.text) for term in glossary.terms for alias in names_of(term)}
    asked = queries.read_queries(GOLD / "queries.tsv")
    assert len(asked) == 28
    fitting = {query.text: {*map(queries.folded, (query.expected, *query.acceptable))} for query in asked}
    assert [text for text, pages in fitting.items() if not pages & names] == []
