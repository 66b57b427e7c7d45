"""Where what is masked in one place stands in another: a number in a longer name, a password with no word before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from studyguide.model.note import REDACTED_KINDS, Note, ZoneKind, zones_by_line
from studyguide.parse.privacy.rules import Interval, is_random
from studyguide.parse.privacy.secrets import subtract_taken

PREFIX_LENGTH = 6
"""Characters by which a text is looked up; shorter ones are too common to be looked for."""
SECRET_KINDS = frozenset({ZoneKind.EMAIL, ZoneKind.PHONE, ZoneKind.KEY})
Secrets = Mapping[str, ZoneKind]


def secrets_of(lines: Sequence[str], zones: Iterable[tuple[int, Interval]]) -> dict[str, ZoneKind]:
    """Return the masked texts that are worth looking for. `zones` are 0-based lines and what stands there."""
    secrets: dict[str, ZoneKind] = {}
    for number, (start, end, kind) in zones:
        text = lines[number][start:end].strip()
        if kind in SECRET_KINDS and len(text) >= PREFIX_LENGTH and (kind is not ZoneKind.KEY or " " not in text):
            secrets.setdefault(text, kind)
            word = text.rpartition(":")[2]
            if kind is ZoneKind.KEY and is_random(word):  # of a user and a password
                secrets.setdefault(word, kind)
    return secrets


def note_secrets(note: Note) -> dict[str, ZoneKind]:
    """Return the masked texts of a whole note."""
    return secrets_of(note.lines, ((z.line - 1, (z.start, z.end, z.kind)) for z in note.zones))


def repeated_secrets(secrets: Secrets, lines: Sequence[str]) -> Iterator[tuple[int, list[Interval]]]:
    """Yield every line that has a secret, 0-based, with the runs of secrets in it. Time grows with the text alone."""
    if not secrets:
        return
    lengths: dict[str, set[int]] = {}
    for text in secrets:
        lengths.setdefault(text[:PREFIX_LENGTH], set()).add(len(text))
    classes = ["".join(map(re.escape, sorted(set(column)))) for column in zip(*lengths, strict=True)]
    sieve = re.compile(f"[{classes[0]}](?={''.join(f'[{letters}]' for letters in classes[1:])})")
    for number, line in enumerate(lines):
        runs: list[Interval] = []
        for match in sieve.finditer(line):
            at = match.start()
            ends = (at + length for length in lengths.get(line[at : at + PREFIX_LENGTH], ()))
            end = max((end for end in ends if end <= len(line) and line[at:end] in secrets), default=0)
            if runs and at < runs[-1][1]:
                runs[-1] = (runs[-1][0], max(end, runs[-1][1]), runs[-1][2])
            elif end:
                runs.append((at, end, secrets[line[at:end]]))
        if runs:
            yield number, runs


def shows_any(secrets: Secrets, note: Note) -> bool:
    """Whether a secret can be read in a note."""
    hidden = zones_by_line(zone for zone in note.zones if zone.kind in REDACTED_KINDS)
    for number, runs in repeated_secrets(secrets, note.lines):
        taken = [(zone.start, zone.end, zone.kind) for zone in hidden.get(number + 1, ())]
        if len(subtract_taken(taken, runs)) > len(taken):
            return True
    return False
