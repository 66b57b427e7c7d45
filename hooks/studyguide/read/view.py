"""Lines as the parser sees them: as many columns as the note's own, without comments and with plain bullets and spaces.

Because every column stays where it is, whatever the parser says of the view holds for the note's own lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from studyguide.read.comments import Run

SPACES = dict.fromkeys(
    (0x0B, 0x0C, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF), " "
)
"""Every space that is not one to Markdown, the zero-width ones included."""
BULLET = re.compile(r"^(\s*)[•◦‣▪▫●○■□∙·–—](?=\s+\S)")
"""Bullets of word processors; the view has `*` in their place."""
FILLER = "\ufffc"
"""Stands for a commented column in a line that also has other text; a space there would read as indentation."""


def view_of(lines: Sequence[str], comments: Iterable[Run]) -> tuple[str, ...]:
    """Return the view of a note's lines."""
    seen = [_plain(line) for line in lines]
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
    return tuple(seen)


def _plain(line: str) -> str:
    if line.isascii():
        return line.replace("\x0b", " ").replace("\x0c", " ")
    return BULLET.sub(r"\1*", line.translate(SPACES))
