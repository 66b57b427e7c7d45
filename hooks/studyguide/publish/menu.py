"""The navigation as a host's settings have it: titles with files below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from studyguide.publish.navigation import Section

HOME = "index.md"
ABOUT = "about/"
"""Where people write about the guide."""


def menu(sections: Iterable[Section], places: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the entries of `nav`. `places` says of each page that is there which file it is; others are left out."""
    home = [{"Home": places[HOME]}] if HOME in places else []
    pages = sorted((p for p in places if p.startswith(ABOUT)), key=lambda path: (path != f"{ABOUT}index.md", path))
    about = [{"About": [places[path] for path in pages]}] if pages else []
    return [*home, *({section.title: list(_parts(section, places))} for section in sections), *about]


def _parts(section: Section, places: Mapping[str, str]) -> Iterator[Any]:
    for part in section.parts:
        if isinstance(part, Section):
            yield {part.title: list(_parts(part, places))}
        elif part in places:
            yield places[part]
