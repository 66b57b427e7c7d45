"""One note with everything that is found in it: the part of weaving that no other note has a say in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studyguide.read.repeated_secrets import Secrets, note_secrets
from studyguide.records import Mention, Note, Passage, Refusal, TermId
from studyguide.weave.backlinks import Backlink, backlinks
from studyguide.weave.by_line import ByLine, by_line
from studyguide.weave.coverage import Accounting, account
from studyguide.weave.explanations import explained
from studyguide.weave.mentions import find_mentions
from studyguide.weave.passages import passages
from studyguide.weave.spellings import Spellings


@dataclass(frozen=True, slots=True)
class WovenNote:
    """A note, its mentions in every form that is asked for, and what became of its lines."""

    note: Note
    mentions: tuple[Mention, ...]
    refusals: tuple[Refusal, ...]
    by_line: ByLine
    backlinks: Mapping[TermId, tuple[Backlink, ...]]
    passages: tuple[tuple[TermId, Passage], ...]
    explained: frozenset[TermId]
    accounting: Accounting
    secrets: Secrets
    """What is masked in it, which other notes must not show either."""


def weave_note(note: Note, spellings: Spellings) -> WovenNote:
    """Relate a note to the glossary's spellings."""
    mentions, refusals = find_mentions(note, spellings)
    quoted = passages(note, mentions)
    stands = by_line(note, mentions)
    told = explained(note, stands, quoted)
    named = backlinks(note, mentions)
    return WovenNote(
        note, mentions, refusals, stands, named, quoted, told, account(note, stands, quoted), note_secrets(note)
    )
