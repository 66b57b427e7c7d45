"""A real browser, the project's own site built once, and folders served on this machine.

A browser that cannot be started is a failure and never a skip. `STUDYGUIDE_BROWSER` names the executable to use.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from browsers import FLAGS, installed_browser

NO_BROWSER = """no browser could be started, so what readers see was not tested.
Install Chromium or Chrome (Debian: `apt-get install chromium`; elsewhere: `python -m playwright install chromium`)
or name one with STUDYGUIDE_BROWSER=/path/to/it. `python3 scripts/dev.py test` does this by itself."""
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
"""What a strict host may send: nothing inline, nothing from elsewhere."""
SUB_PATH = "/some/where/"
PATIENCE_MS = 15_000
"""How long a page may take on a busy machine until it shows what is expected."""


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder below a prefix, with its own 404 page, without a log."""

    def __init__(self, *args: Any, prefix: str, policy: str, **kwargs: Any) -> None:
        self.prefix, self.policy = prefix, policy
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        inside = path.startswith(self.prefix)
        return super().translate_path(path[len(self.prefix) - 1 :] if inside else "/no/such/file")

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            with suppress(ConnectionError):  # the browser left the page before it was sent
                super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        lost = Path(self.directory, "404.html")
        if code != 404 or not lost.exists():
            super().send_error(code, message, explain)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(lost.read_bytes())

    def log_message(self, format: str, *args: Any) -> None:
        del format, args


@pytest.fixture(scope="session")
def site_url(site_dir: Path, _servers: list[ThreadingHTTPServer]) -> str:
    """Address of the site, ending in '/'."""
    return _start(_servers, site_dir)


@pytest.fixture(scope="session")
def nested_url(site_dir: Path, _servers: list[ThreadingHTTPServer]) -> str:
    """Address of the same site under a sub-path, ending in '/'."""
    return _start(_servers, site_dir, prefix=SUB_PATH)


@pytest.fixture(scope="session")
def serve(_servers: list[ThreadingHTTPServer]) -> Callable[[Path], str]:
    """Serve folders under the strictest policy; calling it returns a folder's address without a slash at the end."""
    return lambda folder: _start(_servers, folder, policy=POLICY).rstrip("/")


@pytest.fixture(scope="session")
def serve_site(_servers: list[ThreadingHTTPServer]) -> Callable[[Path], str]:
    """Serve built sites, whose pages have policies of their own; the address has no slash at the end."""
    return lambda folder: _start(_servers, folder).rstrip("/")


@pytest.fixture(scope="session")
def browser_path() -> str | None:
    """The browser of STUDYGUIDE_BROWSER, else one on the path, else None: the one Playwright installed."""
    return installed_browser()


@pytest.fixture(scope="session")
def browser(browser_path: str | None) -> Iterator[Browser]:
    """Chromium, one for all tests."""
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=browser_path, args=list(FLAGS))
        except Exception as error:
            pytest.fail(f"{NO_BROWSER}\n\n{error}", pytrace=False)
        expect.set_options(timeout=PATIENCE_MS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile, without motion, and without a worker that loads files beside those that a test counts."""
    profile = browser.new_context(
        reduced_motion="reduce", viewport={"width": 1280, "height": 900}, service_workers="block"
    )
    profile.set_default_timeout(PATIENCE_MS)
    yield profile
    profile.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of a fresh profile; whatever the console reports as an error fails the test."""
    tab = context.new_page()
    errors: list[str] = []
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    assert not errors


@pytest.fixture(scope="session")
def _servers() -> Iterator[list[ThreadingHTTPServer]]:
    started: list[ThreadingHTTPServer] = []
    yield started
    for server in started:
        server.shutdown()


def _start(servers: list[ThreadingHTTPServer], folder: Path, prefix: str = "/", policy: str = "") -> str:
    handler = partial(_Quiet, prefix=prefix, policy=policy, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    servers.append(server)
    return f"http://127.0.0.1:{server.server_port}{prefix}"
