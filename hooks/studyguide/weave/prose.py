"""The terms that curated sentences name: a glossary that links itself."""

from __future__ import annotations

from studyguide.names import definition
from studyguide.records import Mention, Note, NotePath, TermId
from studyguide.terms import Glossary, Term
from studyguide.weave.mentions import find_mentions
from studyguide.weave.spellings import Spellings


def prose_mentions(glossary: Glossary, spellings: Spellings) -> dict[TermId, dict[str, tuple[Mention, ...]]]:
    """Return, for each term and each of its sentences, the other terms named there: each once on a page."""
    return {term.id: _of_term(term, spellings) for term in glossary.terms}


def sentences_of(term: Term) -> tuple[str, ...]:
    """Return a term's curated sentences in the order its page shows them."""
    text = definition(term)
    shown = (f"{text[:1].upper()}{text[1:]}." if text else None, term.more, term.use_when, term.not_when)
    return tuple(sentence for sentence in (*shown, *(c.apart for c in term.confused_with)) if sentence)


def _of_term(term: Term, spellings: Spellings) -> dict[str, tuple[Mention, ...]]:
    lines = sentences_of(term)
    mentions, _ = find_mentions(Note(NotePath(f"glossary/{term.id}"), term.name, lines), spellings)
    seen = {term.id}
    found: dict[str, list[Mention]] = {line: [] for line in lines}
    for mention in mentions:
        if mention.term not in seen:
            seen.add(mention.term)
            found[lines[mention.line - 1]].append(mention)
    return {line: tuple(named) for line, named in found.items()}
