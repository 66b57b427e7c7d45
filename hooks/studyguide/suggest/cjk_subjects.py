"""Finds what a Japanese or Chinese sentence defines."""

from __future__ import annotations

import re
from typing import NamedTuple

from studyguide.suggest.names import cjk_words

NOUN_END = re.compile("[\u4e00-\u9fff\u30a1-\u30fcのもこと]$")
"""The last letter of a Japanese noun: Chinese or katakana, or that of `もの` and `こと`."""
CJK_SUBJECT = re.compile(
    r"[「『【]?(?P<name>[^\s、。，「」『』【】（）()：:]{2,24}?)[」』】]?(?:[（(][^（）()]{1,40}[)）])?"
    r"(?P<joins>とは|は、?|是指|指的是|是)(?P<rest>.{4,400})"
)


class CjkSubject(NamedTuple):
    """Holds what a sentence defines, and whether its words leave no doubt."""

    name: str
    is_sure: bool


def cjk_subject(sentence: str) -> CjkSubject | None:
    """Returns the subject of a defining sentence, or None."""
    match, known = CJK_SUBJECT.match(sentence), cjk_words()
    if match is None or match["name"].startswith(tuple(known["pronouns"] - {"時", "次", "例", "本", "其", "此", "该"})):
        return None
    joins, ends = match["joins"], sentence.rstrip("。.)）")
    is_sure = joins in ("とは", "是指", "指的是")
    if not is_sure and joins.startswith("は") and not _says_what(ends):
        return None
    if joins == "是" and not match["rest"].startswith(tuple(known["kinds"])):
        return None
    return CjkSubject(match["name"], is_sure)


def _says_what(sentence: str) -> bool:
    """Returns whether a Japanese sentence, without its full stop, ends as one that says what something is."""
    known = cjk_words()
    if sentence.endswith(tuple(known["endings"])):
        return True
    noun = sentence.removesuffix("です")
    return noun != sentence and NOUN_END.search(noun) is not None and not noun.endswith(tuple(known["adjectives"]))
