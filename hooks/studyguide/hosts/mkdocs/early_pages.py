"""Serves the page of an edited note or term as soon as its text is known, before a preview has built the rest.

Such a page is put into the layout of the last whole build and kept in memory only: the build goes on and writes the
site as always. Requests for other pages wait for its end. If the site then has another page than the one that was
served, browsers load it again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import get_context
from msgspec import Struct, field

from studyguide.execution.parallel import A, B, counting_map
from studyguide.execution.progress import CountReport, no_count
from studyguide.hosts.mkdocs.guide_files import PrerenderedPage, PreviewFile, title_meta
from studyguide.hosts.write import has_content
from studyguide.model.note import Page as GuidePage

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

ASSETS = "assets/"
"""Folder of styles and scripts, which a page needs to be shown."""
PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")


class Layout(Struct, frozen=True):
    """What a page is put into: that of the last whole build."""

    config: MkDocsConfig
    env: Environment
    nav: Navigation
    files: Files
    begin: Callable[[str, Any, MkDocsConfig, Files], object]
    """Handles MkDocs' event `page_markdown`."""
    end: Callable[[str, Any, MkDocsConfig], str]
    """Handles MkDocs' event `post_page`."""


class EarlyPages(Struct):
    """What a preview can serve while it builds."""

    layout: Layout | None = None
    """None if pages have to wait for the build."""
    made: dict[str, PrerenderedPage] = field(default_factory=dict)
    """The pages that the current build has changed, by their places in the site."""
    served: dict[str, bytes] = field(default_factory=dict)
    """What was served before the end of the current build, by its place in the site."""
    is_building: bool = False
    changed: threading.Condition = field(default_factory=threading.Condition)
    """Is held while anything above is changed, and notified when a page is made and when the build ends."""
    tell_browsers: Callable[[], object] = tuple
    """Has open pages loaded again."""


def has_own_pages(config: MkDocsConfig) -> bool:
    """Returns whether no plugin but this adapter has a say in single pages."""
    handlers = (handler for name in PAGE_EVENTS for handler in config.plugins.events[name])
    return all(handler.__module__.startswith("studyguide.") for handler in handlers)


def early_map(
    early: EarlyPages,
    known: Mapping[str, Any],
    function: Callable[[A], B],
    items: Iterable[A],
    /,
    report: CountReport = no_count,
) -> Iterable[B]:
    """Returns what `map` does, and serves each changed page from then on. `known` has what each page of the site was
    made from, by its path."""
    if not early.is_building or early.layout is None:
        yield from counting_map(function, items, report)
        return
    for result in map(function, items):  # which gathers what later steps need only when they begin
        if isinstance(result, tuple):
            for page in result:
                if isinstance(page, GuidePage) and page.parent is not None and page.path in known:
                    _add_if_changed(early, early.layout, page, known[page.path])
        yield result


def _add_if_changed(early: EarlyPages, layout: Layout, page: GuidePage, known: tuple[Any, ...]) -> None:
    before, meta, edit_uri, _ = known
    if page.markdown == before.markdown:
        return
    file = PreviewFile.generated(layout.config, page.path, content=page.markdown)
    file.edit_uri = edit_uri
    made = PrerenderedPage(file, layout.config, {**meta, **title_meta(page)})
    with early.changed:
        if not early.made:
            early.tell_browsers()
        early.made[file.dest_uri] = made
        early.changed.notify_all()


@contextmanager
def early_pages(early: EarlyPages, server: LiveReloadServer, diagnostics: Callable[[], object]) -> Iterator[None]:
    """Serves changed pages while a build goes on. Has browsers load them again if its end has others or other
    diagnostics."""
    early.is_building, before = True, diagnostics()
    try:
        yield
    finally:
        with early.changed:
            early.is_building = False
            served, early.served, early.made = early.served, {}, {}
            early.changed.notify_all()
        is_same = diagnostics() == before and all(has_content(Path(server.root, p), c) for p, c in served.items())
        if served and not is_same:
            server._wanted_epoch += 1


def early_app(early: EarlyPages, server: LiveReloadServer) -> WSGIApplication:
    """Returns an application that serves what `server` does and, while it builds, the pages that are made."""
    early.tell_browsers = partial(_tell_browsers, server)

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        place = _site_place(server, str(environ.get("PATH_INFO", "")))
        content = _early_content(early, server, place)
        if content is None:
            return server.serve_request(environ, start_response)
        if place.endswith(".html"):
            content = server._inject_js_into_html(content, server._wanted_epoch)  # type: ignore[no-untyped-call]
        kind = server._guess_type(place)  # type: ignore[no-untyped-call]
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    return serve


def _early_content(early: EarlyPages, server: LiveReloadServer, place: str) -> bytes | None:
    """Waits until a page is made, and returns it in its layout; None if the server's own answer is to be awaited."""
    with early.changed:
        if place.endswith(".html"):
            early.changed.wait_for(lambda: not early.is_building or place in early.made)
        page, layout = early.made.get(place), early.layout
        if page is not None and layout is not None:
            early.served[place] = _page_html(layout, page).encode("utf-8", "xmlcharrefreplace")
        elif early.served and place.startswith(ASSETS) and (file := Path(server.root, place)).is_file():
            early.served[place] = file.read_bytes()
        else:
            return None
        return early.served[place]


def _page_html(layout: Layout, page: PrerenderedPage) -> str:
    """Does what MkDocs does with a page."""
    config, files = layout.config, layout.files
    layout.begin("", page, config, files)
    page.render(config, files)
    page.active = True
    context = get_context(layout.nav, files.documentation_pages(), config, page)
    return layout.end(layout.env.get_template("main.html").render(context), page, config)


def _tell_browsers(server: LiveReloadServer) -> None:
    with server._epoch_cond:
        server._visible_epoch = server._wanted_epoch - 1
        server._epoch_cond.notify_all()


def _site_place(server: LiveReloadServer, address: str) -> str:
    """Returns which file of the site a request asks for, as the server itself does; '' if none."""
    path = address.encode("latin-1").decode("utf-8", "ignore")
    if not path.startswith(server.mount_path):
        return ""
    name = "index.html" if path.endswith("/") else ""
    return normpath(f"/{path[len(server.mount_path) :]}{name}").lstrip("/")
