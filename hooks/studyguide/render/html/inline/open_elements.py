"""Elements of a line that wait for their end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct


class OpenElement(Struct, frozen=True):
    """Holds an element that waits for its end."""

    name: str
    """An element of Markdown, or `<` and the name of an element that the author wrote as a tag."""
    closing: str


def has_link(elements: Iterable[OpenElement]) -> bool:
    """Return whether one of the elements is a link of the author's that leads somewhere."""
    return any(element.name in {"link", "<a"} and element.closing for element in elements)


def closing_tags(elements: list[OpenElement], name: str) -> Iterator[str]:
    """Close the innermost element of a name, and those inside it; a tag closes nothing that Markdown opened.

    What is closed is removed from `elements`.
    """
    for at in range(len(elements) - 1, -1, -1):
        if elements[at].name == name:
            yield from (element.closing for element in reversed(elements[at:]))
            del elements[at:]
            return
        if name.startswith("<") and not elements[at].name.startswith("<"):
            return
