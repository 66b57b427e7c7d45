"""Holds what the text of a note says about names and talks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from studyguide.parse.outline.event_signs import is_in_folder_of_event, is_of_other_things, says_talk
from studyguide.parse.outline.everyday_names import HEAD_LINES, is_about_talks
from studyguide.parse.outline.names import PARTICLE, NoteWords, note_words
from studyguide.parse.outline.speaker_marker import WORDS_OF_MARKER
from studyguide.parse.outline.titles import DATE_WORDS
from studyguide.text.small_letters import small_letters

CAPITALIZED = re.compile(r"[^\W\d_a-z](?<![\w@/.-].)[\w’'-]+")
TITLE_OF_TALKS = re.compile(
    r"#{1,4}\s+(?:(?:day \d|\w{3,6}day|opening|closing|morning|afternoon)'?s?\s)?"
    r"(?:key ?notes?|lightning talks?|talks|vorträge|charlas|conférences)\W*",
    re.IGNORECASE,
)
"""A heading with what only conferences have."""
PAPER_SIGNS = (
    "arxiv", "doi", "openreview", "aclanthology", "aclweb", "acm.org", "ieeexplore", "pubmed", "ncbi", "biorxiv",
    "ssrn", "jstor", "semanticscholar", "proceedings.", "papers.", "springer", "sciencedirect", "author", "paper",
    "journal", "publi", "venue", "isbn", "bibtex", "citation",
)  # fmt: skip
"""In small letters, what every address and field of a paper has one of. Most notes have none."""
NAMES_IN_NOTE = re.compile(rf"[A-Z]\S{{0,300}}+\s++[^\w\s]*+(?:[A-Z]|[\"'`]|{PARTICLE}\s)")
"""How two words of a name begin, with any signs between."""
BY_IN_NOTE = re.compile(r"[BbVvPp](?<!\w.)(?:[Yy]:?|[Oo][Nn]|[AaOo][Rr])\s++[^\w\s]*+[A-Z]")
"""A word such as `by` before a name."""
MARKER_IN_NOTE = re.compile(rf"[\n\t>*_|~/:(\[-][^\S\n\t]*+{WORDS_OF_MARKER}(?!\w)(?!(?<=by) \S)")
"""A word such as `speaker` at the beginning of a line, of a table's cell, or behind a sign; `by` before a name is the
pattern above."""
DATE_IN_NOTE = re.compile(rf"{DATE_WORDS}\s*(?:[:|]|  )")
"""A word such as `date` before a colon or another cell of a table. In small letters, as is the one above."""


class NameEvidence(Struct, frozen=True, dict=True):
    """Holds the lines and the path of a note, and what they prove.

    Each part is read once, and only if something asks for it: titles and the items of lists ask for the same ones, and
    to count the words of a note takes longer than to read its titles.
    """

    lines: Sequence[str]
    path: str = ""
    prose: str = ""
    """The words of all blocks but front matter, and the lines of tables."""

    @cached_property
    def begins_with_talks(self) -> bool:
        """Returns whether the path or the first lines of the note say that it is about talks."""
        return is_about_talks((self.path, *self.lines[:HEAD_LINES]))

    @cached_property
    def is_about_talks(self) -> bool:
        """Returns whether the path, the first lines, a heading or the text of the note say that it is about talks."""
        return not is_of_other_things(self.path, self.lines) and (
            self.begins_with_talks
            or any(line[:1] == "#" and TITLE_OF_TALKS.fullmatch(line) for line in self.lines)
            or is_in_folder_of_event(self.path)
            or says_talk(self._small_text)
        )

    @cached_property
    def may_have_bylines(self) -> bool:
        """Returns whether a title of the note may have people, or a line below it that dates it. A note that is not
        about talks proves that none has by having nothing that names begin with."""
        if self.is_about_talks or not self.prose.isascii() or "@" in self.prose or "&" in self.prose:
            return True
        if NAMES_IN_NOTE.search(self.prose) or BY_IN_NOTE.search(self.prose):
            return True
        small = small_letters(f"\n{self.prose}\n")
        return MARKER_IN_NOTE.search(small) is not None or DATE_IN_NOTE.search(small) is not None

    @cached_property
    def words(self) -> NoteWords:
        """Returns what the words of the note say about names."""
        return note_words(self.lines)

    @cached_property
    def has_paper_signs(self) -> bool:
        """Returns whether an address or a field of a paper may be in the note."""
        return any(sign in self._small_text for sign in PAPER_SIGNS)

    @cached_property
    def _small_text(self) -> str:
        return small_letters("\n".join(self.lines))

    def of_listed_talks(self) -> NameEvidence:
        """Returns the same evidence for the items of lists that are known to be of talks; what was read is shared."""
        evidence = NameEvidence(self.lines, self.path, self.prose)
        evidence.__dict__.update(self.__dict__, words=self.words, is_about_talks=True)
        return evidence

    def lines_with(self, word: str) -> int:
        """Returns the number of lines in which a word is written with a capital."""
        return self._lines_by_word.get(word, 0)

    @cached_property
    def _lines_by_word(self) -> Mapping[str, int]:
        return Counter(word for line in self.lines for word in set(CAPITALIZED.findall(line)))
