"""Every text that the site shows comes from one catalog, which a project can override."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

import studyguide
from casefile import Case, agrees, cases
from marked_texts import WORDS, marked_file, own_words
from studyguide.model.diagnostics import format_diagnostic
from studyguide.model.note import PagePath
from studyguide.model.texts import html_of, number_of, text_of
from studyguide.parse.curated.site_texts import default_texts, read_texts
from studyguide.pipeline import build_guide
from studyguide.render.guide import Guide
from studyguide.render.html.fragments import FRAGMENTS
from studyguide.render.html.young_home import young_home
from studyguide.render.navigation import HOME, Section, menu
from studyguide.render.site_context import Site
from studyguide.sources import Sources, TextFile, load_sources
from tiny import built_here, copied, tree

ENGINE = Path(studyguide.__file__).parent
SHOWN_ATTRIBUTES = {"alt", "aria-label", "label", "placeholder", "title"}
PARTS_OF_HOME = {**FRAGMENTS, "young home": young_home}
UNREAD = {"code", "math", "script", "style"}
"""Elements with names of files, formulas and programs."""
ENDINGS = {"jinja", "md", "yml", "json", "xml", "txt", "html", "js"}


@pytest.mark.parametrize("case", cases("texts"), ids=str)
def test_a_projects_texts(case: Case, accept: bool) -> None:
    texts, problems = read_texts("docs/texts.yml", case.given["file"])
    shown = {key: text_of(texts, key, **case.given["values"][key]) for key in case.given.get("values", {})}
    outcome = {"lang": texts.lang, "shown": shown, "problems": [format_diagnostic(problem) for problem in problems]}
    agrees(case, {key: value for key, value in outcome.items() if value}, accept)


def test_a_text_as_html_is_escaped_and_has_links_and_bold_words() -> None:
    texts, problems = read_texts("docs/texts.yml", 'coverage:\n  named_on: "<{count}> & **so** [x]({first})"\n')
    assert problems == ()
    shown = html_of(texts, "coverage.named_on", count=1234, first='"><script>')
    assert shown == '&lt;1,234&gt; &amp; <b>so</b> <a href="&#34;&gt;&lt;script&gt;">x</a>'
    assert text_of(texts, "coverage.named_on", count=1, first="") == "<1> & so x"


@pytest.mark.parametrize(("number", "shown"), [(0, "0"), (999, "999"), (1000, "1 000"), (1234567, "1 234 567")])
def test_numbers_of_four_digits_have_a_separator(number: int, shown: str) -> None:
    texts, _ = read_texts("docs/texts.yml", 'thousands: " "')
    assert number_of(texts, number) == shown


def test_templates_and_modules_name_only_texts_that_exist() -> None:
    known, named = set(default_texts().written), set(_named_texts())
    groups = {key.partition(".")[0] for key in known}
    of_groups = {key for key in named if key.partition(".")[0] in groups and key.partition(".")[2] not in ENDINGS}
    assert of_groups - known == set()
    assert len(named & known) > 400


def test_every_value_in_double_quotes_in_templates() -> None:
    """An apostrophe in a text is not escaped."""
    templates = (ENGINE / "render" / "templates").glob("*.jinja")
    assert [path.name for path in templates if re.search(r"<[^<>{}]*='", path.read_text("utf-8"))] == []


def test_no_page_shows_a_word_that_a_project_cannot_override() -> None:
    guide = _marked_guide()
    left = {where: words for where, text in _shown_texts(guide) if (words := own_words(text))}
    assert left == {}


def test_every_kind_of_page_is_among_them() -> None:
    """The templates are those of the pages; a new one must be shown by the project of this test."""
    guide, names = _marked_guide(), {path.stem for path in (ENGINE / "render" / "templates").glob("*.jinja")}
    assert {page.path.split("/")[0].removesuffix(".md") for page in guide.pages} >= {
        "cheat-sheets", "compare", "concepts", "decide", "decks", "exams", "families", "glossary", "kinds", "notes",
        "path", "review", "services", "trust",
    }  # fmt: skip
    used = guide.site_context.templates.cache
    assert used is not None
    loaded = {str(key[1]).removesuffix(".jinja") for key in dict(used.items())}
    for name, make in PARTS_OF_HOME.items():
        assert make(guide.site_context, PagePath(HOME)), name
        loaded.add(name)
    assert names - loaded == set()


def test_no_sentence_of_an_empty_guide_has_a_zero() -> None:
    guide, _ = build_guide(Sources(), Site(id="empty"))
    for where, text in _shown_texts(guide):
        assert text == "0" or not re.search(r"(?<![\d.:,-])0(?! ?%|[\d.:,-])", text), (where, text)


def test_the_language_of_a_project_is_that_of_its_pages_and_of_the_theme(tmp_path: Path) -> None:
    file = "lang: de\ncoverage:\n  title: Was fehlt\ntheme:\n  skip_to_menu: Zum Menü\n"
    project = copied(tmp_path / "project", **{"docs/texts.yml": file})
    assert built_here(project, tmp_path / "site") == []
    site = tree(tmp_path / "site")
    pages = {path: data.decode() for path, data in site.items() if path.endswith(".html")}
    assert {path for path, html in pages.items() if '<html lang="de"' not in html} == set()
    coverage = pages["trust/coverage/index.html"]
    assert ">Was fehlt<" in coverage and "Zum Menü" in coverage and "Inhaltsverzeichnis" in coverage
    assert "docs/texts.yml" not in site and "texts.yml" not in site


def test_a_language_that_the_theme_lacks_is_reported(tmp_path: Path) -> None:
    project = copied(tmp_path / "project", **{"docs/texts.yml": "lang: ga\n"})
    [problem] = built_here(project, tmp_path / "site")
    assert "the theme has no texts in the language `ga`" in problem
    assert '<html lang="ga"' in (tmp_path / "site" / "index.html").read_text("utf-8")


@cache
def _marked_guide() -> Guide:
    sources, unread = load_sources(WORDS)
    marked = replace(sources, texts=TextFile("docs/texts.yml", marked_file(default_texts())))
    guide, problems = build_guide(marked, Site(id="words", name="Zzsite", blob_url="https://zz.example/blob/"))
    assert [problem for problem in (*unread, *problems) if "texts.yml" in problem.place.file] == []
    return guide


def _shown_texts(guide: Guide) -> Iterator[tuple[str, str]]:
    """Yields what a reader sees of each page, menu and file, with the place of it."""
    ctx = guide.site_context
    for page in guide.pages:
        yield f"{page.path} title", page.title
        yield f"{page.path} description", page.description
        yield from ((f"{page.path} {n}", text) for n, text in enumerate(_texts_of_html(_without_ids(page.markdown))))
    for name, make in PARTS_OF_HOME.items():
        yield from ((f"fragment {name}", text) for text in _texts_of_html(make(ctx, PagePath(HOME))))
    yield "menu", " ".join(_titles(guide.navigation))
    yield "menu", " ".join(str(next(iter(entry))) for entry in menu(ctx.texts, (), {HOME: HOME, "about/x.md": "x"}))
    for document in guide.documents:
        yield f"search {document.location}", document.title
    for file in guide.files:
        if file.path.startswith("assets/questions/"):
            html = json.loads(file.content.decode().partition(", ")[2].rpartition(")")[0])
            yield from ((file.path, text) for text in _texts_of_html(html))


def _without_ids(markdown: str) -> str:
    return re.sub(r"(?m)^(#+ .*?)\{[#.][^{}]*\}$", r"\1", markdown)


def _titles(sections: tuple[Section | PagePath, ...]) -> Iterator[str]:
    for section in sections:
        if isinstance(section, Section):
            yield section.title
            yield from _titles(section.parts)


def _texts_of_html(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.texts


class _Reader(HTMLParser):
    """Collects visible text and the attributes that are read to somebody."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value for name, value in attrs if name in SHOWN_ATTRIBUTES and value]
        if tag in UNREAD:
            self.unread.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.unread and tag == self.unread[-1]:
            self.unread.pop()

    def handle_data(self, data: str) -> None:
        if not self.unread and data.strip():
            self.texts.append(data)


def _named_texts() -> Iterator[str]:
    """Yields what looks like a key of the catalog in templates and modules."""
    for folder in ("render", "practice", "hosts"):
        for path in (ENGINE / folder).rglob("*"):
            if path.suffix in {".jinja", ".html", ".py"}:
                yield from re.findall(r'["\']([a-z_]+\.[a-z_0-9]+)["\']', path.read_text("utf-8"))
