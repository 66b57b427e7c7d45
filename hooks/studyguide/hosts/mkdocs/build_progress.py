"""Shows how far a build is while MkDocs prepares and writes the pages, of which it says nothing itself."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import event_priority

from studyguide.hosts.mkdocs.build_log import log
from studyguide.hosts.mkdocs.staged_build import LAST
from studyguide.hosts.progress import Progress, begin_step, end_progress, progress_on, show_count

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

PLUGIN_NAME = "studyguide/progress"


class BuildProgress:
    """The plugin that each build has in its configuration: MkDocs calls it for each page."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.pages = 0
        self.done = 0

    @event_priority(LAST)
    def on_files(self, files: Files, **_: object) -> Files:
        """Begins to count the pages that MkDocs prepares."""
        self.pages, self.done = len(files.documentation_pages()), 0
        begin_step(self.progress, "preparing the pages")
        return files

    def on_page_markdown(self, markdown: str, **_: object) -> str:
        """Counts a prepared page."""
        self._count()
        return markdown

    @event_priority(LAST)
    def on_env(self, env: Any, **_: object) -> Any:
        """Begins to count the pages that MkDocs writes."""
        self.done = 0
        begin_step(self.progress, "writing the pages")
        return env

    def on_post_page(self, output: str, **_: object) -> str:
        """Counts a page that is ready to be written."""
        self._count()
        return output

    @event_priority(-LAST)
    def on_post_build(self, **_: object) -> None:
        """Removes the bar before anything else is printed."""
        end_progress(self.progress)

    @event_priority(-LAST)
    def on_build_error(self, **_: object) -> None:
        """Removes the bar before the error is printed."""
        end_progress(self.progress)

    def on_shutdown(self) -> None:
        """Removes the bar of a build that was interrupted."""
        end_progress(self.progress)

    def _count(self) -> None:
        self.done += 1
        show_count(self.progress, min(self.done, self.pages), self.pages)


def add_progress(config: MkDocsConfig) -> None:
    """Adds the plugin to the configuration of a build. Shows nothing if the build is quiet."""
    progress = progress_on(sys.stderr, log.info)
    if not log.isEnabledFor(logging.INFO):
        progress.is_terminal = False
    plugin: Any = BuildProgress(progress)
    config.plugins[PLUGIN_NAME] = plugin


def progress_of(config: MkDocsConfig) -> Progress:
    """Returns the progress of a build; one that shows nothing if it has none, as after an edit in a preview."""
    plugin: object = config.plugins.get(PLUGIN_NAME)
    if isinstance(plugin, BuildProgress):
        return plugin.progress
    return Progress(sys.stderr, False, lambda _: None)
