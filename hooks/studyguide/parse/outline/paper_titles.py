"""Finds the titles of papers and books: who is named with them wrote them and gave no talk."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studyguide.model.note import Block, BlockKind
from studyguide.parse.outline.everyday_names import is_about_talks
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.names import HANDLE
from studyguide.text.small_letters import small_letters

PAPER_ADDRESS = re.compile(
    r"\b(?:arxiv\.org|doi\.org|openreview\.net|aclanthology\.org|aclweb\.org|dl\.acm\.org|ieeexplore\.ieee\.org"
    r"|pubmed|ncbi\.nlm\.nih\.gov|biorxiv\.org|ssrn\.com|jstor\.org|semanticscholar\.org|proceedings\.[\w.]+|papers\.\w+"
    r"|link\.springer\.com|sciencedirect\.com)|\barxiv ?: ?\d|\bdoi ?: ?10\."
)
"""Addresses and numbers under which papers are published, in small letters."""
PAPER_FIELD = re.compile(
    r"[\s>*_-]{0,6}(?:authors?|author\(s\)|paper|journal|published(?: in)?|publication|venue|isbn|bibtex|citation)"
    r"[*_ ]{0,3}[:：]"
)
"""A line of what is known of a paper or book, in small letters."""
YEAR_BEHIND_NAME = re.compile(r"[^\W\d_]{2}[*_]{0,2}[,.]? ?\(?(?:19|20)\d\d[a-z]?[)*_. ]{0,4}$|\bet al\b\.?")
"""A line that ends in a name and a year, as references do."""
OF_A_TALK = re.compile(
    r"\b(?:talks?|speakers?|presenters?|presented|slides|videos?|youtu(?:be|\.be)|vimeo|recordings?|session|keynote)\b",
    re.IGNORECASE,
)
NEAR_LINES = 8
"""Number of lines below a title in which it shows what it is a title of."""
LONGEST_REFERENCE = 200


def paper_titles(blocks: Sequence[Block], titles: Sequence[int], note: NameEvidence) -> frozenset[int]:
    """Returns the indexes of the titles that are of papers or books; in a note about talks, none is."""
    if is_about_talks(note.lines):
        return frozenset()
    return frozenset(index for index in titles if _is_of_paper(blocks, index, note))


def _is_of_paper(blocks: Sequence[Block], index: int, note: NameEvidence) -> bool:
    lines = note.lines
    title = blocks[index]
    after = blocks[index + 1 : index + 2 * NEAR_LINES]
    ends = (block.span.first - 1 for block in after if _is_title_like(block, title))
    end = min(next(ends, len(lines)), title.span.last + NEAR_LINES)
    near = [line for line in lines[title.span.first - 1 : end] if line.strip()]
    if not any(map(_is_reference, near[1:2])) and not (note.has_paper_signs and any(map(_is_about_paper, near))):
        return False
    return not any(OF_A_TALK.search(line[:LONGEST_REFERENCE]) for line in near)


def _is_reference(line: str) -> bool:
    is_short = len(line) < LONGEST_REFERENCE
    return is_short and YEAR_BEHIND_NAME.search(line) is not None and not HANDLE.search(line)


def _is_about_paper(line: str) -> bool:
    small = small_letters(line[:2000])
    return bool(PAPER_ADDRESS.search(small) or PAPER_FIELD.match(small))


def _is_title_like(block: Block, title: Block) -> bool:
    return block.kind is BlockKind.HEADING and (title.kind is not BlockKind.HEADING or block.level <= title.level)
