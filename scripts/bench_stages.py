"""The engine's stages alone, on notes and glossaries of four sizes. Each measurement has a process of its own.

`python3 scripts/bench_stages.py in_stages PROJECT` prints one JSON object: processor seconds of each stage in one
process and megabytes held; `... as_built PROJECT` the seconds that everything takes on all processors.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bench_corpus import Size, write_project

STAGES = ("parse", "link", "practice", "render")
SMALL, LARGE = 4 * 10**5, 4 * 10**6
FEW, MANY = 500, 5000
PER_NOTE = 4000
RUNS = 5
T = TypeVar("T")


def stages(folder: Path, note_bytes: int, terms: int) -> dict[str, float]:
    """Write a project of that size into `folder`; return seconds by stage, `total`, `peak` MB, real `bytes`, and as
    `wall` the median of the seconds that pass on all processors."""
    write_project(folder, Size(round(note_bytes / PER_NOTE / 1.161), terms, PER_NOTE))
    found = in_own_process(in_stages, folder)
    return found | {"wall": statistics.median(in_own_process(as_built, folder)["wall"] for _ in range(RUNS))}


def in_own_process(how: Callable[[Path], dict[str, float]], folder: Path) -> dict[str, float]:
    """Return what a measurement finds in a process of its own."""
    command = [sys.executable, __file__, how.__name__, str(folder)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def growth(small: float, large: float, times: float = 10) -> float:
    """Return the exponent of growth: 1 is in step with the input, 2 is with its square."""
    return math.log(max(large, 1e-9) / max(small, 1e-9), times)


def in_stages(project: Path) -> dict[str, float]:
    """Parse, link, practice and render a project in this process, each timed by itself."""
    from studyguide.execution.garbage import raise_gc_threshold
    from studyguide.linked_corpus import link_corpus
    from studyguide.parse.curated.glossary import read_glossary
    from studyguide.parse.note import parse_note
    from studyguide.pipeline import build_guide
    from studyguide.practice.deck import make_practice
    from studyguide.render.data.search_files import search_files
    from studyguide.render.data.search_index import search_index
    from studyguide.render.guide import render_guide
    from studyguide.render.site_context import Site, make_site_context
    from studyguide.sources import load_sources

    raise_gc_threshold()  # as the adapter does
    build_guide(load_sources(project / "none")[0], Site())
    before = _peak()
    sources, parsing = _timed(lambda: load_sources(project)[0])
    kinds, families = (sources.kinds.path, sources.kinds.text), {f.path: f.text for f in sources.families}
    parsing += _timed(lambda: read_glossary(kinds, families))[1]
    parsing += _timed(lambda: [parse_note(path, data) for path, data in sources.notes])[1]
    corpus, linking = _timed(lambda: link_corpus(sources)[0])
    practice, practicing = _timed(lambda: make_practice(corpus, ())[0])
    ctx = make_site_context(corpus, practice, Site())
    rendering = _timed(lambda: list(search_files(search_index(render_guide(ctx)[0].documents))))[1]
    seconds = dict(zip(STAGES, (parsing, max(linking - parsing, 0), practicing, rendering), strict=True))
    return {
        **seconds,
        "total": sum(seconds.values()),
        "peak": _peak() - before,
        "bytes": sum(len(data) for _, data in sources.notes),
    }


def as_built(project: Path) -> dict[str, float]:
    """Make everything as a build makes it, on all processors."""
    from studyguide.execution.garbage import raise_gc_threshold
    from studyguide.execution.parallel import parallel_map
    from studyguide.pipeline import build_guide
    from studyguide.render.data.search_files import search_files
    from studyguide.render.data.search_index import search_index
    from studyguide.render.site_context import Site
    from studyguide.sources import load_sources

    raise_gc_threshold()
    start = time.monotonic()
    guide, _ = build_guide(load_sources(project)[0], Site(), map_=parallel_map)
    list(search_files(search_index(guide.documents)))
    return {"wall": time.monotonic() - start}


def _timed(do: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    value = do()
    return value, time.process_time() - start


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("how", choices=("in_stages", "as_built"))
    parser.add_argument("project", type=Path)
    given = parser.parse_args()
    measure = {"in_stages": in_stages, "as_built": as_built}[given.how]
    print(json.dumps(measure(given.project)))
