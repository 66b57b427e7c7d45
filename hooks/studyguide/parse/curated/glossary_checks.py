"""Checks what must hold between the terms of a glossary, beyond each single entry, and yields the problems."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from studyguide.model.diagnostics import Diagnostic, Location, closest
from studyguide.model.glossary import Alias, Example, Kind, Match, Term, folded, names_of
from studyguide.model.note import TermId
from studyguide.model.pack import pack_of
from studyguide.model.worked_example import example_result
from studyguide.parse.curated.strict_yaml import YamlDocument, place_of, problem_at
from studyguide.text.mathml import mathml

MAX_DEFINITION_WORDS = 25
IN_PARENTHESES = re.compile(r"\(([^)\n]{0,200})\)")


def check_terms(
    terms: Sequence[Term],
    kinds: Iterable[Kind],
    places: Mapping[TermId, tuple[YamlDocument, int]],
    wrong_formulas: Mapping[str, str],
) -> Iterable[Diagnostic]:
    known, kind_of = {term.id for term in terms}, {kind.id: kind for kind in kinds}

    def fault(term: Term, path: tuple[str | int, ...], kind: str, what: str, hint: str = "") -> Diagnostic:
        document, index = places[term.id]
        return problem_at(document, place_of(document, (index, *path)), kind, what, hint)

    for term in terms:
        if sum(one is not None for one in (term.does, term.is_, term.quote)) != 1:
            yield fault(
                term,
                ("id",),
                "definition",
                f"`{term.id}` needs exactly one of `does`, `is` and `quote`",
                "`does: finds ...` for something that acts, `is: share of ...` for everything else, "
                "`quote: {note, line}` for a line of the notes",
            )
        if term.quote is not None and not (term.quote.line or term.quote.text):
            what = "this quote has neither `line` nor `text`"
            yield fault(term, ("quote",), "missing-field", what, "add `line:`, the number of the line in the note")
        key, words = ("does" if term.does else "is"), (term.does or term.is_ or "").split()
        if len(words) > MAX_DEFINITION_WORDS:
            yield fault(
                term,
                (key,),
                "definition",
                f"the definition has {len(words)} words",
                f"at most {MAX_DEFINITION_WORDS}; move the rest to `more`",
            )
        if contains_own_name(term.does or term.is_ or "", term.name):
            yield fault(
                term,
                (key,),
                "gives-name-away",
                f"the definition contains the term's own name, `{term.name}`",
                "say it in other words; single words of a longer name are allowed",
            )
        pairs = [confusion.id for confusion in term.confused_with]
        for index, other in enumerate(pairs):
            if other in pairs[:index]:
                what = f"`{other}` is in `confused_with` twice"
                yield fault(term, ("confused_with", index), "duplicate-id", what, "say in one entry how they differ")
        kind = kind_of.get(term.kind)
        if kind is None:
            if kind_of:
                yield fault(term, ("kind",), "unknown-kind", f"no kind `{term.kind}`", closest(term.kind, kind_of))
            continue
        if kind.status and term.status is None:
            yield fault(
                term,
                ("id",),
                "missing-field",
                f"`{term.id}` has no `status`",
                f"every {kind.name.lower()} has a life-cycle status",
            )
        if kind.advice and not (term.use_when and term.not_when):
            yield fault(
                term,
                ("id",),
                "missing-field",
                f"`{term.id}` lacks `use_when` or `not_when`",
                f"every {kind.name.lower()} says both",
            )
        if kind.formula and not (term.formula or term.more):
            yield fault(
                term, ("id",), "missing-field", f"`{term.id}` has no `formula`", "or say in `more` why it has none"
            )
        if term.formula and (wrong := wrong_formulas[term.formula]):
            yield fault(term, ("formula",), "formula", wrong)
        if term.example and (wrong := wrong_sum(term.example)):
            yield fault(term, ("example", "computes"), "arithmetic", wrong)
        if term.example and term.example.asks and not term.example.asks.endswith("?"):
            hint = "name what is asked: `What is the hatch rate?`"
            yield fault(term, ("example", "asks"), "question", "`asks` does not end with a question", hint)
        for path, target in references(term):
            if target not in known:
                yield fault(term, path, "dangling-id", f"no term has the id `{target}`", closest(target, known))
            elif target == term.id:
                yield fault(term, path, "dangling-id", f"`{target}` refers to itself")
    for circle in part_of_circles(terms):
        last = next(term for term in terms if term.id == circle[-1])
        what = f"these are part of each other: {' -> '.join((*circle, circle[0]))}"
        yield fault(last, ("part_of",), "circle", what, "take `part_of` away from one of them")
    yield from _check_spellings(terms, places)


def contains_own_name(text: str, name: str) -> bool:
    """Returns whether a text contains a name, with or without the name's parentheses, in the singular or plural.

    `Negative case that was predicted positive` defines a false positive; `false positive that ...` does not.
    """
    said = f" {' '.join(_singular_words(text))} "
    readings = (name, IN_PARENTHESES.sub(" ", name), *IN_PARENTHESES.findall(name))
    return any(f" {' '.join(words)} " in said for reading in readings if (words := _singular_words(reading)))


def part_of_circles(terms: Sequence[Term]) -> tuple[tuple[TermId, ...], ...]:
    """Returns each group of terms that are part of each other, as a cycle that begins with its first term."""
    above = {term.id: term.part_of for term in terms}
    circles: list[tuple[TermId, ...]] = []
    passed: set[TermId] = set()
    for term in terms:
        way: list[TermId] = []
        key: TermId | None = term.id
        while key is not None and key in above and key not in passed:
            passed.add(key)
            way.append(key)
            key = above[key]
        if key in way and len(way) - way.index(key) > 1:
            circles.append(tuple(way[way.index(key) :]))
    return tuple(circles)


def wrong_formula(latex: str) -> str:
    """Returns what is wrong with a formula, or ''."""
    try:
        mathml(latex)
    except ValueError as error:
        return str(error)
    return ""


def wrong_sum(example: Example) -> str:
    """Returns what is wrong with a worked number, or ''."""
    try:
        example_result(example)
    except ValueError as error:
        return str(error)
    return ""


def _check_spellings(terms: Sequence[Term], places: Mapping[TermId, tuple[YamlDocument, int]]) -> Iterable[Diagnostic]:
    claims: dict[str, list[tuple[Term, tuple[str | int, ...], Alias]]] = defaultdict(list)
    for term in terms:
        for number, alias in enumerate(names_of(term)):
            if alias.match is not Match.NEVER:
                key = alias.text if alias.match is Match.EXACT else folded(alias.text)
                claims[key].append((term, ("name",) if number == 0 else ("aliases", number - 1), alias))
    for claimed in claims.values():
        for term in {id(c[0]): c[0] for c in claimed}.values():
            own = [c for c in claimed if c[0] is term]
            for _, path, alias in own[1:]:
                yield _claim(
                    term,
                    path,
                    f"`{alias.text}` is written twice on `{term.id}`",
                    "hyphens, spaces, case and plurals are folded already",
                    places,
                )
        owners = {c[0].id for c in claimed}
        # Of a project and a pack, the project can be mended: the pack's claim counts as the first one.
        free = sorted((c for c in claimed if not c[2].cues), key=lambda c: not pack_of(places[c[0].id][0].file))
        if len(owners) > 1 and len({c[0].id for c in free}) > 1:
            for term, path, alias in free[1:]:
                if term.id == free[0][0].id:
                    continue
                document, index = places[free[0][0].id]
                other = Location(document.file, place_of(document, (index, *free[0][1]))[0])
                hint = "give one of them `cues:` or take it away"
                if pack_of(other.file):
                    hint = f"give this one `cues:`, or the id `{free[0][0].id}` to replace the pack's term"
                yield _claim(term, path, f"`{alias.text}` is also claimed by `{free[0][0].id}` ({other})", hint, places)


def _claim(
    term: Term, path: tuple[str | int, ...], what: str, hint: str, places: Mapping[TermId, tuple[YamlDocument, int]]
) -> Diagnostic:
    document, index = places[term.id]
    return problem_at(document, place_of(document, (index, *path)), "duplicate-alias", what, hint)


def references(term: Term) -> Iterable[tuple[tuple[str | int, ...], TermId]]:
    """Yields every id a term refers to, with its place inside the term's entry."""
    if term.part_of:
        yield ("part_of",), term.part_of
    for key in ("needs", "also_true"):
        for index, target in enumerate(getattr(term, key)):
            yield (key, index), target
    for index, confusion in enumerate(term.confused_with):
        yield ("confused_with", index), confusion.id
    for index, related in enumerate(term.see):
        yield ("see", index), related.id
    for index, target in enumerate(term.status.replacement if term.status else ()):
        yield ("status", "replacement", index), target


def _singular_words(text: str) -> list[str]:
    """Returns the words of a text in lower case, each without a plural s."""
    return [word.removesuffix("s") for word in re.findall(r"\w+", text.lower())]
