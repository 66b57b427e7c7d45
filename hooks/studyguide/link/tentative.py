"""Decides on names whose line does not show what they mean, by what the rest of the line and of the note shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from studyguide.link.candidates import Candidate, TokenizedLine
from studyguide.link.context_filters import begins_clause, capital_is_evidence, is_used_as_name
from studyguide.link.enumerations import is_element
from studyguide.link.note_evidence import NoteEvidence
from studyguide.link.surface_forms import SurfaceForm, SurfaceForms
from studyguide.model.glossary import Match
from studyguide.model.note import Mention, Rejection, TermId
from studyguide.text.english_words import english_words


class Tentative(Struct, frozen=True):
    """Holds a name that needs evidence from outside its line's words, and what becomes of it without."""

    line: TokenizedLine
    candidate: Candidate
    options: tuple[SurfaceForm, ...]
    """The spellings that it may be."""
    rejection: Rejection
    is_slip: bool = False
    """Whether a word of it is a slip."""
    chosen: Mention | None = None
    """The mention that it is if the note names the term with certainty anywhere."""


class CertainMentions(Struct, frozen=True):
    """Holds the terms that a note names with certainty."""

    terms: Mapping[TermId, int]
    """The length of the longest surface of each."""
    by_line: Mapping[int, Sequence[Mention]]


def certain_mentions(mentions: Sequence[Mention]) -> CertainMentions:
    """Returns the certain mentions by line, and their terms."""
    by_line: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_line.setdefault(mention.line, []).append(mention)
    terms: dict[TermId, int] = {}
    for mention in mentions:
        terms[mention.term] = max(terms.get(mention.term, 0), len(mention.surface))
    return CertainMentions(terms, by_line)


def meant(
    case: Tentative, certain: CertainMentions, evidence: NoteEvidence, surface_forms: SurfaceForms
) -> tuple[SurfaceForm, str] | None:
    """Returns the spelling that is meant and the evidence, or None if nothing decides.

    The note's own title decides first, then other names of the same list, then other products of the same line, then
    a full name elsewhere in the note.
    """
    topics = [form for form in case.options if form.term in evidence.topics]
    if topics and _may_be_name(case) and (form := _only(topics) or _only_whole(topics, surface_forms)):
        return form, "the note is about it"
    if near := _shown_by_neighbors(case, certain.by_line.get(case.line.number, ()), surface_forms):
        return near
    length = case.candidate.end - case.candidate.start
    known = [form for form in case.options if certain.terms.get(form.term, 0) > length]
    if known and _has_evident_capital(case) and (form := _only(known)):
        return form, "named in full elsewhere in the note"
    if _contrasts(case) and (form := _only([f for f in case.options if f.term in surface_forms.products])):
        return form, "a capital distinguishes it from the same word on this line"
    return None


def _shown_by_neighbors(
    case: Tentative, beside: Sequence[Mention], surface_forms: SurfaceForms
) -> tuple[SurfaceForm, str] | None:
    """Returns the spelling that other names of the line show to be meant, and which name does."""
    text, start, end = case.line.text, case.candidate.start, case.candidate.end
    others = [mention for mention in beside if mention.term not in {form.term for form in case.options}]
    if not others:
        return None
    siblings = [m for m in others if is_element(text, m.start, m.end)] if is_element(text, start, end) else []
    listed = bool(siblings)
    if not listed:
        if not _has_evident_capital(case):
            return None
        siblings = [m for m in others if m.term in surface_forms.products]
        options = [form for form in case.options if form.term in surface_forms.products]
    else:
        options = [
            form for form in case.options if any(surface_forms.are_siblings(form.term, m.term) for m in siblings)
        ]
    kinds = {surface_forms.kinds.get(mention.term) for mention in siblings}
    alike = [form for form in options if surface_forms.kinds.get(form.term) in kinds]
    form = _only(alike or options)
    if form is None or not siblings:
        return None
    return (
        form,
        f"`{siblings[0].surface}` is in the same list" if listed else f"`{siblings[0].surface}` is on this line",
    )


def _only(forms: Sequence[SurfaceForm]) -> SurfaceForm | None:
    """Returns the first of the spellings if all are of one term."""
    return forms[0] if len({form.term for form in forms}) == 1 else None


def _only_whole(forms: Sequence[SurfaceForm], surface_forms: SurfaceForms) -> SurfaceForm | None:
    """Returns the first of the spellings whose term is no part of another one, if all such are of one term: a title
    rather names a whole than a part."""
    return _only([form for form in forms if form.term not in surface_forms.parts])


def _may_be_name(case: Tentative) -> bool:
    """Returns whether a word of the note's subject is used as its name here, and not as the everyday word."""
    surface = case.line.text[case.candidate.start : case.candidate.end]
    if surface != surface.lower() or surface not in english_words() or is_used_as_name(case.line, case.candidate):
        return True
    following = case.line.folds[case.candidate.last + 1 : case.candidate.last + 2]
    return begins_clause(case.line, case.candidate) and following[:1] != [] and following[0].endswith("s")


def _has_evident_capital(case: Tentative) -> bool:
    surface = case.line.text[case.candidate.start : case.candidate.end]
    return surface != surface.lower() and capital_is_evidence(case.line, case.candidate)


def _contrasts(case: Tentative) -> bool:
    """Returns whether the line also has the same word in small letters, and uses this one as a name."""
    line, candidate = case.line, case.candidate
    surface = line.text[candidate.start : candidate.end]
    if candidate.first != candidate.last or surface == surface.lower() or not is_used_as_name(line, candidate):
        return False
    word = line.folds[candidate.first]
    return any(
        line.folds[at] == word and line.text[line.spans[at][0]].islower()
        for at in range(candidate.last + 1, min(len(line.folds), candidate.last + 1 + MAX_CONTRAST))
    )


MAX_CONTRAST = 12
"""Number of words after a name in which the same word in small letters contrasts with it."""


def may_be_written_small(form: SurfaceForm, surface: str) -> bool:
    """Returns whether a spelling that requires other capitals may be meant by a surface that has none, if a list shows
    it."""
    if form.match is Match.CAPITAL:
        return surface == surface.lower()
    return form.match is Match.EXACT and surface == form.text.lower() and surface not in english_words()
