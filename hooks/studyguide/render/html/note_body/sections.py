"""A note as the lines of a page: its headings in Markdown, and what is between two of them as one line of HTML.

The blocks are those of `parse`, whatever the markup language; the words in them are read by `inline_html`. Each
heading begins a section, and a section is one line of finished HTML that has passed the allow-list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

from msgspec.structs import replace

from studyguide.model.note import TITLE_KINDS, BlockKind
from studyguide.parse.blocks import MutableBlock, thaw
from studyguide.parse.markup_language import detect_markup_language
from studyguide.render.html.card_roles import card_roles
from studyguide.render.html.inline.scope import InlineSyntax
from studyguide.render.html.markup import heading_text, redacted_html
from studyguide.render.html.note_body.block_html import block_html, blocks_html, editors_notes_html
from studyguide.render.html.note_body.footnotes import footnote_numbers, footnotes_html, note_definitions
from studyguide.render.html.note_body.inline_syntax import inline_syntax
from studyguide.render.html.note_body.line_anchors import line_anchors
from studyguide.render.html.note_body.nested_blocks import SILENT_KINDS, nested_blocks
from studyguide.render.html.note_body.note_view import NoteView, without_anchors
from studyguide.render.html.note_body.words_html import words_html
from studyguide.render.html.sanitized import sanitized
from studyguide.text.plain_line import ESCAPED_SIGN

UNTITLED_KINDS = SILENT_KINDS | {BlockKind.FRONT_MATTER}
"""What may be above a note's title."""
DEEPEST_HEADING = 6
DOUBLE_BRACKETS = re.compile(r"(?<!`)\[\[[^\[\]]+\]\]")
"""A link of the editors that show each line of a paragraph as a line: Obsidian and those like it."""
DETAILS = re.compile(r"<(/?)details\b")
HTML_ATTRIBUTE = re.compile(r'="([^"]*)"')
HTML_TAG = re.compile(r"(<[^<>]*>)")


def note_sections(view: NoteView) -> Iterator[str]:
    """Yield the lines of a page: Markdown headings with their ids, and between two of them one line of HTML."""
    view, blocks, footnotes = _prepared(view)
    bare = without_anchors(view)
    levels: list[int] = []
    waiting: list[str] = []
    open_details, closings = 0, sum(line.count("</details") for line in view.note.lines)
    is_titled = False
    for block in nested_blocks(blocks, view):
        heading = None if open_details else _heading(block, bare)
        if heading is None:
            html = block_html(block, view)
            if block.kind is BlockKind.HTML:
                open_details = _details_open_after(html, open_details, closings)
            waiting.append(html)
        elif not is_titled and not levels and _is_title(block, view):
            waiting += (line_anchors(view, block.first, block.last), editors_notes_html(block, view))
        else:
            level, words = heading
            while levels and levels[-1] >= level:
                levels.pop()
            levels.append(level)
            yield from _section(waiting, view)
            line = block.first + 1
            signs = "#" * min(len(levels) + 1, DEEPEST_HEADING)
            yield f'{signs} {words} {{#{view.anchor_prefix}{line} .sg-head data-line="{line}"}}'
            waiting = [line_anchors(view, block.first + 1, block.last), editors_notes_html(block, view)]
        is_titled = is_titled or block.kind not in UNTITLED_KINDS
    yield from _section([*waiting, footnotes], view)


def embedded_html(view: NoteView, lines: range) -> str:
    """Return the blocks of a note that lie in `lines` (1-based), without anchors, for another note's page."""
    view, blocks, _ = _prepared(view)
    shown = list(_blocks_within(blocks, lines))
    first = next((block for block in shown if block.kind not in SILENT_KINDS), None)
    if first is not None and _is_title(first, view):
        shown.remove(first)  # Whoever embeds a note names it.
    return blocks_html(shown, view)


def _prepared(view: NoteView) -> tuple[NoteView, Sequence[MutableBlock], str]:
    """Read what has to be known before the first line is shown: the syntax of the words, the cards, what is defined.

    Return the view with these, the blocks without definitions, and the section of footnotes.
    """
    blocks = thaw(view.note.blocks)
    language = detect_markup_language(view.note.path, view.note.lines)
    scope = replace(view.scope, syntax=inline_syntax(view.note, language), footnotes={}, references={})
    view = replace(view, scope=scope, card_roles=card_roles(view.note) if view.note.cards else view.card_roles)
    if scope.syntax is not InlineSyntax.MARKDOWN:
        return view, blocks, ""
    keeps_lines = any("[[" in line and DOUBLE_BRACKETS.search(line) for line in view.note.lines)
    view = replace(view, keeps_lines=keeps_lines)
    definitions = note_definitions(blocks, view)
    if not definitions.footnotes and not definitions.references:
        return view, blocks, ""
    numbers, lines = footnote_numbers(view.note, definitions.footnotes)
    view = replace(view, scope=replace(scope, footnotes=numbers, references=definitions.references))
    return view, definitions.blocks, footnotes_html(definitions.footnotes, numbers, lines, view)


def _section(parts: Sequence[str], view: NoteView) -> Iterator[str]:
    """Yield the parts of a section in one line; nothing if they are empty."""
    if html := "".join(parts):
        language = f' lang="{escape(view.note.language)}"' if view.note.language else ""
        yield sanitized(f'<div class="sg-doc"{language}>{html}</div>').replace("\n", "&#10;")


def _heading(block: MutableBlock, view: NoteView) -> tuple[int, str] | None:
    """Return the level and the words of a block that begins a section, or None; `view` has no anchors."""
    line = block.first + 1
    if block.kind not in TITLE_KINDS or (block.kind is BlockKind.LABEL and line not in view.entry_depths):
        return None
    level = block.level if block.kind is BlockKind.HEADING else view.entry_depths.get(line, DEEPEST_HEADING)
    html = sanitized(words_html(block.pieces, view)).replace("\n", " ")
    parts = HTML_TAG.split(html)
    if not any(map(str.isalnum, unescape("".join(parts[::2])))):
        return None
    words = "".join(_heading_tag(part) if index % 2 else _heading_words(part) for index, part in enumerate(parts))
    return level or DEEPEST_HEADING, words


def _heading_tag(tag: str) -> str:
    """Escape what a tag's attributes say for Markdown, which reads the line of a heading once more."""
    return HTML_ATTRIBUTE.sub(lambda match: f'="{heading_text(unescape(match[1]))}"', tag)


def _heading_words(html: str) -> str:
    """Escape words between the tags of a heading for Markdown, with the blanks at their ends."""
    text = unescape(html)
    words = heading_text(text)
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if words and text[-1:].isspace() else ''}"


def _is_title(block: MutableBlock, view: NoteView) -> bool:
    """Return whether a heading says what the page's own title says already."""
    words = " ".join(redacted_html(view.note.lines[n][a:b], ()) for n, a, b in block.pieces)
    return block.kind is BlockKind.HEADING and ESCAPED_SIGN.sub(r"\1", words).split() == view.note.title.split()


def _details_open_after(html: str, opened: int, closings: int) -> int:
    """Return how many `<details>` are open behind a block of HTML, of `opened` before it.

    A note that closes fewer than it opens leaves its last ones open, so these do not count: no heading after them
    would begin a section.
    """
    for match in DETAILS.finditer(html):
        opened += -1 if match[1] else int(closings > opened)
    return max(opened, 0)


def _blocks_within(blocks: Sequence[MutableBlock], lines: range) -> Iterator[MutableBlock]:
    """Yield the outermost blocks that lie in `lines` (1-based)."""
    for block in blocks:
        first, last = block.first + 1, block.last + 1
        if lines.start <= first and last < lines.stop:
            yield block
        elif block.children and first < lines.stop and last >= lines.start:
            yield from _blocks_within(block.children, lines)
