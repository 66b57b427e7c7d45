"""Collects what a note as a whole shows about its names: its title, file and folder, and the expansions it gives."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from studyguide.link.candidates import TokenizedLine
from studyguide.link.expansions import expansions
from studyguide.link.surface_forms import SurfaceForm, SurfaceForms
from studyguide.model.note import Note, TermId
from studyguide.text.basic_words import SMALL_WORDS
from studyguide.text.words import singular, words_of

TITLE_PARTS = re.compile(r"\s[-–—|:]\s|:\s|[|/\\]")
MAX_TITLE_LENGTH = 200
"""Code points of a title or path that are read."""
ABOUT_A_NOTE = frozenset(
    words_of(
        "a an and basics chapter cheat cheatsheet class course day deep dive exam faq for guide intro introduction lab"
        " learning lecture lesson module my note notes of on overview part quick sheet study summary the to tutorial"
        " unit week what is"
    )
)
"""Words that a title adds to the name of its subject. A number does the same."""
SAME_LETTERS = 4
"""Number of first letters by which two words of an expansion are the same, whatever their endings."""


class NoteEvidence(Struct, frozen=True):
    """Holds what a note shows about all its lines."""

    topics: frozenset[TermId]
    """Terms that its title, file name or a folder names and adds nothing to."""
    expansions: Mapping[str, tuple[str, ...]]
    """Each abbreviation that the note expands, and its expansions."""


def note_evidence(note: Note, lines: Iterable[TokenizedLine], surface_forms: SurfaceForms) -> NoteEvidence:
    """Returns the evidence of a note and its tokenized lines."""
    expanded: dict[str, dict[str, None]] = defaultdict(dict)
    for line in lines:
        for short, name in expansions(line):
            expanded[short][name] = None
    topics = {term for part in _titles_and_folders(note) for term in _topics(part, surface_forms)}
    return NoteEvidence(frozenset(topics), {short: tuple(names) for short, names in expanded.items()})


def meant_by_expansion(
    evidence: NoteEvidence, surface: str, fitting: Sequence[SurfaceForm], surface_forms: SurfaceForms
) -> tuple[tuple[SurfaceForm, ...], str]:
    """Returns the spellings that agree with the note's own expansion of an abbreviation, and the expansion; all
    spellings and '' if the note has none."""
    names = evidence.expansions.get(surface) or evidence.expansions.get(surface.removesuffix("s"))
    if not names:
        return tuple(fitting), ""
    agreeing = tuple(form for form in fitting if any(_is_named(form.term, name, surface_forms) for name in names))
    return agreeing, names[0]


def _is_named(term: TermId, name: str, surface_forms: SurfaceForms) -> bool:
    """Returns whether an expansion is a name of the term, or has most of its words."""
    words = words_of(name)
    if any(form.surface_form.term == term for form in surface_forms.forms.get("".join(words), ())):
        return True
    big = [word for word in words if word not in SMALL_WORDS] or words
    known = {word[:SAME_LETTERS] for word in surface_forms.words.get(term, ())}
    return 2 * sum(word[:SAME_LETTERS] in known for word in big) >= len(big)


def _titles_and_folders(note: Note) -> Iterator[str]:
    *folders, file = note.path[-MAX_TITLE_LENGTH:].split("/")
    yield from (note.title[:MAX_TITLE_LENGTH], file.rsplit(".", 1)[0], *folders)


def _topics(title: str, surface_forms: SurfaceForms) -> Iterator[TermId]:
    for part in TITLE_PARTS.split(title):
        words = words_of(part.replace("_", " "))
        while words and (words[0] in ABOUT_A_NOTE or words[0].isdecimal()):
            del words[0]
        while words and (words[-1] in ABOUT_A_NOTE or words[-1].isdecimal()):
            del words[-1]
        for key in {"".join(words), "".join(map(singular, words))}:
            for form in surface_forms.forms.get(key, ()):
                if not form.surface_form.blocks:
                    yield form.surface_form.term
