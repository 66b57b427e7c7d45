"""Pages in the host's template, which is rendered once for all pages that differ in the same few places.

Rendering the theme's template takes as long as reading all notes. Two terms of a family get the same result except for
the places in `Part`. The template is rendered with marks in these places and cut at them; each page then puts its own
text between the pieces. Pages of the menu look different in it and are rendered one by one. To remove the cache, delete
the module and the line of the adapter that calls `cached_layout`: a test compares each page with the template's result.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from copy import copy
from enum import Enum
from types import SimpleNamespace
from typing import Any

from msgspec import Struct

Render = Callable[[Mapping[str, Any]], str]
"""A template: from its context to HTML."""


class Slot(Enum):
    """What is a page's own."""

    TITLE = "title"
    DESCRIPTION = "description"
    ADDRESS = "address"
    """The canonical one."""
    EDIT = "edit"
    TOP = "top"
    """Id of the first heading."""
    CONTENTS = "contents"
    """Entries of the table of contents."""
    TEXT = "text"
    PLACE = "place"
    """Of an entry of the table of contents: what it leads to."""
    NAME = "name"


class Marks(Struct, frozen=True):
    """What is rendered in the place of each slot, and what finds it again."""

    of: Mapping[Slot, str]
    cut: re.Pattern[str]


def marks_for(frame: str) -> Marks:
    """Return marks that do not occur in `frame`, the text that is shown around a page: they contain its hash.

    A name could contain any fixed mark, but no text can contain the hash of a text that it is part of.
    """
    nonce = hashlib.sha256(frame.encode("utf-8", "surrogatepass")).hexdigest()
    return Marks(
        {slot: f"\ue000{nonce}-{slot.value}\ue001" for slot in Slot}, re.compile(f"\ue000{nonce}-([a-z]+)\ue001")
    )


class CompiledLayout(Struct, frozen=True):
    """Something rendered, without what is its own."""

    pieces: tuple[str, ...]
    parts: tuple[Slot, ...]
    """What follows each piece but the last."""
    between: str = ""
    """Separates two entries of the table of contents."""


def cached_layout(template: Render, entry: Callable[[Any], str], not_in_nav: Callable[[Any], bool]) -> Render:
    """Return what renders as `template` does.

    `entry` is the theme's template for an entry of a table of contents; `hangs` returns whether a page is below
    a page of the menu and not in it.
    """
    shells: dict[object, CompiledLayout] = {}
    marks_of_frame: list[Marks] = []
    shown_folders: set[str] = set()
    leaves: list[CompiledLayout] = []

    def entered(item: Any) -> str:
        return entry(item) if item.children else _filled(leaves[0], {Slot.PLACE: item.url, Slot.NAME: item.title})

    def render(context: Mapping[str, Any]) -> str:
        page = context["page"]
        if not not_in_nav(page) or "<h1" not in page.content or len(page.toc.items) != 1:
            return template(context)
        if not marks_of_frame:
            marks = marks_for(repr((dict(context["config"]), *_titles(context["nav"].items))))
            marks_of_frame.append(marks)
            shown_folders.update(_folders(context["nav"].items))
            leaf = SimpleNamespace(url=marks.of[Slot.PLACE], title=marks.of[Slot.NAME], children=[])
            leaves.append(_cut(entry(leaf), marks))
        alike = _alike(page, shown_folders)
        if alike not in shells:
            shells[alike] = _shell(template, entry, context, marks_of_frame[0])
        return _filled(shells[alike], _own(page, shells[alike].between, entered))

    return render


def _alike(page: Any, shown_folders: Collection[str]) -> object:
    """Return what pages of one shell have in common: what is above them, how they point at what the menu shows, and
    which parts are there.

    A relative address depends on how deep the page is, and on which of the folders above it are above the target, too.
    """
    folders = page.url.rstrip("/").split("/")[:-1]
    shared = next((n for n in range(len(folders), 0, -1) if "/".join(folders[:n]) in shown_folders), 0)
    conditions = (page.canonical_url, page.edit_url, page.meta["description"], page.toc.items[0].children)
    return (id(page.parent), len(folders), *folders[:shared], page.url.endswith("/"), *map(bool, conditions))


def _folders(items: Iterable[Any]) -> Iterator[str]:
    """Yield every folder above an address of the menu, and the address itself: pages can be below it."""
    for item in items:
        names = (getattr(item, "url", None) or "").rstrip("/").split("/")
        yield from ("/".join(names[:count]) for count in range(1, len(names) + 1))
        yield from _folders(item.children or ())


def _titles(items: Iterable[Any]) -> Iterator[object]:
    for item in items:
        yield item.title, getattr(item, "url", None), *_titles(item.children or ())


def _shell(template: Render, entry: Callable[[Any], str], context: Mapping[str, Any], marks: Marks) -> CompiledLayout:
    page, mark = copy(context["page"]), marks.of
    entries = [SimpleNamespace(url=f"#{n}", title=mark[Slot.CONTENTS], children=[], level=2) for n in range(2)]
    first = page.toc.items[0]
    page.toc = [SimpleNamespace(url=f"#{mark[Slot.TOP]}", level=first.level, children=first.children and entries)]
    page.title, page.content = mark[Slot.TITLE], f"<h1{mark[Slot.TEXT]}"
    page.meta = {**page.meta, "title": page.title, "description": page.meta["description"] and mark[Slot.DESCRIPTION]}
    page.canonical_url = page.canonical_url and mark[Slot.ADDRESS]
    page.edit_url = page.edit_url and mark[Slot.EDIT]
    html = template({**context, "page": page}).replace(f"<h1{mark[Slot.TEXT]}", mark[Slot.TEXT])
    between = ""
    if first.children:
        one, two = map(entry, entries)
        before, between, after = re.split(f"{re.escape(one)}|{re.escape(two)}", html)
        html = before + mark[Slot.CONTENTS] + after
    return _cut(html, marks, between)


def _cut(html: str, marks: Marks, between: str = "") -> CompiledLayout:
    cut = marks.cut.split(html)
    return CompiledLayout(tuple(cut[::2]), tuple(map(Slot, cut[1::2])), between)


def _own(page: Any, between: str, entry: Callable[[Any], str]) -> dict[Slot, str]:
    first = page.toc.items[0]
    return {
        Slot.TITLE: page.title,
        Slot.DESCRIPTION: page.meta["description"],
        Slot.ADDRESS: page.canonical_url,
        Slot.EDIT: page.edit_url,
        Slot.TOP: first.url[1:],
        Slot.CONTENTS: between.join(map(entry, first.children)),
        Slot.TEXT: page.content,
    }


def _filled(shell: CompiledLayout, own: Mapping[Slot, str]) -> str:
    texts = [text for piece, part in zip(shell.pieces, shell.parts, strict=False) for text in (piece, own[part])]
    return "".join((*texts, shell.pieces[-1]))
