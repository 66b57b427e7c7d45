"""Finds the lines of a note that say what a name means, by patterns that a reader can check on the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from studyguide.model.note import TITLE_KINDS, Block, BlockKind, TextForm
from studyguide.suggest.below_headings import (
    ANSWER_BELOW,
    BELOW_HEADING,
    BELOW_TITLE,
    ENTRY,
    below_title,
    is_entry_text,
)
from studyguide.suggest.bold_definitions import of_apposition, of_bold_subject, of_bracketed
from studyguide.suggest.called_names import of_called
from studyguide.suggest.cjk_subjects import is_cjk_meaning
from studyguide.suggest.definition_shape import as_lists, is_no_definition, may_define
from studyguide.suggest.definition_tables import of_row, of_table
from studyguide.suggest.definition_text import NoteText, WrappedText, definition_of
from studyguide.suggest.entry_levels import levels_of_entries
from studyguide.suggest.heading_subjects import (
    announces_definition,
    asks_for_definition,
    callout_title,
    is_expansion_of,
    subject_above,
    subjects_of_headings,
)
from studyguide.suggest.item_definitions import of_items_below_headings, of_sub_item
from studyguide.suggest.language_words import is_cjk
from studyguide.suggest.lead_ins import LeadInText, lead_in_of, leaf_blocks
from studyguide.suggest.model import DefiningLine
from studyguide.suggest.names import name_of_title
from studyguide.suggest.shown_words import shown_words
from studyguide.suggest.sibling_lines import Agreement, says_meaning, sibling_lines
from studyguide.suggest.statements import statement_ends, statement_starts
from studyguide.suggest.subject_sentences import of_sentence, without_article
from studyguide.text.ordinals import without_ordinal
from studyguide.text.words import words_of

SHOWN_FILE = re.compile(r"!\[\[[^\]\[]{1,300}\]\]|!\[[^\]\[]{0,300}\]\([^()]{0,600}\)")
NO_TEXT = re.compile(r"[\s>]*(?:(?:https?://|www\.)\S+|<!--.{0,300}-->|\?{1,2})\s*")
"""A line that is only an address, a comment, or the sign between the sides of a flash card."""
LINKED_TITLE = re.compile(r"[\s>*+-]*\[[^\]\[]{0,300}\]\(")
"""A line that begins with a link, whose words are the title of a page."""
WEAKEST_RANK = 4


class Surroundings(Struct, frozen=True):
    """Holds what the lines around a paragraph say about it."""

    entries: frozenset[int]
    """Levels of headings that are entries of a glossary."""
    agreement: Agreement
    subjects: Mapping[int, str]
    """What the lines below each heading are about, by its 1-based line."""


def defining_lines(note: NoteText) -> Iterator[DefiningLine]:
    """Yields every line of the note that defines a name, in order."""
    leaves = leaf_blocks(note.blocks)
    entries = levels_of_entries([leaf for leaf, _ in leaves], lambda head, text: _is_entry(note, head, text))
    around = Surroundings(entries, sibling_lines(note, leaves), subjects_of_headings(note, leaves))
    for (above, is_item), (below, is_too) in pairwise(leaves):
        if is_item and is_too:
            yield from of_sub_item(note, above, below)
    yield from of_items_below_headings(note, leaves, around.subjects)
    examples = False
    for before, (leaf, is_item) in zip(_blocks_before(leaves), leaves, strict=True):
        if leaf.kind is BlockKind.TABLE:
            yield from of_table(note, leaf)
        elif leaf.marker == TextForm.ROW:
            yield from of_row(note, leaf)
        elif leaf.kind in TITLE_KINDS:
            examples = not note.language.examples.isdisjoint(words_of(leaf.text)) or "の例" in leaf.text
        elif leaf.kind is BlockKind.PARAGRAPH:
            defined = _of_paragraph(note, leaf, before, around, is_item=is_item)
            yield from (line for line in defined if not (examples and line.is_lead_in))


def _blocks_before(leaves: Sequence[tuple[Block, bool]]) -> Iterator[Block | None]:
    """Yields the block before each one. A paragraph that only says what a heading abbreviates is skipped."""
    before: Block | None = None
    for leaf, _ in leaves:
        yield before
        is_expansion = before is not None and before.kind in TITLE_KINDS and is_expansion_of(before.text, leaf.text)
        before = before if is_expansion else leaf


def first_sentence(note: NoteText) -> Iterator[DefiningLine]:
    """Yields the first sentence of the note's first paragraph, unless it defines something else."""
    for leaf, _ in leaf_blocks(note.blocks):
        if leaf.kind is BlockKind.PARAGRAPH and leaf.span.first in note.shown:
            numbers = [n for n in range(leaf.span.first, leaf.span.last + 1) if n in note.shown]
            body = WrappedText(numbers[0], [shown_words(note.lines[number - 1]) for number in numbers])
            for number, sentence in body.sentences():
                if any(of_sentence(note, number, sentence)):
                    return
                yield from definition_of(
                    note, note.title, WrappedText(number, [sentence]), sentence, ("first sentence", WEAKEST_RANK)
                )
                return


def _is_entry(note: NoteText, heading: Block, leaf: Block) -> bool:
    line = note.lines[leaf.span.first - 1]
    first = shown_words(line)
    sentence = next(WrappedText(leaf.span.first, [first]).sentences(), (0, ""))[1]
    return not lead_in_of(line, first).name and is_entry_text(sentence, shown_words(heading.text), note.language)


def _of_paragraph(
    note: NoteText, leaf: Block, before: Block | None, around: Surroundings, *, is_item: bool
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
            yield from _of_lines(note, lines, before, around, is_item=is_item)
            lines, before, is_item = [], leaf, False
    if lines:
        yield from _of_lines(note, lines, before, around, is_item=is_item)


def _of_lines(
    note: NoteText, numbers: Sequence[int], before: Block | None, around: Surroundings, *, is_item: bool
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
    if len(plain) > 1 and (title := callout_title(raw[0])):
        pattern = ANSWER_BELOW if asks_for_definition(title, note.language) else BELOW_HEADING
        name = name_of_title(title, note.language, note.people)
        yield from below_title(note, name, WrappedText(numbers[1], plain[1:]), pattern)
    leads = {at: all_leads[at] for at in starts}
    for at, lead in leads.items():
        if lead.name and not LINKED_TITLE.match(raw[at]):
            body = WrappedText(numbers[at], [lead.text, *plain[at + 1 : ends[at]]])
            yield from _of_lead_in(note, lead, body, around, is_item=is_item and at == 0)
    for at in starts:
        if LINKED_TITLE.match(raw[at]) and raw[at].rstrip().endswith(")"):
            continue
        for sentence in texts[at].sentences():
            yield from of_sentence(note, *sentence)
        yield from of_called(note, raw[at : ends[at]], texts[at])
    for at, line in enumerate(raw):
        if "**" not in line and "__" not in line:
            continue
        yield from of_apposition(note, numbers[at], line, texts[at])
        yield from of_bold_subject(note, line, texts[at])
        yield from of_bracketed(note, numbers[at], line)
    yield from _of_title(note, before, texts[0], around, is_item=is_item)


def _of_title(
    note: NoteText, before: Block | None, text: WrappedText, around: Surroundings, *, is_item: bool
) -> Iterator[DefiningLine]:
    """Yields the first sentence below a heading, or of a note without heading, if it says what its title is."""
    if before is not None and before.kind in TITLE_KINDS and (not is_item or _begins_with_article(text.text, note)):
        title = around.subjects[before.span.first]
        pattern = ENTRY if before.level in around.entries else BELOW_HEADING
        heading = shown_words(before.text)
        if asks_for_definition(heading, note.language) or announces_definition(heading, note.language):
            pattern = ANSWER_BELOW
    elif before is None or before.kind is BlockKind.FRONT_MATTER:
        title, pattern = note.title, BELOW_TITLE
    else:
        return
    name = name_of_title(shown_words(title), note.language, note.people)
    sentence = next(text.sentences(), None) if name else None
    own = words_of(name)
    if sentence is None:
        return
    defined = (*of_sentence(note, *sentence), *of_called(note, (), WrappedText(sentence[0], [sentence[1]])))
    if all(words_of(line.name) == own for line in defined):
        yield from below_title(note, name, text, pattern)


def _of_lead_in(
    note: NoteText, lead: LeadInText, body: WrappedText, around: Surroundings, *, is_item: bool
) -> Iterator[DefiningLine]:
    language = note.language
    if announces_definition(lead.name, language):
        yield from _of_label(note, lead, body, around)
        return
    if is_cjk(lead.text) and not is_cjk_meaning(lead.text):
        return
    name = name_of_title(without_article(lead.name, language), language, note.people)
    if not name:
        return
    is_meaning = says_meaning(lead.text, language)
    if lead.sign == "arrow" and not is_meaning:
        return
    is_sure = body.number in around.agreement.sure or lead.sign == "::"
    may_be = language.code == "en" and (is_item or lead.sign == "bold") and body.number not in around.agreement.doubtful
    rank = (1 if lead.sign == "bold" else 2) if is_meaning or is_sure or may_be else 3
    if may_define(name, lead.text, language):
        pattern = {"bold": "bold lead-in", "::": "definition list"}.get(lead.sign, f"name and {lead.sign}")
        yield from definition_of(note, name, body, body.text, (pattern, rank), is_lead_in=True)


def _of_label(note: NoteText, lead: LeadInText, body: WrappedText, around: Surroundings) -> Iterator[DefiningLine]:
    """Yields what is behind a label such as `Definition:` of what the heading above names."""
    name = name_of_title(
        without_ordinal(shown_words(subject_above(around.subjects, body.number))), note.language, note.people
    )
    if not note.language.joining.isdisjoint(words_of(name)):
        return
    names_other = any(words_of(line.name) != words_of(name) for line in of_sentence(note, body.number, lead.text))
    if name and not names_other and not is_no_definition(lead.text, note.language):
        yield from definition_of(note, name, body, lead.text, ("heading and label", 1))


def _begins_with_article(text: str, note: NoteText) -> bool:
    return is_cjk(text) or words_of(text[:30])[:1] in as_lists(note.language.articles)


def _without_pictures(line: str) -> str:
    """Returns the words of a line, without the names of files that are shown in it."""
    return shown_words(SHOWN_FILE.sub("", line) if "![" in line else line)
