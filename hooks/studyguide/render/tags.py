"""Tags of notes and the pages on which the notes of a tag are listed."""

from __future__ import annotations

from studyguide.model.note import PagePath
from studyguide.text.slug import slug

TAGS_PAGE = PagePath("notes/tags/index.md")


def tag_key(name: str) -> str:
    """Return what tags that are the same have in common: `#A_b/C` and `#a-b/c` are one."""
    return "/".join(filter(None, (slug(part) for part in name.split("/"))))


def tag_path(key: str) -> PagePath:
    """Return the page of a tag by its key."""
    return PagePath(f"notes/tags/{key}.md" if key != "index" else "notes/tags/index_.md")
