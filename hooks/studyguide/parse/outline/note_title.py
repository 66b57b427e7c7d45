"""Chooses the title of a note from its headings, its file's name and its folders."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from studyguide.model.note import Block, BlockKind, Entry, EntryKind
from studyguide.parse.label_words import reads_as_label
from studyguide.parse.outline.byline_block import PART_OF_EVENT
from studyguide.parse.outline.dates import dates_in
from studyguide.parse.outline.list_titles import GROUP_OF_TALKS
from studyguide.parse.outline.name_rows import is_fact
from studyguide.parse.outline.speaker_marker import speaker_marker
from studyguide.parse.outline.titles import CODE_OF_FILE, undated
from studyguide.text.ordinals import without_ordinal
from studyguide.text.words import JOINED_WORDS

GENERIC = re.compile(
    r"_?(?:read[ _-]?me|index|notes?|my[ _-]notes|main|untitled(?:[ _-]\d+)?|new[ _-]note|contents?|default|home|docs?"
    r"|src|content|posts?|pages?|data|text|notizen|notas|apuntes|appunti|aantekeningen)",
    re.IGNORECASE,
)
"""Names of files and folders that say nothing about a note."""
GENERIC_HEADING = re.compile(
    r"(?:my )?notes?|read ?me|untitled|notizen|notas|apuntes|appunti|aantekeningen|anteckningar|notatki|メモ|笔记",
    re.IGNORECASE,
)
"""Headings that say nothing about a note."""
STARTS_NOTE = re.compile(
    r"intro(?:duction)?|overview|agenda|abstract|summary|einleitung|introducción|notes?", re.IGNORECASE
)
"""Titles of a first part, which name no note."""
LECTURES = re.compile(
    r"lectures?|lecture[ _-]notes|classes|course(?:[ _-]notes)?|vorlesung(?:en)?|clases?|cours|lezioni|aulas?",
    re.IGNORECASE,
)
"""Names of files that say what notes are of, but not what about."""
NOTES_ON = re.compile(
    r"(?:(?:my|some|quick|short|rough) )?(?:notes?|notizen|apuntes|appunti|notas|summary) "
    r"(?:on|from|for|about|of|zu[mr]?|von|vom|sobre|del?|di|su|dal?)\s",
    re.IGNORECASE,
)
"""The beginning of a heading that names the whole note."""
NUMBER_OF_FILE = re.compile(
    r"(?:\d\d[-_. ]|\d[_.])[-_. ]*(?=[^\W\d_])(?!(?:things|ways|tips|reasons|rules|steps|factors?|days?|weeks?|months?"
    r"|years?|hours?|minutes?|mins?|lessons|questions|patterns|percent|problems|bits?|tage|días|jours"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![^\W_]))",
    re.IGNORECASE,
)
"""The number by which files are in order, at the beginning of a name; not an amount, as in `10-things`, or a day."""
COUNTED_PART = re.compile(
    r"(weeks?|days?|lectures?|lessons?|chapters?|modules?|units?|sessions?|parts?|sections?|class|labs?|topics?"
    r"|woche|tag|vorlesung|kapitel|lektion|teil|semana|d[ií]a|clase|aula|lecci[oó]n|cap[ií]tulo|m[oó]dulo|unidad"
    r"|semaine|jour|cours|le[cç]on|chapitre|module|settimana|giorno|lezione|capitolo|vecka|dag|f[oö]rel[aä]sning"
    r"|hoorcollege|college) ?0*(\d{1,3})",
    re.IGNORECASE,
)
"""The name of a file that is the number of a part of a course or an event, such as `week2`."""
YEAR_AND_MONTH = re.compile(r"(?:19|20)\d\d[-.](?:0?[1-9]|1[0-2])[-_ ]+(?=[^\W\d_])")
"""The beginning of a file's name that says when it was written."""
MAX_TITLE_WORDS = 12
TITLE_FIELD = re.compile(
    r"(?:(?:talk|session|lecture|paper|book|course) )?(?:title|titel|título|titulo|titre|titolo|标题|標題|タイトル)"
    r"[*_ ]{0,3}[:：][*_ ]{0,3}(?=\S)(.*)",
    re.IGNORECASE,
)
"""A line of a note's head that gives its title."""
OTHER_FIELD = re.compile(
    r"(?:(?:paper|article|blog|post|video|talk|course|book|project|original|source|pdf) )?(?:urls?|links?|doi)\s?[:：]"
    r"|(?:sources?|status|keywords|authors?|published|created|updated|quelle|autor(?:in)?|fuente|auteur|fonte)\s?[:：]"
    r"|[论論]文(?:链接|地址|リンク)?[:：]|(?:出典|著者|作者|来源|链接)[:：]",
    re.IGNORECASE,
)
"""The beginning of a line of a note's head that says something else of it than its title."""
TITLE_HEADING = re.compile(
    r"(?:(?:talk|session) )?(?:title|titel|título|titre|titolo|标题|標題|タイトル)", re.IGNORECASE
)
"""A heading that only says that the title follows, as templates have it."""
AUTHORS_BEHIND = re.compile(r"(?:(?<=[?!])|,|\s[-–—(])\s*[^\W\d_a-z][\w’'-]+ et al\.?,?(?: \(?(?:19|20)\d\d\)?)?\)?$")
"""The authors of a paper behind its title."""
JOINED_LETTERS = 8
"""Number of letters from which words without blanks between them, as `RyeDaysLondon`, are those of a title."""
JOINED_NAME = re.compile(r"\b(?:[A-Z][a-z]+){2,}\b")
"""Words without blanks between them, each with a capital, such as `RyeBread`."""
FIELD_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LABEL})
FIELD_BLOCKS = 6
"""Number of blocks, and of rows in each, in which a head gives the title."""
TEXT_ABOVE_TITLE = frozenset({BlockKind.CODE, BlockKind.LIST, BlockKind.QUOTE, BlockKind.TABLE})
WORDLESS_KINDS = frozenset({BlockKind.BLANK, BlockKind.COMMENT, BlockKind.RULE})
LEAST_BELOW_TITLE = 2
"""Number of other entries, and of words, from which a title without text may be that of its note."""
WAY_BACK = re.compile(
    r"\W*(?:(?:go )?back(?: (?:to|home)\b.{0,40})?|home|return to .{1,40}|up|top|prev(?:ious)?|next)\W*", re.IGNORECASE
)
"""What a link to another page is called above a note."""
LEAST_OF_OVERVIEW = 3
"""Number of words from which the first heading of a README is its title, although others are of the same level."""
ONLY_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+")
ENDING = re.compile(r"\.\w{1,8}$")


def title_of_path(path: str) -> str:
    """Makes a title from a file's name: no ending, no session code, no date, spaces for dashes and underscores.

    A generic name such as `README` takes the name of the folder.
    """
    *folders, name = path.split("/")
    stem = _unnumbered(ENDING.sub("", name))
    is_of_event = bool(folders) and any(map(str.isdigit, folders[-1]))  # Events have their years in their names.
    is_of_talks = is_of_event and GROUP_OF_TALKS.fullmatch(re.sub(r"[_-]", " ", stem).strip())
    if is_of_talks or (LECTURES.fullmatch(stem) and folders and not GENERIC.fullmatch(folders[-1])):
        stem = f"{folders[-1]} {stem.strip('_')}"
    named = next((part for part in (stem, *reversed(folders)) if part and not GENERIC.fullmatch(part)), stem)
    return _title_of_name(_unnumbered(named)) or path


def _unnumbered(name: str) -> str:
    return NUMBER_OF_FILE.sub("", name, count=1) if NUMBER_OF_FILE.match(name) and not dates_in(name) else name


def has_generic_name(path: str) -> bool:
    """Returns whether neither a file's name nor its folders say what is in it."""
    return all(GENERIC.fullmatch(part) for part in ENDING.sub("", path).split("/") if part)


def code_of_path(path: str) -> str | None:
    """Returns the session code at the start of a file's name, in capitals."""
    code = CODE_OF_FILE.match(path.rsplit("/", 1)[-1])
    return code[1].upper().replace("_", "-") if code else None


def _title_of_name(name: str) -> str:
    coded = CODE_OF_FILE.match(name)
    name = name[coded.end() :] if coded and ENDING.sub("", name[coded.end() :]) else name
    words = " ".join(YEAR_AND_MONTH.sub("", re.sub(r"(?<=\d)_(?=\d)", "-", name)).split())
    dates = dates_in(re.sub(r"(?<=\d)-(?=[^\W\d])|(?<=[^\W\d])-(?=\d)|_", " ", words))
    spaced = " ".join(re.sub(r"[_-]+", " ", words).split())
    if part := COUNTED_PART.fullmatch(spaced):
        return f"{part[1].capitalize()} {part[2]}"
    if len(dates) != 1 or dates[0].year is None:
        return spaced
    rest = words[: dates[0].start] + " " + words[dates[0].end :]
    return " ".join(re.sub(r"[_-]+", " ", rest).split()) or words


def title_of_entries(entries: Sequence[Entry]) -> str | None:
    """Returns the title of the outermost entry if the note has only one. A date is no title."""
    first = [entry for entry in entries if entry.kind is not EntryKind.FRONT_MATTER and entry.depth == 1]
    return first[0].title if len(first) == 1 and not _is_date(first[0].title) else None


def title_of_note(path: str, entries: Sequence[Entry], blocks: Sequence[Block]) -> str:
    """Returns the title of a note that neither its author nor a heading of its own names."""
    only = title_of_entries(entries)
    if only and GENERIC_HEADING.fullmatch(only) and not has_generic_name(path):
        only = None
    if only and (has_generic_name(path) or begins_note(blocks, _line_of_first(entries))):
        return only
    if first := first_line_title(blocks):
        return first
    outermost = next((entry for entry in entries if entry.kind is not EntryKind.FRONT_MATTER), None)
    top = next((block for block in blocks if block.kind not in {BlockKind.BLANK, BlockKind.FRONT_MATTER}), None)
    if outermost and begins_note(blocks, outermost.span.first) and _names_note(outermost, entries, blocks, path):
        return outermost.title
    row = top.text.split("\n")[0] if top and top.kind in FIELD_KINDS else ""
    if row and (_is_name_of_file(row, path) or (top and top.kind is BlockKind.LABEL and _has_words_of_name(row, path))):
        return undated(row)[0]
    if top and top.marker == "**" and _is_only_bold(top, blocks):
        return undated(top.text)[0]
    sections = (entry.title for entry in entries if entry.kind is not EntryKind.FRONT_MATTER)
    if "/" not in path and has_generic_name(path) and path.lower().startswith(("readme", "index")):
        return next((title for title in sections if not _is_date(title)), title_of_path(path))
    return _with_blanks(title_of_path(path), blocks)


def _with_blanks(name: str, blocks: Sequence[Block]) -> str:
    """Returns the name of a file with a blank between joined words, as in `RyeBread`, if the note writes them apart or
    they say that there are talks."""
    if not (joined := JOINED_NAME.search(name)):
        return name
    apart = JOINED_WORDS.sub(" ", joined[0])
    is_written = any(apart.lower() in text.lower() for block in blocks for text in _texts_of(block))
    return name.replace(joined[0], apart) if is_written or GROUP_OF_TALKS.fullmatch(apart) else name


def _texts_of(block: Block) -> Iterator[str]:
    yield block.text
    for child in block.children:
        yield from _texts_of(child)


def _names_note(first: Entry, entries: Sequence[Entry], blocks: Sequence[Block], path: str) -> bool:
    """Returns whether the first of several outermost entries names the whole note."""
    others = [entry for entry in entries if entry.depth == 1 and entry is not first]
    if any(PART_OF_EVENT.fullmatch(entry.title) for entry in others) and not first.byline:
        return has_generic_name(path) or not PART_OF_EVENT.fullmatch(first.title)
    block = next(block for block in blocks if block.span.last >= first.span.first)
    is_long = len(first.title.split()) >= LEAST_OF_OVERVIEW and not _is_of_part(first.title)
    if block.kind is BlockKind.HEADING and block.level == 1 and is_long and _is_overview(path):
        return True
    if block.kind is BlockKind.HEADING and NOTES_ON.match(block.text.strip("*_ ")):
        return True
    if _is_date(title_of_path(path)) and len(first.title.split()) > 1:
        return True
    if _has_words_of_name(first.title, path):
        return True
    is_mark = block.kind is BlockKind.HEADING or (block.kind is BlockKind.LABEL and block.marker == "**")
    return is_mark and _is_bare_title(first, others, blocks)


def _is_overview(path: str) -> bool:
    """Returns whether a file is the one that describes its folder."""
    return path.rsplit("/", 1)[-1].lower().startswith(("readme.", "index."))


def _is_of_part(title: str) -> bool:
    """Returns whether a title is rather that of a part of a note than of the whole."""
    return any(form.fullmatch(title) for form in (STARTS_NOTE, GENERIC_HEADING, PART_OF_EVENT)) or _is_date(title)


def _is_only_bold(top: Block, blocks: Sequence[Block]) -> bool:
    """Returns whether the first line of a note is a title in bold, and its other titles are none."""
    text = top.text.strip()
    bold = [block for block in blocks if block.kind is BlockKind.LABEL and block.marker == "**"]
    of_part = STARTS_NOTE.fullmatch(text) or PART_OF_EVENT.fullmatch(text) or _is_date(text) or speaker_marker(text)
    is_title = len(text.split()) >= LEAST_BELOW_TITLE and reads_as_label(text, MAX_TITLE_WORDS) and not of_part
    return is_title and len(bold) == 1 and not text.endswith((":", "："))


def _is_bare_title(first: Entry, others: Sequence[Entry], blocks: Sequence[Block]) -> bool:
    """Returns whether the first entry, and no other one of several, has no text but addresses and a table of contents:
    then it is above all of them, although its heading is of their level."""
    title = first.title
    if _is_of_part(title) or len(others) < LEAST_BELOW_TITLE or len(title.split()) < LEAST_BELOW_TITLE:
        return False
    titles = {entry.title for entry in others}
    return _has_no_text(first, titles, blocks) and not any(_has_no_text(entry, titles, blocks) for entry in others)


def _has_no_text(entry: Entry, titles: Collection[str], blocks: Sequence[Block]) -> bool:
    """Returns whether all below the title of an entry are addresses and lists of such titles."""
    inside = [block for block in blocks if entry.span.first < block.span.first <= entry.span.last]
    texts = [block.text for block in inside if block.kind not in {BlockKind.LIST, *WORDLESS_KINDS}]
    items = [item.text for block in inside if block.kind is BlockKind.LIST for item in block.children]
    return all(map(ONLY_ADDRESS.fullmatch, texts)) and set(items) <= set(titles)


def _has_words_of_name(title: str, path: str) -> bool:
    """Returns whether a title has all words of a file's name, which are two or more, written as one, or
    one and a number."""
    name = _title_of_name(ENDING.sub("", path.rsplit("/", 1)[-1]))
    if COUNTED_PART.fullmatch(name):
        return f"{name.lower()} " in f"{title.lower()} "
    words, letters = _words_of(name), "".join(re.findall(r"[^\W\d_]", name)).lower()
    joined = len(letters) >= JOINED_LETTERS and letters == "".join(re.findall(r"[^\W\d_]", title)).lower()
    return joined or (len(words) > 1 and words <= _words_of(title))


def _is_name_of_file(row: str, path: str) -> bool:
    """Returns whether a line is the name of a file, or of its folder if that says nothing, but for blanks and signs."""
    return "".join(re.findall(r"\w", row)).lower() == "".join(re.findall(r"\w", title_of_path(path))).lower()


def _words_of(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in re.findall(r"[^\W\d_]+", text))


def _line_of_first(entries: Sequence[Entry]) -> int:
    return next(entry.span.first for entry in entries if entry.kind is not EntryKind.FRONT_MATTER and entry.depth == 1)


def begins_note(blocks: Sequence[Block], line: int) -> bool:
    """Returns whether nothing that is the note's own text comes before a line: no paragraph, list, quote or table. A
    line of tags, a picture or a sentence about the file may."""
    above = [block for block in blocks if block.span.last < line]
    return not any(
        block.kind in TEXT_ABOVE_TITLE
        or (block.kind is BlockKind.PARAGRAPH and len(block.text.split()) > MAX_TITLE_WORDS)
        for block in above
    )


def with_given_title(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Returns the blocks of a note whose first heading is a `## Title` with what is below it as a heading of the first
    level in its place; those of other notes as they are. A `# Title` may be a title that is still to be written."""
    filled = [at for at, block in enumerate(blocks) if block.kind not in {BlockKind.BLANK, BlockKind.FRONT_MATTER}][:2]
    if len(filled) < 2 or blocks[filled[0]].kind is not BlockKind.HEADING:
        return tuple(blocks)
    field, title = (blocks[at] for at in filled)
    deeper = title.kind is BlockKind.HEADING and title.level > field.level
    line = title.kind is BlockKind.PARAGRAPH and title.span.first == title.span.last
    if field.level < 2 or not TITLE_HEADING.fullmatch(field.text) or not (deeper or line):
        return tuple(blocks)
    rest = blocks[filled[0] + 1 : filled[1]]
    given = title._replace(kind=BlockKind.HEADING, level=1, marker="#", children=())
    return (*blocks[: filled[0]], *rest, given, *blocks[filled[1] + 1 :])


def field_title(blocks: Sequence[Block]) -> str | None:
    """Returns the title that the first lines of a note give as `Title: ...`."""
    filled = [block for block in blocks if block.kind not in {BlockKind.BLANK, BlockKind.FRONT_MATTER}]
    for block in takewhile(lambda block: block.kind in FIELD_KINDS, filled[:FIELD_BLOCKS]):
        for row in block.text.split("\n")[:FIELD_BLOCKS]:
            if field := TITLE_FIELD.match(row.strip(" *_")):
                return undated(field[1].strip(" *_"))[0]
    return None


def first_line_title(blocks: Sequence[Block]) -> str | None:
    """Returns the first line of a note that begins with a title by itself, without any mark."""
    filled = [block for block in blocks[:4] if block.kind not in {BlockKind.BLANK, BlockKind.FRONT_MATTER}]
    if not filled or filled[0].kind is not BlockKind.PARAGRAPH or not filled[0].text[:1].isupper():
        return None
    text = AUTHORS_BEHIND.sub("", filled[0].text)
    alone = len(filled) > 1 and filled[1].span.first > filled[0].span.last + 1 and "\n" not in text
    alone = alone and not (text.rstrip().endswith((":", "：")) or is_fact(text) or OTHER_FIELD.match(text))
    alone = alone and not WAY_BACK.fullmatch(text)
    is_title = alone and len(text.split()) > 1 and reads_as_label(text, MAX_TITLE_WORDS) and not _is_date(text)
    return undated(text)[0] if is_title and not speaker_marker(text) else None


def first_row_title(blocks: Sequence[Block]) -> str | None:
    """Returns the first row of a note's first paragraph if it reads as a title above other rows."""
    if not blocks or blocks[0].kind is not BlockKind.PARAGRAPH:
        return None
    row, _, below = blocks[0].text.partition("\n")
    is_title = below and len(row.split()) > 1 and reads_as_label(row, MAX_TITLE_WORDS) and not _is_date(row)
    return row if is_title else None


def _is_date(title: str) -> bool:
    dates = dates_in(title[:300])
    return undated(title)[2] or (
        len(dates) == 1
        and not without_ordinal(title[: dates[0].start]).strip(" ,(")
        and (not title[dates[0].end :].strip(" ,.)"))
    )
