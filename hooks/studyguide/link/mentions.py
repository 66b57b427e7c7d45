"""Finds every place in a note that names a term, and every place that only looks like one, each with its reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from operator import attrgetter
from sys import intern

from studyguide.link.candidates import Candidate, TokenizedLine, candidates, cased, continued, tokenize_line
from studyguide.link.context_filters import capital_is_evidence, is_part_of_longer_token, is_used_as_name
from studyguide.link.disambiguate import (
    MAX_CONTEXT_WORDS,
    NEARBY_LINES,
    WHERE,
    Ambiguous,
    Chosen,
    ContextWindow,
    ContextWords,
    Near,
    choose,
    context_of,
    words_of_line,
)
from studyguide.link.heading_path import heading_paths
from studyguide.link.surface_forms import SurfaceForm, SurfaceForms
from studyguide.model.glossary import AliasKind, Match
from studyguide.model.note import Mention, Note, Rejection, TermId, Zone, ZoneKind

PLACE = attrgetter("line", "start")

MAX_BESIDE_ZONE = 80
"""Number of code points on each side of a zone that are checked if the whole zone may be a name. A line can have
thousands of zones, so the whole line is not checked for each."""

_Scenes = Callable[[TokenizedLine, Candidate], ContextWindow]
"""Returns the words around a candidate."""

REASONS = {
    AliasKind.SYNONYM: "another name of {name}",
    AliasKind.ABBREVIATION: "abbreviation of {name}",
    AliasKind.FORMER: "former name of {name}",
    AliasKind.VARIANT: "a variant of {name}",
    AliasKind.MENTION: "explained on the page of {name}",
    AliasKind.MISSPELLING: "misspelling of {name} listed in the glossary",
    AliasKind.SHORT: "short for {name}",
}


@dataclass(frozen=True, slots=True)
class _Tentative:
    """Holds a name whose only evidence is a capital that a sentence or title gives to any word."""

    mention: Mention


def find_mentions(note: Note, surface_forms: SurfaceForms) -> tuple[tuple[Mention, ...], tuple[Rejection, ...]]:
    """Returns mentions and rejections, each sorted by place. Mentions overlap neither each other nor any zone except
    markup.

    The longest match wins; of equally long ones the last, because in English the head of a name is at its end. A name
    that is also a common word needs a context word, or a capital where a capital is evidence. If the same note names
    the term with certainty elsewhere, the tentative places are accepted.
    """
    excluded, whole = _excluded_spans(note)
    scene = _scenes(note)
    sure: list[Mention] = []
    doubtful: list[_Tentative] = []
    rejections: list[Rejection] = []
    for number, text in ((n, text) for n, text in enumerate(note.lines, 1) if text):
        line = tokenize_line(number, text, excluded.get(number, ()))
        for decision in _decide(note, line, surface_forms, scene):
            if isinstance(decision, Mention):
                sure.append(decision)
            elif isinstance(decision, Rejection):
                rejections.append(decision)
            else:
                doubtful.append(decision)
    for zone in whole:
        sure.extend(_whole_zone(note, zone, surface_forms, scene))
    known = {mention.term for mention in sure}
    for case in doubtful:
        if case.mention.term in known:
            sure.append(case.mention)
        else:
            why = "a capital shows nothing at the start of a sentence or in a title, and nothing else does here"
            rejections.append(_refusal(case.mention, (case.mention.term,), why))
    return tuple(sorted(sure, key=PLACE)), tuple(sorted(rejections, key=PLACE))


def _decide(
    note: Note, line: TokenizedLine, surface_forms: SurfaceForms, scene: _Scenes
) -> Iterator[Mention | Rejection | _Tentative]:
    """Decides on all candidates of a line, the longest first. A candidate inside a mention gets no decision of its
    own."""
    taken: set[int] = set()
    refused: list[tuple[range, Rejection]] = []
    for candidate in sorted(candidates(line, surface_forms), key=_longest_first):
        words = range(candidate.first, candidate.last + 1)
        if taken and not taken.isdisjoint(words):
            continue
        decided = _judge(note, line, candidate, scene)
        if isinstance(decided, Rejection):
            refused.append((words, decided))
            continue
        taken.update(words)
        yield decided
        for more, surface_form in continued(line, candidate, surface_forms):
            if more.first not in taken:
                taken.add(more.first)
                yield _mention(note, line, more, surface_form, f"shortened in a list: means {surface_form.text}")
    for words, refusal in refused:
        if taken.isdisjoint(words):
            taken.update(words)
            yield refusal


def _longest_first(candidate: Candidate) -> tuple[int, int, int]:
    return candidate.first - candidate.last, candidate.start - candidate.end, -candidate.first


def _judge(note: Note, line: TokenizedLine, candidate: Candidate, scene: _Scenes) -> Mention | Rejection | _Tentative:
    fitting, miscased = cased(line, candidate)
    if not fitting:
        wanted = " or ".join(f"`{s.text}`" for s in miscased)
        return _rejection(note, line, candidate, miscased, f"linked only when written as {wanted}")
    if broken := is_part_of_longer_token(line, candidate):
        return _rejection(note, line, candidate, fitting, broken)
    asks = len(fitting) > 1 or fitting[0].cues or fitting[0].unless
    chosen = choose(fitting, scene(line, candidate) if asks else ())
    if isinstance(chosen, Ambiguous):
        return _rejection(note, line, candidate, chosen.surface_forms, chosen.why)
    surface_form = chosen.surface_form
    mention = _mention(note, line, candidate, surface_form, _why(chosen, line.text[candidate.start : candidate.end]))
    is_certain = chosen.near not in (None, Near.ABOVE) or surface_form.match is not Match.CAPITAL
    if not is_certain and not capital_is_evidence(line, candidate) and not is_used_as_name(line, candidate):
        return _Tentative(mention)
    return mention


def _why(chosen: Chosen, surface: str) -> str:
    surface_form = chosen.surface_form
    said = (
        "the name of the term"
        if surface_form.text == surface_form.name
        else REASONS[surface_form.kind].format(name=surface_form.name)
    )
    if surface_form.match is Match.EXACT:
        said += ", letter for letter" if surface == surface_form.text else ", in the plural"
    elif surface_form.match is Match.CAPITAL:
        said += ", with its capital"
    elif surface.casefold() != surface_form.text.casefold():
        said += f", written otherwise than `{surface_form.text}`"
    if chosen.cue and chosen.near is not None:
        said += f"; `{chosen.cue}` stands {WHERE[chosen.near]}"
    return said


# A large note names a few terms repeatedly: interning stores their words and reasons once.
def _mention(note: Note, line: TokenizedLine, candidate: Candidate, surface_form: SurfaceForm, why: str) -> Mention:
    surface = intern(line.text[candidate.start : candidate.end])
    return Mention(
        note.path,
        line.number,
        candidate.start,
        candidate.end,
        surface,
        surface_form.term,
        surface_form.text,
        intern(why),
    )


def _rejection(
    note: Note, line: TokenizedLine, candidate: Candidate, surface_forms: Iterable[SurfaceForm], why: str
) -> Rejection:
    terms = tuple(dict.fromkeys(s.term for s in surface_forms))
    surface = intern(line.text[candidate.start : candidate.end])
    return Rejection(note.path, line.number, candidate.start, candidate.end, surface, terms, intern(why))


def _refusal(place: Mention, terms: tuple[TermId, ...], why: str) -> Rejection:
    return Rejection(place.note, place.line, place.start, place.end, place.surface, terms, why)


def _excluded_spans(note: Note) -> tuple[Mapping[int, Sequence[tuple[int, int]]], tuple[Zone, ...]]:
    """Returns the columns in which nothing is searched, by line, and the zones that may be a name as a whole."""
    excluded: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for zone in sorted(note.zones):
        excluded[zone.line].append((zone.start, zone.end))
    for entry in note.entries:
        for speaker in entry.byline:
            text = note.lines[entry.span.first - 1]
            at = text.find(speaker.name) if speaker.name else -1
            if at >= 0:
                excluded[entry.span.first].append((at, at + len(speaker.name)))
    return {line: sorted(spans) for line, spans in excluded.items()}, tuple(
        z for z in note.zones if z.kind is ZoneKind.PATH
    )


def _whole_zone(note: Note, zone: Zone, surface_forms: SurfaceForms, scene: _Scenes) -> Iterable[Mention]:
    """Returns the mention that is exactly a zone: a name such as `Some.thing` looks like a file or host and is
    neither."""
    first = max(0, zone.start - MAX_BESIDE_ZONE)
    text = note.lines[zone.line - 1][first : zone.end + MAX_BESIDE_ZONE]
    start, end = zone.start - first, zone.end - first
    line = tokenize_line(zone.line, text, ((0, start), (end, len(text))))
    for candidate in candidates(line, surface_forms):
        if (candidate.start, candidate.end) == (start, end):
            decided = _judge(note, line, candidate, scene)
            if isinstance(decided, Mention):
                return (decided._replace(start=zone.start, end=zone.end),)
    return ()


def _scenes(note: Note) -> _Scenes:
    """Returns the function that collects the context of a candidate. Many notes have no name that needs it."""
    above = cache(partial(heading_paths, note))

    # Several names of one line need the same neighboring lines: caching them takes a third of the time.
    @lru_cache(maxsize=4)
    def beyond(number: int) -> tuple[ContextWords, ContextWords]:
        at = number - 1
        around = (*note.lines[max(0, at - NEARBY_LINES) : at], *note.lines[at + 1 : at + 1 + NEARBY_LINES])
        return context_of(text[:MAX_CONTEXT_WORDS] for text in around), context_of((note.title, *above()[at]))

    return lambda line, candidate: (*words_of_line(line, candidate), *beyond(line.number))
