"""Reads the speakers of titles by the lists of names, where no form of the note names them: in the heading below a
title, in the title, and in the first lines below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studyguide.model.note import Block
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.listed_below import heading_below, rows_below, sentence_below
from studyguide.parse.outline.listed_people import says_who_speaks
from studyguide.parse.outline.listed_titles import listed_byline, listed_titles
from studyguide.parse.outline.name_evidence import NameEvidence


def listed_bylines(
    blocks: Sequence[Block], titles: Mapping[int, str], named: Mapping[int, TitleByline], note: NameEvidence
) -> dict[int, TitleByline]:
    """Returns who is named with titles, by their indexes; `titles` are the words of those of which no form is known,
    `named` has who is named with every title of the note."""
    if not note.is_about_talks:
        said = {index: words for index, words in titles.items() if says_who_speaks(words)}
        return {index: byline for index, words in said.items() if (byline := listed_byline(words))}
    first = next(iter(named))
    is_only = sum(blocks[at].level == blocks[first].level for at in named) == 1
    bylines = {
        index: byline for index in titles if (index != first or is_only) and (byline := heading_below(blocks, index))
    }
    own = {byline.own for byline in (*named.values(), *bylines.values())}
    rest = {index: words for index, words in titles.items() if index not in bylines and index not in own}
    known = {person.name for byline in (*named.values(), *bylines.values()) for person in byline.people}
    for index, byline in listed_titles(rest, note).items():
        if byline.words or known.isdisjoint(person.name for person in byline.people):
            bylines[index] = byline
    known_titles = sum(byline.people != () for byline in named.values()) + len(bylines)
    reads_sentences = 2 * known_titles < len(named)
    for index in rest.keys() - bylines.keys():
        byline = rows_below(blocks, index) or (sentence_below(blocks, index) if reads_sentences else None)
        if byline and (index != first or not known_titles):  # The first title may be that of the whole note.
            bylines[index] = byline
    return bylines
