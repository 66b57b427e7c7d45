"""Cards of notes and decks by exam in Anki's own backend: what is imported, asked, updated and left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from studyguide.model.note import NotePath
from studyguide.pipeline import build_guide
from studyguide.practice.card_ids import CARD_LEDGER, updated_card_ledger
from studyguide.render.site_context import Site
from studyguide.sources import Sources, TextFile

BASE = 1_700_000_000
KINDS = """
field: bread
kinds: [{id: step, name: Step, plural: Steps, folder: concepts}]
families: [{id: making, name: Making, about: All of it.}]
"""
TERMS = """
- {id: proofing, name: Proofing, kind: step, is: rest of a formed loaf before it is baked, needs: [kneading]}
- {id: kneading, name: Kneading, kind: step, is: working of a dough until it is elastic}
- {id: scoring, name: Scoring, kind: step, is: cut into the crust}
"""
EXAM = """
id: baker
name: Baker
domains:
  - {name: First, tasks: [{id: "1.1", says: One, terms: [proofing]}]}
  - {name: Second, tasks: [{id: "2.1", says: Two, terms: [scoring, kneading]}]}
"""
NOTE = """# Bread

What is proofing? :: The rest of a [formed] loaf, $t > 1$ hour

The {{c1::gluten::protein}} of {{c2::wheat}} holds {{c1::gas}}.

C: Rye has little [gluten::protein}} in it].
"""


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def built(note: str, at: int, guide: str = "bread", ledger: str = "") -> tuple[dict[str, bytes], str]:
    """Return the files of a guide, and its ledger of card ids afterwards."""
    sources = Sources(
        notes=((NotePath("bread.md"), note.encode()),),
        kinds=TextFile("docs/kinds.yml", KINDS),
        families=(TextFile("docs/glossary/making.yml", TERMS),),
        exams=(TextFile("docs/exams/baker.yml", EXAM),),
        ledgers=(TextFile(CARD_LEDGER, ledger),),
    )
    made, diagnostics = build_guide(sources, Site(id=guide, epoch=at))
    assert not [d for d in diagnostics if d.severity.value == "error"], diagnostics
    practice = made.site_context.practice
    new = updated_card_ledger(practice.cards, ledger, tuple(one.entry for one in practice.of_notes))
    return {file.path: file.content for file in made.files}, new


def imported(collection: Collection, package: bytes, tmp_path: Path) -> tuple[int, int]:
    file = tmp_path / "deck.apkg"
    file.write_bytes(package)
    request = ImportAnkiPackageRequest(package_path=str(file), options=ImportAnkiPackageOptions())
    log = collection.import_anki_package(request).log
    assert not log.conflicting
    return len(log.new), len(log.updated)


def test_clozes_are_asked_as_clozes_and_pairs_as_pairs(collection: Collection, tmp_path: Path) -> None:
    files, _ = built(NOTE, BASE)
    assert imported(collection, files["decks/from-notes.apkg"], tmp_path) == (4, 0)
    by_type: dict[str, list[list[str]]] = {}
    for note in map(collection.get_note, collection.find_notes("")):
        kind = note.note_type()
        assert kind is not None and len(note.cards()) == 1
        by_type.setdefault(kind["name"], []).append(note.fields)
    assert sorted(by_type) == ["Study guide (bread)", "Study guide cloze (bread)"]
    [[question, _, answer, _, source]] = by_type["Study guide (bread)"]
    assert (question, source) == ("What is proofing?", "seeds/bread.md:3")
    assert answer == "The rest of a &#91;formed] loaf, \\(t &gt; 1\\) hour"
    assert sorted(text for text, _ in by_type["Study guide cloze (bread)"]) == [
        "Rye has little {{c1::gluten:&#58;protein}&#125; in it}}.",
        "The gluten of {{c1::wheat}} holds gas.",
        "The {{c1::gluten::protein}} of wheat holds {{c1::gas}}.",
    ]
    [nid] = collection.find_notes('"The {{c1"*')
    shown = collection.get_note(nid).cards()[0]
    assert "[protein]" in shown.question() and "[...]" in shown.question() and ">gas<" in shown.answer()
    assert collection.fix_integrity()[1]


def test_an_edited_card_is_updated_in_place_and_keeps_its_schedule(collection: Collection, tmp_path: Path) -> None:
    files, ledger = built(NOTE, BASE)
    imported(collection, files["decks/all.apkg"], tmp_path)
    count = collection.note_count()
    [nid] = collection.find_notes('"What is proofing*" "seeds/bread.md*"')
    card = collection.get_note(nid).cards()[0]
    collection.sched.set_due_date([card.id], "5")
    due = collection.get_card(card.id).due
    files, _ = built(NOTE.replace("The rest of", "The long rest of"), BASE + 10, ledger=ledger)
    assert imported(collection, files["decks/all.apkg"], tmp_path)[0] == 0
    assert collection.note_count() == count
    assert "long rest" in collection.get_note(nid)["Answer"]
    assert collection.get_card(card.id).due == due


def test_two_guides_do_not_touch_each_other(collection: Collection, tmp_path: Path) -> None:
    for guide in ("bread", "rye"):
        files, _ = built(NOTE, BASE, guide)
        assert imported(collection, files["decks/from-notes.apkg"], tmp_path) == (4, 0)
    assert collection.note_count() == 8


def test_the_deck_of_an_exam_has_the_order_of_its_plan_and_the_same_cards(
    collection: Collection, tmp_path: Path
) -> None:
    files, _ = built(NOTE, BASE)
    imported(collection, files["decks/exam-baker.apkg"], tmp_path)
    count = collection.note_count()
    [deck] = [d for d in collection.decks.all_names_and_ids() if d.name.endswith("::Baker")]
    ids = collection.find_cards(f"did:{deck.id}", order="c.due")
    cards = [collection.get_card(card_id) for card_id in ids]
    firsts = list(
        dict.fromkeys(
            word
            for card in cards
            for word in ("Kneading", "Proofing", "Scoring")
            if word in card.note()["Question"] + card.note()["Answer"]
        )
    )
    assert firsts == ["Kneading", "Proofing", "Scoring"]
    assert all("exam::baker" in card.note().tags for card in cards)
    assert imported(collection, files["decks/all.apkg"], tmp_path)[1] == 0
    assert collection.note_count() == count + 4


def test_the_tables_hold_the_cards_of_notes() -> None:
    files, _ = built(NOTE, BASE)
    rows = files["decks/from-notes.tsv"].decode().splitlines()[7:]
    assert len(rows) == 4 and all(len(row.split("\t")) == 5 for row in rows)
    assert all(row in files["decks/all.tsv"].decode() for row in rows)
