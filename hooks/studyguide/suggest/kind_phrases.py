"""Decides whether a text without a subject says what something is: `a box that ...`, `large service for ...`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from studyguide.suggest.language_words import LanguageWords
from studyguide.suggest.noun_phrases import is_noun_phrase
from studyguide.suggest.shown_words import LINES_OF_A_NOTE, folded_words
from studyguide.text.words import singular, words_of

MAX_HEAD_WORDS = 8
"""Number of words within which such a text names a kind of thing or goes on with `that`, `used for` or the like."""
LEAST_WORDS = 3
SAYS_OTHERS = (["used", "with"], ["used", "by"], ["designed", "by"], ["created", "by"])
"""How an English text begins that says who made something or what goes with it."""
MAX_NOUN_WORDS, MIN_SPECIFYING = 4, 3
"""Number of words that a noun with its adjectives has at most, and that specify it at least."""
LOOKED_AT = 200
"""Number of characters that are looked at."""
COMPOUNDS = frozenset(["da", "de", "nl", "sv"])
"""Languages that write a noun and what specifies it as one word, such as `Bienenvolk`."""
CLAUSE_STARTS = frozenset(["how", "when", "where"])
"""Words that begin a definition as an article does, but no noun."""
HEAD_FIRST = frozenset(["es", "fr", "it", "pt"])
"""Languages that write most adjectives behind their noun."""
MIN_KIND, MAX_ENDING = 4, 2
"""Number of letters that such a noun has at least, and that a plural has at most behind it."""
COMMAS = re.compile("[,;:]")


@lru_cache(maxsize=LINES_OF_A_NOTE)
def is_kind_phrase(text: str, language: LanguageWords) -> bool:
    """Returns whether a text names the kind of a thing, and has no subject and verb of its own in front of that."""
    return names_listed_kind(text, language) or is_noun_phrase(text, language)


def names_listed_kind(text: str, language: LanguageWords) -> bool:
    """Returns the same by the words of the language alone, whatever form the text has."""
    end = COMMAS.search(text[:LOOKED_AT])
    words = words_of(text[: end.start() if end else LOOKED_AT])
    if len(folded_words(text[:LOOKED_AT])) < LEAST_WORDS or len(words) < (LEAST_WORDS if end and end[0] == ":" else 1):
        return False
    has_article = words[0] in language.articles and words[0] not in language.kinds
    rest = words[1:] if has_article else words
    head = list(takewhile(lambda word: word not in language.which, rest))
    continues = len(head) < len(rest)
    if not head or _is_function(head[0], language):
        return False
    before = (
        text[:LOOKED_AT].partition(f" {rest[len(head)]} ")[0]
        if continues
        else text[: end.start() if end else LOOKED_AT]
    )
    if language.copula.search(f"{before} "):
        return False
    noun = list(takewhile(lambda word: word not in language.inside, head))
    if noun and _head_is_kind(noun, language) and not any(_is_function(word, language) for word in noun):
        return True
    if any(_is_function(word, language) for word in head):
        return False
    return continues and len(head) <= MAX_HEAD_WORDS and (has_article or len(rest) - len(head) > 1)


def begins_with_kind(text: str, language: LanguageWords) -> bool:
    """Returns whether a text without subject begins with a noun of the list of kinds, and words that specify it follow
    that: `Set of rules that ...`, `Managed framework on many machines`."""
    words = list(folded_words(text[:LOOKED_AT]))
    noun = list(takewhile(lambda word: word not in language.inside and word not in language.which, words))
    noun = noun[bool(noun) and noun[0] in language.articles :]
    behind = len(words) - len(noun)
    return (
        0 < len(noun) <= MAX_NOUN_WORDS
        and behind >= MIN_SPECIFYING
        and _head_is_kind(noun, language)
        and not any(_is_function(word, language) for word in noun)
        and not language.copula.search(f"{text[:LOOKED_AT]} ")
    )


def is_specified_noun(text: str, language: LanguageWords) -> bool:
    """Returns whether a text begins with an article, has a clause with `which` or `that`, and no verb such as `is` in
    front of that; behind an indefinite article the clause may be missing."""
    words = list(folded_words(text[:LOOKED_AT]))
    if len(words) <= LEAST_WORDS or words[0] not in language.articles or words[0] in CLAUSE_STARTS:
        return False
    main = list(takewhile(lambda word: word not in language.which, words[1:]))
    if words[0] not in language.indefinite and len(main) == len(words) - 1:
        return False
    return not language.copula.search(f" {' '.join(main)} ") and language.modals.isdisjoint(main)


def says_what_it_is(sentence: str, language: LanguageWords) -> bool:
    """Returns whether a sentence such as `It is a box` or `These are boxes that ...` says what something is."""
    begin = language.it_is.match(sentence)
    if begin is None:
        return False
    rest = sentence[begin.end() :]
    words = list(folded_words(rest[:LOOKED_AT]))
    while words and words[0] in language.adverbs:
        words = words[1:]
    if len(words) < LEAST_WORDS or words[words[0] in language.articles] in language.opinions:
        return False
    return words[0] in language.articles or is_kind_phrase(rest, language)


def says_what_it_does(sentence: str, language: LanguageWords) -> bool:
    """Returns whether a text begins with a verb such as `Allows`, whose subject is the name above it."""
    words = list(folded_words(sentence[:LOOKED_AT]))
    return len(words) > LEAST_WORDS and words[0] in language.does and words[:2] not in SAYS_OTHERS


def _is_function(word: str, language: LanguageWords) -> bool:
    return word in language.function and word not in language.inside and word not in language.joining


def _head_is_kind(noun: Sequence[str], language: LanguageWords) -> bool:
    """Returns whether the head of a noun with its adjectives is a kind of thing: its last word, or in Romance languages
    one of the first two."""
    heads = (*noun[:2], noun[-1]) if language.code in HEAD_FIRST else noun[-1:]
    return any(_names_kind(word, language) for word in heads)


def _names_kind(word: str, language: LanguageWords) -> bool:
    """Returns whether a word is a kind of thing: one of the list, its plural, or a compound that ends in it."""
    if word in language.no_nouns and word not in language.kinds:
        return False
    if word in language.kinds or singular(word) in language.kinds:
        return True
    kinds = language.kinds
    bare = [word[: len(word) - ending] for ending in range(MAX_ENDING + 1)]
    if any(len(one) >= MIN_KIND and one in kinds for one in bare):
        return True
    if language.code not in COMPOUNDS:
        return False
    return any(one[at:] in kinds for one in bare for at in range(1, len(one) - MIN_KIND + 1))
