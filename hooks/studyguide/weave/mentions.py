"""A note to every place that names a term, and every place that only looks like one, each with its reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from studyguide.records import Mention, Note, Refusal, TermId, Zone, ZoneKind
from studyguide.terms import AliasKind, Match
from studyguide.weave.candidates import Candidate, Line, candidates, line_of
from studyguide.weave.capitals import capital_is_evidence, stands_as_a_name
from studyguide.weave.ellipsis import continued
from studyguide.weave.guards import part_of_something_else
from studyguide.weave.senses import REACH, WHERE, Chosen, Scene, Undecided, choose, scene_of
from studyguide.weave.spellings import Spelling, Spellings
from studyguide.weave.trails import trails

SAID = {
    AliasKind.SPELLING: "another spelling of {name}",
    AliasKind.ABBREVIATION: "abbreviation of {name}",
    AliasKind.FORMER: "former name of {name}",
    AliasKind.MISSPELLING: "misspelling of {name} listed in the glossary",
    AliasKind.SHORT: "short for {name}",
}


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """A name whose only evidence is a capital that a sentence or title gives to any word."""

    mention: Mention
    spelling: Spelling


def find_mentions(note: Note, spellings: Spellings) -> tuple[tuple[Mention, ...], tuple[Refusal, ...]]:
    """Return mentions and refusals, each sorted by place. Mentions never overlap each other or a zone other than markup.

    Longest match first; of equally long ones the leftmost. A name that is also a common word needs a cue, or a capital
    where a capital means something; where the same note names the term beyond doubt, the doubtful places are granted.
    """
    holes, whole = _holes(note)
    surroundings = _surroundings(note)
    sure: list[Mention] = []
    doubtful: list[_Doubtful] = []
    refusals: list[Refusal] = []
    for number, text in enumerate(note.lines, 1):
        line = line_of(number, text, holes.get(number, ()))
        for found in _decide(note, line, spellings, surroundings):
            (refusals if isinstance(found, Refusal) else doubtful if isinstance(found, _Doubtful) else sure).append(
                found
            )  # type: ignore[arg-type]
    for zone in whole:
        sure.extend(_whole_zone(note, zone, spellings, surroundings))
    known = {mention.term for mention in sure}
    for case in doubtful:
        if case.mention.term in known:
            sure.append(case.mention)
        else:
            refusals.append(
                _refusal(case.mention, (case.spelling,), "the capital shows nothing here, and nothing else does")
            )
    return tuple(sorted(sure)), tuple(sorted(refusals))


def _decide(
    note: Note, line: Line, spellings: Spellings, surroundings: Callable[[Line, Candidate], Scene]
) -> Iterator[Mention | Refusal | _Doubtful]:
    found = sorted(candidates(line, spellings), key=lambda c: (c.first - c.last, c.start - c.end, c.first))
    taken: set[int] = set()
    refused: list[tuple[Candidate, Refusal]] = []
    for candidate in found:
        words = range(candidate.first, candidate.last + 1)
        if not taken.isdisjoint(words):
            continue
        decided = _judge(note, line, candidate, surroundings)
        if isinstance(decided, Refusal):
            refused.append((candidate, decided))
            continue
        taken.update(words)
        yield decided
        if isinstance(decided, Mention):
            for more, spelling in continued(line, candidate, spellings):
                if taken.isdisjoint(range(more.first, more.last + 1)):
                    taken.update(range(more.first, more.last + 1))
                    yield _mention(note, line, more, spelling, f"shortened in a list: stands for {spelling.text}")
    reported: set[int] = set()
    for candidate, refusal in refused:
        words = range(candidate.first, candidate.last + 1)
        if taken.isdisjoint(words) and reported.isdisjoint(words):
            reported.update(words)
            yield refusal


def _judge(
    note: Note, line: Line, found: Candidate, surroundings: Callable[[Line, Candidate], Scene]
) -> Mention | Refusal | _Doubtful:
    bare = _mention(note, line, found, (found.spellings or found.miscased)[0], "")
    if not found.spellings:
        wanted = " or ".join(f"`{s.text}`" for s in found.miscased)
        return _refusal(bare, found.miscased, f"linked only when written as {wanted}")
    if broken := part_of_something_else(line, found):
        return _refusal(bare, found.spellings, broken)
    asks = any(s.cues or s.unless for s in found.spellings) or len(found.spellings) > 1
    chosen = choose(found.spellings, surroundings(line, found) if asks else Scene(()))
    if isinstance(chosen, Undecided):
        return _refusal(bare, chosen.spellings, chosen.why)
    spelling = chosen.spelling
    mention = _mention(note, line, found, spelling, _why(chosen, bare.surface))
    if (
        spelling.match is Match.CAPITAL
        and not chosen.cue
        and not capital_is_evidence(line, found)
        and not stands_as_a_name(line, found)
    ):
        return _Doubtful(mention, spelling)
    return mention


def _why(chosen: Chosen, surface: str) -> str:
    spelling = chosen.spelling
    said = "the name of the term" if spelling.text == spelling.name else SAID[spelling.kind].format(name=spelling.name)
    if spelling.match is Match.EXACT:
        said += ", letter for letter" if surface == spelling.text else ", in the plural"
    elif spelling.match is Match.CAPITAL:
        said += ", with its capital"
    elif surface.casefold() != spelling.text.casefold():
        said += f", written otherwise than `{spelling.text}`"
    if chosen.cue and chosen.near is not None:
        said += f"; `{chosen.cue}` stands {WHERE[chosen.near]}"
    return said


def _mention(note: Note, line: Line, found: Candidate, spelling: Spelling, why: str) -> Mention:
    surface = line.text[found.start : found.end]
    return Mention(note.path, line.number, found.start, found.end, surface, spelling.term, spelling.text, why)


def _refusal(place: Mention, spellings: Sequence[Spelling], why: str) -> Refusal:
    refused = tuple(dict.fromkeys(s.term for s in spellings))
    return Refusal(place.note, place.line, place.start, place.end, place.surface, refused, why)


def _holes(note: Note) -> tuple[Mapping[int, Sequence[tuple[int, int]]], tuple[Zone, ...]]:
    """The columns in which nothing is looked for, by line, and the zones that may be a name as a whole."""
    holes: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for zone in sorted(note.zones):
        holes[zone.line].append((zone.start, zone.end))
    for entry in note.entries:
        for speaker in entry.byline:
            text = note.lines[entry.span.first - 1]
            at = text.find(speaker.name) if speaker.name else -1
            if at >= 0:
                holes[entry.span.first].append((at, at + len(speaker.name)))
    return {line: sorted(found) for line, found in holes.items()}, tuple(
        z for z in note.zones if z.kind is ZoneKind.PATH
    )


def _whole_zone(
    note: Note, zone: Zone, spellings: Spellings, surroundings: Callable[[Line, Candidate], Scene]
) -> Iterable[Mention]:
    """The mention that is exactly a zone: a name such as `Some.thing` looks like a file or host and is none."""
    text = note.lines[zone.line - 1]
    line = line_of(zone.line, text, ((0, zone.start), (zone.end, len(text))))
    for found in candidates(line, spellings):
        if (found.start, found.end) == (zone.start, zone.end):
            decided = _judge(note, line, found, surroundings)
            if isinstance(decided, Mention):
                return (decided,)
    return ()


def _surroundings(note: Note) -> Callable[[Line, Candidate], Scene]:
    """Return what gathers the scene of a candidate."""
    above = trails(note)

    def scene(line: Line, found: Candidate) -> Scene:
        at = line.number - 1
        around = (*note.lines[max(0, at - REACH) : at], *note.lines[at + 1 : at + 1 + REACH])
        return scene_of(line, found, around, (note.title, *above[at]))

    return scene


__all__ = ["TermId", "find_mentions"]
