"""Reads people by what is below their name, a job or a handle, or by a sentence that says that they spoke."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studyguide.model.note import Speaker
from studyguide.parse.outline.names import HANDLE, PERSON_NAME, is_job
from studyguide.parse.outline.speakers import shaped_people
from studyguide.text.english_words import is_english_word

HANDLE_FIELD = re.compile(r"(?:twitter|x|mastodon|bluesky|github|handle)\s?[:：]\s?(@\w{2,40})", re.IGNORECASE)
"""The handle of whoever speaks, behind the name of the network."""
LONGEST_JOB = 80
LONGEST_NAMES = 120
SPEAKS = re.compile(
    r",?\s(?:(?:has |had )?(?:talked|spoke|presented|lectured|told|explained|demonstrated|demoed)|talks|speaks"
    r"|introduced|walked us|(?:gave|gives|led|leads|held|hosted|did) (?:[\w-]+ ){1,5}(?:talk|key ?note|session|workshop"
    r"|presentation|demo|overview|introduction|tour|lecture|tutorial)|is (?:an?|the) (?:[\w-]+ ){0,3}(?:developer"
    r"|engineer|author|founder|professor|researcher|creator|maintainer|architect|consultant|designer|speaker|head|lead"
    r"|director|CTO|CEO)|(?:nous )?a (?:d['’]abord )?(?:parlé|présenté|expliqué|montré|raconté)"
    r"|(?:nos )?(?:habló|presentó|explicó|contó|dio una)|(?:ci )?ha (?:parlato|presentato|spiegato|raccontato)"
    r"|sprach|erzählte|berichtete|stellte|erklärte|falou|apresentou|explicou|contou|vertelde|sprak)\b"
)
"""What only people do, between their names and what they spoke about."""


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


def _is_only_job(row: str) -> bool:
    return len(row) <= LONGEST_JOB and row[:1].isupper() and is_job(row) and not row.endswith((".", ":", "?", "!"))


def speaking_people(text: str) -> tuple[Speaker, ...]:
    """Returns the people of whom the beginning of a text says that they spoke, talked or led something."""
    if not PERSON_NAME.match(text):
        return ()
    verb = SPEAKS.search(text[:LONGEST_NAMES].split("\n")[0])
    people = shaped_people(text[: verb.start()]) if verb else ()
    return people if all(person.role is None for person in people) else ()
