"""Finds in a sentence the people of whom it says that they gave a talk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from studyguide.model.note import Speaker
from studyguide.parse.outline.east_letters import HAN
from studyguide.parse.outline.marked_text import NAME_CLOSES, NAME_OPENS
from studyguide.parse.outline.names import HONORIFIC, PERSON_NAME, without_title
from studyguide.parse.outline.telling_words import (
    ATTENDING,
    BETWEEN_NAME_AND_VERB,
    BY_WORD,
    EAST_BEHIND,
    EAST_GIVES,
    GIVEN,
    GIVEN_BY,
    HEARING,
    IN,
    OF,
    OTHER_TIMES,
    PARTS_OF_GIVEN,
    PARTS_OF_GIVEN_BY,
    SHOWING,
    SPEAKERS,
    SPEAKING,
    THEIR,
    THIS,
    TO_SPEAK,
    WAS,
    WORKS,
)
from studyguide.text.basic_words import BASIC_WORDS
from studyguide.text.lazy_pattern import lazy_pattern
from studyguide.text.person_names import is_last_name, is_listed_name
from studyguide.text.small_letters import small_letters

ONE_PERSON = rf"(?:{NAME_OPENS}[^{NAME_CLOSES}]{{3,60}}{NAME_CLOSES}|(?<!\w){PERSON_NAME.pattern}|@\w{{2,40}})"
TITLE_IN_SENTENCE = r"“[^”]{1,200}”"
WORKING_AT = r"(?i:from|of|at|de|do|da|di|del|della|von|vom|bei|van|från|fra|hos|chez|dall['’]|d['’])"
COMPANY = (
    rf"(?:,?\s{WORKING_AT}\s?(?:[\w.&'’-]+\s){{0,6}}?(?:“[^”]{{1,60}}”|[\w.&'’-]+)|\s?\([^()]{{2,80}}\)"
    r"|,\s(?:[\w.&'’“”-]+\s){0,6}[\w.&'’“”-]+,)"
)
AND_OTHERS = r"(?:,|,?\s(?i:and|&|y|e|et|und|og|och|en|i|plus))"
NAME_ARTICLE = r"(?:[ao]|il|la|el|le)\s"
PEOPLE = rf"(?P<people>{ONE_PERSON}(?:{COMPANY}?{AND_OTHERS}\s(?:{NAME_ARTICLE})?{ONE_PERSON}){{0,4}})"
FEW_SMALL_WORDS = r"(?:[^\W\dA-Z][\w’'-]*\s){0,2}?"
TITLE_BEHIND = rf"(?:(?:,|,?\s(?i:on|about|called|titled|named|sobre|sur|su|über|om|over|zu))?\s{TITLE_IN_SENTENCE})?"
BY_TITLE = lazy_pattern(rf"{TITLE_IN_SENTENCE},?\s{OF}\s{PEOPLE}")
"""A title and who gave it, which books and papers have as well."""
TELLING = tuple(
    lazy_pattern(pattern)
    for pattern in (
        rf"{GIVEN}\.?{TITLE_BEHIND},?\s{OF}\s?{FEW_SMALL_WORDS}{PEOPLE}",
        rf"{GIVEN}\s(?:[^\W\d][\w’'-]*\s){{0,5}}{WAS}\s(?:[\w’'-]+\s)?{OF}\s{FEW_SMALL_WORDS}{PEOPLE}",
        rf"{GIVEN}\s[^.;:!?”“]{{3,90}}?(?<!{NAME_OPENS})\s{BY_WORD}\s{FEW_SMALL_WORDS}{PEOPLE}",
        rf"{GIVEN_BY}\s{FEW_SMALL_WORDS}{PEOPLE}",
        rf"{PEOPLE}{COMPANY}?['’]s\s(?:[\w-]+\s){{0,3}}?(?:{TITLE_IN_SENTENCE}\s)?{GIVEN}\b",
        rf"{PEOPLE}{COMPANY}?,?\s(?:[\w’'-]+\s){{0,2}}{IN}\s{THEIR}\s(?:[\w-]+\s){{0,2}}{GIVEN}\b",
        rf"(?<!\w){IN}\s{THIS}\s(?:[\w-]+\s)?{GIVEN},?\s{PEOPLE}(?!\s(?:was|were)\b)",
        rf"{SPEAKERS}(?:,|\s{WAS})?\s{PEOPLE}",
        rf"{HEARING}\s{PEOPLE}{COMPANY}?\s{TO_SPEAK}\b",
    )
)
"""Ways of saying who gave a talk, by what was given."""
SPOKE = lazy_pattern(rf"{PEOPLE}{COMPANY}?,?\s(?:{BETWEEN_NAME_AND_VERB}\s){{0,4}}{SPEAKING}(?![\w’'])")
"""Ways of saying that somebody spoke."""
SHOWED = lazy_pattern(rf"{PEOPLE}{COMPANY}?,?\s(?:{BETWEEN_NAME_AND_VERB}\s){{0,3}}{SHOWING}")
BEGINS_WITH_GIVEN, BEGINS_WITH_GIVEN_BY = TELLING[:3], TELLING[3:4]
EAST = lazy_pattern(
    rf"(?:^|[^{HAN}])(?P<people>{ONE_PERSON}|[{HAN}]{{2,4}}|@\w{{2,40}}{NAME_CLOSES}?)\s?(?:[(（][^()（）]{{1,80}}[)）])?\s?"
    rf"{EAST_BEHIND}?\s?{EAST_GIVES}"
)
MAY_TELL = lazy_pattern(rf"[{NAME_OPENS}@]|[^\W\d_a-z]\S{{0,45}}\s(?:[^\W\d_a-z]|de |da |van |von |di |la |le )")
SENTENCE_BREAK = lazy_pattern(r"(?<=[\w”)\]][\w”)\]][.!?])\s+(?=[^\W_a-z]|[“@])|(?<=[。！？])")
ATTENDED = lazy_pattern(rf"(?<!\w){ATTENDING}(?!\w)")
GIVEN_AT_ALL = lazy_pattern(GIVEN)
OF_WORKS = lazy_pattern(rf"(?<!\w){WORKS}\s+(?:{TITLE_IN_SENTENCE}\s)?(?:\w+\s)?$")
OF_OTHER_TIME = lazy_pattern(rf"(?<!\w){OTHER_TIMES}\s+(?:\w+\s+)?$")
ABOUT_WORK = lazy_pattern(rf"(?<!\w){WORKS}\s(?:\w+\s)?{BY_WORD}\s")
TITLE_TOLD = lazy_pattern("“([^”]{3,160})”")
MARKED_NAME = lazy_pattern(f"{NAME_OPENS}([^{NAME_CLOSES}]{{0,80}}){NAME_CLOSES}")
PLAIN_NAME = lazy_pattern(rf"{PERSON_NAME.pattern}|@\w{{2,40}}")
PARTICLES = frozenset(
    "de del della der den van von vom zu da di do dos du la le el al bin ibn ben ten ter y e".split()  # noqa: SIM905
)
WORDS_BEHIND_NAME = frozenset({"von", "zu", "vom", "de", "di", "del", "della", "van"})
"""Particles that are rather the words for `from` and `about` behind two words of a name."""
SHORTEST_NAME = 2
LONGEST_SENTENCE = 600
MOST_SENTENCES = 12


class Telling(Struct, frozen=True):
    """Describes what a sentence says of who gave a talk."""

    people: tuple[Speaker, ...]
    marked: bool
    """Whether the names stand out by links or emphasis."""
    is_plain: bool
    """Whether it says so in words that products and papers have not."""
    of_given: bool
    """Whether it names what was given, such as a talk."""
    opens: bool
    """Whether the text begins with the names."""
    title: str
    """A title in the sentence, or its first words."""


def tellings(text: str) -> Iterator[list[Telling]]:
    """Yields what each sentence of a text, as `text_with_signs` writes it, says of who gave a talk, if it says so."""
    for sentence in SENTENCE_BREAK.split(text)[:MOST_SENTENCES]:
        sentence = sentence[:LONGEST_SENTENCE]
        may_tell = MAY_TELL.search(sentence) or "氏" in sentence or "さん" in sentence
        if may_tell and (told := _tellings_of(sentence)):
            yield told


def _tellings_of(sentence: str) -> list[Telling]:
    told: list[Telling] = []
    taken: set[str] = set()
    for match, is_plain, of_given in _matches(sentence):
        people = tuple(one for one in people_in(match["people"]) if one.name not in taken)
        if people:
            taken |= {one.name for one in people}
            title = TITLE_TOLD.search(sentence)
            is_marked, opens = NAME_OPENS in match["people"], match.start() == 0
            told.append(Telling(people, is_marked, is_plain, of_given, opens, title[1] if title else ""))
    return told


def _matches(sentence: str) -> Iterator[tuple[re.Match[str], bool, bool]]:
    small = small_letters(sentence)
    given = BEGINS_WITH_GIVEN if any(part in small for part in PARTS_OF_GIVEN) else ()
    given_by = BEGINS_WITH_GIVEN_BY if any(part in small for part in PARTS_OF_GIVEN_BY) else ()
    for pattern in (*given, *given_by, *TELLING[4:], BY_TITLE):
        for match in pattern.finditer(sentence):
            before = sentence[: match.start()]
            if OF_WORKS.search(before) or OF_OTHER_TIME.search(before) or ABOUT_WORK.search(match[0]):
                continue
            if pattern is not BY_TITLE or not before or ATTENDED.search(before):
                yield match, True, True
    yield from ((match, True, False) for match in SPOKE.finditer(sentence))
    yield from ((match, False, False) for match in SHOWED.finditer(sentence))
    if not sentence.isascii():
        yield from ((match, True, True) for match in EAST.finditer(sentence))


def people_in(names: str) -> tuple[Speaker, ...]:
    """Returns the people whom a part of a sentence lists, without their companies; if some of their names stand out,
    the others are none."""
    marked = MARKED_NAME.findall(names)
    plain = [] if marked else [_without_company(match[0]) for match in PLAIN_NAME.finditer(names)]
    return tuple(Speaker(without_title(HONORIFIC.sub("", name))) for name in marked or filter(None, plain))


def _is_behind_name(words: Sequence[str], at: int) -> bool:
    """Returns whether a particle behind two words of a name is rather a word for `from` or `at`."""
    is_last = at + 1 < len(words) and is_last_name(words[at + 1].lower())
    return words[at] in WORDS_BEHIND_NAME or (is_listed_name(words[:at]) and not is_last)


def _without_beginning(words: list[str]) -> list[str]:
    """Returns the words of a name without those of the sentence before it: `Talk by`, `Watched`."""
    before = next((at for at in range(len(words) - SHORTEST_NAME, 0, -1) if GIVEN_AT_ALL.fullmatch(words[at - 1])), 0)
    while before < len(words) and words[before].lower() in PARTICLES:
        before += 1
    if before == 0 and len(words) > SHORTEST_NAME:
        begins = words[0].lower() in BASIC_WORDS or ATTENDED.fullmatch(words[0].lower())
        before = int(bool(begins))
    return words[before:]


def _without_company(name: str) -> str:
    """Returns a name without words in small letters that only look like capitals, and without what `von` adds to a
    complete name; nothing if it has one word left or belongs to something."""
    if name[0] == "@":
        return name
    words = name.split()
    words = _without_beginning(words)
    ends = (
        at
        for at, word in enumerate(words)
        if word[0].islower() and (word not in PARTICLES or (at > 1 and _is_behind_name(words, at)))
    )
    words = words[: next(ends, len(words))]
    while words and words[-1][0].islower():
        words.pop()
    return " ".join(words) if len(words) > 1 and not name.endswith(("’s", "'s")) else ""
