"""Cards that people write: what is taken and which faults are reported."""

from __future__ import annotations

import pytest

from studied import of
from studyguide.model.note import Entry, EntryKind, Note, NotePath, Span, Speaker, Zone, ZoneKind
from studyguide.parse.curated.cards import read_own_cards

PATH = NotePath("bees.txt")
NOTE = Note(
    PATH,
    "Bees",
    ("Talk by Jo Doe", "Smoke calms them, write to jo@example.com"),
    entries=(Entry(EntryKind.SESSION, "Talk", Span(1, 2), 1, byline=(Speaker("Jo Doe"),)),),
    zones=(Zone(2, 27, 41, ZoneKind.EMAIL),),
)
TERMS = of("- {id: smoker, name: Smoker, kind: tool, does: calms the colony}").terms
GOOD = {"term": "smoker", "id": "why", "question": "Why smoke?", "answer": "It calms them."}
QUOTE = {"note": "bees.txt", "line": "2", "quote": "Smoke calms them"}


def entry(values: dict[str, str], quote: dict[str, str] | None) -> str:
    lines = [f"  {key}: {value}" for key, value in values.items()]
    lines += ["  source: own words"] if quote is None else ["  source:"]
    lines += [f"    {key}: {value}" for key, value in (quote or {}).items()]
    return "-" + "\n".join(lines)[1:] + "\n"


def kinds(text: str) -> list[str]:
    return [problem.kind for problem in read_own_cards("docs/cards.yml", text, {PATH: NOTE}, TERMS)[1]]


def test_a_card_is_read_with_its_place() -> None:
    found, diagnostics = read_own_cards(
        "docs/cards.yml", entry(GOOD, QUOTE) + entry(GOOD | {"id": "two"}, None), {PATH: NOTE}, TERMS
    )
    assert diagnostics == ()
    assert [(card.id, card.place) for card in found] == [("why", "docs/cards.yml:1"), ("two", "docs/cards.yml:9")]


def test_no_file_is_no_card() -> None:
    assert read_own_cards("docs/cards.yml", "", {}, TERMS) == ((), ())


@pytest.mark.parametrize(
    ("values", "quote", "fault"),
    [
        ({"term": "smokers"}, {}, "dangling-id"),
        ({"id": "Upper"}, {}, "bad-value"),
        ({"wording": "x"}, {}, "unknown-key"),
        ({"answer": "Ask Jo Doe."}, {}, "speaker"),
        ({}, {"line": "1"}, "quote"),
        ({}, {"line": "99"}, "quote"),
        ({}, {"note": "wasps.txt"}, "unknown-note"),
        ({}, {"quote": "write to jo"}, "quote"),
    ],
)
def test_a_fault_is_reported(values: dict[str, str], quote: dict[str, str], fault: str) -> None:
    assert kinds(entry(GOOD | values, QUOTE | quote)) == [fault]


def test_a_quote_that_moved_says_where_it_is() -> None:
    _, diagnostics = read_own_cards("docs/cards.yml", entry(GOOD, QUOTE | {"line": "1"}), {PATH: NOTE}, TERMS)
    assert diagnostics[0].hint == "it is in line 2" and diagnostics[0].place.line == 8


def test_an_id_is_used_once() -> None:
    assert kinds(entry(GOOD, None) * 2) == ["duplicate-id"]


def test_a_list_is_needed() -> None:
    assert kinds("term: smoker") == ["bad-value"]
