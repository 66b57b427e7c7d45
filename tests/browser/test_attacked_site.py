"""A site with every attack in every field, opened in a browser page by page: nothing runs, nothing is asked of another
host, no page has anything that could run when somebody clicks.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from attacked import NAMES, attacked, attacked_names, attacks, every_text
from tiny import built_afresh

TOGETHER = int(os.environ.get("ATTACKS_TOGETHER", "80"))
"""Attacks in one field. 1 opens some four thousand pages, one attack in each field."""
WATCH = """
globalThis.ran = [];
globalThis.HX = (...all) => { ran.push(`HX(${all})`); };
document.addEventListener('securitypolicyviolation', (event) => { ran.push(`blocked ${event.blockedURI}`); });
"""
FAULTS = """
() => {
  const found = [...ran];
  const safe = /^(https?:|$)/, gone = 'iframe,frame,object,embed,applet,portal,base,foreignObject,script:not([src])';
  for (const element of document.querySelectorAll('*')) {
    for (const {name, value} of element.attributes) {
      if (/^on|^srcdoc$|^ping$/.test(name)) found.push(`${element.tagName} ${name}=${value}`);
    }
    const address = element.href?.baseVal ?? element.href ?? element.src ?? element.action ?? element.data;
    if (typeof address === 'string' && /^[a-z-]+:/i.test(address) && !safe.test(new URL(address).protocol)) {
      found.push(`${element.tagName} ${address}`);
    }
  }
  for (const element of document.querySelectorAll(`article :is(${gone})`)) found.push(element.outerHTML);
  for (const element of document.querySelectorAll('meta[http-equiv]')) {
    if (!/^(content-security-policy|x-ua-compatible)$/i.test(element.httpEquiv)) found.push(element.outerHTML);
  }
  if (document.querySelectorAll('title:not(svg *)').length !== 1) found.push('more than one title');
  if (document.querySelectorAll('main h1').length !== 1) found.push('not one first heading');
  if (/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.documentElement.innerHTML)) found.push('letters are reordered');
  return found;
}
"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = attacked(tmp_path_factory.mktemp("hostile") / "project", every_text(), TOGETHER)
    attacked_names(project, attacks()[NAMES], ("{0}/{0}.md",))
    site = project.parent / "site"
    run = built_afresh(project, site)
    assert run.returncode == 0, run.stderr[-2000:]
    return site


@pytest.fixture(scope="module")
def base(hostile_site: Path) -> Iterator[str]:
    """The site's address without a slash at the end, served without any policy but the one its pages have."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(hostile_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """Keeps no log."""

    def log_message(self, format: str, *args: Any) -> None:
        del format, args


def test_no_attack_comes_through(hostile_site: Path, base: str, context: BrowserContext) -> None:
    heard: list[str] = []
    tab = watched(context, base, heard)
    pages = sorted(path.relative_to(hostile_site).as_posix() for path in hostile_site.rglob("*.html"))
    assert len(pages) > 100
    for path in pages:
        tab.goto(f"{base}/{quote(path)}", wait_until="load")
        heard += (f"{path}: {fault}" for fault in tab.evaluate(FAULTS))
    assert heard == []


def test_what_is_typed_and_clicked_runs_nothing(base: str, context: BrowserContext) -> None:
    """Search results, previews of terms and questions are made by script from what the build wrote."""
    heard: list[str] = []
    tab = watched(context, base, heard)
    tab.goto(f"{base}/concepts/autolyse/")
    for words in ("script", "HX", "<img src=x onerror=HX()>", "autolyse"):
        box = tab.locator("[data-md-component=search-query]")
        box.clear()
        box.press_sequentially(words)  # the theme listens to keys
        tab.wait_for_timeout(700)
    tab.locator(".md-search-result__item", has_text="Autolyse").first.wait_for()
    heard += tab.evaluate(FAULTS)
    tab.goto(f"{base}/notes/class/")
    for link in tab.locator("a.sg-term").all()[:5]:
        link.hover()
        tab.wait_for_timeout(100)
    heard += tab.evaluate(FAULTS)
    tab.goto(f"{base}/review/")
    tab.locator("[data-part=go] button").click()
    for _ in range(12):
        tab.keyboard.press("Space")
        tab.keyboard.press("2")
    heard += tab.evaluate(FAULTS)
    assert heard == []


def test_the_policy_blocks_an_inline_script(hostile_site: Path, base: str, context: BrowserContext) -> None:
    """Even markup that got into a page could not run, load or send anything."""
    text = (hostile_site / "concepts/autolyse/index.html").read_text("utf-8")
    added = "<script>HX()</script><img src=x onerror=HX()><svg onload=HX()></svg><a id=hx href='javascript:HX()'>x</a>"
    added += "<img src=https://evil.example/HX.png><iframe src=https://evil.example/HX></iframe>"
    injected = hostile_site / "concepts/autolyse/injected.html"
    injected.write_text(text.replace("<article", f"{added}<article", 1), "utf-8")
    tab = context.new_page()
    tab.add_init_script(WATCH)
    left: list[str] = []
    tab.on("response", lambda response: None if response.url.startswith(base) else left.append(response.url))
    try:
        tab.goto(f"{base}/concepts/autolyse/injected.html")
        tab.locator("#hx").click()
        ran: list[str] = tab.evaluate("ran")
    finally:
        injected.unlink()
    assert [what for what in ran if what.startswith("HX")] == []
    assert len([what for what in ran if what.startswith("blocked inline")]) >= 3
    assert left == []


def watched(context: BrowserContext, base: str, heard: list[str]) -> Page:
    """A tab that reports every dialog, console error, failed script and request to elsewhere."""
    tab = context.new_page()
    tab.add_init_script(WATCH)

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            heard.append(f"console: {message.text}")

    def request(asked: Request) -> None:
        if not asked.url.startswith((base, "data:image/svg+xml", "blob:")):
            heard.append(f"asked: {asked.url}")

    tab.on("console", console)
    tab.on("request", request)
    tab.on("pageerror", lambda error: heard.append(f"error: {error}"))
    tab.on("dialog", lambda dialog: (heard.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    tab.on("popup", lambda popup: heard.append(f"popup: {popup.url}"))
    return tab
