"""How long a build and an edit take, beside others, on projects of several sizes made for it.

python3 scripts/dev.py bench                     everything; more than an hour on two cores
python3 scripts/dev.py bench --pages 1000        one size
python3 scripts/dev.py bench --only builds       one part: builds, cached, shipped, stages, terms, vault ...
python3 scripts/dev.py bench --write             and put its tables into docs/dev/performance.md
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from bench_cache import CACHED_HEAD, cached_rows
from bench_corpus import ROOT, Size, note_name, size_for, vault_note_name, write_project, write_vault
from bench_preview import Edit, saved_to_served, served
from bench_runs import Run, Site, exported, full_builds
from bench_stages import FEW, LARGE, MANY, SMALL, STAGES, growth, in_own_process, in_stages, stages
from bench_startup import startups

sys.path.insert(0, str(ROOT / "hooks"))
from studyguide.model.note import NotePath
from studyguide.render.note_pages import note_pages

REPORT = ROOT / "docs" / "dev" / "performance.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
PAGES = (100, 1000, 5000)
TERMS = (500, 1000, 5000, 10_000, 20_000)
NAMES = {"studyguide": "this engine", "mkdocs": "plain MkDocs", "zensical": "Zensical", "hugo": "Hugo, tiny theme"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=PAGES, help="sizes of the projects, in pages")
    parser.add_argument(
        "--times", type=int, default=5, help="runs of each, of which the median counts; two above 2,000"
    )
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/dev/performance.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for name, part in PARTS.items():
            if given.only in (None, name):
                when = measured_when()
                tables = _by_title(part(Path(folder), given.pages, given.times))
                dated = {title: f"{when}\n\n{rows}" for title, rows in tables.items()}
                print(f"{_joined(dated)}\n", flush=True)
                if given.write:
                    written(dated)
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


def cached(folder: Path, pages: Iterable[int], times: int) -> str:
    """Builds of made-up projects that start from a cache folder."""
    rows = [row for n in pages for row in cached_rows(made(folder, n), times if n < 2000 else min(times, 2))]
    return _table("Builds with a cache folder", CACHED_HEAD, rows)


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


def terms(folder: Path, pages: Iterable[int], times: int) -> str:  # noqa: ARG001
    """The stages with more and more terms and the same few notes."""
    rows: list[list[str]] = []
    before: tuple[int, float] | None = None
    for count in TERMS:
        project = folder / f"terms-{count}"
        write_project(project, Size(notes=30, terms=count))
        one = in_own_process(in_stages, project)
        slope = f"{growth(before[1], one['total'], count / before[0]):.2f}" if before else ""
        rows.append([f"{count:,}", *(f"{one[stage]:.2f}" for stage in (*STAGES, "total")), f"{one['peak']:.0f}", slope])
        before = count, one["total"]
    head = ["Terms", *(f"{stage}, s" for stage in STAGES), "all, s", "memory, MB", "exponent"]
    return _table("Terms, processor time", head, rows)


def vault(folder: Path, pages: Iterable[int], times: int) -> str:
    """Full builds and an edit of vaults: folders, links, pictures and tags."""
    rows: list[list[str]] = []
    for notes in sorted({min(pages), max(pages)}):
        project, plain = folder / f"vault-{notes}", folder / f"plain-vault-{notes}"
        write_vault(project, notes)
        exported(project, plain)
        counted = times if notes < 2000 else min(times, 2)
        runs, site = full_builds(project, plain, counted, ("studyguide", "mkdocs"))
        note = project / vault_note_name(1)
        path = NotePath(note.relative_to(project / "seeds").as_posix())
        address = note_pages({path: ""})[path].removesuffix(".md") + "/"
        with served(project) as here:
            own = saved_to_served(here, Edit("a line of a note", note, "", address), counted, site.pages)
        with served(plain) as here:
            page = plain / "docs" / address / "README.md"
            other = saved_to_served(here, Edit("", page, "", address), min(counted, 2), 0)
        rows.append(
            [
                f"{notes:,}",
                f"{site.pages:,}",
                f"{runs['studyguide'].wall:.1f}",
                f"{runs['studyguide'].wall / runs['mkdocs'].wall:.2f}",
                f"{runs['studyguide'].cpu / runs['mkdocs'].cpu:.2f}",
                f"{runs['studyguide'].peak:.0f}",
                f"{site.menu_entries}",
                f"{own.edited:.2f}",
                f"{own.edited / other.edited:.3f}",
            ]
        )
    head = ["Notes", "Pages", "wall, s", "wall, of plain MkDocs", "processor, of plain MkDocs", "memory, MB"]
    head += ["entries of the menu", "an edit, s", "an edit, of plain `mkdocs serve`"]
    return _table("Vaults", head, rows)


def startup(folder: Path, pages: Iterable[int], times: int) -> str:  # noqa: ARG001
    """How long commands take to start."""
    rows = [[what, f"{own:.2f}", f"{own / other:.2f}"] for what, (own, other) in startups(times).items()]
    return _table("Startup, processor time", ["What", "s", "ratio"], rows)


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
                saved_to_served(address, Edit("a line of a note", note, "", note_page), runs, wanted),
                saved_to_served(address, Edit("a glossary entry", *entry, page), runs, wanted),
                saved_to_served(address, Edit("a hand-written page", project / "docs/index.md", "", ""), runs, wanted),
            ]
        with served(plain) as address:
            edits = [plain / "docs" / note_page / "README.md", plain / "docs" / page / "README.md"]
            theirs = [
                saved_to_served(address, Edit("", edits[0], "", note_page), min(runs, 2), 0),
                saved_to_served(address, Edit("", edits[1], "", page), min(runs, 2), 0),
                saved_to_served(address, Edit("", plain / "docs" / "README.md", "", ""), min(runs, 2), 0),
            ]
        whats = ("a line of a note", "a glossary entry", "a hand-written page")
        for what, own, other in zip(whats, mine, theirs, strict=True):
            times_taken = (own.edited, own.every, other.edited)
            ratios = (own.edited / other.edited, own.every / other.edited)
            rows.append([f"{wanted:,}", what, *(f"{x:.2f}" for x in times_taken), *(f"{x:.3f}" for x in ratios)])
    head = [
        "Pages",
        "Edited",
        "this preview, s",
        "all its pages, s",
        "plain `mkdocs serve`, s",
        "ratio",
        "of all pages",
    ]
    return _table("Saved to served", head, rows)


PARTS: dict[str, Callable[[Path, Iterable[int], int], str]] = {
    "builds": builds,
    "cached": cached,
    "shipped": shipped,
    "stages": engine,
    "terms": terms,
    "vault": vault,
    "preview": preview,
    "startup": startup,
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
    if not shutil.which("hugo"):
        versions += "; Hugo is not installed and was left out"
    where = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{where}. Python {platform.python_version()}, {versions}."


def measured_when() -> str:
    """The day, and how busy the machine was with other work."""
    load = f", load before it {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"Measured on {datetime.now(tz=UTC).date().isoformat()}{load}."


def written(tables: dict[str, str]) -> None:
    """Put tables between the marks of the report, each in the place of the one with its title or behind the others."""
    text = REPORT.read_text("utf-8")
    head, rest = text.split(BEGIN)
    before, after = rest.split(END)
    kept = _by_title(before)
    REPORT.write_text(f"{head}{BEGIN}\n\n{machine()}\n\n{_joined(kept | tables)}\n\n{END}{after}", "utf-8")


def _by_title(sections: str) -> dict[str, str]:
    """The text below each heading, by its words."""
    parts = (part.partition("\n") for part in re.split(r"^## ", sections, flags=re.MULTILINE)[1:])
    return {title: body.strip() for title, _, body in parts}


def _joined(tables: dict[str, str]) -> str:
    return "\n\n".join(f"## {title}\n\n{body}" for title, body in tables.items())


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
