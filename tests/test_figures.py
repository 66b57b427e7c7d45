"""Figures: the committed ones equal what their scripts draw, hold only harmless markup, and are described in words."""

from __future__ import annotations

import gzip
import importlib
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from studyguide.hosts.assets import ENGINE_ASSETS, STYLE_SHEET, load_assets
from studyguide.parse.curated.site_texts import default_texts

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
SCRIPTS = ROOT / "scripts" / "figures"
ENTRIES: list[dict[str, Any]] = yaml.safe_load((DOCS / "figures.yml").read_text("utf-8"))
BY_ID = {entry["id"]: entry for entry in ENTRIES}
IDS = sorted(BY_ID)
WANTED = 38
MAX_WIDTH, MAX_HEIGHT, MIN_TEXT, MAX_BYTES, MIN_ALT = 360, 400, 11, 12 * 1024, 80
MIN_CONTRAST = 4.5
NAMESPACE = "{http://www.w3.org/2000/svg}"
PRESENTATION = {"class", "id", "transform"}
STROKE = {"stroke-width", "stroke-dasharray"}
ALLOWED = {
    "svg": {"class", "viewBox"},
    "text": PRESENTATION | {"x", "y", "font-size", "text-anchor", "font-weight"},
    "path": PRESENTATION | STROKE | {"d"},
    "rect": PRESENTATION | STROKE | {"x", "y", "width", "height", "rx"},
    "circle": PRESENTATION | STROKE | {"cx", "cy", "r"},
    "ellipse": PRESENTATION | STROKE | {"cx", "cy", "rx", "ry"},
}
CLASSES = {
    "svg": {"fg-figure"},
    "text": {"fg-text", "fg-muted"},
    "shape": {
        *("fg-line", "fg-grid", "fg-axis", "fg-accent-line", "fg-second-line", "fg-third-line"),
        *("fg-accent", "fg-second", "fg-third", "fg-surface", "fg-point", "fg-point-2", "fg-point-3"),
    },
}
READ_OFF = {"ab-canary-bandit": {"90"}, "learning-curves": {"0.1", "0.27", "0.5"}}
"""Numbers that the text alternative reads off a curve; all others are written in the figure."""
NUMBER = re.compile(r"\d+(?:,\d{3})+|\d+\.\d+|\d+(?=%)")


@pytest.fixture
def draw(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Yields the module that draws all figures; its folder is on the path only for one test."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(SCRIPTS)
    yield importlib.import_module("draw")
    for name in set(sys.modules) - before:
        del sys.modules[name]


def svg(figure: str) -> str:
    return (DOCS / "figures" / f"{figure}.svg").read_text("utf-8")


def elements(figure: str) -> Iterator[tuple[str, ElementTree.Element]]:
    for element in ElementTree.fromstring(svg(figure)).iter():
        assert element.tag.startswith(NAMESPACE)
        yield element.tag.removeprefix(NAMESPACE), element


def test_the_committed_figures_are_what_the_scripts_draw(draw: ModuleType) -> None:
    drawn = {f"{figure}.svg": (script, text) for script in draw.scripts() for figure, text in draw.draw(script).items()}
    committed = {path.name: path.read_text("utf-8") for path in (DOCS / "figures").iterdir()}
    assert sorted(committed) == sorted(drawn)
    assert [name for name, (_, text) in drawn.items() if committed[name] != text] == []
    assert {f"{entry['id']}.svg": entry["script"] for entry in ENTRIES} == {
        name: f"{script}.py" for name, (script, _) in drawn.items()
    }


def test_every_figure_is_listed_once() -> None:
    assert len(ENTRIES) == len(BY_ID) >= WANTED
    assert {f"{figure}.svg" for figure in IDS} == {path.name for path in (DOCS / "figures").iterdir()}


@pytest.fixture(scope="module")
def term_ids() -> frozenset[str]:
    files = (DOCS / "glossary").glob("*.yml")
    return frozenset(term["id"] for path in files for term in yaml.safe_load(path.read_text("utf-8")))


@pytest.mark.parametrize("figure", IDS)
def test_entry(figure: str, term_ids: frozenset[str]) -> None:
    entry = BY_ID[figure]
    assert set(entry) == {"id", "title", "caption", "alt", "terms", "script"}
    assert len(entry["alt"]) >= MIN_ALT
    assert len({entry[key] for key in ("title", "caption", "alt")}) == 3
    assert entry["terms"] and set(entry["terms"]) <= term_ids


@pytest.mark.parametrize("figure", IDS)
def test_markup_is_harmless(figure: str) -> None:
    for name, element in elements(figure):
        assert name in ALLOWED
        assert set(element.attrib) <= ALLOWED[name], f"{name}: {set(element.attrib) - ALLOWED[name]}"
        assert element.get("id", f"{figure}-").startswith(f"{figure}-")
        wanted = CLASSES.get(name, CLASSES["shape"])
        assert element.get("class") in wanted


@pytest.mark.parametrize("figure", IDS)
def test_readable_on_a_phone(figure: str) -> None:
    root = ElementTree.fromstring(svg(figure))
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert (left, top) == (0, 0) and width <= MAX_WIDTH and height <= MAX_HEIGHT
    sizes = [float(element.attrib["font-size"]) for name, element in elements(figure) if name == "text"]
    assert min(sizes) >= MIN_TEXT
    assert len(gzip.compress(svg(figure).encode(), mtime=0)) <= MAX_BYTES


@pytest.mark.parametrize("figure", IDS)
def test_numbers_of_the_text_alternative_are_drawn(figure: str, draw: ModuleType) -> None:
    """Holds words to the picture: each decimal or percentage of the alternative is in the figure or is computed."""
    assert f"{figure}.svg" in {path.name for path in draw.FIGURES.iterdir()}
    drawn = {n for name, element in elements(figure) if name == "text" for n in NUMBER.findall(element.text or "")}
    if figure in ("roc-curve", "pr-curve"):
        metrics = importlib.import_module("classifier_metrics")
        for threshold in metrics.MARKED:
            tp, fn, fp, tn = metrics.counts(threshold)
            drawn |= {f"{threshold}", *(f"{rate:.2f}" for rate in (tp / (tp + fn), tp / (tp + fp), fp / (fp + tn)))}
    assert set(NUMBER.findall(BY_ID[figure]["alt"])) - READ_OFF.get(figure, set()) <= drawn


def test_lines_of_different_kinds_differ_in_dash() -> None:
    dashes: dict[str, set[str]] = {}
    for figure in IDS:
        for _, element in elements(figure):
            style = element.get("class", "")
            if style in ("fg-second-line", "fg-third-line") and len(element.get("d", "").split("L")) != 3:
                dashes.setdefault(style, set()).add(element.get("stroke-dasharray", ""))
    assert dashes and all("" not in values for values in dashes.values())


def test_the_style_sheet_has_every_class() -> None:
    sheet = load_assets(default_texts())[STYLE_SHEET].decode()
    assert [name for name in sorted(set().union(*CLASSES.values())) if not re.search(rf"\.{name}[ ,]", sheet)] == []


@pytest.mark.parametrize("scheme", ["default", "slate", "print"])
def test_text_has_contrast_on_every_surface(scheme: str) -> None:
    figures, look = ((ENGINE_ASSETS / name).read_text("utf-8") for name in ("figures.css", "look.css"))
    opacity = {match[1]: float(match[2]) for match in re.finditer(r"\.(fg-\w+) \{[^}]*fill-opacity: ([\d.]+)", figures)}
    colors = _print_colors(figures) if scheme == "print" else _scheme_colors(figures, look, scheme)
    bases = [colors["--fg-paper"], colors["--fg-box"]]
    tints = [
        tuple(opacity[style] * t + (1 - opacity[style]) * b for t, b in zip(colors[name], base, strict=True))
        for style, name in (("fg-accent", "--fg-one"), ("fg-second", "--fg-two"), ("fg-third", "--fg-three"))
        for base in bases
    ]
    for ink in ("--fg-ink", "--fg-quiet"):
        assert min(_contrast(colors[ink], surface) for surface in (*bases, *tints)) >= MIN_CONTRAST


def _print_colors(figures: str) -> dict[str, tuple[float, ...]]:
    rules = figures.split("@media print", 1)[1].split("@media", 1)[0]
    return {name: _rgb(value) for name, value in re.findall(r"(--fg-\w+): (#\w+)", rules)}


def _scheme_colors(figures: str, look: str, scheme: str) -> dict[str, tuple[float, ...]]:
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\}}', look, re.S)
    theme = re.search(r"\n\[data-md-color-scheme\] \{(.*?)\}", look, re.S)
    assert block and theme
    values: Mapping[str, str] = dict(re.findall(r"(--[\w-]+): ([^;]+);", block[1] + theme[1]))
    names = dict(re.findall(r"(--fg-\w+): var\((--[\w-]+)\)", figures.split("@media", 1)[0]))

    def color(name: str) -> tuple[float, ...]:
        value = values[name]
        return color(value[4:-1]) if value.startswith("var(") else _rgb(value)

    return {name: color(variable) for name, variable in names.items()}


def _rgb(value: str) -> tuple[float, ...]:
    digits = value.lstrip("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    return tuple(int(digits[i : i + 2], 16) for i in (0, 2, 4))


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: tuple[float, ...]) -> float:
    parts = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in color]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
