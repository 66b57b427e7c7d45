"""The loader: a project's folder to `Sources`. The only module of the engine that reads files of a project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studyguide.problems import Place, Problem, Severity
from studyguide.reading_script import READING_SCRIPT, reading_script
from studyguide.records import NotePath
from studyguide.style_sheet import STYLE_SHEET, style_sheet

SEEDS = "seeds"
"""The folder of notes."""
NOTE_FACTS = f"{SEEDS}/notes.yml"
SKIPPED_DIRS = frozenset({"node_modules", "__pycache__"})
MAX_NOTE_BYTES = 64 * 2**20
DATA_FOLDERS = frozenset({"glossary", "exams", "ledger", "schema"})
"""Folders of docs/ that are read and never published as files."""
ENGINE = Path(__file__).resolve().parent
SHIPPED = ENGINE if (ENGINE / "assets").is_dir() else ENGINE.parents[1] / "docs"
"""Where the styles and scripts that serve every project stand: in a wheel beside the engine, else in its checkout."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A curated file. `path` is relative to the project and '/'-separated."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything a guide is made from, read once."""

    notes: tuple[tuple[NotePath, bytes], ...] = ()
    note_facts: TextFile = TextFile(NOTE_FACTS, "")
    kinds: TextFile = TextFile("docs/kinds.yml", "")
    families: tuple[TextFile, ...] = ()
    exams: tuple[TextFile, ...] = ()
    corrections: TextFile = TextFile("docs/corrections.yml", "")
    cards: TextFile = TextFile("docs/cards.yml", "")
    ledgers: tuple[TextFile, ...] = ()


def load_sources(root: Path) -> tuple[Sources, tuple[Problem, ...]]:
    """Read the project at `root`. A file that cannot be read is a problem and is left out."""
    problems: list[Problem] = []
    notes = tuple(_notes(root / SEEDS, problems))
    sources = Sources(
        notes=notes,
        note_facts=_text(root, NOTE_FACTS, problems),
        kinds=_text(root, "docs/kinds.yml", problems),
        families=tuple(_folder(root, "docs/glossary", "*.yml", problems)),
        exams=tuple(_folder(root, "docs/exams", "*.yml", problems)),
        corrections=_text(root, "docs/corrections.yml", problems),
        cards=_text(root, "docs/cards.yml", problems),
        ledgers=tuple(_folder(root, "docs/ledger", "*.txt", problems)),
    )
    return sources, tuple(problems)


def load_notes(folder: Path) -> tuple[tuple[tuple[NotePath, bytes], ...], tuple[Problem, ...]]:
    """Read a folder of notes that is no project's, as `seeds/` of a project is read."""
    problems: list[Problem] = []
    return tuple(_notes(folder, problems)), tuple(problems)


def _notes(seeds: Path, problems: list[Problem]) -> Iterator[tuple[NotePath, bytes]]:
    inside = seeds.resolve()
    for folder, subfolders, names in os.walk(seeds, onerror=lambda e: problems.append(_unreadable("seeds", e))):
        subfolders[:] = sorted(d for d in subfolders if not d.startswith(".") and d not in SKIPPED_DIRS)
        for link in (Path(folder, name) for name in subfolders):
            if link.is_symlink():
                place = f"seeds/{link.relative_to(seeds).as_posix()}"
                problems.append(_link(place, "leads to a folder", "copy the folder into seeds/"))
        for name in sorted(names):
            path = Path(folder, name)
            relative = path.relative_to(seeds).as_posix()
            if name.startswith(".") or relative == "notes.yml":
                continue
            place = f"seeds/{relative}"
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(inside):
                problems.append(_link(place, "leads out of seeds/", "copy the file into seeds/"))
                continue
            try:
                if path.stat().st_size > MAX_NOTE_BYTES:
                    problems.append(
                        Problem(
                            Place(place),
                            "too-large",
                            f"larger than {MAX_NOTE_BYTES // 2**20} MiB, passed over",
                            "split the file",
                            severity=Severity.WARNING,
                        )
                    )
                    continue
                if path.is_file():
                    yield NotePath(_printable(relative)), path.read_bytes()
            except OSError as error:
                problems.append(_unreadable(place, error))


def _folder(root: Path, folder: str, pattern: str, problems: list[Problem]) -> Iterator[TextFile]:
    for path in sorted((root / folder).glob(pattern)):
        yield _text(root, path.relative_to(root).as_posix(), problems)


def _text(root: Path, path: str, problems: list[Problem]) -> TextFile:
    """Read a curated file; one that does not exist is empty."""
    try:
        return TextFile(path, (root / path).read_text("utf-8-sig"))
    except FileNotFoundError:
        return TextFile(path, "")
    except UnicodeDecodeError as error:
        problems.append(Problem(Place(path), "encoding", f"not UTF-8 at byte {error.start}", "save the file as UTF-8"))
    except OSError as error:
        problems.append(_unreadable(path, error))
    return TextFile(path, "")


def _link(path: str, where: str, hint: str) -> Problem:
    what = f"this link {where} and is not followed"
    return Problem(Place(_printable(path)), "link-out", what, hint, severity=Severity.WARNING)


def _unreadable(path: str, error: OSError) -> Problem:
    reason = (error.strerror or type(error).__name__).lower()
    return Problem(Place(_printable(path)), "unreadable", f"cannot be read: {reason}", severity=Severity.WARNING)


def _printable(path: str) -> str:
    """A name that is not valid Unicode is shown with its odd bytes escaped: every record can be written as UTF-8."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8") if not path.isascii() else path


def load_written(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield hand-written pages and assets: path below docs/, and content, in order. Curated data is left out.

    What the project does not have itself comes from the engine's own assets.
    """
    written = {**load_assets(), **dict(_below(root / "docs", root / "docs"))}
    yield from sorted(written.items())


def load_assets() -> dict[str, bytes]:
    """Return the engine's own styles and scripts: content by path below docs/, with the joined ones of every page."""
    assets = dict(_below(SHIPPED, SHIPPED / "assets"))
    return {**assets, READING_SCRIPT: reading_script(assets), STYLE_SHEET: style_sheet(assets)}


def _below(docs: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(docs)
        if relative.parts[0] in DATA_FOLDERS or path.suffix == ".yml" or any(p.startswith(".") for p in relative.parts):
            continue
        if path.is_file() and path.resolve().is_relative_to(docs.resolve()):
            yield relative.as_posix(), path.read_bytes()
