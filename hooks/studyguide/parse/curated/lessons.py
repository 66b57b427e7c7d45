"""Reads Markdown files with front matter as `Lesson` records."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct
from pydantic import TypeAdapter

from studyguide.execution.memo import ByIdentity, Memo, no_memo
from studyguide.execution.parallel import Mapper
from studyguide.model.diagnostics import Diagnostic, Location, closest
from studyguide.model.lesson import LESSON_HEADINGS, OWN, UNSOURCED_HEADINGS, Lesson, LessonMatter, LessonSection
from studyguide.model.note import TermId
from studyguide.model.pack import pack_of
from studyguide.model.work import Work
from studyguide.parse.curated.entries import (
    CuratedEntry,
    fault_at,
    file_stem,
    in_layers,
    keys_of,
    misnamed,
    read_mapping,
    unknown_ids,
)
from studyguide.parse.curated.lesson_markdown import FORMULA_SIGN, SOURCE_MARK, lesson_section, lesson_tokens
from studyguide.text.mathml import mathml

MATTER = TypeAdapter(LessonMatter)
LESSON_KEYS = keys_of(LessonMatter, Work)
FRONT_MATTER_FENCE = "---"
ENDS_WITH_MARKS = re.compile(r"\[\^[^\[\]\s]+\][|\s]*$")
FIGURE_REFERENCE = re.compile(r"!\[\]\(figure:([^()\s]+)\)")
SOURCED_BLOCKS = frozenset({"paragraph_open", "bullet_list_open", "ordered_list_open", "table_open", "blockquote_open"})
COMMONMARK = MarkdownIt("commonmark").enable("table")
"""A constant: parsing leaves no state in it."""
_Blocks = tuple[LessonSection, Sequence[Token]]
"""A section and its blocks, without formulas and source marks."""


def read_lessons(
    files: Iterable[tuple[str, str]],
    terms: Collection[TermId],
    figures: Collection[str],
    memo: Memo = no_memo,
    map_: Mapper = map,
) -> tuple[Mapping[TermId, Lesson], tuple[Diagnostic, ...]]:
    """Returns the lessons by term, sorted by layer and file, and the problems of their files. A lesson with a fault is
    left out. A lesson takes the place of one that a pack has in a file of the same name."""
    lessons: dict[TermId, Lesson] = {}
    owner: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    pairs = in_layers(files)
    used = [pair for pair in pairs if owner.setdefault(file_stem(pair[0]), pack_of(pair[0])) == pack_of(pair[0])]
    for lesson, faults in map_(partial(_memoized_lesson, terms, figures, memo), used):
        diagnostics += faults
        if lesson is not None and not faults:
            lessons[lesson.term] = lesson
    return lessons, tuple(diagnostics)


class _Body(Struct, frozen=True):
    """Holds the text below the front matter."""

    file: str
    lines: tuple[str, ...]
    """All lines of the file."""
    start: int
    """0-based number of the first line below the front matter."""


def _memoized_lesson(
    terms: Collection[TermId], figures: Collection[str], memo: Memo, file: tuple[str, str]
) -> tuple[Lesson | None, tuple[Diagnostic, ...]]:
    inputs = (file[1], ByIdentity(terms), ByIdentity(figures))
    return memo(("lesson", file[0]), inputs, partial(_read_sections, *file, terms, figures))


def _read_sections(
    file: str, text: str, terms: Collection[TermId], figures: Collection[str]
) -> tuple[Lesson | None, tuple[Diagnostic, ...]]:
    lines = tuple(text.splitlines())
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == FRONT_MATTER_FENCE), 0)
    if not end or lines[0].rstrip() != FRONT_MATTER_FENCE:
        hint = "begin the file with `---`, keys such as `term:`, and `---`"
        return None, (Diagnostic(Location(file, 1), "front-matter", "this lesson has no front matter", hint),)
    entry, faults = read_mapping(file, "\n".join(("", *lines[1:end])), MATTER, LESSON_KEYS)
    body = _Body(file, lines, end + 1)
    sections, wrong = _sections(body)
    if entry is None:
        return None, (*faults, *wrong)
    matter = entry.record
    blocks = [(section, COMMONMARK.parse(section.markdown)) for section in sections]
    shown = tuple(FIGURE_REFERENCE.findall("\n".join(lines[body.start :])))
    diagnostics = (
        *faults,
        *misnamed(entry, "term", matter.term),
        *unknown_ids(entry, ((("term",), matter.term),), terms),
        *wrong,
        *_source_faults(body, blocks, entry),
        *_markup_faults(body, blocks, figures),
        *_formula_faults(body, sections),
    )
    lesson = Lesson(matter.term, matter.outcome, matter.checked, matter.sources, sections, shown, file)
    return lesson, tuple(sorted(set(diagnostics)))


def _lesson_fault(body: _Body, line: int, kind: str, what: str, hint: str = "") -> Diagnostic:
    """Returns a problem on a 1-based line."""
    return Diagnostic(Location(body.file, line), kind, what, hint, body.lines[line - 1])


def _sections(body: _Body) -> tuple[tuple[LessonSection, ...], tuple[Diagnostic, ...]]:
    """Splits the body at its headings; they must be `LESSON_HEADINGS`, in this order, each with text."""
    tokens = COMMONMARK.parse("\n".join(body.lines[body.start :]))
    headings = [
        (body.start + token.map[0], token.tag, tokens[at + 1].content)
        for at, token in enumerate(tokens)
        if token.type == "heading_open" and token.map and token.level == 0
    ]
    diagnostics: list[Diagnostic] = []
    first = headings[0][0] if headings else len(body.lines)
    early = next((n for n in range(body.start, first) if body.lines[n].strip()), None)
    if early is not None:
        what, hint = "text before the first heading", f"begin with `## {LESSON_HEADINGS[0]}`"
        diagnostics.append(_lesson_fault(body, early + 1, "lesson-heading", what, hint))
    known: list[str] = []
    sections: list[LessonSection] = []
    for (line, tag, heading), after in zip(headings, (*headings[1:], (len(body.lines), "", "")), strict=False):
        wrong = _heading_fault(body, line, tag, heading, known)
        if wrong is not None:
            diagnostics.append(wrong)
            continue
        known.append(heading)
        content = [n for n in range(line + 1, after[0]) if body.lines[n].strip()]
        if not content:
            diagnostics.append(_lesson_fault(body, line + 1, "lesson-heading", f"the section `{heading}` is empty"))
            continue
        markdown = "\n".join(body.lines[content[0] : content[-1] + 1])
        sections.append(lesson_section(heading, markdown, content[0] + 1))
    for heading in LESSON_HEADINGS:
        if heading not in known:
            what, hint = f"the section `{heading}` is missing", f"add `## {heading}`"
            diagnostics.append(Diagnostic(Location(body.file), "lesson-heading", what, hint))
    return tuple(sections), tuple(diagnostics)


def _heading_fault(body: _Body, line: int, tag: str, heading: str, before: Sequence[str]) -> Diagnostic | None:
    if tag != "h2" or heading not in LESSON_HEADINGS:
        hint = closest(heading, LESSON_HEADINGS) or f"a lesson has these: {', '.join(LESSON_HEADINGS)}"
        hint = f"write `## {heading}`" if heading in LESSON_HEADINGS else hint
        return _lesson_fault(body, line + 1, "lesson-heading", f"`{heading}` is no heading of a lesson", hint)
    if heading in before:
        return _lesson_fault(body, line + 1, "lesson-heading", f"`{heading}` comes twice", "keep one of them")
    late = next((name for name in before if LESSON_HEADINGS.index(name) > LESSON_HEADINGS.index(heading)), None)
    if late is not None:
        return _lesson_fault(body, line + 1, "lesson-heading", f"`{heading}` comes after `{late}`", "exchange the two")
    return None


def _outer_blocks(section: LessonSection, tokens: Iterable[Token]) -> Iterator[tuple[Token, int, int]]:
    """Yields the outermost blocks of a section, each with the 1-based first and last line of the file."""
    for token in tokens:
        if token.level == 0 and token.map is not None:
            yield token, section.line + token.map[0], section.line + token.map[1] - 1


def _source_faults(body: _Body, blocks: Iterable[_Blocks], entry: CuratedEntry[LessonMatter]) -> Iterator[Diagnostic]:
    sources = entry.record.sources
    used: set[str] = set()
    keys = (*map(str, sources), OWN)
    for section, tokens in blocks:
        for token, first, last in _outer_blocks(section, tokens):
            lines = body.lines[first - 1 : last]
            if token.type in {"fence", "code_block"}:
                continue
            for number, line in enumerate(lines, first):
                for mark in SOURCE_MARK.findall(line):
                    used.add(mark)
                    if mark not in keys:
                        what = f"no source has the key `{mark}`"
                        yield _lesson_fault(body, number, "lesson-source", what, closest(mark, keys))
            if section.heading not in UNSOURCED_HEADINGS and _needs_source(token, lines):
                ending = next(line for line in reversed(lines) if line.strip())
                if not ENDS_WITH_MARKS.search(ending):
                    what = "this paragraph, list or table does not end with a source"
                    hint = f"end it with a mark such as `[^{keys[0]}]`, or `[^{OWN}]` if it is our own"
                    yield _lesson_fault(body, last, "lesson-source", what, hint)
    for key in sources:
        if key not in used:
            what = f"no text has the source `{key}`"
            yield fault_at(entry, ("sources", key), "lesson-source", what, "use it, or take it away")


def _needs_source(token: Token, lines: Sequence[str]) -> bool:
    text = "\n".join(lines).strip()
    is_figure = FIGURE_REFERENCE.fullmatch(text) is not None
    is_formula = text.startswith("$$") and text.endswith("$$")
    return token.type in SOURCED_BLOCKS and not is_figure and not is_formula


def _markup_faults(body: _Body, blocks: Iterable[_Blocks], figures: Collection[str]) -> Iterator[Diagnostic]:
    for section, tokens in blocks:
        for token in tokens:
            line = section.line + token.map[0] if token.map else section.line
            if token.type == "html_block":
                yield _lesson_fault(body, line, "lesson-markup", "HTML is not allowed in a lesson", "write Markdown")
            for child in token.children or ():
                if child.type == "html_inline":
                    yield _lesson_fault(
                        body, line, "lesson-markup", "HTML is not allowed in a lesson", "write Markdown"
                    )
                elif child.type == "link_open":
                    hint = "write the name of the term: it links itself"
                    yield _lesson_fault(body, line, "lesson-markup", "links are not written in a lesson", hint)
                elif child.type == "image":
                    yield from _image_faults(body, line, token, figures)


def _image_faults(body: _Body, line: int, block: Token, figures: Collection[str]) -> Iterator[Diagnostic]:
    shown = FIGURE_REFERENCE.fullmatch(block.content.strip())
    if shown is None:
        what, hint = "a picture is a line of its own", "write `![](figure:<id>)` between blank lines"
        yield _lesson_fault(body, line, "lesson-markup", what, hint)
    elif shown[1] not in figures:
        yield _lesson_fault(body, line, "dangling-id", f"no figure has the id `{shown[1]}`", closest(shown[1], figures))


def _formula_faults(body: _Body, sections: Iterable[LessonSection]) -> Iterator[Diagnostic]:
    for section in sections:
        for token in lesson_tokens(section.markdown) if FORMULA_SIGN in section.markdown else ():
            line = section.line + token.map[0] if token.map else section.line
            for formula in (token, *(token.children or ())):
                if formula.type in {"formula", "formula_block"}:
                    try:
                        mathml(formula.content)
                    except ValueError as error:
                        yield _lesson_fault(body, line, "bad-value", f"`{formula.content}` is {error}")
