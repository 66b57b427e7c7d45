"""Commands for everyday changes of the curated files: rename a term, add a spelling by line, mark an item as watched.

Each edits only what it has to; comments and layout stay. Notes are never edited.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from msgspec.structs import replace

from studyguide.analysis.open_points import item_key
from studyguide.cli.inputs import glossary_of, notes_of, sources_here
from studyguide.cli.project_edits import (
    FileEdit,
    apply_edits,
    new_glossary_faults,
    own_glossary,
    text_in,
    told,
    with_edits,
)
from studyguide.cli.project_folder import project
from studyguide.cli.suggest_accept import alias_edit, entry_index, pack_term_fault, term_named
from studyguide.hosts.assets import written_files
from studyguide.link.mentions import find_mentions
from studyguide.link.surface_forms import compile_surface_forms
from studyguide.model.diagnostics import closest, format_diagnostic
from studyguide.model.fields import id_fault
from studyguide.model.glossary import AliasKind, Glossary, Term, spellings_of
from studyguide.model.note import Note
from studyguide.model.pack import pack_of
from studyguide.parse.curated.yaml_edits import with_item, yaml_scalar
from studyguide.practice.card_ids import CARD_LEDGER
from studyguide.practice.note_card_ids import RETIRED
from studyguide.render.data.address_ledger import LEDGER
from studyguide.sources import NOTE_FACTS, Sources
from studyguide.suggest.entries import alias_item, new_term_id
from studyguide.suggest.renamed_files import RenamedFile, renamed_addresses, renamed_files, with_new_name
from studyguide.text.counted_noun import counted_noun
from studyguide.text.words import words_of


@click.command("rename")
@click.option("--keep-id", is_flag=True, help="Change only the name: address, cards and learners' progress stay.")
@click.argument("old")
@click.argument("new")
def rename_command(keep_id: bool, old: str, new: str) -> None:
    """Rename a term in every curated file that refers to it.

    OLD is the id or name of a term. NEW is a new id (lower-case letters, digits, hyphens), or a new name, from which
    the id is made. The old name stays as another name of the term, so that the notes keep their links. The old
    address leads to the new one. Notes are not edited.

    \b
    Examples:
      studyguide rename smoker bee-smoker
      studyguide rename smoker "Bee smoker"
      studyguide rename --keep-id smoker "Bee smoker"
    """
    root, sources = project(), sources_here()
    glossary = glossary_of(sources)
    term = _term(glossary, old)
    if any(id_ == term.id and pack_of(file) for id_, file, _ in glossary.places):
        raise click.ClickException(pack_term_fault(term.id))
    is_id = not id_fault(new) and not keep_id
    taken = {str(one.id) for one in glossary.terms} - {term.id}
    new_id = str(term.id) if keep_id else new if is_id else new_term_id(new, taken)
    if is_id and new in taken:
        raise click.ClickException(f"the id `{new}` belongs to another term")
    files = dict(_curated_files(root, sources))
    try:
        changed = renamed_files(files, term.id, new_id) if new_id != term.id else ()
        if not is_id:
            changed = _with_name(changed, files, glossary, term, new_id, new)
    except ValueError as error:
        raise click.ClickException(f"nothing was written: {error}") from error
    edits = [FileEdit(file.path, text_in(root, file.path), file.text) for file in changed]
    edits += _ledger_edits(root, term.id, new_id)
    if faults := new_glossary_faults(sources, edits):
        raise click.ClickException(f"nothing was written:\n{told(faults)}")
    apply_edits(root, edits)
    for file in changed:
        if file.old_path != file.path:
            (root / file.old_path).unlink()
    for edit in edits:
        click.echo(edit.path)
    said = f"`{term.id}` is now `{new_id}`" if new_id != term.id else f"{term.name} is now {new}"
    click.echo(f"{said}. `studyguide ledger` brings the ledgers up to date.")


@click.command("link")
@click.option("--kind", default="synonym", type=click.Choice([kind.value for kind in AliasKind]), show_default=True)
@click.argument("place", metavar="FILE:LINE")
@click.argument("word")
@click.argument("term")
def link_command(kind: str, place: str, word: str, term: str) -> None:
    """Make WORD, as it is written in a line of a note, a spelling of TERM.

    TERM is the id or a name of a term. --kind misspelling links a spelling error without showing it as a name.

    \b
    Examples:
      studyguide link seeds/bees.md:12 "smoke pot" smoker
      studyguide link --kind misspelling seeds/bees.md:12 smokker smoker
    """
    root, sources = project(), sources_here()
    glossary = glossary_of(sources)
    note, line = _line_of(place)
    target = _term(glossary, term)
    if not _has_words(note.lines[line - 1], word):
        raise click.ClickException(f"{place} does not have `{word}`: it says “{note.lines[line - 1].strip()}”")
    edit = alias_edit(root, glossary, target.id, alias_item(word, AliasKind(kind)))
    if isinstance(edit, str):
        raise click.ClickException(edit)
    if faults := new_glossary_faults(sources, (edit,)):
        raise click.ClickException(f"nothing was written:\n{told(faults)}")
    apply_edits(root, (edit,))
    families = with_edits(sources.families, (edit,), "docs/glossary")
    after, _ = own_glossary(replace(sources, families=families))
    mentions, rejections = find_mentions(note, compile_surface_forms(after))
    click.echo(f"{edit.path}: `{word}` is a spelling of {target.name}")
    if not any(mention.line == line and mention.term == target.id for mention in mentions):
        reasons = [r.why for r in rejections if r.line == line and target.id in r.refused]
        click.echo(f"this line is still not linked: {'; '.join(reasons) or 'see `studyguide explain`'}")


@click.command("watched")
@click.argument("place", metavar="FILE:LINE")
def watched_command(place: str) -> None:
    """Mark an item of a note's watch list as watched, in seeds/notes.yml.

    \b
    Example:
      studyguide watched seeds/class.txt:12
    """
    root, sources = project(), sources_here()
    note, line = _line_of(place)
    item = next((item for item in note.watchlist if item.line == line), None)
    if item is None:
        near = [str(one.line) for one in note.watchlist][:10]
        hint = f"it has items in the lines {', '.join(near)}" if near else "it has no watch list"
        raise click.ClickException(f"{place} is no item of a watch list: {hint}")
    if note.path not in dict(sources.notes):
        raise click.ClickException(f"{place} is not a note of this project")
    if item_key(item.text) in set(map(item_key, note.facts.watched)):
        click.echo(f"`{item.text}` is marked already")
        return
    before = text_in(root, NOTE_FACTS)
    try:
        after = _with_watched(before or "", note, item.text)
    except ValueError as error:
        raise click.ClickException(f"{NOTE_FACTS}: {error}") from error
    apply_edits(root, (FileEdit(NOTE_FACTS, before, after),))
    click.echo(f"{NOTE_FACTS}: `{item.text}` is marked as watched")


def _term(glossary: Glossary, wanted: str) -> Term:
    if term := term_named(glossary, wanted):
        return term
    known = [*(str(term.id) for term in glossary.terms), *(text for t in glossary.terms for text in spellings_of(t))]
    raise click.ClickException(f"no term has the id or name `{wanted}`. {closest(wanted, known)}".strip())


def _line_of(place: str) -> tuple[Note, int]:
    file, _, line = place.rpartition(":")
    if not file or not line.isdigit():
        raise click.UsageError(f"`{place}` is not FILE:LINE")
    for _, note, diagnostics in notes_of((file,)):
        if note is None:
            raise click.ClickException("\n".join(map(format_diagnostic, diagnostics)))
        if not 1 <= int(line) <= len(note.lines):
            raise click.ClickException(f"{file} has {counted_noun(len(note.lines), 'line')}, there is no line {line}")
        return note, int(line)
    raise click.ClickException(f"{file} cannot be read")


def _has_words(line: str, wanted: str) -> bool:
    words, said = words_of(wanted), words_of(line)
    return bool(words) and any(said[at : at + len(words)] == words for at in range(len(said)))


def _with_watched(text: str, note: Note, item: str) -> str:
    try:
        return with_item(text, (note.path,), "watched", yaml_scalar(item))
    except ValueError:
        if any(line.startswith((note.path, f'"{note.path}"', f"'{note.path}'")) for line in text.splitlines()):
            raise
    gap = "\n" if text.strip() else ""
    return f"{text.rstrip()}\n{gap}{yaml_scalar(note.path)}:\n  watched: [{yaml_scalar(item)}]\n".lstrip("\n")


def _curated_files(root: Path, sources: Sources) -> Iterable[tuple[str, str]]:
    """Yields every curated file that may refer to a term."""
    folders = (sources.families, sources.exams, sources.questions, sources.lessons, sources.decisions)
    single = (sources.causes, sources.figures, sources.corrections, sources.cards, sources.phrasings)
    for file in (*(file for folder in folders for file in folder), *single):
        if file.text:
            yield file.path, text_in(root, file.path) or ""
    for path, content in sorted(written_files(root).items()):
        if path.endswith(".md"):
            yield f"docs/{path}", content.decode("utf-8", "replace")


def _with_name(
    changed: tuple[RenamedFile, ...], files: dict[str, str], glossary: Glossary, term: Term, new_id: str, name: str
) -> tuple[RenamedFile, ...]:
    """Returns the changed files with the term's new name, and its old one, if it differs, as another name."""
    path = next(file for id_, file, _ in glossary.places if id_ == term.id)
    texts = {file.path: file for file in changed}
    text = texts[path].text if path in texts else files[path]
    text = with_new_name(text, new_id, name)
    if term.name.casefold() not in {name.casefold(), *(alias.text.casefold() for alias in term.aliases)}:
        text = with_item(text, (entry_index(text, new_id),), "aliases", yaml_scalar(term.name))
    kept = tuple(file for file in changed if file.path != path)
    return (*kept, replace(texts[path], text=text) if path in texts else RenamedFile(path, path, text))


def _ledger_edits(root: Path, old: str, new: str) -> Iterable[FileEdit]:
    if old == new:
        return
    if text := text_in(root, LEDGER):
        yield FileEdit(LEDGER, text, renamed_addresses(text, old, new))
    if text := text_in(root, CARD_LEDGER):
        rows = (f"{r} {RETIRED}" if r.startswith(f"{old}.") and RETIRED not in r else r for r in text.split("\n"))
        yield FileEdit(CARD_LEDGER, text, "\n".join(rows))
