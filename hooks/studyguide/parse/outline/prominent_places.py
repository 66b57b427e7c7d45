"""Says how likely people are the speakers of a talk, by their place in its title or in a sentence about it."""

from __future__ import annotations

from enum import IntEnum

from studyguide.parse.outline.names import names_job
from studyguide.parse.outline.prominent_names import NamedGroup
from studyguide.parse.outline.telling_words import BY_WORD, GIVEN, GIVEN_BY, SPEAKERS, WORKS
from studyguide.text.lazy_pattern import lazy_pattern

ENOUGH = 4
"""How much the place, the sureness of the name and the other titles of the note must tell together."""


class SpeakerPlace(IntEnum):
    """Says how much a place tells."""

    SUBJECT = 1
    """The subject of a first sentence, whatever it says of them."""
    BESIDE_TALK = 2
    """Beside the word for a talk in a title or a first sentence, or divided by a sign from the rest of a title."""
    ROW = 3
    """A row right below a title that is nothing but people with what they are; behind a quoted title; before a talk
    that is theirs."""
    LABEL = 4
    """Behind a label that has a word for speakers; in a sentence that is nothing but a quoted title and whose it is."""


MOST_WORDS_BEFORE = 3
_BEFORE_NAME = r"(?:\s?[:,–—-]\s|\s\(?)(?:(?:Dr|Prof|Mr|Mrs|Ms|Frau|Herr|Dra|Ing)\.?\s)?$"
NOT_SPEAKING = lazy_pattern(
    r"(?<!\w)(?i:as|like|according to|inspired by|thanks to|quot(?:es?|ed|ing)(?: from| by)?|cit(?:es?|ed|ing)|see"
    r"|unlike|per|via|after|follow|ask|called|named|credits?(?: to)?|wie|laut|nach|selon|comme"
    r"|según|segundo|secondo|volgens"
    rf"|{WORKS}(?:\s\w+)?\s{BY_WORD}){_BEFORE_NAME}"
)
"""What is before somebody who is quoted or thanked, or who made something."""
BEHIND_NO_SPEAKER = lazy_pattern(
    rf"\W{{0,2}}et al\b|\s?\(?\s?(?:c\.\s?)?(?:1\d\d\d|20\d\d)\b|['’]s?\s(?:\w+\s){{0,2}}{WORKS}(?!\w)"
    r"|['’]s?\s(?:\w+\s)?(?:law|theorem|rule|principle|algorithm|method|paradox|test|model|quote)\b"
    r"|\s[^\W\d_a-z]|\s(?:wrote|invented|coined|was born|died|once said)\b"
)
"""What is behind somebody after whom something is called, behind authors of papers, and behind a part of a name."""
TALK_OF = lazy_pattern(
    rf"(?<!\w)(?:{GIVEN}|{SPEAKERS}|(?i:back to|chat|panel|interview))"
    rf"(?:\s(?:{BY_WORD}|with|mit|con|avec))?{_BEFORE_NAME}"
)
"""The word for a talk or a speaker right before a name."""
QUOTED_BY = lazy_pattern(rf"[\"”’'»“](?:\s?[:,–—-])?(?:\s(?:{BY_WORD}|{SPEAKERS}|{GIVEN})){{1,2}}{_BEFORE_NAME}")
"""The end of a quoted title and whose it is, before a name."""
BEHIND_QUOTE = lazy_pattern(r"[\"”»“],?\s$")
"""The end of a quote before a name: of a title if the sentence goes on, else of what somebody said."""
GIVEN_BEFORE = lazy_pattern(rf"(?<!\w)(?:{GIVEN}\s(?:[^.;]{{0,80}}\s)?{BY_WORD}|{GIVEN_BY})(?:\s\w+)?{_BEFORE_NAME}")
"""What was given and by whom, before a name."""
ITS_TALK = lazy_pattern(
    rf"['’]s?\s(?:[\w“”-]+\s){{0,3}}{GIVEN}(?!\w)(?:\s(?:on|about|over|über|sobre|sur|su|om)(?!\w))?:?\s?"
)
"""The word for a talk behind somebody whose it is."""
VERB_BEHIND = lazy_pattern(
    r"(?:\s\([^()]{2,80}\)|,\s[^,]{2,60},)?"
    r"\s(?!(?:and|or|et|y|e|und|oder|och|og|en|i|vs|the|a|an|in|at|on|for|of|to|from)\s)[^\W\d_A-Z]{2,}"
)
"""A verb, more often than not, perhaps behind what somebody is."""
TITLE_OPENINGS = frozenset("\"'“‘„«»”")
SIGN_BEHIND_NAME, SIGN_BEFORE_NAME = lazy_pattern(r"\s?[:|]\s|\s[-–—]\s"), lazy_pattern(r"[:|]\s$|\s[-–—]\s$")


def place_in_title(title: str, group: NamedGroup) -> SpeakerPlace | None:
    """Returns the place of people in a title; None if nothing divides them from the rest."""
    start, end = group.start, group.end
    if ITS_TALK.match(title, end):
        return SpeakerPlace.ROW
    if not start and end == len(title):
        return SpeakerPlace.BESIDE_TALK
    if end < len(title) and BEHIND_NO_SPEAKER.match(title, end):
        return None
    if (not start and SIGN_BEHIND_NAME.match(title, end)) or (
        end == len(title) and SIGN_BEFORE_NAME.search(title, 0, start)
    ):
        return SpeakerPlace.BESIDE_TALK
    return SpeakerPlace.BESIDE_TALK if TALK_OF.search(title, 0, start) or QUOTED_BY.search(title, 0, start) else None


def place_in_sentence(sentence: str, group: NamedGroup) -> SpeakerPlace | None:
    """Returns the place of people in a sentence; None if nothing says that they speak."""
    start, end = group.start, group.end
    if ITS_TALK.match(sentence, end):
        return SpeakerPlace.BESIDE_TALK if start else SpeakerPlace.ROW
    if BEHIND_NO_SPEAKER.match(sentence, end) or NOT_SPEAKING.search(sentence, 0, start):
        return None
    goes_on = VERB_BEHIND.match(sentence, end) is not None
    if sentence[:1] in TITLE_OPENINGS and QUOTED_BY.search(sentence, 0, start):
        return SpeakerPlace.ROW if sentence[end:].strip(" .") else SpeakerPlace.LABEL
    if sentence[:1] in TITLE_OPENINGS and goes_on and BEHIND_QUOTE.search(sentence, 0, start):
        return SpeakerPlace.ROW
    if TALK_OF.search(sentence, 0, start) or GIVEN_BEFORE.search(sentence, 0, start):
        return SpeakerPlace.BESIDE_TALK
    before = sentence[:start].split()
    is_subject = not before or (len(before) <= MOST_WORDS_BEFORE and (before[-1][0].isupper() or names_job(before[-1])))
    return SpeakerPlace.SUBJECT if is_subject and goes_on else None
