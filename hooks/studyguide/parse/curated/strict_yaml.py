"""Reads strict YAML: plain values in which every scalar is a string, with the place of each, and faults as problems.

PyYAML's own loader turns `on`, `12:30`, `010` and `2020-12-18` into other types and keeps the last of two equal
keys. So only its composer is used, which stops at nodes, and the values are made here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import yaml
from msgspec import Struct
from pydantic import TypeAdapter, ValidationError

from studyguide.model.diagnostics import Diagnostic, Location, closest

Parsed = TypeVar("Parsed")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml if it is available: it composes the glossary in a tenth of the time."""
MAX_YAML_DEPTH = 50
PLAIN_TAG, MERGE_TAG = "tag:yaml.org,2002:str", "tag:yaml.org,2002:merge"
YAML_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "value")
)
"""Tags that plain YAML resolves to; every scalar keeps its text."""
NULLS = {"", "~", "null"}
KEY_FAULTS = frozenset({"missing-field", "unknown-key"})
"""Kinds of faults that are about one key of a mapping. A value of another type has none of them."""
WORDED = {
    "dataclass_type": ("is no mapping", "write its keys below it, indented, each as `key: value`"),
    "dict_type": ("is no mapping", "write its keys below it, indented, each as `key: value`"),
    "tuple_type": ("is no list", "write `[one, other]`, or each on a line of its own behind `- `"),
    "list_type": ("is no list", "write `[one, other]`, or each on a line of its own behind `- `"),
    "string_type": ("is no text", "write one value, in quotes if need be"),
    "string_too_short": ("is empty", "write something, or take the key away"),
    "too_short": ("is empty", "write something, or take the key away"),
    "float_parsing": ("is no number", "write digits, such as 0.5"),
    "int_parsing": ("is no whole number", "write digits, such as 12"),
}
"""Pydantic's names of faults, in a writer's words, and what to do."""


class YamlDocument(Struct, frozen=True):
    """Holds a YAML file as plain dicts, lists and strings, with the place of each value."""

    value: Any
    """None, str, list or dict with str keys."""
    file: str
    lines: tuple[str, ...]
    places: dict[tuple[str | int, ...], tuple[int, int]]
    """1-based line and column of the value (of the key, for values in a mapping), by its path of keys and indices."""


class _TextLoader(LOADER):  # type: ignore[misc,valid-type]
    """Composes nodes without a search for the type of each: every scalar keeps its text, only `<<` is none."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        """Returns the tag of a node that is written without one."""
        is_merge = kind is yaml.ScalarNode and value == "<<" and implicit == (True, False)
        return MERGE_TAG if is_merge else PLAIN_TAG

    def descend_resolver(self, parent: yaml.Node, index: object) -> None:
        """Looks for no type that belongs to a path."""

    def ascend_resolver(self) -> None:
        """Looks for no type that belongs to a path."""


def load(file: str, text: str) -> tuple[YamlDocument, tuple[Diagnostic, ...]]:
    """Composes `text`; `file` is only named in problems. Text that is not YAML gives an empty document and one
    problem."""
    lines = tuple(text.splitlines())
    empty = YamlDocument(None, file, lines, {})
    try:
        node = yaml.compose(text, Loader=_TextLoader)
    except yaml.YAMLError as error:
        return empty, (_no_yaml(error, empty, text),)
    except (RecursionError, ValueError) as error:
        return empty, (problem_at(empty, (0, 0), "yaml", f"not valid YAML: {type(error).__name__}"),)
    if node is None:
        return empty, ()
    places: dict[tuple[str | int, ...], tuple[int, int]] = {}
    diagnostics: list[Diagnostic] = []
    value = _node_value(node, (), _Reading(YamlDocument(None, file, lines, places), diagnostics, set()))
    return YamlDocument(value, file, lines, places), tuple(diagnostics)


def problem_at(document: YamlDocument, at: tuple[int, int], kind: str, what: str, hint: str = "") -> Diagnostic:
    """Returns a problem at a 1-based (line, column) of the document, with the line itself."""
    line, column = at
    source = document.lines[line - 1] if 0 < line <= len(document.lines) else ""
    return Diagnostic(Location(document.file, line, column), kind, what, hint, source)


def place_of(document: YamlDocument, path: Sequence[str | int]) -> tuple[int, int]:
    """Returns the place of the value at `path`, or of the nearest value above it that is written in the file."""
    for size in range(len(path), -1, -1):
        if (place := document.places.get(tuple(path[:size]))) is not None:
            return place
    return (0, 0)


def validated(
    adapter: TypeAdapter[Parsed], document: YamlDocument, path: tuple[str | int, ...], known: Sequence[str]
) -> tuple[Parsed | None, tuple[Diagnostic, ...]]:
    """Checks the value at `path` against a schema; `known` are the keys to suggest for an unknown one."""
    value = document.value
    for key in path:
        value = value[key]
    try:
        return adapter.validate_python(value), ()
    except ValidationError as error:
        faults = [_fault(document, path, fault, known) for fault in error.errors()]
        # If a value may have several types, each of them rejects it: the first message is the most useful. Missing and
        # unknown keys are reported one and all, although they may have the place of the same mapping.
        first: dict[tuple[Location, str], Diagnostic] = {}
        about_keys = {fault.place for fault in faults if fault.kind in KEY_FAULTS}
        for fault in faults:
            if fault.kind in KEY_FAULTS:
                first.setdefault((fault.place, fault.what), fault)
            elif fault.place not in about_keys and not any(place == fault.place for place, _ in first):
                first[fault.place, ""] = fault
        return None, tuple(first.values())


def _fault(document: YamlDocument, path: tuple[str | int, ...], fault: Any, known: Sequence[str]) -> Diagnostic:
    where = path
    for key in fault["loc"]:
        where = (*where, key) if (*where, key) in document.places else where
    missing = fault["type"] in {"missing", "missing_argument"}
    at, names = place_of(document, where), [key for key in (fault["loc"] if missing else where) if isinstance(key, str)]
    name = names[-1] if names else ""
    match fault["type"]:
        case "unexpected_keyword_argument" | "extra_forbidden":
            return problem_at(document, at, "unknown-key", f"unknown key `{name}`", closest(str(name), known))
        case "missing" | "missing_argument":
            return problem_at(document, at, "missing-field", f"`{name}` is missing", f"add `{name}:`")
        case "literal_error" | "enum":
            choices = str(fault["ctx"]["expected"])
            return problem_at(
                document,
                at,
                "bad-value",
                f"`{fault['input']}` is not one of the values `{name}` can have",
                f"write {choices}",
            )
        case kind if kind in WORDED:
            what, hint = WORDED[kind]
            return problem_at(document, at, "bad-value", f"`{name}` {what}" if name else f"this entry {what}", hint)
        case _:
            what = str(fault["msg"]).removeprefix("Value error, ")
            return problem_at(document, at, "bad-value", f"`{name}`: {what[0].lower()}{what[1:]}")


def _no_yaml(error: yaml.YAMLError, document: YamlDocument, text: str) -> Diagnostic:
    """Reports text that is not YAML. A part that is never closed is reported where it begins, not at the end of the
    file."""
    mark, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is not None and began is not None and mark.line >= len(document.lines):
        mark = began
    at = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    what, hint = str(getattr(error, "problem", None) or ""), "quote a value that holds `: ` or starts with a sign"
    if isinstance(error, yaml.reader.ReaderError):
        at = (text.encode()[: error.position].count(b"\n") + 1, 0)
        what, hint = "a control character is here", "take it away"
    elif "another document" in what:
        what, hint = "a second document begins here", "take the line `---` away"
    elif "tab" in what:
        hint = "indent with spaces"
    elif mark is not None and mark is began:
        hint = "close every bracket and quote"
    return problem_at(document, at, "yaml", f"not valid YAML: {what}", hint)


class _Reading(Struct, frozen=True):
    """Collects what is needed while one file is read."""

    document: YamlDocument
    diagnostics: list[Diagnostic]
    seen: set[int]
    """Nodes already read. A repeated node comes from an alias, which could multiply without end."""


def _node_value(node: yaml.Node, path: tuple[str | int, ...], reading: _Reading) -> Any:
    at = (node.start_mark.line + 1, node.start_mark.column + 1)
    reading.document.places.setdefault(path, at)
    if id(node) in reading.seen:
        return _refuse(reading, at, "this value is used a second time by its anchor", "write it out in both places")
    reading.seen.add(id(node))
    if len(path) > MAX_YAML_DEPTH:
        return _refuse(reading, at, f"nested more than {MAX_YAML_DEPTH} deep", "")
    if node.tag not in YAML_TAGS:
        return _refuse(reading, at, f"the tag `{node.tag}` is not allowed", "write a plain value")
    match node:
        case yaml.ScalarNode():
            return None if not node.style and node.value.lower() in NULLS else node.value
        case yaml.SequenceNode():
            return [_node_value(child, (*path, index), reading) for index, child in enumerate(node.value)]
        case yaml.MappingNode():
            return _mapping(node, path, reading)
    return None


def _mapping(node: yaml.MappingNode, path: tuple[str | int, ...], reading: _Reading) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    places = reading.document.places
    for key, child in node.value:
        at = (key.start_mark.line + 1, key.start_mark.column + 1)
        if not isinstance(key, yaml.ScalarNode) or key.value == "<<":
            _refuse(reading, at, "a key must be a plain word", "")
        elif key.value in mapping:
            what = f"`{key.value}` is written twice (first on line {places[(*path, key.value)][0]})"
            reading.diagnostics.append(problem_at(reading.document, at, "duplicate-key", what, "keep one of them"))
        else:
            places[(*path, key.value)] = at
            mapping[key.value] = _node_value(child, (*path, key.value), reading)
    return mapping


def _refuse(reading: _Reading, at: tuple[int, int], what: str, hint: str) -> None:
    reading.diagnostics.append(problem_at(reading.document, at, "yaml", what, hint))
