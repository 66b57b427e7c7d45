"""Decks against Anki's own backend: imported, reviewed, changed and imported again."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest, ImportCsvRequest
from anki.import_export_pb2 import ImportResponse
from msgspec.structs import replace

from studied import shipped
from studyguide.practice.deck import Card, CardKind, cards
from studyguide.render.anki import FIRST_SCHEME, Deck, Naming, decks, fields_of, guid, package, table

AT = 1_700_000_000
LATER = AT + 86_400
FIRST_DECKS = Path(__file__).parent / "fixtures" / "first-decks.apkg"
OURS = Naming("aws-ml", FIRST_SCHEME)
"""How the shipped guide's ids are made."""
NEW, OTHER = Naming("bees"), Naming("wasps")


@cache
def some() -> tuple[Card, ...]:
    """Return three cards of each kind."""
    made = cards(shipped())
    return tuple(card for kind in CardKind for card in [c for c in made if c.kind is kind][:3])


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def chosen(made: tuple[Card, ...], naming: Naming = NEW) -> tuple[Deck, ...]:
    return decks(made, shipped().glossary, naming)


def packed(made: tuple[Card, ...], at: int, naming: Naming = NEW) -> bytes:
    return package(chosen(made, naming), fields_of(made, shipped().terms), naming, at)


def bring(
    collection: Collection, folder: Path, made: tuple[Card, ...], at: int, naming: Naming = NEW, **options: bool
) -> ImportResponse.Log:
    path = folder / f"{at}.apkg"
    path.write_bytes(packed(made, at, naming))
    return imported(collection, path, **options)


def imported(collection: Collection, path: Path, **options: bool) -> ImportResponse.Log:
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions(**options))
    return collection.import_anki_package(request).log


def review(collection: Collection, deck: str, cards: int = 5) -> None:
    """Answer cards of a deck and the decks below it."""
    top = collection.decks.by_name(deck)
    assert top
    collection.decks.select(top["id"])
    for number in range(cards):
        card = collection.sched.getCard()
        card.timer_started = time.time()
        collection.sched.answerCard(card, 4 if number % 2 else 3)


def schedule(collection: Collection) -> dict[str, tuple[int, ...]]:
    rows = collection.db.all(
        "select n.guid, c.due, c.ivl, c.reps, c.queue, c.type from cards c join notes n on n.id = c.nid"
    )
    return {row[0]: tuple(row[1:]) for row in rows}


def changed(made: tuple[Card, ...]) -> tuple[Card, ...]:
    return tuple(replace(card, question=f"{card.question} (edited)", explanation="New words.") for card in made)


@pytest.mark.parametrize("scheduling", [False, True])
def test_a_second_import_updates_in_place_and_keeps_the_schedule(
    collection: Collection, tmp_path: Path, scheduling: bool
) -> None:
    bring(collection, tmp_path, some(), AT, with_scheduling=scheduling)
    assert collection.note_count() == collection.card_count() == len(some())
    review(collection, chosen(some())[0].name.partition("::")[0])
    reviewed, before = collection.db.scalar("select count() from revlog"), schedule(collection)
    assert reviewed == 5 and any(state[2] for state in before.values())

    bring(collection, tmp_path, changed(some()), LATER, with_scheduling=scheduling)
    assert collection.note_count() == collection.card_count() == len(some())
    assert schedule(collection) == before
    assert collection.db.scalar("select count() from revlog") == reviewed
    for nid in collection.find_notes(""):
        note = collection.get_note(nid)
        assert note["Question"].endswith("(edited)") and "New words." in note["Explanation"]
    assert len(collection.models.all_names_and_ids()) == len({m.name for m in collection.models.all_names_and_ids()})


def test_new_cards_come_in_beside_old_ones(collection: Collection, tmp_path: Path) -> None:
    bring(collection, tmp_path, some()[:-2], AT)
    bring(collection, tmp_path, some(), LATER)
    assert collection.note_count() == len(some())


def test_decks_and_tags_arrive(collection: Collection, tmp_path: Path) -> None:
    bring(collection, tmp_path, some(), AT)
    names = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert {deck.name for deck in chosen(some())} <= names
    assert {tag for card in some() for tag in card.tags} <= set(collection.tags.all())
    first = collection.get_note(collection.find_notes(f"tag:{some()[0].tags[0]}")[0])
    assert "docs/glossary/" in first["Source"]


def test_cards_render(collection: Collection, tmp_path: Path) -> None:
    bring(collection, tmp_path, some(), AT)
    for cid in collection.find_cards(""):
        card = collection.get_card(cid)
        assert "{{" not in card.question().replace("{{}", "") and card.note()["Answer"] in card.answer()


def test_the_table_updates_by_guid(collection: Collection, tmp_path: Path) -> None:
    path = tmp_path / "cards.tsv"
    for made in (some(), changed(some())):
        path.write_text(table(chosen(made), fields_of(made, shipped().terms), NEW), "utf-8")
        metadata = collection.get_csv_metadata(str(path), None)
        collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
        assert collection.note_count() == len(some())
    guids = set(collection.db.list("select guid from notes"))
    assert guids == {guid(card, NEW) for card in some()}
    assert all("(edited)" in fields for fields in collection.db.list("select flds from notes"))


def test_the_table_has_a_column_for_each_part() -> None:
    lines = [
        line
        for line in table(chosen(some()), fields_of(some(), shipped().terms), NEW).splitlines()
        if not line.startswith("#")
    ]
    rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter="\t"))
    assert len(rows) == len(some()) and {len(row) for row in rows} == {5}
    assert len({row[0] for row in rows}) == len(rows)


def test_bytes_are_the_same_every_time() -> None:
    first = packed(some(), AT)
    assert first == packed(some(), AT)
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(2023, 11, 14, 22, 13, 20)}


@pytest.mark.parametrize("at", [1, 315_532_799, AT, 4_354_819_199, 253_402_300_799])
def test_ids_never_depend_on_the_time(at: int, collection: Collection, tmp_path: Path) -> None:
    bring(collection, tmp_path, some(), at)
    ids = [collection.db.list(f"select id from {table} order by id") for table in ("notes", "cards")]
    assert ids[0] == ids[1] and len(ids[0]) == len(some())
    assert all(2**40 <= number < time.time() * 1000 for number in ids[0])
    assert ids[0] == ids_of(some())
    assert set(collection.db.list("select mod from notes")) == {at}


def ids_of(made: tuple[Card, ...]) -> list[int]:
    """Return the ids of notes as a package holds them, before any import."""
    with zipfile.ZipFile(io.BytesIO(packed(made, LATER))) as file:
        database = sqlite3.connect(":memory:")
        database.deserialize(file.read("collection.anki2"))
    return [row[0] for row in database.execute("select id from notes order by id")]


def test_ids_do_not_depend_on_the_other_cards() -> None:
    assert set(ids_of(some()[:5])) < set(ids_of(some()))


def test_the_database_check_finds_nothing(collection: Collection, tmp_path: Path) -> None:
    for naming, at in ((NEW, AT), (OURS, AT + 1), (NEW, LATER)):
        bring(collection, tmp_path, some(), at, naming)
        before = (
            collection.db.all("select * from notes order by id"),
            collection.db.all("select * from cards order by id"),
        )
        report, fine = collection.fix_integrity()
        assert fine and report == "Database rebuilt and optimized."
        assert before == (
            collection.db.all("select * from notes order by id"),
            collection.db.all("select * from cards order by id"),
        )


def test_two_guides_with_equal_cards_never_touch_each_other(collection: Collection, tmp_path: Path) -> None:
    bring(collection, tmp_path, some(), AT, NEW)
    review(collection, chosen(some(), NEW)[0].name.partition("::")[0])
    before = collection.db.all("select * from notes order by id"), schedule(collection)
    log = bring(collection, tmp_path, changed(some()), LATER, OTHER)
    assert (len(log.new), len(log.updated), len(log.conflicting)) == (len(some()), 0, 0)
    notes = collection.db.all("select * from notes order by id")
    assert len(notes) == 2 * len(some()) and all(note in notes for note in before[0])
    assert before[1].items() <= schedule(collection).items()
    ours, theirs = ({deck.name for deck in chosen(some(), naming)} for naming in (NEW, OTHER))
    assert ours.isdisjoint(theirs)
    for names, words in ((ours, False), (theirs, True)):
        held = {nid for name in names for nid in collection.find_notes(f'"deck:{name}"')}
        assert len(held) == len(some())
        assert {collection.get_note(nid)["Question"].endswith("(edited)") for nid in held} == {words}
    assert len({note[2] for note in notes}) == 2


def test_a_guide_named_like_its_field_has_decks_named_like_it() -> None:
    glossary = replace(shipped().glossary, field="keeping bees")
    names = {
        guide: decks(some(), glossary, Naming(guide))[0].name.partition("::")[0] for guide in ("keeping-bees", "b")
    }
    assert names == {"keeping-bees": "Keeping bees", "b": "Keeping bees (b)"}


def test_decks_given_out_before_keep_their_ids(collection: Collection, tmp_path: Path) -> None:
    """`first-decks.apkg` holds cards of the shipped guide as they were first given out, written by genanki."""
    log = imported(collection, FIRST_DECKS)
    there = len(log.new)
    assert there == 24 and not log.updated
    review(collection, "Machine learning on AWS")
    before, types = schedule(collection), collection.models.all_names_and_ids()
    known = set(before)
    kept = tuple(card for card in cards(shipped()) if guid(card, OURS) in known)
    assert len(kept) >= 20
    log = bring(collection, tmp_path, changed(kept), LATER, OURS)
    assert (len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)) == (0, len(kept), 0, 0)
    assert schedule(collection) == before and any(state[2] for state in before.values())
    assert collection.note_count() == there and collection.models.all_names_and_ids() == types


def test_decks_given_out_before_have_the_same_numbers() -> None:
    with zipfile.ZipFile(FIRST_DECKS) as file, closing(sqlite3.connect(":memory:")) as old:
        old.deserialize(file.read("collection.anki2"))
        models, held = map(json.loads, old.execute("select models, decks from col").fetchone())
    with zipfile.ZipFile(io.BytesIO(packed(some(), AT, OURS))) as file, closing(sqlite3.connect(":memory:")) as new:
        new.deserialize(file.read("collection.anki2"))
        ours, made = map(json.loads, new.execute("select models, decks from col").fetchone())
    assert {key: (model["name"], [f["name"] for f in model["flds"]]) for key, model in models.items()} == {
        key: (model["name"], [f["name"] for f in model["flds"]]) for key, model in ours.items()
    }
    assert {key: deck["name"] for key, deck in held.items()} == {key: deck["name"] for key, deck in made.items()}


def test_what_looks_like_markup_is_text() -> None:
    card = replace(some()[0], question="Is 1 < 2 & <b>bold</b>?", answer="<script>x</script>")
    text = table(chosen((card,)), fields_of((card,), shipped().terms), NEW)
    assert "1 &lt; 2 &amp; &lt;b&gt;bold&lt;/b&gt;?" in text and "<script" not in text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", "＝"])
def test_no_cell_of_the_table_is_a_formula_and_a_card_shows_what_was_written(
    collection: Collection, tmp_path: Path, sign: str
) -> None:
    question = f"{sign}1+1 is what?"
    card = replace(some()[0], question=question, answer=f"{sign}2", options=(), explanation=f"{sign}x")
    named = replace(chosen((card,))[0], name=chosen((card,))[0].name)
    text = table((named,), fields_of((card,), shipped().terms), NEW)
    rows = [line for line in text.splitlines() if not line.startswith("#")]
    cells = [cell for row in csv.reader(rows, delimiter="\t") for cell in row]
    assert [cell for cell in cells if cell[:1] in set("=+-@＝\t\r")] == []
    path = tmp_path / "cards.tsv"
    path.write_text(text, "utf-8")
    metadata = collection.get_csv_metadata(str(path), None)
    collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
    [front] = collection.db.list("select sfld from notes")
    assert front == question.strip()


@pytest.mark.parametrize("field", ["=1+1", "-- @bread", "+", ""])
def test_the_name_of_a_deck_is_no_formula(field: str) -> None:
    glossary = replace(shipped().glossary, field=field)
    for naming in (NEW, OURS, Naming()):
        names = [deck.name for deck in decks(some(), glossary, naming)]
        assert names and not [name for name in names if name[:1] in set("=+-@ ") or not name]


def test_every_card_is_in_one_deck() -> None:
    made = cards(shipped())
    assert sorted(c.id for deck in chosen(made) for c in deck.cards) == sorted(c.id for c in made)
    assert len({guid(card, NEW) for card in made}) == len(made)
