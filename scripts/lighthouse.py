#!/usr/bin/env python3
"""Measure a built site as a phone meets it: Lighthouse's scores of four pages, and what a first visit weighs.

    python scripts/lighthouse.py [SITE] [--markdown]

Without SITE the site is built for the occasion. Needs Node 20 or newer and Chromium or Chrome; Lighthouse itself is
installed by npm into a cache folder outside the repository. It informs about this machine on this day: no test runs it.
Exit code 1 when a score is below its target.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from browsers import installed_browser
from queries import built

PACKAGE = "lighthouse@12"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "studyguide" / PACKAGE
TARGETS: Mapping[str, float] = {"performance": 0.95, "accessibility": 1.0, "best-practices": 1.0, "seo": 1.0}
CATEGORIES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}
COMPRESSED = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".map"})
CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
TIMEOUT_SECONDS = 180
RUNS = 3
"""Of each page; the middle one counts, since one run can be held up by whatever else the machine does."""
KIB = 1024
SHOWN = 3
"""Elements named for each audit that fails."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What Lighthouse says of one page."""

    name: str
    scores: Mapping[str, float]
    """0 to 1 by category."""
    requests: int
    transferred: int
    """Bytes, compressed."""
    times: Mapping[str, int]
    """Milliseconds of a simulated slow phone."""
    faults: tuple[str, ...]
    """Audits that cost points in a category below its target, with the elements they name."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, nargs="?", metavar="SITE", help="a site that is built already")
    parser.add_argument("--markdown", action="store_true", help="print a table for docs/dev/weight.md")
    options = parser.parse_args()
    program = installed(CACHE)
    with built(options.site) as site, compressed(site) as url:
        found = [middle([measured(program, name, url + address) for _ in range(RUNS)]) for name, address in pages(site)]
        weight = index_weight(site)
    print(as_table(found) if options.markdown else as_lines(found))
    print(weight)
    return int(any(page.scores[category] < least for page in found for category, least in TARGETS.items()))


def pages(site: Path) -> Iterable[tuple[str, str]]:
    """Home, the longest page of a term, the longest note, review: name, and address below the site's root."""
    yield "home", ""
    for name, folders in (("term", ("services", "concepts")), ("note", ("notes",))):
        candidates = [page for folder in folders for page in (site / folder).glob("*/index.html")]
        listed = [page for page in candidates if page.parent.name not in {"by-date", "watch-list", "no-term"}]
        if listed:
            longest = max(listed, key=lambda page: (page.stat().st_size, page))
            yield name, f"{longest.parent.relative_to(site).as_posix()}/"
    yield "review", "review/"


def installed(folder: Path) -> Path:
    """Return Lighthouse's program, installing it on first use. Raises SystemExit where Node is missing."""
    program = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise SystemExit("Lighthouse needs Node 20 or newer (https://nodejs.org), and npm")
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--loglevel=error", PACKAGE]
        subprocess.check_call(command, stdout=sys.stderr)
    return program


def measured(program: Path, name: str, url: str) -> Measured:
    """Run Lighthouse once on one page, as a phone. Raises CalledProcessError when it cannot."""
    command = ["node", str(program), url, "--quiet", "--output=json", f"--chrome-flags={CHROME_FLAGS}"]
    command.append(f"--only-categories={','.join(TARGETS)}")
    environment = {**os.environ, "CHROME_PATH": installed_browser() or ""}
    answer = subprocess.check_output(command, env=environment, timeout=TIMEOUT_SECONDS, text=True)
    report: dict[str, Any] = json.loads(answer)
    audits = report["audits"]
    scores = {category: float(report["categories"][category]["score"] or 0) for category in TARGETS}
    low = [category for category, score in scores.items() if score < TARGETS[category]]
    loaded = audits["network-requests"]["details"]["items"]
    return Measured(
        name=name,
        scores=scores,
        requests=len(loaded),
        transferred=sum(item["transferSize"] for item in loaded),
        times={
            "first paint": round(audits["first-contentful-paint"]["numericValue"]),
            "largest paint": round(audits["largest-contentful-paint"]["numericValue"]),
            "blocked": round(audits["total-blocking-time"]["numericValue"]),
        },
        faults=tuple(fault for category in low for fault in _faults(report["categories"][category], audits)),
    )


def middle(runs: Iterable[Measured]) -> Measured:
    """Return the run whose performance is the median."""
    ordered = sorted(runs, key=lambda run: run.scores["performance"])
    return ordered[len(ordered) // 2]


def _faults(category: Mapping[str, Any], audits: Mapping[str, Any]) -> Iterator[str]:
    for reference in category["auditRefs"]:
        audit = audits[reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
            items = audit.get("details", {}).get("items", [])[:SHOWN]
            places = [item["node"].get("snippet", "") for item in items if isinstance(item.get("node"), dict)]
            yield f"{reference['id']}: {audit['title']} {audit.get('displayValue', '')} {' '.join(places)}".rstrip()


def index_weight(site: Path) -> str:
    """What the search index weighs, which is fetched when something is searched and not before."""
    size = sum(len(gzip.compress(path.read_bytes(), 6)) for path in (site / "search").glob("*.js"))
    count = sum(1 for _ in site.rglob("*.html"))
    per_hundred = size / KIB / count * 100
    return f"Search index: {size / KIB:.0f} KiB compressed for {count} pages, {per_hundred:.1f} KiB per hundred."


def as_lines(found: Iterable[Measured]) -> str:
    lines = []
    for page in found:
        scores = ", ".join(f"{category} {score:.2f}" for category, score in page.scores.items())
        times = ", ".join(f"{what} {milliseconds} ms" for what, milliseconds in page.times.items())
        lines.append(f"{page.name}: {scores}; {page.requests} requests, {page.transferred / KIB:.0f} KiB; {times}")
        lines += [f"    {fault}" for fault in page.faults]
    return "\n".join(lines)


def as_table(found: Iterable[Measured]) -> str:
    heads = ("Page", *(CATEGORIES[category] for category in TARGETS))
    heads = (*heads, "Requests", "KiB", "First paint, ms", "Largest paint, ms")
    rows = [
        (
            page.name.capitalize(),
            *(f"{score * 100:.0f}" for score in page.scores.values()),
            str(page.requests),
            f"{page.transferred / KIB:.0f}",
            str(page.times["first paint"]),
            str(page.times["largest paint"]),
        )
        for page in found
    ]
    rule = ("---", *("---:" for _ in heads[1:]))
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, rule, *rows)) + "\n"


@contextmanager
def compressed(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine as a static host does, text compressed; the address ends in '/'."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressing, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


class _Compressing(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in COMPRESSED:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        del format, args


if __name__ == "__main__":
    sys.exit(main())
