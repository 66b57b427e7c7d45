"""Edits the text of a curated YAML file in one place; every other character, comments and layout included, stays.

Each function returns the new text. It raises ValueError if the file has a form in which the edit is not possible, and
never returns text that does not read as it should.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import yaml

from studyguide.parse.curated.strict_yaml import LOADER

BARE_SCALAR = re.compile(r"[^\W\d_](?:[\w /()’.+&-]{0,300}[\w).])?")
AMBIGUOUS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"])
YamlPath = tuple[str | int, ...]


def yaml_scalar(text: str) -> str:
    """Returns text as YAML reads it back: without quotes if no part of it could mean anything else."""
    bare = BARE_SCALAR.fullmatch(text) is not None and text.lower() not in AMBIGUOUS and " #" not in text
    return text if bare else json.dumps(text, ensure_ascii=False)


def with_entry(text: str, rows: Sequence[str], count: int = 1) -> str:
    """Returns a file that is a list with `count` more entries at its end; `rows` are their lines."""
    node = _composed_yaml(text)
    if node is not None and (not isinstance(node, yaml.SequenceNode) or (node.flow_style and node.value)):
        raise ValueError("the file is not a list with an entry on each `- `")
    column = node.start_mark.column if node is not None and not node.flow_style else 0
    if node is not None and node.flow_style:
        text = text[: node.start_mark.index] + text[node.end_mark.index :]
    body = "".join(f"{' ' * column}{row}\n" if row else "\n" for row in rows)
    kept = text.rstrip("\n")
    gap = "\n\n" if kept.strip() else ""
    return _checked(f"{kept}{gap}{body}", text, lambda old, new: new[:-count] == list(old or ()))


def with_item(text: str, path: YamlPath, key: str, scalar: str) -> str:
    """Returns a file in which the mapping at `path` has one more item in its list `key`; `scalar` is YAML."""
    mapping = _node_at(_composed_yaml(text), path)
    if not isinstance(mapping, yaml.MappingNode):
        raise ValueError("there is no entry to add to")
    held = next((value for name, value in mapping.value if name.value == key), None)
    if isinstance(held, yaml.SequenceNode) and held.flow_style:
        at, piece = _before_bracket(text, held), f", {scalar}" if held.value else scalar
    elif isinstance(held, yaml.SequenceNode) and held.value:
        first, last = held.value[0], held.value[-1]
        dash = text.rindex("-", 0, first.start_mark.index)
        indent = dash - (text.rfind("\n", 0, dash) + 1)
        at, piece = _line_end(text, last), f"\n{' ' * indent}- {scalar}"
    elif held is not None:
        raise ValueError(f"`{key}` is not a list")
    elif mapping.flow_style:
        at, piece = _before_bracket(text, mapping), f", {key}: [{scalar}]"
    else:
        anchor = next((value for name, value in mapping.value if name.value in ("name", "title")), mapping.value[0][1])
        at, piece = _line_end(text, anchor), f"\n{' ' * mapping.value[0][0].start_mark.column}{key}: [{scalar}]"
    return _checked(text[:at] + piece + text[at:], text, lambda old, new: old != new)


def with_scalars(text: str, wanted: Callable[[YamlPath, str], str | None]) -> str:
    """Returns a file in which each scalar, keys included, is replaced for which `wanted` gives another text."""
    node = _composed_yaml(text)
    edits = [
        (scalar.start_mark.index, scalar.end_mark.index, new)
        for path, scalar in _scalars(node, ())
        if (new := wanted(path, scalar.value)) is not None and new != scalar.value
    ]
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + yaml_scalar(new) + text[end:]
    _composed_yaml(text)
    return text


def _composed_yaml(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        raise ValueError("the file is not valid YAML") from error


def _checked(new: str, old: str, is_right: Callable[[Any, Any], bool]) -> str:
    loaded_new, loaded_old = (yaml.load(text, yaml.BaseLoader) for text in (new, old))
    if not is_right(loaded_old, loaded_new):
        raise ValueError("the file has a form that cannot be edited; add the lines by hand")
    return new


def _node_at(node: yaml.Node | None, path: YamlPath) -> yaml.Node | None:
    for key in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            node = node.value[key]
        elif isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == key), None)
        else:
            return None
    return node


def _scalars(node: yaml.Node | None, path: YamlPath) -> Iterator[tuple[YamlPath, yaml.ScalarNode]]:
    """Yields every scalar with its path. A key has the path of its value with `:key` behind it."""
    match node:
        case yaml.ScalarNode():
            yield path, node
        case yaml.SequenceNode():
            for index, child in enumerate(node.value):
                yield from _scalars(child, (*path, index))
        case yaml.MappingNode():
            for key, child in node.value:
                if isinstance(key, yaml.ScalarNode):
                    yield (*path, key.value, ":key"), key
                    yield from _scalars(child, (*path, key.value))


def _before_bracket(text: str, node: yaml.CollectionNode) -> int:
    """Returns the index after the last item of a flow collection."""
    at = node.end_mark.index - 1
    return len(text[:at].rstrip(" \n,"))


def _line_end(text: str, node: yaml.Node) -> int:
    """Returns the end of the line in which a value ends; a comment behind it stays on its line."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[-1] if isinstance(last, tuple) else last
    end = node.end_mark.index
    while end > node.start_mark.index and text[end - 1] in "\n ":
        end -= 1
    newline = text.find("\n", end)
    return len(text) if newline < 0 else newline
