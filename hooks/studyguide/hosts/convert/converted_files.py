"""Converts those files of a folder of notes that are no text, and says what was converted and what was not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from studyguide.hosts.convert.document_markdown import (
    INSTALL_CONVERTER,
    KINDS_OF_DOCUMENT,
    document_converter,
    document_markdown,
)
from studyguide.hosts.convert.html_markdown import HtmlText, html_markdown
from studyguide.hosts.convert.notebook_notes import notebook_notes
from studyguide.hosts.convert.outline_markdown import outline_markdown
from studyguide.hosts.convert.workspace_notes import workspace_files
from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.model.note import NotePath
from studyguide.parse.curated.yaml_edits import yaml_scalar
from studyguide.parse.encoding import decode
from studyguide.sources import ATTACHMENT_ENDINGS

HTML_ENDINGS = ("html", "htm", "xhtml")
UNSAFE_IN_NAME = re.compile(r"[\\/:*?\"<>|#^\[\]\x00-\x1f\x7f]+")
MAX_NAME = 80
ZIP_MAGIC = b"PK\x03\x04"
EXPORT_NAME = re.compile(r"(?:export|exportblock)?[-_ ]*[0-9a-f-]{0,60}$", re.IGNORECASE)


class ConvertedFiles(Struct, frozen=True):
    """Holds the files of a folder of notes after conversion."""

    notes: tuple[tuple[NotePath, bytes], ...]
    attachments: tuple[tuple[str, bytes], ...] = ()
    """Files out of archives."""
    origins: frozenset[str] = frozenset()
    """The files that were converted."""
    unconverted: frozenset[str] = frozenset()
    """The files that need a converter which is not installed, or that could not be read."""
    diagnostics: tuple[Diagnostic, ...] = ()


class _NewFile(Struct, frozen=True):
    path: str
    content: bytes


def convert_files(files: Iterable[tuple[NotePath, bytes]], converter: str | None = None) -> ConvertedFiles:
    """Returns the files with Markdown in place of those that are converted. `converter` is the path of pandoc."""
    kept: list[tuple[NotePath, bytes]] = []
    made: list[_NewFile] = []
    origins: set[str] = set()
    missing: Counter[str] = Counter()
    unconverted: set[str] = set()
    diagnostics: list[Diagnostic] = []
    for path, data in files:
        ending = PurePosixPath(path).suffix.lower().removeprefix(".")
        if ending in KINDS_OF_DOCUMENT and converter is None:
            missing[ending] += 1
            unconverted.add(path)
            continue
        try:
            new = list(_converted(path, data, ending, converter, diagnostics))
        except ValueError as error:
            what = f"the file was not converted: {error}"
            diagnostics.append(Diagnostic(Location(path), "not-converted", what, severity=Severity.WARNING))
            unconverted.add(path)
            continue
        if new:
            made += new
            origins.add(path)
        else:
            kept.append((path, data))
    taken = {path.casefold() for path, _ in kept}
    notes, attachments = list(kept), list[tuple[str, bytes]]()
    for file in made:
        free = _free_path(file.path, taken)
        taken.add(free.casefold())
        if PurePosixPath(free).suffix.lower() in ATTACHMENT_ENDINGS:
            attachments.append((free, file.content))
        else:
            notes.append((NotePath(free), file.content))
    diagnostics += (_advice(ending, count) for ending, count in sorted(missing.items()))
    return ConvertedFiles(
        tuple(sorted(notes)), tuple(attachments), frozenset(origins), frozenset(unconverted), tuple(diagnostics)
    )


def converter_here() -> str | None:
    """Returns the path of the converter for documents, if there is one."""
    return document_converter()


def _converted(
    path: str, data: bytes, ending: str, converter: str | None, diagnostics: list[Diagnostic]
) -> Iterator[_NewFile]:
    """Yields the files that one file is converted into; none if it stays as it is."""
    stem = path[: len(path) - len(ending) - 1] if ending else path
    if ending in KINDS_OF_DOCUMENT and converter is not None:
        yield _note_file(stem, HtmlText("", document_markdown(converter, data, ending)), path)
    elif ending in HTML_ENDINGS:
        text, _ = decode(path, data)
        if text is not None:
            yield _note_file(stem, html_markdown("\n".join(text.lines)), path)
    elif ending == "opml":
        yield _note_file(stem, outline_markdown(data), path)
    elif ending == "enex":
        yield from _notebook(stem, data, path, diagnostics)
    elif ending == "zip" and data.startswith(ZIP_MAGIC):
        yield from _workspace(stem, data, path)


def _notebook(stem: str, data: bytes, path: str, diagnostics: list[Diagnostic]) -> Iterator[_NewFile]:
    media = 0
    for number, note in enumerate(notebook_notes(data), 1):
        media += note.media
        name = _safe_file_name(note.title) or f"note {number}"
        facts = [f"tags: [{', '.join(map(yaml_scalar, note.tags))}]"] if note.tags else []
        facts += [f"date: {note.date}"] if note.date else []
        new = _note_file(f"{stem}/{name}", HtmlText(note.title, note.markdown), path, facts)
        yield replace(new, path=f"{stem}/{name}.md")
    if media:
        what = f"attachments of its notes are not converted, and there are {media}"
        diagnostics.append(Diagnostic(Location(path), "not-converted", what, severity=Severity.WARNING))


def _workspace(stem: str, data: bytes, path: str) -> Iterator[_NewFile]:
    folder, _, name = stem.rpartition("/")
    name = "workspace" if EXPORT_NAME.fullmatch(name) else name
    base = f"{folder}/{name}" if folder else name
    for plain, inside, content in workspace_files(data):
        is_page = plain.lower().endswith(".md")
        head = _origin_front_matter(f"{path}: {inside}").encode() if is_page and not content.startswith(b"---") else b""
        yield _NewFile(f"{base}/{plain}", head + content)


def _note_file(stem: str, text: HtmlText, origin: str, facts: Iterable[str] = ()) -> _NewFile:
    has_title = re.match(r"\s*# \S", text.markdown) is not None
    title = [f"title: {yaml_scalar(text.title)}"] if text.title and not has_title else []
    return _NewFile(f"{stem}.md", (_origin_front_matter(origin, [*title, *facts]) + text.markdown).encode())


def _origin_front_matter(origin: str, facts: Iterable[str] = ()) -> str:
    rows = [*facts, f"converted_from: {yaml_scalar(origin)}"]
    return "\n".join(["---", *rows, "---", "", ""])


def _safe_file_name(title: str) -> str:
    return " ".join(UNSAFE_IN_NAME.sub(" ", title).split()).strip(" .")[:MAX_NAME].strip(" .")


def _free_path(path: str, taken: set[str]) -> str:
    """Returns the path, with a number before its ending if another file has it."""
    if path.casefold() not in taken:
        return path
    pure = PurePosixPath(path)
    names = (str(pure.with_name(f"{pure.stem} {number}{pure.suffix}")) for number in range(2, 100_000))
    return next(name for name in names if name.casefold() not in taken)


def _advice(ending: str, count: int) -> Diagnostic:
    files = "1 file was" if count == 1 else f"{count} files were"
    what = f"{KINDS_OF_DOCUMENT[ending]}: {files} not taken"
    hint = f"`{INSTALL_CONVERTER}`, then run this command again"
    return Diagnostic(Location(f"*.{ending}"), "needs-converter", what, hint, severity=Severity.WARNING)
