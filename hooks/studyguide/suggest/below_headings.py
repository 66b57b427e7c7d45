"""Decides whether the first sentence below a heading or title says what the heading names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studyguide.suggest.cjk_subjects import is_cjk_kind_phrase, is_cjk_meaning, says_of_name
from studyguide.suggest.definition_shape import (
    as_lists,
    asserts_something,
    is_bare_phrase,
    is_no_definition,
    may_define,
)
from studyguide.suggest.definition_text import MIN_DEFINITION_WORDS, NoteText, WrappedText, definition_of
from studyguide.suggest.heading_subjects import is_expansion_of
from studyguide.suggest.kind_phrases import is_kind_phrase, is_specified_noun, says_what_it_does, says_what_it_is
from studyguide.suggest.language_words import LanguageWords, is_cjk
from studyguide.suggest.lead_ins import IN_ROUND_BRACKETS, lead_in_of
from studyguide.suggest.model import DefiningLine
from studyguide.text.words import singular, words_of

MAX_NOUN_PHRASE = 10
"""Number of words of a sentence below a heading that begins with an article and is taken to say what it is."""
MAX_REPEATED = 2
"""A text without subject that has so many words of its heading, or all of the title, is about something else."""
MIN_CJK_PHRASE = 10
"""Number of letters of a Japanese text without subject that says what its heading is."""
BELOW_HEADING = "heading and first sentence"
BELOW_TITLE = "title and first sentence"
ANSWER_BELOW = "question and answer"
"""Below a heading that asks what something is."""
ENTRY = "heading of an entry"
"""One of many headings of a level that have a single paragraph below them."""


def below_title(note: NoteText, name: str, body: WrappedText, pattern: str) -> Iterator[DefiningLine]:
    """Yields the first sentence below a title, `name`, if it says what that is."""
    first = next(body.sentences(), None)
    words = words_of(first[1]) if first else []
    if not name or first is None or not words or is_expansion_of(name, first[1]):
        return
    number, sentence = first
    own = words_of(name)
    if is_cjk(sentence):
        is_about, least = _cjk_is_about(name, sentence, pattern), MIN_DEFINITION_WORDS + 1
    else:
        is_about, least = _is_about(note, words, own, sentence, pattern), MIN_DEFINITION_WORDS + 1
        lead = lead_in_of(note.lines[number - 1], sentence).name
        most = min(MAX_REPEATED, len(set(own))) if pattern == BELOW_TITLE else MAX_REPEATED
        if not is_about and not lead and _says_what_heading_is(sentence, own, most, note.language):
            is_about, least = True, MIN_DEFINITION_WORDS - 1
    if is_about and len(words) > least and not sentence.endswith((":", "?", "：", "？")):
        yield from definition_of(note, name, WrappedText(number, [sentence]), sentence, (pattern, 2))


def _is_about(note: NoteText, words: Sequence[str], own: Sequence[str], sentence: str, pattern: str) -> bool:
    language = note.language
    has_article = words[0] in language.articles
    if list(map(singular, words[has_article : has_article + len(own)])) == list(map(singular, own)):
        return not asserts_something(_behind(sentence, has_article + len(own)), language)
    verb = language.copula.search(f" {sentence} ")
    is_short = has_article and pattern != BELOW_TITLE and len(words) <= MAX_NOUN_PHRASE and verb is None
    if is_short and (is_kind_phrase(sentence, language) or is_specified_noun(sentence, language)):
        return True
    if pattern in (ENTRY, ANSWER_BELOW) and may_define(" ".join(own), sentence, language):
        return True
    return verb is not None and verb.start() == 1 and words[len(words_of(verb[0])) :][:1] in as_lists(language.articles)


def _behind(sentence: str, count: int) -> str:
    """Returns what is behind so many words."""
    at = 0
    for _ in range(count):
        while at < len(sentence) and not sentence[at].isalnum():
            at += 1
        while at < len(sentence) and sentence[at].isalnum():
            at += 1
    return sentence[at:].lstrip(" )-,:")


def _cjk_is_about(name: str, sentence: str, pattern: str) -> bool:
    lead = lead_in_of(sentence, sentence).name
    return says_of_name(name, sentence) or (
        not lead
        and pattern != BELOW_TITLE
        and len(sentence) >= MIN_CJK_PHRASE
        and not sentence.startswith(name)
        and (is_cjk_kind_phrase(sentence) or (pattern == ANSWER_BELOW and is_cjk_meaning(sentence)))
    )


def _says_what_heading_is(sentence: str, own: Sequence[str], most: int, language: LanguageWords) -> bool:
    """Returns whether a sentence with less than `most` of the words of a heading, `own`, says what that is."""
    repeated = set(map(singular, own)) & set(map(singular, words_of(IN_ROUND_BRACKETS.sub("", sentence))))
    if any(word in language.joining for word in own):
        return False  # such as `Bees and Wasps`
    return (
        says_what_it_is(sentence, language)
        or says_what_it_does(sentence, language)
        or (len(repeated) < most and is_kind_phrase(sentence, language) and not is_no_definition(sentence, language))
    )


def is_entry_text(sentence: str, heading: str, language: LanguageWords) -> bool:
    """Returns whether a sentence below a heading reads like the text of an entry in a glossary."""
    if is_cjk(sentence):
        return True
    words, own = words_of(sentence), words_of(heading)
    return words[: len(own)] == own or is_bare_phrase(sentence, language)
