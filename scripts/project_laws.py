"""The laws that a build of any project obeys, without a host and through MkDocs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import yaml

from drawn_projects import CARD_LEDGER, CARDS, ROOT, TINY, Files, Project
from studyguide.execution.memo import Memo, no_memo
from studyguide.hosts.export import export
from studyguide.hosts.settings import site
from studyguide.model.diagnostics import Diagnostic, format_diagnostic, limit_per_code
from studyguide.model.note import NotePath
from studyguide.pipeline import Guide, build_guide
from studyguide.practice.card_ids import updated_card_ledger
from studyguide.render.data.address_ledger import LEDGER, updated_address_ledger
from studyguide.render.data.redirects import redirects, written_path
from studyguide.render.urls import Addressing
from studyguide.sources import NOTE_FACTS, Sources, TextFile
from studyguide.text.safe_path import is_safe_path

CONFIG = "mkdocs.yml"
MOST_SECONDS = 120
"""A build through the host that takes longer counts as a hang."""


def obeys(project: Project, memo: Memo = no_memo) -> None:
    """Check a project against every law, without a host. Raises AssertionError, or whatever the engine raised."""
    sources = _sources(project.files)
    known, unclear = site(project.config, Addressing.DIRECTORY, 1)
    guide, diagnostics = build_guide(sources, known, memo)
    ledger = project.files.get(LEDGER, "")
    pages = frozenset(page.path for page in guide.pages)
    moved, lost = redirects(ledger, pages, known, guide.site_context.notes, [file.path for file in guide.files])
    problems = (*unclear, *diagnostics, *lost)
    assert not [problem for problem in problems if problem.kind == "step-failed"], "a step failed"
    check_diagnostics(problems, project.files)
    places = [written_path(page.path, known.addressing) for page in guide.pages]
    check_paths([*places, *(file.path for file in (*guide.files, *moved))])
    check_files(guide)
    written = updated_address_ledger(ledger, pages, guide.site_context.notes)
    assert updated_address_ledger(written, pages, guide.site_context.notes) == written, "the ledger is not stable"
    cards = guide.site_context.practice.cards
    updated_card_ledger(cards, project.files.get(CARD_LEDGER, ""))
    assert len({card.id for card in cards}) == len(cards), "two cards have one id"
    check_paths(file.path for file in export(guide, (), moved, project.config))


def check_diagnostics(diagnostics: Iterable[Diagnostic], files: Mapping[str, str]) -> None:
    """Check that every problem can be printed, and that its line is there. Raises AssertionError."""
    for problem in limit_per_code(diagnostics):
        format_diagnostic(problem).encode()
        assert problem.place.file, problem
        if problem.place.file in files:
            lines = len(files[problem.place.file].splitlines()) + 1
            assert 0 <= problem.place.line <= max(lines, 1), problem


def check_paths(paths: Iterable[str]) -> None:
    """Check that every path may be written, and is no other's on any file system. Raises AssertionError."""
    every = list(paths)
    assert not [path for path in every if not is_safe_path(path)], [path for path in every if not is_safe_path(path)]
    times = Counter(path.casefold() for path in every)
    assert max(times.values(), default=1) == 1, times.most_common(3)
    folders = {folder for path in times for folder in _folders(path)}
    assert folders.isdisjoint(times), folders & set(times)


def check_files(guide: Guide) -> None:
    """Check that what programs read can be read by them. Raises the error of the reader."""
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
