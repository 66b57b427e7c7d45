"""Writes suggestions as YAML to paste into the glossary, and as rows for programs.

A term with a line that defines it is a complete entry, which quotes the line. Any other term is a comment to fill in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from studyguide.model.glossary import AliasKind, Glossary
from studyguide.model.note import NotePath, TermId
from studyguide.suggest.entries import NewEntry, abbreviation_aliases, alias_item, entry_rows, new_term_id
from studyguide.suggest.model import Proposal, Suggestion

MAX_PLACES = 5
"""Number of places named next to a spelling of a known term."""


def yaml_text(
    suggestions: Sequence[Suggestion], glossary: Glossary, most: int, seeds: Mapping[NotePath, NotePath], kind: str
) -> str:
    """Returns at most `most` new terms as entries, with everything about known terms as comments before them.

    `kind` is that of the new terms. `seeds` maps the notes that may be quoted to their paths below `seeds/`.
    """
    terms = [one for one in suggestions if one.proposal is Proposal.TERM]
    known = [one for one in suggestions if one.proposal is not Proposal.TERM]
    places = {term: f"{file}:{line}" for term, file, line in glossary.places}
    rows = [*_known_lines(known, places), *_yaml_lines(terms[:most], glossary, seeds, kind)]
    if len(terms) > most:
        rows.append(f"# {len(terms) - most} more, less sure: --most {len(terms)} shows all.")
    return "\n".join(rows or ["# Nothing to suggest: the glossary knows what the notes name."])


def json_rows(suggestions: Iterable[Suggestion], names: Mapping[TermId, str]) -> Iterator[dict[str, Any]]:
    """Yields a row for each suggestion.

    `term` is the proposed name, or the name of the known term that `aliases` are to be added to; `kind` says which.
    `path` and `line` are those of the defining line, else of the first place; `lines` counts the places.
    """
    for one in suggestions:
        is_new = one.proposal is Proposal.TERM
        aliases = [*one.abbreviations, *(text for text, _ in one.spellings)] if is_new else [one.name]
        row: dict[str, Any] = {"term": one.name if is_new or one.of is None else names[one.of], "aliases": aliases}
        row |= {"kind": str(one.proposal), "lines": len(one.places), "why": one.why}
        if one.definition:
            row |= {"definition": one.definition.text, "path": one.definition.note, "line": one.definition.line}
        elif one.places:
            row |= {"path": one.places[0][0], "line": one.places[0][1]}
        yield row


def _known_lines(suggestions: Sequence[Suggestion], places: Mapping[Any, str]) -> Iterator[str]:
    if not suggestions:
        return
    yield "# Spellings of terms the glossary has. Each belongs under `aliases:` of its term, if you agree."
    for one in suggestions:
        yield "#"
        if one.proposal is Proposal.DUPLICATE:
            yield f"# {one.of}: {one.why}. One of the two may be enough, with the other as its alias."
            continue
        where = ", ".join(f"{note}:{line}" for note, line in one.places[1:MAX_PLACES])
        yield f"# {one.of} ({places.get(one.of, '')}): {one.why}{f'; also {where}' if where else ''}"
        yield f"#   - {alias_item(one.name, alias_kind(one))}"
    yield ""


def alias_kind(one: Suggestion) -> AliasKind:
    """Returns what kind of alias a proposed spelling of a known term is."""
    if one.proposal is Proposal.MISSPELLING:
        return AliasKind.MISSPELLING
    return AliasKind.SYNONYM if " " in one.name else AliasKind.ABBREVIATION


def _yaml_lines(
    suggestions: Sequence[Suggestion], glossary: Glossary, seeds: Mapping[NotePath, NotePath], kind: str
) -> Iterator[str]:
    if not suggestions:
        return
    kinds: list[str] = [one.id for one in glossary.kinds] or [kind]
    yield "# Proposed terms. Keep those that you want. Entries that quote a line are complete; fill in the others:"
    yield f"#   kind: one of {', '.join(kinds)}"
    yield "#   does: finds ...     for something that acts: up to 25 words without the name"
    yield "#   is: share of ...    for everything else"
    taken = {term.id for term in glossary.terms}
    for one in suggestions:
        yield ""
        yield f"# {one.why}"
        line = one.definition
        quote = (seeds[line.note], line.line, line.text) if line and line.note in seeds else None
        id_ = new_term_id(one.name, taken)
        taken.add(TermId(id_))
        entry = NewEntry(id_, one.name, kind, quote, aliases=abbreviation_aliases(one.abbreviations))
        rows = [*entry_rows(entry), *(f"  # the same? {alias_item(t, AliasKind.SYNONYM)}" for t, _ in one.spellings)]
        if quote:
            yield from rows
        else:
            yield from (f"# {row}" for row in (*rows[:3], "  is:", *rows[3:]))
