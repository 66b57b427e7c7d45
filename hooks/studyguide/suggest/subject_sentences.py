"""Finds sentences whose subject is a name and whose verb says what that is: `A wax moth is a pest`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyguide.suggest.cjk_subjects import cjk_subject
from studyguide.suggest.definition_text import NoteText, WrappedText, definition_of
from studyguide.suggest.kind_phrases import COMPOUNDS, is_kind_phrase, names_listed_kind
from studyguide.suggest.language_words import LanguageWords, is_cjk
from studyguide.suggest.lead_ins import MAX_LEAD_IN
from studyguide.suggest.model import DefiningLine
from studyguide.suggest.names import name_of_title
from studyguide.text.words import fold, words_of

FIRST_WORD = re.compile(r"([^\W\d_]+)(?:['’]\s?|\s+)")
WHEN = frozenset(["nar", "wenn"])
"""Folded words behind `is` with which a sentence says what happens, as in `Räuberei ist, wenn ...`."""
UNDER = re.compile(r"^unter\s(?:(?:dem|einem|einer|der)\s(?:(?:begriff|ausdruck)\s)?)?", re.IGNORECASE)
"""How a German sentence with `versteht man` begins."""
BRACKETS_BEHIND = re.compile(r"(?<!\s)\s*\([^()]{1,40}\)$")
BRACKETS_WITHIN = re.compile(r"\s\([^\W\d_]{2,8}\)(?=\s)")
BETWEEN_DASHES = re.compile(r"\s[-–—]\s[^-–—]{1,40}\s[-–—]$")
"""An abbreviation or another name behind a name, between dashes."""
CLAUSE_WORDS = frozenset(["that", "att", "que", "dass", "dat", "che", "at", "ze"])
"""Folded words that begin a clause: `X means that ...` says what follows from X and does not define it."""
ONE_OF_MANY = frozenset({"thing", "things", "reason", "reasons", "way", "ways"})
"""Words behind which `one of the most ...` says nothing of what the subject is."""
SUPERLATIVE = re.compile(r"[a-z]{3,}est|most|least")
END_OF_CLAUSE = re.compile("[;:,]")
MIN_BEHIND_COPULA = 3
"""Number of words behind `is` that say what something is; `is a compromise` says less."""
WHICH_WITHIN = 2
"""Number of words behind a comma in which a clause has its `which`, as in `, bei dem`."""


def of_sentence(note: NoteText, number: int, sentence: str) -> Iterator[DefiningLine]:
    """Yields the sentence if it says what its subject is."""
    if is_cjk(sentence):
        yield from _of_cjk_sentence(note, number, sentence)
        return
    language = note.language
    verb = language.copula.search(sentence, 0, MAX_LEAD_IN + 20)
    if verb is None:
        return
    subject, rest = sentence[: verb.start()].strip(), sentence[verb.end() :]
    subject = language.also_called.sub("", subject).removesuffix(",") if "," in subject else subject
    words, after = words_of(subject), words_of(rest[:60])
    while len(after) > 1 and after[0] in language.adverbs:
        after = after[1:]
    is_when = bool(after) and after[0] in language.conditions | WHEN and language.code in COMPOUNDS
    if not words or not after or "," in subject or (_has_condition(rest, language) and not is_when):
        return
    if not verb[1] and after[0] in CLAUSE_WORDS:
        return
    if verb[1] and after[0] in language.inside - language.articles:
        return  # such as `is to ...`, `is for ...`
    if after[min(after[0] in language.articles, len(after) - 1)] in language.opinions or _is_one_of_many(after):
        return
    if language.code == "en" and len(words) == 1 and words[0].endswith("ed"):
        return  # such as `Introduced is the queen`
    bare = _bare_subject(UNDER.sub("", subject) if language.code == "de" else subject, language)
    if bare[:1].isdigit():
        return  # such as `A 504 error`, which is one of many
    rank = 1
    if verb[1] and not is_when:
        if after[0] not in language.articles:
            plural = words[-1].endswith("s") and after[0] not in language.function
            plural = plural and not after[0].endswith(("ed", "ing", "ive"))
            is_kind = names_listed_kind(rest, language)
            if not is_kind and (language.code != "en" or not plural or verb[1].lower() != "are"):
                return
            rank = 2 if is_kind else 3
        elif _says_little(words, rest, after, language):
            rank = 3
    name = name_of_title(bare, language, note.people)
    if not name and (cut := language.complement.search(bare)):
        name = name_of_title(bare[: cut.start()], language, note.people)
    if name and sentence[:1].isalnum() and not sentence.endswith("?"):
        yield from definition_of(note, name, WrappedText(number, [sentence]), sentence, ("name and verb", rank))


def _says_little(words: list[str], rest: str, after: list[str], language: LanguageWords) -> bool:
    """Returns whether what is behind a copula and begins with an article says little of a subject:
    `is a compromise`, `is the strongest bond`, `the weather is the talk of the day`."""
    clause, *behind = END_OF_CLAUSE.split(rest, maxsplit=1)
    first = words_of(behind[0][:60])[:WHICH_WITHIN] if behind else []
    goes_on = bool(first) and (language.code in COMPOUNDS or not language.which.isdisjoint(first))  # `, bei dem`
    if len(words_of(clause)) < MIN_BEHIND_COPULA and not goes_on:
        return True
    if language.code != "en":
        return False
    points = words[0] == "the" and not is_kind_phrase(rest, language)
    return points or any(map(SUPERLATIVE.fullmatch, after[1:3]))


def _bare_subject(subject: str, language: LanguageWords) -> str:
    """Returns a subject without its article, brackets and `the word` in front of a name in quotation marks."""
    if quoted := language.quoted_name.search(subject):
        return quoted["name"]
    subject = BETWEEN_DASHES.sub("", subject)
    return BRACKETS_WITHIN.sub("", BRACKETS_BEHIND.sub("", without_article(subject, language)))


def _is_one_of_many(after: list[str]) -> bool:
    """Returns whether the words behind a copula are such as `one of the biggest things`."""
    return after[:2] == ["one", "of"] and not ONE_OF_MANY.isdisjoint(after)


def without_article(text: str, language: LanguageWords) -> str:
    """Returns a name without the article in front of it: `queen` for `The queen`, `essaim` for `L'essaim`."""
    first = FIRST_WORD.match(text)
    return text[first.end() :] if first and fold(first[1]) in language.articles and first.end() < len(text) else text


def _has_condition(rest: str, language: LanguageWords) -> bool:
    """Returns whether a sentence says when something is so, as in `An egg is a drone's if ...`."""
    return any(word in language.conditions for word in words_of(rest))


def _of_cjk_sentence(note: NoteText, number: int, sentence: str) -> Iterator[DefiningLine]:
    subject = cjk_subject(sentence)
    if subject is None:
        return
    name = name_of_title(subject.name, note.language, note.people)
    yield from definition_of(
        note, name, WrappedText(number, [sentence]), sentence, ("name and verb", 0 if subject.is_sure else 2)
    )
