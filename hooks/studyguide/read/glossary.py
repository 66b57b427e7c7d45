"""Glossary files to a checked `Glossary`: every fault of every file in one run, each with its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from pydantic import TypeAdapter

from studyguide.problems import Place, Problem, Severity, closest
from studyguide.read.strict_yaml import Document, load, place_of, problem_at, validated
from studyguide.records import TermId
from studyguide.terms import Alias, Family, Glossary, Kind, Match, Term

TERM, KIND, FAMILY = TypeAdapter(Term), TypeAdapter(Kind), TypeAdapter(Family)
TERM_KEYS = tuple("is" if f.name == "is_" else f.name for f in fields(Term))
MAX_WORDS = 25
COMMON_AFTER = 10
"""A word that this many names share gives no single name away."""


def read_glossary(kinds: tuple[str, str], families: Mapping[str, str]) -> tuple[Glossary, tuple[Problem, ...]]:
    """Check the whole glossary.

    `kinds` is the path and text of kinds.yml; `families` maps the path of each family's file to its text. Paths are
    relative to the project and end in `<family>.yml`. A term with a fault is left out, the rest is returned.
    """
    problems: list[Problem] = []
    field, kind_list, family_list = _read_kinds(*kinds, problems)
    order = {family.id: index for index, family in enumerate(family_list)}
    terms: list[Term] = []
    family_of: list[tuple[TermId, str]] = []
    places: dict[TermId, tuple[Document, int]] = {}
    for path, text in sorted(families.items(), key=lambda item: (order.get(_stem(item[0]), len(order)), item[0])):
        document, faults = load(path, text)
        problems.extend(faults)
        if document.value is None:
            continue
        if not isinstance(document.value, list):
            problems.append(problem_at(document, (1, 1), "bad-value", "a family file is a list of terms", "start each term with `- id: ...`"))
            continue
        if _stem(path) not in order and kind_list:
            problems.append(problem_at(document, (1, 1), "unknown-family", f"no family `{_stem(path)}` in kinds.yml", closest(_stem(path), order)))
        for index in range(len(document.value)):
            term, faults = validated(TERM, document, (index,), TERM_KEYS)
            problems.extend(faults)
            if term is None:
                continue
            if term.id in places:
                first, at = places[term.id]
                problems.append(problem_at(document, place_of(document, (index, "id")), "duplicate-id", f"the id `{term.id}` is taken", f"it stands at {Place(first.file, first.places[(at,)][0])}"))
                continue
            terms.append(term)
            family_of.append((term.id, _stem(path)))
            places[term.id] = (document, index)
    problems.extend(_check_terms(terms, kind_list, places))
    written = tuple((key, doc.file, doc.places[(at,)][0]) for key, (doc, at) in places.items())
    return Glossary(field, tuple(kind_list), tuple(family_list), tuple(terms), tuple(family_of), written), tuple(sorted(problems))


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


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".yml")


def _read_kinds(path: str, text: str, problems: list[Problem]) -> tuple[str, list[Kind], list[Family]]:
    document, faults = load(path, text)
    problems.extend(faults)
    value: dict[str, Any] = document.value if isinstance(document.value, dict) else {}
    kinds: list[Kind] = []
    families: list[Family] = []
    shapes: tuple[tuple[str, TypeAdapter[Any], type, list[Any]], ...] = (("kinds", KIND, Kind, kinds), ("families", FAMILY, Family, families))
    for key, adapter, record, found in shapes:
        for index in range(len(value.get(key) or ())):
            item, faults = validated(adapter, document, (key, index), [f.name for f in fields(record)])
            problems.extend(faults)
            if item is not None:
                found.append(item)
    for key in value:
        if key not in {"field", "kinds", "families"}:
            problems.append(problem_at(document, place_of(document, (key,)), "unknown-key", f"unknown key `{key}`", closest(key, ("field", "kinds", "families"))))
    return str(value.get("field") or ""), kinds, families


def _check_terms(terms: Sequence[Term], kinds: Iterable[Kind], places: Mapping[TermId, tuple[Document, int]]) -> Iterable[Problem]:
    known, kind_of = {term.id for term in terms}, {kind.id: kind for kind in kinds}
    common = _common_words(terms)

    def fault(term: Term, path: tuple[str | int, ...], kind: str, what: str, hint: str = "") -> Problem:
        document, index = places[term.id]
        return problem_at(document, place_of(document, (index, *path)), kind, what, hint)

    for term in terms:
        if (term.does is None) == (term.is_ is None):
            yield fault(term, ("id",), "definition", f"`{term.id}` needs exactly one of `does` and `is`", "`does: finds ...` for what acts, `is: share of ...` for what is")
        key, words = ("does" if term.does else "is"), definition(term).split()
        if len(words) > MAX_WORDS:
            yield fault(term, (key,), "definition", f"the definition has {len(words)} words", f"at most {MAX_WORDS}; move the rest to `more`")
        if given := sorted(_words(definition(term)) & (_words(term.name) - common)):
            yield fault(term, (key,), "gives-name-away", f"the definition uses `{given[0]}` of its own name", "say it in other words")
        kind = kind_of.get(term.kind)
        if kind is None:
            yield fault(term, ("kind",), "unknown-kind", f"no kind `{term.kind}`", closest(term.kind, kind_of))
            continue
        if kind.status and term.status is None:
            yield fault(term, ("id",), "missing-field", f"`{term.id}` has no `status`", f"every {kind.name.lower()} says where it stands in its life")
        if kind.advice and not (term.use_when and term.not_when):
            yield fault(term, ("id",), "missing-field", f"`{term.id}` lacks `use_when` or `not_when`", f"every {kind.name.lower()} says both")
        if kind.formula and not (term.formula or term.more):
            yield fault(term, ("id",), "missing-field", f"`{term.id}` has no `formula`", "or say in `more` why it has none")
        for path, target in _references(term):
            if target not in known:
                yield fault(term, path, "dangling-id", f"no term has the id `{target}`", closest(target, known))
            elif target == term.id:
                yield fault(term, path, "dangling-id", f"`{target}` refers to itself")
    yield from _check_spellings(terms, places)


def _check_spellings(terms: Sequence[Term], places: Mapping[TermId, tuple[Document, int]]) -> Iterable[Problem]:
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
                yield _claim(term, path, f"`{alias.text}` is written twice on `{term.id}`", "hyphens, spaces, case and plurals are folded already", places)
        owners = {c[0].id for c in claimed}
        free = [c for c in claimed if not c[2].cues]
        if len(owners) > 1 and len({c[0].id for c in free}) > 1:
            for term, path, alias in free[1:]:
                if term.id == free[0][0].id:
                    continue
                document, index = places[free[0][0].id]
                other = Place(document.file, place_of(document, (index, *free[0][1]))[0])
                yield _claim(term, path, f"`{alias.text}` is also claimed by `{free[0][0].id}` ({other})", "give one of them `cues:` or take it away", places)


def _claim(term: Term, path: tuple[str | int, ...], what: str, hint: str, places: Mapping[TermId, tuple[Document, int]]) -> Problem:
    document, index = places[term.id]
    return problem_at(document, place_of(document, (index, *path)), "duplicate-alias", what, hint)


def _references(term: Term) -> Iterable[tuple[tuple[str | int, ...], TermId]]:
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


def _words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"[a-z][a-z0-9]{2,}", text.lower())}


def _common_words(terms: Iterable[Term]) -> set[str]:
    count: dict[str, int] = defaultdict(int)
    for term in terms:
        for word in _words(term.name):
            count[word] += 1
    return {word for word, times in count.items() if times >= COMMON_AFTER}


__all__ = ["Severity", "definition", "folded", "names_of", "read_glossary"]
