"""Finds faults in scripts: the data scripts of names and questions, and other hosts in the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from studyguide.check.fault_kinds import fault
from studyguide.check.policy_faults import script_host_faults
from studyguide.check.read_page import read_page
from studyguide.check.search_faults import INDEX_FOLDER
from studyguide.check.site_map import SiteMap, split_address
from studyguide.model.diagnostics import Diagnostic

NAMES = "assets/names.js"
NAMES_BEGIN, NAMES_END = "globalThis.sgNames = ", ";\n"
QUESTIONS = "assets/questions/"
EXAM_FILES = "assets/exams/"
EXAM_CALL = re.compile(r"studyguide\.exams\.\w{1,40}\((.*)\);\n", re.DOTALL)
QUESTIONS_BEGIN, QUESTIONS_END = "studyguide.deck.add(", ");\n"
THEME_IDS = "assets/javascripts/"
"""Scripts of the theme, which name hosts for features that a guide does not switch on; the policy holds them back."""
REVIEW_FILES = ("review/index.html", "review.html")
"""The page that shows the questions, in both forms of addresses: their links are written from it."""


def script_faults(path: str, text: str, map_: SiteMap) -> Iterator[Diagnostic]:
    """Yield the faults of a script by its place in the site."""
    if path == NAMES:
        yield from _names_faults(path, text, map_)
    elif path.startswith(QUESTIONS):
        yield from _questions_faults(path, text, map_)
    elif path.startswith(EXAM_FILES):
        call = EXAM_CALL.fullmatch(text)
        if call is None or _parsed(f"[{call[1]}]") is None:
            yield fault("questions", path, "this is not one call with the data of an exam", 0, "build the site again")
    elif not path.startswith((THEME_IDS, INDEX_FOLDER)):
        yield from script_host_faults(path, text)


def names_in(text: str) -> list[list[str]] | None:
    """Return the pairs of name and address of `names.js`; None if it is anything else."""
    value = _json_between(text, NAMES_BEGIN, NAMES_END)
    if not isinstance(value, list):
        return None
    is_pair = all(isinstance(row, list) and len(row) == 2 and all(isinstance(x, str) for x in row) for row in value)
    return value if is_pair else None


def questions_in(text: str) -> tuple[str, str] | None:
    """Return the family and the HTML of a file of questions; None if it is anything else."""
    inside = _between(text, QUESTIONS_BEGIN, QUESTIONS_END)
    value = _parsed(f"[{inside}]") if inside is not None else None
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(part, str) for part in value):
        return None
    return value[0], value[1]


def _names_faults(path: str, text: str, map_: SiteMap) -> Iterator[Diagnostic]:
    pairs = names_in(text)
    if pairs is None:
        yield fault("names", path, "this is not one list of names and addresses", 0, "build the site again")
        return
    for name, address in pairs:
        if map_.lead("index.html", address or "nowhere").fault:
            yield fault("names-target", path, f"the page `{address}` of the name `{name}` is not there")


def _questions_faults(path: str, text: str, map_: SiteMap) -> Iterator[Diagnostic]:
    questions = questions_in(text)
    if questions is None:
        yield fault(
            "questions", path, "this is not one call with a family and its questions", 0, "build the site again"
        )
        return
    family, html = questions
    if path != f"{QUESTIONS}{family}.js":
        yield fault("questions", path, f"the file hands over the questions of `{family}`")
    page = read_page(html)
    review = next((place for place in REVIEW_FILES if place in map_.files), REVIEW_FILES[0])
    if page.scripts or page.handlers or page.embeds or page.posts or page.styles:
        yield fault("questions-active", path, "a question has script, a handler, a style, a frame or a form")
    for reference in page.references:
        parts = split_address(reference.target)
        if parts.scheme not in {"", "http", "https"} or (reference.loads and parts.netloc):
            yield fault("questions-active", path, f"a question has the address `{reference.target[:80]}`")
        elif not parts.scheme and not parts.netloc and map_.lead(review, reference.target).fault:
            yield fault("questions-target", path, f"a question leads to `{reference.target}`, which is not there")
    yield from _script_id_faults(path, html)


def _script_id_faults(path: str, html: str) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for piece in html.split('class="sg-item"')[1:]:
        name = piece[: piece.find(">")].partition('data-id="')[2].partition('"')[0]
        if not name:
            yield fault("questions-id", path, "a question has no id")
        elif name in seen:
            yield fault("questions-id", path, f"the question `{name}` is twice in this file")
        seen.add(name)


def _between(text: str, begin: str, end: str) -> str | None:
    text = text.rstrip() + "\n"
    if not text.startswith(begin) or not text.endswith(end):
        return None
    return text[len(begin) : -len(end)]


def _json_between(text: str, begin: str, end: str) -> Any:
    inside = _between(text, begin, end)
    return None if inside is None else _parsed(inside)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
