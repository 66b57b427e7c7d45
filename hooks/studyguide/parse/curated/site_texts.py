"""Reads the catalog of the texts that the site shows: the engine's own in English, and what a project overrides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from studyguide import text as text_stage
from studyguide.model.diagnostics import Diagnostic, closest
from studyguide.model.texts import ONE, OTHER, TEXT_PLACE, NumberSigns, Texts, make_texts, places_in
from studyguide.parse.curated.strict_yaml import YamlDocument, load, place_of, problem_at

ENGLISH_CATALOG = Path(text_stage.__file__).with_name("site_texts") / "en.yml"
"""The engine's own catalog, a part of the package."""
ENGLISH_TAG = "en"
"""The language of the engine's own catalog."""
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
CATALOG_SETTINGS = ("lang", "thousands", "decimal")
"""What the file has besides its groups of texts."""

WrittenTexts = Mapping[str, str | Mapping[str, str]]


def default_texts() -> Texts:
    """Returns the engine's own texts."""
    document, _ = load(ENGLISH_CATALOG.name, ENGLISH_CATALOG.read_text("utf-8"))
    lang, thousands, decimal = (document.value[name] for name in CATALOG_SETTINGS)
    return make_texts(lang, NumberSigns(thousands, decimal), dict(_flat_texts(document.value)))


def read_texts(file: str, text: str) -> tuple[Texts, tuple[Diagnostic, ...]]:
    """Returns the engine's texts with those that the project's file overrides, and the problems of the file.

    A text with a fault is reported, and the engine's own is shown.
    """
    default = default_texts()
    document, faults = load(file, text)
    if document.value is None:
        return default, faults
    if not isinstance(document.value, dict):
        hint = "write groups of texts, each as `group:` with its texts below it"
        return default, (*faults, problem_at(document, (1, 1), "bad-value", "this file is a mapping", hint))
    diagnostics = list(faults)
    chosen: dict[str, str | Mapping[str, str]] = {}
    for group, texts in document.value.items():
        if group in CATALOG_SETTINGS:
            continue
        groups = dict.fromkeys(key.partition(".")[0] for key in default.written)
        if group not in groups:
            diagnostics.append(_unknown_text_key(document, (group,), "group of texts", (*groups, *CATALOG_SETTINGS)))
        elif not isinstance(texts, dict):
            diagnostics.append(
                _bad_text(document, (group,), f"`{group}` is no group", "write its texts below it, indented")
            )
        else:
            for key, value in texts.items():
                problems = tuple(_faults_of_text(document, default.written, (group, key), value))
                diagnostics += problems
                if not problems:
                    chosen[f"{group}.{key}"] = value
    usual = (default.lang, default.signs.thousands, default.signs.decimal)
    lang, thousands, decimal = (
        _text_setting(document, name, own, diagnostics) for name, own in zip(CATALOG_SETTINGS, usual, strict=True)
    )
    signs = NumberSigns(thousands, decimal)
    return make_texts(lang, signs, {**default.written, **chosen}), tuple(diagnostics)


def texts_schema() -> dict[str, Any]:
    """Returns the JSON Schema of a project's file: every key of the engine's catalog, with the English text."""
    groups: dict[str, dict[str, Any]] = {}
    for key, text in default_texts().written.items():
        group, _, name = key.partition(".")
        groups.setdefault(group, {})[name] = _schema_of_text(text)
    settings = {
        "lang": {"type": "string", "description": "The language of the texts, such as `de`."},
        "thousands": {"type": "string", "description": "What separates groups of three digits; may be empty."},
        "decimal": {"type": "string", "description": "What separates the whole part of a number from its decimals."},
    }
    of_groups = {
        name: {"type": "object", "properties": texts, "additionalProperties": False} for name, texts in groups.items()
    }
    return {"type": "object", "properties": {**settings, **of_groups}, "additionalProperties": False}


def _schema_of_text(text: str | Mapping[str, str]) -> dict[str, Any]:
    if isinstance(text, str):
        return {"type": "string", "minLength": 1, "description": text}
    forms = {form: {"type": "string", "minLength": 1, "description": one} for form, one in text.items()}
    by_number = {"type": "object", "properties": forms, "required": [OTHER], "additionalProperties": False}
    return {"description": text[OTHER], "anyOf": [{"type": "string", "minLength": 1}, by_number]}


def _flat_texts(value: Mapping[str, Any]) -> Iterator[tuple[str, str | Mapping[str, str]]]:
    for group, texts in value.items():
        if group not in CATALOG_SETTINGS:
            yield from ((f"{group}.{key}", text) for key, text in texts.items())


def _faults_of_text(
    document: YamlDocument, default: WrittenTexts, path: tuple[str, str], value: object
) -> Iterator[Diagnostic]:
    group, key = path
    own = default.get(f"{group}.{key}")
    if own is None:
        known = (name.partition(".")[2] for name in default if name.startswith(f"{group}."))
        yield _unknown_text_key(document, path, f"text in `{group}`", known)
        return
    forms = {OTHER: own} if isinstance(own, str) else own
    if value == "" or (isinstance(value, dict) and "" in value.values()):
        yield _bad_text(document, path, f"`{key}` is empty", "write something, or take the key away")
    elif isinstance(value, str):
        yield from _faults_of_places(document, path, forms[OTHER], value)
    elif not isinstance(value, dict):
        yield _bad_text(document, path, f"`{key}` is no text", "write one value, in quotes if need be")
    elif isinstance(own, str):
        yield _bad_text(document, path, f"`{key}` is one text for every number", "write it without `one:` and `other:`")
    elif OTHER not in value:
        yield _bad_text(document, path, f"`{key}` has no form `{OTHER}`", f"add `{OTHER}:`")
    else:
        for form, text in value.items():
            if form not in (ONE, OTHER):
                yield _unknown_text_key(document, (*path, form), "form", (ONE, OTHER))
            elif not isinstance(text, str):
                yield _bad_text(
                    document, (*path, form), f"`{form}` is no text", "write one value, in quotes if need be"
                )
            else:
                yield from _faults_of_places(document, (*path, form), forms.get(form, forms[OTHER]), text)


def _faults_of_places(document: YamlDocument, path: tuple[str, ...], own: str, text: str) -> Iterator[Diagnostic]:
    """Yields a problem for each place that a text lacks, and for each that nothing fills. Where the engine's text for
    the number 1 names no number, another one may."""
    needed, has = places_in(own), places_in(text)
    optional = {"count"} if path[-1] == ONE else set()
    for name in dict.fromkeys(needed):
        if name not in has and name not in optional:
            yield _bad_text(document, path, f"the place `{{{name}}}` is missing", f"the engine's text is: {own}")
    for name in dict.fromkeys(has):
        if name not in needed and name not in optional:
            hint = closest(name, needed) or f"the engine's text is: {own}"
            yield _bad_text(document, path, f"nothing fills the place `{{{name}}}`", hint)
    if "{" in TEXT_PLACE.sub("", text) or "}" in TEXT_PLACE.sub("", text):
        yield _bad_text(
            document, path, "a brace is not part of a place", "a place is a name in braces, such as `{count}`"
        )


def _text_setting(document: YamlDocument, name: str, default: str, diagnostics: list[Diagnostic]) -> str:
    value = document.value.get(name, default)
    if name not in document.value:
        return default
    if name == "thousands" and value is None:
        return ""
    is_wrong = (name == "lang" and not LANGUAGE_TAG.fullmatch(str(value))) or (name == "decimal" and not value)
    if not isinstance(value, str) or is_wrong:
        hint = (
            "write a language, such as `de` or `pt-BR`" if name == "lang" else "write one value, in quotes if need be"
        )
        diagnostics.append(_bad_text(document, (name,), f"`{name}` cannot be `{value}`", hint))
        return default
    return value


def _unknown_text_key(document: YamlDocument, path: tuple[str, ...], noun: str, known: Any) -> Diagnostic:
    at = place_of(document, path)
    return problem_at(document, at, "unknown-key", f"no {noun} is called `{path[-1]}`", closest(path[-1], known))


def _bad_text(document: YamlDocument, path: tuple[str, ...], what: str, hint: str) -> Diagnostic:
    return problem_at(document, place_of(document, path), "bad-value", what, hint)
