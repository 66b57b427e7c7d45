"""A term that is named hundreds of times: what its page quotes, and that every other place is linked from it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from casefile import Case, agrees, cases
from studyguide.check.read_page import read_page
from studyguide.hosts.mkdocs.prerendered import prerender
from studyguide.model.note import NotePath, TermId
from studyguide.pipeline import build_guide
from studyguide.render.guide import Guide
from studyguide.render.pages.terms import QUOTED_PASSAGES, QUOTED_SENTENCES, SHOWN_PASSAGES
from studyguide.render.site_context import Site
from studyguide.sources import Sources, TextFile
from woven_from import KINDS

TERMS = "- {id: smoker, name: Smoker, kind: tool, does: calms bees before a hive is opened}"
PART = re.compile(r"## ([^\n]+) \{#(notes|mentioned)\}\n(.*?)(?=\n## |\Z)", re.DOTALL)
QUOTED = re.compile(r"<figcaption[^>]*><a href=\"([^\"]+)\">[^<]*, lines? (\d+)(?:–(\d+))?</a>")
SENTENCE = re.compile(r"<li><q>.*?</q> <a href=\"([^\"]+)\">[^<]*, line (\d+)()</a>")
LISTED = re.compile(r"<a href=\"([^\"]+)\">L(\d+)(?:–(\d+))?</a>")


def guide_from(notes: dict[str, list[Any]]) -> Guide:
    """A guide on one term. A part of a note is a number of paragraphs that name it, or a text."""
    return build_guide(
        Sources(
            notes=tuple((NotePath(name), text_of(name, parts).encode()) for name, parts in notes.items()),
            kinds=TextFile("docs/kinds.yml", KINDS),
            families=(TextFile("docs/glossary/hive.yml", TERMS),),
        ),
        Site(),
    )[0]


def text_of(name: str, parts: list[Any]) -> str:
    again = (
        [f"Smoker, told {n} times of {name}." for n in range(part)] if isinstance(part, int) else [part]
        for part in parts
    )
    return "\n\n".join(text for texts in again for text in texts) + "\n"


def term_page(guide: Guide) -> str:
    return next(page.markdown for page in guide.pages if page.path == guide.site_context.terms[TermId("smoker")])


@pytest.mark.parametrize("case", cases("further"), ids=str)
def test_what_is_quoted_and_what_is_listed(case: Case, accept: bool) -> None:
    found: dict[str, Any] = {}
    for _, part, text in PART.findall(term_page(guide_from(case.given["notes"]))):
        folds = re.findall(r"<summary>([^<]+ (?:passages?|notes?))</summary>(?:\n<p>([^<]+)</p>)?", text)
        notes = re.findall(r"<li><a [^>]+>([^<]+)</a>: (.*)</li>", text)
        found[part] = {
            "quoted": len(QUOTED.findall(text)) + len(SENTENCE.findall(text)),
            "folds": [" | ".join(filter(None, fold)) for fold in folds],
            "listed": [
                f"{note}: {' '.join(text for text in re.findall('>(L[^<]+)<', lines))}" for note, lines in notes
            ],
        }
    agrees(case, found, accept)


@pytest.fixture(scope="module")
def much() -> Guide:
    """A term in five hundred places of five notes, in passages of one line and of several."""
    part = [17, "# Smoker\n\n- lit\n- out\n- again", 30, "1. Smoker\n   - cold\n\n2. Smoker twice. Smoker thrice.", 51]
    return guide_from({f"{year}-05-01 talk.md" if year % 2 else f"{year}.md": part for year in range(2019, 2024)})


def test_every_line_that_counts_as_used_is_linked_once(much: Guide) -> None:
    ctx = much.site_context
    parts = {part: text for _, part, text in PART.findall(term_page(much))}
    hrefs = {f"../../{page.removesuffix('.md')}/": path for path, page in ctx.notes.items()}
    counted: dict[tuple[str, int], int] = {}
    for pattern in (QUOTED, LISTED):
        for href, first, last in pattern.findall(parts["notes"]):
            page, _, fragment = href.partition("#")
            assert fragment == f"L{first}"
            for line in range(int(first), int(last or first) + 1):
                counted[hrefs[page], line] = counted.get((hrefs[page], line), 0) + 1
    used = {(path, line) for path, account in ctx.corpus.line_coverage.items() for line in account.used}
    blank = {(note.path, n) for note in ctx.corpus.notes for n, line in enumerate(note.lines, 1) if not line.strip()}
    assert counted.keys() - blank == used
    assert set(counted.values()) == {1}
    assert len(used) > 500


def test_a_sentence_is_quoted_from_lines_that_no_passage_shows(much: Guide) -> None:
    parts = {part: text for _, part, text in PART.findall(term_page(much))}
    sentences = [href for href, *_ in SENTENCE.findall(parts["mentioned"])]
    listed = {
        f"{href.partition('#')[0]}#L{line}"
        for href, first, last in LISTED.findall(parts["notes"])
        for line in range(int(first), int(last or first) + 1)
    }
    assert len(sentences) == len(set(sentences))
    assert set(sentences) <= listed


def test_a_page_stays_small_and_every_link_of_it_leads_somewhere(much: Guide) -> None:
    markdown = term_page(much)
    assert len(markdown) < 100_000
    assert len(QUOTED.findall(markdown)) == QUOTED_PASSAGES > SHOWN_PASSAGES
    assert len(SENTENCE.findall(markdown)) == QUOTED_SENTENCES
    anchors = {page.path: read_page(prerender(page.markdown).html).ids for page in much.pages}
    for href, *_ in LISTED.findall(markdown):
        page, _, fragment = href.removeprefix("../../").partition("#")
        assert fragment in anchors[f"{page.rstrip('/')}.md"]


def test_the_search_finds_what_a_page_does_not_quote(much: Guide) -> None:
    """Each line is found on its note's own page, whatever the term's page shows of it."""
    texts = [line for document in much.documents if document.group == "Note" for line in document.lines]
    assert sum(text.count("times of") for text in texts) == 5 * (17 + 30 + 51)
