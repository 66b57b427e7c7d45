"""Finds the lines from which the glossary quotes definitions, and reports those that have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from msgspec import structs
from pydantic import TypeAdapter

from studyguide.model.diagnostics import Diagnostic, Location, Severity, closest
from studyguide.model.glossary import Glossary, QuotedLine, Term
from studyguide.model.note import REDACTED_KINDS, Note, NotePath, Zone, people_lines, zones_by_line
from studyguide.parse.plain_text import word_columns
from studyguide.text.counted_noun import counted_noun
from studyguide.text.plain_line import plain_line
from studyguide.text.words import words_of

TERM_ADAPTER = TypeAdapter(Term)
MAX_QUOTED_LINES = 6
"""Number of lines over which a wrapped sentence may be quoted."""


def with_quotes(glossary: Glossary, notes: Mapping[NotePath, Note]) -> tuple[Glossary, tuple[Diagnostic, ...]]:
    """Returns the glossary with the text and the present line of each quoted definition, and what is wrong with them.

    A quote that the note no longer says keeps its text and has no line. A quote that no reader may see has no text.
    """
    if not any(term.quote for term in glossary.terms):
        return glossary, ()
    places = {term: Location(file, line) for term, file, line in glossary.places}
    diagnostics: list[Diagnostic] = []
    terms: list[Term] = []
    for term in glossary.terms:
        if term.quote is not None and (term.quote.line or term.quote.text):
            quote = _located_quote(term.quote, notes, places[term.id], diagnostics)
            term = term if quote == term.quote else _with_quote(term, quote)
        terms.append(term)
    return structs.replace(glossary, terms=tuple(terms)), tuple(diagnostics)


def quoted_notes(glossary: Glossary) -> tuple[NotePath, ...]:
    """Returns the notes from which definitions are quoted, in the glossary's order."""
    return tuple(dict.fromkeys(term.quote.note for term in glossary.terms if term.quote))


def lines_saying(note: Note, text: str) -> Iterator[tuple[int, int]]:
    """Yields the first and last line, 1-based, of each place at which the note says a text, whatever its markup."""
    wanted = words_of(text)
    tagged = any("<" in line for line in note.lines)
    zones = zones_by_line(note.zones) if tagged else {}
    said = [words_of(plain_line(_words_of_tagged_line(line, zones.get(n, ())))) for n, line in enumerate(note.lines, 1)]
    for number, words in enumerate(said, 1):
        for at in (at for at, word in enumerate(words) if wanted and word == wanted[0]):
            if last := _last_line(said, number, at, wanted):
                yield number, last
                break


def _words_of_tagged_line(line: str, zones: Iterable[Zone]) -> str:
    """Returns a line without its markup if it has tags."""
    return " ".join(line[a:b] for a, b in word_columns(line, zones)) if "<" in line else line


def _last_line(said: Sequence[Sequence[str]], first: int, at: int, wanted: Sequence[str]) -> int:
    """Returns the line in which the wanted words end, if they begin with word `at` of line `first`; otherwise 0."""
    words: list[str] = []
    for number in range(first, min(first + MAX_QUOTED_LINES, len(said) + 1)):
        words += said[number - 1][at if number == first else 0 :]
        if words[: len(wanted)] == wanted:
            return number
        if words != wanted[: len(words)]:
            return 0
    return 0


def _located_quote(
    quote: QuotedLine, notes: Mapping[NotePath, Note], place: Location, diagnostics: list[Diagnostic]
) -> QuotedLine:
    note = notes.get(quote.note)
    if note is None:
        hint = closest(quote.note, notes) or "name a note that is published, by its path below seeds/"
        diagnostics.append(Diagnostic(place, "unknown-note", f"no note `{quote.note}` to quote from", hint))
        return QuotedLine(quote.note)
    if quote.text is None:
        return _whole_line(quote, note, place, diagnostics)
    spans = list(lines_saying(note, quote.text))
    if not spans:
        line = f"line {quote.line} of `{note.path}`" if quote.line else f"`{note.path}`"
        hint = "quote the line as it is now, or write the definition in `is` or `does`"
        what = f"{line} no longer says what this definition quotes"
        diagnostics.append(Diagnostic(place, "quote-changed", what, hint, quote.text, Severity.WARNING))
        return replace(quote, line=None)
    span = min(spans, key=lambda span: (abs(span[0] - (quote.line or 0)), span))
    if quote.line and span[0] != quote.line:
        what = f"the quoted line of `{note.path}` is now line {span[0]}, not {quote.line}"
        diagnostics.append(Diagnostic(place, "quote-moved", what, f"write `line: {span[0]}`", severity=Severity.NOTICE))
    if _is_hidden(note, *span):
        return _refused(quote, place, diagnostics)
    return replace(quote, line=span[0])


def _whole_line(quote: QuotedLine, note: Note, place: Location, diagnostics: list[Diagnostic]) -> QuotedLine:
    line = quote.line or 0
    text = plain_line(note.lines[line - 1]) if line <= len(note.lines) else ""
    if not text:
        what = f"line {line} of `{note.path}` has no words to quote"
        hint = f"the note has {counted_noun(len(note.lines), 'line')}"
        diagnostics.append(Diagnostic(place, "quote-changed", what, hint))
        return QuotedLine(quote.note)
    return _refused(quote, place, diagnostics) if _is_hidden(note, line, line) else replace(quote, text=text)


def _refused(quote: QuotedLine, place: Location, diagnostics: list[Diagnostic]) -> QuotedLine:
    what = f"part of the quoted line of `{quote.note}` is never shown to readers"
    diagnostics.append(Diagnostic(place, "quote", what, "quote a line that has nothing private"))
    return QuotedLine(quote.note)


def _is_hidden(note: Note, first: int, last: int) -> bool:
    """Returns whether any part of the lines is redacted or names people."""
    redacted = (zone.line for zone in note.zones if zone.kind in REDACTED_KINDS)
    return any(first <= line <= last for line in (*redacted, *people_lines(note)))


def _with_quote(term: Term, quote: QuotedLine) -> Term:
    written = TERM_ADAPTER.dump_python(term, by_alias=True)
    return TERM_ADAPTER.validate_python({**written, "quote": quote})
