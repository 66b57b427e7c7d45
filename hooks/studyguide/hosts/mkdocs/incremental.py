"""All that one build of a preview leaves to the next. Nothing in it is ever marked as changed: it is compared with."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from studyguide.execution.memo import MemoStore
from studyguide.hosts.mkdocs.layout_cache import Compiled


@dataclass(frozen=True, slots=True)
class SiteState:
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

    memory: MemoStore = field(default_factory=MemoStore)
    """Results of the engine's steps."""
    templates: Compiled = field(default_factory=Compiled)
    """The theme's, compiled."""
    settings: object = None
    """The host's settings and the theme's templates: with others, everything is made anew."""
    current: SiteState = SiteState()
    """The site as the last whole build left it."""
    next_state: SiteState = SiteState()
    """The site as the build under way will leave it; `standing` itself as long as that has written nothing."""
    navigation: Any = None
    """The host's own, between two of its events."""
    diagnostics: tuple[str, ...] = ()
    """What the last build had to say, in words."""


class NavigationChangedError(Exception):
    """The navigation is another one, so every page is; found out when some had been passed over already."""


def nav_outline(items: Iterable[Any]) -> Iterator[object]:
    """Yield what pages show of the host's navigation: titles, addresses, and what is below what."""
    for item in items:
        yield (item.title, getattr(item, "url", None), tuple(nav_outline(item.children or ())))


def mark_up_to_date(
    preview: Preview, files: Iterable[Any], made: dict[str, object], differs: Callable[[Any], bool]
) -> None:
    """Tell of each file whether it stands in the site as it would be made now.

    `made` says from what each finished page is made, by its path. Hand-written pages are always rendered; other
    generated files and assets are asked whether what stands there `differs`.
    """
    current = preview.current.pages
    preview.next_state = SiteState(pages=made)
    for file in files:
        path = file.src_uri
        if path in made:
            file.stands = path in current and current[path] == made[path]
        elif file.is_documentation_page():
            file.is_modified = lambda: True
        elif file.generated_by or (file.src_dir and file.dest_uri.startswith("assets/")):
            file.is_modified = partial(differs, file)


def finalize_skipped(preview: Preview, files: Iterable[Any], finish: Callable[[Any], object]) -> None:
    """All titles are known now: finish the pages that were passed over. Raises where they all look different."""
    frame = tuple(nav_outline(preview.navigation.items))
    passed = [file.page for file in files if getattr(file, "stands", False) and file.page]
    if passed and frame != preview.current.frame:
        raise NavigationChangedError
    for page in passed:
        finish(page)
    preview.next_state = SiteState(frame, preview.next_state.pages, frozenset(file.dest_uri for file in files))


def rebuilder(
    preview: Preview, load: Callable[[], Any], settings: Callable[[Any], object], build: Callable[[Any, bool], None]
) -> Callable[[], None]:
    """Return what a preview's server calls after each edit.

    `load` reads the host's settings, `settings` gives what of them can be compared. `build(config, partly)` builds the
    site, all of it or what does not stand; it fills `preview.coming`.
    """
    log = logging.getLogger("mkdocs.plugins.studyguide")

    def anew(config: Any) -> None:
        preview.current = SiteState(files=preview.current.files)
        build(config, False)

    def rebuild() -> None:
        try:
            config = load()
            known, preview.settings = preview.settings, settings(config)
            if known != preview.settings:
                anew(config)
                return
            try:
                build(config, True)
            except NavigationChangedError:
                log.info("the navigation changed: every page is made anew")
                anew(load())
        except (Exception, SystemExit) as error:
            if preview.next_state is not preview.current:
                preview.settings = None  # some of it may be written: the next build is a whole one
            preview.diagnostics = preview.diagnostics or (f"{error or type(error).__name__}",)
            log.error(f"not built: {error}")

    return rebuild


class NoWarning(logging.Filter):
    """Drops the host's warning that a partial build may be wrong: a test holds that this one is not."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "'dirty' build" not in record.getMessage()
