"""Finds sentences that say what something is and then how it is called: `A hive without a queen is called **X**`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studyguide.suggest.definition_text import MAX_QUOTED_WORDS, NoteText, WrappedText
from studyguide.suggest.language_words import LanguageWords, is_cjk
from studyguide.suggest.model import DefiningLine
from studyguide.suggest.names import cjk_words, name_of_title
from studyguide.text.small_letters import small_letters
from studyguide.text.words import words_of

CALLED_PATTERN, CALLED_RANK = "what it is called", 1
MIN_MEANING_WORDS, MIN_MEANING_LETTERS = 4, 6
"""Number of words or letters that say what it is. A shorter text points to the sentence before it."""
MIN_BEHIND_POINTER = 16
"""Number of letters of a Japanese text that begins with `この` and needs nothing before it."""
MAX_BARE_NAME = 4
"""Number of words of a name that is not emphasized."""
EMPHASIZED_NAME = re.compile(
    r"(\*{1,2}|_{1,2})(?=\S)([^*_\n]{2,60}?)(?<=\S)\1|[\"“«„]\s?([^\"“”«»„\n]{2,60}?)\s?[\"”»“]",
)
TWO_NAMES = re.compile(r"\s\S+\s\S+(?:\s?[.,;:!(]|$)")
"""Behind a name, a word such as `or` and one word up to the end of the clause."""
END_OF_NAME = re.compile(r"\s*(?:[.,;:!]|\([^()]*\)|$)")
PARTICIPLE = re.compile(r"\s(?:bezeichnet|genannt)\b")
"""What ends a German sentence that begins how a thing is called with `wird als`."""
CALLED_CJK = re.compile(
    r"(?P<what>.{3,400})(?:を|、|(?<!また)は|が)、?(?:それぞれ|特に|特別に|まとめて|総称して|一般に)?"
    r"[「『]?(?P<name>[^\s、。，をは「」『』()（）]{1,23}[\u4e00-\u9fff\u30a1-\u30fcA-Za-z0-9])[」』]?\s?"
    r"(?:[(（][^()（）]{1,60}[)）])?(?:、?(?:または|もしくは|あるいは)[「『]?(?P<other>[^\s、。「」『』()（）]{2,24})[」』]?\s?(?:[(（][^()（）]{1,60}[)）])?)?と(?:も|は)?"
    r"(?:いう|いいます|言う|言います|呼ぶ|呼びます|よぶ|呼ばれる|呼ばれます|呼ばれている|呼ばれています|称する|言われる|言われている)"
    r"(?:。|$|[(（])"
)
CJK_POINTER = re.compile("(?:この|その|これ|それ|こう|そう)(?!ように)")


def of_called(note: NoteText, raw: Sequence[str], text: WrappedText) -> Iterator[DefiningLine]:
    """Yields the sentences of a statement that end in how the thing is called; `raw` are its lines as written."""
    joined = " ".join(text.lines)
    if "と" not in joined and not (_may_call(joined, note.language) and note.language.called.search(joined)):
        return
    before: tuple[int, str] | None = None
    for number, sentence in text.sentences():
        if is_cjk(sentence):
            names, what = _cjk_names(sentence)
            is_short, gap = len(what) < (MIN_BEHIND_POINTER if CJK_POINTER.match(what) else MIN_MEANING_LETTERS), ""
        else:
            name, what = _called_name(sentence, raw, note.language)
            names = (name,)
            words = words_of(what)
            points = bool(words) and words[0] in note.language.pointers - note.language.articles
            is_short, gap = len(words) < MIN_MEANING_WORDS or points, " "
        at, quoted = (before[0], f"{before[1]}{gap}{sentence}") if is_short and before else (number, sentence)
        for name in (name_of_title(name, note.language, note.people) for name in names if name):
            if name and (before or not is_short) and _may_be_quoted(quoted):
                yield DefiningLine(note.path, at, name, quoted, CALLED_PATTERN, CALLED_RANK)
        before = number, sentence


def _may_call(text: str, language: LanguageWords) -> bool:
    """Returns whether a text has the words that `called` matches; it takes a tenth of the time."""
    small = small_letters(text)
    return any(words in small for words in language.calling)


def _may_be_quoted(text: str) -> bool:
    return len(words_of(text)) <= MAX_QUOTED_WORDS * (3 if is_cjk(text) else 1) and not text.endswith(("?", "？"))


def _cjk_names(sentence: str) -> tuple[tuple[str, ...], str]:
    """Returns how the thing is called, by one or two names, and what the sentence says of it; it may be no such
    sentence."""
    match = CALLED_CJK.match(sentence) if "と" in sentence else None
    if match is None or match["name"].startswith(tuple(cjk_words()["pronouns"])):
        return (), ""
    return (match["name"], match["other"] or ""), match["what"]


def _is_modifier(behind: str, language: LanguageWords) -> bool:
    """Returns whether a name is one of two that a noun follows, as in `**soft** or **fuzzy** hives`."""
    words = words_of(behind[:40])
    return bool(words) and words[0] in language.joining and not TWO_NAMES.match(behind)


def _called_name(sentence: str, raw: Sequence[str], language: LanguageWords) -> tuple[str, str]:
    """Returns how the thing is called and what the sentence says of it. The name is emphasized, ends the sentence or
    its clause, or is followed by an article and what it is."""
    match = language.called.search(sentence) if _may_call(sentence, language) else None
    if match is None:
        return "", ""
    what, rest = sentence[: match.start()], sentence[match.end() :]
    if match[0].endswith(" als") and not match[0].startswith("bezeichnet"):
        participle = PARTICIPLE.search(rest)
        if participle is None:
            return "", ""
        rest = rest[: participle.start()]
    marked = [m[2] or m[3] for line in raw for m in EMPHASIZED_NAME.finditer(line)]
    bare = rest.lstrip(' "“«„:')
    first, _, behind = bare.partition(" ")
    article_cut = behind if first.lower() in language.articles else bare
    for name in marked:
        for text in (bare, article_cut):
            if text.startswith(name) and not _is_modifier(text[len(name) :], language):
                return name, what if words_of(what) else text[len(name) :]
    if match["first"]:
        words = bare.split()
        firsts = ((words_of(word) or [""])[0] for word in words)
        end = next((at for at, first in enumerate(firsts) if first in language.articles), 0)
        return (" ".join(words[:end]), " ".join(words[end:])) if 0 < end <= MAX_BARE_NAME else ("", "")
    words = article_cut.split()
    for end in range(1, min(MAX_BARE_NAME, len(words)) + 1):
        name = " ".join(words[:end]).rstrip('.,;:!"”»')
        if END_OF_NAME.match(article_cut, len(name)):
            return name, what
    return "", ""
