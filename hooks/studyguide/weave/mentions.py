"""A note to every place that names a term, and every place that only looks like one, each with its reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from operator import attrgetter
from sys import intern

from studyguide.records import Mention, Note, Refusal, TermId, Zone, ZoneKind
from studyguide.terms import AliasKind, Match
from studyguide.weave.candidates import Candidate, Line, candidates, cased, line_of
from studyguide.weave.capitals import capital_is_evidence, stands_as_a_name
from studyguide.weave.ellipsis import continued
from studyguide.weave.guards import part_of_something_else
from studyguide.weave.senses import (
    MAX_HEARD,
    REACH,
    WHERE,
    Chosen,
    Heard,
    Near,
    Scene,
    Undecided,
    choose,
    heard,
    own_line,
)
from studyguide.weave.spellings import Spelling, Spellings
from studyguide.weave.trails import trails

PLACE = attrgetter("line", "start")

_Scenes = Callable[[Line, Candidate], Scene]
"""What gives the words round a candidate."""

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


def find_mentions(note: Note, spellings: Spellings) -> tuple[tuple[Mention, ...], tuple[Refusal, ...]]:
    """Return mentions and refusals, each sorted by place. Mentions overlap neither each other nor a zone but markup.

    Longest match first; of equally long ones the last, for in English what a name is about stands at its end. A name
    that is also a common word needs a cue, or a capital where a capital means something; where the same note names the
    term beyond doubt, the doubtful places are granted.
    """
    holes, whole = _holes(note)
    scene = _scenes(note)
    sure: list[Mention] = []
    doubtful: list[_Doubtful] = []
    refusals: list[Refusal] = []
    for number, text in ((n, text) for n, text in enumerate(note.lines, 1) if text):
        line = line_of(number, text, holes.get(number, ()))
        for found in _decide(note, line, spellings, scene):
            if isinstance(found, Mention):
                sure.append(found)
            elif isinstance(found, Refusal):
                refusals.append(found)
            else:
                doubtful.append(found)
    for zone in whole:
        sure.extend(_whole_zone(note, zone, spellings, scene))
    known = {mention.term for mention in sure}
    for case in doubtful:
        if case.mention.term in known:
            sure.append(case.mention)
        else:
            why = "a capital shows nothing at the start of a sentence or in a title, and nothing else does here"
            refusals.append(_refusal(case.mention, (case.mention.term,), why))
    return tuple(sorted(sure, key=PLACE)), tuple(sorted(refusals, key=PLACE))


def _decide(note: Note, line: Line, spellings: Spellings, scene: _Scenes) -> Iterator[Mention | Refusal | _Doubtful]:
    """Decide on all candidates of a line, the longest first. What stands inside a mention needs no word of its own."""
    taken: set[int] = set()
    refused: list[tuple[range, Refusal]] = []
    for candidate in sorted(candidates(line, spellings), key=_longest_first):
        words = range(candidate.first, candidate.last + 1)
        if taken and not taken.isdisjoint(words):
            continue
        decided = _judge(note, line, candidate, scene)
        if isinstance(decided, Refusal):
            refused.append((words, decided))
            continue
        taken.update(words)
        yield decided
        for more, spelling in continued(line, candidate, spellings):
            if more.first not in taken:
                taken.add(more.first)
                yield _mention(note, line, more, spelling, f"shortened in a list: stands for {spelling.text}")
    for words, refusal in refused:
        if taken.isdisjoint(words):
            taken.update(words)
            yield refusal


def _longest_first(found: Candidate) -> tuple[int, int, int]:
    return found.first - found.last, found.start - found.end, -found.first


def _judge(note: Note, line: Line, found: Candidate, scene: _Scenes) -> Mention | Refusal | _Doubtful:
    fitting, miscased = cased(line, found)
    if not fitting:
        wanted = " or ".join(f"`{s.text}`" for s in miscased)
        return _refused(note, line, found, miscased, f"linked only when written as {wanted}")
    if broken := part_of_something_else(line, found):
        return _refused(note, line, found, fitting, broken)
    asks = len(fitting) > 1 or fitting[0].cues or fitting[0].unless
    chosen = choose(fitting, scene(line, found) if asks else ())
    if isinstance(chosen, Undecided):
        return _refused(note, line, found, chosen.spellings, chosen.why)
    spelling = chosen.spelling
    mention = _mention(note, line, found, spelling, _why(chosen, line.text[found.start : found.end]))
    told = chosen.near not in (None, Near.ABOVE) or spelling.match is not Match.CAPITAL
    if not told and not capital_is_evidence(line, found) and not stands_as_a_name(line, found):
        return _Doubtful(mention)
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


# A large note names a few terms over and over: their words and reasons are held once.
def _mention(note: Note, line: Line, found: Candidate, spelling: Spelling, why: str) -> Mention:
    surface = intern(line.text[found.start : found.end])
    return Mention(note.path, line.number, found.start, found.end, surface, spelling.term, spelling.text, intern(why))


def _refused(note: Note, line: Line, found: Candidate, spellings: Iterable[Spelling], why: str) -> Refusal:
    terms = tuple(dict.fromkeys(s.term for s in spellings))
    surface = intern(line.text[found.start : found.end])
    return Refusal(note.path, line.number, found.start, found.end, surface, terms, intern(why))


def _refusal(place: Mention, terms: tuple[TermId, ...], why: str) -> Refusal:
    return Refusal(place.note, place.line, place.start, place.end, place.surface, terms, why)


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


def _whole_zone(note: Note, zone: Zone, spellings: Spellings, scene: _Scenes) -> Iterable[Mention]:
    """The mention that is exactly a zone: a name such as `Some.thing` looks like a file or host and is none."""
    text = note.lines[zone.line - 1]
    line = line_of(zone.line, text, ((0, zone.start), (zone.end, len(text))))
    for found in candidates(line, spellings):
        if (found.start, found.end) == (zone.start, zone.end):
            decided = _judge(note, line, found, scene)
            if isinstance(decided, Mention):
                return (decided,)
    return ()


def _scenes(note: Note) -> _Scenes:
    """Return what gathers the scene of a candidate. Many a note has none that asks for it."""
    above = cache(partial(trails, note))

    # Several names of one line ask for the same neighbours: kept, they take a third of the time.
    @lru_cache(maxsize=4)
    def beyond(number: int) -> tuple[Heard, Heard]:
        at = number - 1
        around = (*note.lines[max(0, at - REACH) : at], *note.lines[at + 1 : at + 1 + REACH])
        return heard(text[:MAX_HEARD] for text in around), heard((note.title, *above()[at]))

    return lambda line, found: (*own_line(line, found), *beyond(line.number))
