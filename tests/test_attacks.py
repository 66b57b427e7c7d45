"""Every attack of `tests/attacks` in every field: what the engine writes has no tag, attribute or address that harmless
words in the same fields do not bring about.

The engine's pages are checked with a grammar narrower than HTML, in which no parser can see anything else: a `<` begins
a tag of ours or is not there. What a browser makes of the built site is tried in `browser/test_attacked_site.py`.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
import zipfile
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import markdown
import pytest
import yaml

from attacked import NAMES, attacked, attacked_names, attacks, every_text
from studyguide.hosts.export import export
from studyguide.hosts.mkdocs.prerendered import prerender
from studyguide.model.diagnostics import Diagnostic, format_diagnostic
from studyguide.pipeline import Guide, build_guide
from studyguide.render.data.search_documents import search_texts
from studyguide.render.site_context import Site
from studyguide.sources import load_sources
from studyguide.text.control_chars import ACTING
from studyguide.text.mathml import MATHML_ATTRIBUTES, MATHML_TAGS

TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*/?>')
ATTRIBUTE = re.compile(r'([\w:-]+)(?:="([^"<]*)")?')
ADDRESSES = {"href", "src", "action", "cite", "data", "poster", "srcset", "formaction"}
SAFE = re.compile(r"(?:https?://|\.{0,2}/|[\w%.~-]+/|#|[\w%.~-]+(?:$|[?#.])|$)", re.ASCII)
INLINE = re.compile(r"<(script|style|template|noscript|textarea|title|iframe|object|embed|base|meta|img|form|input)\b")
SCRIPT = re.compile(r'studyguide\.deck\.add\(("[\w-]+"), (".*")\);\n', re.ASCII | re.DOTALL)
HARMLESS = ("calm", "calm & plain")
MARKDOWN = {
    *((tag, "") for tag in ("code", "em", "strong", "s", "br", "pre", "ol", "h5", "h6", *MATHML_TAGS)),
    *((tag, "") for tag in ("mark", "sub", "sup", "kbd", "ins", "del", "abbr", "b", "i", "u", "q", "dl", "dt", "dd")),
    *((tag, "") for tag in ("details", "summary", "section", "input", "semantics", "annotation", "caption", "small")),
    *((tag, name) for tag in ("p", "li", "ul", "ol", "th", "td", "table", "div") for name in ("class", "id")),
    ("details", "class"), ("details", "id"), ("hr", ""), ("li", "data-file"),
    *((tag, "dir") for tag in ("p", "li", "ul", "ol", "th", "td", "dt", "dd", "table")),
    *(("input", name) for name in ("type", "disabled", "checked", "class", "aria-label")),
    *((tag, "tabindex") for tag in ("code", "div", "a")), ("annotation", "encoding"), ("details", "open"),
    ("sup", "class"),
    ("div", "role"), ("div", "aria-label"), ("section", "class"), ("section", "aria-label"), ("li", "value"),
    ("span", "title"), ("span", "class"), ("tr", "id"), ("hr", "id"), ("dt", "id"), ("dd", "id"), ("a", "aria-label"),
    ("code", "class"),
    *((tag, name) for tag in ("h5", "h6") for name in ("class", "id", "data-line")),
    ("th", "style"), ("td", "style"), ("a", "class"), ("a", "href"), ("a", "rel"), ("ol", "start"),
    ("div", "data-right"), ("li", "data-file"), ("details", "data-fold"),
}  # fmt: skip
"""What a note may bring about with Markdown and LaTeX, wherever the harmless words do not."""
LEAST = 150
TOGETHER = int(os.environ.get("ATTACKS_TOGETHER", "3"))
"""Attacks in one field; 1 tries each alone, which takes three times as long."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Guide, tuple[Diagnostic, ...]]:
    project = attacked(tmp_path_factory.mktemp("attacked") / "project", every_text(), TOGETHER)
    attacked_names(project, attacks()[NAMES])
    return make(project)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """The same fields with nothing in them that means anything to anybody."""
    return make(attacked(tmp_path_factory.mktemp("calm") / "project", HARMLESS))[0]


def make(project: Path) -> tuple[Guide, tuple[Diagnostic, ...]]:
    sources, unread = load_sources(project)
    guide, diagnostics = build_guide(sources, Site(name="<script>HX()</script>", url="https://guide.example/"))
    return guide, (*unread, *diagnostics)


def test_the_corpus_is_large_and_each_is_one_of_its_kind() -> None:
    assert len(every_text()) >= LEAST
    assert all(len(texts) == len(set(texts)) for texts in attacks().values())


def test_pages_hold_only_tags_and_attributes_of_ours(made: tuple[Guide, tuple[Diagnostic, ...]], calm: Guide) -> None:
    ours = vocabulary(prerender(page.markdown).html for page in calm.pages) | MARKDOWN
    found = vocabulary(prerender(page.markdown).html for page in made[0].pages)
    assert {
        (tag, name) for tag, name in found - ours if tag not in MATHML_TAGS or name not in MATHML_ATTRIBUTES
    } == set()
    assert not any(name.lower().startswith("on") for _, name in found)


def test_no_address_runs_or_leaves(made: tuple[Guide, tuple[Diagnostic, ...]]) -> None:
    for page in made[0].pages:
        for tag, name, value in attributes(page.markdown):
            if name in ADDRESSES:
                assert SAFE.match(value), (page.path, tag, value)
                assert tag == "a" or "://" not in value, (page.path, tag, value)


def test_every_link_to_another_host_says_so(made: tuple[Guide, tuple[Diagnostic, ...]]) -> None:
    for page in made[0].pages:
        for tag in TAG.finditer(page.markdown):
            if ' href="http' in tag[3]:
                assert re.search(r'rel="noopener (?:external|noreferrer nofollow)"', tag[3]), (page.path, tag[0])


def test_no_two_elements_of_a_page_share_an_id(made: tuple[Guide, tuple[Diagnostic, ...]]) -> None:
    for page in made[0].pages:
        ids = [value for _, name, value in attributes(prerender(page.markdown).html) if name == "id"]
        assert len(ids) == len(set(ids)), page.path
        assert all(re.fullmatch(r"[\w-]+", name) for name in ids), page.path


def test_nothing_acts_on_what_is_around_it(made: tuple[Guide, tuple[Diagnostic, ...]]) -> None:
    for page in made[0].pages:
        assert not ACTING.search(page.markdown + page.title + page.description), page.path
    for problem in made[1]:
        assert not ACTING.search(format_diagnostic(problem))


def test_what_search_shows_is_text(made: tuple[Guide, tuple[Diagnostic, ...]]) -> None:
    for document in made[0].documents:
        assert not ACTING.search(" ".join(search_texts(document))), document.location


def test_files_for_programs_are_what_they_say(made: tuple[Guide, tuple[Diagnostic, ...]]) -> None:
    files = {file.path: file.content for file in made[0].files}
    for path, content in files.items():
        if path.startswith("assets/questions/"):
            script = re.fullmatch(
                r'studyguide\.deck\.add\(("[\w-]+"), (".*")\);\n', content.decode(), re.ASCII | re.DOTALL
            )
            assert script, path
            assert not INLINE.search(json.loads(script[2]))
            vocabulary([json.loads(script[2])])
        if path.endswith(".tsv"):
            rows = [
                row for row in csv.reader(io.StringIO(content.decode()), delimiter="\t") if not row[0].startswith("#")
            ]
            assert all(len(row) == 5 for row in rows), path
            assert all(calm_field(field) for row in rows for field in row[1:3]), path
        if path.endswith(".apkg"):
            assert all(calm_field(field) for field in fields_of(content)), path
    names = re.fullmatch(r"globalThis\.sgNames = (\[.*\]);\n", files["assets/names.js"].decode(), re.DOTALL)
    assert names
    assert all(SAFE.match(where) for _, where in json.loads(names[1]))
    jsonschema.validate(json.loads(files["glossary.json"]), json.loads(files["glossary.schema.json"]))
    links = [e.get("href", "") for e in ElementTree.fromstring(files["feed.xml"]).iter() if e.tag.endswith("link")]
    assert all(link.startswith("https://guide.example/") for link in links)


def test_an_export_read_by_another_parser_is_the_same(tmp_path: Path) -> None:
    """A few attacks in a field, since Python-Markdown takes its time; its front matter is YAML with two texts."""
    guide, _ = make(attacked(tmp_path / "project", every_text(), together=25))
    files = export(guide, (), (), {"site_name": "x", "markdown_extensions": ["attr_list", "toc"]})
    count = 0
    for file in files:
        if file.path.endswith("README.md") and file.path != "README.md":
            head, body = file.content.decode().removeprefix("---\n").split("\n---\n\n", 1)
            front = yaml.safe_load(head)
            assert front.pop("search", {"exclude": True}) == {"exclude": True}
            assert set(front) <= {"title", "description"}
            parser = markdown.Markdown(extensions=["attr_list", "toc"], extension_configs={"toc": {"permalink": True}})
            assert parser.convert(body) == prerender(body).html, file.path
            count += 1
    assert count > LEAST


def vocabulary(texts: Iterable[str]) -> set[tuple[str, str]]:
    """Every tag with each of its attributes ('' for the tag itself). A `<` that begins no tag of ours fails."""
    found: set[tuple[str, str]] = set()
    for text in texts:
        rest = TAG.sub("", text)
        assert "<" not in rest, rest[max(0, rest.index("<") - 60) : rest.index("<") + 60]
        for shape in {match[0] for match in TAG.finditer(text)}:
            tag = TAG.fullmatch(shape)
            assert tag
            found |= {(tag[2], ""), *((tag[2], match[1]) for match in ATTRIBUTE.finditer(tag[3]))}
    return found


def attributes(text: str) -> Iterable[tuple[str, str, str]]:
    for tag in TAG.finditer(text):
        yield from ((tag[2], match[1], unescape(match[2] or "")) for match in ATTRIBUTE.finditer(tag[3]))


def fields_of(package: bytes) -> list[str]:
    """Every field of every note of an Anki package."""
    with zipfile.ZipFile(io.BytesIO(package)) as stored:
        connection = sqlite3.connect(":memory:")
        connection.deserialize(stored.read("collection.anki2"))
    return [field for (row,) in connection.execute("select flds from notes") for field in row.split("\x1f")]


def calm_field(field: str) -> bool:
    """Whether a field is text and lists to Anki, and no command."""
    allowed = {("ul", ""), ("li", ""), ("b", ""), ("br", ""), ("small", "")}
    return vocabulary([field]) <= allowed and "[" not in field and not ACTING.search(field)
