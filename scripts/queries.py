#!/usr/bin/env python3
"""Ask a built site's own search what learners would type, in a real browser, and say at which place the answer is.

    python3 scripts/dev.py queries FILE.tsv [SITE]

FILE.tsv has the columns `query` and `expected` (the name, or another spelling, of a term), and may have
`also_acceptable` (more of them, between semicolons) and `type`. Without SITE the site is built for the occasion.
Printed for each row: query, expected, its place among the results (0: it is not there), the first three results.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Page, sync_playwright

from browsers import FLAGS, installed_browser
from studyguide.model.glossary import folded as without_hyphens

ROOT = Path(__file__).resolve().parent.parent
FIRST = 3
"""Results that count as found."""
RESULTS = """() => [...document.querySelectorAll(".md-search-result__item")].map((item) => {
  const [page] = item.querySelectorAll("h1");
  return [page.textContent, page.closest("a").href.split(/[?#]/)[0]];
})"""
ANSWERED = """() => /match/.test(document.querySelector(".md-search-result__meta").textContent)"""
EMPTIED = """() => !/match/.test(document.querySelector(".md-search-result__meta").textContent)"""


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    expected: str
    acceptable: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the search showed."""

    results: tuple[tuple[str, str], ...]
    """Title and address below the site's root of each page, the best first."""
    seconds: float
    """From the text in the box to the results."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, metavar="FILE.tsv")
    parser.add_argument("site", type=Path, nargs="?", metavar="SITE", help="a site that is built already")
    options = parser.parse_args()
    queries = read_queries(options.file)
    with built(options.site) as site, served(site) as url:
        pages = addresses(site)
        answers = ask(url, [query.text for query in queries])
    places, either = [], []
    for query, answer in zip(queries, answers, strict=True):
        places.append(place(answer, [query.expected], pages))
        either.append(place(answer, [query.expected, *query.acceptable], pages))
        shown = " | ".join(title for title, _ in answer.results[:FIRST])
        unknown = "" if folded(query.expected) in pages else " (no page has this name)"
        print(f"{query.text}\t{query.expected}{unknown}\t{places[-1]}\t{shown}")
    print_summary(queries, places, either)
    waits = [answer.seconds * 1000 for answer in answers]
    print(
        f"results after {waits[0]:.0f} ms the first time, then {statistics.median(waits[1:] or waits):.0f} ms (median)"
    )
    return 0


def read_queries(file: Path) -> list[Query]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Query(
            row["query"],
            row["expected"],
            tuple(name.strip() for name in (row.get("also_acceptable") or "").split(";") if name.strip()),
            row.get("type") or "",
        )
        for row in rows
        if row.get("query")
    ]


def addresses(site: Path) -> Mapping[str, frozenset[str]]:
    """Return the pages that go by each name or other spelling, as the site itself lists them."""
    script = (site / "assets" / "names.js").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for name, address in json.loads(script[script.index("[") : script.rindex("]") + 1]):
        found.setdefault(folded(name), set()).add(address)
    return {name: frozenset(pages) for name, pages in found.items()}


def folded(name: str) -> str:
    """Fold case, hyphens, spaces and a regular plural."""
    return without_hyphens(name).removesuffix("s")


def place(answer: Answer, names: Iterable[str], pages: Mapping[str, frozenset[str]]) -> int:
    """Return the place, from 1, of the first page that has one of the names; 0 if none is shown."""
    wanted = frozenset[str]().union(*(pages.get(folded(name), frozenset()) for name in names))
    titles = {folded(name) for name in names}
    return next(
        (n for n, (title, where) in enumerate(answer.results, 1) if where in wanted or folded(title) in titles), 0
    )


def ask(url: str, queries: Iterable[str]) -> list[Answer]:
    """Type each query into the search of the site at `url`, one after the other."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        page = browser.new_page()
        page.goto(url)
        answers = [answer(page, url, query) for query in queries]
        browser.close()
    return answers


def answer(page: Page, url: str, query: str) -> Answer:
    """Type one query into the search of an open page; results are listed below `url`."""
    box = page.locator(".md-search__input")
    box.fill("x")
    box.press("Backspace")
    page.wait_for_function(EMPTIED)
    started = time.perf_counter()
    box.fill(query)
    page.wait_for_function(ANSWERED)
    seconds = time.perf_counter() - started
    shown = ((" ".join(title.split()), unquote(href.removeprefix(url))) for title, href in page.evaluate(RESULTS))
    return Answer(tuple(shown), seconds)


def print_summary(queries: list[Query], places: list[int], either: list[int]) -> None:
    for kind in (*sorted({query.kind for query in queries} - {""}), ""):
        rows = [n for n, query in enumerate(queries) if not kind or query.kind == kind]
        for label, found in (("expected", places), ("expected or acceptable", either)):
            first = sum(found[n] == 1 for n in rows)
            near = sum(0 < found[n] <= FIRST for n in rows)
            total = len(rows)
            print(
                f"{kind or 'all'}: {label} page first {first}/{total} ({first / total:.0%}),"
                f" in the first three {near}/{total} ({near / total:.0%})"
            )


@contextmanager
def built(site: Path | None) -> Iterator[Path]:
    """The given site, or one built into a folder that lasts as long as it is asked."""
    if site is not None:
        yield site
        return
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        subprocess.check_call(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", folder], cwd=ROOT, env=environment
        )
        yield Path(folder)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; the address ends in '/'."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            del format, args

        def copyfile(self, source: Any, outputfile: Any) -> None:
            with suppress(ConnectionError):  # a page that is closed takes no more files
                super().copyfile(source, outputfile)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


if __name__ == "__main__":
    sys.exit(main())
