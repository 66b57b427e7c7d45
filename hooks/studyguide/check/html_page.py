"""Holds what the checks ask about one page of a built site."""

from __future__ import annotations

from msgspec import Struct


class Reference(Struct, frozen=True):
    """An address in a page."""

    target: str
    line: int
    """1-based, in the HTML."""
    loads: bool
    """True if the browser fetches it by itself, False if a reader has to follow it."""
    tag: str = "a"


class InlineScript(Struct, frozen=True):
    text: str
    line: int
    type: str


class PolicyTag(Struct, frozen=True):
    """A Content-Security-Policy in a `<meta>`."""

    content: str
    line: int
    is_in_time: bool
    """Whether it is in the head, before everything that it is to rule."""


class HtmlPage(Struct, frozen=True):
    ids: frozenset[str]
    repeated_ids: tuple[tuple[str, int], ...]
    """Id and line of each id that occurs a second time."""
    references: tuple[Reference, ...]
    styles: tuple[tuple[str, int], ...] = ()
    """CSS inside the page, of `<style>` and of `style=`, with the line where each begins."""
    style_lines: tuple[int, ...] = ()
    """Lines with a `style=` or a `<style>`."""
    scripts: tuple[InlineScript, ...] = ()
    policies: tuple[PolicyTag, ...] = ()
    handlers: tuple[tuple[str, int], ...] = ()
    """Attributes that run script, such as `onclick`."""
    embeds: tuple[tuple[str, int], ...] = ()
    """Frames and plugins: tag and line."""
    posts: tuple[int, ...] = ()
    """Lines of forms that send their fields as a body."""
    openers: tuple[int, ...] = ()
    """Lines of links that give another site access to this window."""
    unnamed_links: tuple[int, ...] = ()
    unnamed_images: tuple[int, ...] = ()
    nested_links: tuple[int, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    """Level and line."""
    id_uses: tuple[tuple[str, int], ...] = ()
    """Ids that `for=` and `aria-...=` name, with their lines."""
    meta: tuple[tuple[str, str, int], ...] = ()
    """Name in small letters, content and line of each `<meta>`; `charset` is a name too."""
    canonical: str = ""
    refresh: tuple[str, int] | None = None
    """LinkTarget and line of a `<meta http-equiv=refresh>`."""
    title: str = ""
    lang: str = ""
    has_doctype: bool = False
    has_content: bool = False
    """Whether there is text in the `<article>`, or in the page if it has none."""
    is_closed: bool = False
    """Whether the page ends with `</html>`."""
    lines: tuple[tuple[str, int], ...] = ()
    """The text that people read, a line for each block, with readable attributes and comments."""
    values: tuple[tuple[str, int], ...] = ()
    """Everything else in the page in which a text can be hidden: values and names of attributes, scripts."""

    @property
    def is_redirect(self) -> bool:
        """Whether the page does nothing but lead to another."""
        return self.refresh is not None and not self.headings
