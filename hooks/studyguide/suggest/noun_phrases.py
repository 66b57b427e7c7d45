"""Recognizes a noun with what specifies it by the forms of each language, without a list of nouns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from studyguide.suggest.language_words import LanguageWords
from studyguide.text.words import words_of

PHRASE_LENGTH = 160
"""Number of characters that are looked at."""
_LOWER = "a-zà-öø-ÿœß"
NOUN_PHRASE: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        # An abstract noun is known by its ending: `Tendency to swarm`, `Removal of old comb`.
        "en": re.compile(
            rf"(?:(?:an?|the)\s)?(?:[{_LOWER}-]+\s){{0,3}}(?P<head>[{_LOWER}]{{2,}}"
            r"(?:tion|sion|ment|ness|ity|ance|ence|ency|ism|ship|logy|graphy|gram|meter|ware))s?"
            r"\s(?:of|that|which|to|between|for|where|from)\s",
            re.IGNORECASE,
        ),
        # The noun comes first: `Contrainte d'unicité`, `Logiciel permettant de ...`.
        "fr": re.compile(
            rf"(?:(?:une?|des|l['’]|le|la|les)\s?)?(?P<head>[{_LOWER}-]{{4,}})(?:\s[{_LOWER}-]{{4,}}){{0,2}}?"
            r"(?:\s(?:de|du|des|qui|que|dont|où|permettant|servant|contenant|visant|composée?s?|formée?s?"
            r"|utilisée?s?|destinée?s?|ayant)\s|\sd['’]|\squ['’])",
            re.IGNORECASE,
        ),
        # A noun has a capital, and what specifies it follows: `Behälter für Honig`, `Volk, das ...`.
        "de": re.compile(
            r"(?:(?:[Ee]ine?[rsn]?|[Dd]er|[Dd]ie|[Dd]as)\s)?(?:[A-ZÄÖÜa-zäöüß][a-zäöüß-]*(?:e|er|es|en)\s){0,2}"
            r"(?P<head>[A-ZÄÖÜ][\w/-]{3,})(?:\s\([^()]{1,40}\))?"
            r"(?:\s(?:für|von|vom|des|der|eines|einer|zur|zum|aus|zwischen|zu|mit|über|gegen|vor)\s|,\sdass\s"
            r"|,\s[^,.;]{3,80}\szu(?:\s\w+|\w+)en\b"
            r"|,\s(?:(?:in|bei|mit|auf|durch|an|aus|von|zu|über)\s)?(?:der|die|das|dem|den|deren|dessen|welche[rs]?)\s)"
        ),
        "sv": re.compile(
            rf"(?:(?:en|ett)\s)?(?:[{_LOWER}-]+(?:a|t|d|sk|ig|iv|ell|bar)\s){{0,2}}(?P<head>[{_LOWER}-]{{4,}})"
            r"\s(?:som|för|av|från|mellan|där|med|vars|till)\s",
            re.IGNORECASE,
        ),
    }
)
VERB_ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"fr": ("er", "ir", "oir"), "sv": ("ar", "er", "s", "r")}
)
"""How verbs end that look like such a noun."""

RELATIVE = re.compile(r"\b(?:that|which|who|where|qui|que|dont|où|som|där|vars)\b|\bqu['’]", re.IGNORECASE)
"""Behind these words a text may have a verb."""


def is_noun_phrase(text: str, language: LanguageWords) -> bool:
    """Returns whether a text begins with a noun and what specifies it, and has no verb of its own as far as small words
    show."""
    match = NOUN_PHRASE[language.code].match(text) if language.code in NOUN_PHRASE else None
    if match is None:
        return False
    before = words_of(text[: match.end("head")])
    if before[0] in language.pointers - language.articles or before[0] in language.begins | language.does:
        return False
    head = before[-1]
    if head in language.function | language.no_nouns or (
        len(before) == 1 and head.endswith(VERB_ENDINGS.get(language.code, ()))
    ):
        return False
    if any(word in language.function and word not in language.articles for word in before):
        return False
    clause = text[:PHRASE_LENGTH].partition(",")[0]
    main = RELATIVE.split(clause, maxsplit=1)[0]
    return not language.copula.search(f" {main} ") and language.modals.isdisjoint(words_of(main))
