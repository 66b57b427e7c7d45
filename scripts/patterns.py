"""What the regular expressions of the engine are made of: whether any can take more than a straight line of time.

A pattern becomes a graph: a node for each character that it can match, an edge for each pair that can follow one
another. For one character after another, only the nodes that match it are looked at. There are two faults:

- One repeat can be followed by another and both match the character: a run of `n` of them can be divided between the
  two in `n` ways, and each is tried.
- A repeat matches the character in more than one way, as in `(a+)*`: the number of ways doubles with each character.

A repeat with an upper limit is no loop here. What is possessive or atomic is never divided again. A lazy repeat without
a limit is a third fault where it matches what comes after it. What the graph does not show, worst_cases.py measures.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from re import _compiler  # type: ignore[attr-defined]
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import studyguide
from studyguide.text.lazy_pattern import LazyPattern

ALPHABET = frozenset(map(chr, range(9, 127))) | frozenset(
    "\u00a0\u00e9\u00c9\u3000\u65e5\u0663\u2013\u2014\u2019\u201c\u2026\u2022\ue000\U0001f600"
)
"""One character of each sort that a pattern may tell apart; those that it names itself are added."""
ENGINE = Path(studyguide.__file__).parent


def engine_patterns() -> dict[str, re.Pattern[Any]]:
    """Return every compiled pattern of the engine's modules by `module.NAME`, those in collections included."""
    patterns: dict[str, re.Pattern[Any]] = {}
    seen: set[int] = set()
    for module in pkgutil.walk_packages([str(ENGINE)], "studyguide."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for index, pattern in enumerate(_patterns_in(value)):
                if id(pattern) not in seen:
                    seen.add(id(pattern))
                    place = f"{module.name.removeprefix('studyguide.')}.{name}"
                    patterns[f"{place}[{index}]" if index else place] = pattern
    return patterns


def _patterns_in(value: object) -> Iterator[re.Pattern[Any]]:
    match value:
        case re.Pattern():
            yield value
        case LazyPattern():
            yield value.compiled
        case dict():
            for item in (*value, *value.values()):
                yield from _patterns_in(item)
        case tuple() | list() | set() | frozenset():
            for item in value:
                yield from _patterns_in(item)


CALLS = {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"}


def patterns_in_functions() -> Iterator[tuple[str, str, str]]:
    """Yield the place and text of each pattern that a function hands to `re` as a plain text, and what is called."""
    for path in sorted(ENGINE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr in CALLS - {"compile"}
            ):
                match node.args[0]:
                    case ast.Constant(value=str() as text):
                        yield f"{path.relative_to(ENGINE)}:{node.lineno}", text, node.func.attr


def has_possessive_group(pattern: str) -> bool:
    """Return whether a pattern repeats possessively what is more than one character."""
    one_character = {op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY}
    return any(
        kind is op.POSSESSIVE_REPEAT and (len(value[2]) != 1 or value[2][0][0] not in one_character)
        for kind, value in _parts_of(parser.parse(pattern))
    )


def _parts_of(parsed: object) -> Iterator[tuple[Any, Any]]:
    """Yield everything that a parsed pattern is made of, whatever it is in."""
    if isinstance(parsed, parser.SubPattern):
        for part in parsed:
            yield part
            yield from _parts_of(part[1])
    elif isinstance(parsed, tuple | list):
        for value in parsed:
            yield from _parts_of(value)


@dataclass(slots=True)
class _Graph:
    """Characters of a pattern and which can follow which."""

    accepts: list[frozenset[str]] = field(default_factory=list)
    edges: Counter[tuple[int, int]] = field(default_factory=Counter)
    """How many ways there are to go from one character to the next. A way out of an atomic group is not counted: what
    the group has matched is never divided again."""
    atoms: list[frozenset[int]] = field(default_factory=list)
    """Which atomic groups each character is in."""
    lazy: list[tuple[frozenset[int], frozenset[int]]] = field(default_factory=list)
    """The last characters of each lazy repeat without a limit, and its own first ones."""
    groups: dict[int, frozenset[str]] = field(default_factory=dict)
    counted: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    first: frozenset[int]
    last: frozenset[int]
    empty: bool
    """Whether it can match nothing."""


NOTHING = _Part(frozenset(), frozenset(), True)


def faults(pattern: re.Pattern[Any]) -> list[str]:
    """Return in words why a pattern may take more than a straight line of time; nothing where it cannot."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(text, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    graph = _Graph()
    alphabet = ALPHABET | frozenset(text)
    _sequence(tree, pattern.flags, graph, frozenset(), alphabet)
    return sorted({*_ambiguous(graph, alphabet), *_lazy(graph)})


def _sequence(
    nodes: Iterable[Any], flags: int, graph: _Graph, atoms: frozenset[int], alphabet: frozenset[str]
) -> _Part:
    whole = NOTHING
    for node in nodes:
        part = _node(node, flags, graph, atoms, alphabet)
        _connect(graph, whole.last, part.first, atoms)
        whole = _Part(
            whole.first | part.first if whole.empty else whole.first,
            whole.last | part.last if part.empty else part.last,
            whole.empty and part.empty,
        )
    return whole


def _connect(graph: _Graph, before: Iterable[int], after: frozenset[int], atoms: frozenset[int]) -> None:
    for one in before:
        for two in after:
            graph.edges[one, two] += graph.atoms[one] <= atoms


def _node(node: Any, flags: int, graph: _Graph, atoms: frozenset[int], alphabet: frozenset[str]) -> _Part:
    code, value = node
    if code in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY):
        return _character(accepted(node, flags, alphabet), graph, atoms)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        low, high, body = value
        inside = atoms | {_number(graph)} if code is op.POSSESSIVE_REPEAT else atoms
        part = _sequence(body, flags, graph, inside, alphabet)
        if high is op.MAXREPEAT:
            _connect(graph, part.last, part.first, inside)
            if code is op.MIN_REPEAT:
                graph.lazy.append((part.last, part.first))
        return _Part(part.first, part.last, part.empty or low == 0)
    if code is op.SUBPATTERN:
        number, added, removed, body = value
        start = len(graph.accepts)
        part = _sequence(body, (flags | added) & ~removed, graph, atoms, alphabet)
        graph.groups[number] = frozenset().union(*graph.accepts[start:])
        return part
    if code is op.ATOMIC_GROUP:
        return _sequence(value, flags, graph, atoms | {_number(graph)}, alphabet)
    if code is op.BRANCH:
        parts = [_sequence(body, flags, graph, atoms, alphabet) for body in value[1]]
        return _Part(
            frozenset().union(*(part.first for part in parts)),
            frozenset().union(*(part.last for part in parts)),
            any(part.empty for part in parts),
        )
    if code in (op.ASSERT, op.ASSERT_NOT):
        _sequence(value[1], flags, graph, atoms | {_number(graph)}, alphabet)
        return NOTHING
    if code is op.GROUPREF:
        return _character(graph.groups[value], graph, atoms)
    if code is op.AT:
        return NOTHING
    raise ValueError(f"a pattern has a part that this analysis does not know: {code}")


def _number(graph: _Graph) -> int:
    graph.counted += 1
    return graph.counted


def _character(accepts: frozenset[str], graph: _Graph, atoms: frozenset[int]) -> _Part:
    graph.accepts.append(accepts)
    graph.atoms.append(atoms)
    here = frozenset((len(graph.accepts) - 1,))
    return _Part(here, here, False)


def accepted(node: Any, flags: int, alphabet: Iterable[str]) -> frozenset[str]:
    """Return which characters of an alphabet one character of a pattern matches."""
    state = parser.State()
    state.flags = flags & (re.IGNORECASE | re.DOTALL | re.ASCII | re.UNICODE | re.MULTILINE)
    tree = parser.SubPattern(state, [node])
    one = _compiler.compile(tree, state.flags)
    return frozenset(c for c in alphabet if one.fullmatch(c))


def _ambiguous(graph: _Graph, alphabet: Iterable[str]) -> Iterator[str]:
    for character in sorted(alphabet):
        nodes = [node for node, accepts in enumerate(graph.accepts) if character in accepts]
        inside = set(nodes)
        after = {
            node: [
                (other, ways) for (one, other), ways in graph.edges.items() if one == node and other in inside and ways
            ]
            for node in nodes
        }
        reach = {node: _reachable(node, after) for node in nodes}
        looping = [node for node in nodes if node in reach[node]]
        for node in looping:
            same = {other for other in reach[node] if node in reach.get(other, ())}
            if sum(ways for other, ways in after[node] if other in same) > 1:
                yield f"a repeat in a repeat matches {character!r} in more than one way"
            if any(other in reach[other] for other in reach[node] - same):
                yield f"two repeats, one after the other, both match {character!r}"


def _reachable(start: int, after: dict[int, list[tuple[int, int]]]) -> set[int]:
    reached: set[int] = set()
    waiting = [start]
    while waiting:
        for other, _ in after[waiting.pop()]:
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return reached


def _lazy(graph: _Graph) -> Iterator[str]:
    for last, first in graph.lazy:
        own = frozenset().union(*(graph.accepts[node] for node in first))
        for (one, other), _ in graph.edges.items():
            if one in last and other not in first and graph.accepts[other] & own:
                yield "a lazy repeat without a limit matches what comes after it"
