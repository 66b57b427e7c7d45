"""Lets MkDocs build into a staging folder, which replaces the site when the build has succeeded.

MkDocs empties `site_dir` before it looks at any file. So `site_dir` is another folder from the first event to the last.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler

from studyguide.hosts.mkdocs.build_log import log
from studyguide.hosts.progress import Progress, begin_step, end_progress
from studyguide.hosts.staging import Staging, discard, publish, stage
from studyguide.hosts.unchanged_files import SiteBefore, site_before

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PLUGIN = "studyguide/staging"
"""Name of the plugin that each staged build has in its configuration."""
KNOWN_PLUGINS = ("studyguide/", "material/search", "material/offline")
"""Beginnings of the names of plugins that change no file of the site which a build has taken over."""
LAST = -1000
"""Priority of an event handler that runs after those of all plugins: the theme's search and offline plugins write at
priority 0 and -100."""


class StagedBuild:
    """The plugin that removes the staging folder when the build fails: MkDocs tells failures to plugins alone."""

    def __init__(self, staging: Staging, before: SiteBefore | None) -> None:
        self.staging, self.before = staging, before

    @event_priority(LAST)
    def on_build_error(self, error: Exception, **_: object) -> None:
        """Discards what was built. Ends with one line if the system refused to read or write a file."""
        discard(self.staging)
        if isinstance(error, OSError) and error.errno is not None:
            raise _not_built(self.staging.target, error) from error

    @event_priority(LAST)
    def on_shutdown(self) -> None:
        """Discards what an interrupted build has written; a finished one has left nothing."""
        discard(self.staging)


def stage_build(config: MkDocsConfig) -> None:
    """Redirects a build into a staging folder. Raises Abort with one line if there can be none."""
    target = Path(config.site_dir)
    plugins: Any = config.plugins
    try:
        staging = stage(target)
        before = site_before(staging.target) if _may_take_over(config) else None
        plugins[PLUGIN] = plugin = StagedBuild(staging, before)
    except OSError as error:
        raise _not_built(target, error) from error
    config.site_dir = str(plugin.staging.folder)


def site_to_replace(config: MkDocsConfig) -> SiteBefore | None:
    """Returns the site from which a build may take files that stay as they are; None if it may not."""
    plugin: object = config.plugins.get(PLUGIN)
    return plugin.before if isinstance(plugin, StagedBuild) else None


def publish_build(config: MkDocsConfig, progress: Progress) -> bool:
    """Puts a staged build in place, if it is one. Returns whether the site is that of this build.

    In strict mode a build with a warning is not published: MkDocs ends it right after its last event.
    """
    staging = _staging(config)
    if staging is None:
        return True
    config.site_dir = str(staging.target)
    if config.strict and _warnings_counted():
        log.info(f"there are warnings, so {staging.target} stays as it was")
        discard(staging)
        return False
    begin_step(progress, "replacing the site")
    publish(staging, is_owned=lambda path: not path.startswith("."))  # MkDocs keeps hidden files of other tools, too
    end_progress(progress)
    log.info(f"the new site is in {staging.target}")
    return True


def discard_build(config: MkDocsConfig) -> None:
    """Removes the staging folder of a build that was interrupted, if it has one."""
    staging = _staging(config)
    if staging is not None:
        discard(staging)


def count_quiet_warnings() -> None:
    """Lets a strict build fail with `-q` too: MkDocs counts only the warnings that its logger takes.

    The logger takes warnings again, and the handlers that print drop them.
    """
    logger = logging.getLogger("mkdocs")
    if logger.level > logging.WARNING:
        for handler in logger.handlers:
            if not isinstance(handler, CountHandler):
                handler.setLevel(max(handler.level, logger.level))
        logger.setLevel(logging.WARNING)


def _may_take_over(config: MkDocsConfig) -> bool:
    """Returns whether files of the old site may become files of the new one.

    A plugin or hook of somebody else could change files in the new site before that is published, and would change
    those of the old one with them. MkDocs cannot write to the null device of Windows.
    """
    plugins = [name for name in config.plugins if name not in config.hooks]
    is_known = len(config.hooks) == 1 and all(name.startswith(KNOWN_PLUGINS) for name in plugins)
    return is_known and os.name == "posix"


def _staging(config: MkDocsConfig) -> Staging | None:
    plugin: object = config.plugins.get(PLUGIN)
    return plugin.staging if isinstance(plugin, StagedBuild) else None


def _warnings_counted() -> bool:
    handlers = logging.getLogger("mkdocs").handlers
    return any(handler.get_counts() for handler in handlers if isinstance(handler, CountHandler))


def _not_built(target: Path, error: OSError) -> Abort:
    path = f" ({error.filename})" if error.filename and str(error.filename) != str(target) else ""
    hint = "free some space, or name a folder that can be written with -d"
    return Abort(f"{target}: not built, the site stays as it was: {error.strerror}{path}; {hint}")
