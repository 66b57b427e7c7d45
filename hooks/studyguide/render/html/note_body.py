"""A note as a document: its blocks as markup, every line of the file with an anchor.

The blocks are those of `parse`, whatever the markup language; the words in them are read by `inline`. Each heading
begins a section, and a section is one line of finished HTML that has passed the allow-list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape, unescape
from itertools import groupby
from urllib.parse import unquote

from markdown_it.common.utils import normalizeReference

from studyguide.model.note import REDACTED_KINDS, TITLE_KINDS, BlockKind, Note, Zone
from studyguide.model.texts import Texts, html_of
from studyguide.parse.blocks import MutableBlock, Piece, leaves_of
from studyguide.parse.formats.two_columns import export_header
from studyguide.parse.markup_language import MarkupLanguage
from studyguide.parse.note import block_tree
from studyguide.render.html.card_roles import CardRole, LineRole, card_roles
from studyguide.render.html.code import code_lines
from studyguide.render.html.inline import (
    InlineScope,
    InlineSyntax,
    Numbered,
    Row,
    formula_html,
    inline_html,
    parsed_html,
    sanitized,
)
from studyguide.render.html.markup import Link, heading_text, redacted_html, redaction_labels
from studyguide.render.html.metadata_text import TEXT_FORMS, form_html
from studyguide.render.html.table import table_html
from studyguide.text.plain_line import ESCAPED_SIGN

SILENT = frozenset({BlockKind.BLANK, BlockKind.COMMENT})
ANSWER_BLOCKS = frozenset({BlockKind.LIST, BlockKind.CODE, BlockKind.TABLE, BlockKind.QUOTE})
DIAGRAMS = frozenset({"mermaid", "plantuml", "puml", "dot", "graphviz", "d2", "vega", "vega-lite", "wavedrom", "ditaa"})
FORMULA_LANGUAGES = frozenset({"latex", "math"})
"""`latex` is also what a formula between `$$` is called; a fence of that name is code, one called `math` a formula."""
FORMULA_OPENING = re.compile(r"[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(\$\$|\\\[|\\begin)")
MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".ipynb", ".qmd", ".rmd")
MARKDOWN_SIGN = re.compile(
    r" {0,3}#{1,6} |```|~~~|.*(?:\*\*\S[^*]*\S?\*\*|\]\(\S+\)|\[\[[^\[\]]+\]\]|(?<!`)`[^`\s][^`]*`(?!`))|\|.*\|[ \t]*$"
)
"""A line that only somebody who writes Markdown writes."""
REFERENCE = re.compile(r"[ \t]{0,3}\[([^\]\[^][^\]\[]*)\]:[ \t]*<?([^\s<>]++)>?[ \t]*+(?:[\"'(].*[\"')][ \t]*+)?$")
FOOTNOTE = re.compile(r"[ \t]{0,3}\[\^([^\]\s^]{1,80})\]:[ \t]*")
FOOTNOTE_REFERENCE = re.compile(r"\[\^([^\]\s^]{1,80})\](?!:)")
DEFINITION = re.compile(r"[ \t]{0,3}[:~][ \t]+")
CALLOUT = re.compile(r"\\?\[!([^\]\s|]+)(?:\|[^\]]*)?\]([+-]?)[ \t]*")
ADMONITION = re.compile(r"(!!!|\?\?\?\+?)[ \t]+([\w-]++)[^\"]*+(?:\"([^\"]*)\"[ \t]*+)?$")
TASK = re.compile(r"\[(.)\](?=[ \t]|$)[ \t]?")
EMBED = re.compile(r"!\[\[([^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]\]|!\[[^\[\]\n]*\]\(([^\s()<>]+)\)")
TASK_STATES = {" ": "open", "x": "done", "X": "done", "/": "half_done", "-": "dropped", ">": "deferred"}
NUMBER = re.compile(r"(\d{1,9})[.)]")
OUTER_QUOTE_MARKS = re.compile(r"[ \t]{0,3}(?:> ?)+")
QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
ENUMERATED = re.compile(r"(?:[a-zA-Z]|[ivxIVX]{1,4})[.)][ \t]|[A-Z]:(?:[ \t]|$)")
RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
STRONG_LETTER = re.compile(r"[^\W\d_]")
CODE_INDENT = 4
MAX_DEPTH = 30
MIN_WRAP = 50
"""Columns: who wraps lines by hand or by machine does it no earlier."""
MAX_WRAP = 120
"""Columns: no editor wraps later, so that a paragraph with a longer line was not wrapped at all."""
DOUBLE_BRACKETS = re.compile(r"(?<!`)\[\[[^\[\]]+\]\]")
"""A link of the editors that show each line of a paragraph as a line: Obsidian and those like it."""
ATTRIBUTE = re.compile(r'="([^"]*)"')
HTML_TAG = re.compile(r"(<[^>]*>)")
FULL = 0.75
"""Share of the longest line's width from which on a line may be one that was wrapped."""
DETAILS = re.compile(r"<(/?)details\b")


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note and all that is shown with it."""

    note: Note
    texts: Texts
    scope: InlineScope
    zones: Mapping[int, Sequence[Zone]] = field(default_factory=dict)
    links: Mapping[int, Sequence[Link]] = field(default_factory=dict)
    """The links on terms, by 1-based line."""
    beside: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """The editor's notes on each line, as markup."""
    entries: Mapping[int, int] = field(default_factory=dict)
    """The depth of the entry that begins at a line."""
    skipped: frozenset[int] = frozenset()
    """Lines that are not shown."""
    depth: int = 0
    """How many items the blocks at hand are inside of."""
    prefix: str = "L"
    """What an anchor begins with; '' for no anchors."""
    embed: Callable[[str], str] = lambda _target: ""
    """Returns the markup of another note, or of a part of one, that a line of its own embeds; '' if it cannot be."""
    keeps_lines: bool = False
    """Whether the lines of a paragraph are lines on the page, unless they were wrapped."""
    cards: Mapping[int, LineRole] = field(default_factory=dict)
    """The part of a card that each line of it is, by 1-based line."""


def note_sections(view: NoteView) -> Iterator[str]:
    """Yield the lines of a page: Markdown headings with their ids, and between two of them one line of HTML."""
    language, blocks = block_tree(view.note)
    view, blocks, notes_at_end = _prepared(view, language, blocks)
    levels: list[int] = []
    waiting: list[str] = []
    open_details, closed_details = 0, sum(line.count("</details") for line in view.note.lines)
    titled = False
    for block in _nested(blocks, view):
        heading = _heading(block, view) if not open_details else None
        if heading is None:
            markup = "".join(_block(block, view))
            if block.kind is BlockKind.HTML:
                for match in DETAILS.finditer(markup):
                    open_details += -1 if match[1] else int(closed_details > open_details)
                open_details = max(open_details, 0)
            waiting.append(markup)
        elif not titled and not levels and _is_title(block, view):
            waiting += (_anchors(view, block.first, block.last), _notes(view, block))
        else:
            raw, words = heading
            while levels and levels[-1] >= raw:
                levels.pop()
            levels.append(raw)
            yield from _section(waiting, view)
            line = block.first + 1
            yield f'{"#" * min(len(levels) + 1, 6)} {words} {{#{view.prefix}{line} .sg-head data-line="{line}"}}'
            waiting = [_anchors(view, block.first + 1, block.last), _notes(view, block)]
        titled = titled or block.kind not in SILENT | {BlockKind.FRONT_MATTER}
    waiting.append("".join(notes_at_end))
    yield from _section(waiting, view)


def embedded_html(view: NoteView, lines: range) -> str:
    """Return the blocks of a note that lie in `lines` (1-based), without anchors, for another note's page."""
    language, blocks = block_tree(view.note)
    view, blocks, _ = _prepared(view, language, blocks)
    shown = list(_within(blocks, lines))
    first = next((block for block in shown if block.kind not in SILENT), None)
    if first is not None and _is_title(first, view):
        shown.remove(first)  # Whoever embeds a note names it.
    return "".join(_blocks(shown, view))


def _within(blocks: Sequence[MutableBlock], lines: range) -> Iterator[MutableBlock]:
    for block in blocks:
        if lines.start <= block.first + 1 and block.last + 1 < lines.stop:
            yield block
        elif block.children and block.first + 1 < lines.stop and block.last + 1 >= lines.start:
            yield from _within(block.children, lines)


def _section(parts: list[str], view: NoteView) -> Iterator[str]:
    html = "".join(parts)
    if html:
        language = f' lang="{escape(view.note.language)}"' if view.note.language else ""
        clean = sanitized(f'<div class="sg-doc"{language}>{html}</div>')
        yield clean.replace("\n", "&#10;")
        parts.clear()


def _heading(block: MutableBlock, view: NoteView) -> tuple[int, str] | None:
    """Return the level and the words of a block that begins a section, or None."""
    line = block.first + 1
    if block.kind not in TITLE_KINDS or (block.kind is BlockKind.LABEL and line not in view.entries):
        return None
    level = block.level if block.kind is BlockKind.HEADING else view.entries.get(line, 6)
    html = sanitized(_inline(block.pieces, view, "")).replace("\n", " ")
    parts = HTML_TAG.split(html)
    if not any(map(str.isalnum, unescape("".join(parts[::2])))):
        return None
    return level or 6, "".join(_heading_tag(p) if index % 2 else _heading_words(p) for index, p in enumerate(parts))


def _heading_tag(tag: str) -> str:
    """Escape what a tag's attributes say for Markdown, which reads the line of a heading once more."""
    return ATTRIBUTE.sub(lambda match: f'="{heading_text(unescape(match[1]))}"', tag)


def _heading_words(html: str) -> str:
    """Escape words between the tags of a heading for Markdown, with the blanks at their ends."""
    text = unescape(html)
    words = heading_text(text)
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if words and text[-1:].isspace() else ''}"


def _is_title(block: MutableBlock, view: NoteView) -> bool:
    """Whether a heading says what the page's own title says already."""
    words = " ".join(redacted_html(view.note.lines[n][a:b], ()) for n, a, b in block.pieces)
    return block.kind is BlockKind.HEADING and ESCAPED_SIGN.sub(r"\1", words).split() == view.note.title.split()


# Blocks


def _blocks(blocks: Sequence[MutableBlock], view: NoteView) -> Iterator[str]:
    for block in _nested(blocks, view):
        yield from _block(block, view)


def _nested(blocks: Sequence[MutableBlock], view: NoteView) -> list[MutableBlock]:
    """Put a list that is indented below the last item of another into that item, however few columns that were.

    Markdown asks for three columns below `1. `; people indent by two. What follows at the old indentation goes on.
    """
    joined: list[MutableBlock] = []
    for block in blocks:
        outer = joined[-1] if joined else None
        if block.kind is not BlockKind.LIST or outer is None or outer.kind is not BlockKind.LIST:
            joined.append(block)
            continue
        margin, own = _indent(outer, view), _indent(block, view)
        items = list(outer.children)
        if own > margin and items[-1].kind is BlockKind.ITEM:
            item = items[-1]
            items[-1] = replace(item, last=block.last, children=[*item.children, block])
        elif own == margin and len(outer.children) != 0 and _goes_on(items, block):
            items += block.children
        else:
            joined.append(block)
            continue
        joined[-1] = replace(outer, last=block.last, children=items)
    return joined


def _indent(block: MutableBlock, view: NoteView) -> int:
    line = view.note.lines[block.first]
    marks = OUTER_QUOTE_MARKS.match(line)
    text = (line[marks.end() :] if marks else line).expandtabs(4)
    return len(text) - len(text.lstrip())


def _goes_on(items: Sequence[MutableBlock], block: MutableBlock) -> bool:
    """Whether a list continues the numbers of another that a list in between had ended."""
    before = next((item for item in reversed(items) if item.kind is BlockKind.ITEM), None)
    after = next((item for item in block.children if item.kind is BlockKind.ITEM), None)
    old, new = NUMBER.match(before.marker) if before else None, NUMBER.match(after.marker) if after else None
    return bool(old and new and int(new[1]) == int(old[1]) + 1 and old[0][-1] == new[0][-1])


def _block(block: MutableBlock, view: NoteView) -> Iterator[str]:
    if block.kind in SILENT or _is_empty(block, view) or _is_skipped(block, view):
        yield _anchors(view, block.first, block.last)
        return
    if _is_answer(block, view):
        inner = "".join(_block(block, replace(view, depth=view.depth + 1)))
        yield f'<div class="sg-qa sg-qa-a">{inner}</div>'
        return
    match block.kind:
        case BlockKind.LIST:
            parts = _with_indented_code(block, view)
            yield from _list(block, view) if parts is None else _blocks(parts, view)
        case BlockKind.QUOTE:
            yield from _quote(block, view)
        case BlockKind.ITEM:
            yield from _blocks(block.children or (), view)
        case BlockKind.CODE:
            yield from _code(block, view)
        case BlockKind.TABLE:
            yield from _table(block, view)
        case BlockKind.RULE:
            yield f"<hr{_id(view, block.first)}>{_anchors(view, block.first + 1, block.last)}"
        case BlockKind.FRONT_MATTER:
            yield from _front_matter(block, view)
        case BlockKind.HTML:
            yield from _raw_html(block, view)
        case BlockKind.PARAGRAPH if block.marker in TEXT_FORMS:
            yield form_html(block, view, _line_number(view, block.first))
        case BlockKind.PARAGRAPH:
            yield from _paragraph(block.pieces, view)
        case _:
            yield from _label(block, view)
    if not block.children:
        yield _notes(view, block)


def _is_empty(block: MutableBlock, view: NoteView) -> bool:
    """Whether a paragraph has no words, such as a line with nothing but the mark of a quote."""
    if block.kind is not BlockKind.PARAGRAPH or block.marker in TEXT_FORMS:
        return False
    return not any(_body_text(piece, view).strip() for piece in block.pieces)


def _with_indented_code(block: MutableBlock, view: NoteView) -> list[MutableBlock] | None:
    """Return what a list without markers is in a file that is called Markdown: paragraphs, and indented code below
    blank lines. None if it is an outline: if anything else is in it, or an entry of the note begins there.
    """
    if view.depth or not view.note.path.lower().endswith(MARKDOWN_ENDINGS):
        return None
    if any(line in view.entries for line in range(block.first + 2, block.last + 2)):
        return None
    parts: list[MutableBlock] = []
    for child in block.children:
        if child.kind in SILENT:
            parts.append(child)
            continue
        if child.kind is not BlockKind.ITEM or child.marker or not child.children:
            return None
        lead, below = child.children[0], [part for part in child.children[1:] if part.kind not in SILENT]
        first = lead.first if _indent(lead, view) >= CODE_INDENT else below[0].first if below else -1
        if first < 0:
            parts.append(lead)
            continue
        leaves = [leaf for leaf in leaves_of([child]) if leaf.first >= first and leaf.kind not in SILENT]
        if view.note.lines[first - 1].strip() or any(
            leaf.kind is not BlockKind.PARAGRAPH or _indent(leaf, view) < CODE_INDENT for leaf in leaves
        ):
            return None
        if first > lead.first:
            parts.append(lead)
            parts += [leaf for leaf in child.children[1:] if leaf.kind in SILENT and leaf.last < first]
        last = leaves[-1].last
        pieces = [(n, 0, len(view.note.lines[n])) for n in range(first, last + 1)]
        parts.append(MutableBlock(BlockKind.CODE, first, last, pieces=pieces))
        parts += [leaf for leaf in leaves_of([child]) if leaf.first > last]
    return parts


def _is_skipped(block: MutableBlock, view: NoteView) -> bool:
    return bool(view.skipped) and not block.children and not view.skipped.isdisjoint(_body_lines(block))


def _paragraph(pieces: Sequence[Piece], view: NoteView) -> Iterator[str]:
    if view.scope.syntax is InlineSyntax.MARKDOWN and len(pieces) > 1 and _defines(pieces, view):
        yield from _definitions(pieces, view)
        return
    if embedded := _embedded_note(pieces, view):
        yield f"<div{_id(view, pieces[0][0])}>{_line_number(view, pieces[0][0])}{embedded}</div>"
        return
    words = _inline(pieces, view)
    if not pieces:
        return
    css = ' class="sg-qa"' if _has_card(pieces, view) else ""
    yield f"<p{css}{_id(view, pieces[0][0])}{_dir(words)}>{_line_number(view, pieces[0][0])}{words}</p>"


def _embedded_note(pieces: Sequence[Piece], view: NoteView) -> str:
    """Return what a line embeds that holds nothing else, '' if it embeds nothing."""
    match = EMBED.fullmatch(_body_text(pieces[0], view).strip()) if len(pieces) == 1 else None
    if not match or any(zone.kind in REDACTED_KINDS for zone in view.zones.get(pieces[0][0] + 1, ())):
        return ""
    return view.embed(unquote(match[1] or match[2]).rstrip("\\").strip())


def _defines(pieces: Sequence[Piece], view: NoteView) -> bool:
    return not DEFINITION.match(_body_text(pieces[0], view)) and any(
        DEFINITION.match(_body_text(p, view)) for p in pieces[1:]
    )


def _definitions(pieces: Sequence[Piece], view: NoteView) -> Iterator[str]:
    """Lines of `: text` below lines of terms."""
    parts: list[tuple[str, list[Piece]]] = []
    for at, piece in enumerate(pieces):
        if match := DEFINITION.match(_body_text(piece, view)):
            parts.append(("dd", [(piece[0], piece[1] + match.end(), piece[2])]))
        elif (
            parts and parts[-1][0] == "dd" and not any(DEFINITION.match(_body_text(p, view)) for p in pieces[at + 1 :])
        ):
            parts[-1][1].append(piece)
        else:
            parts.append(("dt", [piece]))
    inner = "".join(
        f"<{tag}{_id(view, rows[0][0])}>{_line_number(view, rows[0][0])}{_inline(rows, view)}</{tag}>"
        for tag, rows in parts
    )
    yield f"<dl>{inner}</dl>"


def _label(block: MutableBlock, view: NoteView) -> Iterator[str]:
    """A title that begins no section: below other blocks, or of something that is no entry."""
    css = "sg-label" if block.kind is BlockKind.LABEL else "sg-subhead"
    words = _inline(block.pieces, view)
    css = f"{css} sg-qa" if _has_card(block.pieces, view) else css
    yield f'<p class="{css}"{_id(view, block.first)}{_dir(words)}>{_line_number(view, block.first)}{words}</p>'
    yield _anchors(view, block.first + 1, block.last)


def _list(block: MutableBlock, view: NoteView) -> Iterator[str]:
    """Items in runs; anything else between items ends a run."""
    for is_item, run in groupby(block.children, lambda child: child.kind is BlockKind.ITEM or child.kind in SILENT):
        children = list(run)
        if is_item and any(child.kind is BlockKind.ITEM for child in children):
            yield from _list_items(children, view)
        else:
            yield from _blocks(children, view)


def _list_items(children: Sequence[MutableBlock], view: NoteView) -> Iterator[str]:
    first = next(child for child in children if child.kind is BlockKind.ITEM)
    start = NUMBER.match(first.marker)
    tag = "ol" if start else "ul"
    rtl = _is_rtl(" ".join(view.note.lines[first.first : first.first + 1]))
    direction = ' dir="rtl"' if rtl else ""
    opening = f' start="{int(start[1])}"' if start and int(start[1]) != 1 else ""
    yield f"<{tag}{opening}{direction}>"
    expected = int(start[1]) if start else 0
    previous = -1
    silent = ""
    for child in children:
        if child.kind in SILENT:
            silent += _anchors(view, child.first, child.last)
            continue
        number = NUMBER.match(child.marker)
        value = ""
        if start and number and int(number[1]) not in (expected, previous):
            value, expected = f' value="{int(number[1])}"', int(number[1])
        previous = int(number[1]) if number else -1
        expected += 1
        yield _list_item(child, view, value, silent)
        silent = ""
    yield f"</{tag}>{silent}"


def _list_item(item: MutableBlock, view: NoteView, value: str, before: str) -> str:
    children = list(item.children)
    lead = children[0] if children and children[0].kind is BlockKind.PARAGRAPH and children[0].pieces else None
    pieces = list(lead.pieces) if lead else []
    box = re.search(r"\[(.)\]", item.marker)
    if not box and pieces and view.scope.syntax is InlineSyntax.MARKDOWN:
        box = TASK.match(_body_text(pieces[0], view))
        if box:
            number, start, end = pieces[0]
            pieces[0] = (number, start + box.end(), end)
    words = (_embedded_note(pieces, view) or _inline(pieces, view)) if pieces else ""
    done = f"{_task(view, box[1])} " if box else ""
    css = ' class="sg-task"' if box else ""
    first = lead.first if lead else item.first
    skipped = first + 1 in view.skipped
    place, number_link = (_id(view, item.first), _line_number(view, item.first)) if lead or not children else ("", "")
    opening = f"<li{place}{css}{value}{_dir(words)}>{before}{number_link}"
    below = children[1:] if lead else children
    rest = "".join(_blocks(_shallow(below, view), replace(view, depth=view.depth + 1))) if below else ""
    notes = _notes(view, lead) if lead else ""
    return f"{opening}{'' if skipped else done + words}{notes}{rest}</li>"


def _shallow(blocks: list[MutableBlock], view: NoteView) -> list[MutableBlock]:
    """Return blocks as they are or, deeper than anybody indents, only their leaves."""
    return blocks if view.depth < MAX_DEPTH else [leaf for leaf in leaves_of(blocks) if leaf.kind is not BlockKind.ITEM]


def _task(view: NoteView, sign: str) -> str:
    checked = " checked" if sign in "xX" else ""
    state = html_of(view.texts, f"tasks.{TASK_STATES.get(sign, 'marked')}")
    other = "" if sign in " xX" else f' class="sg-task--{"half" if sign == "/" else "other"}"'
    return f'<input type="checkbox" disabled{checked}{other} aria-label="{state}">'


def _quote(block: MutableBlock, view: NoteView) -> Iterator[str]:
    children = list(block.children)
    lead = children[0] if children else None
    if lead and lead.kind is BlockKind.LABEL and lead.marker == "!!!" and lead.pieces:
        match = ADMONITION.match(_body_text(lead.pieces[0], view))
        if match:
            number, start, _ = lead.pieces[0]
            title = [(number, start + match.start(3), start + match.end(3))] if match[3] else []
            fold = {"!!!": "", "???": "-", "???+": "+"}[match[1]]
            body = "".join(_blocks(children[1:], view))
            yield _callout(view, block.first, (match[2], fold, title), body)
            return
    if lead and lead.kind in {BlockKind.PARAGRAPH, BlockKind.LABEL} and lead.pieces:
        match = CALLOUT.match(_body_text(lead.pieces[0], view))
        if match:
            number, start, end = lead.pieces[0]
            title = (
                [(number, start + match.end(), end)] if _body_text(lead.pieces[0], view)[match.end() :].strip() else []
            )
            body = "".join(_paragraph(lead.pieces[1:], view)) if len(lead.pieces) > 1 else ""
            body += _notes(view, lead) + "".join(_blocks(children[1:], view))
            yield _callout(view, block.first, (match[1], match[2], title), body)
            return
    yield f"<blockquote>{''.join(_blocks(children, view))}</blockquote>"


def _callout(view: NoteView, line: int, head: tuple[str, str, list[Piece]], body: str) -> str:
    kind, fold, title = head
    words = _inline(title, view) if title else escape(kind.replace("-", " ").capitalize(), quote=False)
    slug = re.sub(r"[^a-z]", "", kind.lower())
    css = f"sg-callout sg-callout--{slug}" if slug else "sg-callout"
    number, place = _line_number(view, line), _id(view, line)
    if fold:
        opened = " open" if fold == "+" else ""
        if "<a " in words:  # A link cannot be followed inside what folds.
            title_html = f'<p class="sg-callout-title"{_dir(words)}>{words}</p>'
            folded = f"<details{opened}><summary>Details</summary>{body}</details>"
            return f'<div class="{css}"{place}>{number}{title_html}{folded}</div>'
        return f'<div>{number}<details class="{css}"{opened}{place}><summary>{words}</summary>{body}</details></div>'
    return f'<div class="{css}"{place}>{number}<p class="sg-callout-title"{_dir(words)}>{words}</p>{body}</div>'


def _code(block: MutableBlock, view: NoteView) -> Iterator[str]:
    pieces = list(block.pieces)
    language = block.marker
    if language in FORMULA_LANGUAGES and (formula := _formula(block, view)):
        yield f'<div class="sg-formula" tabindex="0"{_id(view, block.first)}>{_line_number(view, block.first)}'
        yield f"{formula}</div>"
        yield _anchors(view, block.first + 1, block.last)
        return
    if pieces and language == "org" and len(pieces) == 1:
        words = _inline(pieces, view)
        yield f'<p class="sg-quiet"{_id(view, block.first)}>{_line_number(view, block.first)}{words}</p>'
        return
    first_text = _body_text(pieces[0], view).strip().lower() if pieces else ""
    if first_text.startswith("#+begin_"):
        pieces = pieces[1:-1] if _body_text(pieces[-1], view).strip().lower().startswith("#+end_") else pieces[1:]
    elif first_text.startswith(".. ") and "::" in first_text:
        language = first_text.split("::", 1)[1].strip() or ("latex" if "math" in first_text else "")
        pieces = pieces[1:]
    while pieces and not _body_text(pieces[0], view).strip():
        pieces = pieces[1:]
    shown = {piece[0] for piece in pieces}
    texts = [(n, view.note.lines[n]) for n, _, _ in pieces]
    texts_at = [(n, text, _code_start(text, start)) for (n, text), (_, start, _) in zip(texts, pieces, strict=True)]
    margin = min((len(t[a:]) - len(t[a:].lstrip()) for _, t, a in texts_at if t[a:].strip()), default=0)
    rows = code_lines(
        redaction_labels(view.texts),
        [(text, view.zones.get(n + 1, ()), min(a + margin, len(text))) for n, text, a in texts_at],
        language,
    )
    inner = "&#10;".join(
        f"<span{_id(view, n)}>{row}</span>" if view.prefix else row for (n, _), row in zip(texts, rows, strict=True)
    )
    before = "".join(_anchors(view, n, n) for n in range(block.first, block.last + 1) if n not in shown)
    wide = ' tabindex="0"' if any(len(text) > MIN_WRAP for _, text in texts) else ""
    kind = language.strip(" {}.").split()[0].lower() if language.strip(" {}.") else ""
    diagram = html_of(view.texts, "note.diagram", language=kind)
    caption = f'<p class="sg-quiet">{diagram}</p>' if kind in DIAGRAMS else ""
    code = f'<div class="highlight"><pre><code{wide}>{inner}</code></pre></div>'
    yield f"{before}<div>{_line_number(view, block.first)}{caption}{code}</div>"


def _code_start(text: str, start: int) -> int:
    """Return the column behind the marks of the quotes that hold a line of code."""
    match = QUOTED.match(text, start) if start == 0 and text.lstrip().startswith(">") else None
    return match.end() if match else start


def _formula(block: MutableBlock, view: NoteView) -> str:
    """Return a formula on lines of its own as MathML; '' if it cannot be read, or if anything in it is masked."""
    lines = range(block.first, block.last + 1)
    if any(zone.kind in REDACTED_KINDS for n in lines for zone in view.zones.get(n + 1, ())):
        return ""
    rows = [view.note.lines[n][_code_start(view.note.lines[n], 0) :] for n in lines]
    if block.marker == "math":
        latex = "\n".join(_body_text(piece, view) for piece in block.pieces)
    elif opening := FORMULA_OPENING.match(rows[0]):
        latex = "\n".join((rows[0][opening.start(1) :], *rows[1:])).strip()
    else:
        return ""
    for fence, closing in (("$$", "$$"), ("\\[", "\\]")):
        if latex.startswith(fence) and latex.endswith(closing):
            latex = latex[2:-2]
    try:
        return str(formula_html(latex.strip(), "block"))
    except ValueError:
        return ""


def _table(block: MutableBlock, view: NoteView) -> Iterator[str]:
    rows = [_table_row(piece, view) for piece in block.pieces]
    rule = view.note.lines[block.first + 1]
    ids = [_id(view, piece[0]) for piece in block.pieces]
    yield f"{_anchors(view, block.first + 1, block.first + 1)}<div>{_line_number(view, block.first)}"
    inner = table_html(rows, rule, view.scope, ids)
    rtl = ' dir="rtl"' if _is_rtl(view.note.lines[block.first]) else ""
    label = html_of(view.texts, "note.table")
    yield f'<div class="sg-scroll" tabindex="0" role="group" aria-label="{label}">'
    yield f'<table class="sg-grid"{rtl}>{inner}</table></div></div>'


def _front_matter(block: MutableBlock, view: NoteView) -> Iterator[str]:
    lines = [(n, view.note.lines[n]) for n in range(block.first, block.last + 1)]
    rows = code_lines(redaction_labels(view.texts), [(text, view.zones.get(n + 1, ()), 0) for n, text in lines], "")
    inner = "&#10;".join(f"<span{_id(view, n)}>{row}</span>" for (n, _), row in zip(lines, rows, strict=True))
    if view.prefix:
        summary = html_of(view.texts, "note.front_matter")
        yield f'<details class="sg-more sg-front"><summary>{summary}</summary>'
        yield f"<pre><code>{inner}</code></pre></details>"


def _raw_html(block: MutableBlock, view: NoteView) -> Iterator[str]:
    if block.marker in {"script", "style", "textarea"}:
        yield from _code(MutableBlock(BlockKind.CODE, block.first, block.last, 0, "html", block.pieces), view)
        return
    if block.marker == ":::" or not block.pieces:
        text = _body_text(block.pieces[0], view).strip(" :{}") if block.pieces else ""
        yield (
            f'<p class="sg-label"{_id(view, block.first)}>{escape(text)}</p>'
            if text
            else _anchors(view, block.first, block.last)
        )
        return
    rows = [_table_row(piece, view) for piece in block.pieces]
    scope = replace(view.scope, syntax=InlineSyntax.HTML)
    numbered = Numbered(tuple(piece[0] + 1 for piece in block.pieces) if view.prefix else ())
    anchor = _anchors(view, block.first, block.first)
    yield f"{anchor}{parsed_html(rows, scope, numbered)}"


# Lines and words


def _has_card(pieces: Sequence[Piece], view: NoteView) -> bool:
    return bool(view.cards) and any(number + 1 in view.cards for number, _, _ in pieces)


def _is_answer(block: MutableBlock, view: NoteView) -> bool:
    """Whether a block is a part of an answer that begins above it, such as a list."""
    role = None if view.depth or block.kind not in ANSWER_BLOCKS else view.cards.get(block.first + 1)
    return role is not None and role.role is CardRole.ANSWER


def _inline(pieces: Sequence[Piece], view: NoteView, anchors: str = "L") -> str:
    if _has_card(pieces, view):
        return _words_with_cards(pieces, view, anchors)
    return _plain_inline(pieces, view, anchors)


def _words_with_cards(pieces: Sequence[Piece], view: NoteView, anchors: str) -> str:
    """Return the words of lines with cards in them: question and answer each on lines of their own."""
    parts: list[str] = []
    for (role, _), run in groupby(pieces, key=lambda piece: _role_of(piece, view)):
        rows = list(run)
        starts = "".join(_anchors(view, n, n) for n, _, _ in rows[:1]) if parts and anchors else ""
        if role is CardRole.SEPARATOR:
            parts.append("".join(_anchors(view, n, n) for n, _, _ in rows) if anchors and parts else "")
            continue
        if role is CardRole.PAIR:
            words = _pair_words(view.cards[rows[0][0] + 1], view)
        else:
            words = _plain_inline(rows, view, anchors)
            words = f'<span class="sg-qa-{role}">{words}</span>' if role else words
        parts.append(f"{'<br>' if any(parts) else ''}{starts}{words}")
    return "".join(parts)


def _role_of(piece: Piece, view: NoteView) -> tuple[CardRole | None, int]:
    """Return what a line is in which card; each pair is a run of its own."""
    role = view.cards.get(piece[0] + 1)
    if role is None:
        return None, 0
    return role.role, piece[0] if role.role is CardRole.PAIR else role.card


def _pair_words(role: LineRole, view: NoteView) -> str:
    if role.left is None or role.right is None:
        return ""
    left, right = (_plain_inline([(p.line - 1, p.start, p.end)], view, "") for p in (role.left, role.right))
    sign = "↔" if role.is_both_ways else "→"
    return f'<span class="sg-qa-q">{left}</span> {sign} <span class="sg-qa-a">{right}</span>'


def _plain_inline(pieces: Sequence[Piece], view: NoteView, anchors: str) -> str:
    rows = [_table_row(piece, view) for piece in pieces]
    lines = tuple(piece[0] + 1 for piece in pieces) if view.prefix and anchors else ()
    return inline_html(rows, view.scope, Numbered(lines, _breaks(pieces, view)))


def _table_row(piece: Piece, view: NoteView) -> Row:
    number, start, end = piece
    return view.note.lines[number], start, end, view.links.get(number + 1, ()), view.zones.get(number + 1, ())


def _body_text(piece: Piece, view: NoteView) -> str:
    number, start, end = piece
    return view.note.lines[number][start:end]


def _breaks(pieces: Sequence[Piece], view: NoteView) -> frozenset[int]:
    """Return the rows whose beginning their writer meant to be one.

    In Markdown those are items that are none, such as `b) two` or `A: answer`. In other text, and in notes with links
    in double brackets, it is each row below a short one: nobody wrapped the line there. The editors that know such
    links show each line as one.
    """
    if len(pieces) < 2:
        return frozenset()
    texts = [_body_text(piece, view).strip() for piece in pieces]
    enumerated = frozenset(at for at, text in enumerate(texts) if at and ENUMERATED.match(text))
    if view.scope.syntax is not InlineSyntax.PLAIN and not view.keeps_lines:
        return enumerated
    width = max(MIN_WRAP, *map(len, texts))
    if view.keeps_lines and width > MAX_WRAP:
        return frozenset(range(1, len(texts)))
    short = (at for at in range(1, len(texts)) if len(texts[at - 1]) < FULL * width)
    return enumerated | frozenset(short)


def _body_lines(block: MutableBlock) -> range:
    return range(block.first + 1, block.last + 2)


def _id(view: NoteView, line: int) -> str:
    """`line` is 0-based, as everywhere in here; the anchor counts from 1."""
    return f' id="{view.prefix}{line + 1}"' if view.prefix else ""


def _anchors(view: NoteView, first: int, last: int) -> str:
    return "".join(f"<span{_id(view, n)}></span>" for n in range(first, last + 1)) if view.prefix else ""


def _line_number(view: NoteView, line: int) -> str:
    """The number in the margin: a link for the mouse, of which neither a screen reader nor copied text has anything."""
    if not view.prefix:
        return ""
    n = line + 1
    return f'<a class="sg-n" href="#{view.prefix}{n}" data-n="{n}" tabindex="-1" aria-hidden="true"></a>'


def _notes(view: NoteView, block: MutableBlock) -> str:
    if not view.beside:
        return ""
    return "".join(html for line in _body_lines(block) for html in view.beside.get(line, ()))


def _dir(html: str) -> str:
    return ' dir="auto"' if not html.isascii() and RTL.search(html) else ""


def _is_rtl(text: str) -> bool:
    letter = None if text.isascii() else STRONG_LETTER.search(text)
    return bool(letter and RTL.match(letter[0]))


# What has to be known before the first line is shown


def _prepared(
    view: NoteView, language: MarkupLanguage, blocks: Sequence[MutableBlock]
) -> tuple[NoteView, list[MutableBlock], list[str]]:
    """Read the syntax of a note's words, its footnotes and link definitions.

    Return the view with them, the blocks without those, and the markup of the footnotes.
    """
    syntax = inline_syntax(view.note, language)
    scope = _with(view.scope, syntax)
    view = replace(view, cards=card_roles(view.note)) if view.note.cards else view
    view = _with_scope(view, scope)
    if syntax is not InlineSyntax.MARKDOWN:
        return view, list(blocks), []
    view = replace(view, keeps_lines=any(map(DOUBLE_BRACKETS.search, view.note.lines)))
    footnotes: dict[str, list[MutableBlock]] = {}
    references: dict[str, dict[str, str]] = {}
    kept: list[MutableBlock] = []
    last = ""
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            last = ""
            rest: list[Piece] = []
            for piece in block.pieces:
                text = _body_text(piece, view)
                if match := FOOTNOTE.match(text):
                    last = match[1]
                    words = (piece[0], piece[1] + match.end(), piece[2])
                    footnotes.setdefault(last, []).append(
                        MutableBlock(BlockKind.PARAGRAPH, piece[0], piece[0], pieces=[words])
                    )
                elif last:
                    note = footnotes[last][-1]
                    note.pieces, note.last = [*note.pieces, piece], piece[0]
                elif match := REFERENCE.match(text):
                    target = {"href": match[2], "title": ""}
                    references.setdefault(normalizeReference(match[1]), target)
                    kept.append(MutableBlock(BlockKind.COMMENT, piece[0], piece[0]))
                else:
                    rest.append(piece)
            if rest:
                kept.append(MutableBlock(block.kind, rest[0][0], rest[-1][0], pieces=rest))
        elif last and block.kind is BlockKind.BLANK:
            kept.append(block)
        elif last and view.note.lines[block.first].startswith(("  ", "\t")):
            footnotes[last] += _body_paragraphs(block)
        else:
            last = ""
            kept.append(block)
    if not footnotes and not references:
        return view, list(blocks), []
    numbers, places = _footnote_numbers(view.note, footnotes)
    view = _with_scope(view, _with(scope, syntax, numbers, references))
    return view, kept, list(_footnotes(view, footnotes, numbers, places))


def _body_paragraphs(block: MutableBlock) -> list[MutableBlock]:
    """Return the paragraphs of an outline without markers: what is indented below a footnote is no list."""
    if block.kind is not BlockKind.LIST or any(item.marker for item in block.children):
        return [block]
    return [leaf for leaf in leaves_of([block]) if leaf.kind is not BlockKind.BLANK]


def inline_syntax(note: Note, language: MarkupLanguage) -> InlineSyntax:
    """Return what characters mean in a note: in plain text without a sign of Markdown, only what they are."""
    if language in (MarkupLanguage.SUBTITLES, MarkupLanguage.HTML):
        return InlineSyntax.HTML
    if language is MarkupLanguage.TWO_COLUMNS:
        return InlineSyntax.HTML if export_header(note.lines).has_html else InlineSyntax.PLAIN
    if language is MarkupLanguage.CLIPPINGS:
        return InlineSyntax.PLAIN
    if language is not MarkupLanguage.MARKDOWN:
        return InlineSyntax(language.value)
    if note.path.lower().endswith(MARKDOWN_ENDINGS) or any(map(MARKDOWN_SIGN.match, note.lines)):
        return InlineSyntax.MARKDOWN
    return InlineSyntax.PLAIN


def _with(
    scope: InlineScope,
    syntax: InlineSyntax,
    footnotes: Mapping[str, int] | None = None,
    references: Mapping[str, Mapping[str, str]] | None = None,
) -> InlineScope:
    return replace(scope, syntax=syntax, footnotes=footnotes or {}, references=references or {})


def _with_scope(view: NoteView, scope: InlineScope) -> NoteView:
    return replace(view, scope=scope)


def _footnote_numbers(note: Note, footnotes: Mapping[str, object]) -> tuple[dict[str, int], dict[str, int]]:
    """Number footnotes in the order of their first references, those without one last; with the line of each first."""
    places: dict[str, int] = {}
    for number, line in enumerate(note.lines, 1):
        if "[^" in line:
            for match in FOOTNOTE_REFERENCE.finditer(line):
                if match[1] in footnotes:
                    places.setdefault(match[1], number)
    ordered = [*places, *(label for label in footnotes if label not in places)]
    return {label: at for at, label in enumerate(ordered, 1)}, places


def _footnotes(
    view: NoteView,
    footnotes: Mapping[str, Sequence[MutableBlock]],
    numbers: Mapping[str, int],
    places: Mapping[str, int],
) -> Iterator[str]:
    if not footnotes:
        return
    to_text = html_of(view.texts, "note.footnote_back")
    yield f'<section class="sg-footnotes" aria-label="{html_of(view.texts, "note.footnotes")}"><ol>'
    for label, number in numbers.items():
        back = ""
        if label in places and view.prefix:
            back = f' <a href="#{view.prefix}{places[label]}" aria-label="{to_text}">↩</a>'
        inner = "".join(_blocks(footnotes[label], view))
        place = f' id="fn-{number}"' if view.prefix else ""
        yield f"<li{place}>{inner}{back}</li>"
    yield "</ol></section>"
