"""Decides for each form of byline once per note whether it names people.

Every title of a note is a candidate of the forms it has: names behind a dash, names in a quote below it, and so on. A
form counts for all of its titles if one of them is certain, or if half of them look like people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from studyguide.model.note import Block, Speaker
from studyguide.parse.outline.announced_talks import AnnouncedTalks
from studyguide.parse.outline.byline_block import (
    BylineBlock,
    byline_below,
    marked_names,
    shaped_below,
)
from studyguide.parse.outline.byline_rows import has_field_mark, is_byline
from studyguide.parse.outline.byline_slot import BELOW, BylineSlot, ShapedBlock, TitleByline
from studyguide.parse.outline.east_names import east_slots
from studyguide.parse.outline.everyday_names import (
    ALL_BUT_CERTAIN,
    OFTEN,
    everyday_slots,
    prove_form,
    prove_others,
)
from studyguide.parse.outline.heading_bylines import WITH_SIGN, agree_with_sign
from studyguide.parse.outline.list_titles import is_of_others
from studyguide.parse.outline.listed_bylines import listed_bylines
from studyguide.parse.outline.listed_titles import with_companions
from studyguide.parse.outline.lone_names import lone_names
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.name_rows import is_fact
from studyguide.parse.outline.names import (
    HANDLE,
    PERSON_NAME,
    NoteWords,
    is_job,
    name_strength,
    weakest,
)
from studyguide.parse.outline.paper_titles import paper_titles
from studyguide.parse.outline.recorded_speakers import has_recorded_speakers
from studyguide.parse.outline.retold import is_retold
from studyguide.parse.outline.separators import separators_in, sign_of
from studyguide.parse.outline.single_names import single_name
from studyguide.parse.outline.small_names import small_byline
from studyguide.parse.outline.speakers import (
    KEYNOTE,
    BylineCandidate,
    byline_candidates,
    speaker_line,
)
from studyguide.parse.outline.sure_slots import BylineContext, is_linked, is_sure_alone
from studyguide.parse.outline.title_candidates import other_candidates, without_signs
from studyguide.parse.outline.title_days import is_only_day
from studyguide.parse.outline.titles import Title, title_with, undated

LIKE_TEXT = ("row", "line", "lone item")
"""Forms that text has as well: if one of them names people at some level of titles, it does so only there."""
IN_TITLE = frozenset({"before", "behind -", "behind |"})
"""Forms that name people in titles of every level if they do so in titles of one."""
OF_SENTENCES = frozenset({"intro", "quoted"})
"""Forms of titles in which names are next to words of a sentence or a quoted title."""
OF_TALKS_ONLY = frozenset({"occasion", "comma", "field", "《", "linked"} | OF_SENTENCES)
"""Forms that say something else in a note that is not about talks."""
MOST_FORMS = 3
"""How many titles of a form must name people so that one of everyday words does as well, if they are three quarters."""
MOST_WITHOUT_ROLES = 5
"""More people without roles below a title are rather the authors of a paper."""
MAX_REPEATS = 2
"""How often the same names without a role may be below a title."""


def bylines_of(
    blocks: Sequence[Block], titles: Sequence[int], note: NameEvidence, announced: AnnouncedTalks
) -> dict[int, TitleByline]:
    """Returns who is named with each title; `titles` are the indexes of the titles among `blocks`.

    A line below a title that is certain or marked as a byline comes before a guess from the title.
    """
    talks = announced.quoted.keys() | announced.listed.keys()
    below = {
        index: BylineBlock() if has_recorded_speakers(blocks, index, note.lines) else byline_below(blocks, index, talks)
        for index in titles
    }
    read = {index: _title_read(blocks[index].text) for index in titles}
    certain = {index: _certain(blocks[index].text, read[index], below[index]) for index in titles}
    marked = sum(byline.marked for byline in below.values())
    for index in titles if marked >= MOST_FORMS else ():
        if not certain[index].people and (people := marked_names(blocks, index)):
            certain[index] = TitleByline(None, people, below[index].date)
    open_titles = [index for index in titles if not certain[index].people]
    if not open_titles:
        return certain
    of_talks = note.is_about_talks
    names = {
        index: _TitleNames(
            title.words,
            () if is_fact(title.words) else (*title.usual, *other_candidates(title.words)),
            shaped_below(blocks, index, note.lines, announced.listed),
        )
        for index, title in read.items()
        if not title.is_day and not is_fact(f"{title.words}:")
    }
    accepted: list[BylineSlot] = []
    if of_talks or any(one.candidates or (one.below and one.below.people) for one in names.values()):
        papers = paper_titles(blocks, open_titles, note)
        slots = [slot for slot in _slots(blocks, names, below, note.words, of_talks) if slot.title not in papers]
        context = BylineContext(blocks, titles, note.lines, note.words, note.lines_with, of_talks)
        accepted = list(_accepted(slots, context))
    by_title: dict[int, list[BylineSlot]] = defaultdict(list)
    for slot in accepted:
        by_title[slot.title].append(slot)
    used: set[int] = set()
    for index in open_titles:
        named = [slot for slot in by_title.get(index, ()) if slot.own is None or slot.own not in used]
        if index not in used and named:
            best = min(named, key=lambda slot: (slot.below, slot.form[0] == "only", -slot.strength))
            again = next((slot for slot in named if slot.below and _share_a_name(slot, best)), best)
            people = again.people if again.has_roles else best.people
            certain[index] = TitleByline(best.words or None, people, below[index].date, again.own)
            used |= {again.own} if again.own is not None else set()
    if of_talks:
        rest = [(index, read[index].words) for index in titles if not certain[index].people]
        in_words = sum(certain[index].people != () and certain[index].words is not None for index in titles)
        certain |= {at: one._replace(date=below[at].date) for at, one in lone_names(rest, note, in_words).items()}
        certain = {index: with_companions(read[index].words, certain[index]) for index in titles}
    unnamed = {index: read[index].words for index in open_titles if index in names and not certain[index].people}
    listed = listed_bylines(blocks, unnamed, {index: certain[index] for index in titles}, note)
    certain |= {index: one._replace(date=below[index].date) for index, one in listed.items()}
    has_by = any(slot.form[0] == "by" for slot in accepted) or of_talks
    for index in open_titles if has_by else ():
        if not certain[index].people and (one := small_byline(read[index].words)):
            certain[index] = TitleByline(one.title, one.people, below[index].date)
    return certain


class _ReadTitle(Struct, frozen=True):
    """Holds the words of a title without its date, and the usual ways to divide them."""

    words: str
    is_day: bool
    """Whether it is nothing but a day."""
    usual: tuple[BylineCandidate, ...]


class _TitleNames(NamedTuple):
    """Holds the words of a title without its date, every way to divide them, and the form of what is below it."""

    words: str
    candidates: tuple[BylineCandidate, ...]
    below: ShapedBlock | None


def _title_read(text: str) -> _ReadTitle:
    words, _, only_date = undated(text)
    is_day = only_date or is_only_day(words)
    return _ReadTitle(words, is_day, () if only_date else tuple(byline_candidates(without_signs(words))))


def _certain(text: str, title: _ReadTitle, below: BylineBlock) -> TitleByline:
    """Returns the people who are certain without any other title; `title` is what was read of its text."""
    if has_field_mark(text) and is_byline(text):
        return TitleByline(None, speaker_line(text), below.date)
    if not below.marked and title.is_day:
        return TitleByline(None, (), below.date)  # A day has several talks.
    sure = next((one for one in title.usual if one.certain), None)
    if sure:
        return TitleByline(sure.title, sure.people, below.date, below.own)
    names = {person.name for person in below.speakers}
    same = next((one for one in title.usual if names & {person.name for person in one.people}), None)
    return TitleByline(same.title if same else None, below.speakers, below.date, below.own)


def _slots(
    blocks: Sequence[Block],
    titles: Mapping[int, _TitleNames],
    below: Mapping[int, BylineBlock],
    words: NoteWords,
    of_talks: bool,
) -> Iterator[BylineSlot]:
    for index, (text, candidates, shaped) in titles.items():
        block = blocks[index]
        rank = f"{block.kind} {block.level}"
        best: dict[str, BylineSlot] = {}
        for sign in dict.fromkeys(map(sign_of, separators_in(text[:400]))):
            best[f"behind {sign}"] = BylineSlot(index, (f"behind {sign}", rank))
            best["before"] = BylineSlot(index, ("before", rank))
        if of_talks:
            best |= {form: BylineSlot(index, (form, rank)) for form in ("comma", *OF_SENTENCES)}
        for one in candidates:
            strength = weakest([person.name for person in one.people], words)
            is_word = " " not in one.title and one.title.isascii()
            if one.form == "before" and is_word and strength < ALL_BUT_CERTAIN and not one.people[0].role:
                continue  # A word behind a dash is rather a part of what is before it.
            if strength == 0 and of_talks and is_retold(one.people, blocks, index):
                strength = 1
            sure = one.certain or (one.form == "only" and any(is_job(person.role) for person in one.people))
            strength = max(strength, 1) if sure else strength
            before = best.get(one.form)
            if (strength >= 0 or sure) and (before is None or before.strength < strength):
                best[one.form] = BylineSlot(index, (one.form, rank), one.people, one.title, strength, sure, one.marked)
        yield from best.values()
        marked = below[index].marked
        if shaped and not (marked and shaped.form != "item") and not is_of_others(text):
            companions = [
                person.role for person in shaped.people if person.role and _is_second_name(person.role, words)
            ]
            strength = weakest([*(person.name for person in shaped.people), *companions], words)
            strength = 2 if shaped.is_honored else strength
            yield BylineSlot(
                index,
                (shaped.form, rank),
                shaped.people,
                None,
                strength,
                marked or shaped.is_honored or any(is_job(person.role) for person in shaped.people),
                marked or KEYNOTE.fullmatch(text) is not None,
                shaped.title,
            )


def _accepted(slots: Sequence[BylineSlot], context: BylineContext) -> Iterator[BylineSlot]:
    """Yields the slots that name people."""
    blocks, words, lines_with = context.blocks, context.words, context.lines_with
    by_form: dict[tuple[str, ...], list[BylineSlot]] = defaultdict(list)
    for slot in slots:
        linked = slot.form[0] == "comma" and is_linked(slot, words)
        if context.is_about_talks or slot.form[0] not in OF_TALKS_ONLY or linked:
            by_form[slot.form].append(slot)
    agreements = {form: _is_agreed(form[0], members, lines_with) for form, members in by_form.items()}
    rules = {form[0] for form, agreed in agreements.items() if agreed}
    accepted: list[BylineSlot] = []
    deferred: list[BylineSlot] = []
    for form, members in by_form.items():
        if not any(slot.people for slot in members):
            continue
        shaped = everyday_slots(members, words, lines_with)
        proof = prove_others if agreements[form] else prove_form
        shaped = shaped if proof(shaped, blocks, context.lines) else ()
        if form[0].endswith(WITH_SIGN):
            agree = context.is_about_talks and agree_with_sign(members, blocks)
            shaped = tuple(slot for slot in members if slot.people and slot.strength >= 0) if agree else ()
        agreed = agreements[form] or bool(shaped)
        east = east_slots(members, context.lines, agreed, context.is_about_talks)
        agreed = agreed or bool(east)
        alone = agreed or form[0] not in LIKE_TEXT or form[0] not in rules
        alone = alone and (agreed or form[0] != "linked" or not any(rule.partition(" ")[0] in BELOW for rule in rules))
        named = sum(slot.is_named for slot in members)
        most = agreed and not members[0].below and named >= MOST_FORMS and 4 * named >= 3 * len(members)
        roles = [person.role for slot in members for person in slot.people if person.role]
        second = [(words.is_english and _is_second_name(role, words)) or role in words.linked for role in roles]
        no_companies = all(second)
        no_roles = form[0] == "only" and agreed
        repeats = Counter(slot.people for slot in members if slot.below and not slot.has_roles)
        leads = agreed and form[0] == "before" and named > 1 and 2 * named >= len(members)
        for slot in members:
            if leads and not slot.people and (alone_here := single_name(blocks[slot.title].text)):
                accepted.append(replace(slot, people=alone_here.people, words=alone_here.words))
            fits = (
                slot.may_be_named
                or (slot.strength == 0 and most and not _is_of_text(slot, words))
                or slot in shaped
                or slot in east
            )
            if not slot.people or not fits or repeats[slot.people] > MAX_REPEATS:
                continue  # The same names without a role below several titles are a label.
            if slot.below and len(slot.people) > MOST_WITHOUT_ROLES and not (slot.has_roles or slot.introduced):
                continue
            if no_roles and slot.strength < ALL_BUT_CERTAIN and not slot.people[0].role and not slot.introduced:
                continue
            elsewhere = form[0] in rules and form[0] in IN_TITLE and slot.strength == ALL_BUT_CERTAIN
            if agreed or (alone and slot.is_named and (elsewhere or is_sure_alone(slot, context))):
                accepted.append(replace(slot, people=_with_companions(slot.people)) if no_companies else slot)
            elif form[0] in IN_TITLE and slot.strength == ALL_BUT_CERTAIN and context.is_about_talks:
                deferred.append(slot)
    yield from accepted
    yield from _proved_by_other_levels(deferred, accepted, slots)


def _proved_by_other_levels(
    deferred: Sequence[BylineSlot], accepted: Sequence[BylineSlot], slots: Sequence[BylineSlot]
) -> Iterator[BylineSlot]:
    """Yields the slots whose form names people in titles of another level, or in half of the titles of all levels."""
    all_of_form = Counter(slot.form[0] for slot in slots)
    likely = Counter(slot.form[0] for slot in deferred)
    proved = {slot.form[0] for slot in accepted}
    proved |= {form for form, count in likely.items() if count > 1 and 2 * count >= all_of_form[form]}
    yield from (slot for slot in deferred if slot.form[0] in proved)


def _is_of_text(slot: BylineSlot, words: NoteWords) -> bool:
    """Returns whether the note has the last word of a name in small letters as well."""
    return any(person.name.split()[-1].lower() in words.small for person in slot.people)


def _share_a_name(slot: BylineSlot, other: BylineSlot) -> bool:
    """Returns whether two places name one and the same person, if perhaps not in the same spelling."""
    names, others = ({person.name.split()[-1] for person in one.people} for one in (slot, other))
    return bool(names & others)


def _is_second_name(role: str, words: NoteWords) -> bool:
    """Returns whether what is behind a name and a comma is certainly a name as well."""
    return PERSON_NAME.fullmatch(role) is not None and not is_job(role) and name_strength(role, words) == 2


def _with_companions(people: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """Returns people whose roles are names as two people each."""
    names = (name for person in people for name in (person.name, person.role) if name)
    return tuple(Speaker(name) for name in names) if any(person.role for person in people) else tuple(people)


def _is_agreed(form: str, members: Sequence[BylineSlot], lines_with: Callable[[str], int]) -> bool:
    """Returns whether a form names people in this note: once for certain, or in half of its places."""
    named = [slot for slot in members if slot.people and slot.is_named]
    if any(slot.certain for slot in members) and (form != "before" or 2 * len(named) >= len(members)):
        return form not in {"item", "row"} or any((slot.certain and slot.people) or slot.introduced for slot in members)
    names = {person.name for slot in named for person in slot.people}
    if form == "line" and len(names) > 1 and all(map(HANDLE.fullmatch, names)) and 2 * len(named) >= len(members):
        return True
    if form.endswith(WITH_SIGN):
        return len(names) > 1 and 2 * sum(slot.strength == ALL_BUT_CERTAIN for slot in named) >= len(members)
    strong = sum(slot.is_strong for slot in named)
    if form == "only":
        return False
    spoken_of = any(lines_with(word) > OFTEN for name in names for word in name.split())
    most = len(named) >= MOST_FORMS and 4 * len(named) >= 3 * len(members) and not spoken_of
    if form in {"row", "item"} and not most and not any(slot.has_roles for slot in named):
        return False
    return len(names) > 1 and 2 * len(named) >= len(members) and (2 * strong >= len(named) or most)


def titled(text: str, byline: TitleByline) -> Title:
    """Returns a title with its words, its date and the people that were found for it."""
    words, date, only_date = undated(text)
    if only_date:
        return Title(words, date, byline.people, True)
    words = byline.words if byline.words is not None else words
    return title_with(words, date, byline.people)
