"""Makes the files of an installed guide: its manifest, and the service worker with the list of what it keeps."""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from html import unescape
from urllib.parse import quote, unquote

from studyguide.model.note import PagePath
from studyguide.model.texts import Texts, html_of
from studyguide.render.asset_names import LOADED_BY_SCRIPTS
from studyguide.render.data.site_file import SiteFile
from studyguide.render.pages.exam_study import MOCK, PLAN, STATISTICS
from studyguide.render.pages.review import REVIEW
from studyguide.render.site_context import Site
from studyguide.render.urls import Addressing, address

WEB_MANIFEST = "manifest.webmanifest"
SERVICE_WORKER = "sw.js"
"""At the site's root: a worker answers only for what is below its own folder."""
WORKER_SCRIPT = "assets/service_worker.js"
"""What the worker does, without the list of files."""
ICON = "assets/favicon.svg"
ESSENTIAL_PAGES = (PagePath("index.md"), REVIEW, PLAN, MOCK, STATISTICS)
"""The pages that are kept before they are visited."""
PAPER, ACCENT = "#fdfcfa", "#0b5a73"
"""The colors of an installed guide while it opens: those of `look.css`."""
ROOT_PLACE = "{root}"
"""Is replaced by the address of the site's root, which only the worker knows."""
WORKER_DATA = "globalThis.studyguideOffline = "
LOADED = re.compile(r"<(?:script|img)\b[^<>]{0,2000}\ssrc=\"([^\"]+)\"")
LINKED = re.compile(r"<link rel=\"(?:stylesheet|icon|manifest)\" href=\"([^\"]+)\"")
IN_STYLE = re.compile(r"url\(\s?[\"']?([^\"')\s]+)")


def web_manifest(site: Site) -> SiteFile:
    """Returns the manifest. Its addresses are relative, so it is right below any path."""
    home = quote(address(PagePath("index.md"), site.addressing)) or "./"
    content = {
        "name": site.name,
        "short_name": site.name if len(site.name) <= 30 else f"{site.name[:29].rstrip(' ,;:')}…",
        "start_url": home,
        "scope": "./",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": ACCENT,
        "icons": [{"src": ICON, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    return SiteFile(WEB_MANIFEST, f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode())


def service_worker(
    guide: str,
    worker: str,
    paths: Iterable[str],
    read: Callable[[str], bytes | None],
    addressing: Addressing,
    not_kept: str,
) -> SiteFile:
    """Returns the worker of a built site.

    `worker` is the text of `WORKER_SCRIPT`, `paths` are the files that `LOADED_BY_SCRIPTS` may name, and `read` returns
    the content of a file below the site's root, or None if there is no such file. `not_kept` is what a reader without a
    network sees in place of a page that is not kept.

    The version comes from the worker's own text and from the content of the essential files. Pages that are kept
    because somebody visited them are not in it: the worker takes them from the server whenever there is one.
    """
    files = {file_address(path): integrity(content) for path, content in _essential_files(paths, read, addressing)}
    data = {"files": files, "guide": guide, "notKept": not_kept, "version": offline_version(files, worker)}
    text = json.dumps(data, separators=(",", ":"), sort_keys=True)
    return SiteFile(SERVICE_WORKER, f"{WORKER_DATA}{text};\n{worker}".encode())


def not_kept_page(texts: Texts) -> str:
    """Returns the HTML of the page that says that a page is not kept. The worker fills in where the first page is."""
    says = html_of(texts, "offline.says", page=ROOT_PLACE)
    return (
        f'<!doctype html><html lang="{texts.lang}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{html_of(texts, 'offline.title')}</title>"
        f"<h1>{html_of(texts, 'offline.heading')}</h1><p>{says}</p></html>"
    )


def file_address(path: str) -> str:
    """Returns where a browser finds a file: `review/` for `review/index.html`."""
    folder, _, name = path.rpartition("/")
    return quote(path if name != "index.html" else f"{folder}/" if folder else "./")


def integrity(content: bytes) -> str:
    """Returns the hash of a file, as browsers check it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def offline_version(files: Mapping[str, str], worker: str) -> str:
    """Returns the version of a build, from the hashes of its essential files and the text of its worker."""
    text = json.dumps([files, worker], separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _essential_files(
    paths: Iterable[str], read: Callable[[str], bytes | None], addressing: Addressing
) -> Iterator[tuple[str, bytes]]:
    """Yields the pages that are always kept, all that they load, and all that their scripts load later, each once."""
    pages = [_written_path(page, addressing) for page in ESSENTIAL_PAGES]
    later = sorted(path for path in paths if any(fnmatchcase(path, pattern) for pattern in LOADED_BY_SCRIPTS))
    waiting, seen = [*pages, *later], set[str]()
    while waiting:
        path = waiting.pop()
        content = read(path) if path not in seen else None
        seen.add(path)
        if content is None:
            continue
        yield path, content
        patterns = {".html": (LOADED, LINKED), ".css": (IN_STYLE,)}.get(posixpath.splitext(path)[1], ())
        if patterns:
            waiting += _page_references(path, content.decode("utf-8", "replace"), patterns)


def _written_path(page: PagePath, addressing: Addressing) -> str:
    place = address(page, addressing)
    return f"{place}index.html" if place == "" or place.endswith("/") else place


def _page_references(source: str, text: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[str]:
    """Yields the paths that a page or a style sheet loads from its own site."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            target = unquote(unescape(match[1]).partition("#")[0].partition("?")[0])
            path = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
            if target and ":" not in target and not path.startswith(("../", "/")):
                yield path
