#!/usr/bin/env python3
"""Try to break a build with whole projects nobody would write, and say how many were tried.

python scripts/fuzz_projects.py                                  20,000 projects, for an hour at most
python scripts/fuzz_projects.py --projects 300 --seed 7          fewer of them, drawn otherwise
python scripts/fuzz_projects.py --projects 0 --host 200          200 through MkDocs, each in a process of its own
python scripts/fuzz_projects.py --try FILE                       one project again, such as one that a failure left

A project is the small one of tests/sites/tiny with a few mutations: curated YAML, both ledgers, names of files, notes
and their links, settings; through the host also links, loops and pipes in docs/ and seeds/. Whatever it is, a build
must not raise, no step may fail, every problem must have its place, and every path that is written must be safe and no
other's. In process, each build may use what the one before has left, as in a preview.
A project that breaks one of these is written to the folder of `--found` as JSON, and the run ends with exit code 1.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from drawn_projects import Project, base, drawn
from project_laws import obeys, obeys_through_the_host
from studyguide.execution.memo import MemoStore, memoizing

TOLD = 2_000
"""Projects between two lines that say how far a run is."""


def tried(count: int, seconds: float, seed: int, found: Path, law: Callable[[Project], None]) -> int:
    """Try projects of a seeded generator until one of the limits is reached; return how many."""
    chance, start, files, number = random.Random(seed), time.monotonic(), base(), 0
    while number < count and time.monotonic() - start < seconds:
        project = drawn(chance, files)
        try:
            law(project)
        except Exception:
            found.mkdir(exist_ok=True)
            left = found / f"project-{seed}-{number}.json"
            parts = {"files": project.files, "config": project.config, "links": project.links, "done": project.done}
            left.write_text(json.dumps(parts, indent=1), "utf-8")
            print(f"project {number} of seed {seed} ({', '.join(project.done)}), kept as {left}", file=sys.stderr)
            raise
        number += 1
        if number % TOLD == 0:
            print(f"{number} projects in {time.monotonic() - start:.0f} s", flush=True)
    return number


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--projects", type=int, default=20_000)
    parser.add_argument("--host", type=int, default=0, help="how many to build with MkDocs besides")
    parser.add_argument("--seconds", type=int, default=3600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"))
    parser.add_argument("--try", dest="again", type=Path)
    given = parser.parse_args()
    if given.again:
        parts = json.loads(given.again.read_text("utf-8"))
        project = Project(parts["files"], parts["config"], parts["links"], tuple(parts["done"]))
        obeys(project)
        obeys_through_the_host(project)
        print("nothing is wrong with it")
        return 0
    memory = MemoStore()
    for count, law, name in (
        (given.projects, lambda project: obeys(project, memoizing(memory)), "in process"),
        (given.host, obeys_through_the_host, "with MkDocs"),
    ):
        if count:
            start = time.monotonic()
            number = tried(count, given.seconds, given.seed, given.found, law)
            print(f"{number} projects of seed {given.seed} {name} in {time.monotonic() - start:.0f} s, no fault")
    return 0


if __name__ == "__main__":
    sys.exit(main())
