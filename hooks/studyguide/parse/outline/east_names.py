"""Decides which places name people in Chinese, Japanese or Korean letters.

A few letters of these scripts may be any word, so that such a name proves nothing alone: it is one if other titles of
its note name people in the same place, and if the note does not use it as a word.
"""

from __future__ import annotations

from collections.abc import Sequence

from studyguide.parse.outline.byline_slot import BylineSlot
from studyguide.parse.outline.east_letters import EAST_NAME

FORMS = frozenset({"before", "by", "intro", "brackets", "quote", "emphasis", "《"})
"""Places that have names in these letters; words that only look alike are in all others as well."""
OFTEN_NAMED = 2
"""Number of lines up to which a note has the name of somebody who speaks once."""
EAST_AGREEING = 3
"""Number of titles that must agree if none of them has a name in other letters."""


def east_slots(members: Sequence[BylineSlot], lines: Sequence[str], proved: bool, of_talks: bool) -> list[BylineSlot]:
    """Returns the places of one form with names in these letters, if they are names: with all that name people
    otherwise they are three quarters, no two are the same, and either some are names otherwise or, in a note about
    talks, three agree. `proved` says that the form names people in this note."""
    form = members[0].form[0]
    shaped = [slot for slot in members if slot.people and all(EAST_NAME.fullmatch(one.name) for one in slot.people)]
    if not shaped or not (form in FORMS or form.startswith("behind ")):
        return []
    names = [person.name for slot in shaped for person in slot.people]
    words = {name for name in names if sum(name in line for line in lines) > OFTEN_NAMED}
    shaped = [slot for slot in shaped if not any(person.name in words for person in slot.people)]
    others = sum(slot.is_named for slot in members if slot not in shaped)
    nearly_all = 4 * (len(shaped) + others) >= 3 * len(members)
    agree = proved or (others > 0 and len(shaped) + others > 1) or (of_talks and len(shaped) >= EAST_AGREEING)
    return shaped if agree and nearly_all and len(set(names)) == len(names) else []
