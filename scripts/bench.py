"""How long a build and an edit take, beside others, on projects of several sizes made for it.

python3 scripts/dev.py bench                     everything; half an hour on two cores
python3 scripts/dev.py bench --pages 1000        one size
python3 scripts/dev.py bench --only builds       one part: builds, shipped, stages or preview
python3 scripts/dev.py bench --write             and put the tables into docs/dev/performance.md
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from bench_corpus import ROOT, note_name, size_for, write_project
from bench_preview import Edit, saved_to_served, served
from bench_runs import Run, Site, exported, full_builds
from bench_stages import FEW, LARGE, MANY, SMALL, STAGES, growth, stages

REPORT = ROOT / "docs" / "about" / "performance.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
PAGES = (100, 1000, 5000)
NAMES = {"studyguide": "this engine", "mkdocs": "plain MkDocs", "zensical": "Zensical"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=PAGES, help="sizes of the projects, in pages")
    parser.add_argument(
        "--times", type=int, default=5, help="runs of each, of which the median counts; two above 2,000"
    )
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/dev/performance.md")
    given = parser.parse_args()
    tables = [machine()]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for name, part in PARTS.items():
            if given.only in (None, name):
                table = part(Path(folder), given.pages, given.times)
                print(f"{table}\n", flush=True)
                tables.append(table)
    if given.write:
        written("\n\n".join(tables))
    return 0


def builds(folder: Path, pages: Iterable[int], times: int) -> str:
    """Full builds of made-up projects."""
    rows: list[list[str]] = []
    for wanted in pages:
        project = made(folder, wanted)
        plain = exported(project, folder / f"plain-{wanted}")
        runs, site = full_builds(project, plain, times if wanted < 2000 else min(times, 2))
        rows += _rows(runs, site)
    return _table("Full builds", BUILD_HEAD, rows)


def shipped(folder: Path, pages: Iterable[int], times: int) -> str:  # noqa: ARG001
    """Full builds of the guide this checkout holds."""
    runs, site = full_builds(ROOT, exported(ROOT, folder / "plain-shipped"), times)
    return _table("Full builds of the shipped guide", BUILD_HEAD, _rows(runs, site))


def engine(folder: Path, pages: Iterable[int], times: int) -> str:  # noqa: ARG001
    """The engine's stages alone."""
    sizes = [(SMALL, FEW), (LARGE, FEW), (SMALL, MANY), (LARGE, MANY)]
    found = {size: stages(folder / f"stages-{size[0]}-{size[1]}", *size) for size in sizes}
    rows = [
        [
            f"{size[0] / 1e6:.1f} MB",
            f"{size[1]:,}",
            *(f"{one[stage]:.2f}" for stage in (*STAGES, "total")),
            f"{one['bytes'] / 1e6 / one['total']:.2f}",
            f"{one['wall']:.2f}",
            f"{one['peak']:.0f}",
        ]
        for size, one in found.items()
    ]
    pairs = {
        "0.4 to 4 MB, 500 terms": (found[sizes[0]], found[sizes[1]]),
        "0.4 to 4 MB, 5,000 terms": (found[sizes[2]], found[sizes[3]]),
        "500 to 5,000 terms, 0.4 MB": (found[sizes[0]], found[sizes[2]]),
        "500 to 5,000 terms, 4 MB": (found[sizes[1]], found[sizes[3]]),
    }
    grown = [
        [what, f"{growth(a['total'], b['total']):.2f}", f"{growth(a['peak'], b['peak']):.2f}"]
        for what, (a, b) in pairs.items()
    ]
    head = ["Notes", "Terms", *(f"{stage}, s" for stage in STAGES), "all, s", "MB/s", "wall on all, s", "memory, MB"]
    first = _table("The engine alone, processor time", head, rows)
    return f"{first}\n\n{_table('Exponents of growth', ['From, to', 'time', 'memory'], grown)}"


def preview(folder: Path, pages: Iterable[int], times: int) -> str:
    """From saving to being served."""
    rows: list[list[str]] = []
    for wanted in pages:
        project = made(folder, wanted)
        plain = folder / f"plain-{wanted}"
        plain = plain if plain.exists() else exported(project, plain)
        runs = times if wanted < 2000 else min(times, 3)
        entry, page = _entry(project)
        note = project / note_name(1)
        note_page = f"notes/{note.stem}/"
        with served(project) as address:
            mine = [
                saved_to_served(address, Edit("a line of a note", note, "", note_page), runs),
                saved_to_served(address, Edit("a glossary entry", *entry, page), runs),
                saved_to_served(address, Edit("a hand-written page", project / "docs/index.md", "", ""), runs),
            ]
        with served(plain) as address:
            edits = [plain / "docs" / note_page / "README.md", plain / "docs" / page / "README.md"]
            theirs = [
                saved_to_served(address, Edit("", edits[0], "", note_page), min(runs, 2)),
                saved_to_served(address, Edit("", edits[1], "", page), min(runs, 2)),
                saved_to_served(address, Edit("", plain / "docs" / "README.md", "", ""), min(runs, 2)),
            ]
        whats = ("a line of a note", "a glossary entry", "a hand-written page")
        for what, own, other in zip(whats, mine, theirs, strict=True):
            rows.append([f"{wanted:,}", what, f"{own:.2f}", f"{other:.2f}", f"{own / other:.3f}"])
    return _table("Saved to served", ["Pages", "Edited", "this preview, s", "plain `mkdocs serve`, s", "ratio"], rows)


PARTS: dict[str, Callable[[Path, Iterable[int], int], str]] = {
    "builds": builds,
    "shipped": shipped,
    "stages": engine,
    "preview": preview,
}
BUILD_HEAD = [
    "Pages",
    "Built by",
    "wall, s",
    "processor, s",
    "processor, of plain MkDocs",
    "wall, of plain MkDocs",
    "memory, MB",
    "KB a page",
]


def made(folder: Path, pages: int) -> Path:
    project = folder / f"project-{pages}"
    if not project.exists():
        write_project(project, size_for(pages))
    return project


def machine() -> str:
    """Where and with what the figures were taken."""
    packages = ("mkdocs", "mkdocs-material", "zensical", "jinja2", "markdown-it-py")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    load = f"; load at the start {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    where = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{load}"
    return f"{where}. Python {platform.python_version()}, {versions}."


def written(figures: str) -> None:
    """Put the figures between their marks."""
    text = REPORT.read_text("utf-8")
    head, rest = text.split(BEGIN)
    REPORT.write_text(f"{head}{BEGIN}\n\n{figures}\n\n{END}{rest.split(END)[1]}", "utf-8")


def _rows(runs: dict[str, Run], site: Site) -> list[list[str]]:
    plain = runs["mkdocs"].cpu
    return [
        [
            f"{site.pages:,}",
            NAMES[name],
            f"{run.wall:.1f}",
            f"{run.cpu:.1f}",
            f"{run.cpu / plain:.2f}",
            f"{run.wall / runs['mkdocs'].wall:.2f}",
            f"{run.peak:.0f}",
            f"{site.page_bytes / 1000:.1f}" if name == "studyguide" else "",
        ]
        for name, run in runs.items()
    ]


def _entry(project: Path) -> tuple[tuple[Path, str], str]:
    """A glossary file, a sentence in it, and the page that shows the sentence."""
    file = sorted((project / "docs" / "glossary").glob("*.yml"))[0]
    row = json.loads(file.read_text("utf-8").splitlines()[0].removeprefix("- "))
    folder = "services" if row["kind"] == "tool" else "concepts"
    return (file, row["more"].rstrip(".")), f"{folder}/{row['id']}/"


def _table(title: str, head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return f"## {title}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
