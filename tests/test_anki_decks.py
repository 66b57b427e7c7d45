"""Decks against Anki's own backend: imported, reviewed, changed and imported again."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest, ImportCsvRequest

from studied import shipped
from studyguide.practice.deck import Card, CardKind, cards
from studyguide.render.anki import Deck, decks, fields_of, guid, package, table

AT = 1_700_000_000
LATER = AT + 86_400


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


def chosen(made: tuple[Card, ...]) -> tuple[Deck, ...]:
    return decks(made, shipped().glossary)


def bring(collection: Collection, folder: Path, made: tuple[Card, ...], at: int, **options: bool) -> None:
    path = folder / f"{at}.apkg"
    path.write_bytes(package(chosen(made), fields_of(made, shipped().terms), at))
    collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions(**options))
    )


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
    top = collection.decks.by_name(chosen(some())[0].name.partition("::")[0])
    assert top
    collection.decks.select(top["id"])
    for number in range(5):
        card = collection.sched.getCard()
        card.timer_started = time.time()
        collection.sched.answerCard(card, 4 if number % 2 else 3)
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
        path.write_text(table(chosen(made), fields_of(made, shipped().terms)), "utf-8")
        metadata = collection.get_csv_metadata(str(path), None)
        collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
        assert collection.note_count() == len(some())
    guids = set(collection.db.list("select guid from notes"))
    assert guids == {guid(card) for card in some()}
    assert all("(edited)" in fields for fields in collection.db.list("select flds from notes"))


def test_the_table_has_a_column_for_each_part() -> None:
    lines = [
        line
        for line in table(chosen(some()), fields_of(some(), shipped().terms)).splitlines()
        if not line.startswith("#")
    ]
    rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter="\t"))
    assert len(rows) == len(some()) and {len(row) for row in rows} == {5}
    assert len({row[0] for row in rows}) == len(rows)


def test_bytes_are_the_same_every_time() -> None:
    first = package(chosen(some()), fields_of(some(), shipped().terms), AT)
    assert first == package(chosen(some()), fields_of(some(), shipped().terms), AT)
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_looks_like_markup_is_text() -> None:
    card = replace(some()[0], question="Is 1 < 2 & <b>bold</b>?", answer="<script>x</script>")
    text = table(chosen((card,)), fields_of((card,), shipped().terms))
    assert "1 &lt; 2 &amp; &lt;b&gt;bold&lt;/b&gt;?" in text and "<script" not in text


def test_every_card_is_in_one_deck() -> None:
    made = cards(shipped())
    assert sorted(c.id for deck in chosen(made) for c in deck.cards) == sorted(c.id for c in made)
    assert len({guid(card) for card in made}) == len(made)
