"""Decides which words can be the name of a term: no function word, no heading that every text has, nobody's name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import yaml

from studyguide.parse.outline.speaker_marker import speaker_marker
from studyguide.suggest.language_words import LanguageWords, is_cjk
from studyguide.text.package_data import package_data
from studyguide.text.words import words_of

MAX_NAME_WORDS = 5
MAX_CJK_LETTERS = 16
MAX_HEADING_WORDS = 2
"""Number of words in front of `of` in a heading about a term, as in `common types of bees`."""
CJK_TAIL = re.compile(
    "(?:とは\\s?(?:何|なに)か?|何か|とは|について|の(?:概要|特徴|種類|仕組み|使い方|利点|設定|作成|問題|確認|まとめ|違い|考え方|対策))$"
)
"""What follows a name in a Japanese heading about it."""
NAME_LETTERS = re.compile(r"[\w\s'’/&.+・ー-]{2,60}")
AROUND_NAMES = " \t:.,;!?*_`#-–—\"'“”„«»「」『』【】（）()：、。"
AROUND_NAMES_IN_BRACKETS = AROUND_NAMES.replace(")", "").replace("）", "")
CLAUSE = re.compile("を|\\d(?:世紀|年)|[\u4e00-\u9fff\u30a1-\u30fc]が[\u4e00-\u9fff][ぁ-ん]")
"""What a Japanese clause or date has and a name has not."""
LATIN_BESIDE = re.compile(r"\s[/／]\s[A-Za-z][\w' -]*$")
"""The name in another script beside a Japanese or Chinese one."""
OPEN_BRACKET = re.compile("[(（][^()（）]*$")
NUMBERING = re.compile(r"(?:\d{1,3}(?:[.-]\d{1,3}){0,4}[.)]?|[A-Z]?\.\d{1,3})[ \u3000]")
"""The number of a section, which is no part of its title."""
IN_BRACKETS = re.compile(r"(?<!\s)\s*[(（][^\W\d_][\w &/'’-]{1,40}[)）]$")
"""An abbreviation, translation or explanation behind a name."""
HEAD_OF_TITLE = re.compile(r"(.{2,60}?)\s[-–—]\s(\S.{0,30})$")
ABBREVIATED_TITLE = re.compile(
    r"([^\W\d_a-z][^\W_a-z]{1,5})\s[-–—:]\s(?P<name>[^\W\d_][^\W_][\w '’&-]{3,50}?)(?:\s\d+)?$"
)
"""A title such as `WMC - Wax Moth Club 101`."""
OF_QUESTION = re.compile(r"(?<=\w)\s(?:in|im|en|i|nel|no|na|w)\s.*$")
"""The field in which a heading asks what something is."""
COURSE_NUMBER = re.compile(r"\s101$")
SYMBOLS = re.compile(r"^[^\w(（「『【\[]+|[^\w)）」』】\].+!?？！]+$")
"""Pictures and other signs around a title."""
IDENTIFIER = re.compile(r"[a-z]\d{4,}")
"""The number of a record, such as `q185905`."""
INITIALS = re.compile(r"[^\W\d_a-z]{1,2}")
COMPARED = frozenset({"vs", "versus"})
"""Words between two names that are compared."""
LABEL_OF_QUESTION = re.compile(r"(?:q|ex)\d{1,3}")
"""The short label of a question or exercise."""
INFINITIVES = {"fr": ("er", "ir", "re")}
"""How verbs end with which a heading begins that is an instruction."""
CASED_NOUNS = frozenset({"de"})
"""Languages that write every noun with a capital."""


@lru_cache(maxsize=512)
def name_of_title(text: str, language: LanguageWords, people: frozenset[str]) -> str:
    """Returns a title or lead-in as a name, without the marks around it, or '' if it is not a name."""
    stripped = text.strip(AROUND_NAMES)
    if OPEN_BRACKET.search(stripped):  # its end belongs to it
        stripped = text.strip(AROUND_NAMES_IN_BRACKETS)
    stripped = SYMBOLS.sub("", stripped) if not stripped.isascii() else stripped
    numbered = NUMBERING.match(stripped)
    text = " ".join(stripped[numbered.end() if numbered else 0 :].split())
    text = _without_additions(text, language)
    if not NAME_LETTERS.fullmatch(text) or speaker_marker(text):
        return ""
    words = words_of(text)
    if is_cjk(text):
        text = CJK_TAIL.sub("", LATIN_BESIDE.sub("", text))
        is_name = len(text) <= MAX_CJK_LETTERS and text not in cjk_words()["pronouns"] and not CLAUSE.search(text)
        return text if is_name else ""
    if not 0 < len(words) <= MAX_NAME_WORDS or is_person(words, text, people, language):
        return ""
    return text if may_be_name(words, language) else ""


def _without_additions(text: str, language: LanguageWords) -> str:
    """Returns a title without what explains it: `Utility - Definition`, `Anxiety Inventory (AI)`."""
    if asks := language.what_is.match(text):
        words = text[asks.end() :].rstrip(" ?？").split(maxsplit=1)
        text = words[-1] if words and words[0].lower() in language.articles else " ".join(words)
        text = OF_QUESTION.sub("", text)
    text = COURSE_NUMBER.sub("", text)
    expanded = ABBREVIATED_TITLE.match(text)
    if expanded and expanded[1][0].casefold() == expanded["name"][0].casefold() and " " in expanded["name"]:
        return expanded["name"]
    words = text.split()
    while len(words) > 1 and words[-1].lower() in language.tails:
        words = words[:-1]
    text = " ".join(words)
    head = HEAD_OF_TITLE.match(text)
    if head and all(word in language.no_name or word.isdigit() for word in words_of(head[2])):
        text = head[1]
    return IN_BRACKETS.sub("", text)


def may_be_name(words: Sequence[str], language: LanguageWords) -> bool:
    """Returns whether folded words can be a name: function words are only inside it, and not all words are generic."""
    if words[0] in language.function or words[-1] in language.function:
        return False
    if len(words) > 1:
        if any(word in language.function and word not in language.inside for word in words):
            return False
        before = words[: next((at for at, word in enumerate(words) if word in language.inside), 0)]
        if before and before[0] in language.headings and len(before) <= MAX_HEADING_WORDS:
            return False  # such as `Types of bees`
    if words[-1] in language.labels or all(
        word in language.no_name or word.isdigit() or len(word) == 1 for word in words
    ):
        return False
    if len(words) == 1 and (IDENTIFIER.fullmatch(words[0]) or LABEL_OF_QUESTION.fullmatch(words[0])):
        return False
    if not COMPARED.isdisjoint(words) or (
        len(words) > 2 and words[1] in language.articles and words[0].endswith(INFINITIVES.get(language.code, ()))
    ):
        return False  # such as `Nourrir les abeilles`
    return sum(len(word) for word in words if not word.isdigit()) > 1


def is_person(words: Sequence[str], text: str, people: frozenset[str], language: LanguageWords) -> bool:
    """Returns whether folded words are a person's name: they begin with a known given name, are all parts of names, or
    are a family name with initials."""
    if words[0] in people and all(w in people or len(w) == 1 or w in language.inside for w in words):
        return True
    joint = next((at for at, word in enumerate(words) if word in language.joining), 0)
    if joint and (
        is_person(words[:joint], "", people, language)
        or (joint + 1 < len(words) and is_person(words[joint + 1 :], "", people, language))
    ):
        return True
    if len(words) > 3:
        return False
    if len(words) > 1 and all(word in people for word in words):
        return True
    if words[0] in people and (len(words) == 1 or words[1] not in language.function):
        return True
    parts = text.split()
    initials = [part for part in parts if INITIALS.fullmatch(part.strip(".,"))]
    return bool(initials) and any(word in people for word in words)


@cache
def cjk_words() -> Mapping[str, frozenset[str]]:
    """Returns the words of Japanese and Chinese that are no names, or that belong to a definition."""
    text = package_data("studyguide.suggest", "cjk.yml").decode("utf-8")
    return {key: frozenset(words.split()) for key, words in yaml.safe_load(text).items()}
