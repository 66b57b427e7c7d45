"""Resolves links that authors wrote from one note to another: where each leads, and which notes link to a note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from studyguide.link.author_links import NoteLink
from studyguide.link.backlinks import sentence_round
from studyguide.link.fragment_lines import fragment_lines
from studyguide.link.link_targets import LinkTargets, link_targets, targets_of
from studyguide.model.diagnostics import MOST_OF_A_KIND, Diagnostic, Location, Severity, closest
from studyguide.model.note import Mention, Note, NotePath, TermId


class ResolvedLink(Struct, frozen=True):
    """Holds a link and where it leads."""

    link: NoteLink
    note: NotePath | None = None
    line: int = 0
    """1-based line of the heading or block that is meant; 0 for the whole note."""
    last: int = 0
    """The last line of what is meant; 0 for the whole note."""
    file: str = ""
    """A file of the notes' folder that is not a note, or ''."""
    problem: str = ""
    """Why it leads nowhere, in words that a reader understands."""


class NoteBacklink(Struct, frozen=True):
    """Describes a place in another note that links to a note."""

    note: NotePath
    line: int
    start: int
    """0-based columns of the sentence that holds the link."""
    end: int


class NoteLinks(Struct, frozen=True):
    """Holds every link between notes, by the note that contains it and by the note it leads to."""

    resolved: Mapping[NotePath, tuple[ResolvedLink, ...]]
    backlinks: Mapping[NotePath, tuple[NoteBacklink, ...]]


NO_NOTE_LINKS = NoteLinks({}, {})


def resolve_note_links(
    notes: Sequence[Note],
    links: Mapping[NotePath, tuple[NoteLink, ...]],
    mentions: Mapping[NotePath, tuple[Mention, ...]],
    files: Iterable[str] = (),
) -> tuple[NoteLinks, tuple[Diagnostic, ...]]:
    """Resolves every link; links that lead nowhere, or to more than one note, are reported.

    `files` are the paths of other files in the folder of notes. A `[[name]]` that leads to no note but names a term is
    a mention of the term, and not a link.
    """
    known = link_targets(notes, files)
    resolved: dict[NotePath, tuple[ResolvedLink, ...]] = {}
    backlinks: dict[NotePath, dict[tuple[NotePath, int, int], NoteBacklink]] = {}
    diagnostics: list[Diagnostic] = []
    for path in sorted(links):
        rows: list[ResolvedLink] = []
        for link in links[path]:
            row = _resolved(known, path, link)
            if row.note is None and not row.file and _names_term(link, mentions.get(path, ())):
                continue
            rows.append(row)
            if row.problem:
                # Each search compares every name of the folder, and of the rest only the number is shown.
                names = known.names if len(diagnostics) < MOST_OF_A_KIND else ()
                diagnostics.append(_problem_of(row, path, names))
            if row.note is not None and row.note != path:
                back = _backlink(known.notes[path], link)
                backlinks.setdefault(row.note, {}).setdefault((path, link.line, back.start), back)
        if rows:
            resolved[path] = tuple(rows)
    by_note = {note: tuple(places.values()) for note, places in backlinks.items()}
    return NoteLinks(resolved, by_note), tuple(diagnostics)


def _names_term(link: NoteLink, mentions: Sequence[Mention]) -> bool:
    return any(m.line == link.line and link.start <= m.start and m.end <= link.end for m in mentions)


def _problem_of(row: ResolvedLink, path: NotePath, names: Iterable[str]) -> Diagnostic:
    place = Location(f"seeds/{path}", row.link.line, row.link.start + 1)
    hint = "" if row.note else closest(row.link.target.partition("#")[0], names)
    return Diagnostic(place, "note-link", row.problem, hint, severity=Severity.NOTICE)


def _backlink(note: Note, link: NoteLink) -> NoteBacklink:
    """Returns the sentence of a note that holds a link."""
    here = Mention(note.path, link.line, link.start, link.end, "", TermId(""), "", "")
    start, end = sentence_round(note.lines[link.line - 1], here)
    return NoteBacklink(note.path, link.line, start, end)


def _resolved(known: LinkTargets, path: NotePath, link: NoteLink) -> ResolvedLink:
    name, _, fragment = link.target.partition("#")
    name = name.strip().removesuffix("?").strip()
    targets = (str(path),) if not name else targets_of(known, path, name)
    if not targets:
        return ResolvedLink(link, problem=f"no note or file is called `{name}`")
    if len(targets) > 1:
        listed = ", ".join(targets[:3])
        return ResolvedLink(link, problem=f"`{name}` may be any of {len(targets)} notes: {listed}")
    target = NotePath(targets[0])
    note = known.notes.get(target)
    if note is None:
        return ResolvedLink(link, file=targets[0])
    if not fragment:
        return ResolvedLink(link, target)
    span = fragment_lines(note, fragment)
    if span is None:
        return ResolvedLink(link, target, problem=f"`{targets[0]}` has no part `{fragment}`")
    return ResolvedLink(link, target, *span)
