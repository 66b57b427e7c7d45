"""What is proposed from notes, why, and in which form."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from casefile import Case, agrees, cases
from studied import shipped
from studyguide.cli.main import main
from studyguide.model.glossary import Glossary
from studyguide.model.note import NotePath
from studyguide.parse.curated.glossary import read_glossary
from studyguide.parse.note import parse_note
from studyguide.suggest.misspellings import index_of, nearest
from studyguide.suggest.model import Proposal, Suggestion
from studyguide.suggest.suggestions import suggest
from studyguide.suggest.yaml_output import yaml_text
from studyguide.text.edit_distance import distance
from woven_from import KINDS, woven_from

ROOT = Path(__file__).resolve().parents[1]
EMPTY = Glossary("", (), (), (), (), ())
MEGABYTES, SECONDS = 1, 12
"""A fortieth of what it takes on a machine of its own, for tests run beside each other."""


@pytest.mark.parametrize("case", cases("suggest"), ids=str)
def test_suggestions(case: Case, accept: bool) -> None:
    corpus, _ = woven_from(case.given)
    agrees(case, [_line(one) for one in suggest(corpus.notes, corpus.glossary)], accept)


def _line(one: Suggestion) -> str:
    of = f" of {one.of}" if one.of else ""
    more = "".join(f" [{short}]" for short in one.abbreviations) + "".join(f" ~{text}" for text, _ in one.spellings)
    means = f" = {one.definition.text}" if one.definition else ""
    return f"{one.proposal}{of}: {one.name}{more} ({one.why}){means}"


def test_what_is_printed_is_a_glossary_file_that_builds() -> None:
    note, _ = parse_note(
        NotePath("a.md"),
        b'## Wax moth: "big"\n\n- **Royal jelly**: food of a queen larva\n- Queen Rearing Club (QRC)\n',
    )
    assert note is not None
    terms = suggest([note], EMPTY)
    text = yaml_text(terms, EMPTY, 50, {NotePath("a.md"): NotePath("a.md")}, "concept")
    kinds = KINDS.replace("id: tool", "id: concept")
    glossary, diagnostics = read_glossary(("docs/kinds.yml", kinds), {"docs/glossary/hive.yml": text})
    assert not diagnostics
    assert [(term.name, term.quote and term.quote.text) for term in glossary.terms] == [
        ("Royal jelly", "food of a queen larva")
    ]
    filled = "\n".join(
        line.removeprefix("# ").replace("is:", "is: something small")
        for line in text.splitlines()
        if not line.startswith("#") or line.startswith(("# -", "#  "))
    )
    entries = yaml.safe_load(filled[filled.index("- id:") :])
    assert {entry["name"] for entry in entries} == {one.name for one in terms}


def test_only_so_many_are_printed_and_the_rest_is_counted() -> None:
    terms = [Suggestion(Proposal.TERM, f"Wax moth {n}", ((NotePath("a"), n),), "seen", 1.0) for n in range(1, 9)]
    text = yaml_text(terms, EMPTY, 3, {}, "concept")
    assert text.count("# - id:") == 3
    assert "5 more" in text


def test_json_has_a_row_for_every_suggestion_and_every_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("the Wax Moth Club (WMC)\n")
    (tmp_path / "b.md").write_text("nothing here\n")
    files = [str(tmp_path / name) for name in ("a.md", "b.md", "none.md")]
    done = CliRunner().invoke(main, ["suggest", "--json", *files])
    rows = [json.loads(line) for line in done.output.splitlines()]
    assert {row["path"] for row in rows} == set(files)
    term = next(row for row in rows if "term" in row)
    assert (term["kind"], term["term"], term["aliases"]) == ("term", "Wax Moth Club", ["WMC"])
    assert (term["path"], term["line"], term["lines"]) == (files[0], 1, 1)
    assert set(term) == {"term", "aliases", "kind", "lines", "why", "path", "line"}
    assert next(row for row in rows if row["path"] == files[2])["problems"]


def test_of_an_empty_glossary_a_hand_written_one_has_most_of_the_first() -> None:
    """Against the shipped glossary, which a person wrote from the same notes: two of three of the surest are terms."""
    corpus = shipped()
    known = {name.casefold().rstrip("s") for found in corpus.mentions.values() for name in (m.surface for m in found)}
    first = [one for one in suggest(corpus.notes, EMPTY) if one.proposal is Proposal.TERM][:25]
    right = [one.name for one in first if one.name.casefold().rstrip("s") in known]
    assert len(right) >= 16, sorted({one.name for one in first} - set(right))


def test_nobody_who_speaks_is_proposed() -> None:
    corpus = shipped()
    names = {s.name for note in corpus.notes for entry in note.entries for s in entry.byline}
    assert names
    said = {one.name.casefold() for one in suggest(corpus.notes, EMPTY)}
    assert not {name for name in names if name.casefold() in said}


def test_time_grows_with_the_notes() -> None:
    line = "- the Wax Moth (WM) in hive {0} and Queen Club {0} with propolis {1} and a smokker of what bees bring\n"
    text = "".join(line.format(n % 997, n % 31) for n in range(MEGABYTES * 10_000)).encode()
    note, _ = parse_note(NotePath("big.md"), text)
    assert note is not None
    before = time.process_time()
    assert suggest([note], EMPTY)
    assert time.process_time() - before < SECONDS


@given(st.text(alphabet="abcde", max_size=9), st.text(alphabet="abcde", max_size=9))
def test_distance_is_that_of_optimal_string_alignment(one: str, other: str) -> None:
    def steps(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        found = min(steps(i - 1, j) + 1, steps(i, j - 1) + 1, steps(i - 1, j - 1) + (one[i - 1] != other[j - 1]))
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            found = min(found, steps(i - 2, j - 2) + 1)
        return found

    if len(one) + len(other) <= 9:
        assert distance(one, other) == steps(len(one), len(other))
    assert distance(one, other) == distance(other, one)


@given(st.text(alphabet="abcdefgh", min_size=9, max_size=12), st.integers(0, 11), st.sampled_from("xyz"))
def test_a_word_with_one_letter_replaced_is_found(word: str, at: int, letter: str) -> None:
    at %= len(word) - 2
    wrong = word[:at] + letter + word[at + 1 :]
    assert word in nearest(wrong, index_of([word]))
