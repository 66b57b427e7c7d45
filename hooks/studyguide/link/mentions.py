"""Finds every place in a note that names a term, and every place that only looks like one, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from operator import attrgetter
from sys import intern

from msgspec import Struct

from studyguide.link.candidates import Candidate, TokenizedLine, candidates, cased, continued, tokenize_line
from studyguide.link.context_filters import (
    capital_is_evidence,
    is_part_of_longer_token,
    is_used_as_name,
    is_used_as_verb,
)
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
from studyguide.link.everyday_names import everyday_reason
from studyguide.link.excluded_spans import excluded_spans
from studyguide.link.heading_path import heading_paths
from studyguide.link.note_evidence import NoteEvidence, meant_by_expansion, note_evidence
from studyguide.link.slips import Slips, slips_in
from studyguide.link.surface_forms import SurfaceForm, SurfaceForms, Variant
from studyguide.link.tentative import Tentative, certain_mentions, may_be_written_small, meant
from studyguide.model.glossary import AliasKind, Match
from studyguide.model.note import Mention, Note, Rejection, TermId, Zone, ZoneKind

PLACE = attrgetter("line", "start")

MAX_BESIDE_ZONE = 80
"""Number of code points on each side of a zone that are checked if the whole zone may be a name. A line can have
thousands of zones, so the whole line is not checked for each."""

_Windows = Callable[[TokenizedLine, Candidate], ContextWindow]
"""Returns the words around a candidate."""

OTHER_SENSE = "part of a phrase that means something else"

REASONS = {
    AliasKind.SYNONYM: "another name of {name}",
    AliasKind.ABBREVIATION: "abbreviation of {name}",
    AliasKind.FORMER: "former name of {name}",
    AliasKind.VARIANT: "a variant of {name}",
    AliasKind.MENTION: "explained on the page of {name}",
    AliasKind.MISSPELLING: "misspelling of {name} listed in the glossary",
    AliasKind.SHORT: "short for {name}",
}


class _Scene(Struct, frozen=True):
    """Holds what is asked of a note while its lines are decided on."""

    note: Note
    surface_forms: SurfaceForms
    window: _Windows
    evidence: NoteEvidence
    slips_of: Slips


def find_mentions(note: Note, surface_forms: SurfaceForms) -> tuple[tuple[Mention, ...], tuple[Rejection, ...]]:
    """Returns mentions and rejections, each sorted by place. Mentions overlap neither each other nor any zone except
    markup.

    The longest match wins; of equally long ones the last, because in English the head of a name is at its end. A name
    that is also a common word needs a context word, or a capital where a capital is evidence. What its line leaves
    open, the rest of the note may decide: see `tentative.meant`.
    """
    if not surface_forms.forms:
        return (), ()
    lines = tokenized_lines(note)
    evidence = note_evidence(note, lines, surface_forms)
    scene = _Scene(note, surface_forms, _windows(note), evidence, slips_in(note, lines, surface_forms.known))
    sure: list[Mention] = []
    doubtful: list[Tentative] = []
    rejections: list[Rejection] = []
    for line in lines:
        for decision in _decide(scene, line):
            if isinstance(decision, Mention):
                sure.append(decision)
            elif isinstance(decision, Rejection):
                rejections.append(decision)
            else:
                doubtful.append(decision)
    for zone in note.zones:
        if zone.kind is ZoneKind.PATH:
            sure.extend(_whole_zone(scene, zone))
    certain = certain_mentions(sure)
    for case in doubtful:
        if case.chosen is not None and case.chosen.term in certain.terms:
            sure.append(case.chosen)
        elif decided := meant(case, certain, scene.evidence, surface_forms):
            surface_form, why = decided
            said = f"{_said(surface_form)}; {why}"
            sure.append(_mention(note, case.line, case.candidate, surface_form, said, is_slip=case.is_slip))
        else:
            rejections.append(case.rejection)
    return tuple(sorted(sure, key=PLACE)), tuple(sorted(rejections, key=PLACE))


def tokenized_lines(note: Note) -> list[TokenizedLine]:
    """Returns the words of each line of a note outside its zones."""
    excluded = excluded_spans(note)
    return [
        tokenize_line(number, text, [(span.start, span.end) for span in excluded.get(number, ())])
        for number, text in enumerate(note.lines, 1)
        if text
    ]


def _decide(scene: _Scene, line: TokenizedLine) -> Iterator[Mention | Rejection | Tentative]:
    """Decides on all candidates of a line, the longest first. A candidate inside a mention gets no decision of its
    own."""
    slips = scene.slips_of(line)
    read = line._replace(folds=[slips.get(at, word) for at, word in enumerate(line.folds)]) if slips else line
    taken: set[int] = set()
    refused: list[tuple[range, Rejection | Tentative]] = []
    other_senses: dict[TermId, set[int]] = {}
    for candidate in sorted(candidates(read, scene.surface_forms), key=_longest_first):
        words = range(candidate.first, candidate.last + 1)
        if taken and not taken.isdisjoint(words):
            continue
        candidate, other_sense = _without_other_senses(candidate, other_senses)
        if other_sense:
            refused.append((words, _rejection(scene.note, line, candidate, other_sense, OTHER_SENSE)))
        if not candidate.agreeing:
            continue
        is_slip = bool(slips) and not slips.keys().isdisjoint(words)
        decided = _judge(scene, line, candidate, is_slip=is_slip)
        if not isinstance(decided, Mention) and not (isinstance(decided, Tentative) and decided.chosen):
            if not is_slip:
                refused.append((words, decided))
            continue
        taken.update(words)
        yield decided
        for more, surface_form in continued(line, candidate, scene.surface_forms):
            if more.first not in taken:
                taken.add(more.first)
                why = f"shortened in a list: means {surface_form.text}"
                yield _mention(scene.note, line, more, surface_form, why)
    for words, refusal in refused:
        if taken.isdisjoint(words):
            taken.update(words)
            yield refusal


def _without_other_senses(
    candidate: Candidate, other_senses: dict[TermId, set[int]]
) -> tuple[Candidate, list[SurfaceForm]]:
    """Returns the candidate without spellings that mean something else here, and those spellings. `other_senses` are
    the words of the longer phrases by the term that they do not mean; those of the candidate are added."""
    blocking = [form.surface_form for form, _ in candidate.agreeing if form.surface_form.blocks]
    for surface_form in blocking:
        other_senses.setdefault(surface_form.term, set()).update(range(candidate.first, candidate.last + 1))
    if not other_senses:
        return candidate, []
    fitting: list[tuple[Variant, tuple[int, ...]]] = []
    other: list[SurfaceForm] = []
    for form, ends in candidate.agreeing:
        surface_form = form.surface_form
        if not surface_form.blocks:
            if candidate.first in other_senses.get(surface_form.term, ()):
                other.append(surface_form)
            else:
                fitting.append((form, ends))
    return candidate._replace(agreeing=fitting), other


def _longest_first(candidate: Candidate) -> tuple[int, int, int]:
    return candidate.first - candidate.last, candidate.start - candidate.end, -candidate.first


def _judge(
    scene: _Scene, line: TokenizedLine, candidate: Candidate, *, is_slip: bool = False
) -> Mention | Rejection | Tentative:
    note = scene.note
    fitting, miscased = cased(line, candidate)
    if broken := is_part_of_longer_token(line, candidate):
        return _rejection(note, line, candidate, fitting or miscased, broken)
    surface = line.text[candidate.start : candidate.end]
    if surface.islower() and is_used_as_verb(line, candidate):
        verbs = tuple(form for form in fitting if form.term in scene.surface_forms.products)
        fitting = tuple(form for form in fitting if form not in verbs)
        if verbs and not fitting:
            return _rejection(note, line, candidate, verbs, "a verb here: an object follows it")
    if not fitting:
        wanted = " or ".join(f"`{s.text}`" for s in miscased)
        refusal = _rejection(note, line, candidate, miscased, f"linked only when written as {wanted}")
        small = tuple(form for form in miscased if may_be_written_small(form, surface))
        return Tentative(line, candidate, small, refusal, is_slip) if small else refusal
    agreeing, expansion = meant_by_expansion(scene.evidence, surface, fitting, scene.surface_forms)
    if not agreeing:
        return _rejection(note, line, candidate, fitting, f"the note uses it for `{expansion}`")
    if expansion and len({form.term for form in agreeing}) == 1:
        why = f"{_said(agreeing[0])}; the note uses it for `{expansion}`"
        return _mention(note, line, candidate, agreeing[0], why)
    asks = len(agreeing) > 1 or agreeing[0].cues or agreeing[0].unless
    chosen = choose(agreeing, scene.window(line, candidate) if asks else ())
    if isinstance(chosen, Ambiguous):
        refusal = _rejection(note, line, candidate, chosen.surface_forms, chosen.why)
        return Tentative(line, candidate, chosen.open, refusal, is_slip) if chosen.open else refusal
    surface_form = chosen.surface_form
    has_capital = len(surface) > 1 and surface != surface.lower() and capital_is_evidence(line, candidate)
    if surface_form.everyday and not has_capital:
        why = everyday_reason(surface_form.text, surface_form.name)
        refusal = _rejection(note, line, candidate, (surface_form,), why)
        return Tentative(line, candidate, (surface_form,), refusal, is_slip)
    mention = _mention(note, line, candidate, surface_form, _why(chosen, surface), is_slip=is_slip)
    is_certain = chosen.near not in (None, Near.ABOVE) or surface_form.match is not Match.CAPITAL
    if not is_certain and not capital_is_evidence(line, candidate) and not is_used_as_name(line, candidate):
        why = "a capital shows nothing at the start of a sentence or in a title, and nothing else does here"
        refusal = _rejection(note, line, candidate, (surface_form,), why)
        return Tentative(line, candidate, (surface_form,), refusal, is_slip, mention)
    return mention


def _said(surface_form: SurfaceForm) -> str:
    """Returns what the spelling is to its term."""
    if surface_form.text == surface_form.name:
        return "the name of the term"
    return REASONS[surface_form.kind].format(name=surface_form.name)


def _why(chosen: Chosen, surface: str) -> str:
    surface_form = chosen.surface_form
    said = _said(surface_form)
    if surface_form.match is Match.EXACT:
        said += ", letter for letter" if surface == surface_form.text else ", in the plural"
    elif surface_form.match is Match.CAPITAL:
        said += ", with its capital"
    elif surface.casefold() != surface_form.text.casefold():
        said += f", written otherwise than `{surface_form.text}`"
    if chosen.cue and chosen.near is not None:
        said += f"; `{chosen.cue}` is {WHERE[chosen.near]}"
    return said


# A large note names a few terms repeatedly: interning stores their words and reasons once.
def _mention(
    note: Note,
    line: TokenizedLine,
    candidate: Candidate,
    surface_form: SurfaceForm,
    why: str,
    *,
    is_slip: bool = False,
) -> Mention:
    surface = intern(line.text[candidate.start : candidate.end])
    return Mention(
        note.path,
        line.number,
        candidate.start,
        candidate.end,
        surface,
        surface_form.term,
        surface_form.text,
        intern(f"{why}; read as `{surface_form.text}`" if is_slip else why),
        surface_form.text if is_slip else "",
    )


def _rejection(
    note: Note, line: TokenizedLine, candidate: Candidate, surface_forms: Iterable[SurfaceForm], why: str
) -> Rejection:
    terms = tuple(dict.fromkeys(s.term for s in surface_forms))
    surface = intern(line.text[candidate.start : candidate.end])
    return Rejection(note.path, line.number, candidate.start, candidate.end, surface, terms, intern(why))


def _whole_zone(scene: _Scene, zone: Zone) -> Iterable[Mention]:
    """Returns the mention that is exactly a zone: a name such as `Some.thing` looks like a file or host and is
    neither."""
    first = max(0, zone.start - MAX_BESIDE_ZONE)
    text = scene.note.lines[zone.line - 1][first : zone.end + MAX_BESIDE_ZONE]
    start, end = zone.start - first, zone.end - first
    line = tokenize_line(zone.line, text, ((0, start), (end, len(text))))
    for candidate in candidates(line, scene.surface_forms):
        if (candidate.start, candidate.end) == (start, end):
            decided = _judge(scene, line, candidate)
            if isinstance(decided, Mention):
                return (decided._replace(start=zone.start, end=zone.end),)
    return ()


def _windows(note: Note) -> _Windows:
    """Returns the function that collects the context of a candidate. Many notes have no name that needs it."""
    above = cache(partial(heading_paths, note))

    # Several names of one line need the same neighboring lines: caching them takes a third of the time.
    @lru_cache(maxsize=4)
    def beyond(number: int) -> tuple[ContextWords, ContextWords]:
        at = number - 1
        around = (*note.lines[max(0, at - NEARBY_LINES) : at], *note.lines[at + 1 : at + 1 + NEARBY_LINES])
        return context_of(text[:MAX_CONTEXT_WORDS] for text in around), context_of((note.title, *above()[at]))

    return lambda line, candidate: (*words_of_line(line, candidate), *beyond(line.number))
