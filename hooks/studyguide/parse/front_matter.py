"""Reads what a note's front matter says about the note: other names, tags, and its language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import takewhile

import yaml
from msgspec import Struct

from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.model.note import Block, BlockKind, Zone, zones_by_line
from studyguide.parse.plain_text import redact

KEY_LINE = re.compile(r"([A-Za-z_][\w-]*)[ \t]*[:=](?:[ \t]++(.*))?$")
LIST_ITEM = re.compile(r"[ \t]*-[ \t]++(.*)$")
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})?")
TAG_NAME = re.compile(r"[\d_/-]*[^\W\d_][\w/-]*")
ALIASES, TAGS, LANGUAGES = ("aliases", "alias"), ("tags", "tag", "keywords"), ("lang", "language")


class FrontMatterFacts(Struct, frozen=True):
    """Holds the values of front matter that are used, other than title and date."""

    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""


def front_matter_facts(blocks: Sequence[Block], lines: Sequence[str], zones: Iterable[Zone]) -> FrontMatterFacts:
    """Reads lists in brackets, with commas, or with one item per line. Redacted text stays redacted."""
    values: dict[str, list[str]] = {}
    key = ""
    for line in front_matter_lines(blocks, lines, zones):
        if match := KEY_LINE.match(line[:2000]):
            key = match[1].lower()
            values.setdefault(key, []).extend(_list_of(key, match[2] or ""))
        elif key and (item := LIST_ITEM.match(line[:2000])):
            values[key].append(_without_quotes(item[1]))
    language = next((v for name in LANGUAGES for v in values.get(name, ()) if LANGUAGE.fullmatch(v)), "")
    tags = (tag.removeprefix("#") for name in TAGS for tag in values.get(name, ()))
    return FrontMatterFacts(
        tuple(dict.fromkeys(v for name in ALIASES for v in values.get(name, ()) if v)),
        tuple(dict.fromkeys(tag for tag in tags if TAG_NAME.fullmatch(tag))),
        language.lower(),
    )


def front_matter_lines(blocks: Sequence[Block], lines: Sequence[str], zones: Iterable[Zone]) -> Iterator[str]:
    """Yields the lines between the fences of front matter, without what `zones`, which are sorted, hide. Keys in braces
    get a line each."""
    block = next((block for block in blocks if block.kind is BlockKind.FRONT_MATTER), None)
    if block is None:
        return
    last = block.span.last
    hidden = zones_by_line(takewhile(lambda zone: zone.line < last, zones))
    written = [redact(lines[n - 1], hidden.get(n, ()))[0] for n in range(block.span.first + 1, last)]
    if not "".join(written).lstrip().startswith("{"):
        yield from written
        return
    with suppress(ValueError, RecursionError):
        for key, value in json.loads("\n".join(written)).items():
            items = value if isinstance(value, list) else ()
            yield f"{key}: {'' if value is None or items else value}".rstrip()
            yield from (f"- {item}" for item in items)


def front_matter_problems(path: str, blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[Diagnostic]:
    """Yields the problems of a note's front matter. No part of it is lost: it is shown as written."""
    block = next((block for block in blocks if block.kind is BlockKind.FRONT_MATTER), None)
    if block is None:
        first = next((n for n, line in enumerate(lines) if line.strip()), -1)
        if (
            first >= 0
            and lines[first].rstrip() == "---"
            and first + 1 < len(lines)
            and KEY_LINE.match(lines[first + 1])
        ):
            yield _front_matter_problem(path, first + 1, "the front matter is never closed", "end it with a line `---`")
        return
    first, last = block.span
    if lines[first - 1].strip() != "---":
        return
    try:
        yaml.compose("\n".join(lines[first : last - 1]), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"the front matter is no valid YAML: {error.problem}"
        yield _front_matter_problem(
            path, first + 1 + (mark.line if mark else 0), what, "put the value into quotation marks"
        )
    except yaml.YAMLError:
        yield _front_matter_problem(
            path, first, "the front matter holds characters that YAML does not allow", "take them away"
        )


def _front_matter_problem(path: str, line: int, what: str, hint: str) -> Diagnostic:
    return Diagnostic(Location(path, line), "front-matter", what, hint, severity=Severity.NOTICE)


def _list_of(key: str, value: str) -> list[str]:
    value = value.strip()
    if not value or value[0] in "|>{&*":
        return []
    if value.startswith("["):
        return [_without_quotes(part) for part in value.strip("[] \t").split(",") if part.strip()]
    if key in TAGS and value[0] not in "\"'":
        return [_without_quotes(part) for part in re.split(r"[,\s]+", value) if part.strip()]
    return [_without_quotes(value)]


def _without_quotes(value: str) -> str:
    return value.strip().strip("\"'").strip()
