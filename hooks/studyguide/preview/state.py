"""All that one build of a preview leaves to the next. Nothing in it is ever marked as changed: it is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from studyguide.kept import Memory
from studyguide.preview.templates import Compiled


@dataclass(frozen=True, slots=True)
class Standing:
    """What the site consists of."""

    frame: object = None
    """What stands round the text of every page: the navigation."""
    pages: dict[str, object] = field(default_factory=dict)
    """What each finished page was made from, by its path."""
    files: frozenset[str] = frozenset()
    """Every file below the site's root."""


@dataclass(slots=True)
class Preview:
    """A preview from its start to its end."""

    memory: Memory = field(default_factory=Memory)
    """Results of the engine's steps."""
    templates: Compiled = field(default_factory=Compiled)
    """The theme's, compiled."""
    settings: object = None
    """The host's settings and the theme's templates: with others, everything is made anew."""
    standing: Standing = Standing()
    """The site as the last whole build left it."""
    coming: Standing = Standing()
    """The site as the build under way will leave it; `standing` itself as long as that has written nothing."""
    navigation: Any = None
    """The host's own, between two of its events."""
    problems: tuple[str, ...] = ()
    """What the last build had to say, in words."""


class OtherFrameError(Exception):
    """The navigation is another one, so every page is; found out when some had been passed over already."""


def outline(items: Iterable[Any]) -> Iterator[object]:
    """Yield what pages show of the host's navigation: titles, addresses, and what is below what."""
    for item in items:
        yield (item.title, getattr(item, "url", None), tuple(outline(item.children or ())))
