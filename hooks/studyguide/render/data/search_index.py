"""What the site's search finds: one document per term, per entry of a note, and a line for every other page.

The theme's engine counts words; it knows no names of several words and no endings. So each term also carries `names`:
every spelling of it with spaces, hyphens and case folded away, each a single word. The page's side of it
(`render/assets/search_worker.js`) folds what is typed in the same way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from html import escape
from typing import NamedTuple

from studyguide.link.heading_path import around
from studyguide.link.lesson_links import lesson_lines
from studyguide.model.decision import Decision
from studyguide.model.glossary import Term, names_of, shown_names
from studyguide.model.note import (
    REDACTED_KINDS,
    Entry,
    EntryKind,
    Mention,
    Note,
    NotePath,
    Page,
    TermId,
    Zone,
    zones_by_line,
)
from studyguide.model.texts import text_of
from studyguide.render.html.lesson import lesson_anchor, lesson_heading
from studyguide.render.pages.comparisons import compare_path
from studyguide.render.pages.decisions import decision_path, option_pairs
from studyguide.render.site_context import RenderTask, SiteContext, definition_sentence, of_note, term_address
from studyguide.render.urls import GLOSSARY, address, line_anchor, source_path
from studyguide.text.control_chars import escape_control_chars

NOTE_BOOST = 0.2
"""A term's own page comes before the notes that mention it."""
LESSON_BOOST = 0.3
"""A section of a lesson names many terms besides its own."""
DECISION_BOOST = 0.3
"""A decision names all its options, each of which has a page of its own."""
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


class SearchDocument(NamedTuple):
    """Something the search finds. Title, text and tags are HTML, as the theme puts them into its list of results."""

    location: str
    """Address below the site's root, with a fragment for a part of a page. A page comes before its parts."""
    title: str
    text: str
    """Paragraphs; the theme shows the first two in which words were found."""
    tags: tuple[str, ...] = ()
    """What kind of page it is, for the reader."""
    context: tuple[str, ...] = ()
    """Texts that link to the term without being its names, and words that notes use beside it; searched, not shown."""
    names: tuple[str, ...] = ()
    """Spellings of the term, each folded into one word; searched, not shown."""
    boost: float = 1.0


class NoteSearchData(NamedTuple):
    """What the search finds in one note."""

    note: NotePath
    named: Named
    """Its lines that name terms."""
    documents: tuple[SearchDocument, ...]


def search_steps(ctx: SiteContext) -> Iterator[RenderTask[NoteSearchData]]:
    """Yield the gathering of what is found in each note, in the order of their paths."""
    return (partial(_kept_found, ctx, note) for note in ctx.corpus.notes)


def search_documents(
    ctx: SiteContext, pages: Iterable[Page], found: Sequence[NoteSearchData]
) -> Iterator[SearchDocument]:
    """Yield what is found on each generated page, page by page."""
    of_notes = {one.note: one.documents for one in found}
    beside = words_beside(one.named for one in found)
    terms = {path: ctx.corpus.terms[term] for term, path in ctx.terms.items()}
    notes = {path: note for note, path in ctx.notes.items()}
    decisions = {decision_path(decision.id): decision for decision in ctx.corpus.decisions}
    apart = {
        compare_path(comparison.id): [(one, other) for one, other, _ in comparison.apart]
        for comparison in ctx.practice.comparisons
    }
    sources = frozenset(map(source_path, notes))
    for page in pages:
        where = address(page.path, ctx.site.addressing)
        if (term := terms.get(page.path)) is not None:
            yield from _term_documents(ctx, where, term, beside.get(term.id, ()))
            yield from _lesson_documents(ctx, where, term)
        elif (note := notes.get(page.path)) is not None:
            yield from of_notes[note]
        elif (decision := decisions.get(page.path)) is not None:
            yield _decision_document(ctx, where, decision)
        elif page.path in sources:
            continue  # the same lines as on the note's page
        else:
            if page.path == GLOSSARY:
                for term_id in sorted(ctx.without_page):
                    yield from _term_documents(ctx, term_address(ctx, term_id), ctx.corpus.terms[term_id], ())
            yield SearchDocument(
                where,
                _html(page.title),
                _paragraphs(page.description),
                (text_of(ctx.texts, "search.overview"),),
                names=pair_names(ctx, apart.get(page.path, ())),
                boost=PAGE_BOOST,
            )


def index_entry(document: SearchDocument) -> dict[str, object]:
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


def names_asset(ctx: SiteContext) -> str:
    """Return the script that holds every name and other spelling with the address of its page, for suggestions."""
    pairs = {(alias.text, term_address(ctx, term.id)) for term in ctx.corpus.glossary.terms for alias in names_of(term)}
    rows = ",\n".join(json.dumps(pair, ensure_ascii=False) for pair in sorted(pairs))
    return f"globalThis.sgNames = [\n{rows}\n];\n"


def joined(text: str) -> str:
    """Fold case and everything between words away: `A/B testing` and `ab-testing` compare equal."""
    return re.sub(r"[\W_]+", "", text.lower())


def _kept_found(ctx: SiteContext, note: Note) -> tuple[NoteSearchData]:
    inputs = (*of_note(ctx, note.path), ctx.site.addressing)
    return (ctx.memo(("found in", note.path), inputs, partial(_found, ctx, note)),)


def _found(ctx: SiteContext, note: Note) -> NoteSearchData:
    clean = clean_lines(note)
    where = address(ctx.notes[note.path], ctx.site.addressing)
    named = named_lines(ctx.corpus.mentions.get(note.path, ()), clean)
    return NoteSearchData(note.path, named, _note_documents(ctx, where, note, clean))


def _term_documents(ctx: SiteContext, where: str, term: Term, beside: Iterable[str]) -> Iterator[SearchDocument]:
    spellings = [alias.text for alias in names_of(term)]
    shown = [alias.text for alias in shown_names(term) if alias.text.lower() != term.name.lower()]
    hidden = set(spellings[1:]).difference(shown)
    yield SearchDocument(
        where,
        _html(term.name),
        _paragraphs(
            definition_sentence(term),
            term.more,
            term.use_when,
            text_of(ctx.texts, "search.also_called", names=", ".join(shown)) if shown else "",
            *(other.apart for other in term.confused_with),
        ),
        (_html(ctx.kinds[term.kind].name),),
        names=tuple(dict.fromkeys(filter(None, map(joined, spellings)))),
        context=(*(text for text in spellings if text in hidden), *beside),
    )


def _lesson_documents(ctx: SiteContext, where: str, term: Term) -> Iterator[SearchDocument]:
    """Yield what is found in each section of a term's lesson."""
    lesson = ctx.corpus.lessons.get(term.id)
    if lesson is None:
        return
    texts: dict[str, list[str]] = {}
    for heading, text in lesson_lines(lesson):
        texts.setdefault(heading, []).append(" ".join(text.split()))
    for heading, lines in texts.items():
        shown = lesson_heading(ctx.texts, heading)
        title = _html(text_of(ctx.texts, "search.section", term=term.name, heading=f"{shown[:1].lower()}{shown[1:]}"))
        yield SearchDocument(
            f"{where}#{lesson_anchor(heading)}",
            title,
            _paragraphs(*lines),
            (text_of(ctx.texts, "search.lesson"),),
            boost=LESSON_BOOST,
        )


def pair_names(ctx: SiteContext, pairs: Sequence[tuple[TermId, TermId]]) -> tuple[str, ...]:
    """Return the names under which pages are found that tell pairs of terms apart: both first spellings in alphabetical
    order, as one word. The search folds `a vs b` in the same way."""
    first = {term: joined(ctx.corpus.terms[term].name) for pair in pairs for term in pair}
    return tuple(dict.fromkeys("".join(sorted((first[one], first[other]))) for one, other in pairs))


def _decision_document(ctx: SiteContext, where: str, decision: Decision) -> SearchDocument:
    rows: list[str] = []
    for row in decision.rows:
        name = row.name or (ctx.corpus.terms[row.term].name if row.term else "")
        cells = (f"{column.name}: {row.cells[column.id].is_}." for column in decision.columns)
        rows.append(" ".join((f"{name}.", *cells)))
    return SearchDocument(
        where,
        _html(decision.question),
        _paragraphs(decision.about, *(cue.cue for cue in decision.cues), *decision.traps, *rows),
        (text_of(ctx.texts, "search.decision"),),
        names=pair_names(ctx, tuple(option_pairs(decision))),
        boost=DECISION_BOOST,
    )


def _note_documents(ctx: SiteContext, where: str, note: Note, clean: Sequence[str]) -> tuple[SearchDocument, ...]:
    return tuple(
        SearchDocument(
            f"{where}#{line_anchor(first)}" if first else where,
            _html(title),
            _paragraphs(*lines),
            (text_of(ctx.texts, "search.note"),),
            boost=NOTE_BOOST,
        )
        for first, title, lines in entry_texts(note, clean)
    )


def _paragraphs(*texts: str | None) -> str:
    return "".join(f"<p>{_html(text)}</p>" for text in texts if text)


def _html(text: str) -> str:
    return escape(escape_control_chars(text), quote=False)


MAX_BESIDE = 150
"""Words kept of all lines that mention a term, the first ones."""
WORD, ASCII_WORD = re.compile(r"[^\W\d_]{3,}"), re.compile("[a-z]{3,}")
"""What tells something of a line; in small letters of ASCII alone it is found in half the time."""
MAX_PARAGRAPHS = 2000
"""The theme marks words in at most 4096 paragraphs of a text."""


def entry_texts(note: Note, clean: Sequence[str]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield first line, title and lines of the note itself (first line 0: what is in no entry), then of each entry.

    `clean` is what `clean_lines` gives.
    """
    entries = sorted(
        (e for e in note.entries if e.kind is not EntryKind.FRONT_MATTER), key=lambda e: (e.span.first, e.depth)
    )
    owner = _owners(note, entries)
    lines: dict[int, list[str]] = {}
    for number, text in enumerate(clean, 1):
        if text and (of := owner[number - 1]) is not None and of != number:
            lines.setdefault(of, []).append(text)
    yield 0, note.title, _few(lines.get(0, []))
    titles = {e.span.first: f"{e.code} {e.title}" if e.code else e.title for e in reversed(entries)}
    for first in sorted(titles):
        yield first, titles[first] or note.title, _few(lines.get(first, []))


Named = tuple[tuple[tuple[TermId, ...], tuple[str, ...]], ...]
"""Of each line that mentions a term: the terms, and the line's words."""


def named_lines(mentions: Iterable[Mention], clean: Sequence[str]) -> Named:
    """Return the lines of one note that mention terms, in the order of their mentions."""
    terms: dict[int, dict[TermId, None]] = {}
    for mention in mentions:
        terms.setdefault(mention.line, {})[mention.term] = None
    return tuple((tuple(found), tuple(dict.fromkeys(_words(clean[line - 1].lower())))) for line, found in terms.items())


def _words(text: str) -> list[str]:
    return (ASCII_WORD if text.isascii() else WORD).findall(text)


def words_beside(notes: Iterable[Named]) -> dict[TermId, tuple[str, ...]]:
    """Return the words of the lines that mention each term, in alphabetical order, at most `MAX_BESIDE`."""
    beside: dict[TermId, dict[str, None]] = {}
    for named in notes:
        for terms, words in named:
            for term in terms:
                if len(found := beside.setdefault(term, {})) < MAX_BESIDE:
                    found.update(dict.fromkeys(words))
    return {term: tuple(sorted(list(words)[:MAX_BESIDE])) for term, words in beside.items()}


def clean_lines(note: Note) -> tuple[str, ...]:
    """Return every line without its marker, without what names people and without what is masked."""
    redacted = (zone for zone in note.zones if zone.kind in REDACTED_KINDS)
    zones = zones_by_line(sorted((*redacted, *note.people)))
    return tuple(_without(text, zones.get(number, ())) if text else "" for number, text in enumerate(note.lines, 1))


def _owners(note: Note, entries: list[Entry]) -> list[int | None]:
    """The first line of the innermost entry round each line; 0 for none, None for front matter."""
    front = (e for e in note.entries if e.kind is EntryKind.FRONT_MATTER)
    owned: list[tuple[Entry, int | None]] = [*((e, e.span.first) for e in entries), *((e, None) for e in front)]
    return around(note, owned, 0)


def _without(text: str, zones: Iterable[Zone]) -> str:
    """The words of a line outside its zones, without the line's marker."""
    parts, at = [], 0
    for zone in zones:
        parts.append(text[at : zone.start])
        at = max(at, zone.end)
    return " ".join(" ".join((*parts, text[at:])).split()).lstrip("#*=>-•+ ")


def _few(lines: list[str]) -> tuple[str, ...]:
    if len(lines) <= MAX_PARAGRAPHS:
        return tuple(lines)
    return tuple(" ".join(lines[at::MAX_PARAGRAPHS]) for at in range(MAX_PARAGRAPHS))
