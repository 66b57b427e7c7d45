"""What the site's search finds: one document per term, per entry of a note, and a line for every other page.

The theme's engine counts words; it knows no names of several words and no endings. So each term also carries `names`:
every spelling of it with spaces, hyphens and case folded away, each a single word. The page's side of it
(`docs/assets/search_worker.js`) folds what is typed in the same way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from html import escape
from typing import NamedTuple

from studyguide.names import names_of
from studyguide.publish.edition import Edition, Step, of_note, sentence
from studyguide.publish.search_notes import Named, clean_lines, entry_texts, named_lines, words_beside
from studyguide.publish.urls import address, line_anchor
from studyguide.records import Note, NotePath, Page
from studyguide.terms import Term
from studyguide.visible import visible

NOTE_BOOST = 0.2
"""A term's own page comes before the notes that mention it."""
PAGE_BOOST = 0.1
"""Lists and overviews name everything and are hardly ever what is looked for."""


INDEX_SETTINGS: Mapping[str, object] = {
    "separator": r"""(?:&(?:[lg]t|amp);|[\s\-–—_,:;!?=\[\](){}"“”‘/\\|+<>&%$#@]|\*(?!$)|['’]s\b|['’]|\.(?!\d))+""",
    "pipeline": ["stopWordFilter"],
    "fields": {
        "title": {"boost": 1},
        "names": {"boost": 1},
        "text": {"boost": 1},
        "context": {"boost": 0.5},
        "tags": {"boost": 0.5},
    },
}
"""How the theme splits and weighs; the weights were chosen on tests/cases/search/queries.tsv. A `*` at the end of a
word stays, for in a query it means any ending. There is no stemmer: with it, beginnings of words find nothing."""


class Document(NamedTuple):
    """Something the search finds. Title, text and tags are HTML, as the theme puts them into its list of results."""

    location: str
    """Address below the site's root, with a fragment for a part of a page. A page comes before its parts."""
    title: str
    text: str
    """Paragraphs; the theme shows the first two in which words were found."""
    tags: tuple[str, ...] = ()
    """What kind of page it is, for the reader."""
    context: tuple[str, ...] = ()
    """Words that notes use beside the term; searched, not shown."""
    names: tuple[str, ...] = ()
    """Spellings of the term, each folded into one word; searched, not shown."""
    boost: float = 1.0


class Found(NamedTuple):
    """What the search finds in one note."""

    note: NotePath
    named: Named
    """Its lines that name terms."""
    documents: tuple[Document, ...]


def search_steps(book: Edition) -> Iterator[Step[Found]]:
    """Yield the gathering of what is found in each note, in the order of their paths."""
    return (partial(_kept_found, book, note) for note in book.woven.notes)


def search_documents(book: Edition, pages: Iterable[Page], found: Sequence[Found]) -> Iterator[Document]:
    """Yield what is found on each generated page, page by page."""
    of_notes = {one.note: one.documents for one in found}
    beside = words_beside(one.named for one in found)
    terms = {path: book.woven.terms[term] for term, path in book.terms.items()}
    notes = {path: note for note, path in book.notes.items()}
    for page in pages:
        where = address(page.path, book.site.addressing)
        if (term := terms.get(page.path)) is not None:
            yield from _term_documents(book, where, term, beside.get(term.id, ()))
        elif (note := notes.get(page.path)) is not None:
            yield from of_notes[note]
        else:
            yield Document(where, _html(page.title), _paragraphs(page.description), ("Overview",), boost=PAGE_BOOST)


def index_entry(document: Document) -> dict[str, object]:
    """Return a document as the theme's index writes it."""
    plain: dict[str, object] = {"location": document.location, "title": document.title, "text": document.text}
    if document.tags:
        plain["tags"] = list(document.tags)
    if document.names:
        plain["names"] = list(document.names)
    if document.context:
        plain["context"] = " ".join(document.context)
    if document.boost != 1:
        plain["boost"] = document.boost
    return plain


def names_asset(book: Edition) -> str:
    """Return the script that holds every name and other spelling with the address of its page, for suggestions."""
    pairs = {
        (alias.text, str(address(book.terms[term.id], book.site.addressing)))
        for term in book.woven.glossary.terms
        for alias in names_of(term)
    }
    rows = ",\n".join(json.dumps(pair, ensure_ascii=False) for pair in sorted(pairs))
    return f"globalThis.sgNames = [\n{rows}\n];\n"


def joined(text: str) -> str:
    """Fold case and everything between words away: `A/B testing` and `ab-testing` compare equal."""
    return re.sub(r"[\W_]+", "", text.lower())


def _kept_found(book: Edition, note: Note) -> tuple[Found]:
    inputs = (*of_note(book, note.path), book.site.addressing)
    return (book.kept(("found in", note.path), inputs, partial(_found, book, note)),)


def _found(book: Edition, note: Note) -> Found:
    clean = clean_lines(note)
    where = address(book.notes[note.path], book.site.addressing)
    named = named_lines(book.woven.mentions.get(note.path, ()), clean)
    return Found(note.path, named, _note_documents(where, note, clean))


def _term_documents(book: Edition, where: str, term: Term, beside: Iterable[str]) -> Iterator[Document]:
    spellings = [alias.text for alias in names_of(term)]
    others = [s for s in spellings[1:] if s.lower() != term.name.lower()]
    yield Document(
        where,
        _html(term.name),
        _paragraphs(
            sentence(term),
            term.more,
            term.use_when,
            f"Also written: {', '.join(others)}" if others else "",
            *(other.apart for other in term.confused_with),
        ),
        (_html(book.kinds[term.kind].name),),
        names=tuple(dict.fromkeys(filter(None, map(joined, spellings)))),
        context=tuple(beside),
    )


def _note_documents(where: str, note: Note, clean: Sequence[str]) -> tuple[Document, ...]:
    return tuple(
        Document(
            f"{where}#{line_anchor(first)}" if first else where,
            _html(title),
            _paragraphs(*lines),
            ("Note",),
            boost=NOTE_BOOST,
        )
        for first, title, lines in entry_texts(note, clean)
    )


def _paragraphs(*texts: str | None) -> str:
    return "".join(f"<p>{_html(text)}</p>" for text in texts if text)


def _html(text: str) -> str:
    return escape(visible(text), quote=False)
