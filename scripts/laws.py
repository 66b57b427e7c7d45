"""What holds for any bytes as a note: reading, linking and rendering raise nothing, lose nothing, let nothing in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from unittest.mock import patch

from msgspec.structs import replace

from studyguide.hosts.mkdocs.prerendered import prerender
from studyguide.link.corpus import LinkedNote, link_note
from studyguide.link.surface_forms import SurfaceForms, compile_surface_forms
from studyguide.model.diagnostics import format_diagnostic
from studyguide.model.note import (
    REDACTED_KINDS,
    Block,
    BlockKind,
    Mention,
    Note,
    NoteMetadata,
    NotePath,
    Passage,
    TermId,
    Zone,
    zones_by_line,
)
from studyguide.parse.note import parse_note
from studyguide.parse.privacy.cross_note import note_secrets
from studyguide.pipeline import build_guide
from studyguide.render.html import passages
from studyguide.render.html.markup import redacted_html
from studyguide.render.html.sanitized import sanitized
from studyguide.render.pages.notes import note_steps
from studyguide.render.site_context import Site, SiteContext, make_site_context
from studyguide.sources import Sources, TextFile
from studyguide.text.control_chars import escape_control_chars

KINDS = """
field: baking
kinds: [{id: thing, name: Thing, plural: Things, folder: concepts}]
families: [{id: dough, name: Dough, about: All of it.}]
"""
TERMS = """
- {id: autolyse, name: Autolyse, kind: thing, is: rest of flour and water, aliases: [{text: DH, kind: abbreviation}]}
- {id: proofing, name: Proofing, kind: thing, is: last rise of a loaf, aliases: [final rise, word]}
- {id: dutch-oven, name: Dutch oven, kind: thing, is: iron pot with a lid}
- {id: starter, name: Starter, kind: thing, is: mixture kept alive, aliases: [{text: mother, cues: [yeast, feed*]}]}
"""
CONTAINERS = frozenset({BlockKind.LIST, BlockKind.ITEM, BlockKind.QUOTE})
SOURCE_LINE = re.compile(r'<div id="L(\d+)" data-n="\d+"(?: class="sg-bare")?><span>(.*)</span></div>')
ANCHOR = re.compile(r' id="L(\d+)"')
SIMPLE = re.compile(r"[ \t]*(?:[-*+] )?[^\W_][^\W_](?:[^\W_]|[ ,;])*\.?")
"""A line that is text in every markup language, with or without a bullet."""
LARGE = 5000
"""Characters."""
TAG = re.compile(r"<[^<>]*>")


def obeys(name: str, data: bytes, facts: NoteMetadata = NoteMetadata()) -> None:  # noqa: B008 - frozen
    """Hold a note against every law. Raises AssertionError, or whatever the engine raised."""
    path = NotePath(name)
    note, diagnostics = parse_note(path, data, facts)
    for problem in diagnostics:
        format_diagnostic(problem).encode()
    if note is None:
        assert diagnostics, "skipped without a diagnostic"
        return
    tiles(note)
    hidden(note)
    ctx, found = corpus(note)
    in_place(note, found.mentions)
    whole = found.line_coverage
    parts = sorted((*whole.used, *whole.watched, *whole.structure, *whole.no_term))
    assert parts == [number for number, line in enumerate(note.lines, 1) if line.strip()], "a line is not accounted for"
    shown(note, ctx)
    quoted(ctx)


def tiles(note: Note) -> None:
    """Every line is in one leaf; zones stand inside their lines and apart."""
    last = 0
    for leaf in leaves(note.blocks):
        assert leaf.span.first == last + 1 <= leaf.span.last, f"line {last + 1} is in no leaf or in two"
        last = leaf.span.last
    assert last == len(note.lines), f"the leaves end at line {last} of {len(note.lines)}"
    before = (0, 0)
    for zone in note.zones:
        assert before <= (zone.line, zone.start) and 0 <= zone.start < zone.end <= len(note.lines[zone.line - 1]), zone
        before = (zone.line, zone.end)


def hidden(note: Note) -> None:
    """What is masked in one place is masked everywhere."""
    zones = zones_by_line(note.zones)
    for number, text in enumerate(note.lines, 1):
        plain = redacted_html(text, zones.get(number, ()))
        told = [secret for secret in note_secrets(note) if secret in plain and secret not in note.facts.allow]
        assert not told, (number, plain, told)


def in_place(note: Note, mentions: tuple[Mention, ...]) -> None:
    """Each mention is where it says, behind the one before."""
    before = (0, 0)
    for mention in mentions:
        assert before <= (mention.line, mention.start), mention
        assert note.lines[mention.line - 1][mention.start : mention.end] == mention.surface != "", mention
        before = (mention.line, mention.end)


def shown(note: Note, ctx: SiteContext) -> None:
    """The source view has every line letter for letter, but for labeled gaps; the reading view has an anchor for each,
    and after it the words of each line in which nothing can be markup."""
    reading, source = next(note_steps(ctx))()
    for page in (reading, source):
        page.markdown.encode()
    zones = ctx.corpus.line_index[note.path].zones
    lines = {int(row[1]): row[2] for row in SOURCE_LINE.finditer(prerender(source.markdown).html)}
    assert list(lines) == list(range(1, len(note.lines) + 1)), "a line is missing or stands twice"
    for number, text in enumerate(note.lines, 1):
        assert "<" not in TAG.sub("", lines[number]), lines[number]
        plain, have = redacted_html(text, zones.get(number, ())), unescape(TAG.sub("", lines[number]))
        assert trimmed(plain) == trimmed(have), (number, plain, have)
    document(note, prerender(reading.markdown).html, {line for line, row in zones.items() if is_masked(row)})


def document(note: Note, html: str, masked: set[int]) -> None:
    """Hold the reading view of a note against its lines; `masked` are those with anything that is not shown."""
    places = {int(match[1]): match.start() for match in ANCHOR.finditer(html)}
    assert sorted(int(match[1]) for match in ANCHOR.finditer(html)) == list(range(1, len(note.lines) + 1)), (
        "a line has no anchor, or two"
    )
    text = f" {' '.join(words(unescape(TAG.sub(' ', html))))} "
    lengths = sum(len(line) for line in note.lines)
    for number, line in enumerate(note.lines, 1):
        if number in masked or not SIMPLE.fullmatch(line):
            continue
        runs = " ".join(words(line))
        if lengths < LARGE:  # Else the words are looked for anywhere: each look takes time.
            text = f" {' '.join(words(unescape(TAG.sub(' ', html[html.rfind('<', 0, places[number]) :]))))} "
        assert f" {runs} " in text or runs.split() == words(note.title), (number, line)


def words(text: str) -> list[str]:
    """Runs of letters and digits."""
    return re.findall(r"[^\W_]+", escape_control_chars(text))


def is_masked(row: Iterable[Zone]) -> bool:
    return any(zone.kind in REDACTED_KINDS for zone in row)


def trimmed(text: str) -> str:
    """A line without blanks; some control characters count as blanks."""
    return re.sub(r"[\s\u2400-\u2421]", "", escape_control_chars(text))


def quoted(ctx: SiteContext) -> None:
    """Passages are clean as they are rendered: the sanitizer finds nothing to remove."""
    written: list[str] = []

    def kept(html: str) -> object:
        written.append(html)
        return sanitized(html)

    with patch.object(passages, "sanitized", kept):
        for term, of_term in ctx.corpus.passages.items():
            for passage in of_term[:3]:
                passages.render_passage(ctx, ctx.terms[term], passage)
    for html in written:
        assert tokens(escape_control_chars(html)) == tokens(str(sanitized(html))), html


def tokens(html: str) -> list[object]:
    """Tags, attributes and text, however they are written."""
    reader = _Tokens()
    reader.feed(html)
    reader.close()
    return reader.found


def leaves(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if block.children:
            assert (block.span.first, block.span.last) == (block.children[0].span.first, block.children[-1].span.last)
            yield from leaves(block.children)
        else:
            assert block.kind not in CONTAINERS, block
            yield block


def corpus(note: Note) -> tuple[SiteContext, LinkedNote]:
    """A guide of four terms with this one note in it, and what was found in the note."""
    base, surface_forms = empty()
    one = link_note(note, surface_forms)
    of: dict[TermId, tuple[Passage, ...]] = {}
    for term, passage in one.passages:
        of[term] = (*of.get(term, ()), passage)
    whole = replace(
        base.corpus,
        notes=(note,),
        notes_by_path={note.path: note},
        mentions={note.path: one.mentions},
        line_index={note.path: one.line_index},
        rejections={note.path: one.rejections},
        line_coverage={note.path: one.line_coverage},
        passages=of,
    )
    return make_site_context(whole, base.practice, Site()), one


@cache
def empty() -> tuple[SiteContext, SurfaceForms]:
    """The guide without notes, made once."""
    sources = Sources(kinds=TextFile("docs/kinds.yml", KINDS), families=(TextFile("docs/glossary/dough.yml", TERMS),))
    guide, diagnostics = build_guide(sources, Site())
    assert not diagnostics, diagnostics
    return guide.site_context, compile_surface_forms(guide.site_context.corpus.glossary)


class _Tokens(HTMLParser):
    """The standard library's parser hands over tags through methods; this keeps what they say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, sorted(attrs, key=str)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)

    def handle_data(self, data: str) -> None:
        if self.found and isinstance(self.found[-1], list):
            self.found[-1][0] += data
        else:
            self.found.append([data])
