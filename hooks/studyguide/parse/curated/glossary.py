"""Reads glossary files as a checked `Glossary`: every problem of every file in one run, each with its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from functools import partial
from typing import Any

from pydantic import TypeAdapter

from studyguide.execution.memo import Memo, no_memo
from studyguide.model.diagnostics import Diagnostic, Location, closest
from studyguide.model.fields import Id, id_fault
from studyguide.model.glossary import Family, Glossary, Kind, Term
from studyguide.model.guide_id import ascii_slug
from studyguide.model.note import TermId
from studyguide.model.pack import pack_of
from studyguide.parse.curated.glossary_checks import check_terms, part_of_circles, references, wrong_formula, wrong_sum
from studyguide.parse.curated.strict_yaml import YamlDocument, load, place_of, problem_at, validated

ALL_DECKS = "all"
"""The name of the files that contain the decks of all families."""
NOTE_DECK = "from-notes"
"""The name of the files that contain the deck of the cards in notes."""
DECKS_OF_NO_FAMILY = {ALL_DECKS: "the deck of all families", NOTE_DECK: "the deck of the cards in notes"}
TERM, KIND, FAMILY = TypeAdapter(Term), TypeAdapter(Kind), TypeAdapter(Family)
NO_KINDS = "start with `kinds:` and below it `- {id: ..., name: ..., plural: ..., folder: concepts}`"
_CheckedTerm = tuple[Term | None, tuple[Diagnostic, ...]]
"""A term, if it can be read, and what is wrong with it."""
TERM_KEYS = tuple("is" if f.name == "is_" else f.name for f in fields(Term))


def read_glossary(
    kinds: tuple[str, str],
    families: Mapping[str, str],
    kinds_of_packs: Iterable[tuple[str, str]] = (),
    memo: Memo = no_memo,
) -> tuple[Glossary, tuple[Diagnostic, ...]]:
    """Reads and checks the whole glossary.

    `kinds` is the path and text of kinds.yml; `families` maps the path of each family's file to its text. Paths are
    relative to the project and end in `<family>.yml`. A term with a fault is left out, the rest is returned.

    `kinds_of_packs` are the kinds.yml of packs, and `families` contains their files, too. Of equal ids in two layers,
    the first one is used.
    """
    diagnostics: list[Diagnostic] = []
    field, kind_list, family_list = _all_kinds((kinds, *kinds_of_packs), diagnostics)
    kinds_files = {pack_of(path): path for path, _ in (*kinds_of_packs, kinds)}
    listed = {family.id for family in family_list}
    order: dict[str, int] = {family.id: index for index, family in enumerate(family_list)}
    terms: list[Term] = []
    family_of: list[tuple[TermId, str]] = []
    places: dict[TermId, tuple[YamlDocument, int]] = {}
    layers = {pack: at for at, pack in enumerate(dict.fromkeys(map(pack_of, families)))}

    def rank(path: str) -> tuple[int, int, str]:
        return layers[pack_of(path)], order.get(_stem(path), len(order)), path

    for path, text in sorted(families.items(), key=lambda item: rank(item[0])):
        document, faults, checked_terms = memo(("family", path), (text,), partial(_read_family, path, text))
        diagnostics.extend(faults)
        if document.value is None:
            continue
        if not isinstance(document.value, list):
            diagnostics.append(
                problem_at(
                    document,
                    (1, 1),
                    "bad-value",
                    "a family file is a list of terms",
                    "start each term with `- id: ...`",
                )
            )
            continue
        family = _stem(path)
        if family not in order:
            unlisted = _unlisted_family(path, order)
            if kind_list:
                what = f"no family `{family}` in {kinds_files.get(pack_of(path), kinds[0])}"
                hint = closest(family, order) or (
                    f"add `- {{id: {unlisted.id}, name: ..., about: ...}}` below `families:` there"
                    + ("" if unlisted.id == family else f", and rename this file to {unlisted.id}.yml")
                )
                diagnostics.append(problem_at(document, (1, 1), "unknown-family", what, hint))
            family_list.append(unlisted)
            order[unlisted.id] = len(order)
            family = unlisted.id
        for index, (term, wrong) in enumerate(checked_terms):
            diagnostics.extend(wrong)
            if term is None:
                continue
            if term.id in places:
                first, at = places[term.id]
                if pack_of(first.file) != pack_of(path):
                    continue
                diagnostics.append(
                    problem_at(
                        document,
                        place_of(document, (index, "id")),
                        "duplicate-id",
                        f"the id `{term.id}` is taken",
                        f"it is at {Location(first.file, first.places[(at,)][0])}",
                    )
                )
                continue
            terms.append(term)
            family_of.append((term.id, family))
            places[term.id] = (document, index)
    families_of = dict(family_of)
    terms.sort(key=lambda term: order[families_of[term.id]])
    formulas = dict.fromkeys(term.formula for term in terms if term.formula)
    wrong_formulas = {latex: memo(("formula", latex), (), partial(wrong_formula, latex)) for latex in formulas}
    diagnostics.extend(check_terms(terms, kind_list, places, wrong_formulas))
    if terms and not kind_list and not any(problem.place.file == kinds[0] for problem in diagnostics):
        diagnostics.append(
            Diagnostic(Location(kinds[0]), "unknown-kind", "no kinds of terms are written here", NO_KINDS)
        )
    terms = _alive(terms, {kind.id for kind in kind_list}, places, wrong_formulas)
    shown = {term.id for term in terms}
    family_of = [(key, family) for key, family in family_of if key in shown]
    family_list = [family for family in family_list if family.id in listed or family.id in dict(family_of).values()]
    places = {key: place for key, place in places.items() if key in shown}
    written = tuple((key, doc.file, doc.places[(at,)][0]) for key, (doc, at) in places.items())
    return Glossary(field, tuple(kind_list), tuple(family_list), tuple(terms), tuple(family_of), written), tuple(
        sorted(diagnostics)
    )


def _read_family(path: str, text: str) -> tuple[YamlDocument, tuple[Diagnostic, ...], tuple[_CheckedTerm, ...]]:
    """Reads one file of terms, and checks each term by itself."""
    document, faults = load(path, text)
    checked: list[_CheckedTerm] = []
    for index in range(len(document.value) if isinstance(document.value, list) else 0):
        of_term = validated(TERM, document, (index,), TERM_KEYS)
        checked.append(of_term)
    return document, faults, tuple(checked)


def _alive(
    terms: list[Term],
    kinds: set[Id],
    places: Mapping[TermId, tuple[YamlDocument, int]],
    wrong_formulas: Mapping[str, str],
) -> list[Term]:
    """Returns the terms that can have a page, without parts that cannot be shown: wrong sums, references that lead
    nowhere."""
    shown = {term.id for term in terms if term.kind in kinds}
    circles = {key for circle in part_of_circles(terms) for key in circle}
    alive: list[Term] = []
    for term in terms:
        if term.id not in shown:
            continue
        shown.remove(term.id)  # a reference of a term to itself leads nowhere
        in_circle = term.id in circles
        wrong = {
            "formula": term.formula and wrong_formulas[term.formula],
            "example": term.example and wrong_sum(term.example),
        }
        if not in_circle and not any(wrong.values()) and all(target in shown for _, target in references(term)):
            alive.append(term)
        else:
            document, index = places[term.id]
            written = {key: value for key, value in document.value[index].items() if not wrong.get(key)}
            if in_circle:
                written["part_of"] = None
            alive.append(TERM.validate_python(_without_hidden(written, shown)))
        shown.add(term.id)
    return alive


def _without_hidden(value: dict[str, Any], shown: Collection[str]) -> dict[str, Any]:
    """Returns a term as written, without its references to terms that are not shown."""
    entry = {**value}
    for key in ("needs", "also_true"):
        entry[key] = [target for target in entry.get(key) or () if target in shown]
    for key in ("confused_with", "see"):
        entry[key] = [item for item in entry.get(key) or () if item["id"] in shown]
    if entry.get("part_of") not in shown:
        entry["part_of"] = None
    if entry.get("status"):
        status = entry["status"]
        entry["status"] = {**status, "replacement": [t for t in status.get("replacement") or () if t in shown]}
    return entry


def _unlisted_family(path: str, order: Collection[str]) -> Family:
    """Returns a family for a file that kinds.yml does not list, so that its terms have pages all the same."""
    stem = _stem(path)
    names = (stem, ascii_slug(stem), f"file-{hashlib.sha256(path.encode()).hexdigest()[:8]}")
    name = next(TermId(name) for name in names if not id_fault(name) and name not in {*DECKS_OF_NO_FAMILY, *order})
    return Family(name, " ".join(re.split(r"[\W_]+", stem)).strip().capitalize() or name, f"The terms of {path}.")


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".yml")


def _all_kinds(files: Iterable[tuple[str, str]], diagnostics: list[Diagnostic]) -> tuple[str, list[Kind], list[Family]]:
    """Reads the kinds.yml of every layer; the first one that has a field, a kind or a family wins."""
    read = [_read_kinds(path, text, diagnostics) for path, text in files]
    kinds = {kind.id: kind for _, of_file, _ in reversed(read) for kind in of_file}
    families = {family.id: family for _, _, of_file in reversed(read) for family in of_file}
    kind_order = dict.fromkeys(kind.id for _, of_file, _ in read for kind in of_file)
    family_order = dict.fromkeys(family.id for _, _, of_file in read for family in of_file)
    field = next((said for said, _, _ in read if said), "")
    return field, [kinds[id_] for id_ in kind_order], [families[id_] for id_ in family_order]


def _read_kinds(path: str, text: str, diagnostics: list[Diagnostic]) -> tuple[str, list[Kind], list[Family]]:
    document, faults = load(path, text)
    diagnostics.extend(faults)
    value: dict[str, Any] = document.value if isinstance(document.value, dict) else {}
    kinds: list[Kind] = []
    families: list[Family] = []
    shapes: tuple[tuple[str, TypeAdapter[Any], type, list[Any]], ...] = (
        ("kinds", KIND, Kind, kinds),
        ("families", FAMILY, Family, families),
    )
    for key, adapter, record, records in shapes:
        listed = value.get(key) or []
        if not isinstance(listed, list):
            at = place_of(document, (key,))
            diagnostics.append(problem_at(document, at, "bad-value", f"`{key}` is no list", "write each behind `- `"))
            continue
        for index in range(len(listed)):
            item, faults = validated(adapter, document, (key, index), [f.name for f in fields(record)])
            diagnostics.extend(faults)
            if item is not None and any(other.id == item.id for other in records):
                at = place_of(document, (key, index, "id"))
                diagnostics.append(problem_at(document, at, "duplicate-id", f"the id `{item.id}` is taken"))
            elif isinstance(item, Family) and item.id in DECKS_OF_NO_FAMILY:
                at, what = place_of(document, (key, index, "id")), f"`{item.id}` is {DECKS_OF_NO_FAMILY[item.id]}"
                diagnostics.append(problem_at(document, at, "bad-value", what, "give this family another id"))
            elif item is not None:
                records.append(item)
    for key in value:
        if key not in {"field", "kinds", "families"}:
            diagnostics.append(
                problem_at(
                    document,
                    place_of(document, (key,)),
                    "unknown-key",
                    f"unknown key `{key}`",
                    closest(key, ("field", "kinds", "families")),
                )
            )
    return str(value.get("field") or ""), kinds, families
