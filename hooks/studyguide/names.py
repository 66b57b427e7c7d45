"""A term's definition and spellings, and when two spellings are the same."""

from __future__ import annotations

import re

from studyguide.terms import Alias, Match, Term


def definition(term: Term) -> str:
    """Return the term's definition as written: a verb phrase or a noun phrase."""
    return term.does or term.is_ or ""


def names_of(term: Term) -> tuple[Alias, ...]:
    """Return every spelling of the term, its name first, each with its way of matching filled in."""
    own = Alias(text=term.name, match=term.match, cues=term.cues, unless=term.unless)
    return tuple(_with_match(alias) for alias in (own, *term.aliases))


def folded(text: str) -> str:
    """Fold case, hyphens and spaces, so that spellings that `any` takes for the same compare equal."""
    return re.sub(r"[\s\-_/]+", "", text).casefold()


def _with_match(alias: Alias) -> Alias:
    if alias.match is not None:
        return alias
    abbreviation = re.fullmatch(r"[A-Z][A-Z0-9&.+-]*s?", alias.text) is not None and len(alias.text) <= 6
    chosen = Match.EXACT if abbreviation else Match.ANY
    return Alias(alias.text, alias.kind, chosen, alias.cues, alias.unless, alias.ellipsis)
