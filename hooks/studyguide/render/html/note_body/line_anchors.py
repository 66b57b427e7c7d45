"""Markup by which a line is reached: ids, empty anchors, and the numbers in the margin. Lines are 0-based here."""

from __future__ import annotations

from studyguide.render.html.note_body.note_view import NoteView


def line_id(view: NoteView, line: int) -> str:
    """Return the attribute with the id of a line, which counts from 1; '' for a view without anchors."""
    return f' id="{view.anchor_prefix}{line + 1}"' if view.anchor_prefix else ""


def line_anchors(view: NoteView, first: int, last: int) -> str:
    """Return an empty element with the id of each line from `first` to `last`."""
    return "".join(f"<span{line_id(view, n)}></span>" for n in range(first, last + 1)) if view.anchor_prefix else ""


def line_number(view: NoteView, line: int) -> str:
    """Return the number in the margin: a link for the mouse, of which neither a screen reader nor copied text has
    anything."""
    if not view.anchor_prefix:
        return ""
    n = line + 1
    return f'<a class="sg-n" href="#{view.anchor_prefix}{n}" data-n="{n}" tabindex="-1" aria-hidden="true"></a>'
