"""Reads names of one word before a dash, where most titles of a note have names there."""

from __future__ import annotations

import re

from studyguide.model.note import Speaker
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.names import names_institution, names_job
from studyguide.parse.outline.separators import separators_in
from studyguide.parse.outline.told_speakers import GIVEN_AT_ALL
from studyguide.text.basic_words import BASIC_WORDS, COMMON_NOUNS

LONGEST_HEAD = 300
SINGLE_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]{2,20}|@\w{2,40}")
NO_NAME = re.compile(
    r"(?:lunch|dinner|breakfast|break|intro|outro|panel|party|demo|notes?|part|day|q ?& ?a|opening|closing|welcome"
    r"|agenda|summary|overview|conclusion|general|misc|update|registration|coffee|bonus|mittag|pause|almuerzo|d[ée]jeuner)s?",
    re.IGNORECASE,
)
"""Words before a dash that are no names."""


def single_name(head: str) -> TitleByline | None:
    """Returns the name of one word before the first sign of a title, beside titles that begin with people."""
    signs = separators_in(head[:LONGEST_HEAD])
    name = head[: signs[0].start()].strip() if signs else ""
    if not SINGLE_NAME.fullmatch(name) or _is_no_single(name):
        return None
    return TitleByline(head[signs[0].end() :].strip(), (Speaker(name),))


def _is_no_single(name: str) -> bool:
    small = name.lower()
    no_name = NO_NAME.fullmatch(name) or small in BASIC_WORDS | COMMON_NOUNS or name.isupper()
    return bool(no_name or names_job(name) or names_institution(name) or GIVEN_AT_ALL.fullmatch(name))
