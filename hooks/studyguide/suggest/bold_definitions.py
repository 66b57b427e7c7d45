"""Finds sentences that define a name in bold within them: `the **X**, which is ...`, `**X** allows ...`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyguide.suggest.cjk_subjects import is_cjk_kind_phrase
from studyguide.suggest.definition_text import MIN_DEFINITION_WORDS, NoteText, WrappedText, definition_of
from studyguide.suggest.kind_phrases import is_kind_phrase
from studyguide.suggest.language_words import LanguageWords
from studyguide.suggest.model import DefiningLine
from studyguide.suggest.names import name_of_title
from studyguide.text.english_words import is_common_word
from studyguide.text.plain_line import LEADING_MARKERS, plain_line
from studyguide.text.words import fold, words_of

APPOSITION = re.compile(
    r"(\*\*|__)(?=\S)(?P<name>[^*_\n]{2,60})\1(?:\s\([^()]{1,40}\))?(?:,|:|\s[-–—]{1,2})\s(?P<rest>[^\n]{8,400})"
)
"""A name in bold and, behind a comma, colon or dash, what it is."""
BRACKETED_MEANING = re.compile(r"\*\*(?=\S)(?P<name>[^*\n]{2,24})\*\*\s?[（(](?P<text>[^（）()\n]{8,80})[)）]")
BOLD_SUBJECT = re.compile(
    r"(?:[^\W\d_]{1,4}['’ ]\s?)?(\*\*|__)(?=\S)(?P<name>[^*_\n]{2,60})\1 (?:[a-z]{2,12}ly )?(?P<verb>[^\W\d_]+) "
)
MIN_VERB = 3
"""Number of letters that an English verb in the third person has more than, unless it is `is` or `has`."""


def of_apposition(note: NoteText, number: int, line: str, text: WrappedText) -> Iterator[DefiningLine]:
    """Yields the sentence in which a name in bold is followed by a comma and what it is."""
    for match in APPOSITION.finditer(line):
        if not line[: match.start()].strip(" \t*_#>-+•0123456789."):
            continue  # a lead-in
        rest = plain_line(match["rest"])
        words = words_of(rest[:40])
        is_kind = bool(words) and words[0] in note.language.articles and is_kind_phrase(rest, note.language)
        name = name_of_title(match["name"], note.language, note.people)
        sentence = next((one for at, one in text.sentences() if at == number and f"{name}" in one), "")
        if name and sentence and (is_kind or _is_relative(rest, note.language)):
            yield from definition_of(note, name, WrappedText(number, [sentence]), sentence, ("bold and apposition", 2))


def of_bracketed(note: NoteText, number: int, line: str) -> Iterator[DefiningLine]:
    """Yields what a Japanese line says in brackets behind a name in bold: `**蜜刀**（蓋を切り取る刃物）`."""
    for match in BRACKETED_MEANING.finditer(line):
        name = name_of_title(match["name"], note.language, note.people)
        if name and is_cjk_kind_phrase(match["text"]):
            text = WrappedText(number, [match["text"]])
            yield from definition_of(note, name, text, match["text"], ("bold and brackets", 2))


def of_bold_subject(note: NoteText, line: str, text: WrappedText) -> Iterator[DefiningLine]:
    """Yields the sentence at the beginning of a line whose subject is in bold and whose verb says what that does."""
    start = LEADING_MARKERS.match(line)
    subject = BOLD_SUBJECT.match(line, start.end() if start else 0)
    if subject is None:
        return
    verb = fold(subject["verb"])
    many = subject["name"].endswith("s") and is_common_word(verb) and not verb.endswith(("ed", "ing", "ly"))
    third = verb.endswith("s") and len(verb) > MIN_VERB
    does = verb in note.language.does or (note.language.code == "en" and (third or many))
    name, first = name_of_title(subject["name"], note.language, note.people), next(text.sentences(), None)
    if name and first and does and verb not in note.language.function:
        yield from definition_of(note, name, WrappedText(first[0], [first[1]]), first[1], ("bold subject and verb", 2))


def _is_relative(rest: str, language: LanguageWords) -> bool:
    """Returns whether a text is a clause such as `which is a box`."""
    words = words_of(rest[:60])
    verb = language.copula.search(rest[:60])
    return (
        len(words) > MIN_DEFINITION_WORDS
        and words[0] in language.which
        and verb is not None
        and len(words_of(rest[: verb.start()])) == 1
        and (words[1 + len(words_of(verb[0]))] in language.articles or is_kind_phrase(rest[verb.end() :], language))
    )
