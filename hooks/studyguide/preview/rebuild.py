"""A build after an edit: what stands is passed over, and whatever goes wrong, the site that stood is served on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from studyguide.preview.state import OtherFrameError, Preview, Standing


def rebuilder(
    preview: Preview, load: Callable[[], Any], settings: Callable[[Any], object], build: Callable[[Any, bool], None]
) -> Callable[[], None]:
    """Return what a preview's server calls after each edit.

    `load` reads the host's settings, `settings` gives what of them can be compared. `build(config, partly)` builds the
    site, all of it or what does not stand; it fills `preview.coming`.
    """
    log = logging.getLogger("mkdocs.plugins.studyguide")

    def anew(config: Any) -> None:
        preview.standing = Standing(files=preview.standing.files)
        build(config, False)

    def rebuild() -> None:
        try:
            config = load()
            known, preview.settings = preview.settings, settings(config)
            if known != preview.settings:
                anew(config)
                return
            try:
                build(config, True)
            except OtherFrameError:
                log.info("the navigation changed: every page is made anew")
                anew(load())
        except (Exception, SystemExit) as error:
            if preview.coming is not preview.standing:
                preview.settings = None  # some of it may be written: the next build is a whole one
            preview.problems = preview.problems or (f"{error or type(error).__name__}",)
            log.error(f"not built: {error}")

    return rebuild


class NoWarning(logging.Filter):
    """Drops the host's warning that a partial build may be wrong: a test holds that this one is not."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "'dirty' build" not in record.getMessage()
