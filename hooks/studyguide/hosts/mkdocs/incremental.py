"""Rebuilds only changed pages in a preview; if a build fails, keeps serving the last good site.

Nothing is ever marked as changed: each build compares its inputs with those of the last one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from mkdocs.exceptions import Abort, BuildError
from msgspec import Struct, field

from studyguide.execution.memo import MemoStore
from studyguide.hosts.mkdocs.early_pages import EarlyPages

SITE_STAYS = "the site stays as it was until that is corrected"


class SiteState(Struct, frozen=True):
    """What a site consists of."""

    frame: object = None
    """What is around the text of every page: the navigation."""
    pages: dict[str, object] = field(default_factory=dict)
    """What each page of the guide was made from, by its path."""
    files: frozenset[str] = frozenset()
    """Every file below the site's root."""


class Preview(Struct):
    """A preview from its start to its end."""

    memory: MemoStore = field(default_factory=MemoStore)
    """Results of the engine's steps."""
    settings: object = None
    """MkDocs' settings and the theme's templates at the last good build: with others, every page is rendered."""
    current: SiteState = SiteState()
    """The site as the last good build left it."""
    next_state: SiteState = SiteState()
    """The site as the current build will leave it; `current` itself as long as that has written nothing."""
    early: EarlyPages = field(default_factory=EarlyPages)
    """What can be served while the current build goes on."""
    navigation: Any = None
    """MkDocs' own, between two of its events."""
    diagnostics: tuple[str, ...] = ()
    """What the last build reported, in words."""
    board: Callable[[], str] = str
    """Makes the text of the author's board of the last build."""
    finishing: threading.Thread | None = None
    """Does what the current build leaves to be done after its pages are served."""
    is_partial: bool = False
    """Whether the current build changes the site in place, page by page, instead of replacing it."""


class NavigationChangedError(Exception):
    """Says that the navigation has changed, so every page has; raised before anything is written."""


def nav_outline(items: Iterable[Any]) -> Iterator[object]:
    """Yields what pages show of the navigation: titles, addresses, and what is below what."""
    for item in items:
        yield (item.title, getattr(item, "url", None), tuple(nav_outline(item.children or ())))


def mark_up_to_date(
    preview: Preview, files: Iterable[Any], inputs: dict[str, object], differs: Callable[[Any], bool]
) -> None:
    """Tells each file whether the site has it as it would be made now.

    `inputs` says from what each page of the guide is made, by its path. Hand-written pages are always rendered; other
    generated files and assets are written if the file in the site `differs`.
    """
    current = preview.current.pages
    preview.next_state = SiteState(pages=inputs)
    for file in files:
        path = file.src_uri
        if path in inputs:
            file.up_to_date = path in current and current[path] == inputs[path]
        elif file.is_documentation_page():
            file.is_modified = lambda: True
        elif file.generated_by or (file.src_dir and file.dest_uri.startswith("assets/")):
            file.is_modified = partial(differs, file)


def finalize_skipped(preview: Preview, files: Iterable[Any], finish: Callable[[Any], object]) -> None:
    """Finishes the pages that were skipped: all titles are known now. Raises if the navigation has changed."""
    frame = tuple(nav_outline(preview.navigation.items))
    skipped = [file.page for file in files if getattr(file, "up_to_date", False) and file.page]
    if skipped and frame != preview.current.frame:
        raise NavigationChangedError
    for page in skipped:
        finish(page)
    preview.next_state = SiteState(frame, preview.next_state.pages, frozenset(file.dest_uri for file in files))


def rebuilder(
    preview: Preview, load: Callable[[], Any], settings: Callable[[Any], object], build: Callable[[Any, bool], None]
) -> Callable[[], None]:
    """Returns what a preview's server calls after each edit.

    `load` reads MkDocs' settings, `settings` gives what of them can be compared. `build(config, partly)` either builds
    a whole site, which replaces the last one if it succeeds, or writes only what has changed; it fills
    `preview.next_state`.
    """
    log = logging.getLogger("mkdocs.plugins.studyguide")

    def build_whole(config: Any) -> None:
        preview.current = SiteState(files=preview.current.files)
        build(config, False)

    def rebuild() -> None:
        wait_until_finished(preview)
        before = preview.diagnostics
        try:
            config = load()
            current_settings = settings(config)
            if current_settings != preview.settings:
                build_whole(config)
                preview.settings = current_settings  # only now: after a failure the next build is a whole one, too
                return
            try:
                build(config, True)
            except NavigationChangedError:
                log.info("the navigation changed: every page is rendered")
                build_whole(load())
        except (Exception, SystemExit) as error:
            if preview.next_state is not preview.current:
                preview.settings = None  # some of it may be written: the next build is a whole one
            why = _reason(error)
            preview.diagnostics = (preview.diagnostics is not before and preview.diagnostics) or (why,)
            log.error(f"not built: {why}")

    return rebuild


def wait_until_finished(preview: Preview) -> None:
    """Waits until the last build has written what no page shows."""
    if preview.finishing is not None:
        preview.finishing.join()
        preview.finishing = None


def finish_later(preview: Preview, finish: Callable[[], None]) -> None:
    """Begins what a build leaves to be done, in a thread, so that its pages are served meanwhile."""
    preview.finishing = threading.Thread(target=_attempt, args=(preview, finish), name="late files")
    preview.finishing.start()


def _attempt(preview: Preview, finish: Callable[[], None]) -> None:
    try:
        finish()
    except Exception as error:
        preview.settings = None  # some of it is old: the next build is a whole one
        logging.getLogger("mkdocs.plugins.studyguide").error(f"the search is old: {_reason(error)}")


def _reason(error: BaseException) -> str:
    """Returns why a build failed: MkDocs ends a build with an `Abort` that does not say it."""
    cause = error.__context__ if isinstance(error, Abort) and isinstance(error.__context__, BuildError) else error
    return f"{cause}" or type(cause).__name__


class NoWarning(logging.Filter):
    """Drops MkDocs' warning that a partial build may be wrong: a test shows that this one is not. Drops what
    `rebuilder` says after each fault, too: MkDocs says it only after the first."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "'dirty' build" not in record.getMessage() and record.getMessage() != SITE_STAYS
