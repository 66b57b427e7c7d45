"""Reads people by what is below their name, a job or a handle, or by a sentence that says that they spoke."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studyguide.model.note import Block, BlockKind, Speaker
from studyguide.parse.outline.names import HANDLE, is_job
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.text.english_words import is_english_word

HANDLE_FIELD = re.compile(r"(?:twitter|x|mastodon|bluesky|github|handle)\s?[:：]\s?(@\w{2,40})", re.IGNORECASE)
"""The handle of whoever speaks, behind the name of the network."""
FACT = re.compile(
    r"(?:length|duration|language|company|organi[sz]ation|affiliation|tags?|category|conference|event|place"
    r"|where|city|location|venue|date|time|room|track|level|watched|slides|video|link|recording|dauer"
    r"|sprache|datum|uhrzeit|raum|duración|idioma|fecha|sala|durée|langue|salle|heure|durata|lingua|data)\b",
    re.IGNORECASE,
)
"""The beginning of an item that says something of a talk."""
EMPHASIZED_LINE = re.compile(r"\*[^*\s][^*]*\*|_[^_\s][^_]*_|__[^_\s][^_]*__|\*\*[^*\s][^*]*\*\*")
"""A line that is emphasized from its first to its last character."""
LINKED_CODE = re.compile(r"\[:\w+:\]\([^()\s]*\)\s*$")
SHORT_CODE = re.compile(r"\s:[a-z_]+:$")
"""The short code of an emoji, such as `:camera:`, behind a name."""
LINK_ALONE = re.compile(
    r"linked ?in|twitter|github|mastodon|bluesky|(?:web ?)?site|homepage|blog|profile|bio|slides?|video", re.IGNORECASE
)
"""What a link below a speaker's name is called."""
LONGEST_JOB = 80


def is_fact(row: str) -> bool:
    """Returns whether a row says something of a talk, such as `Date: 5 May`, but not who gave it."""
    fact = FACT.match(row)
    return fact is not None and row[fact.end() : fact.end() + 2].lstrip()[:1] in {":", "："}


def is_emphasized(line: str) -> bool:
    """Returns whether all of a line is emphasized, apart from a link that is nothing but an emoji."""
    return EMPHASIZED_LINE.fullmatch(LINKED_CODE.sub("", line).strip()) is not None


def without_short_code(row: str) -> str:
    """Returns a row without the short code of an emoji at its end."""
    return SHORT_CODE.sub("", row)


def rows_of_one(rows: Sequence[str]) -> tuple[Speaker, ...]:
    """Returns the person whose name is in the first row and whose handle or job is in the next one."""
    people = shaped_people(rows[0]) if len(rows) > 1 else ()
    if len(people) != 1 or HANDLE.search(people[0].role or "") or is_job(people[0].role):
        return ()
    handle = HANDLE.fullmatch(rows[1]) is not None
    job = next((row for row in rows[1:3] if _is_only_job(row)), None)
    if not handle and (job != rows[1] or people[0].role or all(map(is_english_word, people[0].name.split()))):
        return ()
    return (Speaker(people[0].name, job),)


def inner_items(item: Block) -> list[str]:
    """Returns the texts of the items inside an item, of which some may be bold lines, without mere links."""
    lists = (child for child in item.children if child.kind is BlockKind.LIST)
    items = (one for inner in lists for one in inner.children)
    texts = [one.text or "".join(block.text for block in one.children[:1]) for one in items]
    return [text for text in texts if not LINK_ALONE.fullmatch(text)]


def _is_only_job(row: str) -> bool:
    return len(row) <= LONGEST_JOB and row[:1].isupper() and is_job(row) and not row.endswith((".", ":", "?", "!"))
