"""The MkDocs adapter, and the only file that knows MkDocs: it gathers arguments, calls the engine, logs its problems.

MkDocs imports a hook once and takes every attribute named `on_...` as an event handler. A build keeps nothing here
between events: what a later event needs is on the page's own file. `serve` keeps one `Preview` from its start to its
end, and compares with it; why that is right stands in docs/about/architecture.md.
"""

from __future__ import annotations

import gc
import logging
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown.extensions.toc import nest_toc_tokens
from markupsafe import escape
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import BuildError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url

from studyguide.execution.memo import memoizing, no_memo
from studyguide.execution.parallel import parallel_map, raise_gc_threshold
from studyguide.hosts.assets import load_assets
from studyguide.hosts.build_time import VARIABLE, build_time, given_time
from studyguide.hosts.mkdocs.dev_server import preview_app
from studyguide.hosts.mkdocs.file_watcher import file_watcher
from studyguide.hosts.mkdocs.incremental import NoWarning, Preview, finalize_skipped, mark_up_to_date, rebuilder
from studyguide.hosts.mkdocs.layout_cache import cached_layout
from studyguide.hosts.mkdocs.prerendered import prerender
from studyguide.hosts.settings import BRANCH, site
from studyguide.model.diagnostics import Diagnostic, Severity, format_diagnostic, limit_per_code
from studyguide.model.note import Page as GuidePage
from studyguide.model.note import PagePath
from studyguide.pipeline import build_guide, summary
from studyguide.render.csp import csp
from studyguide.render.data.changes import page_dates
from studyguide.render.data.json_ld import json_ld
from studyguide.render.data.redirects import LEDGER, redirects
from studyguide.render.data.search_index import INDEX_SETTINGS, SearchDocument, index_entry
from studyguide.render.html.fragments import with_fragments
from studyguide.render.navigation import menu
from studyguide.render.pages.comparisons import moved_addresses
from studyguide.render.site_context import SiteContext
from studyguide.render.urls import Addressing
from studyguide.sources import SEEDS, load_sources

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

log = get_plugin_logger("studyguide")
preview: Preview | None = None
"""There while `mkdocs serve` runs, and never in a build."""


SETTLED = 0.05
"""Seconds without another change after which a preview builds."""
SHIM = "assets/iframe-worker.js"
"""Search from disk: browsers start no worker from a file."""
ANCHOR = re.compile(r' id="([^"]+)"')
THEME = Path(__file__).resolve().parent / "theme"
"""Templates that any project gets; a `custom_dir` of its own comes first."""


class PreviewFile(File):
    """A file of which a preview knows whether it stands in the site already."""

    stands = False

    def is_modified(self) -> bool:
        """Answer what MkDocs asks before it reads, renders or copies a file again."""
        return not self.stands


class PrerenderedPage(Page):
    """A page of the guide: MkDocs asks it for its source and its HTML, and it has both already."""

    not_in_nav = False
    """Below a page of the menu, and not in it."""

    def __init__(self, file: File, config: MkDocsConfig, meta: dict[str, Any]) -> None:
        super().__init__(None, file, config)
        self.meta, self.markdown = meta, file.content_string

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing is to be read."""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Take the place of Python-Markdown, whose very result `finished` gives."""
        page = prerender(self.markdown or "")
        self.content = page.html
        self.toc = get_toc(nest_toc_tokens([{"level": h.level, "id": h.id, "name": h.html} for h in page.headings]))
        self.present_anchor_ids = {match[1] for match in ANCHOR.finditer(page.html)}


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001
    """Keep what a preview needs, for as long as it runs."""
    global preview
    raise_gc_threshold()
    preview = Preview() if command == "serve" else None


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG001
    """Build only what an edit changes, and at once; show on the page what is wrong."""
    if preview is None:
        return server
    known, site_url, log_of_builds = preview, config.site_url, logging.getLogger("mkdocs.commands.build")
    options = dict(config._Config__user_configs[-1])  # type: ignore[attr-defined]

    def load() -> MkDocsConfig:
        fresh = load_config(config.config_file_path, **options)
        fresh.site_url = site_url
        return fresh

    log_of_builds.addFilter(NoWarning())
    known.settings = _settings(config)
    server.builder = rebuilder(known, load, _settings, lambda c, partly: build(c, serve_url=site_url, dirty=partly))
    server.set_app(preview_app(server.serve_request, lambda: known.diagnostics))
    server.build_delay = SETTLED
    asking = server.observer  # keeps watching the settings, a single file that editors replace
    server.unwatch(config.docs_dir)
    server.observer = file_watcher()
    folders = (config.docs_dir, str(_project(config) / SEEDS), str(THEME), config.theme.custom_dir)
    for folder in dict.fromkeys(filter(None, folders)):
        if Path(folder).is_dir():
            server.watch(folder)
    asking.start()
    gc.freeze()  # what the first build made stays, and is not looked through for circles after each edit
    return server


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Without a repository there is nothing to edit; with one, its edit links lead to the branch that is published.

    The theme's inline script is the same in every page, and so allowed by its hash, where the scope is fixed.
    """
    for problem in given_time(os.environ)[1]:
        _report(problem)
        del os.environ[VARIABLE]  # the host would end with a traceback
    config.extra.setdefault("scope", "/")
    if config.repo_url:
        config.edit_uri = f"edit/{BRANCH}/docs/"
    offline = config.plugins.get("material/offline")
    if offline is not None and offline.config.enabled:
        config.extra["polyfills"] = [SHIM]
    if THEME not in map(Path, config.theme.dirs):
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Make the guide and add its pages. A page that a person wrote under the same path stays and wins."""
    sources, unread = load_sources(_project(config))
    log.info(f"reading {len(sources.notes)} notes and {len(sources.families)} files of the glossary")
    steps = (memoizing(preview.memory), map) if preview else (no_memo, parallel_map)
    epoch, _ = build_time(_project(config), os.environ)
    addressing = Addressing.DIRECTORY if config.use_directory_urls else Addressing.FILE
    known, unclear = site(config, addressing, epoch)
    guide, diagnostics = build_guide(sources, known, *steps)
    told = tuple(limit_per_code((*unread, *unclear, *diagnostics)))
    for problem in told:
        _report(problem)
    if preview:
        preview.next_state = preview.current
        preview.diagnostics = tuple(
            format_diagnostic(p) for p in told if p.severity in (Severity.ERROR, Severity.WARNING)
        )
        if preview.current.files and any(problem.severity is Severity.ERROR for problem in told):
            raise BuildError("the site stays as it was until that is mended")
    made: dict[str, object] = {}
    dates, data = page_dates(guide.site_context), json_ld(guide.site_context)
    for page in guide.pages:
        if (written := files.get_file_from_path(page.path)) is not None:
            log.warning(f"docs/{written.src_uri} stands where the guide would put a page of its own, and is kept")
            continue
        file = PreviewFile.generated(config, page.path, content=page.markdown)
        file.edit_uri = f"../{page.source}" if page.source else None
        files.append(file)
        meta = _meta(page, _last(dates, page.path), data.get(page.path, ""))
        PrerenderedPage(file, config, dict(meta))
        made[page.path] = (page, meta, file.edit_uri)
    _fill(files, guide.site_context, config)
    ctx = guide.site_context
    ledger = {file.path: file.text for file in sources.ledgers}.get(LEDGER, "")
    moved, lost = redirects(ledger, _page_paths(files), ctx.site, moved_addresses(ctx))
    for problem in lost:
        _report(problem)
    for extra in (*guide.files, *moved):
        if files.get_file_from_path(extra.path) is None:
            file = PreviewFile.generated(config, extra.path, content=extra.content, inclusion=InclusionLevel.INCLUDED)
            files.append(file)
    for path, content in load_assets().items():
        if files.get_file_from_path(path) is None:
            files.append(File.generated(config, path, content=content))
    _find(config, guide.documents)
    if config.nav is None:
        config.nav = menu(guide.navigation, {path: path for path in _page_paths(files)})
    log.info(summary(guide))
    if preview:
        mark_up_to_date(preview, files, made, _differs)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001
    """Keep for the next event what it is not given: the titles of pages are known only then."""
    if preview:
        preview.navigation = nav
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Allow the theme's own inline scripts by their hashes; the templates put the policy at the head of each page."""
    partials = (f"partials/javascripts/{name}.html" for name in ("base", "palette", "content", "announce"))
    if preview:
        env.bytecode_cache = preview.templates
        finalize_skipped(preview, files, lambda page: on_page_markdown("", page, config, files))
    env.globals["guide_id"] = site(config, Addressing.DIRECTORY, 1)[0].id
    env.globals["guide_policy"] = csp(env.get_template(p).render(config=config, features=()) for p in partials)
    main, entry = env.get_template("main.html"), env.get_template("partials/toc-item.html")
    main.render = cached_layout(main.render, lambda item: entry.render(toc_item=item), _hangs)  # type: ignore[method-assign]
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Hang a page that is in no menu below its list page, so that breadcrumbs and the open section are right."""
    above = files.get_file_from_path(str(page.meta.get("above") or ""))
    if above is not None and above.page is not None and page.parent is None:
        page.parent = above.page.parent
        if isinstance(page, PrerenderedPage):
            page.not_in_nav = True
    if "SOURCE_DATE_EPOCH" not in os.environ:
        page.update_date = str(page.meta.get("updated") or "")
    return markdown


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Tell programs where the feed is and what a term's page is about."""
    feed = get_relative_url("feed.xml", page.url)
    head = f'<link rel="alternate feed" type="application/atom+xml" title="What changed" href="{feed}">'
    if data := page.meta.get("structured"):
        head += f'<script type="application/ld+json">{data}</script>'
    return output.replace("</head>", f"{head}</head>", 1)


def on_post_build(config: MkDocsConfig) -> None:
    """The site stands: what it has no longer is removed, and the next build compares with it."""
    if preview:
        for path in preview.current.files - preview.next_state.files:
            Path(config.site_dir, path).unlink(missing_ok=True)
        preview.current = preview.next_state


def _hangs(page: Page) -> bool:
    return isinstance(page, PrerenderedPage) and page.not_in_nav


def _differs(file: File) -> bool:
    there = Path(file.abs_dest_path)
    return not there.is_file() or there.read_bytes() != file.content_bytes


def _project(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _settings(config: MkDocsConfig) -> object:
    """What can be compared of the settings, and the state of the templates beside the theme's own."""
    folders = [THEME, *([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])]
    templates = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return repr(config._Config__user_configs), tuple((str(p), p.stat().st_mtime_ns) for p in templates)  # type: ignore[attr-defined]


def _fill(files: Files, ctx: SiteContext, config: MkDocsConfig) -> None:
    """Put what hand-written pages ask for into them; their source and their edit link stay what they are."""
    for file in [f for f in files.documentation_pages() if f.abs_src_path and "<!-- guide: " in f.content_string]:
        text, unknown = with_fragments(ctx, PagePath(file.src_uri), file.content_string)
        for name in unknown:
            log.warning(f"docs/{file.src_uri}: there is no fragment `{name}`")
        filled = File.generated(config, file.src_uri, content=text)
        filled.edit_uri = file.edit_uri
        files.remove(file)
        files.append(filled)


def _find(config: MkDocsConfig, documents: Iterable[SearchDocument]) -> None:
    """Hand the search what it finds on the guide's own pages. It reads the others itself, and writes the index."""
    plugin: Any = config.plugins.get("material/search")
    if plugin is not None and plugin.config.enabled:
        plugin.search_index.config.update(INDEX_SETTINGS)
        plugin.search_index.entries += map(index_entry, documents)


def _last(dates: Mapping[PagePath, str], path: PagePath) -> str:
    """The newest date of a page, or of the whole guide: its sitemap tells no date of a clock."""
    return dates.get(path) or dates.get(PagePath("")) or "1970-01-01"


def _page_paths(files: Files) -> frozenset[PagePath]:
    return frozenset(PagePath(file.src_uri) for file in files.documentation_pages())


def _meta(page: GuidePage, updated: str, structured: str) -> dict[str, Any]:
    """What a hand-written page would say in its front matter. The theme writes texts into its markup as they are."""
    return {
        "title": str(escape(" ".join(page.title.split()))),
        "description": str(escape(" ".join(page.description.split()))),
        "above": page.parent or "",
        "updated": updated,
        "structured": structured,
        "search": {"exclude": True},
    }


def _report(problem: Diagnostic) -> None:
    match problem.severity:
        case Severity.ERROR:
            log.error(format_diagnostic(problem))
        case Severity.WARNING:
            log.warning(format_diagnostic(problem))
        case _:
            log.info(format_diagnostic(problem))
