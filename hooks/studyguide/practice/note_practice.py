"""Makes practice cards from the cards that authors wrote in their notes."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from studyguide.link.corpus import Corpus
from studyguide.model.exam import terms_of_exam
from studyguide.model.note import NotePath, TermId
from studyguide.model.note_card import NoteCard
from studyguide.practice.card import Card, CardKind
from studyguide.practice.note_card_ids import CardEntry, entry_of, ledger_entries, note_card_ids

WITHOUT_TERM = TermId("")


class NotePractice(Struct, frozen=True):
    """Holds a card of a note as it is asked, and as it was written."""

    card: Card
    note: NotePath
    written: NoteCard

    @property
    def entry(self) -> CardEntry:
        """Returns what the ledger keeps of it."""
        return entry_of(self.card.id, (self.note, self.written))


def note_practice(corpus: Corpus, ledger: str, labels: Mapping[NotePath, str]) -> tuple[NotePractice, ...]:
    """Returns the cards of all notes, in the order of the notes and their lines.

    `ledger` is the text of the ledger of card ids, `labels` the tag of each note.
    """
    located = [(note.path, card) for note in corpus.notes for card in note.cards]
    if not located:
        return ()
    family_of = dict(corpus.glossary.family_of)
    exams = [(f"exam::{exam.id}", frozenset(terms_of_exam(exam))) for exam in corpus.exams]
    return tuple(
        NotePractice(_card(corpus, path, written, card_id, labels[path], family_of, exams), path, written)
        for (path, written), card_id in zip(located, note_card_ids(located, ledger_entries(ledger)), strict=True)
    )


def _card(
    corpus: Corpus,
    path: NotePath,
    written: NoteCard,
    card_id: str,
    label: str,
    family_of: Mapping[TermId, str],
    exams: list[tuple[str, frozenset[TermId]]],
) -> Card:
    mentions = corpus.line_index[path].mentions
    lines = range(written.first, written.last + 1)
    named = tuple(dict.fromkeys(mention.term for line in lines for mention in mentions.get(line, ())))
    families = dict.fromkeys(f"family::{family_of[term]}" for term in named)
    asked_for = tuple(tag for tag, terms in exams if not terms.isdisjoint(named))
    return Card(
        id=card_id,
        kind=CardKind(str(written.kind)),
        term=named[0] if named else WITHOUT_TERM,
        question=written.question,
        answer=written.answer,
        asks=card_id,
        tags=(*families, *asked_for, label),
        source=f"seeds/{path}:{written.first}",
    )
