"""A block of a note as markup, with the blocks inside it: lists, quotes and callouts here, others in modules of their
own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from studyguide.model.note import BlockKind, Piece
from studyguide.model.texts import html_of
from studyguide.parse.blocks import MutableBlock, leaves_of
from studyguide.render.html.card_roles import CardRole
from studyguide.render.html.inline.inline_html import parsed_html
from studyguide.render.html.inline.scope import InlineSyntax, RowStarts
from studyguide.render.html.note_body.code_html import code_html, front_matter_html
from studyguide.render.html.note_body.line_anchors import line_anchors, line_id, line_number
from studyguide.render.html.note_body.nested_blocks import (
    ITEM_NUMBER,
    SILENT_KINDS,
    nested_blocks,
    paragraphs_and_code,
)
from studyguide.render.html.note_body.note_view import NoteView, block_lines, piece_row, piece_text
from studyguide.render.html.note_body.paragraph_html import embedded_note_html, label_html, paragraph_html
from studyguide.render.html.note_body.text_form_html import TEXT_FORMS, text_form_html
from studyguide.render.html.note_body.words_html import words_html
from studyguide.render.html.table import table_html
from studyguide.render.html.text_direction import direction_attribute, is_right_to_left

ANSWER_KINDS = frozenset({BlockKind.LIST, BlockKind.CODE, BlockKind.TABLE, BlockKind.QUOTE})
"""Blocks that can go on with an answer; the paragraphs of a card are read line by line."""
RUN_KINDS = SILENT_KINDS | {BlockKind.ITEM}
"""What a run of items consists of."""
SHOWN_AS_CODE = frozenset({"script", "style", "textarea"})
"""Elements of HTML whose text is no prose."""
CALLOUT = re.compile(r"\\?\[!([^\]\s|]+)(?:\|[^\]]*)?\]([+-]?)[ \t]*")
ADMONITION = re.compile(r"(!!!|\?\?\?\+?)[ \t]+([\w-]++)[^\"]*+(?:\"([^\"]*)\"[ \t]*+)?$")
ADMONITION_FOLDS = {"!!!": "", "???": "-", "???+": "+"}
TASK = re.compile(r"\[(.)\](?=[ \t]|$)[ \t]?")
TASK_MARKER = re.compile(r"\[(.)\]")
TASK_STATES = {" ": "open", "x": "done", "X": "done", "/": "half_done", "-": "dropped", ">": "deferred"}
MAX_ITEM_DEPTH = 30


def blocks_html(blocks: Sequence[MutableBlock], view: NoteView) -> str:
    """Return blocks that follow each other, not yet sanitized."""
    return "".join(block_html(block, view) for block in nested_blocks(blocks, view))


def block_html(block: MutableBlock, view: NoteView) -> str:
    """Return one block, with the editor's notes on its lines; only its anchors if nothing of it is shown."""
    if block.kind in SILENT_KINDS or _is_empty(block, view) or _is_skipped(block, view):
        return line_anchors(view, block.first, block.last)
    if _is_answer(block, view):
        return f'<div class="sg-qa sg-qa-a">{block_html(block, replace(view, item_depth=view.item_depth + 1))}</div>'
    html = _bare_block_html(block, view)
    return html if block.children else html + editors_notes_html(block, view)


def editors_notes_html(block: MutableBlock, view: NoteView) -> str:
    """Return the editor's notes on the lines of a block."""
    if not view.editors_notes:
        return ""
    return "".join(html for line in block_lines(block) for html in view.editors_notes.get(line, ()))


def _bare_block_html(block: MutableBlock, view: NoteView) -> str:
    match block.kind:
        case BlockKind.LIST:
            parts = paragraphs_and_code(block, view)
            return _list_html(block, view) if parts is None else blocks_html(parts, view)
        case BlockKind.QUOTE:
            return _quote_html(block, view)
        case BlockKind.ITEM:
            return blocks_html(block.children, view)
        case BlockKind.CODE:
            return code_html(block, view)
        case BlockKind.TABLE:
            return _table_html(block, view)
        case BlockKind.RULE:
            return f"<hr{line_id(view, block.first)}>{line_anchors(view, block.first + 1, block.last)}"
        case BlockKind.FRONT_MATTER:
            return front_matter_html(block, view)
        case BlockKind.HTML:
            return _raw_html(block, view)
        case BlockKind.PARAGRAPH if block.marker in TEXT_FORMS:
            return text_form_html(block, view)
        case BlockKind.PARAGRAPH:
            return paragraph_html(block.pieces, view)
        case _:
            return label_html(block, view)


def _is_empty(block: MutableBlock, view: NoteView) -> bool:
    """Return whether a paragraph has no words, such as a line with nothing but the mark of a quote."""
    if block.kind is not BlockKind.PARAGRAPH or block.marker in TEXT_FORMS:
        return False
    return not any(piece_text(piece, view).strip() for piece in block.pieces)


def _is_skipped(block: MutableBlock, view: NoteView) -> bool:
    return bool(view.skipped_lines) and not block.children and not view.skipped_lines.isdisjoint(block_lines(block))


def _is_answer(block: MutableBlock, view: NoteView) -> bool:
    """Return whether a block is a part of an answer that begins above it, such as a list."""
    role = None if view.item_depth or block.kind not in ANSWER_KINDS else view.card_roles.get(block.first + 1)
    return role is not None and role.role is CardRole.ANSWER


# Lists


def _list_html(block: MutableBlock, view: NoteView) -> str:
    """Return items in runs; anything else between items ends a run."""
    parts: list[str] = []
    for is_run, group in groupby(block.children, lambda child: child.kind in RUN_KINDS):
        children = list(group)
        if is_run and any(child.kind is BlockKind.ITEM for child in children):
            parts += _items_html(children, view)
        else:
            parts.append(blocks_html(children, view))
    return "".join(parts)


def _items_html(children: Sequence[MutableBlock], view: NoteView) -> Iterator[str]:
    """Yield a list with the numbers that were written, also where they skip or repeat."""
    first = next(child for child in children if child.kind is BlockKind.ITEM)
    start = ITEM_NUMBER.match(first.marker)
    tag = "ol" if start else "ul"
    opening = f' start="{int(start[1])}"' if start and int(start[1]) != 1 else ""
    direction = ' dir="rtl"' if is_right_to_left(view.note.lines[first.first]) else ""
    yield f"<{tag}{opening}{direction}>"
    expected = int(start[1]) if start else 0
    previous = -1
    silent = ""
    for child in children:
        if child.kind in SILENT_KINDS:
            silent += line_anchors(view, child.first, child.last)
            continue
        number = ITEM_NUMBER.match(child.marker)
        value = ""
        if start and number and int(number[1]) not in (expected, previous):
            value, expected = f' value="{int(number[1])}"', int(number[1])
        previous = int(number[1]) if number else -1
        expected += 1
        yield _item_html(child, view, value, silent)
        silent = ""
    yield f"</{tag}>{silent}"


def _item_html(item: MutableBlock, view: NoteView, value: str, silent: str) -> str:
    """Return an item; `value` is its attribute with a number, `silent` the anchors of blank lines above it."""
    children = list(item.children)
    lead = children[0] if children and children[0].kind is BlockKind.PARAGRAPH and children[0].pieces else None
    pieces = list(lead.pieces) if lead else []
    box = TASK_MARKER.search(item.marker)
    if not box and pieces and view.scope.syntax is InlineSyntax.MARKDOWN:
        box = TASK.match(piece_text(pieces[0], view))
        if box:
            number, start, end = pieces[0]
            pieces[0] = (number, start + box.end(), end)
    words = (embedded_note_html(pieces, view) or words_html(pieces, view)) if pieces else ""
    checkbox = f"{_checkbox(view, box[1])} " if box else ""
    css = ' class="sg-task"' if box else ""
    is_skipped = (lead or item).first + 1 in view.skipped_lines
    has_place = lead is not None or not children  # A first child that is no paragraph has the place of the line.
    place, margin = (line_id(view, item.first), line_number(view, item.first)) if has_place else ("", "")
    opening = f"<li{place}{css}{value}{direction_attribute(words)}>{silent}{margin}"
    notes = editors_notes_html(lead, view) if lead else ""
    below = _shallow(children[1:] if lead else children, view)
    inner = blocks_html(below, replace(view, item_depth=view.item_depth + 1)) if below else ""
    return f"{opening}{'' if is_skipped else checkbox + words}{notes}{inner}</li>"


def _shallow(blocks: list[MutableBlock], view: NoteView) -> list[MutableBlock]:
    """Return blocks as they are or, deeper than anybody indents, only their leaves."""
    if view.item_depth < MAX_ITEM_DEPTH:
        return blocks
    return [leaf for leaf in leaves_of(blocks) if leaf.kind is not BlockKind.ITEM]


def _checkbox(view: NoteView, sign: str) -> str:
    checked = " checked" if sign in "xX" else ""
    state = html_of(view.texts, f"tasks.{TASK_STATES.get(sign, 'marked')}")
    css = "" if sign in " xX" else f' class="sg-task--{"half" if sign == "/" else "other"}"'
    return f'<input type="checkbox" disabled{checked}{css} aria-label="{state}">'


# Quotes and callouts


def _quote_html(block: MutableBlock, view: NoteView) -> str:
    """Return a quote, a callout (`> [!kind]`) or an admonition (`!!! kind`)."""
    if not block.children or not block.children[0].pieces:
        return f"<blockquote>{blocks_html(block.children, view)}</blockquote>"
    lead, *below = block.children
    first = piece_text(lead.pieces[0], view)
    number, start, end = lead.pieces[0]
    is_admonition = lead.kind is BlockKind.LABEL and lead.marker == "!!!"
    if is_admonition and (match := ADMONITION.match(first)):
        title = [(number, start + match.start(3), start + match.end(3))] if match[3] else []
        head = _CalloutHead(match[2], ADMONITION_FOLDS[match[1]], title)
        return _callout_html(head, blocks_html(below, view), block.first, view)
    if lead.kind in {BlockKind.PARAGRAPH, BlockKind.LABEL} and (match := CALLOUT.match(first)):
        title = [(number, start + match.end(), end)] if first[match.end() :].strip() else []
        head = _CalloutHead(match[1], match[2], title)
        body = paragraph_html(lead.pieces[1:], view) + editors_notes_html(lead, view) + blocks_html(below, view)
        return _callout_html(head, body, block.first, view)
    return f"<blockquote>{blocks_html(block.children, view)}</blockquote>"


class _CalloutHead(Struct, frozen=True):
    """Holds what the first line of a callout says."""

    kind: str
    fold: str
    """`-` if it is folded, `+` if it can be folded, '' if it cannot."""
    title: list[Piece]
    """Empty if the kind is its title."""


def _callout_html(head: _CalloutHead, body: str, line: int, view: NoteView) -> str:
    name = escape(head.kind.replace("-", " ").capitalize(), quote=False)
    words = words_html(head.title, view) if head.title else name
    slug = re.sub(r"[^a-z]", "", head.kind.lower())
    css = f"sg-callout sg-callout--{slug}" if slug else "sg-callout"
    number, place = line_number(view, line), line_id(view, line)
    opened = " open" if head.fold == "+" else ""
    if head.fold and "<a " not in words:
        return f'<div>{number}<details class="{css}"{opened}{place}><summary>{words}</summary>{body}</details></div>'
    if head.fold:  # A link cannot be followed inside what folds.
        body = f"<details{opened}><summary>Details</summary>{body}</details>"
    title = f'<p class="sg-callout-title"{direction_attribute(words)}>{words}</p>'
    return f'<div class="{css}"{place}>{number}{title}{body}</div>'


# Tables and HTML


def _table_html(block: MutableBlock, view: NoteView) -> str:
    rows = [piece_row(piece, view) for piece in block.pieces]
    ids = [line_id(view, piece[0]) for piece in block.pieces]
    inner = table_html(rows, view.note.lines[block.first + 1], view.scope, ids)
    direction = ' dir="rtl"' if is_right_to_left(view.note.lines[block.first]) else ""
    label = html_of(view.texts, "note.table")
    return (
        f"{line_anchors(view, block.first + 1, block.first + 1)}<div>{line_number(view, block.first)}"
        f'<div class="sg-scroll" tabindex="0" role="group" aria-label="{label}">'
        f'<table class="sg-grid"{direction}>{inner}</table></div></div>'
    )


def _raw_html(block: MutableBlock, view: NoteView) -> str:
    """Return a block of HTML with the tags that are allowed, or the name of a `:::` container."""
    if block.marker in SHOWN_AS_CODE:
        return code_html(replace(block, kind=BlockKind.CODE, level=0, marker="html", children=()), view)
    if block.marker == ":::" or not block.pieces:
        name = piece_text(block.pieces[0], view).strip(" :{}") if block.pieces else ""
        if not name:
            return line_anchors(view, block.first, block.last)
        return f'<p class="sg-label"{line_id(view, block.first)}>{escape(name)}</p>'
    rows = [piece_row(piece, view) for piece in block.pieces]
    starts = RowStarts(tuple(piece[0] + 1 for piece in block.pieces) if view.anchor_prefix else ())
    words = parsed_html(rows, replace(view.scope, syntax=InlineSyntax.HTML), starts)
    return line_anchors(view, block.first, block.first) + words
