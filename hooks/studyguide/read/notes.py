"""A file's bytes to a `Note`: decode, parse the blocks, mark what is not prose, read the outline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from studyguide.problems import Place, Problem, Severity
from studyguide.read.blocks import drafts_of, frozen, leaves_of
from studyguide.read.comments import comments_of
from studyguide.read.decode import decode
from studyguide.read.dialect import tokens_of
from studyguide.read.entries import outline_of
from studyguide.read.front_matter import front_matter_of
from studyguide.read.private import private_zones
from studyguide.read.repeated_secrets import Secrets
from studyguide.read.syntax import syntax_of
from studyguide.read.view import view_of
from studyguide.read.watchlist import watchlist_of
from studyguide.read.words import leaf_words, masked, zones_by_line
from studyguide.read.zones import zones_of
from studyguide.records import Entry, EntryKind, Note, NoteFacts, NotePath, Zone, ZoneKind

GAP_NAMES = {
    ZoneKind.EMAIL: "an e-mail address",
    ZoneKind.PHONE: "a phone number",
    ZoneKind.KEY: "a key, token or account id",
}

NO_FACTS = NoteFacts()
NO_SECRETS: Secrets = {}
SHOW = "list it under `allow:` in notes.yml to show it"


def read_note(
    path: NotePath, data: bytes, facts: NoteFacts = NO_FACTS, secrets: Secrets = NO_SECRETS
) -> tuple[Note | None, tuple[Problem, ...]]:
    """Read one file. Whatever the bytes are, this returns: a note, or None and the problem that says why it is none.

    `secrets` are texts masked in other notes.
    """
    if found := private_zones(path, facts.allow):
        what = f"the file's name shows {GAP_NAMES[found[0][2]]}, as would its page's address; it was passed over"
        return None, (Problem(Place(path), "private-name", what, f"rename it, or {SHOW}", severity=Severity.WARNING),)
    text, problems = decode(path, data, facts.encoding)
    if text is None:
        return None, problems
    lines = text.lines
    syntax = syntax_of(path, lines)
    comments = comments_of(lines, syntax)
    view = view_of(lines, comments.runs)
    commented = frozenset(line for line, _, _ in comments.runs)
    drafts = drafts_of(tokens_of(view, syntax), view, commented)
    leaves = tuple(leaves_of(drafts))
    zones = zones_of(lines, leaves, comments.runs, facts, secrets)
    blocks = frozen(drafts, leaf_words(leaves, lines, zones))
    front = front_matter_of(blocks, lines, zones)
    outline = outline_of(path, blocks, front, zones, len(lines))
    items = watchlist_of(blocks, outline.entries, facts)
    title = facts.title or (front and front.title) or outline.title or _first_title(outline.entries) or _name(path)
    date = (front and front.date) or outline.date
    note = Note(path, title, lines, blocks, outline.entries, items, zones, facts, text.encoding, date)
    if comments.unclosed is not None:
        place, what = (
            Place(path, comments.unclosed + 1),
            "a comment `<!--` that is never closed hides the rest of the note",
        )
        problems += (Problem(place, "open-comment", what, "end it with `-->`", severity=Severity.WARNING),)
    return note, problems + tuple(_masked(path, lines, zones))


def _first_title(entries: tuple[Entry, ...]) -> str | None:
    """A note of one talk is called like it."""
    first = [entry for entry in entries if entry.kind is not EntryKind.FRONT_MATTER and entry.depth == 1]
    return first[0].title if len(first) == 1 else None


def _name(path: str) -> str:
    """Make a title of a file's name: no folder, no ending, spaces for dashes and underscores."""
    stem = re.sub(r"\.\w{1,8}$", "", path.rsplit("/", 1)[-1])
    return " ".join(re.sub(r"[_-]+", " ", stem).split()) or path


def _masked(path: str, lines: Sequence[str], zones: Iterable[Zone]) -> Iterable[Problem]:
    """Name every gap that the author may not know of, its line masked as well."""
    for number, row in zones_by_line(zones).items():
        if any(zone.kind in GAP_NAMES for zone in row):
            source, columns = masked(lines[number - 1], row)
            for zone, column in columns.items():
                if name := GAP_NAMES.get(zone.kind):
                    place, what = Place(path, number, column + 1), f"{name} is not published"
                    yield Problem(place, "masked", what, SHOW, source, Severity.NOTICE)
