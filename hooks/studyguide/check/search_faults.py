"""Finds faults in the files of the search's index: damaged or missing parts, parts of another build, lost results."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from studyguide.check.fault_kinds import fault
from studyguide.check.site_map import SiteMap
from studyguide.model.diagnostics import Diagnostic

INDEX_FOLDER = "search/"
CORE_FILE = "search/core.js"
SEARCH_SCRIPT_FILE = "assets/search.js"
"""The script that reads the index."""
CALL = re.compile(
    r'\(globalThis\.sgSearch\?\?=\[\]\)\.push\(\["([a-z]{1,10}(?:-\d{1,6})?)","([0-9a-f]{12})",(.*)\]\);\n', re.DOTALL
)
AGAIN = "build the site again"
OF_DOCUMENTS = ("titles", "locations", "definitions")
"""Columns of the core with a line for each document."""
READ_COLUMNS = ("kinds", "titles", "definitions", "spellings", "status")
"""Parts of the core that are shown."""
PAIRED = (("words", "postings"), ("names", "named"))
"""Columns with as many lines as each other."""


class SearchPart(Struct, frozen=True):
    """One file of the index."""

    name: str
    digest: str
    """Of the whole index, the same in each of its parts."""
    data: Any


def search_part_in(text: str) -> SearchPart | None:
    """Returns what a file of the index hands over; None if it is anything else than one such call."""
    call = CALL.fullmatch(text)
    if call is None:
        return None
    try:
        return SearchPart(call[1], call[2], json.loads(call[3]))
    except (ValueError, RecursionError):
        return None


def search_part_texts(part: SearchPart) -> Iterator[str]:
    """Yields the lines of a part that people read; single words and numbers of the index look like codes."""
    data = part.data
    if isinstance(data, dict):
        data = [data.get(column) for column in READ_COLUMNS]
    todo = list(data) if isinstance(data, list) else []
    while todo:
        item = todo.pop(0)
        if isinstance(item, str):
            yield from item.split("\n")
        elif isinstance(item, dict):
            todo += item.values()
        elif isinstance(item, list):
            todo += item


def search_faults(texts: Mapping[str, str], map_: SiteMap) -> Iterator[Diagnostic]:
    """Yields the faults of an index. `texts` has the content of each file below `search/`."""
    if CORE_FILE not in texts:
        if SEARCH_SCRIPT_FILE in map_.files or texts:
            yield fault("search-index", CORE_FILE, "the core of the search's index is not there", 0, AGAIN)
        return
    parts: dict[str, SearchPart] = {}
    for path, text in texts.items():
        part = search_part_in(text)
        if part is None or f"{INDEX_FOLDER}{part.name}.js" != path:
            yield fault("search-index", path, "this is not one part of a search index", 0, AGAIN)
        else:
            parts[path] = part
    core = parts.get(CORE_FILE)
    if core is None:
        return
    for path, part in parts.items():
        if part.digest != core.digest:
            yield fault("search-index", path, "this part belongs to the index of another build", 0, AGAIN)
    if reason := _fault_of_core(core.data):
        yield fault("search-index", CORE_FILE, reason, 0, AGAIN)
        return
    for kind in ("words", "texts"):
        for number in range(len(core.data[f"{kind[:-1]}Parts"])):
            if f"{INDEX_FOLDER}{kind}-{number}.js" not in texts:
                yield fault("search-index", CORE_FILE, f"the part `{kind}-{number}` is not there", 0, AGAIN)
    for location in core.data["locations"].split("\n"):
        lead = map_.lead("index.html", location or ".")
        if lead.fault:
            reason = "leads to a part that is not on the page" if lead.fault == "broken-anchor" else "leads nowhere"
            yield fault("search-target", CORE_FILE, f"the result `{location}` {reason}", 0, map_.hint(location))


def _fault_of_core(data: Any) -> str:
    """Returns what is wrong with the core; '' if it can be read."""
    if not isinstance(data, dict):
        return "the core of the search's index holds no index"
    columns = (*OF_DOCUMENTS, *(name for pair in PAIRED for name in pair), "kindOf", "pairs")
    if missing := [name for name in columns if not isinstance(data.get(name), str)]:
        return f"the core of the search's index has no `{missing[0]}`"
    if not all(isinstance(data.get(name), list) for name in ("kinds", "wordParts", "textParts")):
        return "the core of the search's index does not list its parts"
    lengths = {name: data[name].count("\n") for name in columns}
    documents = {lengths[name] for name in OF_DOCUMENTS}
    if len(documents) > 1 or not data["titles"]:
        return "the core of the search's index has no title or address for some result"
    if "" in data["titles"].split("\n"):
        return f"document {data['titles'].split(chr(10)).index('')} has no title"
    for one, other in PAIRED:
        if lengths[one] != lengths[other]:
            return f"the core of the search's index has other numbers of `{one}` and `{other}`"
    return ""
