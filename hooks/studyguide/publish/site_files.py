"""The files of a site that are no pages: what programs read instead of people."""

from __future__ import annotations

from dataclasses import dataclass

from studyguide.publish.edition import Edition
from studyguide.publish.feed import feed
from studyguide.publish.glossary_json import SCHEMA, glossary_json, glossary_schema


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file below the site's root, the same for every host."""

    path: str
    """'/'-separated, relative to the root."""
    content: bytes


def site_files(book: Edition) -> tuple[SiteFile, ...]:
    """Return the glossary as data with its schema, and the feed of what changed."""
    return (
        SiteFile("glossary.json", glossary_json(book)),
        SiteFile(SCHEMA, glossary_schema()),
        SiteFile("feed.xml", feed(book)),
    )
