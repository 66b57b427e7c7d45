"""Finds text that an author commented out, in each markup: runs of columns that are never published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from studyguide.parse.formats.subtitles import subtitle_comments
from studyguide.parse.markup_language import PROSE_LANGUAGES, MarkupLanguage
from studyguide.text.code_fence import fence_after

Run = tuple[int, int, int]
"""0-based line, start column, end column."""
TOKEN = re.compile(r"<!--(?:-?>)?|-->|`+")
PERCENT = re.compile(r"%%[^%\n]+%%")
PERCENT_OPENING = re.compile(r"\s*%%[^%]*$")
ORG_TREE = re.compile(r"(\*+) (?:COMMENT\b|.*:noexport:)")
ORG_LINE = re.compile(r"\s*#(?:\s|$)")
REST_LINE = re.compile(r"\.\.(?:\s+(?![\w:+.-]+::|_|\[|\|)\S.*)?$")


class Comments(Struct, frozen=True):
    runs: tuple[Run, ...]
    """In order of their lines."""
    unclosed: int | None = None
    """0-based line of a comment that never ends."""


def comments_of(lines: Sequence[str], syntax: MarkupLanguage) -> Comments:
    """Returns the commented parts of a note; `lines` are its own."""
    if syntax not in PROSE_LANGUAGES and syntax is not MarkupLanguage.HTML:
        return Comments(tuple(MORE[syntax](lines)))
    runs, unclosed = _html_comments(lines)
    if syntax is MarkupLanguage.HTML:
        return Comments(tuple(_merged_runs(runs)), unclosed)
    runs = [*runs, *_percent_comments(lines), *MORE[syntax](lines)]
    return Comments(tuple(_merged_runs(runs)), unclosed)


def _merged_runs(runs: Iterable[Run]) -> Iterable[Run]:
    """Merges runs that overlap, such as `<!-- a %% b --> c %%`."""
    line, start, end = -1, 0, 0
    for run in sorted(run for run in runs if run[1] < run[2]):
        if run[0] == line and run[1] < end:
            end = max(end, run[2])
            continue
        if line >= 0:
            yield line, start, end
        line, start, end = run
    if line >= 0:
        yield line, start, end


def _html_comments(lines: Sequence[str]) -> tuple[list[Run], int | None]:
    """Finds `<!-- ... -->`, over any number of lines, outside fenced code and code spans."""
    runs: list[Run] = []
    fence, since = "", None
    for number, line in enumerate(lines):
        before = fence
        if since is None:
            fence = fence_after(line, fence)
        if since is None and (before or fence):
            continue
        if since is not None or "<!--" in line:
            spans, since = _html_comments_of(line, number, since)
            runs.extend((number, start, end) for start, end in spans)
    if since is not None and lines[since[0]][: since[1]].strip():
        # Opened within a line and never closed: a literal `<!--`, not a comment.
        return [run for run in runs if run < (*since, 0)], None
    return runs, since[0] if since else None


def _html_comments_of(
    line: str, number: int, since: tuple[int, int] | None
) -> tuple[list[tuple[int, int]], tuple[int, int] | None]:
    """Returns the commented columns of one line and, if its last comment continues, where that began (line, column)."""
    spans: list[tuple[int, int]] = []
    start, quoted = 0, ""
    ahead = Counter(re.findall("`+", line)) if "`" in line else Counter()
    for token in TOKEN.finditer(line):
        text = token[0]
        if since is not None:
            if text == "-->":
                spans.append((start, token.end()))
                since = None
        elif text[0] == "`":
            ahead[text] -= 1
            quoted = "" if text == quoted else quoted or (text if ahead[text] else "")
        elif text.startswith("<!--") and not quoted:
            start = token.start()
            if text == "<!--":
                since = (number, start)
            else:
                spans.append((start, token.end()))
    if since is not None:
        spans.append((start, len(line)))
    return spans, since


def _percent_comments(lines: Sequence[str]) -> Iterable[Run]:
    """Finds `%% ... %%` within a line, or over lines whose first begins and whose last ends with the sign. Code in a
    fence is left alone, but a comment can contain one, as those of board plugins do."""
    ends = [n for n, line in enumerate(lines) if line.count("%%") % 2 and line.rstrip().endswith("%%")]
    fence, hidden = "", -1
    for number, line in enumerate(lines):
        if number <= hidden:
            continue
        before, fence = fence, fence_after(line, fence)
        if before or fence:
            continue
        if "%%" in line:
            last = next((n for n in ends if n > number), -1) if PERCENT_OPENING.match(line) else -1
            if last >= 0:
                yield from ((n, 0, len(lines[n])) for n in range(number, last + 1))
                hidden = last
            else:
                yield from ((number, match.start(), match.end()) for match in PERCENT.finditer(line))


def _org(lines: Sequence[str]) -> Iterable[Run]:
    """Finds `# line`, `#+begin_comment`, `* COMMENT title`, and trees tagged `:noexport:`."""
    hidden, block, source = 0, False, False
    for number, line in enumerate(lines):
        low = line.strip().lower()
        if (
            not source
            and line.startswith("*")
            and (stars := len(line) - len(line.lstrip("*")))
            and line[stars : stars + 1] == " "
        ):
            if stars <= hidden:
                hidden = 0
            if not hidden and ORG_TREE.match(line):
                hidden = stars
        if low.startswith("#+begin_comment"):
            block = True
        source = (source or low.startswith(("#+begin_src", "#+begin_example"))) and not low.startswith("#+end_")
        if hidden or block or (not source and ORG_LINE.match(line)):
            yield number, 0, len(line)
        block = block and not low.startswith("#+end_comment")


def _rest(lines: Sequence[str]) -> Iterable[Run]:
    """Finds `.. text` that is not a directive, with the lines indented below it."""
    inside = False
    for number, line in enumerate(lines):
        if REST_LINE.match(line):
            inside = True
        elif inside and line.strip() and not line[0].isspace():
            inside = False
        if inside:
            yield number, 0, len(line)


def _asciidoc(lines: Sequence[str]) -> Iterable[Run]:
    """Finds `// line`, and the text between two lines of `////`."""
    block = False
    for number, line in enumerate(lines):
        fence = line.startswith("////") and not line.strip("/ \t")
        if block or fence or (line.startswith("//") and not line.startswith("///")):
            yield number, 0, len(line)
        block = block != fence


MORE: dict[MarkupLanguage, Callable[[Sequence[str]], Iterable[Run]]] = {
    MarkupLanguage.MARKDOWN: lambda _: (),
    MarkupLanguage.ORG: _org,
    MarkupLanguage.REST: _rest,
    MarkupLanguage.ASCIIDOC: _asciidoc,
    MarkupLanguage.SUBTITLES: subtitle_comments,
    MarkupLanguage.HTML: lambda _: (),
    MarkupLanguage.CLIPPINGS: lambda _: (),
    MarkupLanguage.TWO_COLUMNS: lambda _: (),
}

SPACES = dict.fromkeys(
    (0x0B, 0x0C, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF), " "
)
"""Every space that Markdown does not treat as one, including zero-width ones."""
BULLET = re.compile(r"^(\s*)[•◦‣▪▫●○■□∙·–—](?=\s+\S)")
"""Bullets of word processors; the normalized lines have `*` instead."""
FILLER = "\ufffc"
"""Replaces a commented column in a line that also has other text; a space there would count as indentation."""


def normalized_lines(lines: Sequence[str], comments: Iterable[Run]) -> tuple[str, ...]:
    """Returns the lines of a note as the block parser reads them."""
    seen = [_without_code(line) for line in lines]
    line_index: dict[int, list[tuple[int, int]]] = {}
    for line, start, end in comments:
        line_index.setdefault(line, []).append((start, end))
    for line, spans in line_index.items():
        row = list(seen[line])
        for filler in (FILLER, " "):
            for start, end in spans:
                row[start:end] = filler * (end - start)
            if "".join(row).strip(FILLER + " \t"):
                break
        seen[line] = "".join(row)
    return tuple(seen)


def _without_code(line: str) -> str:
    if line.isascii():
        return line.replace("\x0b", " ").replace("\x0c", " ")
    return BULLET.sub(r"\1*", line.translate(SPACES))
