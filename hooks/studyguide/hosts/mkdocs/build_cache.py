"""Lets a build start from the results that an earlier one left in a folder, and leave its own there.

The variable `STUDYGUIDE_CACHE`, which `studyguide build --cache` sets, names the folder. Without it nothing is read or
kept. The results are in the configuration from the first event of a build to the last.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort

from studyguide.execution.memo import MemoStore
from studyguide.hosts.mkdocs.build_log import log
from studyguide.hosts.stored_memo import CACHE_VARIABLE, StoredMemo, load_memo, save_memo
from studyguide.sources import SEEDS_FOLDER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

RESULTS_PLUGIN = "studyguide/results"
"""Name among the plugins under which the results are kept."""


def use_cache(config: MkDocsConfig, environment: Mapping[str, str]) -> None:
    """Takes over the results in the folder that the environment names, if it names one.

    Raises Abort if they would be read as notes or be published.
    """
    given = environment.get(CACHE_VARIABLE)
    if not given:
        return
    project = Path(config.config_file_path).parent.resolve()
    folder = (project / given).resolve()
    for other in (project / SEEDS_FOLDER, Path(config.docs_dir).resolve(), Path(config.site_dir).resolve()):
        if folder.is_relative_to(other):
            hint = "it holds the text of notes, so name a folder outside, such as .cache/studyguide"
            raise Abort(f"the cache cannot be in {other}: {hint}")
    stored = load_memo(folder)
    if stored.problem:
        log.info(stored.problem)
    plugin: Any = stored
    config.plugins[RESULTS_PLUGIN] = plugin


def results_of(config: MkDocsConfig) -> MemoStore | None:
    """Returns the results that a build may reuse and adds its own to; None if it has no cache folder."""
    stored = _stored(config)
    return stored.memory if stored else None


def keep_results(config: MkDocsConfig) -> None:
    """Leaves the results of a build that succeeded in the folder, if it has one."""
    if (stored := _stored(config)) and (problem := save_memo(stored)):
        log.info(problem)


def _stored(config: MkDocsConfig) -> StoredMemo | None:
    plugin: object = config.plugins.get(RESULTS_PLUGIN)
    return plugin if isinstance(plugin, StoredMemo) else None
