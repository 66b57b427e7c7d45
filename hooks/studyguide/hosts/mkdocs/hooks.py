"""The MkDocs adapter: one function for each event. It gathers arguments, calls the engine and logs its diagnostics.

MkDocs imports a hook once and takes every attribute named `on_...` as an event handler. A build keeps nothing here
between events: what a later event needs is on the page's own file or in the build's configuration. `serve` keeps one
`Preview` from its start to its end, and compares with it; docs/dev/architecture.md says why that is right.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import signal
import threading
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from studyguide.execution.memo import Memo, memoizing, no_memo
from studyguide.execution.parallel import Mapper, counting_map, parallel_map, raise_gc_threshold
from studyguide.hosts.assets import load_assets
from studyguide.hosts.build_time import VARIABLE, build_time, given_time
from studyguide.hosts.mkdocs.author_board import author_board
from studyguide.hosts.mkdocs.build_progress import add_progress, progress_of
from studyguide.hosts.mkdocs.dev_server import BoardAddress, check_port, preview_app
from studyguide.hosts.mkdocs.file_watcher import file_watcher
from studyguide.hosts.mkdocs.guide_files import (
    PrerenderedPage,
    add_files,
    add_pages,
    add_search_files,
    add_twins,
    differs_from_site,
    fill_fragments,
    page_paths,
    take_over_search,
    twin_reference,
)
from studyguide.hosts.mkdocs.incremental import (
    SITE_STAYS,
    NoWarning,
    Preview,
    finalize_skipped,
    mark_up_to_date,
    rebuilder,
)
from studyguide.hosts.mkdocs.installed_guide import add_service_worker, manifest_path
from studyguide.hosts.mkdocs.layout_cache import cached_layout
from studyguide.hosts.mkdocs.menu_names import name_menu_sections
from studyguide.hosts.mkdocs.staged_build import LAST, count_quiet_warnings, discard_build, publish_build, stage_build
from studyguide.hosts.packs import project_packs
from studyguide.hosts.progress import begin_step, end_progress, show_count
from studyguide.hosts.settings import BRANCH, site
from studyguide.model.diagnostics import (
    Diagnostic,
    Location,
    Severity,
    StepFailedError,
    format_diagnostic,
    limit_per_code,
)
from studyguide.model.texts import Texts, html_of
from studyguide.parse.curated.site_texts import ENGLISH_TAG
from studyguide.pipeline import build_guide, summary
from studyguide.render.csp import csp
from studyguide.render.data.address_ledger import LEDGER
from studyguide.render.data.offline import web_manifest
from studyguide.render.data.redirects import redirects
from studyguide.render.navigation import menu
from studyguide.render.pages.comparisons import moved_addresses
from studyguide.render.urls import Addressing
from studyguide.sources import SEEDS_FOLDER, field_layers, is_refused, load_sources, refused_in_docs
from studyguide.text.counted_noun import counted_noun

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

log = get_plugin_logger("studyguide")
preview: Preview | None = None
"""Is there while `mkdocs serve` runs, and never in a build."""
is_dirty = False
"""Whether MkDocs was started with `--dirty`: then it adds to the site instead of making another."""

FIRST = 100
"""Priority of an event handler that runs before those of plugins."""
BUILD_DELAY = 0.05
"""Seconds without another change after which a preview builds."""
THEME_LANGUAGES = "partials/languages"
"""Folder of the theme with its own texts, a template for each language."""
HTML_LANG = re.compile(r'<html lang="[^"]*"')
TEXTS_KEY = "studyguide_texts"
"""Key under which the build's configuration has what the site says, for later events."""
THEME = Path(__file__).resolve().parent / "theme"
"""Templates that any project gets; a `custom_dir` of its own comes first."""


def on_startup(command: str, dirty: bool) -> None:
    """Creates what a preview needs for as long as it runs, and lets SIGTERM end this process as Ctrl+C does."""
    global preview, is_dirty
    raise_gc_threshold()
    logging.getLogger("studyguide").parent = log.logger  # so that --verbose shows the engine's tracebacks
    preview, is_dirty = Preview() if command == "serve" else None, dirty
    if _is_main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # temporary folders are removed on the way out


def on_shutdown() -> None:
    """Gives SIGTERM its usual effect again."""
    if _is_main_thread() and signal.getsignal(signal.SIGTERM) is signal.default_int_handler:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG001
    """Builds only what an edit changes, and at once; shows diagnostics on the page."""
    host = config.dev_addr.host
    if preview is None:  # with --clean, MkDocs builds as it does without a preview
        server.set_app(preview_app(server.serve_request, tuple, host))
        return server
    known, site_url, log_of_builds = preview, config.site_url, logging.getLogger("mkdocs.commands.build")
    options = dict(config._Config__user_configs[-1])  # type: ignore[attr-defined]

    def load() -> MkDocsConfig:
        fresh = load_config(config.config_file_path, **options)
        fresh.site_url = site_url
        return fresh

    def build_again(fresh: MkDocsConfig, partly: bool) -> None:
        known.is_partial = partly
        try:
            build(fresh, serve_url=site_url, dirty=partly)
        finally:
            discard_build(fresh)

    log_of_builds.addFilter(NoWarning())
    known.settings = _settings(config)
    server.builder = rebuilder(known, load, _settings, build_again)
    board = BoardAddress(server.mount_path, lambda: known.board())
    server.set_app(preview_app(server.serve_request, lambda: known.diagnostics, host, board))
    server.build_delay = BUILD_DELAY
    config_observer = server.observer  # keeps watching the settings, a single file that editors replace
    server.unwatch(config.docs_dir)
    server.observer = file_watcher()
    packs = (str(pack.root) for pack in project_packs(config, _project(config))[0])
    folders = (config.docs_dir, str(_project(config) / SEEDS_FOLDER), str(THEME), config.theme.custom_dir, *packs)
    for folder in dict.fromkeys(filter(None, folders)):
        if Path(folder).is_dir():
            server.watch(folder)
    config_observer.start()
    gc.freeze()  # the objects of the first build stay: they are not searched for cycles after each edit
    return server


@event_priority(FIRST)
def _begin(config: MkDocsConfig) -> MkDocsConfig:
    """Redirects the build into a staging folder, after everything that can stop it at once."""
    if config.strict:
        count_quiet_warnings()
    if preview and not preview.current.files:
        _require_port(config)
    if not (preview and preview.current.files):
        add_progress(config)
    if not is_dirty and not (preview and preview.is_partial):
        stage_build(config)
    return config


def _configure(config: MkDocsConfig) -> MkDocsConfig:
    """Sets the branch of edit links, the theme's folder and the scope of what browsers store.

    The theme's inline script is the same in every page, and so allowed by its hash, if the scope is fixed.
    """
    for problem in given_time(os.environ)[1]:
        _report(problem)
        del os.environ[VARIABLE]  # MkDocs would end with a traceback
    if config.site_url:  # the theme writes it into its markup as it is
        config.site_url = quote(config.site_url, safe=":/?#[]@!$()*+,;=%")
    config.extra.setdefault("scope", "/")
    if config.repo_url:
        config.edit_uri = f"edit/{BRANCH}/docs/"
    offline = config.plugins.get("material/offline")
    if offline is not None and offline.config.enabled:  # it adds the script of another host, for the theme's search
        config.extra["polyfills"] = [name for name in config.extra.get("polyfills", ()) if "iframe-worker" not in name]
    if THEME not in map(Path, config.theme.dirs):
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
    return config


on_config = CombinedEvent(_begin, _configure)


def on_pre_build(config: MkDocsConfig) -> None:
    """Stop where the host would follow a link in docs/ round for ever, or through a whole disk."""
    refused, endless = refused_in_docs(_project(config))
    for path in endless:
        _report(refused[path])
    if endless:
        raise BuildError("a link in docs/ leads to a folder that never ends: take it away, then build again")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Builds the guide and adds its pages. A page that a person wrote under the same path wins."""
    refused, _ = refused_in_docs(_project(config))
    for file in [file for file in files if is_refused(file.src_uri, refused) and not file.generated_by]:
        files.remove(file)
    packs, unfound = project_packs(config, _project(config))
    sources, unread = load_sources(_project(config), packs)
    families = sum(len(layer.families) for layer in field_layers(sources))
    log.info(f"reading {counted_noun(len(sources.notes), 'note')} and {counted_noun(families, 'file')} of the glossary")
    progress = progress_of(config)
    report = partial(show_count, progress)
    memo: Memo = memoizing(preview.memory) if preview else no_memo
    map_: Mapper = partial(counting_map if preview else parallel_map, report=report)
    epoch, _ = build_time(_project(config), os.environ, packs)
    addressing = Addressing.DIRECTORY if config.use_directory_urls else Addressing.FILE
    known, unclear = site(config, addressing, epoch)
    guide, failed = None, ""
    try:
        guide, problems = build_guide(sources, known, memo, map_, partial(begin_step, progress))
    except StepFailedError as error:
        problems, failed = error.diagnostics, str(error)
    finally:
        end_progress(progress)
    diagnostics = tuple(limit_per_code({*refused.values(), *unfound, *unread, *unclear, *problems}))
    for diagnostic in diagnostics:
        _report(diagnostic)
    if preview:
        preview.next_state = preview.current
        preview.diagnostics = tuple(
            format_diagnostic(d) for d in diagnostics if d.severity in (Severity.ERROR, Severity.WARNING)
        )
        if preview.current.files and any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics):
            raise BuildError(SITE_STAYS)
    if guide is None:
        raise BuildError(f"no site was built: {failed}. `mkdocs build --verbose` shows the traceback")
    if preview:
        preview.board = cache(partial(author_board, guide.site_context.corpus, sources.suggestion_choices, problems))
    inputs = add_pages(files, guide, config)
    begin_step(progress, "making a Markdown copy of the pages")
    inputs |= add_twins(files, guide, config)
    end_progress(progress)
    fill_fragments(files, guide.site_context, config)
    config.extra[TEXTS_KEY] = guide.site_context.texts
    if problem := _choose_language(config, guide.site_context.texts.lang):
        _report(problem)
    ctx, ledger = guide.site_context, {file.path: file.text for file in sources.ledgers}.get(LEDGER, "")
    taken = [*(file.path for file in guide.files), *load_assets(), *(file.dest_uri for file in files)]
    moved, lost = redirects(ledger, page_paths(files), ctx.site, ctx.notes, taken, moved_addresses(ctx), ctx.texts)
    for diagnostic in lost:
        _report(diagnostic)
    take_over_search(config, guide)
    manifest = (web_manifest(ctx.site),) if manifest_path(config) else ()
    add_files(files, (*guide.files, *moved, *manifest), config)
    if config.nav is None:
        config.nav = menu(ctx.texts, guide.navigation, {path: path for path in page_paths(files)})
    log.info(summary(guide))
    if preview:
        mark_up_to_date(preview, files, inputs, differs_from_site)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001
    """Keeps the navigation for the next event, which is not given it: the titles of pages are known only then."""
    if preview:
        preview.navigation = nav
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Makes the search's index, now that all pages have their text, and allows the theme's inline scripts by hash."""
    partials = (f"partials/javascripts/{name}.html" for name in ("base", "palette", "content", "announce"))
    add_search_files(files, config)
    if preview:
        env.bytecode_cache = preview.templates
        finalize_skipped(preview, files, lambda page: on_page_markdown("", page, config, files))
    env.filters["name_menu_sections"] = name_menu_sections
    env.globals["guide_id"] = site(config, Addressing.DIRECTORY, 1)[0].id
    env.globals["guide_manifest"] = manifest_path(config)
    env.globals["guide_text"] = partial(html_of, _site_texts(config))
    env.globals["guide_policy"] = csp(env.get_template(p).render(config=config, features=()) for p in partials)
    main, entry = env.get_template("main.html"), env.get_template("partials/toc-item.html")
    main.render = cached_layout(main.render, lambda item: entry.render(toc_item=item), _not_in_nav)  # type: ignore[method-assign]
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Puts a page that is in no menu below its list page, so that breadcrumbs and the open section are right."""
    above = files.get_file_from_path(str(page.meta.get("above") or ""))
    if above is not None and above.page is not None and page.parent is None:
        page.parent = above.page.parent
        if isinstance(page, PrerenderedPage):
            page.not_in_nav = True
    if "SOURCE_DATE_EPOCH" not in os.environ:
        page.update_date = str(page.meta.get("updated") or "")
    return markdown


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Sets the language of pages that only the theme has, such as the one for addresses without a page."""
    return _in_language(output_content, config)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Adds what programs read to the head of a page, and hides permanent links from screen readers."""
    feed = get_relative_url("feed.xml", page.url)
    title = html_of(_site_texts(config), "feed.feed")
    head = f'<link rel="alternate feed" type="application/atom+xml" title="{title}" href="{feed}">'
    if twin := twin_reference(page):
        # Not `alternate` alone: the theme takes such links for translations and asks for a sitemap beside each.
        head += f'<link rel="alternate markdown" type="text/markdown" href="{twin}">'
    if data := page.meta.get("structured"):
        head += f'<script type="application/ld+json">{data}</script>'
    # Screen readers would read the sign of a permanent link aloud after each heading.
    output = _in_language(output, config)
    output = output.replace('class="headerlink"', 'class="headerlink" aria-hidden="true" tabindex="-1"')
    return output.replace("</head>", f"{head}</head>", 1)


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    """Replaces the site by what was built. In a preview, the next build compares with it."""
    add_service_worker(config)
    if publish_build(config) and preview:
        for path in preview.current.files - preview.next_state.files:
            Path(config.site_dir, path).unlink(missing_ok=True)
        preview.current = preview.next_state


def _is_main_thread() -> bool:
    """Returns whether signals can be handled here."""
    return threading.current_thread() is threading.main_thread()


def _require_port(config: MkDocsConfig) -> None:
    """Raises Abort with one line, before any work, if the preview could not be served afterwards."""
    host, port = config.dev_addr
    try:
        check_port(host, port)
    except (OSError, OverflowError) as error:
        why = error.strerror if isinstance(error, OSError) else "a port is a number up to 65535"
        hint = "end the other preview, or choose another port with `-a`, such as `-a 127.0.0.1:8001`"
        raise Abort(f"cannot serve at {host}:{port}: {why}; {hint}") from error


def _not_in_nav(page: Page) -> bool:
    return isinstance(page, PrerenderedPage) and page.not_in_nav


def _project(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _site_texts(config: MkDocsConfig) -> Texts:
    texts: Texts = config.extra[TEXTS_KEY]
    return texts


def _in_language(html: str, config: MkDocsConfig) -> str:
    """Returns a page with the language of docs/texts.yml: the theme may have no texts in it."""
    lang = _site_texts(config).lang
    return html if lang == ENGLISH_TAG else HTML_LANG.sub(f'<html lang="{lang}"', html, count=1)


def _choose_language(config: MkDocsConfig, lang: str) -> Diagnostic | None:
    """Sets the language of the theme's own texts; returns a problem if the theme does not have it.

    Without a language in docs/texts.yml, that of mkdocs.yml stays.
    """
    if lang in (ENGLISH_TAG, config.theme.get("language")):
        return None
    known = {path.stem for folder in config.theme.dirs for path in Path(folder, THEME_LANGUAGES).glob("*.html")}
    choice = next((name for name in (lang, lang.partition("-")[0]) if name in known), "")
    if choice:
        config.theme["language"] = choice
        return None
    what = f"the theme has no texts in the language `{lang}`, so its own texts are shown in English"
    hint = f"write them into `{THEME_LANGUAGES}/{lang}.html` of a `custom_dir`"
    return Diagnostic(Location("docs/texts.yml"), "unknown-language", what, hint, severity=Severity.WARNING)


def _settings(config: MkDocsConfig) -> object:
    """Returns what can be compared of the settings, and the state of the templates beside the theme's own."""
    folders = [THEME, *([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])]
    templates = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return repr(config._Config__user_configs), tuple((str(p), p.stat().st_mtime_ns) for p in templates)  # type: ignore[attr-defined]


def _report(diagnostic: Diagnostic) -> None:
    match diagnostic.severity:
        case Severity.ERROR:
            log.error(format_diagnostic(diagnostic))
        case Severity.WARNING:
            log.warning(format_diagnostic(diagnostic))
        case _:
            log.info(format_diagnostic(diagnostic))
