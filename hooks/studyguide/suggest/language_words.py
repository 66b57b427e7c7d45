"""Loads the words of each language that mark names and definitions, and finds the language of a note."""

from __future__ import annotations

import re
import shlex
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import yaml
from msgspec import Struct

from studyguide.text.package_data import package_data
from studyguide.text.small_letters import small_letters
from studyguide.text.words import CJK, singular, words_of

DEFAULT_LANGUAGE = "en"
LANGUAGE_FILE = "languages.yml"
MIN_FUNCTION_WORDS = 5
"""Number of function words that decide the language of a note; a shorter note is read like the others."""
MIN_STEM = 5
"""Number of letters of a noun that other forms of it begin with."""
MIN_FUNCTION_SHARE = 0.05
"""Their share of all words: the few Latin letters of a Japanese note are of no language."""
CJK_LETTER = re.compile(f"[{CJK}]")


class LanguageWords(Struct, frozen=True, eq=False):
    """Holds the words of one language. Sets are folded; what joins a name and its meaning is as written."""

    code: str
    function: frozenset[str]
    """Words that are no name by themselves."""
    generic: frozenset[str]
    """Headings and labels that every text may have."""
    no_name: frozenset[str]
    """Words of which alone no name is made: the generic ones, and those of English, which any note may mix in."""
    inside: frozenset[str]
    """Small words that may be inside a name."""
    genitives: frozenset[str]
    """Those of them that may be inside the name of a single thing in every language, as in `Gesetz der Bienen`."""
    joining: frozenset[str]
    """Words for `and`: what is on both sides of them is of one kind."""
    headings: frozenset[str]
    """Words that begin a heading about a term and no name of one, as in `types of ...`."""
    tails: frozenset[str]
    """Words that end a heading about a term, as in `... overview`."""
    articles: frozenset[str]
    indefinite: frozenset[str]
    """Those of them that introduce a kind of thing, such as `a`."""
    opinions: frozenset[str]
    """Words that judge instead of defining, as in `a good idea`."""
    copula: re.Pattern[str]
    """Matches what joins a name and its meaning; group 1 is a copula, after which an article has to follow."""
    table: frozenset[str]
    """Names of the first column of a table of terms."""
    aspects: frozenset[str]
    """Names of a column that lists features of something, in the singular."""
    labels: frozenset[str]
    """Headings and lead-ins that announce a definition of what is named above."""
    meanings: frozenset[str]
    """Names of the column of a table that says what the first one means."""
    kinds: frozenset[str]
    """Words that say what sort of thing something is, in the singular."""
    no_nouns: frozenset[str]
    """Nouns with which no definition begins, as in `use in winter`, and words that look like nouns."""
    which: frozenset[str]
    """Words that continue a definition without a verb, as in `a box that ...`."""
    does: frozenset[str]
    """Verbs with which a line begins that says what its heading does."""
    it_is: re.Pattern[str]
    """Matches how a sentence below a name begins that says what it is."""
    what_is: re.Pattern[str]
    """Matches how a heading begins that asks for a definition."""
    conditions: frozenset[str]
    """Words of a sentence that says when something is so, as in `an egg is a drone's if ...`."""
    adverbs: frozenset[str]
    """Words between a copula and its article, as in `is just a`."""
    modals: frozenset[str]
    """Verbs with which a sentence says what a thing may, must or has to do."""
    examples: frozenset[str]
    """Words of a heading below which there are examples."""
    not_defining: re.Pattern[str]
    """Matches how a text begins that gives an example or tells when to do something."""
    begins: frozenset[str]
    """Words with which a note tells to do something or says what a thing has or does, as in `use ...`."""
    called: re.Pattern[str]
    """Matches what is between a definition and its name; group `first` if the name comes before the definition."""
    calling: tuple[str, ...]
    """The words of `called` in small letters; a text without any of them has no match."""
    pointers: frozenset[str]
    """Words with which a sentence begins that needs the one before it."""
    quoted_name: re.Pattern[str]
    """Matches a name in quotation marks behind a word such as `term`."""
    also_called: re.Pattern[str]
    """Matches another name behind a subject, as in `, also called ...,`."""
    complement: re.Pattern[str]
    """Matches what follows a name in a subject, such as `of a hive`."""


@cache
def languages() -> Mapping[str, LanguageWords]:
    """Returns the words of every language by its code. The file is read once per process: that takes 20 ms."""
    text = package_data("studyguide.suggest", LANGUAGE_FILE).decode("utf-8")
    data = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    english = data[DEFAULT_LANGUAGE]
    no_name = frozenset(words_of(f"{english['generic']} {english['function']}"))
    begins = frozenset(words_of(english["begins"]))
    return {code: _words_of_language(code, words, no_name, begins) for code, words in data.items()}


def language_of(lines: Iterable[Sequence[str]], fallback: LanguageWords) -> LanguageWords:
    """Returns the language whose function words a text has most often, or `fallback` if it has too few of any. Each
    line is given by its folded words."""
    speakers = _languages_by_function_word()
    counts: Counter[str] = Counter()
    total = 0
    for words in lines:
        counts.update(filter(speakers.__contains__, words))  # the others are only counted
        total += len(words)
    scores = dict.fromkeys(languages(), 0)
    for word, count in counts.items():
        for code in speakers[word]:
            scores[code] += count
    best = max(scores, key=lambda code: (scores[code], code == fallback.code))
    least = max(MIN_FUNCTION_WORDS, MIN_FUNCTION_SHARE * total)
    return languages()[best] if scores[best] >= least else fallback


@cache
def _languages_by_function_word() -> Mapping[str, tuple[str, ...]]:
    """Maps each function word to the codes of its languages, so that a note asks once for each of its own words."""
    by_word: dict[str, list[str]] = defaultdict(list)
    for code, words in languages().items():
        for word in words.function:
            by_word[word].append(code)
    return {word: tuple(codes) for word, codes in by_word.items()}


def is_cjk(text: str) -> bool:
    """Returns whether a text has Chinese, Japanese or Korean characters."""
    return not text.isascii() and CJK_LETTER.search(text) is not None


def _words_of_language(
    code: str, words: Mapping[str, Any], english: frozenset[str], begins: frozenset[str]
) -> LanguageWords:
    """Returns the words of a language; `english` and `begins` are those of English, which any note may mix in."""
    copulas = "|".join(map(re.escape, words["copulas"].split()))
    defines = "|".join(map(re.escape, shlex.split(words["defines"])))
    return LanguageWords(
        code,
        function=frozenset(words_of(words["function"])),
        generic=frozenset(words_of(words["generic"])),
        no_name=frozenset(words_of(f"{words['generic']} {words['labels']}")) | english,
        inside=frozenset(words_of(words["inside"])),
        genitives=frozenset(words_of(words["genitives"])),
        joining=frozenset(words_of(words["joining"])),
        headings=frozenset(words_of(words["headings"])),
        tails=frozenset(words_of(words["tails"])),
        articles=frozenset(words_of(words["articles"])),
        indefinite=frozenset(words["articles"].split()[: words["indefinite"]]),
        opinions=frozenset(words_of(words["opinions"])),
        copula=re.compile(rf"(?<=\s)(?:{defines}|({copulas})),?\s", re.IGNORECASE),
        table=frozenset(words_of(words["table"])),
        aspects=frozenset(map(singular, words_of(words["aspects"]))),
        labels=frozenset(words_of(words["labels"])),
        meanings=frozenset(words_of(words["meanings"])),
        kinds=frozenset(map(singular, words_of(words["kinds"]))),
        no_nouns=_no_nouns(words),
        which=frozenset(words_of(words["which"])),
        does=frozenset(words_of(words["does"])),
        it_is=_beginning(words["it_is"]),
        what_is=_beginning(words["what_is"]),
        conditions=frozenset(words_of(words["conditions"])),
        adverbs=frozenset(words_of(words["adverbs"])),
        modals=frozenset(words_of(words["modals"])),
        examples=frozenset(words_of(words["examples"])),
        not_defining=re.compile("|".join(map(re.escape, words["not_defining"])), re.IGNORECASE),
        begins=frozenset(words_of(words["begins"])) | begins,
        called=_called(words["called"], words["called_first"]),
        calling=tuple(map(small_letters, (*words["called"], *words["called_first"]))),
        pointers=frozenset(words_of(words["pointers"])),
        quoted_name=re.compile(
            rf"(?:{'|'.join(words['word_for'].split())})\s+[\"“«„'‘]\s?(?P<name>[^\"“”«»„]{{2,60}}?)\s?[\"”»“'’]$",
            re.IGNORECASE,
        ),
        also_called=re.compile(rf",\s(?:{'|'.join(words['also_called'])})\s[^,]{{2,60}},?$", re.IGNORECASE),
        complement=_complement(words),
    )


def _no_nouns(words: Mapping[str, Any]) -> frozenset[str]:
    """Returns the words with which no definition begins: those of the list, and labels that name no kind of thing."""
    kinds = tuple(kind for kind in words_of(words["kinds"]) if len(kind) >= MIN_STEM)
    return frozenset(words_of(words["no_nouns"])) | {
        word for word in words_of(words["generic"]) if not word.startswith(kinds)
    }


def _called(between: Sequence[str], before: Sequence[str]) -> re.Pattern[str]:
    """Returns a pattern that matches what is before a name; the longest phrase wins."""
    phrases = "|".join(map(re.escape, sorted(between, key=len, reverse=True)))
    first = "|".join(map(re.escape, before)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:(?P<first>{first})|{phrases})(?!\w)", re.IGNORECASE)


def _complement(words: Mapping[str, Any]) -> re.Pattern[str]:
    """Returns a pattern that matches a small word and an indefinite article with all that follows."""
    small = frozenset(words["inside"].split())
    articles = "|".join(word for word in words["articles"].split()[:2] if word not in small)
    return re.compile(rf"\s(?:{'|'.join(sorted(small))})(?:\s|['’])\s?(?:{articles})\s.*$", re.IGNORECASE)


def _beginning(phrases: Sequence[str]) -> re.Pattern[str]:
    """Returns a pattern that matches one of the phrases at the beginning of a text, with the space behind it."""
    ends = (re.escape(phrase) + (r"\s*" if phrase[-1] in "'’" else r"\s+") for phrase in phrases)
    return re.compile(f"(?:{'|'.join(ends)})", re.IGNORECASE)
