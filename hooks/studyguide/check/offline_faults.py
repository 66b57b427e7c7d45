"""Finds faults in what an installed guide keeps on a device: the manifest and the service worker's list of files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from studyguide.check.fault_kinds import fault
from studyguide.check.site_map import SiteMap, split_address
from studyguide.model.diagnostics import Diagnostic
from studyguide.render.data.offline import SERVICE_WORKER, WEB_MANIFEST, WORKER_DATA, integrity, offline_version

BUILD_AGAIN = "build the site again"


def web_manifest_faults(text: str, map_: SiteMap) -> Iterator[Diagnostic]:
    """Yields the faults of the manifest; one that is not JSON is reported as that."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    content = value if isinstance(value, dict) else {}
    icons = content.get("icons")
    sources = [icon.get("src") if isinstance(icon, dict) else None for icon in icons] if isinstance(icons, list) else []
    for name, given in (("name", content.get("name")), ("start_url", content.get("start_url")), ("icons", sources)):
        if not given:
            yield fault("web-manifest", WEB_MANIFEST, f"has no `{name}`", 0, BUILD_AGAIN)
    addresses = [content.get("start_url", "./"), content.get("scope", "./"), *sources]
    for address in addresses:
        if not isinstance(address, str) or not _is_here(address, map_):
            what = f"`{str(address)[:200]}` is not a file of this site"
            yield fault("web-manifest-target", WEB_MANIFEST, what)


def offline_faults(files: Mapping[str, bytes], guides: frozenset[str], map_: SiteMap) -> Iterator[Diagnostic]:
    """Yields the faults of `sw.js`: files that are not there, contents and versions of another build, another guide.

    `guides` are the ids that the pages of the site have.
    """
    if SERVICE_WORKER not in files:
        if WEB_MANIFEST in files:
            yield fault("offline", SERVICE_WORKER, f"{WEB_MANIFEST} offers to install the guide, and this is not there")
        return
    first, _, worker = files[SERVICE_WORKER].decode("utf-8", "replace").partition("\n")
    data = _listed_files(first)
    if data is None:
        yield fault("offline", SERVICE_WORKER, "this does not begin with one list of files", 0, BUILD_AGAIN)
        return
    listed: dict[str, str] = data["files"]
    for address, expected in listed.items():
        if not _is_here(address, map_):
            yield fault("offline-target", SERVICE_WORKER, f"`{address[:200]}` is not a file of this site", 1)
        elif integrity(files[map_.lead("index.html", address).file]) != expected:
            what = f"`{address[:200]}` has another content than when this was made"
            yield fault("offline-stale", SERVICE_WORKER, what, 1, "build the site again, and change no file afterwards")
    if data["version"] != offline_version(listed, worker):
        yield fault("offline-stale", SERVICE_WORKER, "the version is not that of these files", 1, BUILD_AGAIN)
    if guides and data["guide"] not in guides:
        yield fault("offline-guide", SERVICE_WORKER, f"belongs to the guide `{data['guide'][:100]}`", 1, BUILD_AGAIN)


def _listed_files(line: str) -> dict[str, Any] | None:
    """Returns what the first line hands over; None if it is anything else."""
    if not line.startswith(WORKER_DATA) or not line.endswith(";"):
        return None
    try:
        data = json.loads(line[len(WORKER_DATA) : -1])
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not all(isinstance(data.get(name), str) for name in ("guide", "version")):
        return None
    files = data.get("files")
    is_list = isinstance(files, dict) and files and all(isinstance(content, str) for content in files.values())
    return data if is_list else None


def _is_here(address: str, map_: SiteMap) -> bool:
    """Returns whether an address, seen from the site's root, is relative and leads to a file of the site."""
    parts = split_address(address)
    if parts.scheme or parts.netloc or address.startswith("/"):
        return False
    return map_.lead("index.html", address or "./").fault in {"", "broken-anchor"}
