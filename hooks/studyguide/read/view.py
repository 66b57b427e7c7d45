"""Lines as the parser sees them: as many columns as the note's own, without comments and with plain bullets and spaces.

Because every column stays where it is, whatever the parser says of the view holds for the note's own lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

SPACES = dict.fromkeys(
    (0x0B, 0x0C, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF), " "
)
"""Every space that is not one to Markdown, the zero-width ones included."""
BULLET = re.compile(r"^(\s*)[•◦‣▪▫●○■□∙·–—](?=\s+\S)")
"""Bullets of word processors; the view has `*` in their place."""
FENCE = re.compile(r"^[\s>]*(?:[-*+]\s+)?(`{3,}|~{3,})")
TOKEN = re.compile(r"<!--(?:-?>)?|-->|`+")
FILLER = "\ufffc"
"""Stands for a commented column in a line that also has other text; a space there would read as indentation."""


@dataclass(frozen=True, slots=True)
class View:
    lines: tuple[str, ...]
    comments: tuple[tuple[int, int, int], ...]
    """(0-based line, start, end) of what the author commented out."""
    unclosed: int | None = None
    """0-based line of a comment that never ends."""


def view_of(lines: Sequence[str]) -> View:
    """Return the view of a note's lines."""
    comments, unclosed = _comments(lines)
    seen = [BULLET.sub(r"\1*", line.translate(SPACES)) if not line.isascii() else _plain(line) for line in lines]
    by_line: dict[int, list[tuple[int, int]]] = {}
    for line, start, end in comments:
        by_line.setdefault(line, []).append((start, end))
    for line, spans in by_line.items():
        row = list(seen[line])
        for filler in (FILLER, " "):
            for start, end in spans:
                row[start:end] = filler * (end - start)
            if "".join(row).strip(FILLER + " \t"):
                break
        seen[line] = "".join(row)
    return View(tuple(seen), tuple(comments), unclosed)


def _plain(line: str) -> str:
    return line.replace("\x0b", " ").replace("\x0c", " ")


def _comments(lines: Sequence[str]) -> tuple[list[tuple[int, int, int]], int | None]:
    """Find `<!-- ... -->`, over as many lines as it takes, outside fenced code and code spans."""
    found: list[tuple[int, int, int]] = []
    fence, since = "", None
    for number, line in enumerate(lines):
        if since is None and fence:
            fence = "" if line.strip(" >\t").startswith(fence) and not line.strip(" >\t" + fence[0]) else fence
        elif since is None and ("```" in line or "~~~" in line) and (opening := FENCE.match(line)):
            fence = opening[1]
        elif since is not None or "<!--" in line:
            spans, since = _comments_of(line, number, since)
            found.extend((number, start, end) for start, end in spans)
    if since is not None and lines[since[0]][: since[1]].strip():
        # Opened within a line and never closed: a literal `<!--`, not a comment.
        return [span for span in found if span < (*since, 0)], None
    return found, since[0] if since else None


def _comments_of(
    line: str, number: int, since: tuple[int, int] | None
) -> tuple[list[tuple[int, int]], tuple[int, int] | None]:
    """Return the commented columns of one line and, if its last comment goes on, where that began (line, column)."""
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
