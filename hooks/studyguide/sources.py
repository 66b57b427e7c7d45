"""Loads a project's folder as `Sources`. No other module of the engine reads files of a project."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from studyguide.model.attachment import Attachment
from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.model.file_diagnostics import link_out, no_file, printable, unreadable
from studyguide.model.note import NotePath
from studyguide.model.pack import PACKS_FOLDER
from studyguide.model.suggestion_choices import SUGGESTION_CHOICES

SEEDS_FOLDER = "seeds"
"""The folder of notes."""
DOCS_FOLDER = "docs"
"""The folder of what people curate."""
NOTE_FACTS = f"{SEEDS_FOLDER}/notes.yml"
SKIPPED_DIRS = frozenset({"node_modules", "__pycache__"})
MAX_NOTE_BYTES = 64 * 2**20
DATA_FOLDERS = frozenset({"glossary", "exams", "questions", "lessons", "decisions", "figures", "ledger", "schema"})
"""Folders of docs/ whose files are read and never published unchanged."""
ATTACHMENT_ENDINGS = frozenset([
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", ".pdf", ".mp3", ".wav", ".ogg", ".m4a", ".flac",
    ".mp4", ".webm", ".mov",
])  # fmt: skip
"""Endings of files that notes refer to and that are not notes."""


class TextFile(Struct, frozen=True):
    """Holds a curated file. `path` is relative to the project and '/'-separated."""

    path: str
    text: str


class Pack(Struct, frozen=True):
    """Names a glossary pack and its folder."""

    name: str
    root: Path
    """The folder with `pack.yml`."""


class FieldFiles(Struct, frozen=True):
    """Holds the curated files that are about a field and nobody's notes. A pack has them, and so can a project."""

    kinds: TextFile = TextFile("docs/kinds.yml", "")
    families: tuple[TextFile, ...] = ()
    exams: tuple[TextFile, ...] = ()
    questions: tuple[TextFile, ...] = ()
    lessons: tuple[TextFile, ...] = ()
    decisions: tuple[TextFile, ...] = ()
    causes: TextFile = TextFile("docs/causes.yml", "")
    figures: TextFile = TextFile("docs/figures.yml", "")
    pictures: tuple[TextFile, ...] = ()
    """The SVG files that `figures` describes."""
    phrasings: TextFile = TextFile("docs/phrasings.yml", "")


class Sources(FieldFiles, frozen=True):
    """Holds everything that a guide is made from, read once."""

    notes: tuple[tuple[NotePath, bytes], ...] = ()
    note_facts: TextFile = TextFile(NOTE_FACTS, "")
    corrections: TextFile = TextFile("docs/corrections.yml", "")
    cards: TextFile = TextFile("docs/cards.yml", "")
    leaves_out: TextFile = TextFile("docs/leaves-out.yml", "")
    texts: TextFile = TextFile("docs/texts.yml", "")
    """What the project overrides of the texts that the site shows."""
    suggestion_choices: TextFile = TextFile(SUGGESTION_CHOICES, "")
    ledgers: tuple[TextFile, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    packs: tuple[FieldFiles, ...] = ()
    """The files of the packs that the project uses, in the order of its settings."""


def field_layers(sources: Sources) -> tuple[FieldFiles, ...]:
    """Returns the project's own files, then those of its packs, the last pack first: the first of equal ids is used."""
    return (sources, *reversed(sources.packs))


def field_files(layer: FieldFiles) -> tuple[TextFile, ...]:
    """Returns the curated files of a project or of a pack that have any text."""
    folders = (layer.families, layer.exams, layer.questions, layer.lessons, layer.decisions, layer.pictures)
    single = (layer.kinds, layer.causes, layer.figures, layer.phrasings)
    return tuple(file for file in (*single, *(file for folder in folders for file in folder)) if file.text)


def load_sources(root: Path, packs: Iterable[Pack] = ()) -> tuple[Sources, tuple[Diagnostic, ...]]:
    """Reads the project at `root` and the packs that it uses. A file that cannot be read is reported and left out.

    A pack whose folder is the project's own `docs/` is not read twice: its files are the project's.
    """
    diagnostics: list[Diagnostic] = []
    notes = tuple(_note_files(root / SEEDS_FOLDER, diagnostics))
    docs = _Folder(root / DOCS_FOLDER, DOCS_FOLDER)
    used = (pack for pack in packs if os.path.realpath(pack.root) != os.path.realpath(docs.path))
    sources = Sources(
        **_field_texts(docs, diagnostics),
        notes=notes,
        note_facts=_curated_text(_Folder(root / SEEDS_FOLDER, SEEDS_FOLDER), "notes.yml", diagnostics),
        corrections=_curated_text(docs, "corrections.yml", diagnostics),
        cards=_curated_text(docs, "cards.yml", diagnostics),
        leaves_out=_curated_text(docs, "leaves-out.yml", diagnostics),
        texts=_curated_text(docs, "texts.yml", diagnostics),
        suggestion_choices=_curated_text(docs, SUGGESTION_CHOICES.removeprefix("docs/"), diagnostics),
        ledgers=_matching_texts(docs, "ledger/*.txt", diagnostics),
        attachments=tuple(load_attachments(root / SEEDS_FOLDER)),
        packs=tuple(_load_pack(pack, diagnostics) for pack in used),
    )
    return sources, tuple(diagnostics)


def load_notes(
    folder: Path, chosen: Collection[str]
) -> tuple[tuple[tuple[NotePath, bytes], ...], tuple[Diagnostic, ...]]:
    """Reads the chosen files of a folder of notes outside any project, in the same way as a project's `seeds/`."""
    diagnostics: list[Diagnostic] = []
    return tuple(_note_files(folder, diagnostics, chosen)), tuple(diagnostics)


def load_attachments(folder: Path, chosen: Collection[str] | None = None) -> Iterator[Attachment]:
    """Yields the files of a folder of notes that are not notes, by path; all of them if none are `chosen`.

    Links out of the folder are not followed.
    """
    inside = folder.resolve()
    for at, subfolders, names in os.walk(folder):
        subfolders[:] = sorted(d for d in subfolders if not d.startswith(".") and d not in SKIPPED_DIRS)
        for name in sorted(names):
            if name.startswith(".") or _ending(name) not in ATTACHMENT_ENDINGS:
                continue
            path = Path(at, name)
            if chosen is not None and path.relative_to(folder).as_posix() not in chosen:
                continue
            if not path.is_file() or not Path(os.path.realpath(path)).is_relative_to(inside):
                continue
            state, below = path.stat(), printable(path.relative_to(folder).as_posix())
            yield Attachment(below, state.st_size, state.st_mtime_ns, path.read_bytes)


def _note_files(
    seeds: Path, diagnostics: list[Diagnostic], chosen: Collection[str] | None = None
) -> Iterator[tuple[NotePath, bytes]]:
    """Yields path and content of each note, by path; of all files that are not attachments if none are `chosen`."""
    inside = seeds.resolve()
    for folder, subfolders, names in os.walk(seeds, onerror=lambda e: diagnostics.append(unreadable("seeds", e))):
        subfolders[:] = sorted(d for d in subfolders if not d.startswith(".") and d not in SKIPPED_DIRS)
        below = Path(folder).relative_to(seeds)
        for link in subfolders:
            if Path(folder, link).is_symlink():
                place = f"seeds/{(below / link).as_posix()}"
                diagnostics.append(link_out(place, "leads to a folder", "copy the folder into seeds/"))
        beginning = "" if below == Path() else f"{below.as_posix()}/"
        for name in sorted(names):
            path, relative = Path(folder, name), f"{beginning}{name}"
            if name.startswith(".") or relative == "notes.yml" or _ending(name) in ATTACHMENT_ENDINGS:
                continue
            if chosen is not None and relative not in chosen:
                continue
            place = f"seeds/{relative}"
            try:
                problem = _note_problem(path, place, inside)
                content = path.read_bytes() if problem is None and path.is_file() else None
            except OSError as error:
                problem, content = unreadable(place, error), None
            if problem is not None:
                diagnostics.append(problem)
            if content is not None:
                yield NotePath(printable(relative)), content


def _ending(name: str) -> str:
    """Returns the ending of a file's name. A `Path` for each of thousands of names takes longer than reading them."""
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""


def _note_problem(path: Path, place: str, inside: Path) -> Diagnostic | None:
    """Returns why a file of the folder `inside` is not read. Raises OSError if it cannot be looked at."""
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(inside):
        return link_out(place, "leads out of seeds/", "copy the file into seeds/")
    if not path.is_file() and path.exists():
        return no_file(place)
    if path.stat().st_size > MAX_NOTE_BYTES:
        what = f"larger than {MAX_NOTE_BYTES // 2**20} MiB, skipped"
        return Diagnostic(Location(place), "too-large", what, "split the file", severity=Severity.WARNING)
    return None


class _Folder(Struct, frozen=True):
    """Holds a folder of curated files and the name by which its files are named."""

    path: Path
    name: str


def _load_pack(pack: Pack, diagnostics: list[Diagnostic]) -> FieldFiles:
    """Reads a pack. Its files are named by their paths below the pack, after `packs/<id>/`."""
    return FieldFiles(**_field_texts(_Folder(pack.root, f"{PACKS_FOLDER}/{pack.name}"), diagnostics))


def _field_texts(folder: _Folder, diagnostics: list[Diagnostic]) -> dict[str, Any]:
    """Reads the curated files of a project's docs/ or of a pack, by the names of `FieldFiles`."""
    folders = {
        "families": "glossary/*.yml",
        "exams": "exams/*.yml",
        "questions": "questions/*.yml",
        "lessons": "lessons/*.md",
        "decisions": "decisions/*.yml",
        "pictures": "figures/*.svg",
    }
    single = ("kinds", "causes", "figures", "phrasings")
    return {
        **{key: _curated_text(folder, f"{key}.yml", diagnostics) for key in single},
        **{key: _matching_texts(folder, pattern, diagnostics) for key, pattern in folders.items()},
    }


def _matching_texts(folder: _Folder, pattern: str, diagnostics: list[Diagnostic]) -> tuple[TextFile, ...]:
    paths = (path.relative_to(folder.path).as_posix() for path in sorted(folder.path.glob(pattern)))
    return tuple(_curated_text(folder, path, diagnostics) for path in paths)


def _curated_text(folder: _Folder, below: str, diagnostics: list[Diagnostic]) -> TextFile:
    """Reads a curated file; a missing file counts as empty. Links out of the folder, and anything that is not a file,
    are not read."""
    file, path = folder.path / below, f"{folder.name}/{below}"
    if file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder.path)):
        diagnostics.append(link_out(path, f"leads out of {folder.name}/", f"copy the file into {folder.name}/"))
        return TextFile(path, "")
    if not file.is_file() and file.exists():
        diagnostics.append(no_file(path))
        return TextFile(path, "")
    try:
        return TextFile(path, file.read_text("utf-8-sig"))
    except FileNotFoundError:
        return TextFile(path, "")
    except UnicodeDecodeError as error:
        diagnostics.append(
            Diagnostic(Location(path), "encoding", f"not UTF-8 at byte {error.start}", "save the file as UTF-8")
        )
    except OSError as error:
        diagnostics.append(unreadable(path, error))
    return TextFile(path, "")
