"""Makes the author's board of a preview: what to do next, each with the line or the command."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from msgspec import Struct

from studyguide.analysis.freshness import dated_facts, older_than
from studyguide.hosts.mkdocs.dev_server import BOARD_TITLE
from studyguide.link.corpus import Corpus
from studyguide.model.diagnostics import Diagnostic
from studyguide.model.glossary import folded
from studyguide.parse.curated.suggestion_choices import read_suggestion_choices
from studyguide.sources import TextFile
from studyguide.suggest.model import Proposal, Suggestion
from studyguide.suggest.suggestions import suggest
from studyguide.text.english_words import is_common_word

FIRST_SHOWN = 5
"""Number of entries of each list that the board shows."""
DUE_DAYS = 180
"""Number of days after which a fact is due to be looked up again."""


class BoardEntry(Struct, frozen=True):
    text: str
    place: str = ""
    """File and line, if it has one."""


class BoardSection(Struct, frozen=True):
    """Holds one list of the board."""

    title: str
    entries: tuple[BoardEntry, ...]
    command: str
    """What does or lists all of them; '' if each is a line to edit."""


def author_board(corpus: Corpus, choices: TextFile, diagnostics: Sequence[Diagnostic]) -> str:
    """Returns the board as markup. This takes as long as `studyguide suggest`, so it is done only when it is opened."""
    sections = board_sections(corpus, choices, diagnostics, datetime.date.today())
    return board_markup(sections)


def board_sections(
    corpus: Corpus, choices: TextFile, diagnostics: Iterable[Diagnostic], today: datetime.date
) -> tuple[BoardSection, ...]:
    """Returns the lists of the board, without those that are empty."""
    decided, _ = read_suggestion_choices(choices.path, choices.text)
    passed = set(map(folded, (*decided.never, *decided.skipped)))
    every = [one for one in suggest(corpus.notes, corpus.glossary) if folded(one.name) not in passed]
    terms = [one for one in every if one.proposal is Proposal.TERM]
    short = [one for one in terms if one.name.isupper() and one.definition is None and not one.abbreviations]
    facts = older_than(dated_facts(corpus), today, DUE_DAYS)
    dead = (BoardEntry(one.what, str(one.place)) for one in diagnostics if one.kind == "note-link")
    due = (BoardEntry(f"{one.kind}: {one.subject}, checked {one.checked}") for one in facts)
    sections = (
        BoardSection("Suggested terms", tuple(map(_term_entry, terms)), "studyguide suggest --accept"),
        BoardSection(
            "Abbreviations that no line explains", tuple(map(_term_entry, short)), "studyguide suggest --accept"
        ),
        BoardSection("Links that lead nowhere", tuple(dead), ""),
        BoardSection(
            "Unknown spellings of known terms", tuple(_spellings(corpus, every)), "studyguide suggest --accept"
        ),
        BoardSection("Everyday words as names of terms", tuple(_everyday_names(corpus)), ""),
        BoardSection("Facts to look up again", tuple(due), f"studyguide facts --older-than {DUE_DAYS}"),
    )
    return tuple(section for section in sections if section.entries)


def board_markup(sections: Sequence[BoardSection]) -> str:
    """Returns the lists as markup, with the number of entries of each."""
    rows = "".join(_section_markup(section) for section in sections) or "<p>Nothing is left to do.</p>"
    return f"<h1>{BOARD_TITLE}</h1><p>Only the preview has this page.</p>{rows}"


def _section_markup(section: BoardSection) -> str:
    count = len(section.entries)
    items = "".join(
        f"<li>{escape(entry.text)}{f' <code>{escape(entry.place)}</code>' if entry.place else ''}</li>"
        for entry in section.entries[:FIRST_SHOWN]
    )
    more = f"<p>and {count - FIRST_SHOWN} more</p>" if count > FIRST_SHOWN else ""
    command = f"<p><code>{escape(section.command)}</code></p>" if section.command else ""
    return f"<h2>{escape(section.title)} ({count})</h2><ul>{items}</ul>{more}{command}"


def _term_entry(one: Suggestion) -> BoardEntry:
    if one.definition is not None:
        return BoardEntry(f"{one.name}: {one.definition.text}", f"seeds/{one.definition.note}:{one.definition.line}")
    return BoardEntry(one.name, _first_place(one))


def _first_place(one: Suggestion) -> str:
    return f"seeds/{one.places[0][0]}:{one.places[0][1]}" if one.places else ""


def _spellings(corpus: Corpus, suggestions: Iterable[Suggestion]) -> Iterator[BoardEntry]:
    for one in suggestions:
        if one.of is not None and one.proposal in (Proposal.ALIAS, Proposal.MISSPELLING):
            yield BoardEntry(f"{one.name}, for {corpus.terms[one.of].name}", _first_place(one))


def _everyday_names(corpus: Corpus) -> Iterator[BoardEntry]:
    """Yields the project's own terms whose name is one common word, with the number of lines that they link."""
    lines: dict[str, set[tuple[str, int]]] = {}
    for mentions in corpus.mentions.values():
        for mention in mentions:
            if folded(mention.surface) == folded(mention.alias):
                lines.setdefault(mention.term, set()).add((mention.note, mention.line))
    places = {term: (file, line) for term, file, line in corpus.glossary.places}
    for term in corpus.glossary.terms:
        file, line = places.get(term.id, ("", 0))
        if file in corpus.own_files and term.name.isalpha() and term.name.islower() and is_common_word(term.name):
            count = len(lines.get(term.id, ()))
            yield BoardEntry(f"{term.name}, on {count} line{'s' * (count != 1)} of the notes", f"{file}:{line}")
