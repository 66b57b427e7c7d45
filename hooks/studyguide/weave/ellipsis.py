"""A name at the head of a list to the names after it that leave out what all share: `Disk for Reading/Writing`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyguide.weave.candidates import Candidate, Line
from studyguide.weave.spellings import Spelling, Spellings

LIST_SIGN = re.compile(r"\s*(?:[/,&+]|,?\s+(?:and|or)\s)\s*(?:and\s+|or\s+)?", re.IGNORECASE)


def continued(line: Line, head: Candidate, spellings: Spellings) -> Iterator[tuple[Candidate, Spelling]]:
    """Yield the shortened names that follow `head`, each with the full spelling it stands for."""
    if head.first == head.last or not spellings.shared:
        return
    key = "".join(line.folds[head.first : head.last])
    family = next((found for stem, found in spellings.shared.items() if key.endswith(stem)), None)
    if family is None:
        return
    capital = any(c.isupper() for c in line.text[head.start : head.end])
    at, end = head.last + 1, head.end
    while at < len(line.folds) and at not in line.breaks:
        if line.folds[at] in ("and", "or") and at + 1 < len(line.folds):
            at += 1
        sign = LIST_SIGN.fullmatch(line.text, end, line.spans[at][0])
        spelling = family.get(line.folds[at]) if sign else None
        if spelling is None or (capital and not line.text[line.spans[at][0]].isupper()):
            return
        yield Candidate(at, at, line.spans[at][0], line.spans[at][1], []), spelling
        end = line.spans[at][1]
        at += 1
