#!/usr/bin/env python3
"""Try every external link that people wrote into docs/, and list the dead ones. It informs; it changes nothing.

python scripts/external_links.py             all of docs/
python scripts/external_links.py FILE...     these files

One request at a time, a second between two to one host, HEAD before GET, nothing read beyond the headers. A host that
refuses robots or is busy is listed apart and counts as alive. Exit code 1 when a link is dead.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag, urlsplit
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = ("*.md", "*.yml")
LINK = re.compile(r"https?://[^\s<>\"'`\])}|\\]+")
AGENT = "studyguide-link-check/1 (reads headers only; one request a second)"
TIMEOUT_SECONDS = 15
PAUSE_SECONDS = 1.0
"""Between two requests to one host."""
NO_HEAD = frozenset({400, 403, 404, 405, 406, 501})
"""Answers to HEAD that some hosts give although GET would work."""
UNDECIDED = frozenset({401, 403, 406, 429, 451, 500, 502, 503, 504, 999})
"""Answers that say nothing about the page: robots refused, too busy, not for everyone."""

Ask = Callable[[str, str], int]
"""Method and address to the status code; raises OSError when there is no answer."""


def links(files: Iterable[Path], root: Path) -> dict[str, str]:
    """Return each address once, without its fragment, with the first `file:line` it is at."""
    found: dict[str, str] = {}
    for path in files:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            for match in LINK.finditer(line):
                url = urldefrag(match[0].rstrip(".,;:!?")).url
                if not _example(url):
                    found.setdefault(url, f"{path.relative_to(root).as_posix()}:{number}")
    return found


def check(places: Mapping[str, str], ask: Ask, wait: Callable[[float], None]) -> tuple[list[str], list[str]]:
    """Return a line for each dead link, and one for each that gave no clear answer.

    `wait` is given the seconds to let pass before the next request to the same host.
    """
    dead: list[str] = []
    unclear: list[str] = []
    asked: set[str] = set()
    for url, place in sorted(places.items(), key=lambda item: (_turn(item[0], places), item[0])):
        host = urlsplit(url).netloc
        if host in asked:
            wait(PAUSE_SECONDS)
        asked.add(host)
        try:
            status = ask("HEAD", url)
            if status in NO_HEAD:
                wait(PAUSE_SECONDS)
                status = ask("GET", url)
        except OSError as error:
            dead.append(f"{place}: {url}: {error}")
            continue
        if status in UNDECIDED:
            unclear.append(f"{place}: {url}: answered {status}")
        elif status >= 400:
            dead.append(f"{place}: {url}: answered {status}")
    return dead, unclear


def over_the_network(method: str, url: str) -> int:
    """Ask once, following redirects, and return the status. Raises OSError when there is no answer."""
    request = Request(url, method=method, headers={"User-Agent": AGENT, "Accept": "*/*"})
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code
    except URLError as error:
        raise OSError(str(error.reason)) from error
    except (HTTPException, ValueError) as error:
        raise OSError(str(error) or type(error).__name__) from error


def _turn(url: str, places: Mapping[str, str]) -> int:
    """Spread the links of one host out among those of others: its first comes in turn 0, its second in turn 1."""
    host = urlsplit(url).netloc
    return sum(urlsplit(other).netloc == host and other < url for other in places)


def _example(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host in {"localhost", "127.0.0.1"} or host.endswith(("example.org", "example.com")) or "." not in host


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    given = [file.resolve() for file in parser.parse_args().files]
    files = given or sorted(path for pattern in WRITTEN for path in (ROOT / "docs").rglob(pattern))
    places = links(files, ROOT)
    dead, unclear = check(places, over_the_network, time.sleep)
    for title, rows in (("no clear answer", unclear), ("dead", dead)):
        if rows:
            print(f"{title}:", *rows, sep="\n  ")
    print(f"{len(places)} links, {len(dead)} dead, {len(unclear)} without a clear answer")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
