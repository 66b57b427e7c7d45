"""Decides whether names that consist of everyday words, such as `Will Young`, are people.

The words of such a name prove nothing. What proves it is the form: nearly all titles of a note have two or three
capitalized words in the same place, no two the same, which the note does not use otherwise; and either others of them
are certainly names, or capitals mean names because the titles have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from studyguide.model.note import Block
from studyguide.parse.outline.byline_slot import BylineSlot
from studyguide.parse.outline.names import NoteWords, is_affiliation
from studyguide.text.basic_words import BASIC_WORDS, COMMON_NOUNS
from studyguide.text.small_letters import small_letters

OFTEN = 2
"""Number of lines from which a word is what the note speaks of."""
AGREEING, AGREEING_ALONE = 2, 3
"""Numbers of titles that must agree if one of their names looks like one, and if none does."""
NAME_WORDS = range(2, 4)
ALL_BUT_CERTAIN = 2
"""The strength of a name that is all but certain."""
SMALL_TITLE_WORD = 4
"""Number of letters from which a small word in a title shows that its author writes words of titles small."""
FORMS_OF_TEXT = frozenset({"only", "row", "item", "lone item"})
"""Forms in which text is written as well."""
PROVING_FORMS = frozenset({"quote", "emphasis", "line", "behind -", "behind |"})
"""Places in which little else than names is written if titles have no capitals, in notes about talks."""
MODAL_NAMES = frozenset({"will", "may"})
PHRASE_ENDING = re.compile(r"\w{3}(?:ed|ing|ly|ment|ness|[ts]ion|ities|ity|ions)$")
"""Endings of verbs and abstract nouns, which everyday words in names rarely have."""
ABOUT_TALKS = (
    "talk", "speaker", "session", "key", "con", "summit", "meet", "panel", "seminar", "symposium", "lightning", "konf",
    "tagung", "vortr", "referent", "charla", "ponenc", "ponent", "jornada", "palestr", "relator", "prelekcj",
    "konferen", "föredrag", "lezing", "конференци", "доклад", "spreker", "演讲", "讲座", "峰会", "讲者",
    "lectur", "workshop", "podcast", "webinar", "camp", "kaigi", "day", "devoxx", "fosdem", "invent", "oslo", "loop",
    "re:", "forum", "fest", "expo", "monitorama", "redev", "gastcolleg", "vorlesung",
    "議程", "议程", "カンファレンス", "登壇", "勉強会", "セッション", "발표",
)  # fmt: skip
"""In small letters, what every match of the next two patterns has one of."""
OF_TALKS = re.compile(
    r"\b(?:talks?|speakers?|sessions?|key ?notes?|conferences?|(?<!\.)conf|summit|meet-?ups?|panels?|seminars?"
    r"|symposium|lightning|\w+con(?:f(?:erence)?)?(?= ?(?:19|20)?\d\d\b)|(?!(?:lib)?pkg|auto|sys|get|net)\w{2,20}conf"
    r"|conferências?|(?-i:\w+Con)(?= \w+ 20\d\d\b)"
    r"|konferenz|tagung|vortr(?:ag|äge|ägen)|referent(?:in|en)?"
    r"|charlas?|ponencias?|ponentes?|conferencias?|congreso|jornadas?|conférences?|palestras?|palestrantes?|congresso"
    r"|conferenz[ae]|relator[ei]|konferencj\w+|prelekcj\w+|konferens\w*|föredrag|lezing(?:en)?|конференци\w+|доклад\w*"
    r"|spreker(?:s)?)\b|議程|议程|演讲|讲座|峰会|讲者|カンファレンス|登壇|勉強会|セッション|발표",
    re.IGNORECASE,
)
"""Words of notes that are about talks."""
EVENT = re.compile(
    r"(?<![^\W_])(?:\w{2,20}[-:]?(?:con|conf|kaigi|camp|days?|oslo|loop|invent|con eu|con us|forum|fest|expo)[-_ ]?"
    r"(?:19|20)?\d\d(?!\d)|\w{2,20}(?:con|conf|days)[-_ ][^\W\d_]{2,20}[-_ ](?:19|20)\d\d(?!\d)"
    r"|(?:bar|boot|un)camp|devoxx|fosdem|(?-i:[Rr]e:[A-Za-z]\w{3,})|strange ?loop|monitorama|[oø]redev"
    r"|\w{2,20} days? (?:19|20)\d\d"
    r"|lectur(?:e|er)s?|workshops?|podcasts?|webinars?|gastcolleges?|vorlesung(?:en)?)(?![^\W\d_])",
    re.IGNORECASE,
)
"""Names of events, and other occasions on which somebody speaks."""
HEAD_LINES = 12
"""Number of lines in which a note says that it is about talks."""


def everyday_slots(
    members: Sequence[BylineSlot], words: NoteWords, lines_with: Callable[[str], int]
) -> tuple[BylineSlot, ...]:
    """Returns the places of one form that have the form of names, if they are nearly all and no two are the same."""
    shaped = tuple(slot for slot in members if _may_be_everyday_names(slot, words, lines_with))
    nearly_all = len(shaped) >= AGREEING and 4 * len(shaped) >= 3 * len(members)
    different = len({slot.people for slot in shaped}) == len(shaped)
    return shaped if nearly_all and different and members[0].form[0] not in FORMS_OF_TEXT else ()


def prove_others(shaped: Sequence[BylineSlot], blocks: Sequence[Block], lines: Sequence[str]) -> bool:
    """Returns whether places of a form that names people prove that the rest of them does so as well."""
    named = sum(slot.is_named for slot in shaped)
    return named > 1 or (named > 0 and (is_about_talks(lines) or _are_in_sentence_case(shaped, blocks)))


def prove_form(shaped: Sequence[BylineSlot], blocks: Sequence[Block], lines: Sequence[str]) -> bool:
    """Returns whether places prove that their form names people, which no name of them does alone."""
    if not shaped or not _are_in_sentence_case(shaped, blocks):
        return False
    if any(slot.is_named for slot in shaped):
        return is_about_talks(lines) or any(slot.is_strong for slot in shaped)
    form = shaped[0].form[0]
    proves = form in PROVING_FORMS or form.startswith("heading")
    return len(shaped) >= AGREEING_ALONE and proves and is_about_talks(lines)


def _may_be_everyday_names(slot: BylineSlot, words: NoteWords, lines_with: Callable[[str], int]) -> bool:
    """Returns whether a place has the form of names whose last words the note does not use otherwise."""
    for person in slot.people:
        last = person.name.split()[-1]
        plain = len(person.name.split()) in NAME_WORDS and (person.role is None or is_affiliation(person.role))
        if not plain or last.lower() in words.small or (slot.strength < ALL_BUT_CERTAIN and lines_with(last) > OFTEN):
            return False
        if slot.strength == 0 and any(map(is_of_phrases, person.name.lower().split())):
            return False
    return bool(slot.people) and slot.strength >= 0


def is_of_phrases(word: str) -> bool:
    """Returns whether an everyday word is one that titles have and names rather not."""
    return (word in BASIC_WORDS | COMMON_NOUNS and word not in MODAL_NAMES) or PHRASE_ENDING.search(word) is not None


def is_about_talks(lines: Sequence[str]) -> bool:
    """Returns whether the first lines of a note say that it is about talks."""
    head = [line[:300] for line in lines[:HEAD_LINES]]
    small = [small_letters(line) for line in head]
    text = "\n".join(small)
    parts = [part for part in ABOUT_TALKS if part in text]
    likely = (line for line, words in zip(head, small, strict=True) if any(part in words for part in parts))
    return any(OF_TALKS.search(line) or EVENT.search(line) for line in likely)


def _are_in_sentence_case(slots: Sequence[BylineSlot], blocks: Sequence[Block]) -> bool:
    """Returns whether more than half of the titles have no capitals."""
    return 2 * sum(_is_in_sentence_case(slot.words or blocks[slot.title].text) for slot in slots) > len(slots)


def _is_in_sentence_case(title: str) -> bool:
    """Returns whether a title has words in small letters behind its first one, and none with a capital."""
    words = re.findall(r"[^\W\d_][\w’'-]*", title)[1:]
    capitals = any(word[0].isupper() and not word.isupper() for word in words)
    return not capitals and any(word.islower() and len(word) >= SMALL_TITLE_WORD for word in words)
