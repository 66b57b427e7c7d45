"""Reports terms whose name is an everyday word, with the lines that it concerns, so that an author decides on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.model.glossary import Glossary
from studyguide.model.note import Mention, NotePath, Rejection, TermId
from studyguide.text.basic_words import COMMON_NOUNS, is_basic_word, is_everyday_word

HOW_TO_DECIDE = (
    "write `match: any` if every place means the term (`match: exact` for one letter), `match: capital` if only a"
    " capital shows it, or give it `cues:`"
)

NOTICED_LINES = 10
"""Number of lines from which a common English word as a name is worth a look."""


def everyday_names(
    glossary: Glossary,
    mentions: Mapping[NotePath, Sequence[Mention]],
    rejections: Mapping[NotePath, Sequence[Rejection]],
) -> Iterator[Diagnostic]:
    """Yields a problem for each term whose name is an everyday word and for which nobody decided how it is matched.

    The most frequent words are linked only with evidence. They and common nouns are a warning. Other common English
    words are a notice if they link many lines.
    """
    names = {
        TermId(term.id): term.name
        for term in glossary.terms
        if is_everyday_word(term.name) and not (term.match or term.cues or term.unless)
    }
    if not names:
        return
    linked = _lines_by_term((m.note, m.line, (m.term,), m.alias) for row in mentions.values() for m in row)
    refused = _lines_by_term((r.note, r.line, r.refused, r.why) for row in rejections.values() for r in row)
    places = {term: Location(file, line) for term, file, line in glossary.places}
    for term, name in names.items():
        lines = {line for line, alias in linked.get(term, ()) if alias == name}
        lines |= {line for line, why in refused.get(term, ()) if why == everyday_reason(name, name)}
        links = "would link" if is_basic_word(name) else "links"
        what = f"the name `{name}` is an everyday word: it {links} {_counted_lines(lines)}"
        is_frequent = is_basic_word(name) or name.lower() in COMMON_NOUNS
        severity = Severity.WARNING if is_frequent else Severity.NOTICE
        if is_frequent or len(lines) >= NOTICED_LINES:
            yield Diagnostic(places[term], "everyday-name", what, HOW_TO_DECIDE, severity=severity)


def everyday_reason(text: str, name: str) -> str:
    """Returns why a spelling that is an everyday word is not linked to the term of this name."""
    return f"`{text}` is an everyday word, and nothing near by shows that {name} is meant"


def _lines_by_term(
    rows: Iterable[tuple[NotePath, int, Sequence[TermId], str]],
) -> Mapping[TermId, set[tuple[tuple[NotePath, int], str]]]:
    """Returns the lines of each term, with the text that each row has last."""
    lines: dict[TermId, set[tuple[tuple[NotePath, int], str]]] = {}
    for note, line, terms, text in rows:
        for term in terms:
            lines.setdefault(term, set()).add(((note, line), text))
    return lines


def _counted_lines(lines: set[tuple[NotePath, int]]) -> str:
    return "1 line of the notes" if len(lines) == 1 else f"{len(lines)} lines of the notes"
