"""Recognizes names of people by their form: capitalized words that are no institution and no everyday words.

A word that is in no list of English words, and that the note never writes in lower case, may be part of a name; how
sure that is depends on what is next to it, on the other titles of the note, and on the lists of names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from studyguide.parse.outline.profiles import linked_names
from studyguide.text.english_words import SHARE_OF_ENGLISH, is_english_word
from studyguide.text.lazy_pattern import lazy_pattern
from studyguide.text.person_names import NAMES_OF_THINGS, NO_GIVEN_NAMES, is_certain_given_name, is_listed_name
from studyguide.text.small_letters import small_letters

PARTICLE = r"(?:de|del|della|der|den|van|von|vom|zu|da|di|do|dos|du|la|le|el|al|bin|ibn|ben|ten|ter|st\.?)"
CAPITAL = r"[^\W\d_a-zß-öø-ÿąćčďęěłńňřśšťůźżžşğıа-яё]"
NAME_WORD = rf"(?:{CAPITAL}[\w’'`-]{{0,40}}[^\W\d_]|{CAPITAL}\.?)"
PERSON_NAME = lazy_pattern(
    rf"(?:(?:Dr|Prof|Profs|Mr|Mrs|Ms|Sir|Dame|Frau|Herr|Dra|Ing)\.? )?{NAME_WORD}"
    rf"(?: (?:[\"“'‘][^\W\d_][\w-]{{0,20}}[\"”'’] )?(?:{PARTICLE} ){{0,2}}{NAME_WORD}){{1,3}}"
    r"(?:,? (?:(?:Jr|II|III|PhD)\.?(?!\w)|Sr\.?(?=\s*+(?:$|[,(]))))?"
)
TWO_NAMES = lazy_pattern(rf"[A-Z\x80-\U0010ffff](?<=[^\W\d_a-z])\S{{0,45}}+ (?:[^\W\d_a-z]|[\"“'‘]|{PARTICLE} )")
"""How every `PERSON_NAME` begins. Most text has nothing like it, which takes less time to find: a search looks for two
ranges of letters before it looks closer."""
ONE_NAME = lazy_pattern(r"@\w{2,40}+(?![/.]\w)|[^\W\d_a-z][^\W\d_]+")
"""A handle or a single name, if a marker such as `by` proves it."""
HONORIFIC = lazy_pattern(r"(?<=\w)\s?(?:さん|氏|様|先生|老师|老師|女士|教授|博士|님)$")
"""What Japanese and Chinese write behind somebody's name, and behind nothing else."""
NICKNAME_QUOTES = "\"“'‘"
INSTITUTION = lazy_pattern(
    r"\b(?:institut\w*|universit\w*|universidad\w*|uniwersytet|college|academy|akademie|laborator\w+|labs?|foundation"
    r"|museum|society|association|department|faculty|council|committee|ministry|agency|hospital|group|teams?|corporation"
    r"|corp|company|inc|llc|llp|plc|ltd|gmbh|ag|conference|summit|meetup|congress|hochschule|schule|verein|zentrum|fundación"
    r"|escuela|école|instituto|technologies|solutions|industries|ventures)\b"
)
"""Words of institutions and firms, in small letters; a name with one of them is no person's."""
SUBJECT = lazy_pattern(
    r"\b(?:school|cent(?:er|re)|library|forum|workshop|keynote|research|systems?|software|services?|projects?|platforms?"
    r"|frameworks?|cloud|networks?|networking|databases?|engine|learning|intelligence|sciences?|engineering|theory"
    r"|analysis|analytics|management|security|media|studios?|partners|functions?|operators?|pipelines?|clusters?|models?"
    r"|notes|questions|features|overview|introduction|tools?|testing|design|programming|theorem|lemma|algorithms?|prize|awards?|medal|paradox|equations?|conjecture|talks?|vortrag|palestra|charla|ponencia|conférence|conferencia|lezing|föredrag|presentations?|présentation|development|api|apis|core|actions"
    r"|hooks|components?|tutorials?|explained|basics|deep dive|hub|containers?|server|client|language|code)\b"
)
"""Words of fields of study and of software, in small letters; without a job next to it, a name with one of them is no
person's."""
JOB_TITLE = lazy_pattern(
    r"\b(?:engineer|manager|lead|leader|head|director|vp|vice president|president|chief|c[a-z]o|officer|founder"
    r"|co-?founder|architect|advocate|evangelist|developer|scientist|researcher|professor|prof|lecturer|instructor"
    r"|teacher|trainer|analyst|consultant|specialist|strategist|senior|sr|partner|owner|fellow|student|ph\.?d|postdoc"
    r"|author|editor|designer|administrator|practitioner|technologist|moderator|sre|chair|co-?chair|gm|svp|evp|sde|swe"
    r"|programmer|maintainer|devrel|principal|entwickler(?:in)?|leiter(?:in)?|ingenier[oa]|desarrollador[a]?|profesor[a]?"
    r"|directrice|directeur|ingénieure?|développeu(?:r|se)|chercheu(?:r|se)|ricercat(?:ore|rice)|forscher(?:in)?)\b"
)
"""Jobs, in small letters and in the singular as one person has them. A company proves no person, because products have
companies as well."""
PROFESSIONS = (
    "accountant|archaeologist|astronomer|baker|beekeeper|biologist|botanist|carpenter|chemist"
    "|ecologist|economist|entomologist|geologist|historian|journalist|lawyer|librarian|linguist|mathematician"
    "|meteorologist|midwife|musician|ornithologist|pharmacist|photographer|physician|physicist|psychologist|statistician"
    "|surgeon|veterinarian|zoologist"
)
PROFESSION = lazy_pattern(rf"(?:[a-z][a-z-]* ){{0,2}}(?:{PROFESSIONS})(?:(?:,| (?:at|from|in|of)) .+)?")
"""A role that is nothing but a profession, and where. Words in -er and -or at large prove nobody: a printer, a filter
or a winter behind a comma is no job; nor are professions that animals and tools have, such as nurse or chef."""
JOB_AT_ALL = lazy_pattern(rf"{JOB_TITLE.pattern}|(?:{PROFESSIONS})|[a-z-]\s++at\s")
"""What every role has that `is_job` accepts, but for handles and `@`; in small letters."""
ROLE_AT = lazy_pattern(r"[a-z][a-z-]+(?: [a-z][a-z-]+){0,3} (?:at|@) [^\W\d_a-z].*")
"""A role in lower case and where, such as `gardener at Example`."""
HANDLE = lazy_pattern(r"(?<![\w.])@[a-z]\w{2,40}\b(?!\.)", re.IGNORECASE)
"""A handle next to a name."""
HANDLE_AND_EDGE = lazy_pattern(r"(?<![\w.])@\w{2,40}_(?=[\s*~|]*$)")
"""A handle that ends in a sign with which emphasis begins and ends."""
CAPITAL_PARTICLES = frozenset(
    [
        "Van",
        "Von",
        "Vom",
        "De",
        "Del",
        "Della",
        "Der",
        "Den",
        "Di",
        "Da",
        "Dos",
        "Du",
        "La",
        "Le",
        "El",
        "Al",
        "Bin",
        "Ibn",
        "Ten",
        "Ter",
    ]
)
"""Particles as names have them inside, in capitals: nothing else has them there in English."""
FOREIGN_PARTICLES = frozenset({"der", "von", "vom", "ter", "ibn"})
"""Particles of names in other languages that English text has nowhere else."""
TITLES = frozenset({"dr", "prof", "profs", "mr", "mrs", "ms", "sir", "dame", "frau", "herr", "dra", "ing"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "phd"})
_TITLE_WORDS = """
the this that these our your how why what when where multiple various several many different so and but then while here
"""
TITLE_WORDS = frozenset(_TITLE_WORDS.split()) | {
    f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
}
"""Words that begin titles and no names."""
INNER_CAPITAL = lazy_pattern(
    r"(?:Mc|Mac|De|Di|La|Le|Van(?:der|den)?|Von|Jo|Mary|Anna?|O['’]|D['’])[^\W\d_a-z][^\W\d_A-Z]+$"
)
JOINED_NAMES = lazy_pattern(r"[A-Z][^\W\d_A-Z]{2,}[A-Z][^\W\d_A-Z]{2,}")
"""Two names in one word, or the name of a product: others of the same form tell."""
LAST_IN_CAPITALS = lazy_pattern(r"[^\W\d_A-Z] [^\W\d_a-z]{5,}$")
"""How a list shows that it has last names in capitals."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SMALL_WORD = lazy_pattern(r"\b[^\W\d_A-Z](?<![@/.#-].)[^\W\d_A-Z]++(?![\w/@-]|\.\w)")
_GERMAN = "und der die das ist nicht mit für auf ein eine wird auch sich von den werden"
GERMAN_WORDS = frozenset(_GERMAN.split())
GERMAN_SHARE = 0.06
"""Share of its lower-case words from which a note is in a language that capitalizes all nouns."""


class NoteWords(Struct, frozen=True):
    """Holds what a note's own words say about names."""

    small: frozenset[str] = frozenset()
    """Words that it writes in lower case."""
    nouns_are_capitalized: bool = False
    is_english: bool = True
    linked: frozenset[str] = frozenset()
    """Words that it links to somebody's profile."""


def without_edges(text: str, edges: str) -> str:
    """Returns a text without characters at its beginning and end, but with the last one of a handle."""
    handle = HANDLE_AND_EDGE.search(text) if "_" in edges and "@" in text else None
    return text[: handle.end()].lstrip(edges) if handle else text.strip(edges)


def note_words(lines: Sequence[str]) -> NoteWords:
    """Returns the words that a note writes in lower case, the names that it links to profiles, and whether its language
    capitalizes nouns."""
    words = Counter(SMALL_WORD.findall("\n".join(lines)))
    total = words.total()
    german = sum(words[word] for word in GERMAN_WORDS)
    is_english = sum(count for word, count in words.items() if is_english_word(word)) >= SHARE_OF_ENGLISH * total
    capitals = german > GERMAN_SHARE * total and not is_english
    return NoteWords(frozenset(words), capitals, is_english, linked_names(lines))


def without_title(name: str) -> str:
    """Returns a name without `Dr.`, `Prof.`, `Mr.` and the like, if two words are left."""
    title, _, rest = name.partition(" ")
    return rest if title.rstrip(".").lower() in TITLES and " " in rest else name


def name_strength(name: str, words: NoteWords) -> int:
    """Returns how many words of a name are names: 2 for all but certain, 1 for possible, 0 for everyday words, and -1
    for what cannot be a person."""
    if HANDLE.fullmatch(name):
        return 1
    parts = _name_parts(name)
    if not parts or _is_of_no_person(name):
        return -1
    title = name.partition(" ")[0].rstrip(",.").lower() in TITLES
    joined = bool(parts[1:]) and JOINED_NAMES.fullmatch(parts[0]) is not None
    if any(map(_is_no_name_word, parts[joined:])):
        return -1
    if name in words.linked:
        return 2
    if joined:
        return 0
    if _are_listed(parts):
        return 2
    if parts[0].lower() in NO_GIVEN_NAMES:
        return 0
    initials = sum(len(part) == 1 for part in parts)
    unknown = 0
    if not words.nouns_are_capitalized:
        unknown = sum(len(part) > 1 and part[0].isupper() and _is_unknown(part, words) for part in parts)
    inner = parts[1:-1]
    particle = any(part in CAPITAL_PARTICLES for part in inner)
    title = (
        title or (unknown > 0 and particle) or (words.is_english and any(part in FOREIGN_PARTICLES for part in inner))
    )
    if unknown == 0 and not initials and is_certain_given_name(parts[0].lower()):
        unknown = 1
    return min(2, unknown + title + (initials > 0 and (unknown > 0 or words.nouns_are_capitalized)))


def is_listed(name: str) -> bool:
    """Returns whether a name is one of the lists of names, and has no word of jobs, firms and subjects."""
    parts = _name_parts(name)
    return _are_listed(parts) and not (_is_of_no_person(name) or any(map(_is_no_name_word, parts)))


def has_given_name(name: str) -> bool:
    """Returns whether the first word of a name is a given name and little else."""
    return is_certain_given_name(name.partition(" ")[0].lower())


def _name_parts(name: str) -> list[str]:
    """Returns the words of a name without titles such as `Dr.`, without `Jr.`, and without a nickname in quotes."""
    parts = (part.strip(",.") for part in name.split() if part[0] not in NICKNAME_QUOTES)
    return [part for part in parts if part and part.lower() not in TITLES and part.lower() not in SUFFIXES]


def _is_of_no_person(name: str) -> bool:
    """Returns whether words with capitals have one of firms, subjects, jobs or days, or are the name of a thing."""
    small = small_letters(name)
    if small in NAMES_OF_THINGS:
        return True
    if INSTITUTION.search(small) or SUBJECT.search(small) or JOB_TITLE.search(small):
        return True
    return name.endswith(WEEKDAYS)


def _are_listed(parts: Sequence[str]) -> bool:
    return is_listed_name([part for part in parts if part[:1].isupper()])


def _is_unknown(word: str, words: NoteWords) -> bool:
    pieces = [piece for piece in re.split(r"[-’'`]", word) if piece]
    return any(not is_english_word(piece) and piece.lower() not in words.small for piece in pieces) and (
        word.lower() not in words.small
    )


def _is_no_name_word(word: str) -> bool:
    """Returns whether a word is an abbreviation or an invented name, such as `JavaScript`."""
    pieces = [piece for piece in re.split(r"[-’'`.]", word) if piece]
    for piece in pieces:
        inner = any(character.isupper() for character in piece[1:])
        if inner and not INNER_CAPITAL.match(piece) and not (piece.isupper() and (len(piece) == 2 or len(piece) > 4)):
            return True
    return False


def has_honorific(text: str) -> bool:
    """Returns whether a text ends in an honorific, which only people have."""
    return not text.isascii() and HONORIFIC.search(text) is not None


def names_job(text: str) -> bool:
    """Returns whether a text has the word for a job."""
    return JOB_TITLE.search(small_letters(text)) is not None


def names_institution(text: str) -> bool:
    """Returns whether a text has a word of institutions and firms."""
    return INSTITUTION.search(small_letters(text)) is not None


def may_have_job(text: str) -> bool:
    """Returns whether a part of a text may be a role for `is_job`. Most lines have no such part."""
    return "@" in text or JOB_AT_ALL.search(small_letters(text)) is not None


def is_job(role: str | None) -> bool:
    """Returns whether a role, or a handle in its place, is certainly a person's."""
    if not role:
        return False
    return bool(names_job(role) or PROFESSION.fullmatch(role) or ROLE_AT.fullmatch(role) or HANDLE.search(role))


def is_affiliation(role: str | None) -> bool:
    """Returns whether a role is a job or has a part that begins with a capital, as companies do."""
    parts = (part.strip(" ([@") for part in re.split(r"[,/|]|\s[-–—]\s|\b(?:at|from|of)\b|(?=[(@])", role or ""))
    return is_job(role) or any(part[:1].isupper() or part[:1].isdigit() for part in parts)


def is_abbreviation_of(role: str | None, name: str) -> bool:
    """Returns whether what is in brackets behind a name is its abbreviation, a number or a code."""
    if not role:
        return False
    letters = "".join(word[0] for word in name.split())
    code = re.fullmatch(r"[^\W\d_a-z]{2,6}(?![- ](?:19|20)\d\d$)[- ]?\d[\w.-]*", role)  # A year is of an event.
    return role.lower().rstrip("s") == letters.lower() or not any(map(str.isalpha, role)) or code is not None


def weakest(names: Sequence[str], words: NoteWords) -> int:
    """Returns the strength of the weakest name, and -1 without any; several names make each other more likely."""
    if any(LAST_IN_CAPITALS.search(name) for name in names):
        names = [f"{name.rpartition(' ')[0]} {name.rpartition(' ')[2].capitalize()}" for name in names]
    strengths = [name_strength(name, words) for name in names]
    if not strengths or min(strengths) < 0:
        return -1
    if len(strengths) == 1 or max(strengths) == 0:
        return min(strengths)
    return 2 if min(strengths) > 0 and max(strengths) == 2 else 1
