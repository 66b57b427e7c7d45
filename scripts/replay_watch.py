#!/usr/bin/env python3
"""List which life-cycle changes that the glossary records the watch of AWS would have found, release by release.

python scripts/replay_watch.py --since 2025-01-03 OLD.whl NEXT.whl ... NEWEST.whl

A change of the glossary counts if its date is in the time of the releases. It is found if a row between two releases
that are next to each other names its term and says that the product or a part of it ends.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from studyguide.analysis.due_terms import named_changes
from studyguide.cli.inputs import glossary_here
from studyguide.model.glossary import Glossary, Status, Term
from studyguide.model.note import TermId
from studyguide.model.product_change import ProductChange
from studyguide.parse.product_changes import PRODUCT_CHANGE
from watch_aws import changes, read_release

ENDS = ("vanishes", "deprecated", "announced")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--since", required=True, metavar="DAY", help="the first day of the time that is replayed")
    parser.add_argument("wheels", nargs="+", type=Path)
    args = parser.parse_args()
    releases = [read_release(wheel) for wheel in args.wheels]
    glossary = glossary_here()
    found: dict[TermId, ProductChange] = {}
    for old, new in itertools.pairwise(releases):
        rows = [PRODUCT_CHANGE.validate_python(row) for row in changes(old, new)]
        for id_, row in ends_of_terms(glossary, rows):
            found.setdefault(id_, row)
    known = list(recorded(glossary, args.since, releases[-1].day))
    for term, status, day in known:
        print(_row(term, status, day, found))
    print(f"found {sum(term.id in found for term, _, _ in known)} of {len(known)}")


def recorded(glossary: Glossary, since: str, until: str) -> Iterator[tuple[Term, Status, str]]:
    """Yield each term whose product changed its state, closed or got an end within a time, with the day of that."""
    for term in glossary.terms:
        if term.status and term.status.state != "active":
            days = [*term.status.closed, *term.status.since, *term.status.ends]
            if day := next((day for day in days if since <= day <= until), None):
                yield term, term.status, day


def ends_of_terms(glossary: Glossary, rows: Iterable[ProductChange]) -> Iterator[tuple[TermId, ProductChange]]:
    """Yield each row that says that something ends, with each term that it is about."""
    for named in named_changes(glossary, rows):
        if named.change.change in ENDS:
            yield from ((term, named.change) for term in named.terms)


def _row(term: Term, status: Status, day: str, found: Mapping[TermId, ProductChange]) -> str:
    row = found.get(term.id)
    said = f"{row.release} ({row.day}), {row.change}: {row.text or row.product}" if row else "not found"
    return f"| {term.name} | {status.state} | {day} | {said} |"


if __name__ == "__main__":
    main()
