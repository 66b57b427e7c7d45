"""A quick look says that a text has nothing of a pattern. It is right: every match of the pattern has the signs."""

from __future__ import annotations

import re
import string
import sys
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from studyguide.link import expansions
from studyguide.parse.outline import (
    dates,
    everyday_names,
    name_evidence,
    names,
    paper_titles,
    separators,
    speaker_marker,
    speakers,
    titles,
)
from studyguide.parse.privacy import account_numbers, email_addresses
from studyguide.parse.privacy.context_rules import CONTEXT_RULES
from studyguide.parse.privacy.signs import signed_text
from studyguide.suggest import called_names, note_words
from studyguide.suggest.language_words import languages
from studyguide.text.small_letters import small_letters
from studyguide.text.words import CJK, WORD, word_pattern


def _may_have_bylines(text: str) -> bool:
    return name_evidence.NameEvidence((), prose=text).may_have_bylines


def _has_any(parts: tuple[str, ...]) -> Callable[[str], object]:
    return lambda text: any(part in small_letters(text) for part in parts)


PAIRS: dict[str, tuple[str, Callable[[str], object]]] = {
    "marker of speakers": (speaker_marker.SPEAKER_MARKER.pattern, speaker_marker.speaker_marker),
    "title of speakers": (
        speaker_marker.SPEAKER_MARKER.pattern,
        lambda text: small_letters(text[:2]) in speaker_marker.MARKER_STARTS,
    ),
    "separator": (separators.SPEAKER_SEPARATOR.pattern, separators.SEPARATOR_AT_ALL.search),
    "by and a name": (speakers.BY.pattern.replace("(?=@?[^\\W\\d_])", "(?:@|[A-Z])"), speakers.BY_BEFORE_NAME.search),
    "name": (names.PERSON_NAME.pattern, names.TWO_NAMES.match),
    "name in a note": (names.PERSON_NAME.pattern, _may_have_bylines),
    "name behind a marker": (rf"{speaker_marker.SPEAKER_MARKER.pattern}[A-Z][a-z]+", _may_have_bylines),
    "date below a title": (rf"{titles.DATE_WORDS}\s*[:：]", _may_have_bylines),
    "job": (names.JOB_TITLE.pattern, names.may_have_job),
    "profession": (names.PROFESSION.pattern, names.may_have_job),
    "role and place": (names.ROLE_AT.pattern, names.may_have_job),
    "handle": (names.HANDLE.pattern, names.may_have_job),
    "talks": (
        everyday_names.OF_TALKS.pattern,
        _has_any(everyday_names.ABOUT_TALKS),
    ),
    "events": (everyday_names.EVENT.pattern, _has_any(everyday_names.ABOUT_TALKS)),
    "paper": (paper_titles.PAPER_ADDRESS.pattern, _has_any(name_evidence.PAPER_SIGNS)),
    "field": (paper_titles.PAPER_FIELD.pattern, _has_any(name_evidence.PAPER_SIGNS)),
    "e-mail address": (email_addresses.PLAIN_ADDRESS, email_addresses.AT_IN_ADDRESS.search),
    "account": (account_numbers.ACCOUNT, account_numbers.TEN_DIGITS.search),
    "card": (account_numbers.CARD, account_numbers.TEN_DIGITS.search),
    "IBAN": (account_numbers.IBAN, account_numbers.IBAN_START.search),
}
COMMANDS = ("curl", "mysql")
"""What a line needs besides a match of the rule."""
PAIRS |= {
    rule.name: (rule.pattern, lambda text: signed_text([text.replace("\n", " ")]).in_context)
    for rule in CONTEXT_RULES
    if not set(COMMANDS).intersection(rule.needs)
}


def _reads_dates(pattern: re.Pattern[str]) -> Callable[[str], object]:
    return lambda text: pattern in dates._patterns_for(text)


PAIRS["citation"] = (
    note_words.CITED_AT_ALL.pattern,
    lambda text: note_words.MAY_BE_CITED.search(text) or "et al" in text,
)
PAIRS |= {
    f"called, {code}": (f"(?i:{language.called.pattern})", partial(called_names._may_call, language=language))
    for code, language in languages().items()
    if language.calling
}
PAIRS |= {f"date {at}": (pattern.pattern, _reads_dates(pattern)) for at, pattern in enumerate(dates._PATTERNS)}


@pytest.mark.parametrize("name", PAIRS)
def test_every_match_has_the_signs(name: str) -> None:
    pattern, has_signs = PAIRS[name]
    found = re.compile(pattern)

    @settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
    @given(st.from_regex(re.sub(r"(?<=[+*?}])\+", "", pattern)))
    def every_match(text: str) -> None:
        match = found.search(text)
        assume(match is not None)
        assert match is not None
        assert has_signs(text[match.start() :]), text

    every_match()


@given(st.text(st.one_of(st.characters(), st.sampled_from(f"aZ9_ -é\u0301\u0327ー語한’{CJK[:2]}"))))
def test_each_text_has_the_same_words_by_its_quickest_pattern(text: str) -> None:
    assert word_pattern(text).findall(text) == WORD.findall(text)


@given(st.text("AB-aÉ& ns(:=", max_size=30))
def test_an_abbreviation_begins_a_word(text: str) -> None:
    begins = "(?<![\\w-])"
    front = re.compile(begins + expansions.BEFORE.pattern.replace("(?<![\\w-].)", ""))
    assert front.pattern.count(begins) == 1
    assert [m.span() for m in expansions.BEFORE.finditer(text)] == [m.span() for m in front.finditer(text)]


def test_small_letters_are_those_that_ignored_case_compares() -> None:
    every = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    small = small_letters(every)
    assert len(small) == len(every)
    for letter in string.ascii_lowercase + "äéñöüłдокс":
        assert re.findall(letter, every, re.IGNORECASE) == [every[at.start()] for at in re.finditer(letter, small)]
