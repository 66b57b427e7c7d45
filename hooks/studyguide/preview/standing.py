"""What of a site stands already and is passed over. Files and pages are the host's; only this much is known of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from studyguide.preview.state import OtherFrameError, Preview, Standing, outline


def pass_over(preview: Preview, files: Iterable[Any], made: dict[str, object], differs: Callable[[Any], bool]) -> None:
    """Tell of each file whether it stands in the site as it would be made now.

    `made` says from what each finished page is made, by its path. Hand-written pages are always rendered; other
    generated files and assets are asked whether what stands there `differs`.
    """
    standing = preview.standing.pages
    preview.coming = Standing(pages=made)
    for file in files:
        path = file.src_uri
        if path in made:
            file.stands = path in standing and standing[path] == made[path]
        elif file.is_documentation_page():
            file.is_modified = lambda: True
        elif file.generated_by or (file.src_dir and file.dest_uri.startswith("assets/")):
            file.is_modified = partial(differs, file)


def settle(preview: Preview, files: Iterable[Any], finish: Callable[[Any], object]) -> None:
    """All titles are known now: finish the pages that were passed over. Raises where they all look different."""
    frame = tuple(outline(preview.navigation.items))
    passed = [file.page for file in files if getattr(file, "stands", False) and file.page]
    if passed and frame != preview.standing.frame:
        raise OtherFrameError
    for page in passed:
        finish(page)
    preview.coming = Standing(frame, preview.coming.pages, frozenset(file.dest_uri for file in files))
