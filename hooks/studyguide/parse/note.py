"""Parses a file's bytes into a `Note`: decodes it, parses the blocks, marks non-prose and reads the outline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from markdown_it.token import Token
from msgspec.structs import replace

from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.model.note import BlockKind, Note, NoteMetadata, NotePath, Zone, ZoneKind, zones_by_line
from studyguide.parse.blocks import MutableBlock, freeze, leaves_of, mutable_blocks
from studyguide.parse.cards.note_cards import note_cards
from studyguide.parse.comments import comments_of, normalized_lines
from studyguide.parse.encoding import DecodedText, decode
from studyguide.parse.formats.clippings import clipping_blocks
from studyguide.parse.formats.html_text import html_blocks
from studyguide.parse.formats.subtitles import subtitle_blocks, voice_zones
from studyguide.parse.formats.two_columns import column_blocks
from studyguide.parse.front_matter import front_matter_facts, front_matter_problems
from studyguide.parse.grammar.block_rules import tokens_of
from studyguide.parse.markup_language import MarkupLanguage, detect_markup_language
from studyguide.parse.note_macros import note_macros
from studyguide.parse.outline.entries import front_matter_of, parse_outline
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.note_title import field_title, title_of_note
from studyguide.parse.outline.people import people_zones
from studyguide.parse.outline.watchlist import watchlist_of
from studyguide.parse.plain_text import leaf_words, redact
from studyguide.parse.privacy.cross_note import Secrets
from studyguide.parse.privacy.secrets import private_zones
from studyguide.parse.zones import zones_of

GAP_NAMES = {
    ZoneKind.EMAIL: "an e-mail address",
    ZoneKind.PHONE: "a phone number",
    ZoneKind.KEY: "a key, token or account id",
}

NO_FACTS = NoteMetadata()
NO_SECRETS: Secrets = {}
SHOW = "list it under `allow:` in notes.yml to show it"


def parse_note(
    path: NotePath, data: bytes, facts: NoteMetadata = NO_FACTS, secrets: Secrets = NO_SECRETS
) -> tuple[Note | None, tuple[Diagnostic, ...]]:
    """Parses one file. Whatever the bytes are, the function returns: a note, or None and a problem that says why it is
    not one.

    `secrets` are texts masked in other notes.
    """
    text, diagnostics = text_of_note(path, data, facts)
    if text is None:
        return None, diagnostics
    lines = text.lines
    syntax = detect_markup_language(path, lines)
    comments = comments_of(lines, syntax)
    view = normalized_lines(lines, comments.runs)
    commented = frozenset(line for line, _, _ in comments.runs)
    drafts = mutable_blocks(_tokens(path, view, syntax), view, commented)
    leaves = tuple(leaves_of(drafts))
    zones = zones_of(lines, leaves, comments.runs, facts, secrets)
    words = leaf_words(leaves, lines, zones)
    blocks = freeze(drafts, words)
    front = front_matter_of(blocks, lines, zones)
    outline = parse_outline(NameEvidence(lines, path, _prose_of(leaves, lines, words)), blocks, front, zones)
    voices = tuple(voice_zones(lines)) if syntax is MarkupLanguage.SUBTITLES else ()
    people = people_zones(lines, outline.entries, zones, voices)
    items = watchlist_of(blocks, outline.entries, facts)
    given = facts.title or (front and front.title) or field_title(blocks)
    title = given or outline.title or title_of_note(path, outline.entries, blocks)
    date = (front and front.date) or outline.date
    more = front_matter_facts(blocks, lines, zones)
    note = Note(
        path,
        title,
        lines,
        blocks,
        outline.entries,
        items,
        zones,
        facts,
        text.encoding,
        date,
        people,
        more.aliases,
        more.tags,
        more.language,
        note_cards(drafts, lines, zones, people, more.tags),
    )
    note = replace(note, macros=macros) if (macros := note_macros(note)) else note
    diagnostics += tuple(front_matter_problems(path, blocks, lines))
    if comments.unclosed is not None:
        place, what = (
            Location(path, comments.unclosed + 1),
            "a comment `<!--` that is never closed hides the rest of the note",
        )
        diagnostics += (Diagnostic(place, "open-comment", what, "end it with `-->`", severity=Severity.WARNING),)
    return note, diagnostics + tuple(_masked(path, lines, zones))


def text_of_note(
    path: NotePath, data: bytes, facts: NoteMetadata = NO_FACTS
) -> tuple[DecodedText | None, tuple[Diagnostic, ...]]:
    """Decodes one file. Returns None and a problem that says why, if the file is not a note."""
    ending = PurePosixPath(path).suffix
    if private := private_zones(path, (*facts.allow, *(text + ending for text in facts.allow))):
        what = f"the file's name shows {GAP_NAMES[private[0][2]]}, as would its page's address; it was skipped"
        return None, (
            Diagnostic(Location(path), "private-name", what, f"rename it, or {SHOW}", severity=Severity.WARNING),
        )
    return decode(path, data, facts.encoding)


def _tokens(path: NotePath, view: Sequence[str], syntax: MarkupLanguage) -> Sequence[Token | MutableBlock]:
    match syntax:
        case MarkupLanguage.SUBTITLES:
            return subtitle_blocks(view)
        case MarkupLanguage.CLIPPINGS:
            return clipping_blocks(view)
        case MarkupLanguage.HTML:
            return html_blocks(view)
        case MarkupLanguage.TWO_COLUMNS:
            return column_blocks(path, view)
    return tokens_of(view, syntax)


def _prose_of(leaves: Iterable[MutableBlock], lines: Sequence[str], words: Mapping[int, str]) -> str:
    """Returns the words of all leaves but front matter, and the lines of tables."""
    text = [words[leaf.first] for leaf in leaves if leaf.first in words and leaf.kind is not BlockKind.FRONT_MATTER]
    tables = (lines[leaf.first : leaf.last + 1] for leaf in leaves if leaf.kind is BlockKind.TABLE)
    return "\n".join((*text, *(line for table in tables for line in table)))


def _masked(path: str, lines: Sequence[str], zones: Iterable[Zone]) -> Iterable[Diagnostic]:
    """Reports every redaction that the author may not know about, with its line redacted as well."""
    for number, row in zones_by_line(zones).items():
        if any(zone.kind in GAP_NAMES for zone in row):
            source, columns = redact(lines[number - 1], row)
            for zone, column in columns.items():
                if name := GAP_NAMES.get(zone.kind):
                    place, what = Location(path, number, column + 1), f"{name} is not published"
                    yield Diagnostic(place, "masked", what, SHOW, source, Severity.NOTICE)
