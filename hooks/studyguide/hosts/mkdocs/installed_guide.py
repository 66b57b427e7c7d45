"""Lets browsers install a guide: adds its manifest to MkDocs' files, and the service worker to the finished site."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from studyguide.hosts.assets import worker_script
from studyguide.hosts.settings import site
from studyguide.hosts.write import write_if_changed
from studyguide.model.texts import Texts
from studyguide.render.asset_names import LOADED_BY_SCRIPTS
from studyguide.render.data.offline import SERVICE_WORKER, WEB_MANIFEST, not_kept_page, service_worker
from studyguide.render.urls import Addressing

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def manifest_path(config: MkDocsConfig) -> str:
    """Returns where the manifest is below the site's root; '' for a copy that opens from a disk, which has none."""
    offline = config.plugins.get("material/offline")
    return "" if offline is not None and offline.config.enabled else WEB_MANIFEST


def add_service_worker(config: MkDocsConfig, texts: Texts) -> None:
    """Writes the worker of the finished site, if its content changes. A worker that a person wrote stays."""
    root = Path(config.site_dir)
    if not manifest_path(config) or Path(config.docs_dir, SERVICE_WORKER).exists():
        return
    addressing = Addressing.DIRECTORY if config.use_directory_urls else Addressing.FILE
    guide = site(config, addressing, 1)[0].id
    folders = sorted({pattern.rpartition("/")[0] for pattern in LOADED_BY_SCRIPTS})
    paths = (f"{folder}/{name}" for folder in folders for name in _names_in(root / folder))
    made = service_worker(guide, worker_script(), paths, partial(_content, root), addressing, not_kept_page(texts))
    write_if_changed(root / made.path, made.content)


def _names_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()] if folder.is_dir() else []


def _content(root: Path, path: str) -> bytes | None:
    file = root / path
    return file.read_bytes() if file.is_file() else None
