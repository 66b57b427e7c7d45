#!/usr/bin/env python3
"""Measure whether time grows linearly with the length of a text and with the number of terms.

python scripts/worst_cases.py              everything, some minutes
python scripts/worst_cases.py patterns     each regular expression, on texts made from its own parts
python scripts/worst_cases.py notes        reading and linking one note, on a part of a text that is repeated
python scripts/worst_cases.py terms        everything that is made of a glossary

The last figure of a row is time(4n)/time(n): 4 is a straight line, 16 a square. Times are processor time, the least of
three runs. Exit code 1 when one is above 6 where 4n takes long enough to be measured.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from bench_corpus import Size, write_project
from patterns import ALPHABET, ENGINE, accepted, engine_patterns, patterns_in_functions
from studyguide.text.lazy_pattern import LazyPattern

MOST = 6.0
LEAST_SECONDS = 0.005
"""What takes less is not measured: the clock's noise is larger than the difference."""
TOO_LONG = 1.0
"""Seconds from which on the larger size is not waited for."""
TEXT = 1500
"""Characters of the smaller text."""
SIGNS = "aA0 _-./:=,;@()[]{}<>'\"`*$\\#|~^!?+&%\t\n\u00e9\u65e5"
"""The characters that are tried where a pattern takes one of many, and how many of them."""
CHOICES = 6
MOST_PAGES = 2000
"""Terms up to which the pages are made as well."""
AT_ONE_PLACE = {"match", "fullmatch"}


def pattern_texts(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of texts: what leads into a repeat or a part of the pattern, and what is repeated there."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    whole = _sample(tree, pattern.flags)
    yield from (("", whole[:size]) for size in range(1, min(len(whole), 12) + 1))
    for before, again in _repeats(tree, pattern.flags, ""):
        yield before, again
        yield "", before + again
        yield "", before + again * 8


def _sample(nodes: Iterable[Any], flags: int) -> str:
    """Return a short text that the parts match, but for what they look at without taking it."""
    return "".join(_sample_of(node, flags) for node in nodes)


def _sample_of(node: Any, flags: int) -> str:
    code, value = node
    if code in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY):
        return (_characters(node, flags) or [""])[0]
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _sample(value[2], flags) * min(int(value[0]), 100)
    if code is op.SUBPATTERN:
        return _sample(value[3], flags | value[1])
    if code is op.ATOMIC_GROUP:
        return _sample(value, flags)
    if code is op.BRANCH:
        return _sample(value[1][0], flags)
    return ""


def _characters(node: Any, flags: int) -> list[str]:
    """Return some of the characters that one character of a pattern matches, those of every sort first."""
    code, value = node
    if code is op.LITERAL:
        return [chr(value)]
    named = [chr(part) for kind, part in value if kind is op.LITERAL] if code is op.IN else []
    fits = accepted(node, flags, ALPHABET | set(named) | set(SIGNS))
    return [sign for sign in dict.fromkeys((*SIGNS, *named, *sorted(fits))) if sign in fits]


def _repeats(nodes: Iterable[Any], flags: int, before: str) -> Iterator[tuple[str, str]]:
    """Yield the text before each repeat of a pattern, with one text for each sort of character that it repeats."""
    for node in nodes:
        code, value = node
        if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            low, high, body = value
            if high > 3:
                if len(body) == 1 and body[0][0] in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY):
                    yield from ((before, sign) for sign in _characters(body[0], flags)[:CHOICES])
                else:
                    yield before, _sample(body, flags)
            yield from _repeats(body, flags, before)
            before += "" if low == 0 else _sample_of(node, flags)
            continue
        if code is op.SUBPATTERN:
            yield from _repeats(value[3], flags | value[1], before)
        elif code is op.ATOMIC_GROUP:
            yield from _repeats(value, flags, before)
        elif code is op.BRANCH:
            for body in value[1]:
                yield from _repeats(body, flags, before)
        elif code in (op.ASSERT, op.ASSERT_NOT) and value[0] > 0:
            yield from _repeats(value[1], flags, before)
        before += _sample_of(node, flags)


def only_at_one_place() -> frozenset[int]:
    """Return the ids of the patterns that the engine tries at one place of a text, and never searches for."""
    at_one: set[int] = set()
    anywhere: set[int] = set()
    for path in ENGINE.rglob("*.py"):
        if path.stem == "__main__":
            continue
        module = importlib.import_module(".".join(("studyguide", *path.relative_to(ENGINE).with_suffix("").parts)))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Attribute):
                continue
            choices = (node.value.body, node.value.orelse) if isinstance(node.value, ast.IfExp) else (node.value,)
            for name in choices:
                value = getattr(module, name.id, None) if isinstance(name, ast.Name) else None
                pattern = value.compiled if isinstance(value, LazyPattern) else value
                if isinstance(pattern, re.Pattern):
                    (at_one if node.attr in AT_ONE_PLACE else anywhere).add(id(pattern))
    return frozenset(at_one - anywhere)


def of_patterns() -> Iterator[tuple[str, float, float]]:
    at_one = only_at_one_place()
    named = [(name, pattern, id(pattern) in at_one) for name, pattern in engine_patterns().items()]
    in_functions = [(place, re.compile(text), call in AT_ONE_PLACE) for place, text, call in patterns_in_functions()]
    for name, pattern, at_one_place in (*named, *in_functions):
        if isinstance(pattern.pattern, bytes):
            continue
        tries = pattern.match if at_one_place else partial(_all, pattern)
        worst = ("", 0.0, 0.0)
        for before, again in dict.fromkeys(pattern_texts(pattern)):
            if not again:
                continue
            for end in ("\0", ""):
                if _steepness(*worst[1:]) > MOST:
                    break
                row = _growth(tries, partial(_repeated, before, again, end), TEXT)
                worst = max(worst, (f"{name}: {before!r} + {again[:20]!r} ...", *row), key=lambda r: _steepness(*r[1:]))
        yield worst if worst[0] else (name, 0.0, 0.0)


def _all(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


PARTS = (
    "\\(", "\\[", "$x_a_a", "$", "$$", "$$x ", "`", "``", "` ", ":a:`", ":a:` ", "`a <", "[", "]", "![", "[[", "[a](",
    "[a](<", "](", "[a]( ", "(", ")", "<", "<a ", "<!--", "<?", "<!a", "*", "**", "_", "*a", "_a", "a_", "a_b ", "~~",
    "==", "a.py ", "/a/b ", "a/", "a.b", "x.com ", "www.a.com/( ", "http://a", "a@b.co ", "a@", "|", "|-", "| a ",
    "- ", "# ", "> ", "1. ", ": ", "- [ ] ", "a - b - ", "A, ", "A. Lee, ", "by A. Lee ", "and ", "Ann Lee and ", " ",
    "\t", ".", "...", "!", "a", "A", "1", "12 ", "2020-12-08 ", "+1 212 555 0100 ", "token: ", "a: b; ", "proofing ",
    "Proofing, ", "proof", "DH ", "DH/", "final rise ", "final ", "a-", "proofing-", "proofing.py ", "word. ",
    "mother ", "\u65e5", "\xe9", "{", "{{", "}", "&amp;", "\\", "''", '"', "=", ";", "^", "[^a]", "[!a]", ":::",
    "```", "~~~", "---", "+++", "(a)", "\u201ca\u201d ", "\xa0",
)  # fmt: skip
"""What begins something, or looks like it, in one of the languages that notes are written in; and names of terms."""


def of_notes() -> Iterator[tuple[str, float, float]]:
    from laws import empty
    from studyguide.link.corpus import link_note
    from studyguide.model.note import NotePath
    from studyguide.parse.note import parse_note

    _, surface_forms = empty()

    def linked(text: str) -> None:
        note, _ = parse_note(NotePath("note.md"), text.encode())
        if note is not None:
            link_note(note, surface_forms)

    for part in PARTS:
        yield f"one line of {part!r}", *_growth(linked, partial(_repeated, "a ", part, " a"), 2000 * len(part))
        yield f"lines of {part!r}", *_growth(linked, partial(_repeated, "", f"{part} a\n", ""), 1000 * len(part) + 3000)


def _repeated(before: str, again: str, end: str, size: int) -> str:
    return before + (again * (size // len(again) + 1))[:size] + end


def of_terms() -> Iterator[tuple[str, float, float]]:
    from studyguide.execution.garbage import raise_gc_threshold
    from studyguide.linked_corpus import link_corpus
    from studyguide.practice.deck import make_practice
    from studyguide.render.guide import render_guide
    from studyguide.render.site_context import Site, make_site_context
    from studyguide.sources import load_sources
    from studyguide.suggest.suggestions import suggest

    raise_gc_threshold()  # as the adapter does
    seconds: dict[str, dict[int, float]] = {}
    sizes = (500, 2000, 5000, 8000, 20_000)
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            write_project(Path(place), Size(notes=30, terms=size))
            sources, _ = load_sources(Path(place))

        def timed(step: str, make: Callable[[], Any], size: int = size) -> Any:
            start = time.process_time()
            result = make()
            seconds.setdefault(step, {})[size] = time.process_time() - start
            print(f"{step}, {size:,} terms: {seconds[step][size]:.2f} s", file=sys.stderr, flush=True)
            return result

        corpus, _ = timed("read and link", partial(link_corpus, sources))
        practice, _ = timed("cards, comparisons and paths", partial(make_practice, corpus, ()))
        timed("suggestions", partial(suggest, corpus.notes, corpus.glossary))
        ctx = make_site_context(corpus, practice, Site())
        if size <= MOST_PAGES:
            timed("pages, search and downloads", partial(render_guide, ctx))
    for step, of_size in seconds.items():
        for small in of_size:
            if 4 * small in of_size:
                yield f"{step}: {small:,} and {4 * small:,} terms", of_size[small], of_size[4 * small]


def _growth(call: Callable[[str], object], text: Callable[[int], str], size: int) -> tuple[float, float]:
    """Return the processor time of a call for a text of a size and for one of four times the size."""
    small, large = partial(call, text(size)), partial(call, text(4 * size))
    first = _seconds(small)
    if first > TOO_LONG:
        return first, float("inf")
    second = _seconds(large)
    if second > LEAST_SECONDS and second > 4 * first:
        first, second = min(first, _seconds(small), _seconds(small)), min(second, _seconds(large), _seconds(large))
    return first, second


def _seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def _steepness(small: float, large: float) -> float:
    return large / max(small, 1e-6) if large >= LEAST_SECONDS else 0.0


def main() -> int:
    parts: dict[str, Callable[[], Iterator[tuple[str, float, float]]]] = {
        "patterns": of_patterns,
        "notes": of_notes,
        "terms": of_terms,
    }
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("part", nargs="?", choices=tuple(parts))
    chosen = arguments.parse_args().part
    steep = 0
    for part in (chosen,) if chosen else parts:
        rows = []
        for row in parts[part]():
            rows.append(row)
            if _steepness(*row[1:]) > MOST:
                steep += 1
                print(f"STEEP  {row[0]}: {row[1]:.4f} s, {row[2]:.4f} s, {_steepness(*row[1:]):.1f}", flush=True)
        measured = sorted((row for row in rows if row[2] >= LEAST_SECONDS), key=lambda row: -_steepness(*row[1:]))
        print(f"\n{part}: {len(rows)} measured, {len(measured)} of them take {LEAST_SECONDS} s or more\n")
        print("| worst case | n, s | 4n, s | ratio |\n|---|--:|--:|--:|")
        for name, small, large in measured[:8]:
            print(f"| {name} | {small:.3f} | {large:.3f} | {_steepness(small, large):.1f} |")
    print(f"\n{steep} above {MOST}")
    return int(steep > 0)


if __name__ == "__main__":
    sys.exit(main())
