"""Pages that are served while a preview builds: they are those of the finished site, or browsers load them again."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer

from preview import Server, previewed
from studyguide.hosts.mkdocs import hooks
from studyguide.hosts.mkdocs.early_pages import EarlyPages, early_pages
from tiny import copied, write

GLOSSARY, NOTE = "docs/glossary/dough.yml", "seeds/class.md"


class Requests:
    """Asks for pages as soon as a build has made the first one, each in a thread as a server does."""

    def __init__(self, ask: Callable[[str], bytes], *paths: str) -> None:
        self.answers: dict[str, bytes] = {}
        self.threads = [threading.Thread(target=self._keep, args=(ask, path)) for path in paths]

    def _keep(self, ask: Callable[[str], bytes], path: str) -> None:
        self.answers[path] = ask(path)

    def begin(self) -> None:
        for thread in self.threads:
            if thread.ident is None:
                thread.start()

    def end(self) -> None:
        assert all(thread.ident is not None for thread in self.threads), "no page was made before the end"
        for thread in self.threads:
            thread.join(timeout=60)


class FileServer(Server):
    """Serves files as MkDocs does, and makes every request wait while a build goes on."""

    _serve_request = LiveReloadServer._serve_request
    _inject_js_into_html = LiveReloadServer._inject_js_into_html
    _guess_type = LiveReloadServer._guess_type
    error_handler = staticmethod(lambda _: None)
    _watched_paths = ("docs",)

    def __init__(self, site: Path) -> None:
        super().__init__()
        self.root = str(site)
        self.serve_request = partial(LiveReloadServer.serve_request, self)  # type: ignore[arg-type, assignment]

    def build(self) -> bool:
        """Builds as MkDocs' server does after an edit, and returns whether browsers load again what it has served."""
        self._wanted_epoch = 10
        self.builder()
        with self._epoch_cond:
            self._visible_epoch = self._wanted_epoch
            self._epoch_cond.notify_all()
        return self._visible_epoch > 10


def asked(server: FileServer, path: str) -> bytes:
    """Returns what is served, without what reloads the page."""
    statuses: list[str] = []
    environ = {"HTTP_HOST": "localhost:8000", "PATH_INFO": path}
    content = b"".join(server.application(environ, lambda status, _: statuses.append(status)))
    assert statuses == ["200 OK"]
    return re.sub(rb"<script>\s*var livereload.*?</script>| 'sha256-[^']*'", b"", content, flags=re.DOTALL)


def edited(project: Path, site: Path, files: dict[str, str], *paths: str) -> tuple[dict[str, bytes], bool]:
    """Returns what is served at these paths while a preview builds after an edit, and whether it is loaded again."""
    with previewed(project, site, FileServer(site)) as server:
        assert hooks.preview is not None and isinstance(server, FileServer)
        requests = Requests(partial(asked, server), *paths)
        hooks.preview.early.tell_browsers = requests.begin
        for path, text in files.items():
            write(project, path, text)
        is_again = server.build()
        requests.end()
        assert is_again or requests.answers == {path: asked(server, path) for path in paths}
        return requests.answers, is_again


def test_changed_pages_are_served_before_the_end_as_they_are_at_the_end(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    line = (project / NOTE).read_text("utf-8") + "\nAutolyse again, at dawn.\n"
    answers, is_again = edited(project, tmp_path / "site", {NOTE: line}, "/notes/class/", "/concepts/autolyse/")
    assert b"at dawn" in answers["/notes/class/"] and b"at dawn" in answers["/concepts/autolyse/"]
    assert not is_again


def test_a_changed_entry_is_served_before_the_end(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    entry = (project / GLOSSARY).read_text("utf-8").replace("lets flour rest", "leaves flour to rest")
    answers, is_again = edited(project, tmp_path / "site", {GLOSSARY: entry}, "/concepts/autolyse/")
    assert b"Leaves flour to rest" in answers["/concepts/autolyse/"]
    assert is_again  # its description for programs has to wait


@pytest.mark.parametrize(("served", "diagnostics", "more"), [("x", (), 0), ("y", (), 1), ("x", ("new",), 1)])
def test_what_was_served_is_compared_at_the_end(tmp_path: Path, served: str, diagnostics: object, more: int) -> None:
    early, server = EarlyPages(), FileServer(tmp_path)
    write(tmp_path, "a/index.html", "x")
    states = iter([(), diagnostics])
    with early_pages(early, server, lambda: next(states)):  # type: ignore[arg-type]
        early.served["a/index.html"] = served.encode()
    assert server._wanted_epoch == 1 + more and not early.served
