"""Finds the lines of a note that say what a name means, by patterns that a reader can check on the line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from studyguide.model.note import TITLE_KINDS, Block, BlockKind, NotePath, TextForm
from studyguide.suggest.cjk_subjects import cjk_subject
from studyguide.suggest.entry_levels import levels_of_entries
from studyguide.suggest.language_words import LanguageWords, is_cjk
from studyguide.suggest.model import DefiningLine
from studyguide.suggest.names import name_of_title
from studyguide.text.plain_line import LEADING_MARKERS, plain_line
from studyguide.text.words import singular, words_of

MIN_DEFINITION_WORDS = 3
"""Number of words that a definition has at least."""
MIN_CJK_LETTERS = 6
MAX_QUOTED_WORDS = 60
MAX_WRAPPED_LINES = 6
"""Number of lines over which a definition may be wrapped."""
MAX_LEAD_IN = 60
"""Number of characters in which a lead-in or the subject of a definition ends."""
SEPARATOR = re.compile(r"(?P<colon>:{1,2}(?=\s)|：|:(?=[\u3040-\u9fff]))|\s(?P<dash>[-–—=]|:=|::)\s")
BOLD_LEAD_IN = re.compile(r"(\*\*|__)(?=\S)(?P<name>[^*_\n]{2,60})\1(?P<rest>.{0,2000})")
END_OF_SENTENCE = re.compile(r"[.!?](?=[\"'”’)\]]{0,2}\s)|[。！？]")
SHORTENED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|z\.B|d\.h|bzw|p\.ex|ex|bl\.a|t\.ex|dvs|m\.m|np|tj|o\.s\.v|[A-Z]))$"
)
"""What ends in a full stop inside a sentence."""
CLAUSE_WORDS = frozenset(["that", "att", "que", "dass", "dat", "che", "at", "ze"])
"""Folded words that begin a clause: `X means that ...` says what follows from X and does not define it."""
WEAKEST = 4
MAX_NOUN_PHRASE = 10
"""Number of words of a sentence below a heading that begins with an article and is taken to say what it is."""
BELOW_HEADING = "heading and first sentence"
BELOW_TITLE = "title and first sentence"
ENTRY = "heading of an entry"
"""One of many headings of a level that have a single paragraph below them."""
LINK_ONLY = re.compile(r"(?:https?://|www\.|[`\"“«$<({[/\\]|copyright|©|\d+(?:[.,:/-]\d+)*\s*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NoteText:
    """Holds what the search for definitions needs of a note."""

    path: NotePath
    title: str
    lines: Sequence[str]
    blocks: Sequence[Block]
    shown: Collection[int]
    """Numbers of the lines that may be quoted."""
    language: LanguageWords
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class LeadIn:
    """Describes words before a colon, dash or in bold at the start of a line, and the heading above them."""

    name: str
    heading: tuple[NotePath, int]


def defining_lines(note: NoteText) -> Iterator[DefiningLine]:
    """Yields every line of the note that defines a name, in order."""
    leaves = list(_leaf_blocks(note.blocks, is_item=False))
    entries = levels_of_entries([leaf for leaf, _ in leaves])
    for before, (leaf, is_item) in zip([None, *(leaf for leaf, _ in leaves)], leaves, strict=False):
        if leaf.kind is BlockKind.TABLE:
            yield from _of_table(note, leaf)
        elif leaf.marker == TextForm.ROW:
            yield from _of_row(note, leaf)
        elif leaf.kind is BlockKind.PARAGRAPH:
            yield from _of_paragraph(note, leaf, before, entries, is_item=is_item)


def first_sentence(note: NoteText) -> Iterator[DefiningLine]:
    """Yields the first sentence of the note's first paragraph, unless it defines something else."""
    for leaf, _ in _leaf_blocks(note.blocks, is_item=False):
        if leaf.kind is BlockKind.PARAGRAPH and leaf.span.first in note.shown:
            numbers = [n for n in range(leaf.span.first, leaf.span.last + 1) if n in note.shown]
            body = _Text(numbers[0], [plain_line(note.lines[number - 1]) for number in numbers])
            for number, sentence in body.sentences():
                if any(_of_sentence(note, number, sentence)):
                    return
                yield from _definition_of(
                    note, note.title, _Text(number, [sentence]), sentence, ("first sentence", WEAKEST)
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
    numbers = range(leaf.span.first, min(leaf.span.last, leaf.span.first + 200) + 1)
    if leaf.marker in (TextForm.CUES, TextForm.HTML):
        return  # sentences run over cues and tags, so that no line of the file has one
    if not all(number in note.shown for number in numbers):
        return
    raw = [note.lines[number - 1] for number in numbers]
    plain = [plain_line(line) for line in raw]
    texts = [_Text(numbers[at], plain[at:]) for at in range(len(plain))]
    if len(plain) > 1 and raw[1].lstrip().startswith((": ", ":\t")):
        name = name_of_title(plain[0], note.language, note.people)
        yield from _definition_of(note, name, texts[1], texts[1].text, ("definition list", 0))
        return
    leads = [_lead_in(line, text) for line, text in zip(raw, plain, strict=True)]
    listed = sum(bool(name) for name, _, _ in leads)
    for at, (lead, rest, sign) in enumerate(leads):
        if not lead or (at and listed < len(leads)):
            continue
        name = name_of_title(lead, note.language, note.people)
        rank = 1 if sign == "bold" else 2 if is_item or sign == "::" else 3
        body = _Text(numbers[at], [rest] if listed == len(leads) else [rest, *plain[at + 1 :]])
        if name and _may_define(name, rest, note.language):
            yield from _definition_of(note, name, body, body.text, (_pattern_of_sign(sign), rank), is_lead_in=True)
    for sentence in texts[0].sentences():
        yield from _of_sentence(note, *sentence)
    if before is not None and before.kind in TITLE_KINDS:
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
    instructs = bool(words) and words[0] in language.function and words[0] not in language.articles
    return not instructs and not language.copula.match(f" {rest} ", 1)


def _pattern_of_sign(sign: str) -> str:
    return {"bold": "bold lead-in", "::": "definition list"}.get(sign, f"name and {sign}")


def _lead_in(line: str, plain: str) -> tuple[str, str, str]:
    """Returns the lead-in of a line, the text after it, and what separates them; three times '' if it has none."""
    start = LEADING_MARKERS.match(line)
    if bold := BOLD_LEAD_IN.match(line, start.end() if start else 0):
        name, rest = plain_line(bold["name"]), bold["rest"].lstrip()
        mark = rest[:1] if rest[:1] in ":：-–—=" else ""
        if mark or bold["name"].rstrip()[-1:] in ":：.":
            return name.rstrip(":：. "), plain_line(rest[len(mark) :].lstrip(":-")), "bold"
    if separator := SEPARATOR.search(plain, 0, MAX_LEAD_IN):
        sign = "colon" if separator["colon"] else "dash"
        sign = "::" if separator[0].strip() == "::" else sign
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
    words, after = words_of(subject), words_of(rest[:40])
    if not words or not after or "," in subject:
        return
    if not verb[1] and after[0] in CLAUSE_WORDS:
        return
    if after[min(after[0] in language.articles, len(after) - 1)] in language.opinions:
        return
    has_article = words[0] in language.articles
    bare = re.sub(r"^[^\W\d_]+['’]?\s*", "", subject, count=1) if has_article else subject
    bare = re.sub(r"\s*\([^()]{1,40}\)$", "", bare)
    rank = 1
    if verb[1]:
        if after[0] not in language.articles:
            plural = words[-1].endswith("s") and after[0] not in language.function
            plural = plural and not after[0].endswith(("ed", "ing", "ive"))
            if language.code != "en" or not plural or verb[1].lower() != "are":
                return
            rank = 3
        elif language.code == "en" and words[0] == "the":
            rank = 3
    name = name_of_title(bare, language, note.people)
    if name and sentence[:1].isalnum() and not sentence.endswith("?"):
        yield from _definition_of(note, name, _Text(number, [sentence]), sentence, ("name and verb", rank))


def _of_cjk_sentence(note: NoteText, number: int, sentence: str) -> Iterator[DefiningLine]:
    subject = cjk_subject(sentence)
    if subject is None:
        return
    name = name_of_title(subject.name, note.language, note.people)
    yield from _definition_of(
        note, name, _Text(number, [sentence]), sentence, ("name and verb", 0 if subject.is_sure else 2)
    )


def _below_title(note: NoteText, title: str, body: _Text, pattern: str) -> Iterator[DefiningLine]:
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
    if is_cjk(sentence):
        is_about = name in sentence[: len(name) + 12]
    if is_about and len(words) > MIN_DEFINITION_WORDS + 1 and not sentence.endswith((":", "?", "：", "？")):
        yield from _definition_of(note, name, _Text(number, [sentence]), sentence, (pattern, 2))


def _of_table(note: NoteText, leaf: Block) -> Iterator[DefiningLine]:
    """Yields the rows of a table of two columns or more whose first is one of names."""
    rows = [(n, _plain_cells(note.lines[n - 1])) for n in range(leaf.span.first, leaf.span.last + 1)]
    if len(rows) < 3 or len(rows[0][1]) < 2:
        return
    head = words_of(rows[0][1][0])
    is_glossary = bool(head) and head[-1] in note.language.table
    body = [(number, cells) for number, cells in rows[2:] if number in note.shown]
    long_enough = [len(cells) > 1 and len(words_of(cells[1])) >= MIN_DEFINITION_WORDS for _, cells in body]
    if not is_glossary and (len(rows[0][1]) != 2 or sum(long_enough) < max(2, len(body) * 0.7)):
        return
    for number, cells in body:
        if len(cells) > 1:
            name = name_of_title(cells[0], note.language, note.people)
            yield from _definition_of(note, name, _Text(number, [cells[1]]), cells[1], ("table", 1))


def _of_row(note: NoteText, leaf: Block) -> Iterator[DefiningLine]:
    """Yields the meaning of a term in a table of two columns, however short. The row of the columns' names is none."""
    if leaf.span.first not in note.shown or leaf.level != 1:
        return
    first, *rest = (" ".join(unescape(line).split()) for line in leaf.text.split("\n"))
    words, heads = words_of(first), words_of(" ".join(rest))
    is_head = bool(words) and words[-1] in note.language.table and len(heads) <= 2
    text = " ".join(rest)
    name = name_of_title(first, note.language, note.people)
    if not name or is_head or LINK_ONLY.match(text) or sum(map(str.isalpha, text)) < len(text) / 2:
        return
    if text and len(words_of(text)) <= MAX_QUOTED_WORDS:
        yield DefiningLine(note.path, leaf.span.first, name, text, "two columns", 0)


def _plain_cells(line: str) -> list[str]:
    return [plain_line(cell.strip()) for cell in line.strip().strip("|").split("|")]


def _definition_of(
    note: NoteText, name: str, body: _Text, text: str, pattern: tuple[str, int], *, is_lead_in: bool = False
) -> Iterator[DefiningLine]:
    """Yields the definition, if its text is one: long enough, no question, no address, no code."""
    if not name or LINK_ONLY.match(text):
        return
    first = next(body.sentences(), None)
    text = first[1] if first else ""
    words = words_of(text)
    least = MIN_CJK_LETTERS if is_cjk(text) else MIN_DEFINITION_WORDS
    if not least <= len(words) <= (MAX_QUOTED_WORDS * 3 if is_cjk(text) else MAX_QUOTED_WORDS) or text.endswith(
        ("?", "？", ":", "：")
    ):
        return
    if sum(character.isalpha() for character in text) < len(text) / 2:
        return
    yield DefiningLine(note.path, body.number, name, text, *pattern, is_lead_in)


@dataclass(frozen=True, slots=True)
class _Text:
    """Holds lines that belong together, without markup."""

    number: int
    """1-based line of the first one."""
    lines: Sequence[str]

    @property
    def text(self) -> str:
        return self.lines[0]

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Yields each sentence with the line in which it begins."""
        shown = self.lines[: 4 * MAX_WRAPPED_LINES]
        joined = "".join(shown) if is_cjk("".join(shown[:1])) else " ".join(shown)
        gap = 0 if is_cjk("".join(shown[:1])) else 1
        starts = [0]
        for line in shown:
            starts.append(starts[-1] + len(line) + gap)
        ends = [m.end() for m in END_OF_SENTENCE.finditer(joined) if not SHORTENED.search(joined[: m.start()][-12:])]
        for low, high in pairwise([0, *ends, len(joined)]):
            sentence = joined[low:high].strip()
            if sentence:
                at = low + len(joined[low:high]) - len(joined[low:high].lstrip())
                yield self.number + bisect_right(starts, at) - 1, sentence
