"""Measure what is masked: recall for 1,000 generated secrets of 100 kinds, and false masks per 1,000 ordinary lines.

    python scripts/score_masking.py
    python scripts/score_masking.py --seed 7 --each 20 --missed

Every secret is drawn from a seeded generator and is in a note of its own. It counts as masked when none of its letters
and digits can be read. `secret_kinds` has the kinds; the patterns of the engine are not imported. `ordinary_lines` are
those of the shipped notes and of the Markdown files in `docs/`, and generated lines with numbers, dates, versions and
names.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator

from ordinary_lines import ordinary_lines
from secret_draws import Sample
from secret_kinds import KINDS
from studyguide.model.note import REDACTED_KINDS, Note, NotePath, ZoneKind
from studyguide.parse.note import parse_note


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=10, help="secrets of each kind")
    parser.add_argument("--missed", action="store_true", help="print every secret that can be read")
    args = parser.parse_args()
    total = 0
    for name, kind in KINDS.items():
        chance = random.Random(f"{args.seed} {name}")
        samples = [kind(chance) for _ in range(args.each)]
        readable = [sample for sample in samples if not is_masked(sample)]
        total += len(samples) - len(readable)
        print(f"{len(samples) - len(readable):4} of {len(samples)}  {name}")
        if args.missed:
            for sample in readable:
                print("".join(f"           | {line}\n" for line in "".join(sample).split("\n")), end="")
    count = args.each * len(KINDS)
    print(f"{total} of {count} secrets of {len(KINDS)} kinds are masked: {100 * total / count:.1f} %")
    for name, lines in ordinary_lines(random.Random(args.seed)).items():
        masks = list(false_masks(lines))
        print(f"{len(masks)} false masks in {len(lines)} lines: {name}, {1000 * len(masks) / len(lines):.2f} per 1,000")
        for text, line in masks if args.missed else ():
            print(f"           | {text!r} in {line}")


def is_masked(sample: Sample) -> bool:
    """Return whether no letter and no digit of the secret can be read in the note."""
    note = read("".join(sample))
    hidden = {(z.line, column) for z in note.zones if z.kind in REDACTED_KINDS for column in range(z.start, z.end)}
    line, column = 1 + sample.before.count("\n"), len(sample.before) - 1 - sample.before.rfind("\n")
    for letter in sample.secret:
        if letter.isalnum() and (line, column) not in hidden:
            return False
        line, column = (line + 1, 0) if letter == "\n" else (line, column + 1)
    return True


def false_masks(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what is masked in lines that hold nothing private. An address of mail in a shipped note is private."""
    note = read("\n".join(lines))
    for zone in note.zones:
        line = note.lines[zone.line - 1]
        text = line[zone.start : zone.end]
        if zone.kind in REDACTED_KINDS - {ZoneKind.COMMENT} and not (zone.kind is ZoneKind.EMAIL and "@" in text):
            yield text, line


def read(text: str) -> Note:
    """Return a text as a note."""
    note, _ = parse_note(NotePath("note.md"), text.encode())
    assert note
    return note


if __name__ == "__main__":
    main()
