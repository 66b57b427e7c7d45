#!/usr/bin/env python3
"""Measure the search at 100, 1,000 and 5,000 pages beside the theme's own and, if npm has it, Pagefind.

    python3 scripts/bench_search.py [PAGES ...] [--words WORDS] [--without-pagefind]

Each gets the same pages: invented terms with a definition, and texts of words that are as frequent as in any language.
Printed for each: bytes of the index, compressed, in all and before the first hit; and milliseconds.

A cold search is the first one on a page, with an empty cache: the box gets the focus, and 200 ms later the first text.
It is measured from the event of that text until the first result is shown; "at once" is the same with focus and text
in one task, as no hand does it. A warm search is a later one on the same page. The runs of all searches alternate, and
medians are printed, so that a busy machine disturbs all alike; only ratios within one run can be compared. Pagefind has
no box of its own here and is measured until it has answered.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, Request, sync_playwright

from browsers import FLAGS, installed_browser
from queries import served
from studyguide.hosts.assets import load_assets
from studyguide.parse.curated.site_texts import default_texts
from studyguide.render.data.search_documents import SearchDocument
from studyguide.render.data.search_files import search_files
from studyguide.render.data.search_group import SearchGroup
from studyguide.render.data.search_index import search_index
from studyguide.text.search_words import joined_name

SIZES = (100, 1_000, 5_000)
RUNS = 9
QUERIES = 24
LEAD_MS = 200
"""From the focus of the box to the first text: as long as a practiced typist needs from one key to the next."""
SETTLED_MS = 400
"""Before warm searches, so that what is loaded in idle time is there."""
VOCABULARY = 12_000
"""Different words of the largest site."""
WORDS = 100
"""Words of a page that are searched, as many as in the shipped guide."""
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zy".split()  # noqa: SIM905
OURS = """<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><body>
<meta name="studyguide-id" content="bench"><input type="checkbox" id="__search">
<div class="md-search"><form><input class="md-search__input" aria-label="Search"></form>
<div class="md-search-result"><div class="md-search-result__meta"></div><ol class="md-search-result__list"></ol></div>
</div>
<script src="assets/search_opener.js"></script></body></html>"""
BARE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><body></body></html>'
SHOWN = """(query, lead, event) => new Promise((done) => {
  const [input, result] = [".md-search__input", ".md-search-result"].map((at) => document.querySelector(at));
  input.value = "";
  input.focus();
  input.dispatchEvent(event());
  const ask = () => {
    const begin = performance.now();
    new MutationObserver((_, self) => {
      if (!result.querySelector("li a") || !result.textContent) return;
      self.disconnect();
      done(performance.now() - begin);
    }).observe(result, { childList: true, subtree: true, characterData: true });
    input.value = query;
    input.dispatchEvent(event());
  };
  if (lead) setTimeout(ask, lead);
  else ask();
})"""
ASK_OURS = f"([query, lead]) => ({SHOWN})(query, lead, () => new InputEvent('input', {{ bubbles: true }}))"
ASK_THEME = f"([query, lead]) => ({SHOWN})(query, lead, () => new KeyboardEvent('keyup', {{ bubbles: true }}))"
ASK_PAGEFIND = """async ([query, lead]) => {
  const loading = (globalThis.pagefind ??= import("/pagefind/pagefind.js"));
  if (lead) await new Promise((done) => setTimeout(done, lead));
  const begin = performance.now();
  const found = await (await loading).search(query);
  await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
  return performance.now() - begin;
}"""


class Measured(NamedTuple):
    """A search on a site that is served, and what was measured so far."""

    name: str
    folder: Path
    url: str
    ask: str
    loaded: list[int]
    """Bytes before the first hit, compressed."""
    cold: list[float]
    """Milliseconds, as all others."""
    at_once: list[float]
    disk: list[float]
    warm: list[float]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=int, nargs="*", default=SIZES, metavar="PAGES")
    parser.add_argument("--words", type=int, default=WORDS, help="words of a page that are searched")
    parser.add_argument("--without-pagefind", action="store_true", help="do not install and measure Pagefind")
    options = parser.parse_args()
    print(
        "| Pages | Search | KiB in all | KiB per 100 pages | KiB to the first hit |"
        " Cold | Cold, disk | Cold, at once | Warm | Cold / warm | Disk / warm |"
    )
    print("|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as tools:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        pagefind = None if options.without_pagefind else installed_pagefind(Path(tools))
        for pages in options.pages:
            documents = made_documents(pages, options.words)
            with ExitStack() as stack:
                searches = [
                    Measured(name, folder, stack.enter_context(served(folder)), ask, [], [], [], [], [])
                    for name, site, ask in sites(documents, pagefind)
                    for folder in [Path(stack.enter_context(site))]
                ]
                queries = made_queries(documents)
                for run in range(RUNS):
                    for search in searches:
                        measure(browser, search, queries[run], queries[RUNS:])
                for search in searches:
                    print(row(pages, search), flush=True)
        browser.close()
    if pagefind is None and not options.without_pagefind:
        print("\nPagefind could not be installed with npm.")
    return 0


def made_documents(pages: int, size: int) -> list[SearchDocument]:
    """Return one document for each page, half of them terms with a definition and half notes."""
    chance = random.Random(pages)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))

    def text(count: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=count))

    documents = []
    for number in range(pages):
        name = f"{chance.choice(words)} {chance.choice(words)}"
        place = f"p{number}/"
        if number % 2:
            documents.append(
                SearchDocument(place, name, SearchGroup.NOTE, "Note", lines=tuple(text(15) for _ in range(size // 15)))
            )
        else:
            definition = text(18)
            details = (text(size - 18),)
            documents.append(
                SearchDocument(
                    place, name, SearchGroup.TERM, "Concept", definition, (joined_name(name),), details=details
                )
            )
    return documents


def made_queries(documents: Sequence[SearchDocument]) -> list[str]:
    """Return names, and words of definitions, as somebody would type them."""
    chance = random.Random(1)
    terms = [document for document in documents if document.definition]
    chosen = chance.sample(terms, QUERIES)
    return [
        one.title if at % 2 else " ".join(chance.sample(one.definition.split(), 3)) for at, one in enumerate(chosen)
    ]


def sites(documents: list[SearchDocument], pagefind: Path | None) -> Iterator[tuple[str, Any, str]]:
    """Yield name, temporary folder and the script that asks, of each search."""
    texts = {one.location: " ".join((one.definition, *one.details, *one.lines)) for one in documents}
    folder = tempfile.TemporaryDirectory()
    assets = load_assets(default_texts())
    files = {
        "index.html": OURS.encode(),
        **{path: assets[path] for path in ("assets/search.js", "assets/search_opener.js")},
    }
    files |= {path: content.encode() for path, content in search_files(search_index(documents))}
    yield "ours", filled(folder, files), ASK_OURS
    rows = [{"location": one.location, "title": one.title, "text": texts[one.location]} for one in documents]
    yield "Material for MkDocs", theme_site(rows), ASK_THEME
    if pagefind is not None:
        folder = tempfile.TemporaryDirectory()
        page = "<!doctype html><html lang=en><title>{0}</title><body><h1>{0}</h1><p>{1}</p></body></html>"
        files = {f"{one.location}index.html": page.format(one.title, texts[one.location]).encode() for one in documents}
        filled(folder, {"index.html": BARE.encode(), **files})
        subprocess.run([pagefind, "--site", folder.name], check=True, capture_output=True)
        for path in Path(folder.name).glob("p*/index.html"):
            path.unlink()
        yield "Pagefind", folder, ASK_PAGEFIND


def theme_site(rows: list[dict[str, str]]) -> tempfile.TemporaryDirectory[str]:
    """Return a site of the theme with one page, whose search index holds these rows."""
    with tempfile.TemporaryDirectory() as project:
        settings = "site_name: bench\ntheme: {name: material, font: false}\nplugins: [search]\n"
        for path, text in (("mkdocs.yml", settings), ("docs/index.md", "# Bench\n")):
            Path(project, path).parent.mkdir(exist_ok=True)
            Path(project, path).write_text(text)
        folder = tempfile.TemporaryDirectory()
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", folder.name]
        subprocess.run(build, cwd=project, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    index = Path(folder.name, "search/search_index.json")
    index.write_text(json.dumps({**json.loads(index.read_text()), "docs": rows}))
    return folder


def filled(folder: tempfile.TemporaryDirectory[str], files: dict[str, bytes]) -> tempfile.TemporaryDirectory[str]:
    for path, content in files.items():
        target = Path(folder.name, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def installed_pagefind(folder: Path) -> Path | None:
    """Return Pagefind's program, installed into a temporary folder; None without npm or network."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    run = subprocess.run([npm, "install", "--no-audit", "--no-fund", "pagefind"], cwd=folder, capture_output=True)
    program = folder / "node_modules" / ".bin" / "pagefind"
    return program if run.returncode == 0 and program.exists() else None


def measure(browser: Browser, search: Measured, first: str, others: Sequence[str]) -> None:
    """Measure one search once: cold, warm, cold with focus and text at once, and, for ours, cold from a disk."""
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", partial(_note_request, asked))
        page.goto(search.url)
        search.cold.append(answered(page, search.ask, first, LEAD_MS))
        names = {address.removeprefix(search.url).partition("?")[0] for address in asked}
        search.loaded.append(sum(size for name, size in index_sizes(search.folder).items() if name in names))
        page.wait_for_timeout(SETTLED_MS)
        search.warm.extend(answered(page, search.ask, query, 0) for query in others)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(search.url)
        search.at_once.append(answered(page, search.ask, first, 0))
    if search.ask != ASK_OURS:
        return
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((search.folder / "index.html").as_uri())
        search.disk.append(answered(page, search.ask, first, LEAD_MS))


def index_sizes(folder: Path) -> dict[str, int]:
    """Return the compressed bytes of each file of a search."""
    return {
        path.relative_to(folder).as_posix(): len(gzip.compress(path.read_bytes(), 6))
        for path in folder.rglob("*")
        if path.is_file()
        and re.search("search|pagefind", path.relative_to(folder).as_posix())
        and "ui" not in path.stem
    }


def _note_request(asked: list[str], request: Request) -> None:
    asked.append(request.url)


def answered(page: Page, ask: str, query: str, lead: int) -> float:
    return float(page.evaluate(ask, [query, lead]))


def row(pages: int, of: Measured) -> str:
    size = sum(index_sizes(of.folder).values())
    kib = [size / 1024, size / 1024 / pages * 100, statistics.median(of.loaded) / 1024]
    cold, disk, at_once, warm = (
        statistics.median(times) if times else 0.0 for times in (of.cold, of.disk, of.at_once, of.warm)
    )
    cells = [
        *(f"{value:.1f}" for value in kib),
        *(f"{value:.1f} ms" if value else "-" for value in (cold, disk, at_once, warm)),
        *(f"{value / warm:.1f}" if value else "-" for value in (cold, disk)),
    ]
    return f"| {pages:,} | {of.name} | {' | '.join(cells)} |"


if __name__ == "__main__":
    raise SystemExit(main())
