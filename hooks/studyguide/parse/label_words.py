"""Decides by its words alone whether a short line can be a label, which names what follows, or is a sentence."""

from __future__ import annotations

from studyguide.text.basic_words import ENDS_NO_LABEL
from studyguide.text.lazy_pattern import lazy_pattern

MAX_LABEL_WORDS = 8
WIDE = lazy_pattern("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Characters of languages that are written without blanks, or of syllables."""
WIDE_IN_A_WORD = 3
_VERBS = """
is are was were be been has have had can could will would should shall may might must do does did isn't aren't doesn't
don't didn't can't won't it's that's there's we're they're you're i'm let's need needs want wants get gets got make
makes made use uses used go goes went give gives gave take takes took say says said see sees saw show shows showed
shown know knows think thinks allow allows help helps include includes provide provides run runs work works come comes
came keep keeps start starts tell tells told become becomes mean means happen happens contain contains es son
era está están hay tiene tienen puede pueden fue est sont était ont peut peuvent faut ist sind war waren hat haben
wird werden kann können muss müssen é são tem pode foi è sono ha hanno può
"""
VERBS = frozenset(_VERBS.split())
"""Finite forms of the most frequent verbs: a line with one of them is a sentence."""
_NOUNS_AS_WELL = """
need needs use uses used make get go run runs work works help take show shows start started see saw say tell keep keeps
know think give come mean means include
"""
NOUNS_AS_WELL = frozenset(_NOUNS_AS_WELL.split())
"""Forms that are nouns, adjectives or commands as well: they do not count as the first or the last word."""
STOPS = (".", "!", ",", ";", "…", "。", "！", "，", "、", "；", '"', "”", "»")
FOLLOWS = lazy_pattern(r"(?:如下|以下|包括|包含|例如|分别是|分別是|です|ます|である)[:：]?$")
"""Endings of sentences in Chinese and Japanese that only introduce what is below."""
NO_LABEL = lazy_pattern(r"[-*+•>#|=~`<!$\\@\[({\"'“«_:/]|https?:|www\.|\d{1,9}[.)]\s|(?:\d{1,2}:\d\d)")
"""Beginnings of lines that are other constructs, addresses, times or quotations."""
NO_LABEL_INSIDE = lazy_pattern(
    r"https?://|->|=>|<-|[=;{}<>|]|\s[-–—]\s(?![^\W\d_a-z])|\w\(\)|[^\W\d_]\.[^\W\d_]{2,4}\b/"
)


def reads_as_label(text: str, most: int = MAX_LABEL_WORDS) -> bool:
    """Returns whether a line is at most `most` words that name something: no sentence, no address, no code.

    It has no final stop and does not end in a function word; it has a verb only if it asks a question.
    """
    text = text.strip()
    words = text.split()
    if not text.isascii():
        most -= len(WIDE.findall(text)) // WIDE_IN_A_WORD
    if not 0 < len(words) <= most or text.endswith(STOPS) or len(text) > 10 * most:
        return False
    if FOLLOWS.search(text) or NO_LABEL.match(text) or NO_LABEL_INSIDE.search(text) or not any(map(str.isalpha, text)):
        return False
    plain = [word.strip("\"'“”()?:*_`").lower().replace("’", "'") for word in words]
    if text.endswith(("?", "？")):
        return True
    if plain[-1] in ENDS_NO_LABEL:
        return False
    edges = {0, len(plain) - 1}
    verbs = (
        word in VERBS and plain[at - 1 : at] != ["to"] and not (at in edges and word in NOUNS_AS_WELL)
        for at, word in enumerate(plain)
    )
    return not any(verbs)
