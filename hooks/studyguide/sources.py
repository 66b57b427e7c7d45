"""The loader: a project's folder to `Sources`. The only module of the engine that reads files of a project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studyguide.model.attachment import Attachment
from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.model.note import NotePath

SEEDS = "seeds"
"""The folder of notes."""
NOTE_FACTS = f"{SEEDS}/notes.yml"
SKIPPED_DIRS = frozenset({"node_modules", "__pycache__"})
MAX_NOTE_BYTES = 64 * 2**20
DATA_FOLDERS = frozenset({"glossary", "exams", "ledger", "schema"})
"""Folders of docs/ that are read and never published as files."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A curated file. `path` is relative to the project and '/'-separated."""

    path: str
    text: str


ATTACHMENTS = frozenset([
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", ".pdf", ".mp3", ".wav", ".ogg", ".m4a", ".flac",
    ".mp4", ".webm", ".mov",
])  # fmt: skip
"""Endings of files that notes refer to and that are no notes."""


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
    attachments: tuple[Attachment, ...] = ()


def load_sources(root: Path) -> tuple[Sources, tuple[Diagnostic, ...]]:
    """Read the project at `root`. A file that cannot be read is a problem and is left out."""
    diagnostics: list[Diagnostic] = []
    notes = tuple(_notes(root / SEEDS, diagnostics))
    sources = Sources(
        notes=notes,
        note_facts=_text(root, NOTE_FACTS, diagnostics),
        kinds=_text(root, "docs/kinds.yml", diagnostics),
        families=tuple(_folder(root, "docs/glossary", "*.yml", diagnostics)),
        exams=tuple(_folder(root, "docs/exams", "*.yml", diagnostics)),
        corrections=_text(root, "docs/corrections.yml", diagnostics),
        cards=_text(root, "docs/cards.yml", diagnostics),
        ledgers=tuple(_folder(root, "docs/ledger", "*.txt", diagnostics)),
        attachments=tuple(load_attachments(root / SEEDS)),
    )
    return sources, tuple(diagnostics)


def load_notes(folder: Path) -> tuple[tuple[tuple[NotePath, bytes], ...], tuple[Diagnostic, ...]]:
    """Read a folder of notes that is no project's, as `seeds/` of a project is read."""
    diagnostics: list[Diagnostic] = []
    return tuple(_notes(folder, diagnostics)), tuple(diagnostics)


def load_attachments(folder: Path) -> Iterator[Attachment]:
    """Yield the files of a folder of notes that are no notes, by path. Links out of the folder are not followed."""
    inside = folder.resolve()
    for at, subfolders, names in os.walk(folder):
        subfolders[:] = sorted(d for d in subfolders if not d.startswith(".") and d not in SKIPPED_DIRS)
        for name in sorted(names):
            path = Path(at, name)
            if name.startswith(".") or path.suffix.lower() not in ATTACHMENTS:
                continue
            if not path.is_file() or not Path(os.path.realpath(path)).is_relative_to(inside):
                continue
            stat = path.stat()
            yield Attachment(
                _printable(path.relative_to(folder).as_posix()), stat.st_size, stat.st_mtime_ns, path.read_bytes
            )


def _notes(seeds: Path, diagnostics: list[Diagnostic]) -> Iterator[tuple[NotePath, bytes]]:
    inside = seeds.resolve()
    for folder, subfolders, names in os.walk(seeds, onerror=lambda e: diagnostics.append(_unreadable("seeds", e))):
        subfolders[:] = sorted(d for d in subfolders if not d.startswith(".") and d not in SKIPPED_DIRS)
        for link in (Path(folder, name) for name in subfolders):
            if link.is_symlink():
                place = f"seeds/{link.relative_to(seeds).as_posix()}"
                diagnostics.append(_link(place, "leads to a folder", "copy the folder into seeds/"))
        for name in sorted(names):
            path = Path(folder, name)
            relative = path.relative_to(seeds).as_posix()
            if name.startswith(".") or relative == "notes.yml" or Path(name).suffix.lower() in ATTACHMENTS:
                continue
            place = f"seeds/{relative}"
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(inside):
                diagnostics.append(_link(place, "leads out of seeds/", "copy the file into seeds/"))
                continue
            try:
                if path.stat().st_size > MAX_NOTE_BYTES:
                    diagnostics.append(
                        Diagnostic(
                            Location(place),
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
                diagnostics.append(_unreadable(place, error))


def _folder(root: Path, folder: str, pattern: str, diagnostics: list[Diagnostic]) -> Iterator[TextFile]:
    for path in sorted((root / folder).glob(pattern)):
        yield _text(root, path.relative_to(root).as_posix(), diagnostics)


def _text(root: Path, path: str, diagnostics: list[Diagnostic]) -> TextFile:
    """Read a curated file; one that does not exist is empty."""
    try:
        return TextFile(path, (root / path).read_text("utf-8-sig"))
    except FileNotFoundError:
        return TextFile(path, "")
    except UnicodeDecodeError as error:
        diagnostics.append(
            Diagnostic(Location(path), "encoding", f"not UTF-8 at byte {error.start}", "save the file as UTF-8")
        )
    except OSError as error:
        diagnostics.append(_unreadable(path, error))
    return TextFile(path, "")


def _link(path: str, where: str, hint: str) -> Diagnostic:
    what = f"this link {where} and is not followed"
    return Diagnostic(Location(_printable(path)), "link-out", what, hint, severity=Severity.WARNING)


def _unreadable(path: str, error: OSError) -> Diagnostic:
    reason = (error.strerror or type(error).__name__).lower()
    return Diagnostic(Location(_printable(path)), "unreadable", f"cannot be read: {reason}", severity=Severity.WARNING)


def _printable(path: str) -> str:
    """A name that is not valid Unicode is shown with its odd bytes escaped: every record can be written as UTF-8."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8") if not path.isascii() else path
