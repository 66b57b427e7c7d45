"""Lessons: every `docs/lessons/<term>.md` has the form that its loader expects, names its sources and repeats no other.

Each rule is a function that yields what is wrong. `tests/cases/lessons/` shows each rule a fault in a lesson that is
sound otherwise.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from casefile import Case, agrees, cases

ROOT = Path(__file__).parents[1]

PROBLEM, STEPS, EXAMPLE = "The problem", "How it works", "Worked example"
USE, LIMITS, EXAM = "When to use it", "Limits and cost", "In the exam"
THINK, READ_ON = "Think about it", "Read on"
HEADINGS = (PROBLEM, STEPS, EXAMPLE, USE, LIMITS, EXAM, THINK, READ_ON)
KEYS = {"term", "outcome", "checked", "sources"}
WORDS = range(250, 501)
MOST_WORDS_OF_A_SENTENCE = 35
LEAST_WORDS_OF_A_SENTENCE = 4
QUESTIONS = 3
OPENING_WORDS, OPENING_USES = 6, 3
OWN = "own"

FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n(.*)\Z", re.DOTALL)
MARK = re.compile(r"\[\^([^\]\s]+)\]")
ENDS_WITH_MARKS = re.compile(r"(\[\^[^\]\s]+\])+[\s|]*\Z")
FIGURE = re.compile(r"!\[\]\(figure:([a-z0-9-]+)\)")
SENTENCE_END = re.compile(r"(?<=[.?!:])\s+(?=[A-Z0-9`$\"*])")
NOT_GOOD_FOR = re.compile(r"\b(not|no|never|nothing|cannot|avoid|poor|poorly|wrong|useless)\b|n't\b", re.IGNORECASE)
NO_VERB = re.compile(r"^(A|An|The|This|These|You|How|What|Why|When|To|After|In)\b")
BRITISH = re.compile(
    r"\b(labell|unlabell|modell|colour|behaviour|neighbour|centre|favour|catalogue|grey|analys(e|ed|ing)\b"
    r"|(normal|standard|regular|general|optim|minim|maxim|organ|recogn|summar|penal|initial|memor|token|categor)is(e|ing|ation))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Block:
    """One paragraph, list, table, code block or picture of a section."""

    section: str
    kind: str
    source: str
    texts: tuple[str, ...]
    """The running text of the paragraph, or of each item or cell, without code blocks."""


@dataclass(frozen=True)
class Lesson:
    name: str
    front: Mapping[str, Any]
    body: str
    headings: tuple[str, ...]
    blocks: tuple[Block, ...]
    unwanted: tuple[str, ...]
    """The kinds of markup that no lesson has: raw HTML, links, pictures from elsewhere."""

    def section(self, heading: str) -> list[Block]:
        return [block for block in self.blocks if block.section == heading]


def faults_of_lesson(lesson: Lesson) -> Iterator[str]:
    """Yields what is wrong with one lesson on its own."""
    if bad_front := list(_front(lesson)):
        yield from bad_front
        return
    if lesson.headings != HEADINGS:
        yield f"{lesson.name}: the headings are {', '.join(lesson.headings) or 'missing'}"
        return
    yield from (f"{lesson.name}: nothing below {heading}" for heading in HEADINGS if not lesson.section(heading))
    yield from _length(lesson)
    yield from _marks(lesson)
    yield from _markup(lesson)
    yield from _contents(lesson)


def faults_of_lessons(lessons: list[Lesson]) -> Iterator[str]:
    """Yields what lessons repeat of each other: sentences, openings of a section, all their numbers and calls."""
    holders: dict[str, dict[str, None]] = {}
    openings: dict[tuple[str, str], list[str]] = {}
    for lesson in lessons:
        for sentence in _sentences(lesson):
            if len(_words(sentence)) >= LEAST_WORDS_OF_A_SENTENCE:
                holders.setdefault(_folded(sentence), {})[lesson.name] = None
        for heading in HEADINGS:
            words = _words(" ".join(text for block in lesson.section(heading) for text in block.texts))
            openings.setdefault((heading, " ".join(words[:OPENING_WORDS])), []).append(lesson.name)
    for sentence, names in holders.items():
        if len(names) > 1:
            yield f"{', '.join(names)}: the same sentence: {sentence}"
    for (heading, opening), openers in openings.items():
        if opening and len(openers) > OPENING_USES:
            yield f"{', '.join(openers)}: {heading} begins with: {opening}"
    uses = Counter(case for lesson in lessons for case in _numbers_and_calls(lesson))
    for lesson in lessons:
        if all(uses[case] > 1 for case in _numbers_and_calls(lesson)):
            yield f"{lesson.name}: {EXAMPLE} has no number and no call of its own"


def _front(lesson: Lesson) -> Iterator[str]:
    front = lesson.front
    if set(front) != KEYS:
        yield f"{lesson.name}: the front matter has {', '.join(sorted(KEYS))}, not {', '.join(sorted(front)) or 'none'}"
        return
    if front["term"] != lesson.name:
        yield f"{lesson.name}: the term is {front['term']}, not the name of the file"
    outcome = str(front["outcome"])
    if not outcome.endswith(".") or len(SENTENCE_END.split(outcome)) > 1 or NO_VERB.match(outcome):
        yield f"{lesson.name}: the outcome is one sentence that starts with a verb"
    if not isinstance(front["checked"], datetime.date):
        yield f"{lesson.name}: checked is a date"
    sources = front["sources"]
    if not isinstance(sources, dict) or not sources:
        yield f"{lesson.name}: sources is a mapping of keys to works"
        return
    for key, work in sources.items():
        if not re.fullmatch(r"[a-z0-9-]+", str(key)) or key == OWN:
            yield f"{lesson.name}: {key} is no key of a source"
        if not isinstance(work, dict) or not work.get("title") or set(work) - {"title", "url"}:
            yield f"{lesson.name}: the source {key} has a title, and an address only if it was read"
        elif not str(work.get("url", "https://")).startswith("https://"):
            yield f"{lesson.name}: the address of the source {key} begins with https://"


def _length(lesson: Lesson) -> Iterator[str]:
    count = len(_words(MARK.sub("", FIGURE.sub("", lesson.body))))
    if count not in WORDS:
        yield f"{lesson.name}: {count} words"
    for sentence in _sentences(lesson):
        if len(_words(sentence)) > MOST_WORDS_OF_A_SENTENCE:
            yield f"{lesson.name}: a sentence of {len(_words(sentence))} words: {sentence}"


def _marks(lesson: Lesson) -> Iterator[str]:
    used = set(MARK.findall(lesson.body))
    yield from (
        f"{lesson.name}: the source {key} is not defined" for key in sorted(used - {OWN, *lesson.front["sources"]})
    )
    yield from (f"{lesson.name}: the source {key} is not used" for key in sorted(set(lesson.front["sources"]) - used))
    for block in lesson.blocks:
        if block.section in (THINK, READ_ON) or block.kind in ("fence", "figure"):
            continue
        if not ENDS_WITH_MARKS.search(block.source):
            yield f"{lesson.name}: no source mark at the end of: {block.source.strip()[:60]}"


def _markup(lesson: Lesson) -> Iterator[str]:
    yield from (f"{lesson.name}: {kind}" for kind in lesson.unwanted)
    for block in lesson.blocks:
        yield from (f"{lesson.name}: a single $: {text}" for text in block.texts if text.count("$") % 2)
        yield from (f"{lesson.name}: British spelling: {found[0]}" for found in BRITISH.finditer(block.source))


def _contents(lesson: Lesson) -> Iterator[str]:
    if not NOT_GOOD_FOR.search(_text(lesson, USE)):
        yield f"{lesson.name}: {USE} does not say what it is not good for"
    think = lesson.section(THINK)
    questions = think[0].texts if len(think) == 1 and think[0].kind == "list" else ()
    if len(questions) != QUESTIONS or not all(text.endswith("?") for text in questions):
        yield f"{lesson.name}: {THINK} is a list of three questions"
    for block in lesson.section(LIMITS):
        text = MARK.sub("", " ".join(block.source.split()))
        looked_up = {key for key in MARK.findall(block.source) if "url" in lesson.front["sources"].get(key, {})}
        if looked_up and re.search(r"\b\d", text) and "(as of 20" not in text:
            yield f"{lesson.name}: a quantity without (as of ...): {block.source.strip()[:60]}"


def _sentences(lesson: Lesson) -> Iterator[str]:
    for block in lesson.blocks:
        for text in block.texts:
            yield from SENTENCE_END.split(MARK.sub("", text))


def _numbers_and_calls(lesson: Lesson) -> set[str]:
    """Returns the numbers of the worked example (of two digits or more) and its code blocks."""
    text = _text(lesson, EXAMPLE)
    calls = {block.source for block in lesson.section(EXAMPLE) if block.kind == "fence"}
    return calls | set(re.findall(r"\d[\d,.]*\d", text))


def _text(lesson: Lesson, heading: str) -> str:
    return "\n".join(block.source for block in lesson.section(heading))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:[.,'’-][a-z0-9]+)*", text.lower())


def _folded(text: str) -> str:
    return " ".join(_words(text))


def parsed(name: str, text: str) -> Lesson:
    match = FRONT_MATTER.match(text)
    front, body = (yaml.safe_load(match[1]), match[2]) if match else ({}, text)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    headings = tuple(after.content for token, after in itertools.pairwise(tokens) if token.type == "heading_open")
    return Lesson(name, front or {}, body, headings, tuple(_blocks(tokens, body)), tuple(_unwanted(tokens)))


def _blocks(tokens: list[Token], body: str) -> Iterator[Block]:
    lines, section = body.splitlines(), ""
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            section = tokens[place + 1].content
        elif token.level == 0 and token.nesting >= 0 and token.map:
            source = "\n".join(lines[slice(*token.map)])
            texts = tuple(" ".join(each.content.split()) for each in _inline_of(tokens, place))
            kind = {"bullet_list_open": "list", "ordered_list_open": "list"}.get(token.type, token.type)
            figure = FIGURE.fullmatch(source.strip())
            if kind != "inline":
                yield Block(section, "figure" if figure else kind, source, () if figure else texts)


def _inline_of(tokens: list[Token], start: int) -> Iterator[Token]:
    for token in tokens[start + 1 :] if tokens[start].nesting else []:
        if token.level == 0:
            return
        if token.type == "inline" and token.content:
            yield token


def _unwanted(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("html_block", "blockquote_open", "hr"):
            yield f"{token.type.removesuffix('_open')} is not allowed"
        for child in token.children or []:
            if child.type in ("html_inline", "link_open"):
                yield f"{child.type.removesuffix('_open')} is not allowed: {token.content[:60]}"
            if child.type == "image" and not FIGURE.fullmatch(token.content):
                yield f"a picture is a line of its own, ![](figure:id): {token.content[:60]}"


def _changed(text: str, changes: list[list[str]]) -> str:
    for old, new in changes:
        assert old in text, f"the sound lesson has no {old!r}"
        text = text.replace(old, new, 1)
    return text


SOUND = (ROOT / "tests" / "cases" / "sound_lesson.md").read_text(encoding="utf-8")
PATHS = sorted((ROOT / "docs" / "lessons").glob("*.md"))
LESSONS = {path.stem: parsed(path.stem, path.read_text(encoding="utf-8")) for path in PATHS}


@pytest.mark.parametrize("case", cases("lessons"), ids=str)
def test_rules(case: Case, accept: bool) -> None:
    """Each case replaces texts in a sound lesson: once for rules on one lesson, once for each lesson of a set."""
    if "lessons" in case.given:
        lessons = [parsed(name, _changed(SOUND, changes)) for name, changes in case.given["lessons"].items()]
        agrees(case, list(faults_of_lessons(lessons)), accept)
    else:
        agrees(case, list(faults_of_lesson(parsed("pond", _changed(SOUND, case.given["changes"])))), accept)


@pytest.mark.parametrize("name", LESSONS)
def test_lesson(name: str) -> None:
    assert not list(faults_of_lesson(LESSONS[name]))


def test_lessons_repeat_nothing() -> None:
    assert not list(faults_of_lessons(list(LESSONS.values())))


def test_each_lesson_has_a_term() -> None:
    files = (ROOT / "docs" / "glossary").glob("*.yml")
    known = {term["id"] for path in files for term in yaml.safe_load(path.read_text(encoding="utf-8"))}
    assert not set(LESSONS) - known


def test_each_picture_exists() -> None:
    path = ROOT / "docs" / "figures.yml"
    if not path.exists():
        pytest.skip("docs/figures.yml is missing: no picture can be looked up")
    known = {figure["id"] for figure in yaml.safe_load(path.read_text(encoding="utf-8"))}
    named = {figure: lesson.name for lesson in LESSONS.values() for figure in FIGURE.findall(lesson.body)}
    assert not {figure: name for figure, name in named.items() if figure not in known}
