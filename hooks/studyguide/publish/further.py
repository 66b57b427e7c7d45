"""What a page does not quote any more: places in the notes as short lists of links, so that none is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studyguide.publish.edition import Edition, to_line, to_page
from studyguide.records import NotePath, PagePath, Span


@dataclass(frozen=True, slots=True)
class OfNote:
    """The places in one note."""

    note: str
    href: str
    lines: tuple[tuple[str, str], ...]
    """`L12` or `L12–14`, as the note's page numbers its lines, and its reference. By line."""


@dataclass(frozen=True, slots=True)
class Further:
    quoted: int
    """How many the page quotes."""
    total: int
    """How many there are."""
    places: int
    """How many links `notes` hold."""
    notes: tuple[OfNote, ...]


def further(
    book: Edition, source: PagePath, counted: tuple[int, int], rest: Iterable[tuple[NotePath, Span]]
) -> Further | None:
    """Return the places that `source` leaves to the notes' own pages, each once; None where it quotes all.

    `counted` says how many are quoted, and of how many. The notes keep the order in which they come.
    """
    found: dict[NotePath, dict[Span, None]] = {}
    for path, span in rest:
        found.setdefault(path, {})[span] = None
    if not found:
        return None
    notes = tuple(
        OfNote(
            book.woven.notes_by_path[path].title,
            to_page(book, source, book.notes[path]),
            tuple((_numbered(span), to_line(book, source, path, span.first)) for span in sorted(spans)),
        )
        for path, spans in found.items()
    )
    return Further(*counted, sum(len(one.lines) for one in notes), notes)


def _numbered(span: Span) -> str:
    return f"L{span.first}" if span.first == span.last else f"L{span.first}–{span.last}"
