"""Ids of the cards in notes: an edited card keeps its id, and no id ever asks for another fact.

Notes are made of known facts, edited at random as people edit, and parsed again each time. Which card is which is known
from how the note was made, so it is not the engine that says whether an id went to another fact.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest

from studyguide.model.note import NotePath
from studyguide.parse.note import parse_note
from studyguide.practice.card_ids import check_ledger, updated_card_ledger
from studyguide.practice.card_likeness import card_likeness
from studyguide.practice.note_card_ids import CardEntry, Located, entry_of, ledger_entries, note_card_ids

PATH = NotePath("ovens/bread.md")
EDITS = 1_000
CAPITALS = (
    "France Paris|Spain Madrid|Norway Oslo|Sweden Stockholm|Italy Rome|Austria Vienna|Australia Canberra|Iran Tehran"
)
WORDS = "cat Katze|bat Fledermaus|rat Ratte|hat Hut|house Haus|mouse Maus|brother Bruder|mother Mutter|father Vater"
FACTS = (
    *((f"Capital of {country}", city) for country, city in (row.split() for row in CAPITALS.split("|"))),
    *((english, german) for english, german in (row.split() for row in WORDS.split("|"))),
    *((f"In which year did oven {n} leave the works?", f"In {1900 + 7 * n}") for n in range(1, 12)),
    *((f"Item {n}", f"costs {n * 3} coins") for n in range(1, 12)),
    ("Advantage", "it is fast"),
    ("Drawback", "it is costly"),
    ("Ohm's law", "voltage is current times resistance"),
    ("What is a sourdough starter?", "a culture of flour and water in which wild yeast lives"),
    ("What is a sourdough crust?", "the hard layer that heat forms on the dough"),
    ("Which flour has the most gluten?", "the one that is milled from hard wheat"),
    ("Which flour has the least gluten?", "the one that is milled from rye or oats"),
    ("Metal of the bell", "bronze of copper and tin"),
    ("Metal of the oven", "iron of the first grade"),
    ("Plan A", "bake in the morning"),
    ("Plan B", "bake in the evening"),
    ("Vitamin C", "found in fruit"),
    ("Vitamin D", "made in sunlight"),
    ("What does steam do?", "It keeps the crust soft so that the loaf can rise."),
    ("Why rest the dough?", "So that the gluten relaxes and the loaf keeps its shape."),
)
FORMS: tuple[Callable[[str, str], str], ...] = (
    "{} :: {}".format,
    "{}::{}".format,
    "Q: {}\nA: {}\n".format,
    "{}\n?\n{}\n".format,
    "- {} :: {}".format,
    "Question: {}\nAnswer:\n\n- {}\n".format,
)
ADDED = ("usually", "about", "often", "mostly", "really", "the", "always", "indeed")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Fact:
    """Holds one fact as it is written in the note now; `key` says which fact it is."""

    key: int
    question: str
    answer: str
    form: int


@dataclass
class Draft:
    """Holds a note under random edits."""

    rng: random.Random
    facts: list[Fact] = field(default_factory=list)
    heading: str = "Bread"
    unused: list[tuple[str, str]] = field(default_factory=list)
    keys: int = 0

    def new_fact(self) -> Fact:
        question, answer = self.unused.pop()
        self.keys += 1
        return Fact(self.keys, question, answer, self.rng.randrange(len(FORMS)))

    def text(self) -> str:
        cards = (FORMS[fact.form](fact.question, fact.answer) for fact in self.facts)
        return "\n".join((f"# {self.heading} #flashcards", "", *cards, ""))


def drafted(rng: random.Random) -> Draft:
    draft = Draft(rng, unused=rng.sample(FACTS, len(FACTS)))
    draft.facts = [draft.new_fact() for _ in range(12)]
    return draft


def mistyped(text: str, rng: random.Random) -> str:
    """Make a slip in a word: a letter more, less or other, or two letters swapped."""
    words = text.split(" ")
    places = [at for at, word in enumerate(words) if word.isalpha() and len(word) > 1]
    if not places:
        return text
    at = rng.choice(places)
    word, place = words[at], rng.randrange(len(words[at]))
    letter = rng.choice(LETTERS)
    words[at] = rng.choice(
        [
            word[:place] + letter + word[place:],
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
        ]
    )
    return " ".join(words)


def with_word(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    words.insert(rng.randrange(len(words) + 1), rng.choice(ADDED))
    return " ".join(words)


def rewritten(draft: Draft, change: Callable[[str, random.Random], str]) -> None:
    at = draft.rng.randrange(len(draft.facts))
    fact = draft.facts[at]
    if draft.rng.random() < 0.5:
        draft.facts[at] = replace(fact, question=change(fact.question, draft.rng))
    else:
        draft.facts[at] = replace(fact, answer=change(fact.answer, draft.rng))


def move(draft: Draft) -> None:
    fact = draft.facts.pop(draft.rng.randrange(len(draft.facts)))
    draft.facts.insert(draft.rng.randrange(len(draft.facts) + 1), fact)


def insert(draft: Draft) -> None:
    if draft.unused:
        draft.facts.insert(draft.rng.randrange(len(draft.facts) + 1), draft.new_fact())


def delete(draft: Draft) -> None:
    if len(draft.facts) > 4:
        draft.facts.pop(draft.rng.randrange(len(draft.facts)))


def replace_fact(draft: Draft) -> None:
    """Delete a card and write another one in its place: what looks most like an edit, and is none."""
    if draft.unused:
        draft.facts[draft.rng.randrange(len(draft.facts))] = draft.new_fact()


def change_heading(draft: Draft) -> None:
    draft.heading = f"{draft.heading} {draft.rng.choice(ADDED)}"[-60:]


KINDS: dict[str, Callable[[Draft], None]] = {
    "typo": lambda draft: rewritten(draft, mistyped),
    "word added": lambda draft: rewritten(draft, with_word),
    "line moved": move,
    "card inserted": insert,
    "heading changed": change_heading,
    "another card deleted": delete,
    "fact replaced": replace_fact,
}


def cards_of(draft: Draft) -> list[Located]:
    note, _ = parse_note(PATH, draft.text().encode())
    assert note is not None
    assert len(note.cards) == len({(f.question, f.answer) for f in draft.facts}), draft.text()
    return [(PATH, card) for card in note.cards]


def ids_by_key(draft: Draft, ledger: str) -> tuple[dict[int, str], str]:
    """Return the id of each fact, and the ledger after `studyguide ledger`."""
    located = cards_of(draft)
    ids = note_card_ids(located, ledger_entries(ledger))
    new = updated_card_ledger((), ledger, tuple(map(entry_of, ids, located)))
    return {fact.key: card_id for fact, card_id in zip(draft.facts, ids, strict=True)}, new


def edited_notes(edits_between: int) -> Iterator[tuple[int, str, dict[int, str], dict[int, str]]]:
    """Yield the number of the note and the kind of edit, with the ids before and after; a new note every 25 edits."""
    rng = random.Random(20260301 + edits_between)
    draft, ledger, before = drafted(rng), "", dict[int, str]()
    for number in range(EDITS // edits_between):
        if number % 25 == 0:
            draft = drafted(rng)
            before, ledger = ids_by_key(draft, "")
        kinds = [rng.choice(list(KINDS)) for _ in range(edits_between)]
        for kind in kinds:
            KINDS[kind](draft)
        after, ledger = ids_by_key(draft, ledger)
        yield number // 25, " and ".join(kinds), before, after
        before = after


def test_nearly_all_edits_keep_their_progress_and_no_id_asks_for_another_fact() -> None:
    lost: list[str] = []
    owners: dict[tuple[int, str], int] = {}
    for note, kind, before, after in edited_notes(1):
        lost += [kind for key in before.keys() & after.keys() if before[key] != after[key]][:1]
        no_id_is_shared(note, kind, before, after, owners)
    assert len(lost) <= EDITS // 100, lost


@pytest.mark.parametrize("edits_between", [2, 5])
def test_no_id_asks_for_another_fact_after_several_edits(edits_between: int) -> None:
    owners: dict[tuple[int, str], int] = {}
    for note, kind, before, after in edited_notes(edits_between):
        no_id_is_shared(note, kind, before, after, owners)


def no_id_is_shared(
    note: int, kind: str, before: dict[int, str], after: dict[int, str], owners: dict[tuple[int, str], int]
) -> None:
    for key, card_id in (*before.items(), *after.items()):
        assert owners.setdefault((note, card_id), key) == key, (kind, card_id)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("Ohm's law", "voltage is current times resistance"), ("Ohms law", "voltage is current times resistance")),
        (("What is a henry?", "The unit of inductance."), ("What is a henry?", "The SI unit of inductance.")),
        (("Parts of a transformer", "a core\ntwo coils"), ("Parts of a transformer", "two coils\na core")),
        (("The […] is a unit.", "volt"), ("The […] is an SI unit.", "volt")),
        (("Warum?", "Über Nacht gehen lassen"), ("Warum?", "Uber Nacht gehen lassen")),
    ],
)
def test_an_edit_is_seen_as_one(old: tuple[str, str], new: tuple[str, str]) -> None:
    assert card_likeness(old, new) > 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("Capital of France", "Paris"), ("Capital of Spain", "Madrid")),
        (("Capital of France", "Paris"), ("Capital of Spain", "Paris")),
        (("Year of the first oven", "1914"), ("Year of the first oven", "1918")),
        (("Item 12", "It is blue"), ("Item 13", "It is blue")),
        (("Advantage", "it is fast"), ("Advantage", "low price")),
        (("cat", "Katze"), ("bat", "Fledermaus")),
        (("Plan A", "bake in the morning"), ("Plan B", "bake in the evening")),
        (("The […] is a unit.", "volt"), ("The […] is a unit.", "ohm")),
    ],
)
def test_another_fact_is_seen_as_one(old: tuple[str, str], new: tuple[str, str]) -> None:
    assert card_likeness(old, new) == 0


def ids_of(ledger: str, **notes: str) -> dict[str, str]:
    """Return the ids of the cards in some notes, by their questions."""
    located = []
    for name, text in sorted(notes.items()):
        note, _ = parse_note(NotePath(f"{name}.md"), text.encode())
        located += [(note.path, card) for card in note.cards] if note else []
    return {
        card.question: i for (_, card), i in zip(located, note_card_ids(located, ledger_entries(ledger)), strict=True)
    }


def ledger_of(before: str, **notes: str) -> str:
    located = []
    for name, text in sorted(notes.items()):
        note, _ = parse_note(NotePath(f"{name}.md"), text.encode())
        located += [(note.path, card) for card in note.cards] if note else []
    ids = note_card_ids(located, ledger_entries(before))
    return updated_card_ledger((), before, tuple(map(entry_of, ids, located)))


def test_a_deleted_card_is_retired_and_has_its_id_again_when_it_comes_back() -> None:
    first = ledger_of("", a="oven :: warm place\nloaf :: baked dough\n")
    without = ledger_of(first, a="oven :: warm place\n")
    [gone] = [entry for entry in ledger_entries(without) if entry.is_retired]
    assert gone.question == "loaf"
    assert ids_of(without, a="oven :: warm place\nloaf :: baked dough\n")["loaf"] == gone.id
    assert ids_of(without, a="oven :: warm place\nloaf :: baked doughs\n")["loaf"] != gone.id


def test_an_id_is_not_given_again_to_words_that_had_it_once() -> None:
    first = ledger_of("", a="oven of stone :: warm place\n")
    edited = ledger_of(first, a="big oven of stone :: warm place\n")
    both = ids_of(edited, a="big oven of stone :: warm place\noven of stone :: warm place\n")
    assert len(set(both.values())) == 2
    assert both["big oven of stone"] == ids_of(first, a="oven of stone :: warm place\n")["oven of stone"]


def test_a_renamed_note_keeps_the_ids_of_its_cards() -> None:
    text = "oven :: warm place\nloaf :: baked dough\n"
    assert ids_of(ledger_of("", a=text), b=text) == ids_of("", a=text)


def test_equal_cards_of_two_notes_have_two_ids() -> None:
    located_ids = [ids_of("", a="oven :: warm place\n"), ids_of("", b="oven :: warm place\n")]
    assert located_ids[0] != located_ids[1]


def test_a_ledger_with_the_word_retired_in_a_card_is_read() -> None:
    text = ledger_of("", a="retired :: no longer at work\n")
    [entry] = ledger_entries(text)
    assert not entry.is_retired
    assert check_ledger((), "docs/ledger/card-ids.txt", text, (entry,)) == ()


def test_a_changed_card_and_a_missing_ledger_are_reported() -> None:
    entry = CardEntry("note:0", "a.md", "oven", "warm place")
    listed = "note:0\ta.md\toven\twarm spot\n"
    kinds = [d.what for text in (listed, "x.does retired\n", "") for d in check_ledger((), "l.txt", text, (entry,))]
    assert [what.split("`")[-1].split()[0:2] for what in kinds[:2]] == [["has", "other"], ["is", "not"]]
    assert kinds[2].startswith("without this ledger")
