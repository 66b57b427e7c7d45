"""A preview without its server: the same handlers, the same rebuilds, and a tree to compare."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from studyguide.hosts.mkdocs import hooks
from studyguide.hosts.mkdocs.incremental import wait_until_finished

URL = "http://127.0.0.1:8000/"


PAGE = b'<head><meta http-equiv="Content-Security-Policy" content="x"></head><body class="a"><p>Hello</p></body>'


def page(environ: object, start_response: Callable[[str, list[tuple[str, str]]], object]) -> list[bytes]:  # noqa: ARG001
    """What the host serves."""
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(PAGE)))])
    return [PAGE]


class Server:
    """What `on_serve` is given: it learns whom to call after an edit, and what to watch."""

    def __init__(self) -> None:
        self.builder: Callable[[], None] = lambda: None
        self.application: Any = page
        self.observer: Any = self
        self.watched: list[str] = []
        self.mount_path = "/"
        self.build_delay = 0.0
        self._wanted_epoch = self._visible_epoch = 1
        self._epoch_cond = threading.Condition()

    serve_request = staticmethod(page)

    def set_app(self, application: Any) -> None:
        self.application = application

    def watch(self, path: str) -> None:
        self.watched.append(path)

    def unwatch(self, path: str) -> None:
        assert Path(path).is_dir()

    def start(self) -> None:
        """An observer begins."""


@contextmanager
def previewed(project: Path, site: Path, server: Server | None = None) -> Iterator[Server]:
    """Build as `mkdocs serve` does at its start, and yield its server; `server.builder()` builds after an edit."""
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(site), dev_addr="127.0.0.1:0")
    config.plugins.on_startup(command="serve", dirty=False)
    server = server or Server()
    try:
        config.site_url = URL
        build(config, serve_url=URL)
        config.plugins.on_serve(server, config=config, builder=server.builder)  # type: ignore[arg-type]
        server.builder = partial(_build_and_wait, server.builder)
        yield server
    finally:
        config.plugins.on_shutdown()


def _build_and_wait(build_again: Callable[[], None]) -> None:
    """Build after an edit, and wait for what a server writes after it has served the pages."""
    build_again()
    assert hooks.preview is not None
    wait_until_finished(hooks.preview)


def built_whole(project: Path, site: Path) -> None:
    """Build the same state from nothing in a process of its own."""
    program = f"import preview; preview.whole({str(project / 'mkdocs.yml')!r}, {str(site)!r})"
    run = subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parent, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def whole(settings: str, site: str) -> None:
    """Build with nothing kept."""
    config = load_config(settings, site_dir=site)
    config.plugins.on_startup(command="build", dirty=False)
    config.site_url = URL
    build(config, serve_url=URL)
