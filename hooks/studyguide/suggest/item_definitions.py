"""Finds items that say what a name above them is: a heading, or an item that is only a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from studyguide.model.note import TITLE_KINDS, Block
from studyguide.suggest.definition_shape import is_no_definition
from studyguide.suggest.definition_text import NoteText, WrappedText, definition_of
from studyguide.suggest.kind_phrases import begins_with_kind, is_kind_phrase, says_what_it_is
from studyguide.suggest.language_words import LanguageWords
from studyguide.suggest.lead_ins import SEPARATOR, lead_in_of
from studyguide.suggest.model import DefiningLine
from studyguide.suggest.names import name_of_title
from studyguide.suggest.shown_words import folded_words, shown_words
from studyguide.text.words import singular, words_of

FIRST_ITEMS = 3
"""Number of items below a heading of which one may say what it is."""
MAX_SUB_ITEM = 6
"""Number of lines that a sub-item has at most."""


def of_items_below_headings(
    note: NoteText, leaves: Sequence[tuple[Block, bool]], subjects: Mapping[int, str]
) -> Iterator[DefiningLine]:
    """Yields the first item of a list below a heading that names a kind of thing and says more of it, as in
    `## ROC curve` and below it `- Plot of the one rate against the other`."""
    for at, (heading, _) in enumerate(leaves):
        below = leaves[at + 1 : at + 1 + FIRST_ITEMS]
        if heading.kind not in TITLE_KINDS or not below or not below[0][1]:
            continue
        name = name_of_title(shown_words(subjects[heading.span.first]), note.language, note.people)
        for leaf, is_item in below if name else ():
            number = leaf.span.first
            if not is_item or number not in note.shown or leaf.span.last != number:
                break
            text = shown_words(note.lines[number - 1])
            says_meaning = _says_meaning(text, words_of(name), note.language, is_first=leaf is below[0][0])
            if says_meaning and not lead_in_of(note.lines[number - 1], text).name:
                yield from definition_of(note, name, WrappedText(number, [text]), text, ("heading and item", 2))
                break


def of_sub_item(note: NoteText, above: Block, below: Block) -> Iterator[DefiningLine]:
    """Yields the first item below an item that is only a name, if it says what that is."""
    number, last = above.span.first, below.span.last
    if above.span.last != number or below.span.first != number + 1 or last - number > MAX_SUB_ITEM:
        return
    if not all(at in note.shown for at in range(number, last + 1)):
        return
    line, under = note.lines[number - 1], note.lines[number]
    if len(under) - len(under.lstrip()) <= len(line) - len(line.lstrip()) or SEPARATOR.search(shown_words(line)):
        return
    name, text = name_of_title(shown_words(line), note.language, note.people), shown_words(under)
    is_sentence = any(word in note.language.does or word in note.language.begins for word in words_of(name))
    if is_sentence or shown_words(line).endswith((".", "。")):
        return
    if name and _says_kind(text, note.language):
        body = WrappedText(number + 1, [text, *(shown_words(one) for one in note.lines[number + 1 : last])])
        yield from definition_of(note, name, body, text, ("item and first sub-item", 2), is_lead_in=True)


def _says_meaning(text: str, own: Sequence[str], language: LanguageWords, *, is_first: bool) -> bool:
    """Returns whether an item below a heading, whose words are `own`, says what that is. Only the first item may begin
    with an article or a pronoun."""
    if not language.joining.isdisjoint(own):
        return False
    words = folded_words(text)
    if list(map(singular, words[:1])) == list(map(singular, own[:1])):
        return False
    begins = is_first and bool(words) and words[0] in language.indefinite
    says_kind = (
        begins_with_kind(text, language)
        or (is_first and says_what_it_is(text, language))
        or (begins and is_kind_phrase(text, language))
    )
    return says_kind and not is_no_definition(text, language)


def _says_kind(text: str, language: LanguageWords) -> bool:
    is_kind = is_kind_phrase(text, language) or says_what_it_is(text, language)
    return is_kind and not is_no_definition(text, language)
