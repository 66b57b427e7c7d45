"""A guide to a folder that outlives its host: plain Markdown with front matter, assets and a config without hooks.

Each page becomes the README.md of a folder named like its address. So the same relative links lead right in the site
that a generator builds from the folder, and on a code host that shows the folder as it is.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from studyguide.model.note import Page, PagePath
from studyguide.render.asset_names import SEARCH_SCRIPT
from studyguide.render.data.site_file import SiteFile
from studyguide.render.guide import Guide
from studyguide.render.html.fragments import with_fragments
from studyguide.render.navigation import menu
from studyguide.render.urls import address
from studyguide.text.safe_path import is_safe_path

MANIFEST = ".studyguide-export"
"""What an export wrote, as `sha256sum` writes and checks it."""
KEPT = (
    "site_name", "site_description", "site_author", "site_url", "repo_url", "repo_name", "copyright", "theme", "extra",
    "extra_css", "extra_javascript", "markdown_extensions",
)  # fmt: skip
"""Settings any generator that reads mkdocs.yml knows. Hooks, plugins and what serves them are left behind."""
OWN_THEME = frozenset({"custom_dir"})
MARKDOWN_LINK = re.compile(r"(\]\(\s*<?|^\[[^\]]+\]:\s*<?)([^\s#)>?]+)", re.MULTILINE)
"""An inline link or a link definition, up to its fragment."""
INDEXED = 12_000
"""Words below one heading that any generator's search takes: Zensical stops a build at 16,384 of what it counts."""
HEADING_LINE = re.compile(r"^#{1,6} .*$", re.MULTILINE)
TAG_TEXT = re.compile(r"<[^<>]*>")
FENCED_BLOCK = re.compile(
    r"^(?:```+[^`\n]*|~~~.*)\n(?>(?:(?!(?:```|~~~)[ \t]*$).*\n)*)(?:(?:```|~~~)[ \t]*$)?", re.MULTILINE
)
"""A fence that is not closed goes on to the end, as in CommonMark."""


def export(
    guide: Guide, written: Iterable[SiteFile], redirects: Iterable[SiteFile], config: Mapping[str, Any]
) -> tuple[SiteFile, ...]:
    """Return every file of the folder, by path, the manifest last.

    `written` are the hand-written pages and assets with paths below docs/; a page of theirs wins over a generated one.
    `config` is mkdocs.yml as it was read.
    """
    by_hand = {file.path: file.content for file in written}
    pages = {page.path: page for page in guide.pages if page.path not in by_hand}
    places = {path: exported_path(PagePath(path)) for path in (*pages, *by_hand) if path.endswith(".md")}
    places |= {path: path for path in by_hand if not path.endswith(".md")}
    found = {places[path]: _page_text(page).encode() for path, page in pages.items()}
    for path, content in by_hand.items():
        found[places[path]] = _by_hand(guide, path, content, places) if path.endswith(".md") else content
    for file in (*guide.files, *redirects):
        found.setdefault(file.path, file.content)
    found.pop(SEARCH_SCRIPT, None)  # other generators have a search of their own
    files = {f"docs/{path}": content for path, content in found.items()}
    files["mkdocs.yml"] = _config(guide, config, places).encode()
    files["README.md"] = _readme(config, guide).encode()
    exported = tuple(SiteFile(path, files[path]) for path in sorted(files))
    return (*exported, SiteFile(MANIFEST, manifest(exported)))


def exported_path(page: PagePath) -> str:
    """Returns the path of a page below docs/ of an export."""
    return f"{address(page)}README.md"


def manifest(files: Iterable[SiteFile]) -> bytes:
    """Return a line with hash and path for each file."""
    return "".join(f"{digest(file.content)}  {file.path}\n" for file in files).encode()


def read_manifest(text: str) -> dict[str, frozenset[str]]:
    """Returns the hashes of each file an earlier export wrote, by path, without paths that lead out of the folder.

    A file has two hashes if the last export was interrupted: that of the old content and that of the new one.
    """
    hashes: dict[str, frozenset[str]] = {}
    for line in text.splitlines():
        known, separator, path = line.partition("  ")
        if separator and is_safe_path(path):
            hashes[path] = hashes.get(path, frozenset()) | {known}
    return hashes


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _page_text(page: Page) -> str:
    front = f"title: {json.dumps(page.title, ensure_ascii=False)}\n"
    if page.description:
        front += f"description: {json.dumps(page.description, ensure_ascii=False)}\n"
    if any(len(TAG_TEXT.sub(" ", part).split()) > INDEXED for part in HEADING_LINE.split(page.markdown)):
        front += "search:\n  exclude: true\n"
    return f"---\n{front}---\n\n{page.markdown}"


def _by_hand(guide: Guide, path: str, content: bytes, places: Mapping[str, str]) -> bytes:
    """Fill a page's fragments, and lead its links to where the files stand now. Code is left alone."""
    text, _ = with_fragments(guide.site_context, PagePath(path), content.decode("utf-8-sig"))
    return with_moved_links(text, path, places).encode()


def with_moved_links(text: str, path: str, places: Mapping[str, str]) -> str:
    """Returns a hand-written page whose links lead to `places`, where the files are by their paths. Code stays."""
    out: list[str] = []
    at = 0
    for fence in FENCED_BLOCK.finditer(text):
        out += (_with_new_links(text[at : fence.start()], path, places), fence[0])
        at = fence.end()
    return "".join((*out, _with_new_links(text[at:], path, places)))


def _with_new_links(text: str, path: str, places: Mapping[str, str]) -> str:
    here = posixpath.dirname(path)
    now = posixpath.dirname(places[path])

    def link(match: re.Match[str]) -> str:
        target = places.get(posixpath.normpath(posixpath.join(here, match[2])))
        return f"{match[1]}{posixpath.relpath(target, now or '.')}" if target else match[0]

    return MARKDOWN_LINK.sub(link, text)


def _config(guide: Guide, config: Mapping[str, Any], places: Mapping[str, str]) -> str:
    kept = {key: config[key] for key in KEPT if config.get(key)}
    if isinstance(kept.get("theme"), dict):
        kept["theme"] = {key: value for key, value in kept["theme"].items() if key not in OWN_THEME}
    settings = {**kept, "use_directory_urls": True, "nav": menu(guide.site_context.texts, guide.navigation, places)}
    dumped = yaml.safe_dump(settings, sort_keys=False, allow_unicode=True, width=120)
    return f"# Written by `studyguide export`.\n{dumped}"


def _readme(config: Mapping[str, Any], guide: Guide) -> str:
    name = config.get("site_name") or guide.site_context.corpus.glossary.field
    return (
        f"# {name}\n\nStart at [the first page](docs/README.md). Every page is plain Markdown; links work here as they "
        "do in the site.\n\nTo build the site with any generator that reads `mkdocs.yml`:\n\n"
        "```sh\npip install zensical\nzensical build\n```\n\n"
        f"Everything listed in `{MANIFEST}` was written by `studyguide export` and is replaced by the next one.\n"
    )
