"""Lessons on pages: their Markdown becomes markup, definition comes first, the quiz last, figures where they help."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from casefile import Case, agrees, cases
from studied import KINDS, of
from studyguide.analysis.reading_time import WORDS_A_MINUTE, lesson_minutes
from studyguide.link.lesson_links import lesson_mentions
from studyguide.link.readable_forms import FormComparison
from studyguide.link.surface_forms import compile_surface_forms
from studyguide.model.lesson import LESSON_HEADINGS, Lesson
from studyguide.model.note import Page, PagePath, TermId
from studyguide.model.work import Work
from studyguide.parse.curated.lesson_markdown import lesson_section
from studyguide.practice.deck import make_practice
from studyguide.render.html.lesson import lesson_view
from studyguide.render.site_context import Site, SiteContext, make_site_context
from taught import taught

TERMS = """
- {id: veil, name: Veil, kind: sign, does: keeps stings away}
- {id: smoker, name: Smoker, kind: sign, does: calms a colony, aliases: [bellows]}
"""
PAGE = PagePath("concepts/smoker.md")
SOURCES = {TermId("book"): Work("The bee book")}


def lesson_of(*texts: str) -> Lesson:
    sections = tuple(lesson_section(heading, text, 1) for heading, text in zip(LESSON_HEADINGS, texts, strict=False))
    return Lesson(TermId("smoker"), "Light a smoker.", "2026-01-05", SOURCES, sections, (), "docs/lessons/smoker.md")


def context_of(lesson: Lesson) -> SiteContext:
    corpus = of(TERMS, KINDS)
    lessons = {lesson.term: lesson}
    mentions = lesson_mentions(lessons, FormComparison(compile_surface_forms(corpus.glossary)))
    corpus = replace(corpus, lessons=lessons, lesson_mentions=mentions)
    return make_site_context(corpus, make_practice(corpus, ())[0], Site())


@pytest.mark.parametrize("case", cases("lesson_markup"), ids=str)
def test_markup_of_a_section(case: Case, accept: bool) -> None:
    lesson = lesson_of(case.given)
    agrees(case, str(lesson_view(context_of(lesson), PAGE, lesson).parts[0].html), accept)


def test_a_term_is_linked_once_in_each_section() -> None:
    lesson = lesson_of("A veil. A veil.[^own]", "The veil and the bellows.[^own]")
    first, second = lesson_view(context_of(lesson), PAGE, lesson).parts
    assert (first.html.count("../veil/"), second.html.count("../veil/")) == (1, 1)
    assert "../smoker/" not in second.html


def test_the_list_of_sources_is_in_the_order_of_the_text() -> None:
    lesson = lesson_of("Ours.[^own] Theirs.[^book]")
    view = lesson_view(context_of(lesson), PAGE, lesson)
    assert [source.title for source in view.sources] == ["Our own reasoning or example", "The bee book"]


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (WORDS_A_MINUTE, 1), (3 * WORDS_A_MINUTE, 3)])
def test_time_to_read(words: int, minutes: int) -> None:
    assert lesson_minutes(lesson_of("word " * words)) == minutes


def pages() -> dict[PagePath, Page]:
    return {page.path: page for page in taught()[0].pages}


def test_every_lesson_is_on_the_page_of_its_term() -> None:
    ctx, by_path = taught()[0].site_context, pages()
    assert len(ctx.corpus.lessons) >= 80
    for term, lesson in ctx.corpus.lessons.items():
        markdown = by_path[ctx.terms[term]].markdown
        order = ['class="sg-definition"', 'class="sg-lesson"', *(f"## {heading} {{#" for heading in LESSON_HEADINGS)]
        order += ["{#lesson-sources}", "{#notes}"]
        places = [markdown.find(text) for text in order]
        assert -1 not in places and places == sorted(places), (term, places)
        quiz = markdown.find("{#check}")
        assert quiz == -1 or quiz > max(match.start() for match in re.finditer(r"^## ", markdown, re.MULTILINE)) - 4
        numbers = re.findall(r'href="#(source-\d+)"', markdown)
        assert set(numbers) == set(re.findall(r'<li id="(source-\d+)"', markdown)), term
        shown = [markdown.count(f'aria-label="{ctx.corpus.figures[id_].entry.title}') for id_ in lesson.figures]
        assert set(shown) <= {1}, term
        assert f'href="../{term}/"' not in lesson_part(markdown), "a lesson does not link to its own page"


def lesson_part(markdown: str) -> str:
    return markdown[markdown.index('class="sg-lesson"') : markdown.index("{#lesson-sources}")]


def test_the_first_figure_follows_the_first_paragraph() -> None:
    ctx, by_path = taught()[0].site_context, pages()
    for term, lesson in ctx.corpus.lessons.items():
        if lesson.figures:
            problem = lesson_part(by_path[ctx.terms[term]].markdown).split("\n## ")[1]
            assert re.search(r"</p><figure[^>]*><svg role=\"img\" aria-label=\"[^\"]{60,}\"", problem), term


def test_terms_without_a_lesson_show_the_first_figure_that_lists_them() -> None:
    ctx, by_path = taught()[0].site_context, pages()
    without = {
        term: figure
        for figure in reversed(ctx.corpus.figures.values())
        for term in figure.entry.terms
        if term not in ctx.corpus.lessons
    }
    assert len(without) > 20
    for term, figure in without.items():
        markdown = by_path[ctx.terms[term]].markdown
        assert markdown.count('<figure class="sg-figure">') == 1, term
        assert figure.entry.title in markdown


def test_figures_are_well_formed_and_have_a_text_alternative() -> None:
    text = pages()[PagePath("concepts/k-means.md")].markdown
    svg = text[text.index("<svg role") : text.index("</svg>") + len("</svg>")]
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert len(root.get("aria-label", "")) > 100


def test_the_quiz_of_a_lesson_does_not_ask_for_the_definition() -> None:
    ctx, by_path = taught()[0].site_context, pages()
    asking = 0
    for term in ctx.corpus.lessons:
        quiz = by_path[ctx.terms[term]].markdown.partition("{#check}")[2]
        others = [kind for kind in re.findall(r'data-kind="(\w+)"', quiz) if kind not in {"does", "which"}]
        asking += bool(others)
        assert not others or not re.search(r'data-kind="(does|which)"', quiz), term
    assert asking > 0.9 * len(ctx.corpus.lessons)


def test_the_search_finds_every_section() -> None:
    documents = {document.location: document for document in taught()[0].documents}
    found = documents["concepts/k-means/#lesson-worked-example"]
    assert found.title == "k-means: Worked example"
    assert "unlucky centers at 18 and 20" in " ".join(found.lines)
    assert "[^" not in " ".join(found.lines)
