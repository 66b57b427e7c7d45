"""Finds the lines of a note that say what a name means, by patterns that a reader can check on the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from studyguide.model.note import TITLE_KINDS, Block, BlockKind, TextForm
from studyguide.suggest.below_headings import BELOW_HEADING, BELOW_TITLE, ENTRY, below_title, is_entry_text
from studyguide.suggest.bold_definitions import of_apposition, of_bold_subject
from studyguide.suggest.called_names import of_called
from studyguide.suggest.cjk_subjects import cjk_subject, is_cjk_meaning
from studyguide.suggest.definition_shape import as_lists, is_no_definition, may_define
from studyguide.suggest.definition_tables import of_row, of_table
from studyguide.suggest.definition_text import NoteText, WrappedText, definition_of
from studyguide.suggest.entry_levels import levels_of_entries
from studyguide.suggest.kind_phrases import COMPOUNDS, begins_with_kind, is_kind_phrase, says_what_it_is
from studyguide.suggest.language_words import LanguageWords, is_cjk
from studyguide.suggest.lead_ins import MAX_LEAD_IN, SEPARATOR, LeadInText, lead_in_of, leaf_blocks
from studyguide.suggest.model import DefiningLine
from studyguide.suggest.names import name_of_title
from studyguide.suggest.statements import statement_ends, statement_starts
from studyguide.text.plain_line import plain_line
from studyguide.text.words import fold, words_of

FIRST_WORD = re.compile(r"([^\W\d_]+)(?:['’]\s?|\s+)")
SHOWN_FILE = re.compile(r"!\[\[[^\]\[]{1,300}\]\]|!\[[^\]\[]{0,300}\]\([^()]{0,600}\)")
BRACKETS_BEHIND = re.compile(r"(?<!\s)\s*\([^()]{1,40}\)$")
BRACKETS_WITHIN = re.compile(r"\s\([^\W\d_]{2,8}\)(?=\s)")
NO_TEXT = re.compile(r"[\s>]*(?:(?:https?://|www\.)\S+|<!--.{0,300}-->|\?{1,2})\s*")
"""A line that is only an address, a comment, or the sign between the sides of a flash card."""
LINKED_TITLE = re.compile(r"[\s>*+-]*\[[^\]\[]{0,300}\]\(")
"""A line that begins with a link, whose words are the title of a page."""
BETWEEN_DASHES = re.compile(r"\s[-–—]\s[^-–—]{1,40}\s[-–—]$")
"""An abbreviation or another name behind a name, between dashes."""
CLAUSE_WORDS = frozenset(["that", "att", "que", "dass", "dat", "che", "at", "ze"])
"""Folded words that begin a clause: `X means that ...` says what follows from X and does not define it."""
ONE_OF_MANY = frozenset({"thing", "things", "reason", "reasons", "way", "ways"})
"""Words behind which `one of the most ...` says nothing of what the subject is."""
SUPERLATIVE = re.compile(r"[a-z]{3,}est|most|least")
END_OF_CLAUSE = re.compile("[;:,]")
WEAKEST_RANK = 4
FIRST_ITEMS = 3
"""Number of items below a heading of which one may say what it is."""
MAX_SUB_ITEM = 6
"""Number of lines that a sub-item has at most."""
MIN_BEHIND_COPULA = 3
"""Number of words behind `is` that say what something is; `is a compromise` says less."""
WHICH_WITHIN = 2
"""Number of words behind a comma in which a clause has its `which`, as in `, bei dem`."""


def defining_lines(note: NoteText) -> Iterator[DefiningLine]:
    """Yields every line of the note that defines a name, in order."""
    leaves = list(leaf_blocks(note.blocks))
    entries = levels_of_entries([leaf for leaf, _ in leaves], lambda head, text: _is_entry(note, head, text))
    for (above, is_item), (below, is_too) in pairwise(leaves):
        if is_item and is_too:
            yield from _of_sub_item(note, above, below)
    yield from _of_items_below_headings(note, leaves)
    examples = False
    for before, (leaf, is_item) in zip([None, *(leaf for leaf, _ in leaves)], leaves, strict=False):
        if leaf.kind is BlockKind.TABLE:
            yield from of_table(note, leaf)
        elif leaf.marker == TextForm.ROW:
            yield from of_row(note, leaf)
        elif leaf.kind in TITLE_KINDS:
            examples = not note.language.examples.isdisjoint(words_of(leaf.text)) or "の例" in leaf.text
        elif leaf.kind is BlockKind.PARAGRAPH:
            defined = _of_paragraph(note, leaf, before, entries, is_item=is_item)
            yield from (line for line in defined if not (examples and line.is_lead_in))


def _of_items_below_headings(note: NoteText, leaves: Sequence[tuple[Block, bool]]) -> Iterator[DefiningLine]:
    """Yields the first item of a list below a heading that names a kind of thing and says more of it, as in
    `## ROC curve` and below it `- Plot of the one rate against the other`."""
    for at, (heading, _) in enumerate(leaves):
        below = leaves[at + 1 : at + 1 + FIRST_ITEMS]
        if heading.kind not in TITLE_KINDS or not below or not below[0][1]:
            continue
        name = name_of_title(plain_line(heading.text), note.language, note.people)
        for leaf, is_item in below if name else ():
            number = leaf.span.first
            if not is_item or number not in note.shown or leaf.span.last != number:
                break
            text = plain_line(note.lines[number - 1])
            is_kind = begins_with_kind(text, note.language) and not is_no_definition(text, note.language)
            if is_kind and not lead_in_of(note.lines[number - 1], text).name:
                yield from definition_of(note, name, WrappedText(number, [text]), text, ("heading and item", 2))
                break


def first_sentence(note: NoteText) -> Iterator[DefiningLine]:
    """Yields the first sentence of the note's first paragraph, unless it defines something else."""
    for leaf, _ in leaf_blocks(note.blocks):
        if leaf.kind is BlockKind.PARAGRAPH and leaf.span.first in note.shown:
            numbers = [n for n in range(leaf.span.first, leaf.span.last + 1) if n in note.shown]
            body = WrappedText(numbers[0], [plain_line(note.lines[number - 1]) for number in numbers])
            for number, sentence in body.sentences():
                if any(_of_sentence(note, number, sentence)):
                    return
                yield from definition_of(
                    note, note.title, WrappedText(number, [sentence]), sentence, ("first sentence", WEAKEST_RANK)
                )
                return


def _is_entry(note: NoteText, heading: Block, leaf: Block) -> bool:
    line = note.lines[leaf.span.first - 1]
    first = plain_line(line)
    sentence = next(WrappedText(leaf.span.first, [first]).sentences(), (0, ""))[1]
    return not lead_in_of(line, first).name and is_entry_text(sentence, plain_line(heading.text), note.language)


def _of_paragraph(
    note: NoteText, leaf: Block, before: Block | None, entries: frozenset[int], *, is_item: bool
) -> Iterator[DefiningLine]:
    first = leaf.span.first
    while first < leaf.span.last and SHOWN_FILE.fullmatch(note.lines[first - 1].strip()):
        first += 1
    if leaf.marker in (TextForm.CUES, TextForm.HTML):
        return  # sentences run over cues and tags, so that no line of the file has one
    lines: list[int] = []
    for number in range(first, min(leaf.span.last, first + 200) + 1):
        is_separate = NO_TEXT.fullmatch(note.lines[number - 1]) is not None
        if number not in note.shown and not is_separate:
            return
        if not is_separate:
            lines.append(number)
        elif lines:
            yield from _of_lines(note, lines, before, entries, is_item=is_item)
            lines, before, is_item = [], leaf, False
    if lines:
        yield from _of_lines(note, lines, before, entries, is_item=is_item)


def _of_lines(
    note: NoteText, numbers: Sequence[int], before: Block | None, entries: frozenset[int], *, is_item: bool
) -> Iterator[DefiningLine]:
    """Yields what lines define that are next to each other."""
    raw = [note.lines[number - 1] for number in numbers]
    plain = [_without_pictures(line) for line in raw]
    starts = statement_starts(raw, plain)
    all_leads = [lead_in_of(*line) for line in zip(raw, plain, strict=True)]
    if len(starts) < len(raw) and all(lead.name for lead in all_leads):
        starts = list(range(len(raw)))
    ends = statement_ends(starts, len(raw))
    texts = [WrappedText(numbers[at], plain[at : ends[at]]) for at in range(len(plain))]
    if len(plain) > 1 and raw[1].lstrip().startswith((": ", ":\t")):
        name = name_of_title(plain[0], note.language, note.people)
        meaning = WrappedText(numbers[1], plain[1:])
        yield from definition_of(note, name, meaning, meaning.text, ("definition list", 0))
        return
    leads = {at: all_leads[at] for at in starts}
    every = len(starts) > 1 and all(lead.name for lead in leads.values())
    for at, lead in leads.items():
        if lead.name and not LINKED_TITLE.match(raw[at]):
            body = WrappedText(numbers[at], [lead.text, *plain[at + 1 : ends[at]]])
            yield from _of_lead_in(note, lead, body, is_sure=every or (is_item and at == 0))
    for at in starts:
        if LINKED_TITLE.match(raw[at]) and raw[at].rstrip().endswith(")"):
            continue
        for sentence in texts[at].sentences():
            yield from _of_sentence(note, *sentence)
        yield from of_called(note, raw[at : ends[at]], texts[at])
    for at, line in enumerate(raw):
        if "**" not in line and "__" not in line:
            continue
        yield from of_apposition(note, numbers[at], line, texts[at])
        yield from of_bold_subject(note, line, texts[at])
    yield from _of_title(note, before, texts[0], entries, is_item=is_item)


def _of_title(
    note: NoteText, before: Block | None, text: WrappedText, entries: frozenset[int], *, is_item: bool
) -> Iterator[DefiningLine]:
    """Yields the first sentence below a heading, or of a note without heading, if it says what its title is."""
    if before is not None and before.kind in TITLE_KINDS and (not is_item or _begins_with_article(text.text, note)):
        title, pattern = before.text, ENTRY if before.level in entries else BELOW_HEADING
    elif before is None or before.kind is BlockKind.FRONT_MATTER:
        title, pattern = note.title, BELOW_TITLE
    else:
        return
    name = name_of_title(plain_line(title), note.language, note.people)
    sentence = next(text.sentences(), None) if name else None
    own = words_of(name)
    if sentence is None:
        return
    defined = (*_of_sentence(note, *sentence), *of_called(note, (), WrappedText(sentence[0], [sentence[1]])))
    if all(words_of(line.name) == own for line in defined):
        yield from below_title(note, name, text, pattern)


def _of_lead_in(note: NoteText, lead: LeadInText, body: WrappedText, *, is_sure: bool) -> Iterator[DefiningLine]:
    language = note.language
    if is_cjk(lead.text) and not is_cjk_meaning(lead.text):
        return
    name = name_of_title(_without_article(lead.name, language), language, note.people)
    if not name:
        return
    is_kind = is_kind_phrase(lead.text, language)
    if lead.sign == "arrow" and not (is_kind or says_what_it_is(lead.text, language)):
        return
    rank = 1 if lead.sign == "bold" else 2 if is_sure or is_kind or lead.sign == "::" else 3
    if may_define(name, lead.text, language):
        pattern = {"bold": "bold lead-in", "::": "definition list"}.get(lead.sign, f"name and {lead.sign}")
        yield from definition_of(note, name, body, body.text, (pattern, rank), is_lead_in=True)


def _begins_with_article(text: str, note: NoteText) -> bool:
    return is_cjk(text) or words_of(text[:30])[:1] in as_lists(note.language.articles)


def _of_sub_item(note: NoteText, above: Block, below: Block) -> Iterator[DefiningLine]:
    """Yields the first item below an item that is only a name, if it says what that is."""
    number, last = above.span.first, below.span.last
    if above.span.last != number or below.span.first != number + 1 or last - number > MAX_SUB_ITEM:
        return
    if not all(at in note.shown for at in range(number, last + 1)):
        return
    line, under = note.lines[number - 1], note.lines[number]
    if len(under) - len(under.lstrip()) <= len(line) - len(line.lstrip()) or SEPARATOR.search(plain_line(line)):
        return
    name, text = name_of_title(plain_line(line), note.language, note.people), plain_line(under)
    is_sentence = any(word in note.language.does or word in note.language.begins for word in words_of(name))
    if is_sentence or plain_line(line).endswith((".", "。")):
        return
    if name and is_kind_phrase(text, note.language) and not is_no_definition(text, note.language):
        body = WrappedText(number + 1, [text, *(plain_line(one) for one in note.lines[number + 1 : last])])
        yield from definition_of(note, name, body, text, ("item and first sub-item", 2), is_lead_in=True)


def _without_pictures(line: str) -> str:
    """Returns the words of a line, without the names of files that are shown in it."""
    return plain_line(SHOWN_FILE.sub("", line) if "![" in line else line)


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
    if verb[1] and after[0] in language.inside - language.articles:
        return  # such as `is to ...`, `is for ...`
    if after[min(after[0] in language.articles, len(after) - 1)] in language.opinions or _is_one_of_many(after):
        return
    if language.code == "en" and len(words) == 1 and words[0].endswith("ed"):
        return  # such as `Introduced is the queen`
    bare = _bare_subject(subject, language)
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
    return BRACKETS_WITHIN.sub("", BRACKETS_BEHIND.sub("", _without_article(subject, language)))


def _is_one_of_many(after: list[str]) -> bool:
    """Returns whether the words behind a copula are such as `one of the biggest things`."""
    return after[:2] == ["one", "of"] and not ONE_OF_MANY.isdisjoint(after)


def _without_article(text: str, language: LanguageWords) -> str:
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
