"""Links, embeds and pictures that an author wrote, as markup."""

from __future__ import annotations

from html import escape
from urllib.parse import unquote

import nh3

from studyguide.model.texts import text_of
from studyguide.render.html.inline.marked_text import CLOSING_LINK, address_without_marks
from studyguide.render.html.inline.scope import AuthorTarget, InlineScope

EXTERNAL = 'class="sg-out" rel="noopener noreferrer nofollow"'
WEB = ("http://", "https://")


def link_tags(address: str, scope: InlineScope) -> tuple[str, str]:
    """Return what opens and closes a link of the author's; two empty texts for an address nobody may follow."""
    address = address_without_marks(address)
    if _is_web(address):
        return f'<a href="{escape(address)}" {EXTERNAL}>', CLOSING_LINK
    target = scope.targets.get(unquote(address))
    return ("", "") if target is None else target_tags(target)


def target_tags(target: AuthorTarget) -> tuple[str, str]:
    """Return what opens and closes words that lead to a target; to nowhere, the words say why."""
    if target.href:
        return f'<a class="sg-ref" href="{escape(target.href)}">', CLOSING_LINK
    return f'<span class="sg-dead" title="{escape(target.problem)}">', "</span>"


def target_words(address: str) -> str:
    """Return the words of a link that has none of its own: `note > part`, or the part alone on the same page."""
    name, _, part = address.partition("#")
    part = part.removeprefix("^").replace("#", " > ").replace("`", "")
    return f"{name} > {part}" if name and part else part or name


def embed_html(address: str, label: str, scope: InlineScope) -> str:
    """Return the markup of `![[address|label]]`; a link if it cannot be embedded."""
    if embedded := scope.embed(address, label):
        return embedded
    opening, closing = target_tags(
        scope.targets.get(address, AuthorTarget("", text_of(scope.texts, "note.no_note_or_file")))
    )
    words = label if label and not _is_size(label) else target_words(address)
    return f"{opening}{escape(words, quote=False)}{closing}"


def picture_html(address: str, alt: str, scope: InlineScope) -> str:
    """Return the markup of a picture of the notes' own; one of another host is a link that says so.

    `alt` may end in `|` and a size.
    """
    words, _, size = alt.partition("|")
    if _is_web(address):
        name = words.strip() or unquote(address.partition("?")[0].rsplit("/", 1)[-1])
        key = "note.picture" if name else "note.picture_without_name"
        label = text_of(scope.texts, key, words=name)
        return f'<a href="{escape(address)}" {EXTERNAL}>{escape(label, quote=False)}</a>'
    path = unquote(address)
    if embedded := scope.embed(path, alt):
        return embedded
    opening, closing = target_tags(scope.targets.get(path, AuthorTarget("", text_of(scope.texts, "note.no_file"))))
    shown = words.strip() or ("" if _is_size(size) else size) or path
    return f"{opening}{escape(shown, quote=False)}{closing}"


def _is_size(label: str) -> bool:
    """Return whether a label is a width, or a width and a height such as `300x200`."""
    return label.replace("x", "").isdigit()


def _is_web(address: str) -> bool:
    """Return whether an address is one a browser can open, and no other than the web's."""
    if not address.startswith(WEB):
        return False
    return "href" in nh3.clean(f'<a href="{escape(address)}">', attributes={"a": {"href"}})
