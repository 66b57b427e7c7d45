"""Sets up the server of a preview: what it watches, how it rebuilds, and what it shows besides the site."""

from __future__ import annotations

import gc
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from studyguide.hosts.mkdocs.dev_server import BoardAddress, check_port, preview_app
from studyguide.hosts.mkdocs.early_pages import early_app, early_pages
from studyguide.hosts.mkdocs.file_watcher import file_watcher
from studyguide.hosts.mkdocs.incremental import NoWarning, Preview, rebuilder
from studyguide.hosts.mkdocs.staged_build import discard_build
from studyguide.hosts.mkdocs.theme_environment import THEME
from studyguide.hosts.packs import project_packs
from studyguide.sources import SEEDS_FOLDER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

BUILD_DELAY = 0.05
"""Seconds without another change after which a preview builds."""


def serve_preview(server: LiveReloadServer, config: MkDocsConfig, preview: Preview) -> None:
    """Makes a server build only what an edit changes, at once, and show diagnostics and the author's board."""
    site_url, log_of_builds = config.site_url, logging.getLogger("mkdocs.commands.build")
    options = dict(config._Config__user_configs[-1])  # type: ignore[attr-defined]

    def load() -> MkDocsConfig:
        fresh = load_config(config.config_file_path, **options)
        fresh.site_url = site_url
        return fresh

    def build_again(fresh: MkDocsConfig, partly: bool) -> None:
        preview.is_partial = partly
        if not partly:
            preview.early.layout = None
        try:
            build(fresh, serve_url=site_url, dirty=partly)
        finally:
            discard_build(fresh)

    log_of_builds.addFilter(NoWarning())
    preview.settings = comparable_settings(config)
    rebuild = rebuilder(preview, load, comparable_settings, build_again)

    def rebuild_and_serve() -> None:
        with early_pages(preview.early, server, lambda: preview.diagnostics):
            rebuild()

    server.builder = rebuild_and_serve
    board = BoardAddress(server.mount_path, lambda: preview.board())
    application = early_app(preview.early, server)
    server.set_app(preview_app(application, lambda: preview.diagnostics, config.dev_addr.host, board))
    server.build_delay = BUILD_DELAY
    _watch(server, config)
    gc.freeze()  # The objects of the first build stay: they are not searched for cycles after each edit.


def serve_without_preview(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Makes a server that builds as MkDocs does, with `--clean`, answer only requests for its own host name."""
    server.set_app(preview_app(server.serve_request, tuple, config.dev_addr.host))


def require_port(config: MkDocsConfig) -> None:
    """Raises Abort with one line, before any work, if the preview could not be served afterwards."""
    host, port = config.dev_addr
    try:
        check_port(host, port)
    except (OSError, OverflowError) as error:
        why = error.strerror if isinstance(error, OSError) else "a port is a number up to 65535"
        hint = "end the other preview, or choose another port with `-a`, such as `-a 127.0.0.1:8001`"
        raise Abort(f"cannot serve at {host}:{port}: {why}; {hint}") from error


def comparable_settings(config: MkDocsConfig) -> object:
    """Returns what can be compared of the settings, and the state of the templates beside the theme's own."""
    folders = [THEME, *([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])]
    templates = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return repr(config._Config__user_configs), tuple((str(p), p.stat().st_mtime_ns) for p in templates)  # type: ignore[attr-defined]


def _watch(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Watches the notes, what is curated, the packs and the templates, besides the settings."""
    config_observer = server.observer  # It keeps watching the settings, a single file that editors replace.
    server.unwatch(config.docs_dir)
    server.observer = file_watcher()
    project = Path(config.config_file_path).parent
    packs = (str(pack.root) for pack in project_packs(config, project)[0])
    folders = (config.docs_dir, str(project / SEEDS_FOLDER), str(THEME), config.theme.custom_dir, *packs)
    for folder in dict.fromkeys(filter(None, folders)):
        if Path(folder).is_dir():
            server.watch(folder)
    config_observer.start()
