"""Reads the speakers of titles by the lists of names, where no form of the note names them: in the heading below a
title, in the title, and in the first lines below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studyguide.model.note import Block
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.heading_bylines import filled_from, level_of
from studyguide.parse.outline.listed_below import heading_below, people_of_section, rows_below, sentence_below
from studyguide.parse.outline.listed_people import says_who_speaks
from studyguide.parse.outline.listed_titles import listed_byline, listed_titles
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.speaker_marker import names_speakers
from studyguide.parse.outline.title_places import NOT_A_HEADING

MANY_NAMED = 2
"""Number of titles with people from which a note is one of talks, whatever its first lines say."""


def listed_bylines(
    blocks: Sequence[Block], titles: Mapping[int, str], named: Mapping[int, TitleByline], note: NameEvidence
) -> dict[int, TitleByline]:
    """Returns who is named with titles, by their indexes; `titles` are the words of those of which no form is known,
    `named` has who is named with every title of the note."""
    in_words = [(blocks[index].text, one.people) for index, one in named.items() if one.people and one.words]
    if not note.is_about_talks:
        said = {index: words for index, words in titles.items() if says_who_speaks(words)}
        bylines = {index: byline for index, words in said.items() if (byline := listed_byline(words))}
        return bylines | (listed_titles(titles, in_words, note) if len(in_words) >= MANY_NAMED else {})
    first = next(iter(named))
    is_only = sum(blocks[at].level == blocks[first].level for at in named) == 1
    bylines = {
        index: byline for index in titles if (index != first or is_only) and (byline := heading_below(blocks, index))
    }
    own = {byline.own for byline in (*named.values(), *bylines.values())}
    rest = {index: words for index, words in titles.items() if index not in bylines and index not in own}
    known = {person.name for byline in (*named.values(), *bylines.values()) for person in byline.people}
    in_titles = {
        index: byline
        for index, byline in listed_titles(rest, in_words, note).items()
        if byline.words or known.isdisjoint(person.name for person in byline.people)
    }
    known_titles = sum(byline.people != () for byline in named.values()) + len(bylines) + len(in_titles)
    reads_sentences = 2 * known_titles < len(named)
    above: list[tuple[int, bool]] = []
    for index, byline in named.items():
        level = level_of(blocks[index]) or NOT_A_HEADING
        while above and above[-1][0] >= level:
            above.pop()
        is_said = any(is_talk for _, is_talk in above)
        if is_said:
            bylines.pop(index, None)
        byline, here = bylines.get(index) or byline, in_titles.get(index)
        if byline.people and byline.words is None and (byline.own is None or names_speakers(blocks[index].text)):
            bylines[index] = _with_others_below(blocks, index, byline, note.lines)
        elif not byline.people and index in rest:
            if is_said:  # Whom the rows below it name was spoken of.
                here = here if here and here.words else None
            elif index != first or not known_titles:  # The first may be the title of the whole note.
                here = here or rows_below(blocks, index, note.lines)
                here = here or (sentence_below(blocks, index) if reads_sentences else None)
            if here:
                bylines[index] = byline = here
        if index != first:
            above.append((level, byline.people != ()))
    return bylines


def _with_others_below(blocks: Sequence[Block], index: int, byline: TitleByline, lines: Sequence[str]) -> TitleByline:
    """Returns who is named below a title with the others of the rows that name them, if these have all of them."""
    if names_speakers(blocks[index].text):
        below = people_of_section(blocks, index)
    else:
        here = rows_below(blocks, index, lines)
        below = here.people if here else ()
    names = {person.name for person in byline.people}
    first = blocks[next(filled_from(blocks, index + 1), index)]
    if not names < {person.name for person in below} and not first.text.startswith(byline.people[0].name):
        return byline
    others = (person for person in below if person.name not in names)
    return byline._replace(people=(*byline.people, *others))
