#!/usr/bin/env python3
"""Measure how time and memory grow with what is in seeds/: one large note, many files, notes of every shape.

python scripts/scale.py                 all shapes, up to a 20 MB note and 5,000 files
python scripts/scale.py "one note"      the shapes whose name begins so
python scripts/scale.py --small         a tenth of everything

Each size is made and built in a process of its own, every page, index and download of the engine included. The exponent
is the slope of the logarithm of processor time over that of size, taken over the largest two sizes: 1 is a straight
line. Exit code 1 when it is 1.1 or more where a size takes longer than a second.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST = 1.1
LEAST_SECONDS = 1.0
MB = 1_000_000
SENTENCES = (
    "Recall falls where the threshold rises, and precision is what is paid for it.",
    "- the feature store keeps features for training and for inference\n  - one row for each record, by time",
    "## Lookout for Vision {n}\n\n20201208 - A talk about anomalies {n}",
    "We tried gradient boosting, a random forest and a neural network on {n} rows of a table.",
    "1. label the pictures\n2. train, then look at the confusion matrix",
    "| model | F1 |\n|-------|----|\n| small | 0.{n} |",
    "Nothing here names a term, it only fills the page with plain words, number {n}.",
)


def prose(size: int) -> str:
    """Make `size` characters of notes in which many lines name a term."""
    rows, length, n = [], 0, 0
    while length < size:
        rows.append(SENTENCES[n % len(SENTENCES)].replace("{n}", str(n)))
        length += len(rows[-1]) + 2
        n += 1
    return "\n\n".join(rows)[:size]


def one_note(size: int) -> Iterator[tuple[str, str]]:
    yield "large.md", prose(size)


def paragraphs(size: int) -> Iterator[tuple[str, str]]:
    """One note of lines of some four hundred characters, as people paste them."""
    rows = prose(size).replace("\n", " ").replace("#", "")
    yield "paragraphs.md", "\n\n".join(rows[at : at + 400].strip() for at in range(0, len(rows), 400))


def folder(size: int) -> Iterator[tuple[str, str]]:
    for number in range(size):
        yield f"{number % 50}/note {number}.md", f"# Note {number}\n\n{prose(750)}"


def repeated(unit: str) -> Callable[[int], Iterator[tuple[str, str]]]:
    def notes(size: int) -> Iterator[tuple[str, str]]:
        yield "shape.md", (unit * (size // len(unit) + 1))[:size]

    return notes


SHAPES: dict[str, tuple[Callable[[int], Iterator[tuple[str, str]]], tuple[int, ...]]] = {
    "one note of short lines, bytes": (one_note, (2_500_000, 5 * MB, 10 * MB, 20 * MB)),
    "one note of paragraphs, bytes": (paragraphs, (2_500_000, 5 * MB, 10 * MB, 20 * MB)),
    "files of 750 bytes": (folder, (625, 1250, 2500, 5000)),
    "one-word lines, bytes": (repeated("recall\n"), (875_000, 1_750_000, 3_500_000, 7 * MB)),
    "a line without end, bytes": (repeated("recall and precision "), (500_000, MB, 2 * MB, 4 * MB)),
    "a word without end, bytes": (repeated("recall"), (MB, 2 * MB, 4 * MB)),
    "items, bytes": (repeated("- recall\n"), (500_000, MB, 2 * MB)),
    "titles, bytes": (repeated("# Recall\n\n"), (250_000, 500_000, MB)),
    "open brackets, bytes": (repeated("["), (250_000, 500_000, MB)),
    "open comments, bytes": (repeated("<!-- recall "), (500_000, MB, 2 * MB)),
    "marks of every kind, bytes": (repeated("*_`[](<>!#|~$\\&;: recall "), (500_000, MB, 2 * MB)),
    "items in items, bytes": (repeated("".join(f"{'  ' * n}- recall\n" for n in range(30))), (250_000, 500_000, MB)),
    "nested quotes, levels": (lambda n: iter([("deep.md", ">" * n + " recall")]), (10_000, 20_000, 40_000)),
    "addresses of mail, bytes": (repeated("a.b@c.example.org 481516234299 "), (500_000, MB, 2 * MB)),
}  # fmt: skip


def measured(name: str, size: int) -> tuple[float, float, int]:
    """Make and build one size in a process of its own; return seconds, peak memory in MB and pages."""
    run = subprocess.run([sys.executable, __file__, "--one", name, str(size)], capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(f"{name}, {size}: {run.stderr[-2000:]}")
    seconds, peak, pages = json.loads(run.stdout.splitlines()[-1])
    return seconds, peak, pages


def built(name: str, size: int) -> None:
    """Build the shipped glossary with notes of one shape, and print what it took."""
    from studyguide.execution.garbage import raise_gc_threshold
    from studyguide.hosts.mkdocs.prerendered import prerender
    from studyguide.pipeline import build_guide
    from studyguide.render.site_context import Site
    from studyguide.sources import load_sources

    with tempfile.TemporaryDirectory() as place:
        project = Path(place)
        (project / "docs").symlink_to(ROOT / "docs")
        for path, text in SHAPES[name][0](size):
            file = project / "seeds" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        raise_gc_threshold()  # as the adapter does
        start = time.process_time()
        guide, _ = build_guide(load_sources(project)[0], Site())
        for page in guide.pages:
            prerender(page.markdown)
        took = time.process_time() - start
    assert guide.documents and guide.files
    print(json.dumps((took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(guide.pages))))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shape", nargs="?", default="")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        built(given.one[0], int(given.one[1]))
        return 0
    steep = False
    base = measured("open brackets, bytes", 1)
    print(
        f"without notes: {base[0]:.1f} s, {base[1]:.0f} MB\n\n| shape | size | seconds | peak MB | pages | exponent |"
    )
    print("|---|--:|--:|--:|--:|--:|", flush=True)
    for name, (_, sizes) in SHAPES.items():
        if not name.startswith(given.shape):
            continue
        before: tuple[int, float] | None = None
        for size in (s // 10 for s in sizes) if given.small else sizes:
            seconds, peak, pages = measured(name, size)
            more = max(seconds - base[0], 0.001)
            slope = math.log(more / before[1]) / math.log(size / before[0]) if before else math.nan
            shown = f"{slope:.2f}" if before else ""
            print(f"| {name} | {size:,} | {seconds:.1f} | {peak:.0f} | {pages} | {shown} |", flush=True)
            before = size, more
        steep |= slope >= MOST and more > LEAST_SECONDS
    return int(steep)


if __name__ == "__main__":
    sys.exit(main())
