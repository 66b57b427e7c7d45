"""Finds lead-ins that are the labels of fields, such as `Dose:` in a note with one list for each medicine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from studyguide.model.note import NotePath
from studyguide.suggest.keys import key_of
from studyguide.suggest.lead_ins import LeadIn

ALONE_LABEL, BESIDE_LABEL = 3, 2
"""A lead-in below so many headings is the label of a field; below fewer, if a label is beside it."""
MIN_LABELS, MIN_SHARE_OF_LABELS = 2, 0.5
"""Number of labels and their share among the lead-ins below a heading from which the others are labels too."""


def field_labels(lead_ins: Iterable[LeadIn]) -> frozenset[str]:
    """Returns the keys of lead-ins that are labels; `Part 1` and `Part 2` count as one lead-in below two headings."""
    below: dict[str, set[tuple[NotePath, int]]] = defaultdict(set)
    numbered: dict[str, set[str]] = defaultdict(set)
    beside: dict[tuple[NotePath, int], set[str]] = defaultdict(set)
    for lead in lead_ins:
        key = key_of(lead.name)
        below[key].add(lead.heading)
        beside[lead.heading].add(key)
        if lead.name[-1:].isdigit() and " " in lead.name:
            numbered[key.rstrip("0123456789")].add(key)
    for keys in numbered.values():
        below |= {key: below[key] | {(NotePath(other), 0) for other in keys} for key in keys}
    labels = {key for key, headings in below.items() if len(headings) >= ALONE_LABEL}
    known: set[str] = set()
    while labels != known:
        known = set(labels)
        for keys in beside.values():
            fields = keys & known
            if fields:
                labels |= {key for key in keys if len(below[key]) >= BESIDE_LABEL}
            if len(fields) >= max(MIN_LABELS, MIN_SHARE_OF_LABELS * len(keys)):
                labels |= keys
    return frozenset(labels)
