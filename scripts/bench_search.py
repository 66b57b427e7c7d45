#!/usr/bin/env python3
"""Measure the search at 100, 1,000 and 5,000 pages beside the theme's own and, if npm has it, Pagefind.

    python3 scripts/bench_search.py [PAGES ...]

Each gets the same pages: invented terms with a definition, and texts of words that are as frequent as in any language.
Printed for each: bytes of the index, compressed, in all and before the first hit; milliseconds from the first use of
the search on a page to the first results, on a first page, on a second page and, from a disk, on a first page; and the
median of later queries on the same page. Ours and the theme's are measured from the typed query until results are
shown, Pagefind until it has answered. The theme fetches its index with the page, before anything is typed.
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
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Request, sync_playwright

from queries import FLAGS, browser_path, served
from studyguide.hosts.assets import load_assets
from studyguide.parse.curated.site_texts import default_texts
from studyguide.render.data.search_documents import SearchDocument, SearchGroup
from studyguide.render.data.search_files import search_files
from studyguide.render.data.search_index import search_index
from studyguide.text.search_words import joined_name

SIZES = (100, 1_000, 5_000)
RUNS = 5
QUERIES = 20
VOCABULARY = 12_000
"""Different words of the largest site."""
WORDS = 160
"""Words of a page that are searched. The shipped guide has about 70: this is a heavy site."""
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zy".split()  # noqa: SIM905
OURS = """<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><body>
<meta name="studyguide-id" content="bench"><input type="checkbox" id="__search">
<div class="md-search"><form><input class="md-search__input" aria-label="Search"></form>
<div class="md-search-result"><div class="md-search-result__meta"></div><ol class="md-search-result__list"></ol></div>
</div>
<script src="assets/search_opener.js"></script></body></html>"""
BARE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><body></body></html>'
ASK_OURS = """(query) => new Promise((done) => {
  const [input, result] = [".md-search__input", ".md-search-result"].map((at) => document.querySelector(at));
  const begin = performance.now();
  new MutationObserver((_, self) => {
    if (!result.querySelector("li a") || !/match/.test(result.textContent)) return;
    self.disconnect();
    done(performance.now() - begin);
  }).observe(result, { childList: true, subtree: true, characterData: true });
  input.focus();
  input.value = query;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
})"""
ASK_THEME = """(query) => new Promise((done) => {
  const [input, result] = [".md-search__input", ".md-search-result"].map((at) => document.querySelector(at));
  const settings = { childList: true, subtree: true, characterData: true };
  input.focus();
  input.value = "";
  input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  setTimeout(() => {
    const typed = performance.now();
    new MutationObserver((_, self) => {
      if (!result.querySelector("li a")) return;
      self.disconnect();
      done(performance.now() - typed);
    }).observe(result, settings);
    input.value = query;
    input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  }, 100);
})"""
ASK_PAGEFIND = """async (query) => {
  const begin = performance.now();
  const found = await (globalThis.pagefind ??= await import("/pagefind/pagefind.js")).search(query);
  await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
  return performance.now() - begin;
}"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=int, nargs="*", default=SIZES, metavar="PAGES")
    options = parser.parse_args()
    print(
        "| Pages | Search | KiB in all | KiB per 100 pages | KiB to the first hit |"
        " First page | Second page | Disk | Later |"
    )
    print("|--:|---|--:|--:|--:|--:|--:|--:|--:|")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as tools:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(FLAGS))
        pagefind = installed_pagefind(Path(tools))
        for pages in options.pages:
            documents = made_documents(pages)
            queries = made_queries(documents)
            for name, site, ask in sites(documents, pagefind):
                with site as folder:
                    print(row(pages, name, measured(browser, Path(folder), ask, queries)), flush=True)
        browser.close()
    if pagefind is None:
        print("\nPagefind could not be installed with npm.")
    return 0


def made_documents(pages: int) -> list[SearchDocument]:
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
                SearchDocument(place, name, SearchGroup.NOTE, "Note", lines=tuple(text(15) for _ in range(WORDS // 15)))
            )
        else:
            definition = text(18)
            details = (text(WORDS - 18),)
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


def measured(browser: Browser, folder: Path, ask: str, queries: Sequence[str]) -> dict[str, float]:
    """Return bytes and the medians of the times of several runs, each with an empty cache."""
    weights = {
        path.relative_to(folder).as_posix(): len(gzip.compress(path.read_bytes(), 6))
        for path in folder.rglob("*")
        if path.is_file()
        and re.search("search|pagefind", path.relative_to(folder).as_posix())
        and "ui" not in path.stem
    }
    first, second, disk, later, loaded = [], [], [], [], []
    with served(folder) as url:
        for run in range(RUNS):
            with browser.new_context() as context:
                page = context.new_page()
                asked: list[str] = []
                page.on("request", partial(_note_request, asked))
                page.goto(url)
                first.append(answered(page, ask, queries[run]))
                names = {address.removeprefix(url).partition("?")[0] for address in asked}
                loaded.append(sum(weights.get(name, 0) for name in names))
                later += [answered(page, ask, query) for query in queries[RUNS:]]
                page.goto(url)
                second.append(answered(page, ask, queries[run + 1]))
            if ask == ASK_OURS:
                with browser.new_context() as context:
                    page = context.new_page()
                    page.goto((folder / "index.html").as_uri())
                    disk.append(answered(page, ask, queries[run]))
    return {
        "all": sum(weights.values()),
        "loaded": statistics.median(loaded),
        "first": statistics.median(first),
        "second": statistics.median(second),
        "disk": statistics.median(disk) if disk else 0,
        "later": statistics.median(later),
    }


def _note_request(asked: list[str], request: Request) -> None:
    asked.append(request.url)


def answered(page: Page, ask: str, query: str) -> float:
    return float(page.evaluate(ask, query))


def row(pages: int, name: str, of: dict[str, float]) -> str:
    kib = [of["all"] / 1024, of["all"] / 1024 / pages * 100, of["loaded"] / 1024]
    times = [f"{of[key]:.0f} ms" if of[key] else "-" for key in ("first", "second", "disk", "later")]
    return f"| {pages:,} | {name} | {' | '.join([*(f'{value:.1f}' for value in kib), *times])} |"


if __name__ == "__main__":
    raise SystemExit(main())
