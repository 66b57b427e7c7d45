"""Finds what a Japanese or Chinese sentence defines."""

from __future__ import annotations

import re

from msgspec import Struct

from studyguide.suggest.names import cjk_words

NOUN_END = re.compile("[\u4e00-\u9fff\u30a1-\u30fcのもこと]$")
"""The last letter of a Japanese noun: Chinese or katakana, or that of `もの` and `こと`."""
CJK_SUBJECT = re.compile(
    r"[「『【]?(?P<name>[^\s、。，「」『』【】（）()：:]{2,24}?)[」』】]?\s?(?:[（(][^（）()]{1,40}[)）])?\s?"
    r"(?P<joins>とは(?![別違異限言い関])|は(?!別)、?|是指|指的是|是)(?P<rest>.{4,400})"
)
BRACKETS_AT_END = re.compile("[（(][^（()）]{1,40}[)）]$")
ATTRIBUTE_AND_NOUN = re.compile(
    "[うくぐすつぬぶむるただのい](?:ための)?(?P<noun>[\u4e00-\u9fff\u30a1-\u30fc]{1,8}|[A-Za-z]{2,12}|もの|こと|考え方|仕組み)$"
)
"""A noun at the end of a sentence, with a verb in front of it, as in `蜜を集める虫`."""

KIND_AND_MORE = re.compile("[うくぐすつぬぶむるただ](?:ための)?[\u4e00-\u9fff\u30a1-\u30fc]{2,10}で、")
"""A noun with a verb in front of it, and more about it, as in `蜜を集める虫で、...`."""
VERB_END = re.compile("(?:[うくぐつぬぶむる]|(?<!で)す)(?:こと|もの)?$")
POINTS_BELOW = re.compile("以下の|下記|上記|下図|次の図|次のように")
LISTING_END = re.compile("が(?:ある|あります|いる|います|存在する|必要)$")
VERBS_OF_PURPOSE = ("使う", "用いる")
BEHIND_NAME = re.compile(r"(?:[」』】]|[（(][^（）()]{1,40}[)）])?\s?(?:とは|って|は)、?(?![\d０-９])(?P<rest>.+)")


class CjkSubject(Struct, frozen=True):
    """Holds what a sentence defines, and whether its words leave no doubt."""

    name: str
    is_sure: bool


def cjk_subject(sentence: str) -> CjkSubject | None:
    """Returns the subject of a defining sentence, or None."""
    match, known = CJK_SUBJECT.match(sentence), cjk_words()
    if match is None or match["name"].startswith(tuple(known["pronouns"] - {"時", "次", "例", "本", "其", "此", "该"})):
        return None
    joins, ends = match["joins"], BRACKETS_AT_END.sub("", sentence.rstrip("。.")).rstrip(")）")
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
    kind = ATTRIBUTE_AND_NOUN.search(noun)
    if kind and not kind["noun"].endswith(tuple(known["adjectives"])):
        return True
    if KIND_AND_MORE.search(sentence) and not sentence.endswith(VERBS_OF_PURPOSE):
        return True
    if any(f"{sort}{joined}" in sentence for sort in known["sorts"] for joined in ("で、", "」で、", "であり、")):
        return True
    return noun != sentence and NOUN_END.search(noun) is not None and not noun.endswith(tuple(known["adjectives"]))


def says_of_name(name: str, sentence: str) -> bool:
    """Returns whether a sentence begins with a name and says what that is."""
    bare = sentence.lstrip("「『【")
    behind = BEHIND_NAME.match(bare[len(name) :]) if bare.startswith(name) else None
    return behind is not None and _says_what(BRACKETS_AT_END.sub("", sentence.rstrip("。.")).rstrip(")）"))


def is_cjk_meaning(text: str) -> bool:
    """Returns whether a text behind a lead-in ends in a noun that a verb specifies, or in a verb, but not one that says
    what there is or shows something else."""
    if LISTING_END.search(text.rstrip("。.")) or POINTS_BELOW.search(text):
        return False
    return is_cjk_kind_phrase(text) or VERB_END.search(text.rstrip("。.")) is not None


def is_cjk_kind_phrase(sentence: str) -> bool:
    """Returns whether a sentence without a subject ends in a noun, as `蜜を切り取る刃物。` does."""
    text = BRACKETS_AT_END.sub("", sentence.rstrip("。.")).rstrip(")）")
    noun = ATTRIBUTE_AND_NOUN.search(text)
    no_kind = cjk_words()["adjectives"] | {"例"}
    return noun is not None and not noun["noun"].endswith(tuple(no_kind)) and "は、" not in text
