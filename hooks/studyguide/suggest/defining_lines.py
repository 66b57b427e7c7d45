"""Finds the lines of a note that say what a name means, by patterns that a reader can check on the line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from studyguide.model.note import TITLE_KINDS, Block, BlockKind, NotePath, TextForm
from studyguide.suggest.bold_definitions import of_apposition, of_bold_subject
from studyguide.suggest.cjk_subjects import cjk_subject, is_cjk_kind_phrase
from studyguide.suggest.definition_tables import of_row, of_table
from studyguide.suggest.definition_text import MIN_DEFINITION_WORDS, NoteText, WrappedText, definition_of
from studyguide.suggest.entry_levels import levels_of_entries
from studyguide.suggest.kind_phrases import is_kind_phrase, says_what_it_does, says_what_it_is
from studyguide.suggest.language_words import LanguageWords, is_cjk
from studyguide.suggest.model import DefiningLine
from studyguide.suggest.names import name_of_title
from studyguide.text.plain_line import LEADING_MARKERS, plain_line
from studyguide.text.words import fold, singular, words_of

MAX_LEAD_IN = 60
"""Number of characters in which a lead-in or the subject of a definition ends."""
SEPARATOR = re.compile(r"(?P<colon>:{1,2}(?=\s)|：|:(?=[\u3040-\u9fff]))|\s(?P<dash>[-–—=]|:=|::|->|→)\s")
BOLD_LEAD_IN = re.compile(r"(\*\*|__)(?=\S)(?P<name>[^*_\n]{2,60})\1(?P<rest>.{0,2000})")
LEAD_IN_MARK = re.compile(r":|：|[-–—=]?>|→|[-–—=]")
"""The sign between a lead-in in bold and its text."""
IN_ROUND_BRACKETS = re.compile(r"\([^()]{0,100}\)")
FIRST_WORD = re.compile(r"([^\W\d_]+)(?:['’]\s?|\s+)")
HARD_BREAK = re.compile(r"(?: {2}|\\|<br ?/?>)$", re.IGNORECASE)
SHOWN_FILE = re.compile(r"!\[\[[^\]\[]{1,300}\]\]|!\[[^\]\[]{0,300}\]\([^()]{0,600}\)")
CLAUSE_WORDS = frozenset(["that", "att", "que", "dass", "dat", "che", "at", "ze"])
"""Folded words that begin a clause: `X means that ...` says what follows from X and does not define it."""
WEAKEST = 4
MAX_NOUN_PHRASE = 10
"""Number of words of a sentence below a heading that begins with an article and is taken to say what it is."""
MAX_REPEATED = 2
"""A text without subject that has so many words of its heading is about something else."""
BELOW_HEADING = "heading and first sentence"
BELOW_TITLE = "title and first sentence"
ENTRY = "heading of an entry"
"""One of many headings of a level that have a single paragraph below them."""


@dataclass(frozen=True, slots=True)
class LeadIn:
    """Describes words before a colon, dash or in bold at the start of a line, and the heading above them."""

    name: str
    heading: tuple[NotePath, int]


def defining_lines(note: NoteText) -> Iterator[DefiningLine]:
    """Yields every line of the note that defines a name, in order."""
    leaves = list(_leaf_blocks(note.blocks, is_item=False))
    entries = levels_of_entries([leaf for leaf, _ in leaves])
    for (above, is_item), (below, is_too) in pairwise(leaves):
        if is_item and is_too:
            yield from _of_sub_item(note, above, below)
    for before, (leaf, is_item) in zip([None, *(leaf for leaf, _ in leaves)], leaves, strict=False):
        if leaf.kind is BlockKind.TABLE:
            yield from of_table(note, leaf)
        elif leaf.marker == TextForm.ROW:
            yield from of_row(note, leaf)
        elif leaf.kind is BlockKind.PARAGRAPH:
            yield from _of_paragraph(note, leaf, before, entries, is_item=is_item)


def first_sentence(note: NoteText) -> Iterator[DefiningLine]:
    """Yields the first sentence of the note's first paragraph, unless it defines something else."""
    for leaf, _ in _leaf_blocks(note.blocks, is_item=False):
        if leaf.kind is BlockKind.PARAGRAPH and leaf.span.first in note.shown:
            numbers = [n for n in range(leaf.span.first, leaf.span.last + 1) if n in note.shown]
            body = WrappedText(numbers[0], [plain_line(note.lines[number - 1]) for number in numbers])
            for number, sentence in body.sentences():
                if any(_of_sentence(note, number, sentence)):
                    return
                yield from definition_of(
                    note, note.title, WrappedText(number, [sentence]), sentence, ("first sentence", WEAKEST)
                )
                return


def lead_ins(note: NoteText) -> Iterator[LeadIn]:
    """Yields the lead-ins of all lines, whether they define something or not."""
    headings = [
        0,
        *(leaf.span.first for leaf, _ in _leaf_blocks(note.blocks, is_item=False) if leaf.kind in TITLE_KINDS),
    ]
    for number in sorted(note.shown):
        if number + 1 in note.shown and note.lines[number].lstrip().startswith((": ", ":\t")):
            above = headings[bisect_right(headings, number) - 1]
            yield LeadIn(plain_line(note.lines[number - 1]), (note.path, above))
        line = note.lines[number - 1]
        if ":" not in line and "：" not in line and "**" not in line and "__" not in line and " - " not in line:
            continue
        text = plain_line(line)
        end = text.rstrip().endswith((":", "："))
        name = text.rstrip(" :：") if end and len(text) <= MAX_LEAD_IN else _lead_in(line, text)[0]
        if name:
            above = headings[bisect_right(headings, number) - 1]
            yield LeadIn(name, (note.path, above))


def _leaf_blocks(blocks: Iterable[Block], *, is_item: bool) -> Iterator[tuple[Block, bool]]:
    """Yields the blocks without children, blank ones left out, and whether each begins a list item."""
    for block in blocks:
        if block.children:
            for number, child in enumerate(block.children):
                yield from _leaf_blocks((child,), is_item=block.kind is BlockKind.ITEM and number == 0)
        elif block.kind is not BlockKind.BLANK:
            yield block, is_item or block.kind is BlockKind.ITEM


def _of_paragraph(
    note: NoteText, leaf: Block, before: Block | None, entries: frozenset[int], *, is_item: bool
) -> Iterator[DefiningLine]:
    first = leaf.span.first
    while first < leaf.span.last and SHOWN_FILE.fullmatch(note.lines[first - 1].strip()):
        first += 1
    numbers = range(first, min(leaf.span.last, first + 200) + 1)
    if leaf.marker in (TextForm.CUES, TextForm.HTML):
        return  # sentences run over cues and tags, so that no line of the file has one
    if not all(number in note.shown for number in numbers):
        return
    raw = [note.lines[number - 1] for number in numbers]
    plain = [_without_pictures(line) for line in raw]
    ends = [next((n for n in range(at, len(raw)) if HARD_BREAK.search(raw[n])), len(raw)) for at in range(len(raw))]
    texts = [WrappedText(numbers[at], plain[at : ends[at] + 1]) for at in range(len(plain))]
    if len(plain) > 1 and raw[1].lstrip().startswith((": ", ":\t")):
        name = name_of_title(plain[0], note.language, note.people)
        yield from definition_of(note, name, texts[1], texts[1].text, ("definition list", 0))
        return
    leads = [_lead_in(line, text) for line, text in zip(raw, plain, strict=True)]
    listed = sum(bool(name) for name, _, _ in leads)
    for at, (lead, rest, sign) in enumerate(leads):
        if not lead or (at and listed < len(leads)):
            continue
        name = name_of_title(_without_article(lead, note.language), note.language, note.people)
        is_kind = is_kind_phrase(rest, note.language)
        if sign == "arrow" and not (is_kind or says_what_it_is(rest, note.language)):
            continue
        is_sure = is_item or sign == "::" or is_kind or listed == len(leads) > 1
        rank = 1 if sign == "bold" else 2 if is_sure else 3
        body = WrappedText(numbers[at], [rest] if listed == len(leads) else [rest, *plain[at + 1 :]])
        if name and _may_define(name, rest, note.language):
            yield from definition_of(note, name, body, body.text, (_pattern_of_sign(sign), rank), is_lead_in=True)
    for at in [0, *(at + 1 for at in range(len(raw) - 1) if HARD_BREAK.search(raw[at]))]:
        for sentence in texts[at].sentences():
            yield from _of_sentence(note, *sentence)
    for at, line in enumerate(raw):
        yield from of_apposition(note, numbers[at], line, texts[at])
        yield from of_bold_subject(note, line, texts[at])
    if before is not None and before.kind in TITLE_KINDS and (not is_item or _begins_with_article(plain[0], note)):
        yield from _below_title(note, before.text, texts[0], ENTRY if before.level in entries else BELOW_HEADING)
    elif before is None or before.kind is BlockKind.FRONT_MATTER:
        yield from _below_title(note, note.title, texts[0], BELOW_TITLE)


def _may_define(name: str, rest: str, language: LanguageWords) -> bool:
    """Returns whether the text behind a lead-in may say what it is: no sentence such as `if you ...` or `is ...`, and
    none that names it again."""
    words = words_of(rest[:200])
    own = list(map(singular, words_of(name)))
    if any(list(map(singular, words[at : at + len(own)])) == own for at in range(len(words))):
        return False
    verb = language.copula.match(f" {rest} ", 1)
    if says_what_it_is(rest, language) or (
        verb and words_of(rest[verb.end() - 1 :])[:1] in _as_lists(language.articles)
    ):
        return True
    instructs = bool(words) and words[0] in language.function and words[0] not in language.articles
    return not instructs and not verb


def _begins_with_article(text: str, note: NoteText) -> bool:
    return is_cjk(text) or words_of(text[:30])[:1] in _as_lists(note.language.articles)


def _of_sub_item(note: NoteText, above: Block, below: Block) -> Iterator[DefiningLine]:
    """Yields the first item below an item that is only a name, if it says what that is."""
    number = above.span.first
    if above.span.last != number or below.span.first != number + 1 or not {number, number + 1} <= set(note.shown):
        return
    line, under = note.lines[number - 1], note.lines[number]
    if len(under) - len(under.lstrip()) <= len(line) - len(line.lstrip()) or SEPARATOR.search(plain_line(line)):
        return
    name, text = name_of_title(plain_line(line), note.language, note.people), plain_line(under)
    if name and is_kind_phrase(text, note.language):
        body = WrappedText(number + 1, [text])
        yield from definition_of(note, name, body, text, ("item and first sub-item", 2), is_lead_in=True)


def _without_pictures(line: str) -> str:
    """Returns the words of a line, without the names of files that are shown in it."""
    return plain_line(SHOWN_FILE.sub("", line) if "![" in line else line)


def _pattern_of_sign(sign: str) -> str:
    return {"bold": "bold lead-in", "::": "definition list"}.get(sign, f"name and {sign}")


def _lead_in(line: str, plain: str) -> tuple[str, str, str]:
    """Returns the lead-in of a line, the text after it, and what separates them; three times '' if it has none."""
    start = LEADING_MARKERS.match(line)
    if bold := BOLD_LEAD_IN.match(line, start.end() if start else 0):
        name, rest = plain_line(bold["name"]), bold["rest"].lstrip()
        bracket = IN_ROUND_BRACKETS.match(rest)
        rest = rest[bracket.end() :].lstrip() if bracket else rest
        mark = LEAD_IN_MARK.match(rest)
        if mark or bold["name"].rstrip()[-1:] in ":：.":
            text = plain_line(rest[mark.end() if mark else 0 :].lstrip(":-"))
            return name.rstrip(":：. "), text, "arrow" if mark and mark[0][-1] in ">→" else "bold"
    if separator := SEPARATOR.search(plain, 0, MAX_LEAD_IN):
        sign = "colon" if separator["colon"] else "dash"
        sign = {"::": "::", "->": "arrow", "→": "arrow"}.get(separator[0].strip(), sign)
        return plain[: separator.start()].strip(), plain[separator.end() :].strip(), sign
    return "", "", ""


def _of_sentence(note: NoteText, number: int, sentence: str) -> Iterator[DefiningLine]:
    if is_cjk(sentence):
        yield from _of_cjk_sentence(note, number, sentence)
        return
    language = note.language
    verb = language.copula.search(sentence, 0, MAX_LEAD_IN + 20)
    if verb is None:
        return
    subject, rest = sentence[: verb.start()].strip(), sentence[verb.end() :]
    words, after = words_of(subject), words_of(rest[:60])
    while len(after) > 1 and after[0] in language.adverbs:
        after = after[1:]
    if not words or not after or "," in subject or _has_condition(rest, language):
        return
    if not verb[1] and after[0] in CLAUSE_WORDS:
        return
    if after[min(after[0] in language.articles, len(after) - 1)] in language.opinions:
        return
    if language.code == "en" and len(words) == 1 and words[0].endswith("ed"):
        return  # such as `Introduced is the queen`
    bare = re.sub(r"\s*\([^()]{1,40}\)$", "", _without_article(subject, language))
    if bare[:1].isdigit():
        return  # such as `A 504 error`, which is one of many
    rank = 1
    if verb[1]:
        if after[0] not in language.articles:
            plural = words[-1].endswith("s") and after[0] not in language.function
            plural = plural and not after[0].endswith(("ed", "ing", "ive"))
            is_kind = is_kind_phrase(rest, language)
            if not is_kind and (language.code != "en" or not plural or verb[1].lower() != "are"):
                return
            rank = 2 if is_kind else 3
        elif language.code == "en" and words[0] == "the":
            rank = 3
    name = name_of_title(bare, language, note.people)
    if name and sentence[:1].isalnum() and not sentence.endswith("?"):
        yield from definition_of(note, name, WrappedText(number, [sentence]), sentence, ("name and verb", rank))


def _without_article(text: str, language: LanguageWords) -> str:
    """Returns a name without the article in front of it: `queen` for `The queen`, `essaim` for `L'essaim`."""
    first = FIRST_WORD.match(text)
    return text[first.end() :] if first and fold(first[1]) in language.articles and first.end() < len(text) else text


def _as_lists(words: Iterable[str]) -> list[list[str]]:
    return [[word] for word in words]


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


def _below_title(note: NoteText, title: str, body: WrappedText, pattern: str) -> Iterator[DefiningLine]:
    """Yields the first sentence below a title, if it names the title or begins with an article."""
    name = name_of_title(plain_line(title), note.language, note.people)
    first = next(body.sentences(), None)
    if not name or first is None:
        return
    number, sentence = first
    words, own = words_of(sentence), words_of(name)
    if any(words_of(line.name) != own for line in _of_sentence(note, number, sentence)):
        return
    if not words:
        return
    has_article = words[0] in note.language.articles
    is_about = list(map(singular, words[has_article : has_article + len(own)])) == list(map(singular, own))
    is_about = is_about or (has_article and pattern != BELOW_TITLE and len(words) <= MAX_NOUN_PHRASE)
    is_about = is_about or (pattern == ENTRY and _may_define(name, sentence, note.language))
    verb = note.language.copula.match(f" {sentence} ", 1)
    is_about = is_about or (verb is not None and words[len(words_of(verb[0]))] in note.language.articles)
    least = MIN_DEFINITION_WORDS + 1
    lead = _lead_in(note.lines[number - 1], sentence)[0]
    if not is_about and not lead and _says_what_heading_is(sentence, own, note.language):
        is_about, least = True, MIN_DEFINITION_WORDS - 1
    if is_cjk(sentence):
        is_about = name in sentence[: len(name) + 12] or (
            pattern != BELOW_TITLE and sentence.endswith("。") and is_cjk_kind_phrase(sentence)
        )
    if is_about and len(words) > least and not sentence.endswith((":", "?", "：", "？")):
        yield from definition_of(note, name, WrappedText(number, [sentence]), sentence, (pattern, 2))


def _says_what_heading_is(sentence: str, own: Sequence[str], language: LanguageWords) -> bool:
    """Returns whether a sentence without the heading's words, `own`, says what the heading is or does."""
    repeated = set(map(singular, own)) & set(map(singular, words_of(IN_ROUND_BRACKETS.sub("", sentence))))
    return (
        says_what_it_is(sentence, language)
        or says_what_it_does(sentence, language)
        or (len(repeated) < MAX_REPEATED and is_kind_phrase(sentence, language))
    )
