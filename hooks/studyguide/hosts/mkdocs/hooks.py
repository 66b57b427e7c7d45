"""The MkDocs adapter: one function for each event. It gathers arguments, calls the engine and logs its diagnostics.

MkDocs imports a hook once and takes every attribute named `on_...` as an event handler. A build keeps nothing here
between events: what a later event needs is on the page's own file or in the build's configuration. `serve` keeps one
`Preview` from its start to its end, and compares with it; docs/dev/architecture.md says why that is right.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from mkdocs.exceptions import BuildError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from studyguide.execution.memo import Memo, memoizing, no_memo
from studyguide.execution.memo_map import memo_map
from studyguide.execution.parallel import Mapper, parallel_map
from studyguide.hosts.assets import load_assets
from studyguide.hosts.build_time import VARIABLE, build_time, given_time
from studyguide.hosts.mkdocs.build_cache import keep_results, results_of, use_cache
from studyguide.hosts.mkdocs.build_log import log, report
from studyguide.hosts.mkdocs.build_progress import add_progress, progress_of
from studyguide.hosts.mkdocs.early_pages import Layout, early_map, has_own_pages
from studyguide.hosts.mkdocs.guide_files import (
    PrerenderedPage,
    add_files,
    add_pages,
    add_twins,
    differs_from_site,
    fill_fragments,
    page_paths,
    search_task,
    take_over_page,
    take_over_search,
    twin_reference,
)
from studyguide.hosts.mkdocs.incremental import SITE_STAYS, Preview, finalize_skipped, finish_later, mark_up_to_date
from studyguide.hosts.mkdocs.installed_guide import add_service_worker, manifest_path
from studyguide.hosts.mkdocs.late_files import add_late_task, finish_late_tasks, start_late_tasks
from studyguide.hosts.mkdocs.layout_cache import cached_layout
from studyguide.hosts.mkdocs.menu_names import name_menu_sections
from studyguide.hosts.mkdocs.preview_server import require_port, serve_preview, serve_without_preview
from studyguide.hosts.mkdocs.sigterm import interrupt_on_sigterm, restore_sigterm
from studyguide.hosts.mkdocs.site_language import in_site_language, keep_site_texts, site_texts
from studyguide.hosts.mkdocs.staged_build import LAST, count_quiet_warnings, publish_build, stage_build
from studyguide.hosts.mkdocs.theme_environment import use_theme
from studyguide.hosts.packs import project_packs
from studyguide.hosts.progress import begin_step, end_progress, show_count
from studyguide.hosts.settings import BRANCH, site
from studyguide.hosts.unpublished_docs import is_unpublished, unpublished_docs
from studyguide.model.diagnostics import (
    Diagnostic,
    Severity,
    StepFailedError,
    format_diagnostic,
    limit_per_code,
)
from studyguide.model.texts import html_of
from studyguide.pipeline import build_guide, summary
from studyguide.render.csp import csp
from studyguide.render.data.address_ledger import LEDGER
from studyguide.render.data.offline import web_manifest
from studyguide.render.data.redirects import redirects
from studyguide.render.guide import Guide
from studyguide.render.navigation import menu
from studyguide.render.pages.comparisons import moved_addresses
from studyguide.render.urls import Addressing
from studyguide.sources import Sources, field_layers, load_sources
from studyguide.text.counted_noun import counted_noun

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

preview: Preview | None = None
"""Is there while `mkdocs serve` runs, and never in a build."""
is_dirty = False
"""Whether MkDocs was started with `--dirty`: then it adds to the site instead of making another."""

FIRST = 100
"""Priority of an event handler that runs before those of plugins."""


def on_startup(command: str, dirty: bool) -> None:
    """Creates what a preview needs for as long as it runs, and lets SIGTERM end this process as Ctrl+C does."""
    global preview, is_dirty
    logging.getLogger("studyguide").parent = log.logger  # so that --verbose shows the engine's tracebacks
    preview, is_dirty = Preview() if command == "serve" else None, dirty
    interrupt_on_sigterm()


def on_shutdown() -> None:
    """Gives SIGTERM its usual effect again, unless one has ended this process."""
    restore_sigterm()
    gc.freeze()  # Python searches all objects for cycles as it ends, although the system frees them all at once.


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG001
    """Builds only what an edit changes, and at once; shows diagnostics on the page."""
    if preview is None:
        serve_without_preview(server, config)
    else:
        serve_preview(server, config, preview)
    return server


@event_priority(FIRST)
def _begin(config: MkDocsConfig) -> MkDocsConfig:
    """Chooses the templates, and redirects the build into a staging folder, after everything that can stop it at
    once."""
    use_theme(config)
    if config.strict:
        count_quiet_warnings()
    if preview and not preview.current.files:
        require_port(config)
    if not (preview and preview.current.files):
        add_progress(config)
    if not preview:
        use_cache(config, os.environ)
    if not is_dirty and not (preview and preview.is_partial):
        stage_build(config)
    return config


def _configure(config: MkDocsConfig) -> MkDocsConfig:
    """Sets the branch of edit links and the scope of what browsers store.

    The theme's inline script is the same in every page, and so allowed by its hash, if the scope is fixed.
    """
    for problem in given_time(os.environ)[1]:
        report(problem)
        del os.environ[VARIABLE]  # MkDocs would end with a traceback
    if config.site_url:  # the theme writes it into its markup as it is
        config.site_url = quote(config.site_url, safe=":/?#[]@!$()*+,;=%")
    config.extra.setdefault("scope", "/")
    if config.repo_url:
        config.edit_uri = f"edit/{BRANCH}/docs/"
    offline = config.plugins.get("material/offline")
    if offline is not None and offline.config.enabled:  # it adds the script of another host, for the theme's search
        config.extra["polyfills"] = [name for name in config.extra.get("polyfills", ()) if "iframe-worker" not in name]
    return config


on_config = CombinedEvent(_begin, _configure)


def on_pre_build(config: MkDocsConfig) -> None:
    """Stop where the host would follow a link in docs/ round for ever, or through a whole disk."""
    unpublished = unpublished_docs(_project(config))
    for path in unpublished.endless:
        report(unpublished.problems[path])
    if unpublished.endless:
        raise BuildError("a link in docs/ leads to a folder that never ends: take it away, then build again")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Builds the guide and adds its pages. A page that a person wrote under the same path wins."""
    unpublished = unpublished_docs(_project(config))
    for file in [file for file in files if is_unpublished(file.src_uri, unpublished) and not file.generated_by]:
        files.remove(file)
    guide, sources = _built_guide(config, unpublished.problems.values())
    inputs = add_pages(files, guide, config)
    inputs |= add_twins(files, guide, config)
    fill_fragments(files, guide.site_context, config)
    if problem := keep_site_texts(config, guide.site_context.texts):
        report(problem)
    ctx, ledger = guide.site_context, {file.path: file.text for file in sources.ledgers}.get(LEDGER, "")
    assets = load_assets(ctx.texts)
    taken = [*(file.path for file in guide.files), *assets, *(file.dest_uri for file in files)]
    moved, lost = redirects(ledger, page_paths(files), ctx.site, ctx.notes, taken, moved_addresses(ctx), ctx.texts)
    for diagnostic in lost:
        report(diagnostic)
    take_over_search(config, guide)
    manifest = (web_manifest(ctx.site),) if manifest_path(config) else ()
    add_files(files, (*guide.files, *moved, *manifest), config, assets)
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
    """Starts to write what no page shows, now that all pages have their text, and allows the theme's inline scripts by
    hash."""
    partials = (f"partials/javascripts/{name}.html" for name in ("base", "palette", "content", "announce"))
    if search := search_task(files, config):
        add_late_task(config, search)
    if preview:
        finalize_skipped(preview, files, lambda page: on_page_markdown("", page, config, files))
    env.filters["name_menu_sections"] = name_menu_sections
    env.globals["guide_id"] = site(config, Addressing.DIRECTORY, 1)[0].id
    env.globals["guide_manifest"] = manifest_path(config)
    env.globals["guide_text"] = partial(html_of, site_texts(config))
    env.globals["guide_policy"] = csp(env.get_template(p).render(config=config, features=()) for p in partials)
    main, entry = env.get_template("main.html"), env.get_template("partials/toc-item.html")
    main.render = cached_layout(main.render, lambda item: entry.render(toc_item=item), _not_in_nav)  # type: ignore[method-assign]
    if not preview:
        start_late_tasks(config, results_of(config))
    elif not preview.is_partial and has_own_pages(config):
        preview.early.layout = Layout(config, env, preview.navigation, files, on_page_markdown, _add_head)
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
    return in_site_language(output_content, config)


def _add_head(output: str, page: Page, config: MkDocsConfig) -> str:
    """Adds what programs read to the head of a page, and hides permanent links from screen readers."""
    feed = get_relative_url("feed.xml", page.url)
    title = html_of(site_texts(config), "feed.feed")
    head = f'<link rel="alternate feed" type="application/atom+xml" title="{title}" href="{feed}">'
    if twin := twin_reference(page):
        # Not `alternate` alone: the theme takes such links for translations and asks for a sitemap beside each.
        head += f'<link rel="alternate markdown" type="text/markdown" href="{twin}">'
    if data := page.meta.get("structured"):
        head += f'<script type="application/ld+json">{data}</script>'
    # Screen readers would read the sign of a permanent link aloud after each heading.
    output = in_site_language(output, config)
    output = output.replace('class="headerlink"', 'class="headerlink" aria-hidden="true" tabindex="-1"')
    return output.replace("</head>", f"{head}</head>", 1)


on_post_page = CombinedEvent(_add_head, take_over_page)


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    """Replaces the site by what was built. In a preview, the next build compares with it.

    What an edit changes is served before the files are written that no page shows."""
    edited = preview if preview and preview.is_partial else None
    if not edited:
        _finish(config)
    if publish_build(config, progress_of(config)) and preview:
        for path in preview.current.files - preview.next_state.files:
            Path(config.site_dir, path).unlink(missing_ok=True)
        preview.current = preview.next_state
    keep_results(config)
    if edited:
        finish_later(edited, partial(_finish_edit, edited, config))


def _finish(config: MkDocsConfig) -> None:
    """Writes what no page shows, and the worker that keeps some of it in browsers."""
    progress = progress_of(config)
    begin_step(progress, "writing the search, decks and Markdown copies")
    problems = finish_late_tasks(config, partial(show_count, progress))
    end_progress(progress)
    for problem in problems:
        report(problem)
    add_service_worker(config, site_texts(config))


def _finish_edit(edited: Preview, config: MkDocsConfig) -> None:
    """Finishes a build after an edit, and lets go of the results of the build before, which takes a tenth of it."""
    _finish(config)
    edited.memory.last = {}


def _built_guide(config: MkDocsConfig, unpublished: Iterable[Diagnostic]) -> tuple[Guide, Sources]:
    """Reads the project, builds its guide and reports all problems, also those of files that are not published.

    Raises BuildError if there is no guide, or if an error leaves the site of a preview as it was.
    """
    packs, unfound = project_packs(config, _project(config))
    sources, unread = load_sources(_project(config), packs)
    families = sum(len(layer.families) for layer in field_layers(sources))
    log.info(f"reading {counted_noun(len(sources.notes), 'note')} and {counted_noun(families, 'file')} of the glossary")
    progress = progress_of(config)
    memory = preview.memory if preview else results_of(config)
    memo: Memo = no_memo if memory is None else memoizing(memory)
    called = parallel_map if memory is None else partial(memo_map, memory)
    if preview:
        called = partial(early_map, preview.early, preview.current.pages)
    map_: Mapper = partial(called, report=partial(show_count, progress))
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
    diagnostics = tuple(limit_per_code({*unpublished, *unfound, *unread, *unclear, *problems}))
    for diagnostic in diagnostics:
        report(diagnostic)
    if preview:
        _note_diagnostics(preview, diagnostics)
    if guide is None:
        raise BuildError(f"no site was built: {failed}. `mkdocs build --verbose` shows the traceback")
    if preview:
        from studyguide.hosts.mkdocs.author_board import author_board  # 50 ms that no build without a preview needs

        preview.board = cache(partial(author_board, guide.site_context.corpus, sources.suggestion_choices, problems))
    return guide, sources


def _note_diagnostics(preview: Preview, diagnostics: Iterable[Diagnostic]) -> None:
    """Keeps what a preview shows on its pages. Raises BuildError after an error, so that the last good site stays."""
    serious = [d for d in diagnostics if d.severity in (Severity.ERROR, Severity.WARNING)]
    preview.next_state = preview.current
    preview.diagnostics = tuple(map(format_diagnostic, serious))
    if preview.current.files and any(d.severity is Severity.ERROR for d in serious):
        raise BuildError(SITE_STAYS)


def _not_in_nav(page: Page) -> bool:
    return isinstance(page, PrerenderedPage) and page.not_in_nav


def _project(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
