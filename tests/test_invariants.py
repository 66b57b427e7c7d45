"""What always holds for a guide and its site, each rule with a test; docs/dev/architecture.md lists them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from studied import shipped_guide
from studyguide.check.read_page import read_page
from studyguide.check.site import check_site
from studyguide.hosts.mkdocs.prerendered import prerender
from studyguide.model.note import REDACTED_KINDS, Page, PagePath, ZoneKind
from studyguide.pipeline import build_guide, summary
from studyguide.render.guide import Guide
from studyguide.render.navigation import Section
from studyguide.render.site_context import Site
from studyguide.render.urls import address, reference, source_path
from studyguide.sources import load_sources
from tiny import TINY, copied, tree, write

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def shipped() -> Guide:
    return shipped_guide()


@pytest.fixture(scope="module")
def tiny() -> Guide:
    sources, _ = load_sources(TINY)
    return build_guide(sources, Site())[0]


@pytest.fixture(params=["shipped", "tiny"])
def guide(request: pytest.FixtureRequest) -> Guide:
    return request.getfixturevalue(request.param)


# 4. Every passage leads to its line.


def test_every_passage_leads_to_a_line_that_exists(guide: Guide) -> None:
    ctx, count = guide.site_context, 0
    anchors = {page.path: read_page(prerender(page.markdown).html).ids for page in guide.pages}
    sizes = {f"seeds/{note.path}": len(note.lines) for note in ctx.corpus.notes}
    homes = {f"seeds/{path}": page for path, page in ctx.notes.items()}
    for page in guide.pages:
        for caption in re.findall(r'<figcaption class="sg-provenance">(.*?)</figcaption>', page.markdown, re.DOTALL):
            href, first, last, file = CAPTION.search(caption).groups()  # type: ignore[union-attr]
            assert 1 <= int(first) <= int(last or first) <= sizes[file]
            assert href == reference(page.path, homes[file], f"L{first}")
            assert f"L{first}" in anchors[homes[file]]
            count += 1
    assert count >= 10


def test_no_line_is_quoted_twice_on_the_page_of_a_term(guide: Guide) -> None:
    """In a passage, as a sentence, or with an editor's note that has a place of its own."""
    of_terms, count = frozenset(guide.site_context.terms.values()), 0
    for page in (page for page in guide.pages if page.path in of_terms):
        shown = [
            (href.partition("#")[0], line)
            for href, first, last in PASSAGE_PLACE.findall(page.markdown)
            for line in range(int(first), int(last or first) + 1)
        ]
        assert len(shown) == len(set(shown)), page.path
        sentences = SENTENCE.findall(page.markdown)
        assert len(sentences) == len(set(sentences)), page.path
        assert not {(href, int(line)) for _, href, line in sentences} & set(shown), page.path
        words = [re.sub(r"<[^>]+>|\s+", " ", html) for html in PASSAGE.findall(page.markdown)]
        assert len(words) == len(set(words)), page.path
        assert all(len(text.split()) > 1 for text in words), page.path
        count += len(words)
    assert count >= 5


PASSAGE_PLACE = re.compile(r'<figcaption class="sg-provenance"><a href="([^"]+)">[^<]*, lines? (\d+)(?:–(\d+))?</a>')
SENTENCE = re.compile(r'<q>((?:(?!</q>).)*)</q> \(?<a href="([^"#]+)#L\d+">[^<]*, line (\d+)</a>')
PASSAGE = re.compile(r'<figure class="sg-passage">.*?<blockquote>(.*?)</blockquote>\n?<figcaption', re.DOTALL)
CAPTION = re.compile(r'<a href="([^"]+)">[^<]*, lines? (\d+)(?:–(\d+))?</a>.*<code>([^<]+)</code>', re.DOTALL)


# 5. Every line is accounted for.


def test_every_line_is_shown_and_counted_once(guide: Guide) -> None:
    ctx = guide.site_context
    total: Counter[str] = Counter()
    for note in ctx.corpus.notes:
        of = ctx.corpus.line_coverage[note.path]
        parts = (*of.used, *of.watched, *of.structure, *of.no_term)
        assert sorted(parts) == [n for n, line in enumerate(note.lines, 1) if line.strip()]
        assert of.lines == len(parts)
        total.update(lines=of.lines, used=len(of.used), no_term=len(of.no_term))
        page = next(page for page in guide.pages if page.path == ctx.notes[note.path])
        ids = read_page(prerender(page.markdown).html).ids
        assert {f"L{n}" for n in parts} <= ids
    told = summary(guide)
    assert f"of {total['lines']}, {total['used']} are on term pages" in told
    sources = [page for page in guide.pages if page.path in {source_path(path) for path in ctx.notes.values()}]
    assert sum(page.markdown.count('class="sg-bare"') for page in sources) == total["no_term"]
    assert f"{total['no_term']} name no term" in told


# 8. No two pages share a path.


def test_no_two_pages_share_a_place(guide: Guide) -> None:
    assert repeated(guide.pages) == []


def test_notes_that_want_the_same_place_each_get_their_own(tmp_path: Path) -> None:
    names = ("a/class.md", "b/class.md", "Class.txt", "class-2.md", "index.md", "by-date.md", "Watch List.md",
             "no term.txt", "日本.md", "日本.txt", "--.md", "-.txt", "CON.md", "a b.md", "a-b.md", "a_b.md",
             "ÅNGSTRÖM.md", "ångström.txt", "x" * 200 + ".md", "x" * 201 + ".md")  # fmt: skip
    project = copied(tmp_path / "project", **{f"seeds/{name}": "# Autolyse\n\nProofing\n" for name in names})
    guide, _ = build_guide(load_sources(project)[0], Site())
    assert len(guide.site_context.notes) == len(names) + 2
    assert repeated(guide.pages) == []
    assert all(re.fullmatch(r"[\w/-]+\.md", page.path) for page in guide.pages)


def repeated(pages: tuple[Page, ...]) -> list[str]:
    """Addresses that are the same to some file system."""
    counted = Counter(address(PagePath(page.path)).casefold() for page in pages)
    return [where for where, times in counted.items() if times > 1]


def test_every_page_is_in_the_menu_or_hangs_below_it(guide: Guide) -> None:
    """So that each has breadcrumbs, and a section of the menu that is open."""
    menu = set(listed(guide.navigation))
    above = {page.path: page.parent for page in guide.pages}

    def hangs(path: PagePath | None) -> bool:
        return path in menu or (path is not None and hangs(above[path]))

    assert [path for path in above if not hangs(path)] == []


def listed(sections: tuple[Section, ...]) -> Iterator[PagePath]:
    for section in sections:
        for part in section.parts:
            if isinstance(part, Section):
                yield from listed((part,))
            else:
                yield part


# 9. The built site keeps its promises.


def test_the_built_site_has_no_fault(site_dir: Path, shipped: Guide) -> None:
    secrets = [
        note.lines[zone.line - 1][zone.start : zone.end]
        for note in shipped.site_context.corpus.notes
        for zone in note.zones
        if zone.kind in REDACTED_KINDS and zone.kind is not ZoneKind.COMMENT
    ]
    assert check_site(tree(site_dir), secrets, "/") == ()


MARKED_HEADING = re.compile(r"#{1,6} [^<\n]*\{#[\w-]+")
"""A heading in Markdown with its id, as pages are assembled from."""
WITHOUT_NOTES = re.compile(r"<(pre|code|script|style)\b.*?</\1>", re.DOTALL)


def test_no_page_shows_the_signs_of_a_heading(site_dir: Path) -> None:
    pages = {path: path.read_text("utf-8") for path in site_dir.rglob("*.html")}
    shown = {path: MARKED_HEADING.findall(WITHOUT_NOTES.sub("", html)) for path, html in pages.items()}
    assert len(pages) > 1000
    assert {str(path.relative_to(site_dir)): signs for path, signs in shown.items() if signs} == {}


# 10. Only the loader reads files, and nothing writes them.


def test_loading_and_making_change_no_file(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    write(project, "seeds/more.txt", "Autolyse")
    before = tree(project)
    build_guide(load_sources(project)[0], Site())
    assert tree(project) == before
