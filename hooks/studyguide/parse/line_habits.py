"""Learns from all lines of a note how its author marks titles where no markup does.

Candidates of each form are collected over the whole note, and each form is decided once: it counts if half of its
candidates fit, or if one of them is certain.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from msgspec import Struct, field

from studyguide.parse.grammar.rules_code import is_statement
from studyguide.parse.label_words import reads_as_label
from studyguide.parse.outline.dates import date_at_start
from studyguide.parse.outline.name_rows import is_fact
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.parse.outline.speaker_marker import speaker_marker
from studyguide.parse.outline.speakers import speaker_line
from studyguide.text.code_fence import fence_after
from studyguide.text.ordinals import numbered_depth
from studyguide.text.plain_line import plain_line

LIST_LINE = re.compile(r"[ \t]*(?:[-*+•]|\d{1,9}[.)])[ \t]+\S")
MARGIN_LIST_LINE = re.compile(r" ?(?:[-*+•]|\d{1,9}[.)])[ \t]+\S")
TIGHT = re.compile(r"(#{1,6})(?![#!\s])(?P<words>\S.*)$")
"""A heading without the blank behind its number signs, or a tag, or a comment of code."""
RULER = re.compile(r"([-=_*~])\1{4,}\s*$")
SPACED = re.compile(r"#[ \t]+\S")
"""A heading of the first level, which names the note if it is the only one."""
INDENTED = re.compile(r"([ \t]+)(#{1,3})[ \t]+(?P<words>\S.*)$")
TAG_ONLY = re.compile(r"[\w/&-]+(?:[ \t,]+#[\w/&-]+)*[ \t]*$")
BLANKS_ABOVE_LIST = 3
"""Number of blank lines that may be between a label and its list."""
WRAPPED = 60
"""Number of columns from which the line after a list item may be the rest of its sentence."""
BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).)+(?<=\S)\1[ \t]*")
WRAPPED_BOLD = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).)+\n(?=\w)(?:(?!\1).)+(?<=\S)\1[ \t]*")
BOLD_SIGNS = frozenset({"**", "__"})
BLOCK_STARTS = "-*+>#|`~0123456789<!"
"""First characters of lines that are other constructs than text."""
TIMED = re.compile(
    r"[\[(]?\d{1,2}(?:[:.h]\d\d)(?:\s?[ap]m)?(?:\s?(?:[-–—→]|->|to|bis|à)\s?\d{1,2}[:.h]\d\d(?:\s?[ap]m)?)?[\])]?"
    r"(?:\s*[-–—:|])?\s+[^\W\d_]\S*\s+\S[^\n]*(?<![.,;])$",
    re.IGNORECASE,
)
"""A line that begins with the time of a talk, above its title of several words."""
LONGEST_TIMED = 160
LEVELS = 6
LONGEST_TITLE = 100


class LineHabits(Struct, frozen=True):
    """Holds the 0-based lines that name what follows although no markup says so."""

    tight: Mapping[int, int] = field(default_factory=dict)
    """Headings such as `##Title`, with their levels."""
    indented: Mapping[int, int] = field(default_factory=dict)
    """Headings inside an indentation, with their levels."""
    labels: frozenset[int] = frozenset()
    """Labels that are directly above a list."""
    talks: Mapping[int, int] = field(default_factory=dict)
    """Titles directly above a line that names a speaker, with their last lines."""
    ruled: frozenset[int] = frozenset()
    """Titles by themselves below a ruler, or behind the time of a talk."""
    numbered: Mapping[int, int] = field(default_factory=dict)
    """Titles such as `3.2 Exercise`, with the number of their numbers."""


def line_habits(lines: Sequence[str]) -> LineHabits:
    """Returns the habits of a note; `lines` are its normalized lines."""
    prose = list(_prose(lines))
    if not prose:
        return LineHabits()
    spaced = [number for number in prose if SPACED.match(lines[number])]
    named = len(spaced) == 1
    tight = {
        number: max(signs, 2) if named and number > spaced[0] else signs
        for number in _tight_headings(prose, lines)
        for signs in (len(lines[number]) - len(lines[number].lstrip("#")),)
    }
    numbered = dict(_numbered_titles(prose, lines))
    talks = {number: number for number in _talk_titles(prose, lines)} | _bold_talk_titles(prose, lines)
    ruled = frozenset((*_ruled_titles(prose, lines), *_timed_titles(prose, lines))) - talks.keys() - numbered.keys()
    labels = frozenset(_label_lines(prose, lines)) - talks.keys() - numbered.keys() - ruled
    return LineHabits(tight, _indented_headings(prose, lines, bool(tight)), labels, talks, ruled, numbered)


def _prose(lines: Sequence[str]) -> Iterator[int]:
    """Yields the lines that are neither blank, nor front matter, nor inside a fence."""
    fence = ""
    front = next((line.rstrip() for line in lines if line.strip()), "") in {"---", "+++"}
    seen = 0
    for number, line in enumerate(lines):
        if front:
            seen += line.rstrip() in {"---", "+++", "..."}
            front = seen < 2
            continue
        before, fence = fence, fence_after(line, fence)
        if not before and not fence and line.strip():
            yield number


def _next_line(lines: Sequence[str], number: int, blanks: int = 1) -> int | None:
    """Returns the next line that is not blank, at most `blanks` blank lines further."""
    for after in range(number + 1, min(len(lines), number + blanks + 2)):
        if lines[after].strip():
            return after
    return None


def _is_free(lines: Sequence[str], number: int) -> bool:
    return number == 0 or not lines[number - 1].strip()


# Number signs


def _tight_headings(prose: Sequence[int], lines: Sequence[str]) -> Iterator[int]:
    """Yields the headings without a blank. Two signs are certain; then, or if most of them have several words, those
    with one sign count too."""
    matches = {number: match for number in prose if (match := TIGHT.match(lines[number]))}
    sure = {n for n, m in matches.items() if len(m[1]) > 1 and m["words"][0].isalnum() and len(lines[n]) <= 200}
    single = {n: m["words"] for n, m in matches.items() if len(m[1]) == 1 and m["words"][0].isalnum()}
    fit = {n for n, words in single.items() if not TAG_ONLY.match(words) and _is_single_title(lines, n, words)}
    fit |= {n for n in single if n + 1 in sure and _is_free(lines, n)}
    outlined = any(INDENTED.match(lines[n]) for n in prose)
    if sure or len(fit) >= 2 or (outlined and single):
        yield from sure
        yield from (n for n in fit if 2 * len(fit) >= len(single) or sure)
        for number, words in single.items():
            below = _next_line(lines, number)
            if words[0].isupper() and TAG_ONLY.fullmatch(words) and "#" not in words and below is not None and outlined:
                yield number


def _is_single_title(lines: Sequence[str], number: int, words: str) -> bool:
    free = _is_free(lines, number) or lines[number - 1].startswith("#")
    return free and (words[0].isupper() or words[0].isdigit()) and len(words) <= LONGEST_TITLE


def _indented_headings(prose: Sequence[int], lines: Sequence[str], has_outer: bool) -> dict[int, int]:
    """Returns the number signs inside an indentation that structure the note, and are no comments of code, by level.

    What is below such a heading is deeper than it, or begins behind a blank line and is no code.
    """
    headings: dict[int, tuple[int, int]] = {}
    comments = 0
    for number in prose:
        if not (match := INDENTED.match(lines[number])):
            continue
        indent, below = len(match[1].expandtabs(4)), _next_line(lines, number)
        inside = below is not None and _indent_width(lines[below]) > indent
        apart = below is not None and below > number + 1 and _is_free(lines, number)
        if below is None or is_statement(lines[below].strip()) or not (inside or apart):
            comments += 1
        else:
            headings[number] = (indent, len(match[2]))
    if len(headings) < 2 or comments > len(headings) / 4 or min(indent for indent, _ in headings.values()) < 2:
        return {}
    indents = sorted({indent for indent, _ in headings.values()})
    outer = 1 + has_outer
    return {n: min(LEVELS, indents.index(i) + signs + outer) for n, (i, signs) in headings.items()}


def _indent_width(line: str) -> int:
    text = line.expandtabs(4)
    return len(text) - len(text.lstrip(" "))


# Labels


def _label_lines(prose: Sequence[int], lines: Sequence[str]) -> Iterator[int]:
    """Yields the single lines directly above a list that read as labels, if half of all such lines do."""
    above_lists = [number for number in prose if _is_above_list(lines, number)]
    fit = [number for number in above_lists if _can_be_label(lines[number])]
    alone = len(above_lists) == 1 and len(fit) == 1 and len(lines[fit[0]].split()) <= 3 and lines[fit[0]][0].isupper()
    if alone or (len(fit) > 1 and 2 * len(fit) >= len(above_lists)):
        yield from fit


def _is_above_list(lines: Sequence[str], number: int) -> bool:
    """Returns whether a line is a paragraph by itself, or comes directly after a list, and is directly above a list."""
    line, below = lines[number], _next_line(lines, number, BLANKS_ABOVE_LIST)
    if line[:1].isspace() or line[0] in "#>|" or LIST_LINE.match(line) or below is None:
        return False
    list_line = LIST_LINE if below == number + 1 else MARGIN_LIST_LINE
    if not list_line.match(lines[below]) or line.rstrip().endswith((":", "：")):
        return False
    above = lines[number - 1].rstrip() if number else ""
    return not above or above.startswith("#") or (bool(LIST_LINE.match(above)) and len(above) < WRAPPED)


def _can_be_label(line: str) -> bool:
    date = date_at_start(line)
    return date is None and reads_as_label(line) and not speaker_marker(line)


def _talk_titles(prose: Sequence[int], lines: Sequence[str]) -> Iterator[int]:
    """Yields the lines directly above a line that names a speaker, if a note has two or more."""
    titles: list[int] = []
    for number in prose:
        text = lines[number].strip("*_ \t")
        if not speaker_marker(text) or not speaker_line(text) or LIST_LINE.match(lines[number]):
            continue
        above = next((n for n in range(number - 1, max(-1, number - 3), -1) if lines[n].strip()), None)
        if above is None or is_fact(lines[above].strip("*_ \t")):
            continue
        if _is_free(lines, above) and _can_be_label(lines[above]) and lines[above][0] != "#":
            titles.append(above)
    if len(titles) > 1:
        yield from titles


def _bold_talk_titles(prose: Sequence[int], lines: Sequence[str]) -> dict[int, int]:
    """Returns the bold titles directly above a line by itself that has the form of names, with their last lines, if
    half of all bold lines directly above a line of text are, two or more, and no two name the same people."""
    last = len(lines) - 1
    bold = {n: end for n in prose if lines[n][:2] in BOLD_SIGNS and (end := _end_of_bold(lines, n)) is not None}
    above = {n: end for n, end in bold.items() if end < last and _is_free(lines, n) and _is_text(lines[end + 1])}
    titles = {n: end for n, end in above.items() if end + 1 == last or not lines[end + 2].strip()}
    titles = {n: end for n, end in titles.items() if shaped_people(plain_line(lines[end + 1].strip()))}
    different = len({lines[end + 1].strip() for end in titles.values()}) == len(titles)
    return titles if len(titles) > 1 and 2 * len(titles) >= len(above) and different else {}


def _end_of_bold(lines: Sequence[str], number: int) -> int | None:
    """Returns the last line of a title in bold that begins in a line and is nothing else; it may be wrapped once."""
    if BOLD_LINE.fullmatch(lines[number]):
        return number
    sign, wrapped = lines[number][:2], "\n".join(lines[number : number + 2])
    return number + 1 if sign not in lines[number][2:] and WRAPPED_BOLD.fullmatch(wrapped) else None


def _is_text(line: str) -> bool:
    return bool(line.strip()) and line[0] not in BLOCK_STARTS


def _ruled_titles(prose: Sequence[int], lines: Sequence[str]) -> Iterator[int]:
    """Yields the short lines by themselves directly below a long ruler, if half of three rulers or more have one."""
    rulers = [number for number in prose if RULER.match(lines[number]) and not _is_underline(lines, number)]
    below = [_next_line(lines, number) for number in rulers]
    titles = [
        number
        for number in below
        if number is not None
        and _is_free(lines, number)
        and (number + 1 >= len(lines) or not lines[number + 1].strip())
        and not lines[number][:1].isspace()
        and not lines[number].rstrip().endswith((":", "："))
        and _can_be_label(lines[number])
    ]
    if len(rulers) > 2 and 2 * len(titles) >= len(rulers):
        yield from titles


def _timed_titles(prose: Sequence[int], lines: Sequence[str]) -> Iterator[int]:
    """Yields the lines that begin with a time and go on with a title, if two or more of them, and half, have text below
    them; those of a program have not."""
    timed = {number for number in prose if TIMED.match(lines[number]) and len(lines[number]) <= LONGEST_TIMED}
    free = [number for number in timed if _is_free(lines, number)]
    below = {number: _next_line(lines, number) for number in free}
    titles = [number for number, after in below.items() if after is not None and not _opens_part(after, timed, lines)]
    if len(titles) > 1 and 2 * len(titles) >= len(timed):
        yield from free


def _opens_part(number: int, timed: Container[int], lines: Sequence[str]) -> bool:
    return number in timed or lines[number].startswith("#") or RULER.match(lines[number]) is not None


def _is_underline(lines: Sequence[str], number: int) -> bool:
    """Returns whether a ruler is below a title of its own that has no ruler above it."""
    above = lines[number - 1] if number else ""
    return bool(above.strip()) and not (number > 1 and RULER.match(lines[number - 2])) and not RULER.match(above)


def _numbered_titles(prose: Sequence[int], lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yields the lines by themselves that begin with a number and read as titles, two or more, with their depth."""
    titles: list[tuple[int, int]] = []
    for number in prose:
        line = lines[number]
        depth = numbered_depth(line) if not line[:1].isspace() else None
        if depth is None or len(line) > LONGEST_TITLE or not _is_free(lines, number):
            continue
        below = _next_line(lines, number, 2)
        words = line.split(maxsplit=2 if line[0].isalpha() else 1)[-1]
        if below is None or not (words.isdigit() or reads_as_label(words) or line[0].isalpha()):
            continue
        if numbered_depth(lines[below]) == depth and below == number + 1:
            continue  # These are the items of a list.
        if line.rstrip().endswith((".", ",", ";")) or (
            depth == 1 and not line[0].isalpha() and not _is_apart(lines, number)
        ):
            continue
        titles.append((number, depth))
    if len(titles) > 1:
        yield from titles


def _is_apart(lines: Sequence[str], number: int) -> bool:
    """Returns whether blank lines are around a line and no item, and no deeper line, follows."""
    below = _next_line(lines, number, 2)
    if below is None or below == number + 1:
        return False
    return _indent_width(lines[below]) == 0 and numbered_depth(lines[below]) is None
