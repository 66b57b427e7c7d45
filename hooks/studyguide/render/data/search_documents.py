"""What the site's search finds: a document for each term, section of a lesson, decision, comparison, exam, cause, entry
of a note, and other page, with its texts by field.

Everything comes from the engine's own records and never from HTML, so nothing that is masked can get into the index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from msgspec import Struct

from studyguide.execution.memo import ByIdentity
from studyguide.model.cause import Cause
from studyguide.model.decision import Decision
from studyguide.model.exam import Exam, exam_label, exam_title
from studyguide.model.glossary import AliasKind, Term, definition_sentence, shown_names, spellings_of
from studyguide.model.note import (
    Address,
    Note,
    NotePath,
    Page,
    TermId,
)
from studyguide.model.texts import text_of
from studyguide.render.data.lesson_texts import lesson_texts
from studyguide.render.data.note_search_lines import Named, clean_lines, entry_texts, named_lines, words_beside
from studyguide.render.data.search_group import SearchGroup
from studyguide.render.exam_paths import exam_path
from studyguide.render.html.lesson import lesson_anchor, lesson_heading
from studyguide.render.pages.comparisons import COMPARE, compare_path
from studyguide.render.pages.decisions import SYMPTOMS, decision_path, option_pairs
from studyguide.render.site_context import RenderTask, SiteContext, of_note, term_address
from studyguide.render.urls import GLOSSARY, address, line_anchor, source_path
from studyguide.text.control_chars import escape_control_chars
from studyguide.text.search_words import joined_name
from studyguide.text.single_spaced import single_spaced


class SearchDocument(NamedTuple):
    """Something the search finds. All texts are plain: the page that shows them makes no markup of them."""

    location: str
    """Address below the site's root, with a fragment for a part of a page. A page comes before its parts."""
    title: str
    group: SearchGroup
    kind: str
    """What a term is, for the reader; the name of the group for all else, which the site shows by a text of its own."""
    definition: str = ""
    """One or two sentences that answer what was asked; shown with every hit."""
    names: tuple[str, ...] = ()
    """Spellings by which it is found as a whole, its first name first; each as `joined_name` makes it."""
    mentions: tuple[str, ...] = ()
    """Those among them that name something else, such as a part of it: they count less."""
    spellings: tuple[str, ...] = ()
    """Other names, as written; searched."""
    shown_spellings: tuple[str, ...] = ()
    """The names among them that are shown where they are what was found."""
    details: tuple[str, ...] = ()
    """More texts that explain it; searched with less weight than the definition, not shown."""
    phrasings: tuple[str, ...] = ()
    """Descriptions in everyday words; searched, not shown."""
    lesson: tuple[str, ...] = ()
    """What its lesson or table says; searched, not shown."""
    passages: tuple[str, ...] = ()
    """Words of the lines of notes that name it; searched, not shown."""
    lines: tuple[str, ...] = ()
    """Lines of a note, a lesson or a page; searched, and shown around the words that were found."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Locations of the terms that it compares, pair by pair."""
    status: str = ""
    """Where a product is in its life; '' for one that can be used without a second thought."""
    replacements: tuple[str, ...] = ()
    """Locations of what to use instead."""


class NoteSearchData(Struct, frozen=True):
    """What the search finds in one note."""

    note: NotePath
    named: Named
    """Its lines that name terms."""
    documents: tuple[SearchDocument, ...]


def search_steps(ctx: SiteContext) -> Iterator[RenderTask[NoteSearchData]]:
    """Yields the gathering of what is found in each note, in the order of their paths."""
    return (partial(_note_data, ctx, note) for note in ctx.corpus.notes)


def search_documents(
    ctx: SiteContext, pages: Iterable[Page], of_notes: Sequence[NoteSearchData]
) -> Iterator[SearchDocument]:
    """Yields what is found on each generated page, page by page."""
    note_documents = {one.note: one.documents for one in of_notes}
    beside = words_beside(one.named for one in of_notes)
    terms = {path: ctx.corpus.terms[term] for term, path in ctx.terms.items()}
    notes = {path: note for note, path in ctx.notes.items()}
    decisions = {decision_path(decision.id): decision for decision in ctx.corpus.decisions}
    exams = {exam_path(exam): exam for exam in ctx.corpus.exams}
    apart = {
        compare_path(comparison.id): [(one, other) for one, other, _ in comparison.apart]
        for comparison in ctx.practice.comparisons
    }
    sources = frozenset(map(source_path, notes))
    for page in pages:
        where = address(page.path, ctx.site.addressing)
        if (term := terms.get(page.path)) is not None:
            texts = _texts_of_lesson(ctx, term.id)
            yield _term_document(ctx, where, term, beside.get(term.id, ()), texts)
            if texts:
                inputs = (where, term.name, texts)
                found = partial(_lesson_documents, ctx, where, term.name, texts)
                yield from ctx.memo(("found in lesson", term.id), inputs, found)
        elif (note := notes.get(page.path)) is not None:
            yield from note_documents[note]
        elif (decision := decisions.get(page.path)) is not None:
            yield _decision_document(ctx, where, decision)
        elif (exam := exams.get(page.path)) is not None:
            yield _exam_document(where, page, exam)
        elif page.path in sources:
            continue  # the same lines as on the note's page
        else:
            group = SearchGroup.COMPARISON if page.parent == COMPARE else SearchGroup.PAGE
            pairs = term_pairs(ctx, apart.get(page.path, ()))
            yield _document(where, page.title, group, definition=page.description)._replace(pairs=pairs)
            if page.path == GLOSSARY:
                for term_id in sorted(ctx.without_page):
                    texts, term = _texts_of_lesson(ctx, term_id), ctx.corpus.terms[term_id]
                    yield _term_document(ctx, term_address(ctx, term_id), term, (), texts)
            if page.path == SYMPTOMS:
                yield from (_cause_document(where, cause) for cause in ctx.corpus.causes)


def term_pairs(ctx: SiteContext, pairs: Iterable[tuple[TermId, TermId]]) -> tuple[tuple[str, str], ...]:
    """Returns the locations of pairs of terms, by which `a vs b` finds the page that compares them."""
    return tuple(dict.fromkeys((term_address(ctx, one), term_address(ctx, other)) for one, other in pairs))


def search_texts(document: SearchDocument) -> Iterator[str]:
    """Yields every text of a document, shown or only searched."""
    for value in document:
        if isinstance(value, str):
            yield value
        else:
            yield from (part for part in value if isinstance(part, str))


def single_line(text: str) -> str:
    """Returns a text as one line without control characters."""
    return single_spaced(escape_control_chars(text))


def _document(where: str, title: str, group: SearchGroup, kind: str = "", **fields: object) -> SearchDocument:
    """Returns a document whose texts are single lines; empty ones are left out."""
    clean: dict[str, Any] = {
        name: single_line(value) if isinstance(value, str) else tuple(filter(None, map(single_line, value)))
        for name, value in fields.items()
        if isinstance(value, str | tuple)
    }
    return SearchDocument(where, single_line(title), group, single_line(kind) or group.value)._replace(**clean)


def _note_data(ctx: SiteContext, note: Note) -> tuple[NoteSearchData]:
    inputs = (*of_note(ctx, note.path), ctx.site.addressing)
    return (ctx.memo(("found in", note.path), inputs, partial(_made_note_data, ctx, note)),)


def _made_note_data(ctx: SiteContext, note: Note) -> NoteSearchData:
    clean = clean_lines(note)
    where = address(ctx.notes[note.path], ctx.site.addressing)
    named = named_lines(ctx.corpus.mentions.get(note.path, ()), clean)
    return NoteSearchData(note.path, named, _note_documents(where, note, clean))


def _term_document(
    ctx: SiteContext, where: str, term: Term, beside: tuple[str, ...], texts: tuple[tuple[str, str], ...]
) -> SearchDocument:
    replacements = tuple(term_address(ctx, other) for other in term.status.replacement) if term.status else ()
    phrasings = ctx.corpus.phrasings.get(term.id, ())
    kind = ctx.kinds[term.kind].name
    inputs = (where, ByIdentity(term), beside, replacements, phrasings, texts, kind)
    found = partial(_made_term_document, where, term, beside, replacements, phrasings, texts, kind)
    return ctx.memo(("found of term", term.id), inputs, found)


def _made_term_document(
    where: str,
    term: Term,
    beside: tuple[str, ...],
    replacements: tuple[str, ...],
    phrasings: tuple[str, ...],
    texts: Sequence[tuple[str, str]],
    kind: str,
) -> SearchDocument:
    spellings = spellings_of(term)
    shown = tuple(alias.text for alias in shown_names(term) if alias.text.lower() != term.name.lower())
    mentions = (joined_name(alias.text) for alias in term.aliases if alias.kind is AliasKind.MENTION)
    status = term.status if term.status and term.status.state not in ("active", "renamed") else None
    return _document(
        where,
        term.name,
        SearchGroup.TERM,
        kind,
        definition=definition_sentence(term),
        names=tuple(dict.fromkeys(filter(None, map(joined_name, spellings)))),
        mentions=tuple(dict.fromkeys(filter(None, mentions))),
        spellings=spellings[1:],
        shown_spellings=shown,
        details=(
            term.more or "", term.use_when or "", term.status.note or "" if term.status else "",
            *(other.apart for other in term.confused_with),
        ),
        phrasings=phrasings,
        lesson=tuple(text for _, text in texts),
        passages=beside,
        status=status.state if status else "",
        replacements=replacements if status else (),
    )  # fmt: skip


def _texts_of_lesson(ctx: SiteContext, term: TermId) -> tuple[tuple[str, str], ...]:
    """Returns the pieces of text of a term's lesson, each after the heading of its section; none without a lesson."""
    lesson = ctx.corpus.lessons.get(term)
    if lesson is None:
        return ()
    return ctx.memo(("texts of lesson", term), (ByIdentity(lesson),), lambda: tuple(lesson_texts(lesson)))


def _lesson_documents(
    ctx: SiteContext, where: str, name: str, pieces: Iterable[tuple[str, str]]
) -> tuple[SearchDocument, ...]:
    """Returns what is found in each section of the lesson of a term with this name."""
    documents: list[SearchDocument] = []
    texts: dict[str, list[str]] = {}
    for heading, text in pieces:
        texts.setdefault(heading, []).append(text)
    for heading, lines in texts.items():
        shown = lesson_heading(ctx.texts, heading)
        title = text_of(ctx.texts, "search.section", term=name, heading=shown)
        place = f"{where}#{lesson_anchor(heading)}"
        documents.append(_document(place, title, SearchGroup.LESSON, lines=tuple(lines)))
    return tuple(documents)


def _decision_document(ctx: SiteContext, where: str, decision: Decision) -> SearchDocument:
    rows: list[str] = []
    for row in decision.rows:
        name = row.name or (ctx.corpus.terms[row.term].name if row.term else "")
        cells = (f"{column.name}: {row.cells[column.id].is_}." for column in decision.columns)
        rows.append(" ".join((f"{name}.", *cells)))
    return _document(
        where,
        decision.question,
        SearchGroup.DECISION,
        definition=decision.about,
        spellings=(decision.title,),
        details=tuple(cue.cue for cue in decision.cues),
        lesson=(*decision.traps, *rows),
    )._replace(pairs=term_pairs(ctx, option_pairs(decision)))


def _exam_document(where: Address, page: Page, exam: Exam) -> SearchDocument:
    names = (exam_label(exam), exam.name, exam_title(exam), *exam.aliases)
    return _document(
        where,
        page.title,
        SearchGroup.EXAM,
        definition=page.description,
        names=tuple(dict.fromkeys(filter(None, map(joined_name, names)))),
        spellings=names,
        lesson=tuple(domain.name for domain in exam.domains),
    )


def _cause_document(where: str, cause: Cause) -> SearchDocument:
    return _document(
        f"{where}#{cause.id}",
        cause.symptom,
        SearchGroup.CAUSE,
        definition=cause.cause,
        details=cause.remedy,
    )


def _note_documents(where: str, note: Note, clean: Sequence[str]) -> tuple[SearchDocument, ...]:
    return tuple(
        _document(f"{where}#{line_anchor(first)}" if first else where, title, SearchGroup.NOTE, lines=lines)
        for first, title, lines in entry_texts(note, clean)
    )
