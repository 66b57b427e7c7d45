"""Suggestions as YAML to paste into the glossary, and as rows for programs.

An entry that is pasted as it stands is not finished, and the build says so: its definition is a comment to fill in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from studyguide.model.glossary import Glossary
from studyguide.suggest.model import Proposal, Suggestion
from studyguide.text.slug import slug

PLAIN_YAML = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ -/0123456789")
MAX_PLACES = 5
"""Places named beside a spelling of a known term."""


def yaml_text(suggestions: Sequence[Suggestion], glossary: Glossary, most: int) -> str:
    """Return at most `most` new terms as entries, with everything about known terms as comments before them."""
    terms = [one for one in suggestions if one.proposal is Proposal.TERM]
    known = [one for one in suggestions if one.proposal is not Proposal.TERM]
    places = {term: f"{file}:{line}" for term, file, line in glossary.places}
    rows = [*_known_lines(known, places), *_term_lines(terms[:most], glossary)]
    if len(terms) > most:
        rows.append(f"# {len(terms) - most} more, less sure: --most {len(terms)} shows all.")
    return "\n".join(rows or ["# Nothing to suggest: the glossary knows what the notes name."])


def json_rows(suggestions: Iterable[Suggestion]) -> Iterator[dict[str, Any]]:
    """Yield a row for each suggestion; `path` and `line` are its first place, None where it stands in no note."""
    for one in suggestions:
        path, line = one.places[0] if one.places else (None, None)
        yield {
            "path": path,
            "line": line,
            "suggestion": one.proposal,
            "name": one.name,
            "term": one.of,
            "abbreviations": list(one.abbreviations),
            "spellings": [{"text": text, "lines": lines} for text, lines in one.spellings],
            "places": [{"path": note, "line": number} for note, number in one.places],
            "score": one.score,
            "why": one.why,
        }


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
        yield f"#   - {_alias(one.name, _kind(one))}"
    yield ""


def _kind(one: Suggestion) -> str:
    if one.proposal is Proposal.MISSPELLING:
        return "misspelling"
    return "abbreviation" if " " not in one.name else ""


def _term_lines(suggestions: Sequence[Suggestion], glossary: Glossary) -> Iterator[str]:
    if not suggestions:
        return
    kinds = ", ".join(kind.id for kind in glossary.kinds)
    yield "# Terms the notes may want. Keep what is one, and fill in `kind` and what it does or is:"
    yield f"#   kind: one of {kinds}"
    yield "#   does: finds ...     for what acts, up to 25 words without a word of its name"
    yield "#   is: share of ...    for what is"
    taken = {term.id for term in glossary.terms}
    for one in suggestions:
        yield ""
        yield f"# {one.why}"
        address = slug(one.name)
        fit = address.isascii() and address not in taken
        yield f"- id: {address}" if fit else "- id:   # lower-case letters, digits and hyphens; not one that is taken"
        yield f"  name: {_scalar(one.name)}"
        yield "  kind:"
        yield "  # is:"
        aliases = [_alias(short, "abbreviation") for short in one.abbreviations]
        if aliases:
            yield "  aliases:"
            yield from (f"    - {alias}" for alias in aliases)
        for text, _ in one.spellings:
            yield f"  # the same? aliases: [{_scalar(text)}]"


def _alias(text: str, kind: str) -> str:
    return f"{{text: {_scalar(text)}, kind: {kind}}}" if kind else _scalar(text)


def _scalar(text: str) -> str:
    """Return text as YAML reads it back: bare where nothing in it could mean anything else."""
    bare = PLAIN_YAML.issuperset(text) and text[:1].isalpha() and text == text.strip()
    return text if bare else json.dumps(text, ensure_ascii=False)
