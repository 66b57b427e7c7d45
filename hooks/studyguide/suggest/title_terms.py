"""Makes a term of each note that is about one thing: its title is the name, a line of it the definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from studyguide.link.surface_forms import SurfaceForms
from studyguide.model.glossary import AliasKind
from studyguide.model.note import Note, NotePath
from studyguide.suggest.defining_lines import defining_lines, first_sentence
from studyguide.suggest.entries import NewEntry, new_term_id
from studyguide.suggest.keys import key_of
from studyguide.suggest.language_words import DEFAULT_LANGUAGE, languages
from studyguide.suggest.model import DefiningLine
from studyguide.suggest.names import name_of_title
from studyguide.suggest.note_findings import text_of_single_note
from studyguide.suggest.note_words import people


class PassedOver(Struct, frozen=True):
    """Counts the notes that give no term, by the reason."""

    no_name: int
    known: int
    no_sentence: int


def title_terms(
    notes: Sequence[Note], seeds: Mapping[NotePath, NotePath], surface_forms: SurfaceForms, kind: str, taken: set[str]
) -> tuple[tuple[NewEntry, ...], PassedOver]:
    """Returns an entry for each note whose title is a name that the glossary does not have, in the order of the notes.

    The definition is the surest defining line of that name in the note itself, else its first sentence. A note without
    either, or whose path is not in `seeds`, gives no term.
    """
    names = people(notes)
    entries: list[NewEntry] = []
    no_name = known = no_sentence = 0
    seen: set[str] = set()
    for note in notes:
        name = name_of_title(note.title, languages()[DEFAULT_LANGUAGE], names)
        key = key_of(name)
        if not name or note.path not in seeds:
            no_name += 1
        elif key in seen or key in surface_forms.forms:
            known += 1
        elif line := _definition(note, key, names):
            seen.add(key)
            id_ = new_term_id(name, taken)
            taken.add(id_)
            aliases = tuple((text, AliasKind.SYNONYM) for text in _aliases(note, key, seen, surface_forms))
            quote = (seeds[note.path], line.line, line.text)
            entries.append(NewEntry(id_, name, kind, quote, aliases=aliases))
        else:
            no_sentence += 1
    return tuple(entries), PassedOver(no_name, known, no_sentence)


def _definition(note: Note, key: str, names: frozenset[str]) -> DefiningLine | None:
    text = text_of_single_note(note, names)
    own = [line for line in defining_lines(text) if key_of(line.name) == key]
    return min(own, key=lambda line: line.rank) if own else next(first_sentence(text), None)


def _aliases(note: Note, key: str, seen: set[str], surface_forms: SurfaceForms) -> Iterator[str]:
    """Yields the aliases of the note's front matter that no other term has."""
    for text in _distinct(note.aliases):
        own = key_of(text)
        if own and own != key and own not in seen and own not in surface_forms.forms:
            seen.add(own)
            yield text


def _distinct(texts: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(text.strip() for text in texts if text.strip())
