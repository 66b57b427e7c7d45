"""Hands the guide's pages and files to MkDocs as generated files, beside those that people wrote."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markdown.extensions.toc import nest_toc_tokens
from markupsafe import escape
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils.meta import get_data

from studyguide.execution.memo import ByIdentity
from studyguide.hosts.export import with_moved_links
from studyguide.hosts.mkdocs.build_cache import results_of
from studyguide.hosts.mkdocs.build_log import log
from studyguide.hosts.mkdocs.late_files import LateTask, add_late_task, no_results
from studyguide.hosts.mkdocs.prerendered import prerender
from studyguide.hosts.mkdocs.staged_build import LAST, site_to_replace
from studyguide.hosts.mkdocs.written_pages import written_documents
from studyguide.hosts.unchanged_files import SiteBefore, take_over
from studyguide.hosts.write import has_content, write_if_changed
from studyguide.model.note import Page as GuidePage
from studyguide.model.note import PagePath
from studyguide.render.asset_names import SEARCH_SCRIPT
from studyguide.render.data.changes import page_dates
from studyguide.render.data.json_ld import json_ld
from studyguide.render.data.llms_txt import TwinEntry, llms_txt
from studyguide.render.data.markdown_twin import markdown_twin
from studyguide.render.data.search_documents import SearchDocument
from studyguide.render.data.search_files import SEARCH_FOLDER, search_files
from studyguide.render.data.search_index import search_index, word_counts
from studyguide.render.data.site_file import LateSiteFile, SiteFile
from studyguide.render.guide import Guide
from studyguide.render.html.fragments import with_fragments
from studyguide.render.pages.review import REVIEW
from studyguide.render.site_context import SiteContext

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

LLMS = "llms.txt"
"""The list of the plain Markdown of all pages, where programs look for it."""
SEARCH_INPUTS = "studyguide/search"
"""Name among the plugins under which what the search finds is kept."""
FIRST_HEADING = re.compile(r"^# ++(.+)$", re.MULTILINE)
ANCHOR = re.compile(r' id="([^"]+)"')


class PreviewFile(File):
    """A file of which a preview knows whether the site has it already."""

    up_to_date = False

    def is_modified(self) -> bool:
        """Returns whether MkDocs has to read, render or copy the file."""
        return not self.up_to_date


class LateFile(PreviewFile):
    """A file that a late task writes; MkDocs knows its place only."""

    def copy_file(self, dirty: bool = False) -> None:
        """Writes nothing: the task does."""


class PrerenderedPage(Page):
    """A page of the guide: MkDocs asks it for its source and its HTML, and it has both already."""

    not_in_nav = False
    """Whether it is below a page of the menu, and not in the menu itself."""

    def __init__(self, file: File, config: MkDocsConfig, meta: dict[str, Any]) -> None:
        super().__init__(None, file, config)
        self.meta, self.markdown = meta, file.content_string

    def read_source(self, config: MkDocsConfig) -> None:
        """Reads nothing: the source is there."""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Sets the HTML that Python-Markdown would give, without it."""
        page = prerender(self.markdown or "")
        self.content = page.html
        self.toc = get_toc(nest_toc_tokens([{"level": h.level, "id": h.id, "name": h.html} for h in page.headings]))

    @cached_property
    def present_anchor_ids(self) -> set[str] | None:  # type: ignore[override]
        """Returns the ids that links can lead to; None if the page is not rendered. MkDocs asks only the pages that
        hand-written pages link to."""
        return None if self.content is None else {match[1] for match in ANCHOR.finditer(self.content)}


def add_pages(files: Files, guide: Guide, config: MkDocsConfig) -> dict[str, object]:
    """Adds the guide's pages, and returns by path what each is made from. A page that a person wrote wins."""
    inputs: dict[str, object] = {}
    dates, data = page_dates(guide.site_context), json_ld(guide.site_context)
    for page in guide.pages:
        if (written := files.get_file_from_path(page.path)) is not None:
            log.warning(f"docs/{written.src_uri} has the path of a page of the guide, and is used instead of it")
            continue
        file = PreviewFile.generated(config, page.path, content=page.markdown)
        file.edit_uri = f"../{page.source}" if page.source else None
        files.append(file)
        meta = _meta(page, _last_change(dates, page.path), data.get(page.path, ""))
        PrerenderedPage(file, config, dict(meta))
        inputs[page.path] = (page, meta, file.edit_uri, guide.site_context.texts)
    return inputs


def add_files(
    files: Files, generated: Iterable[SiteFile | LateSiteFile], config: MkDocsConfig, assets: Mapping[str, bytes]
) -> None:
    """Adds the guide's downloads, data and redirects, and the engine's styles and scripts. A person's files win."""
    for extra in generated:
        if files.get_file_from_path(extra.path) is not None:
            continue
        if isinstance(extra, LateSiteFile):
            _add_late_file(files, config, extra.path, extra.make)
        else:
            file = PreviewFile.generated(config, extra.path, content=extra.content, inclusion=InclusionLevel.INCLUDED)
            files.append(file)
    unused = () if SEARCH_INPUTS in config.plugins else (SEARCH_SCRIPT,)
    for path, content in assets.items():
        if path not in unused and files.get_file_from_path(path) is None:
            files.append(File.generated(config, path, content=content))


def add_twins(files: Files, guide: Guide, config: MkDocsConfig) -> dict[str, object]:
    """Adds the plain Markdown of every page beside it and llms.txt, and returns by path what each is made from.

    To MkDocs they are no pages: their source paths end in `.twin`, and only their places in the site in `.md`.
    The lists of questions have none: their questions are on the pages of terms.
    """
    ctx, inputs = guide.site_context, dict[str, object]()
    generated = {page.path: page for page in guide.pages}
    pages = {file.src_uri: file for file in files.documentation_pages()}
    places = {path: f"{file.dest_uri.removesuffix('.html')}.md" for path, file in pages.items()}
    by_hand = {path: file for path, file in pages.items() if path not in generated or not file.generated_by}
    shown = [page for page in guide.pages if page.path not in by_hand and page.parent != REVIEW]
    rows = [TwinEntry(page.path, page.title, page.description, page.parent) for page in shown]
    are_kept = results_of(config) is not None
    for page in shown:
        make: Callable[[], bytes] = partial(_encoded_twin, page.markdown)
        if are_kept:
            make = partial(ctx.memo, ("twin", page.path), (page.markdown,), make)
        late = _add_late_file(files, config, f"{page.path}.twin", make, places[page.path], ask=make)
        inputs[late.src_uri] = page.markdown
    for path, file in by_hand.items():
        text, _ = with_fragments(ctx, PagePath(path), file.content_string, markdown_twin)
        body, meta = get_data(text)
        moved = with_moved_links(body, path, places)
        make = partial(str.encode, moved)
        inputs[_add_late_file(files, config, f"{path}.twin", make, places[path]).src_uri] = moved
        heading = FIRST_HEADING.search(body)
        title = meta.get("title") or (_without_attributes(heading[1]) if heading else path)
        rows.append(TwinEntry(PagePath(path), str(title), str(meta.get("description") or ""), None))
    if files.get_file_from_path(LLMS) is None:
        content = llms_txt(config.site_name, config.site_description or "", rows, places)
        files.append(PreviewFile.generated(config, LLMS, content=content, inclusion=InclusionLevel.INCLUDED))
    return inputs


def _encoded_twin(markdown: str) -> bytes:
    return markdown_twin(markdown).encode()


def _add_late_file(
    files: Files,
    config: MkDocsConfig,
    path: str,
    make: Callable[[], bytes],
    place: str = "",
    ask: Callable[[], object] = no_results,
) -> LateFile:
    """Adds a file that MkDocs knows by `path`, and the task that writes it, to `place` if that is another path."""
    file = LateFile(path, None, config.site_dir, config.use_directory_urls, inclusion=InclusionLevel.INCLUDED)
    file.dest_uri = place or path
    files.append(file)
    add_late_task(config, LateTask(partial(_write_late, file, make, site_to_replace(config)), ask))
    return file


def _write_late(file: LateFile, make: Callable[[], bytes], before: SiteBefore | None) -> None:
    if file.up_to_date:
        return
    content, target = make(), Path(file.abs_dest_path)
    if before is None or not take_over(before, file.dest_uri, target, content):
        write_if_changed(target, content)


@event_priority(LAST)
def take_over_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Takes a page over from the old site if that has the same. MkDocs then writes its text nowhere."""
    if before := site_to_replace(config):
        content = output.encode("utf-8", errors="xmlcharrefreplace")  # as MkDocs does
        if take_over(before, page.file.dest_uri, Path(page.file.abs_dest_path), content):
            page.file.abs_dest_path = os.devnull
    return output


def twin_reference(page: Page) -> str:
    """Returns how a page points at its plain Markdown; '' if it has none."""
    return (
        f"{quote(page.file.dest_uri.rpartition('/')[2].removesuffix('.html'))}.md"
        if page.meta.get("above") != REVIEW
        else ""
    )


def fill_fragments(files: Files, ctx: SiteContext, config: MkDocsConfig) -> None:
    """Puts what hand-written pages ask for into them; their source and their edit link stay what they are."""
    for file in [f for f in files.documentation_pages() if f.abs_src_path and "<!-- guide: " in f.content_string]:
        text, unknown = with_fragments(ctx, PagePath(file.src_uri), file.content_string)
        for name in unknown:
            log.warning(f"docs/{file.src_uri}: there is no fragment `{name}`")
        filled = File.generated(config, file.src_uri, content=text)
        filled.edit_uri = file.edit_uri
        files.remove(file)
        files.append(filled)


@dataclass(frozen=True, slots=True, repr=False)
class SearchInputs:
    """The guide whose pages the search finds, kept among the plugins from one event to a later one.

    It has no text of its own: the configuration is printed in a build, and the text of all pages takes a second.
    """

    guide: Guide


def take_over_search(config: MkDocsConfig, guide: Guide) -> None:
    """Keeps what the guide's search finds until the hand-written pages are rendered.

    The theme's plugin stays in the configuration, so that its search box is shown; it makes no index of its own.
    """
    plugin: Any = config.plugins.get("material/search")
    if plugin is None or not plugin.config.enabled:
        return
    for handlers in config.plugins.events.values():
        handlers[:] = [handler for handler in handlers if getattr(handler, "__self__", None) is not plugin]
    inputs: Any = SearchInputs(guide)
    config.plugins[SEARCH_INPUTS] = inputs


def search_task(files: Files, config: MkDocsConfig) -> LateTask | None:
    """Returns what writes the index of the search: of the guide's pages and of the hand-written ones, which must be
    rendered. None if the guide's search is off. A person's files win."""
    inputs: object = config.plugins.get(SEARCH_INPUTS)
    if not isinstance(inputs, SearchInputs):
        return None
    pages = [file.page for file in files.documentation_pages() if file.page]
    written = [page for page in pages if not isinstance(page, PrerenderedPage)]
    by_hand = frozenset(file.src_uri for file in files if file.src_uri.startswith(SEARCH_FOLDER))
    guide, memo = inputs.guide, inputs.guide.site_context.memo
    write = partial(_write_search, Path(config.site_dir), guide, written, by_hand)
    return LateTask(write, lambda: word_counts(_search_documents(guide, written), memo))


def _search_documents(guide: Guide, written: Sequence[Page]) -> tuple[SearchDocument, ...]:
    return (*guide.documents, *written_documents(written))


def _write_search(site: Path, guide: Guide, written: Sequence[Page], by_hand: Collection[str]) -> None:
    memo = guide.site_context.memo
    index = search_index(_search_documents(guide, written), memo)
    made = dict(memo("search files", (ByIdentity(index),), lambda: tuple(search_files(index))))
    for path in made.keys() - by_hand:
        write_if_changed(site / path, made[path].encode())
    for file in (site / SEARCH_FOLDER).glob("*.js"):
        if (path := f"{SEARCH_FOLDER}{file.name}") not in made and path not in by_hand:
            file.unlink()


def page_paths(files: Files) -> frozenset[PagePath]:
    """Returns the path of every page, whoever made it."""
    return frozenset(PagePath(file.src_uri) for file in files.documentation_pages())


def differs_from_site(file: File) -> bool:
    """Returns whether the site lacks a file or has another one in its place."""
    return not has_content(Path(file.abs_dest_path), file.content_bytes)


def _last_change(dates: Mapping[PagePath, str], path: PagePath) -> str:
    """Returns the newest date of a page, or else of the whole guide: no date in the sitemap is that of a clock."""
    return dates.get(path) or dates.get(PagePath("")) or "1970-01-01"


def _meta(page: GuidePage, updated: str, structured: str) -> dict[str, Any]:
    """Returns what a hand-written page would have as front matter. The theme writes it into its markup as it is."""
    return {
        **title_meta(page),
        "above": page.parent or "",
        "updated": updated,
        "structured": structured,
    }


def title_meta(page: GuidePage) -> dict[str, Any]:
    """Returns the title and the description of a page as front matter."""
    return {
        "title": str(escape(" ".join(page.title.split()))),
        "description": str(escape(" ".join(page.description.split()))),
    }


def _without_attributes(heading: str) -> str:
    """Returns a heading without a list of attributes behind it, such as `{#id}`."""
    words, _, attributes = heading.rpartition("{")
    is_list = attributes.endswith("}") and "}" not in attributes[:-1]
    return (words.rstrip(" ") if is_list else "") or heading
