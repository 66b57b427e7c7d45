"""Lists of notes: by folder, by tag, and none of them longer than a page that a browser shows at once."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from studyguide.model.note import Note, NotePath, Page, PagePath
from studyguide.model.texts import text_of
from studyguide.render.asset_names import FILTER_SCRIPT
from studyguide.render.pages.notes import NOTES
from studyguide.render.site_context import SiteContext, to_line, to_page
from studyguide.render.tags import TAGS_PAGE, tag_key, tag_path
from studyguide.render.templates import render_template
from studyguide.render.urls import asset_reference
from studyguide.text.slug import slug

MAX_ENTRIES = 300
"""Entries of one page of a list."""
MAX_IN_MENU = 30
"""Folders in the menu; all of them are on the list of notes."""


class Listed(Struct, frozen=True):
    """One entry of a list."""

    title: str
    href: str
    about: str
    path: str = ""
    """The file, '' for what is none."""


class Group(Struct, frozen=True):
    """Entries below one heading."""

    title: str
    entries: tuple[Listed, ...]


def note_list_pages(ctx: SiteContext) -> Iterator[Page]:
    """Yield the list of notes, a page for each folder, and a page for each tag."""
    folders = notes_by_folder(ctx.corpus.notes)
    places = folder_paths(ctx)
    for folder in ("", *places):
        path = places.get(folder, NOTES)
        groups = _groups(ctx, path, folder, folders, places)
        title = folder.rsplit("/", 1)[-1] if folder else text_of(ctx.texts, "notes.title")
        about = (
            text_of(ctx.texts, "notes.in_folder", folder=folder)
            if folder
            else text_of(
                ctx.texts, "notes.about" if ctx.corpus.notes else "notes.about_none", count=len(ctx.corpus.notes)
            )
        )
        yield from _pages(ctx, (path, title, about), groups, _parent(folder, places) if folder else None)
    yield from _tag_pages(ctx)


def folder_paths(ctx: SiteContext) -> Mapping[str, PagePath]:
    """Return the page of each folder of notes, by its path. Two folders that would share one both get a suffix."""
    folders = [folder for folder in notes_by_folder(ctx.corpus.notes) if folder]
    wanted = {folder: "/".join(slug(part) or "folder" for part in folder.split("/")) for folder in folders}
    count: dict[str, int] = {}
    for place in wanted.values():
        count[place] = count.get(place, 0) + 1
    return {
        folder: PagePath(f"notes/folders/{place}{_suffix(folder) if count[place] > 1 else ''}.md")
        for folder, place in wanted.items()
    }


def _suffix(folder: str) -> str:
    return f"-{hashlib.sha256(folder.encode('utf-8', 'replace')).hexdigest()[:6]}"


def notes_by_folder(notes: Sequence[Note]) -> dict[str, list[Note]]:
    """Return the notes directly in each folder, by the folder's path; '' is the folder of all."""
    folders: dict[str, list[Note]] = {"": []}
    for note in notes:
        folder = posixpath.dirname(note.path)
        folders.setdefault(folder, []).append(note)
        while folder:
            folder = posixpath.dirname(folder)
            folders.setdefault(folder, [])
    return dict(sorted(folders.items()))


def _parent(folder: str, places: Mapping[str, PagePath]) -> PagePath:
    return places.get(posixpath.dirname(folder), NOTES)


def _groups(
    ctx: SiteContext,
    page: PagePath,
    folder: str,
    folders: Mapping[str, Sequence[Note]],
    places: Mapping[str, PagePath],
) -> list[Group]:
    """The folders in a folder and its own notes; on the first page all notes by folder, if they are few."""
    if not folder and len(ctx.corpus.notes) <= MAX_ENTRIES:
        return [Group(name, _entries(ctx, page, notes)) for name, notes in folders.items() if notes]
    inside = [name for name in folders if name and posixpath.dirname(name) == folder]
    rows = tuple(
        Listed(name.rsplit("/", 1)[-1], to_page(ctx, page, places[name]), count_in_folder(ctx, folders, name))
        for name in inside
    )
    return [
        group
        for group in (Group(text_of(ctx.texts, "notes.folders"), rows), Group("", _entries(ctx, page, folders[folder])))
        if group.entries
    ]


def count_in_folder(ctx: SiteContext, folders: Mapping[str, Sequence[Note]], folder: str) -> str:
    count = sum(len(notes) for name, notes in folders.items() if name == folder or name.startswith(f"{folder}/"))
    return text_of(ctx.texts, "common.notes", count=count)


def _entries(ctx: SiteContext, page: PagePath, notes: Iterable[Note]) -> tuple[Listed, ...]:
    return tuple(_entry(ctx, page, note) for note in notes)


def _entry(ctx: SiteContext, page: PagePath, note: Note) -> Listed:
    terms = len({mention.term for mention in ctx.corpus.mentions.get(note.path, ())})
    lines = text_of(ctx.texts, "common.lines", count=len(note.lines))
    named = text_of(ctx.texts, "common.terms", count=terms) if terms else ""
    about = " · ".join(filter(None, (note.facts.event, lines, named)))
    return Listed(note.title, to_page(ctx, page, ctx.notes[note.path]), about, note.path)


def _pages(
    ctx: SiteContext, head: tuple[PagePath, str, str], groups: Sequence[Group], parent: PagePath | None
) -> Iterator[Page]:
    """Yield a list as one page, or as many as it takes."""
    path, title, about = head
    parts = list(_parted(groups))
    places = [path, *(_page_number(path, number) for number in range(2, len(parts) + 1))]
    for at, (place, part) in enumerate(zip(places, parts or [()], strict=False)):
        # The references of a list are made for its first page; the others are one level further down.
        moved = part if at == 0 else tuple(_moved(ctx, path, place, group) for group in part)
        pager = [(str(number), to_page(ctx, place, other)) for number, other in enumerate(places, 1)]
        yield Page(
            place,
            title if at == 0 else text_of(ctx.texts, "notes.page", title=title, number=at + 1),
            render_template(
                ctx.templates,
                "note_list",
                title=title,
                about=about,
                groups=moved,
                pager=pager if len(pager) > 1 else (),
                at=at + 1,
                filter_script=asset_reference(place, FILTER_SCRIPT, ctx.site.addressing),
            ),
            about,
            parent=(parent if at == 0 else path),
        )


def _page_number(path: PagePath, number: int) -> PagePath:
    """Return the place of a further page of a list: no slug has an underscore, so it is nobody else's."""
    stem = path.removesuffix(".md").removesuffix("/index")
    return PagePath(f"{stem}/list_{number}.md")


def _moved(ctx: SiteContext, path: PagePath, place: PagePath, group: Group) -> Group:
    up = to_page(ctx, place, path)
    base = up[:-1] if up.endswith("/") else posixpath.dirname(up)
    entries = tuple(
        Listed(one.title, posixpath.join(base, one.href) if base else one.href, one.about, one.path)
        for one in group.entries
    )
    return Group(group.title, entries)


def _parted(groups: Sequence[Group]) -> Iterator[tuple[Group, ...]]:
    """Yield groups, parted where a page has as many entries as one may have."""
    page: list[Group] = []
    room = MAX_ENTRIES
    for group in groups:
        entries = group.entries
        while entries:
            taken, entries = entries[:room], entries[room:]
            page.append(Group(group.title, taken))
            room -= len(taken)
            if not room:
                yield tuple(page)
                page, room = [], MAX_ENTRIES
    if page:
        yield tuple(page)


def lines_by_tag(ctx: SiteContext) -> tuple[Mapping[str, str], Mapping[str, Mapping[NotePath, Sequence[int]]]]:
    """Return the name of each tag and the lines of each note that have it, by the tag's key."""
    names: dict[str, str] = {}
    tagged: dict[str, dict[NotePath, list[int]]] = {}
    for note in ctx.corpus.notes:
        for tag in ctx.corpus.tags.get(note.path, ()):
            key = tag_key(tag.name)
            names.setdefault(key, tag.name)
            tagged.setdefault(key, {}).setdefault(note.path, []).append(tag.line)
    return names, tagged


def _tag_pages(ctx: SiteContext) -> Iterator[Page]:
    names, tagged = lines_by_tag(ctx)
    if not tagged:
        return
    rows = tuple(
        Listed(
            f"#{names[key]}",
            to_page(ctx, TAGS_PAGE, tag_path(key)),
            text_of(ctx.texts, "common.notes", count=len(notes)),
        )
        for key, notes in sorted(tagged.items())
    )
    yield from _pages(
        ctx,
        (TAGS_PAGE, text_of(ctx.texts, "notes.tags"), text_of(ctx.texts, "notes.tags_about")),
        [Group("", rows)],
        NOTES,
    )
    for key, notes in sorted(tagged.items()):
        path = tag_path(key)
        entries = tuple(_tagged(ctx, path, note, lines) for note, lines in notes.items())
        about = text_of(ctx.texts, "notes.tagged", tag=f"#{names[key]}")
        yield from _pages(ctx, (path, f"#{names[key]}", about), [Group("", entries)], TAGS_PAGE)


def _tagged(ctx: SiteContext, page: PagePath, path: NotePath, lines: Sequence[int]) -> Listed:
    note = ctx.corpus.notes_by_path[path]
    first = min(lines)
    href = to_line(ctx, page, path, first) if first else to_page(ctx, page, ctx.notes[path])
    listed = ", ".join(str(line) for line in lines[:20])
    about = text_of(ctx.texts, "common.lines", count=len(note.lines))
    if first:
        about = text_of(ctx.texts, "notes.on_lines", count=len(lines), lines=listed)
    return Listed(note.title, href, about, path)
