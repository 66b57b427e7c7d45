"""Reads figures.yml and the SVG files as `Figure` records that are safe to put into a page."""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from xml.etree import ElementTree

from pydantic import TypeAdapter

from studyguide.model.diagnostics import Diagnostic, Location
from studyguide.model.figure import Figure, FigureEntry
from studyguide.model.note import TermId
from studyguide.model.pack import pack_of
from studyguide.parse.curated.entries import (
    CuratedEntry,
    fault_at,
    file_stem,
    keys_of,
    not_overridden,
    read_lists,
    repeated_ids,
    unknown_ids,
)

FIGURE_ADAPTER = TypeAdapter(FigureEntry)
FIGURE_KEYS = keys_of(FigureEntry)
SVG = "{http://www.w3.org/2000/svg}"
SVG_ELEMENTS = frozenset(
    "svg g path line polyline polygon rect circle ellipse text tspan defs marker clipPath linearGradient "  # noqa: SIM905
    "radialGradient stop".split()
)
WIDEST, HIGHEST = 360, 400
"""Size of a picture that a phone shows without scaling it down."""
MOST_BYTES = 12 * 1024
"""Limit for the compressed file."""
ATTRIBUTE_NAME = re.compile(r"[A-Za-z][A-Za-z-]*")
LOCAL_REFERENCE = re.compile(r"url\(#([\w-]+)\)")


def read_figures(
    files: Iterable[tuple[str, str]], terms: Collection[TermId], pictures: Mapping[str, str]
) -> tuple[Mapping[str, Figure], tuple[Diagnostic, ...]]:
    """Returns the figures by id; `pictures` are the texts of SVG files by path. One with a fault is left out.

    A figure and its picture come from the same place: the project, or one pack.
    """
    read, faults = read_lists(files, FIGURE_ADAPTER, FIGURE_KEYS)
    entries = not_overridden(read)
    diagnostics = [*faults, *repeated_ids(entries)]
    by_id = {(pack_of(path), file_stem(path)): (path, svg) for path, svg in pictures.items()}
    figures: dict[str, Figure] = {}
    for entry in entries:
        figure = entry.record
        diagnostics += unknown_ids(entry, ((("terms", i), id_) for i, id_ in enumerate(figure.terms)), terms)
        path, svg = by_id.get((pack_of(entry.document.file), figure.id), ("", ""))
        wrong = tuple(_unsafe(path, svg, figure.id) if path else _missing(entry))
        diagnostics += wrong
        if not wrong:
            known_terms = tuple(term for term in figure.terms if term in terms)
            figures.setdefault(figure.id, Figure(replace(figure, terms=known_terms), svg))
    known = {(pack_of(entry.document.file), entry.record.id) for entry in read}
    for (pack, id_), (path, _) in sorted(by_id.items()):
        if (pack, id_) not in known:
            file = f"{path.rpartition('/figures/')[0]}/figures.yml"
            hint = f"add `- id: {id_}` with title, caption and alt to {file}"
            diagnostics.append(Diagnostic(Location(path), "figure", "this picture has no entry", hint))
    return figures, tuple(diagnostics)


def _missing(entry: CuratedEntry[FigureEntry]) -> Iterator[Diagnostic]:
    folder = entry.document.file.removesuffix(".yml")
    what = f"there is no {folder}/{entry.record.id}.svg"
    yield fault_at(entry, ("id",), "figure", what, "add the picture, or take the entry away")


def _unsafe(path: str, svg: str, id_: str) -> Iterator[Diagnostic]:
    """Yields the parts of a picture that could act, reach another host, clash with the page or not fit it."""

    def fault(what: str, hint: str = "") -> Diagnostic:
        return Diagnostic(Location(path), "figure", what, hint)

    if "<!" in re.sub(r"<!--(?>(?:[^-]|-(?!->))*)(?:-->|\Z)", "", svg):
        yield fault("a declaration such as DOCTYPE is not allowed", "take it away")
        return
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        line, column = error.position
        yield Diagnostic(Location(path, line, column + 1), "figure", "not valid XML")
        return
    if root.tag != f"{SVG}svg":
        yield fault("the outermost element is not `svg`", 'write `<svg xmlns="http://www.w3.org/2000/svg" ...>`')
        return
    yield from (fault(what, hint) for what, hint in _element_faults(root, id_))
    width, height = _picture_size(root)
    if not (0 < width <= WIDEST and 0 < height <= HIGHEST):
        what = f"the viewBox is {width:g} by {height:g}"
        yield fault(what, f"it may be at most {WIDEST} wide and {HIGHEST} high")
    if (size := len(gzip.compress(svg.encode(), mtime=0))) > MOST_BYTES:
        yield fault(f"{size} bytes when compressed", f"it may have at most {MOST_BYTES}")


def _element_faults(root: ElementTree.Element, id_: str) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        name = str(element.tag).removeprefix(SVG)
        if name not in SVG_ELEMENTS:
            yield f"the element `{name}` is not allowed", f"use {', '.join(sorted(SVG_ELEMENTS))}"
        for key, value in element.attrib.items():
            if not ATTRIBUTE_NAME.fullmatch(key) or key == "style" or key.startswith("on") or key.endswith("href"):
                yield f"the attribute `{key}` is not allowed", "use presentation attributes and classes"
            elif "url(" in value and not _is_own_reference(value, id_):
                yield f"`{key}` refers to `{value}`", f"refer to an id of the picture that begins with `{id_}-`"
            elif key == "id" and value != id_ and not value.startswith(f"{id_}-"):
                yield f"the id `{value}` could clash with others on a page", f"begin it with `{id_}-`"
            elif key == "class" and not all(word.startswith("fg-") for word in value.split()):
                yield f"the class `{value}` is not one of figures", "their classes begin with `fg-`"


def _is_own_reference(value: str, id_: str) -> bool:
    target = LOCAL_REFERENCE.fullmatch(value)
    return target is not None and target[1].startswith(f"{id_}-")


def _picture_size(root: ElementTree.Element) -> tuple[float, float]:
    numbers = re.findall(r"-?[\d.]+", root.get("viewBox", ""))
    return (float(numbers[2]), float(numbers[3])) if len(numbers) == 4 else (0.0, 0.0)
