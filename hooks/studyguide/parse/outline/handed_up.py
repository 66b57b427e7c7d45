"""Moves speakers from a part of a talk, in which they are named, to the talk, and tells such parts from talks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from studyguide.model.note import EntryKind
from studyguide.parse.outline.byline_block import is_about_speakers
from studyguide.parse.outline.section_heading import SectionHeading, Style

SPEAKERS_WINDOW = 10
"""Number of headings between a talk's title and the heading that lists its speakers."""
FIRST_PART = re.compile(
    r"(?:abstract|summary|description|overview|intro(?:duction)?|about|notes|tl;?dr;?|résumé|resumen|resumo|riassunto"
    r"|zusammenfassung|beschreibung|samenvatting|摘要|概要|简介)",
    re.IGNORECASE,
)
"""The first part of what is written about a talk."""
SUBTITLE_LINES = 2
"""Number of lines up to which a heading below another is its subtitle."""


def hand_up(headings: list[SectionHeading], text: str) -> None:
    """Moves the people of the last heading to the talk that contains it, if it is a heading such as `Speakers`, or the
    first part of a talk that names nobody; `text` is all of the heading."""
    is_list = is_about_speakers(text)
    if not is_list and not FIRST_PART.fullmatch(text.strip("*_: ")):
        return
    last = headings[-1]
    for at in range(len(headings) - 2, max(-1, len(headings) - 2 - SPEAKERS_WINDOW), -1):
        above = headings[at]
        if above.rank < last.rank:
            if is_list and not above.byline and FIRST_PART.fullmatch(above.title.strip("*_: ")):
                continue
            if above.style is Style.HEADING and not above.byline:
                headings[at] = _with_people(above, last)
            if above.style is Style.HEADING and (not above.byline or _share_people(above, last)):
                headings[-1] = replace(last, kind=EntryKind.SECTION, byline=())
            return
        if above.kind is EntryKind.SESSION or not is_list:
            return


def with_subtitles(headings: list[SectionHeading]) -> list[SectionHeading]:
    """Returns the headings with the people below a subtitle moved to its title, if other titles of the same level have
    people below them and no other subtitle has."""
    ranks = Counter(mark.rank for mark in headings if mark.byline)
    for at in range(1, len(headings) if len(ranks) > 1 else 0):
        above, last = headings[at - 1], headings[at]
        if last.byline and not above.byline and _is_subtitle(above, last) and ranks[last.rank] == 1 < ranks[above.rank]:
            headings[at - 1 : at + 1] = [_with_people(above, last), replace(last, kind=EntryKind.SECTION, byline=())]
    return headings


def with_named_parts(headings: Iterable[SectionHeading]) -> Iterator[SectionHeading]:
    """Yields the headings with those as sections that are nothing but the name of one of several speakers of the talk
    that contains them: what is below each is that speaker's part of the talk."""
    open_: list[SectionHeading] = []
    for mark in headings:
        while open_ and open_[-1].rank >= mark.rank:
            open_.pop()
        is_name = len(mark.byline) == 1 and mark.byline[0].name == mark.title
        is_part = is_name and any(len(above.byline) > 1 and _share_people(above, mark) for above in open_)
        yield replace(mark, kind=EntryKind.SECTION, byline=()) if is_part else mark
        if mark.encloses:
            open_.append(mark)


def _is_subtitle(above: SectionHeading, last: SectionHeading) -> bool:
    headings = above.style is last.style is Style.HEADING
    return headings and above.rank < last.rank and last.line - above.line <= SUBTITLE_LINES


def _with_people(above: SectionHeading, last: SectionHeading) -> SectionHeading:
    kind = EntryKind.SESSION if above.kind is EntryKind.SECTION else above.kind
    return replace(above, kind=kind, byline=last.byline)


def _share_people(above: SectionHeading, last: SectionHeading) -> bool:
    return bool({person.name for person in above.byline} & {person.name for person in last.byline})
