#!/usr/bin/env python3
"""Try to break a build with whole projects nobody would write, and tell how many were tried.

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
import copy
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml

from studyguide.execution.memo import Memo, MemoStore, memoizing, no_memo
from studyguide.hosts.export import export
from studyguide.hosts.settings import site
from studyguide.model.diagnostics import Diagnostic, format_diagnostic, limit_per_code
from studyguide.model.note import NotePath
from studyguide.pipeline import build_guide
from studyguide.practice.card_ids import updated_card_ledger
from studyguide.render.data.address_ledger import LEDGER, updated_address_ledger
from studyguide.render.data.redirects import redirects, written_path
from studyguide.render.guide import Guide
from studyguide.render.urls import Addressing
from studyguide.sources import Sources, TextFile
from studyguide.text.safe_path import is_safe_path

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "sites" / "tiny"
CONFIG = "mkdocs.yml"
NOTE_FACTS = "seeds/notes.yml"
CARDS, CARD_LEDGER = "docs/cards.yml", "docs/ledger/card-ids.txt"
EXTRA = {
    CARDS: "- {term: autolyse, id: rest, question: What rests?, answer: Flour and water, source: own words}\n",
    LEDGER: "/\nconcepts/autolyse/\nnotes/class/  seeds/class.md\nold/ -> concepts/autolyse/\n",
    CARD_LEDGER: "autolyse.does\n",
}
TOLD = 2_000
"""Projects between two lines that tell how far a run is."""
MOST_SECONDS = 120
"""A build through the host that takes longer counts as a hang."""
WORDS = (
    "", " ", "index", "all", "con", "x" * 300, "../../x", "..\\x", "C:x", "a/b", "\ue000title\ue001", "\ue000",
    "<script>", "{{ x }}", "{% raw %}", "2020-13-45", "0000", "9999-12-31", "=1+1", "+1", "\u2028", "\u202e", "é",
    "e\u0301", "İ", "ﷺ" * 30, "💥", "https://", "https://[::1", "javascript:x", "autolyse", "banneton", "Autolyse",
    "dough", "oven", "class.md", "own words", "unconfirmed", "null", "~", "yes", "0", "-1", "1e400", "nan", "**",
    "`", "[a](b)", "a\nb", "mailto:a@b.example", "a" * 20_000, "\\(", "$x_a$", "1/0", "9**9**9", "sum(x)", "{x}",
    "\\frac{", "\ufeff", "\x1b[0m",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    0.5,
    [],
    {},
    [[]],
    [{}],
    {"a": {"b": ["c"]}},
    {"": ""},
    [None],
    *WORDS,
)
TEXTS = (
    "\n", "- ", "  ", "\t", ": ", "{", "}", "[", "]", '"', "'", "|", ">", "&a ", "*a", "!!x ", "---\n", "...\n",
    "#", "%", "\x00", "\x85", "\u2028", "\ufeff", "?", "<<: ", "- - - ", "{" * 60, "\r",
    "- {id: x, name: X, kind: thing, is: y}\n",
)  # fmt: skip
LEDGER_LINES = (
    "../../x/", "../x/ -> /", "a\\b/", "C:/x/", "/etc/passwd", "//x", "con/", "a//b/", "./", "x" * 300 + "/",
    "a/../b/ -> /", "feed.xml -> /", "assets/guide.css/x/ -> /", "ASSETS/ -> /", "glossary/ -> /", "old/ -> gone/",
    "old/ -> old/", "-> /", "old/ ->", "a -> b -> c", "notes/class/  seeds/other.md", "notes/class/  seeds/",
    "notes/none/  seeds/class.md", "notes/x/  seeds/a%00b.md", "notes/x/\tseeds/class.md",
    "concepts/autolyse/  seeds/class.md", "\x00/", "a\x1b/", "#/", "?x/ -> /", "index.html -> /",
    "notes/class -> /", "404.html -> /", "é/ -> /", "autolyse.does", "autolyse.own:rest",
)  # fmt: skip
NAMES = (
    "con", "index", "README", "404", "tags/a", "source", "a/source", "Class", "CLASS", "class.md", "a b", "a:b",
    "a?b", "a#b", "a%b", "a\\b", "a\nb", "..a", "...", "-", "💥", "💥/a", "x" * 240, "é" * 120, "ﷺ" * 60,
    "deep/" * 40 + "a", "a@b.example", "\u202ea", "\ue000title\ue001", "by-date", "watch-list", "no-term",
    "nul.txt", "aux/com1", "K", "ﬁ", "fi", "seeds/class",
)  # fmt: skip
NOTE_TEXTS = (
    "# Autolyse\n\nProofing\n", "[[class]] [[no]] ![[class]]\n", "[a](class.md) [b](../../x) [c](javascript:x)\n",
    "---\ntitle: \ue000title\ue001\n---\nAutolyse\n", "---\n- a\n---\n", "# \ue000contents\ue001\n\nDutch oven\n",
    "", "\n", "- dec 08\n  - to watch: Autolyse\n", "20201208 - talk by Ann Lee\n\nAutolyse\n", "\x00",
    "| a |\n|---|\n| Autolyse |\n",
)  # fmt: skip
SETTINGS = (
    "site_name",
    "site_url",
    "repo_url",
    "site_description",
    "copyright",
    "extra",
    "extra_css",
    "markdown_extensions",
)
ENDINGS = (".md", ".txt", ".org", "", ".yml")

Files = dict[str, str]
"""A project: text by path."""


@dataclass(frozen=True, slots=True)
class Project:
    """One project to try, and what was done to it."""

    files: Files
    config: dict[str, Any]
    """mkdocs.yml as it was read."""
    links: dict[str, str]
    """Links, and pipes where the target is '', by path. They are there on a disk alone."""
    done: tuple[str, ...]


def base() -> Files:
    """Return the project that every other is made from."""
    files = {
        path.relative_to(TINY).as_posix(): path.read_text("utf-8")
        for folder in ("docs", "seeds")
        for path in sorted((TINY / folder).rglob("*"))
        if path.is_file()
    }
    return {**files, **EXTRA}


def drawn(chance: random.Random, files: Files) -> Project:
    """Draw a project: the given one with one to four mutations."""
    project = Project(dict(files), {"site_name": "Bread", "extra": {"studyguide": {"id": "bread"}}}, {}, ())
    done: list[str] = []
    for _ in range(chance.randint(1, 4)):
        mutation = chance.choice(MUTATIONS)
        mutation(chance, project)
        done.append(mutation.__name__.strip("_"))
    return Project(project.files, project.config, project.links, tuple(done))


def _value(chance: random.Random, project: Project) -> None:
    """Put another value, or none, into a place of a YAML file."""
    path = chance.choice([path for path in project.files if path.endswith(".yml")])
    try:
        document = yaml.load(project.files[path], yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, TypeError):
        return
    places = list(_places(document))
    if not places:
        project.files[path] = json.dumps(chance.choice(VALUES))
        return
    holder, key = chance.choice(places)
    match chance.randrange(6):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, list):
            holder.insert(chance.randint(0, len(holder)), copy.deepcopy(holder[key]))
        case 1:
            holder[str(chance.choice(WORDS))] = copy.deepcopy(holder[key])
        case 2:
            holder[key] = [copy.deepcopy(holder[key])]
        case 3:
            other, of_other = chance.choice(places)
            holder[key] = copy.deepcopy(other[of_other]) if other is not holder[key] else None
        case _:
            holder[key] = copy.deepcopy(chance.choice(VALUES))
    try:
        project.files[path] = json.dumps(document, ensure_ascii=False, indent=1, default=str)
    except (ValueError, TypeError, RecursionError):
        return


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place of a document: what holds it, and its key or index there."""
    keys: Iterable[Any] = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _text(chance: random.Random, project: Project) -> None:
    """Damage the text of a file."""
    path = chance.choice(list(project.files))
    text = project.files[path]
    lines = text.split("\n")
    at = chance.randint(0, len(text))
    match chance.randrange(4):
        case 0:
            project.files[path] = text[:at] + chance.choice(TEXTS) + text[at:]
        case 1:
            project.files[path] = text[:at] + text[chance.randint(0, len(text)) :]
        case 2:
            del lines[chance.randrange(len(lines))]
            project.files[path] = "\n".join(lines)
        case _:
            lines.insert(chance.randint(0, len(lines)), chance.choice(lines))
            project.files[path] = "\n".join(lines)


def _ledger_line(chance: random.Random, project: Project) -> None:
    """Add lines to a ledger."""
    path = chance.choice([LEDGER, LEDGER, CARD_LEDGER])
    lines = [chance.choice(LEDGER_LINES) for _ in range(chance.randint(1, 3))]
    project.files[path] = project.files.get(path, "") + "\n".join(lines) + "\n"


def _name(chance: random.Random, project: Project) -> None:
    """Give a file another name."""
    path = chance.choice(list(project.files))
    folder = path.rpartition("/")[0]
    project.files[f"{folder}/{chance.choice(NAMES)}.{path.rpartition('.')[2]}"] = project.files.pop(path)


def _note(chance: random.Random, project: Project) -> None:
    """Add a note with an odd name."""
    name = f"{chance.choice(NAMES)}{chance.choice(ENDINGS)}"
    project.files[f"seeds/{name}"] = "".join(chance.choice(NOTE_TEXTS) for _ in range(chance.randint(1, 3)))


def _note_facts(chance: random.Random, project: Project) -> None:
    """Say something odd of a note."""
    keys = ("title", "slug", "year", "event", "author", "encoding", "publish", "withhold", "allow", "other")
    facts = {chance.choice(keys): chance.choice(VALUES) for _ in range(chance.randint(1, 3))}
    note = chance.choice(
        [path.removeprefix("seeds/") for path in project.files if path.startswith("seeds/")] or ["a.md"]
    )
    project.files[NOTE_FACTS] = json.dumps({note: facts, "class.md": {"slug": "class"}}, ensure_ascii=False)


def _setting(chance: random.Random, project: Project) -> None:
    """Set something odd in mkdocs.yml."""
    if chance.random() < 0.5:
        project.config[chance.choice(SETTINGS)] = copy.deepcopy(chance.choice(VALUES))
        return
    key, value = chance.choice(("id", "decks", "other")), copy.deepcopy(chance.choice(VALUES))
    project.config["extra"] = {"studyguide": {key: value}}


def _missing(chance: random.Random, project: Project) -> None:
    """Take a file away."""
    del project.files[chance.choice(list(project.files))]


def _link(chance: random.Random, project: Project) -> None:
    """Put a link, a loop or a pipe somewhere."""
    folder = chance.choice(("docs", "docs/about", "docs/glossary", "docs/ledger", "docs/exams", "seeds"))
    name = chance.choice(("x.md", "x.yml", "x", "addresses.txt", "a.txt", "index.md"))
    target = chance.choice(
        ("", "x", ".", "..", "../..", "/etc/passwd", "/etc", "../index.md", "nowhere", "../seeds/class.md")
    )
    project.links[f"{folder}/{name}"] = target


Mutation = Callable[[random.Random, Project], None]
MUTATIONS: tuple[Mutation, ...] = (
    _value, _value, _value, _text, _ledger_line, _name, _note, _note, _note_facts, _setting, _missing, _link,
)  # fmt: skip


def obeys(project: Project, memo: Memo = no_memo) -> None:
    """Hold a project against every law, without a host. Raises AssertionError, or whatever the engine raised."""
    sources = _sources(project.files)
    known, unclear = site(project.config, Addressing.DIRECTORY, 1)
    guide, diagnostics = build_guide(sources, known, memo)
    ledger = project.files.get(LEDGER, "")
    pages = frozenset(page.path for page in guide.pages)
    moved, lost = redirects(ledger, pages, known, guide.site_context.notes, [file.path for file in guide.files])
    told = (*unclear, *diagnostics, *lost)
    assert not [problem for problem in told if problem.kind == "step-failed"], "a step failed"
    worded(told, project.files)
    places = [written_path(page.path, known.addressing) for page in guide.pages]
    apart([*places, *(file.path for file in (*guide.files, *moved))])
    readable(guide)
    written = updated_address_ledger(ledger, pages, guide.site_context.notes)
    assert updated_address_ledger(written, pages, guide.site_context.notes) == written, "the ledger is not stable"
    cards = guide.site_context.practice.cards
    updated_card_ledger(cards, project.files.get(CARD_LEDGER, ""))
    assert len({card.id for card in cards}) == len(cards), "two cards have one id"
    apart(file.path for file in export(guide, (), moved, project.config))


def worded(diagnostics: Iterable[Diagnostic], files: Mapping[str, str]) -> None:
    """Every problem can be printed, and its line is there."""
    for problem in limit_per_code(diagnostics):
        format_diagnostic(problem).encode()
        assert problem.place.file, problem
        if problem.place.file in files:
            lines = len(files[problem.place.file].splitlines()) + 1
            assert 0 <= problem.place.line <= max(lines, 1), problem


def apart(paths: Iterable[str]) -> None:
    """Every path may be written, and is no other's on any file system."""
    every = list(paths)
    assert not [path for path in every if not is_safe_path(path)], [path for path in every if not is_safe_path(path)]
    times = Counter(path.casefold() for path in every)
    assert max(times.values(), default=1) == 1, times.most_common(3)
    folders = {folder for path in times for folder in _folders(path)}
    assert folders.isdisjoint(times), folders & set(times)


def readable(guide: Guide) -> None:
    """What programs read can be read by them."""
    for file in guide.files:
        if file.path.endswith(".json"):
            json.loads(file.content)
        elif file.path.endswith(".xml"):
            ElementTree.fromstring(file.content)
        elif file.path.endswith((".js", ".tsv")):
            file.content.decode()
    for page in guide.pages:
        f"{page.title}{page.description}{page.markdown}".encode()


def _folders(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _sources(files: Files) -> Sources:
    """Return the project as the loader would, without a disk."""

    def text(path: str) -> TextFile:
        return TextFile(path, files.get(path, "").removeprefix("\ufeff"))

    def folder(name: str, ending: str) -> tuple[TextFile, ...]:
        there = (path for path in files if path.rpartition("/")[0] == name and path.endswith(ending))
        return tuple(text(path) for path in sorted(there))

    notes = tuple(
        (NotePath(path.removeprefix("seeds/")), files[path].encode())
        for path in sorted(files)
        if path.startswith("seeds/") and path != NOTE_FACTS
    )
    return Sources(
        notes=notes,
        note_facts=text(NOTE_FACTS),
        kinds=text("docs/kinds.yml"),
        families=folder("docs/glossary", ".yml"),
        exams=folder("docs/exams", ".yml"),
        corrections=text("docs/corrections.yml"),
        cards=text(CARDS),
        ledgers=folder("docs/ledger", ".txt"),
    )


def obeys_through_the_host(project: Project) -> None:
    """Build a project with MkDocs: it ends by itself, without a traceback, and writes nothing beside the site."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "above" / "project"
        write(project, root)
        target = Path(scratch) / "above" / "site"
        command = [sys.executable, "-m", "mkdocs", "build", "-f", str(root / CONFIG), "-d", str(target)]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        before = _tree(root)
        run = subprocess.run(
            command, capture_output=True, text=True, errors="replace", env=environment, timeout=MOST_SECONDS
        )
        assert "Traceback" not in run.stderr, run.stderr
        assert " failed with " not in run.stderr, run.stderr
        assert run.returncode in (0, 1), (run.returncode, run.stderr)
        assert _tree(root) == before, "the project was written to"
        beside = {path.name for path in (*Path(scratch).iterdir(), *(Path(scratch) / "above").iterdir())}
        assert beside <= {"above", "project", "site"}, beside
        if run.returncode == 0:
            passwd = Path("/etc/passwd").read_bytes() if Path("/etc/passwd").is_file() else b"\0"
            assert passwd not in [file.read_bytes() for file in target.rglob("*") if file.is_file()], "published"


def write(project: Project, root: Path) -> None:
    """Write a project to a folder, as far as the file system takes its names."""
    config = yaml.safe_load((TINY / CONFIG).read_text("utf-8").replace("../../../hooks", str(ROOT / "hooks")))
    given = {key: value for key, value in project.config.items() if key in {"site_name", "site_url", "extra"}}
    _write(root / CONFIG, yaml.safe_dump({**config, **given}, allow_unicode=True))
    for path, text in project.files.items():
        _write(root / path, text)
    for path, target in project.links.items():
        link = root / path
        if link.is_symlink() or link.exists():
            continue
        link.parent.mkdir(parents=True, exist_ok=True)
        if target:
            link.symlink_to(target)
        else:
            os.mkfifo(link)


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    except (OSError, ValueError):
        return


def _tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if "__pycache__" not in path.parts}


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
