"""The commands that write files: an export, the ledger of addresses, the schemas editors complete from."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from studyguide.cli.project_folder import project
from studyguide.cli.project_settings import config_of, project_sources
from studyguide.hosts.assets import load_written
from studyguide.hosts.build_time import build_time
from studyguide.hosts.export import MANIFEST, digest, export, read_manifest
from studyguide.hosts.packs import project_packs
from studyguide.hosts.settings import site
from studyguide.hosts.staging import discard, publish, stage
from studyguide.hosts.unpublished_docs import unpublished_docs
from studyguide.hosts.write import write_files
from studyguide.model.diagnostics import Diagnostic, Severity, format_diagnostic
from studyguide.model.note import PagePath
from studyguide.parse.curated.schemas import schemas
from studyguide.pipeline import build_guide
from studyguide.practice.card_ids import CARD_LEDGER, updated_card_ledger
from studyguide.render.data.address_ledger import LEDGER, updated_address_ledger
from studyguide.render.data.redirects import redirects
from studyguide.render.data.site_file import SiteFile
from studyguide.render.guide import Guide
from studyguide.render.pages.comparisons import moved_addresses
from studyguide.render.site_context import Site
from studyguide.render.urls import Addressing
from studyguide.text.counted_noun import counted_noun


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export_command(folder: Path) -> None:
    """Write every page as plain Markdown into FOLDER, with assets and a config without hooks.

    Safe on top of an older export: what it wrote and no longer needs is removed, nothing else is touched. A file that
    is not its own, or was changed since, stops it before anything is written. An export that is interrupted or finds
    the disk full leaves the old one as it was; where the folder also holds other files, the next export completes it.

    \b
    Example:
      studyguide export ../guide && cd ../guide && zensical build
    """
    root = project()
    if any(folder.resolve().is_relative_to((root / part).resolve()) for part in ("docs", "seeds", "hooks")):
        raise click.UsageError(f"{folder} is a folder the guide is made from: name another")
    config = config_of(root)
    guide, written, ledger = _guide(root, config)
    moved, lost = _redirects(guide, written, ledger)
    _warn(lost)
    files = export(guide, written, moved, config)
    known = _known(folder)
    if foreign := _foreign(folder, files, known):
        listed = "\n".join(f"  {path}" for path in foreign[:10])
        raise click.ClickException(f"not written by an earlier export, or changed since; nothing was done:\n{listed}")
    try:
        gone = _replace(folder, files, known)
    except OSError as error:
        raise click.ClickException(f"{folder}: not exported: {error.strerror}") from error
    except ValueError as error:
        raise click.ClickException(f"nothing was written: {error}") from error
    click.echo(f"{counted_noun(len(files), 'file')} in {folder}, {gone} removed")


@click.command("ledger")
def ledger_command() -> None:
    """Add every page's address and every card's id to docs/ledger, and report the addresses that would be lost.

    \b
    Example:
      studyguide ledger      before a release: from then on each of these addresses is kept
    """
    root = project()
    guide, written, text = _guide(root, config_of(root))
    ctx = guide.site_context
    pages = _project_pages(guide, written)
    new = updated_address_ledger(text, pages, ctx.notes)
    of_notes = tuple(one.entry for one in ctx.practice.of_notes)
    cards = updated_card_ledger((*ctx.practice.cards, *ctx.practice.bank), _text_of(root / CARD_LEDGER), of_notes)
    _write(root, (SiteFile(LEDGER, new.encode()), SiteFile(CARD_LEDGER, cards.encode())))
    _, lost = _redirects(guide, written, new)
    for problem in lost:
        click.echo(format_diagnostic(problem), err=True)
    more = counted_noun(len(new.splitlines()) - len(text.splitlines()), "line")
    click.echo(f"{more} more, {counted_noun(len(lost), 'problem')}")
    sys.exit(1 if lost else 0)


def _text_of(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def _write(root: Path, files: Iterable[SiteFile]) -> None:
    try:
        write_files(root, files)
    except ValueError as error:
        raise click.ClickException(f"nothing was written: {error}") from error


@click.command("schema")
def schema_command() -> None:
    """Write the JSON Schemas of the curated files to docs/schema, from which editors complete and check.

    \b
    Example:
      studyguide schema
    """
    files = [SiteFile(f"docs/schema/{name}", text.encode()) for name, text in schemas().items()]
    _write(project(), files)
    for file in files:
        click.echo(file.path)


def read_project_site(root: Path, config: Mapping[str, Any]) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Return what a project's mkdocs.yml says of its site, dated by its inputs, and what is wrong there."""
    epoch, untimely = build_time(root, os.environ, project_packs(config, root)[0])
    known, unclear = site(config, Addressing.DIRECTORY, epoch)
    return known, (*untimely, *unclear)


def _guide(root: Path, config: Mapping[str, Any]) -> tuple[Guide, tuple[SiteFile, ...], str]:
    """The guide, hand-written pages and assets, and the ledger."""
    sources, unread = project_sources(root, config)
    known, unclear = read_project_site(root, config)
    guide, diagnostics = build_guide(sources, known)
    _warn((*unread, *unclear, *diagnostics, *unpublished_docs(root).problems.values()))
    files = load_written(root, guide.site_context.texts, str(config.get("exclude_docs") or ""))
    written = tuple(SiteFile(path, content) for path, content in files)
    return guide, written, {file.path: file.text for file in sources.ledgers}.get(LEDGER, "")


def _redirects(
    guide: Guide, written: Iterable[SiteFile], ledger: str
) -> tuple[tuple[SiteFile, ...], tuple[Diagnostic, ...]]:
    """Returns pages for the addresses that have moved, and the addresses that would be lost."""
    ctx = guide.site_context
    files = list(written)
    taken = [file.path for file in (*guide.files, *files)]
    return redirects(ledger, _project_pages(guide, files), ctx.site, ctx.notes, taken, moved_addresses(ctx), ctx.texts)


def _project_pages(guide: Guide, written: Iterable[SiteFile]) -> frozenset[PagePath]:
    by_hand = (PagePath(file.path) for file in written if file.path.endswith(".md"))
    return frozenset((*(page.path for page in guide.pages), *by_hand))


def _known(folder: Path) -> dict[str, frozenset[str]]:
    listed = folder / MANIFEST
    return read_manifest(listed.read_text("utf-8")) if listed.is_file() else {}


def _foreign(folder: Path, files: Iterable[SiteFile], known: Mapping[str, frozenset[str]]) -> list[str]:
    """Returns files in the way that no export wrote, and files it wrote that somebody has changed."""
    wanted = {file.path: digest(file.content) for file in files if file.path != MANIFEST}
    paths = sorted({*known, *wanted})
    return [p for p in paths if _is_foreign(folder, p, {wanted.get(p), *known.get(p, frozenset())})]


def _is_foreign(folder: Path, path: str, ours: set[str | None]) -> bool:
    """Returns whether a path has other content, or leads through a link, or is a folder instead of a file."""
    target = folder / path
    above = [folder / part for part in Path(path).parents if part != Path()]
    if any(part.is_symlink() or part.is_file() for part in above) or target.is_symlink() or target.is_dir():
        return True
    return target.exists() and digest(target.read_bytes()) not in ours


def _replace(folder: Path, files: Iterable[SiteFile], known: Mapping[str, frozenset[str]]) -> int:
    """Replaces an older export, and returns how many files it had that this one does not have."""
    staging = stage(folder)
    try:
        write_files(staging.folder, files)
        gone = [path for path in known if not (staging.folder / path).exists() and (folder / path).exists()]
        publish(staging, is_owned=lambda path: path == MANIFEST or path in known, manifest=MANIFEST)
    finally:
        discard(staging)
    return len(gone)


def _warn(diagnostics: Iterable[Diagnostic]) -> None:
    for problem in diagnostics:
        if problem.severity is not Severity.NOTICE:
            click.echo(format_diagnostic(problem), err=True)
