"""Reads the text of a definition: over wrapped lines, sentence by sentence, and only if it can be one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from studyguide.model.note import Block, NotePath
from studyguide.suggest.language_words import LanguageWords, is_cjk
from studyguide.suggest.model import DefiningLine
from studyguide.text.words import words_of

MIN_DEFINITION_WORDS = 3
"""Number of words that a definition has at least."""
MIN_CJK_LETTERS = 6
MAX_QUOTED_WORDS = 60
MAX_WRAPPED_LINES = 6
"""Number of lines over which a definition may be wrapped."""
END_OF_SENTENCE = re.compile(
    r"[.!?。！？](?:(?<=[。！？])|(?=[\"'”’)\]]{0,2}\s)|(?<=[^\W\d_]{3}\.)(?=\d{1,3}\s+[^\W\d_a-z])"
    r"|(?<=[\u3040-\u9fff]\.)(?=[\u3040-\u9fff]))"
)
"""The last sign of a sentence; the number of a footnote may be right behind it."""
SHORTENED = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|etc|resp|vs|cf|approx|z\.B|d\.h|bzw|p\.ex|ex|bl\.a|t\.ex|dvs|m\.m|np|tj|o\.s\.v|[A-Z]))$"
)
"""What ends in a full stop inside a sentence."""
LINK_ONLY = re.compile(r"(?:https?://|www\.|[`\"“«$<({[/\\]|copyright|©|\d+(?:[.,:/-]\d+)*\s*$)", re.IGNORECASE)


class NoteText(Struct, frozen=True):
    """Holds what the search for definitions needs of a note."""

    path: NotePath
    title: str
    lines: Sequence[str]
    blocks: Sequence[Block]
    shown: Collection[int]
    """Numbers of the lines that may be quoted."""
    language: LanguageWords
    people: frozenset[str]


def definition_of(
    note: NoteText, name: str, body: WrappedText, text: str, pattern: tuple[str, int], *, is_lead_in: bool = False
) -> Iterator[DefiningLine]:
    """Yields the definition, if its text is one: long enough, no question, no address, no code."""
    if not name or LINK_ONLY.match(text):
        return
    first = next(body.sentences(), None)
    text = first[1] if first else ""
    words = words_of(text)
    least = MIN_CJK_LETTERS if is_cjk(text) else MIN_DEFINITION_WORDS
    if not least <= len(words) <= (MAX_QUOTED_WORDS * 3 if is_cjk(text) else MAX_QUOTED_WORDS) or text.endswith(
        ("?", "？", ":", "：")
    ):
        return
    if sum(map(str.isalpha, text)) < len(text) / 2:
        return
    is_code = f"`{name}" in note.lines[body.number - 1]
    yield DefiningLine(note.path, body.number, name, text, *pattern, is_lead_in, is_code)


class WrappedText(Struct, frozen=True):
    """Holds lines that belong together, without markup."""

    number: int
    """1-based line of the first one."""
    lines: Sequence[str]

    @property
    def text(self) -> str:
        return self.lines[0]

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Yields each sentence with the line in which it begins."""
        for at, sentence in _sentences_of(tuple(self.lines[: 4 * MAX_WRAPPED_LINES])):
            yield self.number + at, sentence


@lru_cache(maxsize=64)
def _sentences_of(shown: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Returns each sentence with the index of the line in which it begins. It is asked for several times of the same
    lines, one after another."""
    between = "" if is_cjk("".join(shown[:1])) else " "
    joined, gap = between.join(shown), len(between)
    starts = [0]
    for line in shown:
        starts.append(starts[-1] + len(line) + gap)
    ends = [m.end() for m in END_OF_SENTENCE.finditer(joined) if not SHORTENED.search(joined[: m.start()][-12:])]
    sentences = []
    for low, high in pairwise([0, *ends, len(joined)]):
        sentence = joined[low:high].lstrip()
        if sentence:
            sentences.append((bisect_right(starts, high - len(sentence)) - 1, sentence.rstrip()))
    return tuple(sentences)
