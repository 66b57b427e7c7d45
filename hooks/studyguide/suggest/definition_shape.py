"""Decides whether a text behind a name can say what that is: no value, example, instruction or list of properties."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from studyguide.suggest.cjk_subjects import is_cjk_kind_phrase
from studyguide.suggest.kind_phrases import is_kind_phrase, says_what_it_is
from studyguide.suggest.language_words import LanguageWords, is_cjk
from studyguide.suggest.shown_words import folded_words
from studyguide.text.words import singular, words_of

SHAPE_LENGTH = 200
"""Number of characters that are looked at."""
VALUE_START = re.compile(r"[~<>≈≤≥±$€£¥%+√∑]|[-–]?\d|[IVX]+\b[^a-z]")
"""The begin of a quantity, price, date or formula."""
END_OF_MAIN_CLAUSE = re.compile(r"[,;:(]|\.\s")
STEP_ARROW = re.compile(r"->|=>|<>|!=|→|⇒|➔|➡|⟶|≠|↔|\s[<>]\s[^\d\s]")
"""What a sequence of steps or a comparison has."""
SECOND_DASH = re.compile(r"(?:\S+\s){1,4}[-–—]\s")
"""What a text has whose first words are a name themselves."""
OF_LIST = re.compile(r"[,;/+、，・]|\s&\s")
MAX_PROPERTY, MAX_CJK_PROPERTY = 3, 8
"""Number of words, or of Japanese or Chinese letters, of a property in a list such as `cheap, fast`."""
MAX_LAST = (3, 5)
"""Number of words of the last of two and of three properties."""
MIN_PROPERTIES, SEVERAL_PROPERTIES, MANY_PROPERTIES = 2, 4, 5
IN_BRACKETS_ANYWHERE = re.compile(r"[(（][^()（）]*[)）]")
MAX_BEHIND_EXPANSION = 2
"""Number of words besides those that an abbreviation abbreviates, such as `of`."""
SUBJECT_WORDS = 6
"""Number of words in which a sentence with a pronoun as its subject has that."""


def may_define(name: str, text: str, language: LanguageWords) -> bool:
    """Returns whether the text behind a lead-in may say what it is: no sentence such as `if you ...` or `is ...`, none
    that names it again, and nothing that is no definition at all."""
    words = list(folded_words(text[:SHAPE_LENGTH]))
    own = list(map(singular, words_of(name)))
    if only_expands(name, text):
        return False
    if any(list(map(singular, words[at : at + len(own)])) == own for at in range(len(words))):
        return False
    if is_no_definition(text, language):
        return False
    verb = language.copula.match(f" {text} ", 1)
    if not verb and _has_other_subject(text, language):
        return False
    if says_what_it_is(text, language) or (
        verb and words_of(text[verb.end() - 1 :])[:1] in as_lists(language.articles)
    ):
        return True
    instructs = words[0] in language.function and words[0] not in language.articles | language.does
    return not instructs and not verb


def only_expands(name: str, text: str) -> bool:
    """Returns whether a text only writes an abbreviation in full."""
    letters = [letter for letter in name if letter.isalnum()]
    words = text.replace("-", " ").replace("/", " ").split()
    initials = [word[0].upper() for word in words if word[0].isalnum()]
    if not name.isupper() or not letters or len(initials) > len(letters) + MAX_BEHIND_EXPANSION:
        return False
    at = iter(initials)
    return all(letter in at for letter in letters)


def _has_other_subject(text: str, language: LanguageWords) -> bool:
    """Returns whether a text is a sentence about something else, as in `the eggs are laid in spring`."""
    if is_cjk(text) or says_what_it_is(text, language):
        return False
    clause = END_OF_MAIN_CLAUSE.split(text[:SHAPE_LENGTH], maxsplit=1)[0]
    main = takewhile(lambda word: word.lower() not in language.which | language.conditions, clause.split())
    return language.copula.search(f" {' '.join(main)} ") is not None


def is_no_definition(text: str, language: LanguageWords) -> bool:
    """Returns whether a text is a value, an example, an instruction, a sequence of steps or a list of properties."""
    words = list(folded_words(text[:SHAPE_LENGTH]))
    if not words or STEP_ARROW.search(text[:SHAPE_LENGTH]) or language.not_defining.match(text):
        return True
    is_kind = is_cjk_kind_phrase(text) if is_cjk(text) else is_kind_phrase(text, language)
    if VALUE_START.match(text) and not is_kind:
        return True
    ends = language.which | language.conditions
    if not language.modals.isdisjoint(takewhile(lambda word: word not in ends, words)):
        return True  # such as `the keeper must ...`; a definition has them only behind `that`
    is_noun = words[1:2] in as_lists(language.inside - language.articles)  # such as `set of rules`
    instructs = words[0] in language.begins and not is_noun
    return instructs or is_property_list(text, language) or SECOND_DASH.match(text) is not None


def is_property_list(text: str, language: LanguageWords) -> bool:
    """Returns whether a text only lists properties, members or steps, such as `cheap, fast and serverless`. A noun with
    its adjectives begins with an article, or goes on at length behind the last comma."""
    bare = IN_BRACKETS_ANYWHERE.sub("", text[:SHAPE_LENGTH].rstrip(" .。"))
    parts = [part for part in OF_LIST.split(bare) if part.strip()]
    if len(parts) < MIN_PROPERTIES:
        return False
    if is_cjk(text):
        return all(len(part) <= MAX_CJK_PROPERTY for part in parts)
    lengths = [len(words_of(part)) for part in parts]
    if words_of(parts[0])[:1] in as_lists(language.articles):
        return False
    if len(parts) >= MANY_PROPERTIES and sorted(lengths)[len(lengths) // 2] <= MAX_PROPERTY:
        return True
    small = language.inside | language.articles
    content = [sum(word not in small for word in words_of(part)) for part in parts]
    if len(parts) >= SEVERAL_PROPERTIES and max(content) <= MAX_PROPERTY:
        return True
    is_short = max(lengths[:-1]) <= MAX_PROPERTY
    return is_short and (len(parts) > MIN_PROPERTIES + 1 or lengths[-1] <= MAX_LAST[len(parts) > MIN_PROPERTIES])


def asserts_something(rest: str, language: LanguageWords) -> bool:
    """Returns whether the text behind a subject says something of it other than what it is: `is private by default`,
    `can have ...`, `of a country grows`."""
    words = list(folded_words(rest[:SHAPE_LENGTH]))
    if not words:
        return True
    verb = language.copula.match(f" {rest} ", 1)
    if verb:
        after = words_of(rest[verb.end() - 1 :][:SHAPE_LENGTH])
        while len(after) > 1 and after[0] in language.adverbs:
            after = after[1:]
        if not verb[1]:
            return False
        has_article = after[:1] in as_lists(language.articles)
        if has_article and len(after) > 1 and after[1] in language.opinions:
            return True
        goes_on = after[:1] in as_lists(language.which)  # such as `is used to ...`
        return not (has_article or goes_on or is_kind_phrase(rest[verb.end() - 1 :], language))
    return words[0] not in language.does and words[0] in language.function


def is_bare_phrase(sentence: str, language: LanguageWords) -> bool:
    """Returns whether a text may be a definition without a subject: it has no subject and verb as far as one can tell
    by small words."""
    words = list(folded_words(sentence[:SHAPE_LENGTH]))
    if (
        not words
        or is_no_definition(sentence, language)
        or not (language.pointers - language.which).isdisjoint(words[:SUBJECT_WORDS])
    ):
        return False
    if is_kind_phrase(sentence, language):
        return True
    has_article = words[0] in language.articles
    if language.copula.search(f" {sentence[:SHAPE_LENGTH]} ") or (words[0] in language.function and not has_article):
        return False
    head = words[has_article : has_article + 2]
    return not any(word in language.function - language.inside - language.articles for word in head)


def as_lists(words: Iterable[str]) -> list[list[str]]:
    return [[word] for word in words]
