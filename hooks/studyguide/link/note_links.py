"""Resolves links that authors wrote from one note to another: where each leads, and which notes link to a note."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from studyguide.link.backlinks import sentence_round
from studyguide.model.diagnostics import MOST_OF_A_KIND, Diagnostic, Location, Severity, closest
from studyguide.model.note import (
    REDACTED_KINDS,
    BlockKind,
    Mention,
    Note,
    NotePath,
    TermId,
    Zone,
    ZoneKind,
    zones_by_line,
)
from studyguide.text.ordinals import without_ordinal
from studyguide.text.slug import slug

WIKILINK_TARGET = re.compile(r"(!?)\[\[([^\[\]|\n]*)(?:\|[^\[\]\n]*)?\]\]")
ORG_LINK_TARGET = re.compile(r"()\[\[(?:file:)?([^\[\]\n]+)\](?:\[[^\[\]\n]+\])?\]")
INLINE_LINK = re.compile(r"\]\([ \t]*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*))")
LINK_DEFINITION = re.compile(r"[ \t]{0,3}\[[^\]\[^][^\]\[]*\]:[ \t]*<?([^\s<>]+)>?")
ADDRESS_TAG = re.compile(r"<(?:a|img)\b([^<>]*)", re.IGNORECASE)
ADDRESS_ATTRIBUTE = re.compile(r"\b(?:href|src)[ \t]*=[ \t]*[\"']([^\"'<>]*)[\"']", re.IGNORECASE)
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//|mailto:")
BLOCK_ANCHOR = re.compile(r"(?:^|[ \t])\^([A-Za-z0-9-]+)[ \t]*$")
LINE = re.compile(r"L(\d{1,9})")
MARKUP_MARKS = re.compile(r"[*_`~=#\[\]]+|\]\([^()]*\)")
NOTE_ENDINGS = (".md", ".markdown", ".txt", ".org", ".rst", ".adoc", ".ipynb")


class NoteLink(NamedTuple):
    """Describes an address inside the project that an author wrote."""

    line: int
    start: int
    """0-based column where the link's markup starts."""
    end: int
    target: str
    """The address without percent-encoding."""
    embeds: bool = False


class ResolvedLink(NamedTuple):
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


class NoteBacklink(NamedTuple):
    """Describes a place in another note that links to a note."""

    note: NotePath
    line: int
    start: int
    """0-based columns of the sentence that holds the link."""
    end: int


@dataclass(frozen=True, slots=True)
class NoteLinks:
    """Holds every link between notes, by the note that contains it and by the note it leads to."""

    resolved: Mapping[NotePath, tuple[ResolvedLink, ...]]
    backlinks: Mapping[NotePath, tuple[NoteBacklink, ...]]


NO_NOTE_LINKS = NoteLinks({}, {})


def author_links(note: Note) -> tuple[NoteLink, ...]:
    """Returns the links of a note that lead into the project, in order of lines. Code is not searched."""
    zones: dict[int, list[Zone]] | None = None
    note_links: list[NoteLink] = []
    pattern = ORG_LINK_TARGET if note.path.lower().endswith(".org") else WIKILINK_TARGET
    for number, text in enumerate(note.lines, 1):
        if "[" not in text and "<" not in text:
            continue
        links = list(_links_of(number, text, pattern))
        if links and zones is None:
            zones = zones_by_line(z for z in note.zones if z.kind is ZoneKind.CODE or z.kind in REDACTED_KINDS)
        note_links += (link for link in links if not any(_hides(zone, link) for zone in (zones or {}).get(number, ())))
    return tuple(note_links)


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
    index = _link_index(notes, files)
    resolved: dict[NotePath, tuple[ResolvedLink, ...]] = {}
    backlinks: dict[NotePath, dict[tuple[NotePath, int, int], NoteBacklink]] = {}
    diagnostics: list[Diagnostic] = []
    for path in sorted(links):
        rows: list[ResolvedLink] = []
        for link in links[path]:
            one = _resolved(index, path, link)
            if one.note is None and not one.file and _names_term(link, mentions.get(path, ())):
                continue
            rows.append(one)
            if one.problem:
                place = Location(f"seeds/{path}", link.line, link.start + 1)
                # Each search compares every name of the folder, and of the rest only the number is shown.
                searches = not one.note and len(diagnostics) < MOST_OF_A_KIND
                hint = closest(link.target.partition("#")[0], index.names) if searches else ""
                diagnostics.append(Diagnostic(place, "note-link", one.problem, hint, severity=Severity.NOTICE))
            if one.note is not None and one.note != path:
                line = index.notes[path].lines[link.line - 1]
                here = Mention(path, link.line, link.start, link.end, "", TermId(""), "", "")
                start, end = sentence_round(line, here)
                back = NoteBacklink(path, link.line, start, end)
                backlinks.setdefault(one.note, {}).setdefault((path, link.line, start), back)
        if rows:
            resolved[path] = tuple(rows)
    return NoteLinks(resolved, {note: tuple(of.values()) for note, of in backlinks.items()}), tuple(diagnostics)


def _links_of(number: int, text: str, wikilinks: re.Pattern[str]) -> Iterator[NoteLink]:
    if "[[" in text:
        for match in wikilinks.finditer(text):
            target = match[2].rstrip("\\").strip()
            if target and not SCHEME.match(target):
                yield NoteLink(number, match.start(), match.end(), target, bool(match[1]))
    if "](" in text:
        for match in INLINE_LINK.finditer(text):
            target = match[1] or match[2] or ""
            if target and not SCHEME.match(target):
                start = text.rfind("[", 0, match.start())
                embeds = text[start - 1 : start] == "!"
                yield NoteLink(number, max(start - embeds, 0), match.end() + 1, unquote(target), embeds)
    if "]:" in text and (definition := LINK_DEFINITION.match(text)) and not SCHEME.match(definition[1]):
        yield NoteLink(number, 0, len(text), unquote(definition[1]))
    if "=" in text and "<" in text:
        for tag in ADDRESS_TAG.finditer(text):
            attribute = ADDRESS_ATTRIBUTE.search(text, tag.start(1), tag.end())
            if attribute and attribute[1] and not SCHEME.match(attribute[1]):
                embeds = text[tag.start() + 1 : tag.start() + 4].lower() == "img"
                yield NoteLink(number, tag.start(), attribute.end(), unquote(attribute[1]), embeds)


def _hides(zone: Zone, link: NoteLink) -> bool:
    """Returns whether a link is no link, or may not be one: it begins or ends in code, or a part of it is masked. Code
    inside a link, as in ``[[#`name`]]``, is a part of its words."""
    if zone.kind is ZoneKind.CODE and link.start < zone.start and zone.end < link.end:
        return False
    return zone.start < link.end and link.start < zone.end


def _names_term(link: NoteLink, mentions: Sequence[Mention]) -> bool:
    return any(m.line == link.line and link.start <= m.start and m.end <= link.end for m in mentions)


@dataclass(frozen=True, slots=True)
class _Index:
    """Holds notes and files by every name that a link may use for them."""

    notes: Mapping[NotePath, Note]
    paths: Mapping[str, str]
    """The path of each note and file by its folded path, with and without ending."""
    spelled: Mapping[str, str]
    """The same by its path as it is spelled, for names that differ only in their capitals."""
    by_name: Mapping[str, tuple[str, ...]]
    by_title: Mapping[str, tuple[str, ...]]
    by_alias: Mapping[str, tuple[str, ...]]
    names: Sequence[str]
    """The names of all notes, for hints."""


def _link_index(notes: Sequence[Note], files: Iterable[str]) -> _Index:
    paths: dict[str, str] = {}
    spelled: dict[str, str] = {}
    by_name: dict[str, list[str]] = {}
    by_title: dict[str, list[str]] = {}
    by_alias: dict[str, list[str]] = {}
    for path in (*(note.path for note in notes), *files):
        spelled[path] = path
        for form in _path_names(path):
            paths.setdefault(form, path)
            by_name.setdefault(form.rsplit("/", 1)[-1], []).append(path)
    for note in notes:
        spelled.setdefault(posixpath.splitext(note.path)[0], note.path)
        by_title.setdefault(_folded(note.title), []).append(note.path)
        for alias in note.aliases:
            by_alias.setdefault(_folded(alias), []).append(note.path)
    names = sorted({posixpath.splitext(posixpath.basename(note.path))[0] for note in notes})
    of_path = {note.path: note for note in notes}
    return _Index(of_path, paths, spelled, _frozen(by_name), _frozen(by_title), _frozen(by_alias), names)


def _path_names(path: str) -> Iterator[str]:
    """Yields the names of a path: with its ending, and without if it is the ending of a note."""
    folded = _folded(path)
    yield folded
    stem, ending = posixpath.splitext(folded)
    if ending in NOTE_ENDINGS:
        yield stem


def _frozen(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys(paths)) for name, paths in table.items()}


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _resolved(index: _Index, path: NotePath, link: NoteLink) -> ResolvedLink:
    name, _, fragment = link.target.partition("#")
    name = name.strip().removesuffix("?").strip()
    targets = (str(path),) if not name else _best_matches(index, path, name)
    if not targets:
        return ResolvedLink(link, problem=f"no note or file is called `{name}`")
    if len(targets) > 1:
        listed = ", ".join(targets[:3])
        return ResolvedLink(link, problem=f"`{name}` may be any of {len(targets)} notes: {listed}")
    target = NotePath(targets[0])
    note = index.notes.get(target)
    if note is None:
        return ResolvedLink(link, file=targets[0])
    if not fragment:
        return ResolvedLink(link, target)
    span = _lines_of_fragment(note, fragment)
    if span is None:
        return ResolvedLink(link, target, problem=f"`{targets[0]}` has no part `{fragment}`")
    return ResolvedLink(link, target, *span)


def _best_matches(index: _Index, source: NotePath, name: str) -> tuple[str, ...]:
    """Returns the notes that a name may mean, by the best kind of match only: path, end of a path, file name, title,
    alias."""
    folded = _folded(name).rstrip("/")
    folder = posixpath.dirname(source)
    for base in (folder, "") if not folded.startswith("/") else ("",):
        whole = posixpath.normpath(posixpath.join(_folded(base), folded.lstrip("/")))
        if whole in index.paths:
            written = posixpath.normpath(posixpath.join(base, name.strip("/")))
            return (index.spelled.get(written, index.paths[whole]),)
    last = folded.rsplit("/", 1)[-1]
    ends = folded.lstrip("./")
    named = tuple(
        path
        for path in index.by_name.get(last, ())
        if "/" not in ends or any(form == ends or form.endswith(f"/{ends}") for form in _path_names(path))
    )
    for targets in (named, index.by_title.get(folded, ()), index.by_alias.get(folded, ())):
        if targets:
            nearest = _nearest_paths(targets, folder)
            exact = tuple(
                path for path in nearest if name.strip("/") in {path, path.rsplit("/", 1)[-1], _note_stem(path)}
            )
            return exact if len(exact) == 1 else nearest
    return ()


def _note_stem(path: str) -> str:
    return posixpath.splitext(path.rsplit("/", 1)[-1])[0]


def _nearest_paths(paths: Sequence[str], folder: str) -> tuple[str, ...]:
    """Returns the paths that are in the nearest folder."""
    if len(paths) == 1:
        return tuple(paths)
    distance: Callable[[str], int] = lambda path: _distance(posixpath.dirname(path), folder)  # noqa: E731
    best = min(map(distance, paths))
    return tuple(path for path in paths if distance(path) == best)


def _distance(a: str, b: str) -> int:
    """Returns how many steps lead from one folder to another."""
    one, other = [p for p in a.split("/") if p], [p for p in b.split("/") if p]
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return len(one) + len(other) - 2 * shared


def _lines_of_fragment(note: Note, fragment: str) -> tuple[int, int] | None:
    """Returns the lines of the heading, block or line that a fragment names."""
    if fragment.startswith("^"):
        return _anchored_block(note, fragment[1:].strip())
    if (line := LINE.fullmatch(fragment)) and 0 < int(line[1]) <= len(note.lines):
        return int(line[1]), int(line[1])
    wanted = fragment.rsplit("#", 1)[-1]
    headings = [
        (block.span.first, block.level or 6, block.text)
        for block in note.blocks
        if block.kind in {BlockKind.HEADING, BlockKind.HEADLINE}
    ]
    same: tuple[Callable[[str], str], ...] = (_folded, _without_markup, slug, _without_number)
    for form in same:
        for at, (first, level, text) in enumerate(headings):
            if form(text) and form(text) == form(wanted):
                ends = (row[0] - 1 for row in headings[at + 1 :] if row[1] <= level)
                return first, next(ends, len(note.lines))
    return None


def _without_number(text: str) -> str:
    return slug(without_ordinal(text.strip()))


def _without_markup(text: str) -> str:
    return _folded(MARKUP_MARKS.sub(" ", text))


def _anchored_block(note: Note, name: str) -> tuple[int, int] | None:
    for number, line in enumerate(note.lines, 1):
        if "^" in line and (match := BLOCK_ANCHOR.search(line)) and match[1].casefold() == name.casefold():
            return _block_around(note, number, alone=not line[: match.start()].strip())
    return None


def _block_around(note: Note, line: int, alone: bool) -> tuple[int, int]:
    """Returns the innermost block around a line, or the block before it if the block's id has a line of its own."""
    blocks, before = note.blocks, None
    while True:
        inner = None
        for block in blocks:
            if block.span.first <= line <= block.span.last:
                inner = block
                break
            if block.kind is not BlockKind.BLANK:
                before = block
        if inner is None or not inner.children:
            break
        if inner.kind is BlockKind.ITEM and inner.span.first == line:
            break
        blocks = inner.children
    if alone and before is not None:
        return before.span.first, before.span.last
    return (inner.span.first, inner.span.last) if inner else (line, line)
