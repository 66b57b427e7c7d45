"""How notes are shown as documents, case by case (`tests/cases/reading_view`), and what holds for any note.

`given` is the text of `note.md`, or `{file, text, notes, terms}`: the note's path, its text, other notes by path, and a
glossary. `expect` is the markup of the page without line anchors and margin numbers, and what is reported.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile import Case, agrees, cases
from studyguide.model.diagnostics import Diagnostic
from studyguide.model.note import NotePath, Page
from studyguide.pipeline import build_guide
from studyguide.render.site_context import Site
from studyguide.render.urls import source_path
from studyguide.sources import Sources, TextFile

SEEDS = Path(__file__).parent.parent / "seeds"
KINDS = """
field: knots
kinds: [{id: knot, name: Knot, plural: Knots, folder: concepts}]
families: [{id: all, name: All, about: All of it.}]
"""
TERM = "- {id: bowline, name: Bowline, kind: knot, is: loop that does not slip}\n"
ANCHOR = re.compile(r'<span id="L\d+"></span>| id="L\d+"| data-line="\d+"')
NUMBER = re.compile(r'<a class="sg-n"[^>]*></a>')
FOOTER = re.compile(r"^## Linked from", re.MULTILINE)


@pytest.mark.parametrize("case", cases("reading_view"), ids=str)
def test_reading_view(case: Case, accept: bool) -> None:
    page, _, diagnostics = pages(case.given)
    body = page.markdown.split("Source</a></p>\n", 1)[1]
    lines = [NUMBER.sub("", ANCHOR.sub("", line)) for line in body.split("\n")]
    rows = [line.removeprefix('<div class="sg-doc">').removesuffix("</div>") for line in lines]
    shown = [
        row
        for row in rows
        if row
        and not row.startswith(('<div class="sg-part', '<p class="sg-prov', '<details class="sg-more sg-outline'))
    ]
    told = [f"{d.place}: {d.what}" for d in diagnostics if d.kind in {"note-link", "front-matter"}]
    agrees(case, {"html": shown, **({"problems": told} if told else {})}, accept)


def pages(given: Any) -> tuple[Page, Page, tuple[Diagnostic, ...]]:
    """Return the reading view and the source view of a note."""
    given = {"text": given} if isinstance(given, str) else given
    path = NotePath(given.get("file", "note.md"))
    notes = {path: given["text"], **given.get("notes", {})}
    sources = Sources(
        kinds=TextFile("docs/kinds.yml", KINDS),
        families=(TextFile("docs/glossary/all.yml", given.get("terms", "")),),
        notes=tuple((NotePath(name), text.encode()) for name, text in sorted(notes.items())),
    )
    guide, diagnostics = build_guide(sources, Site())
    of = {page.path: page for page in guide.pages}
    reading = guide.site_context.notes[path]
    return of[reading], of[source_path(reading)], diagnostics


# Every line has its address, and nothing is lost. What is expected is worked out from the text alone.

WORD = st.text("abcdefghijklmnopqrstuvwxyz0123456789äñ中", min_size=1, max_size=8)
WORDS = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
INLINE = st.one_of(
    WORDS,
    WORDS.map("**{}**".format),
    WORDS.map("_{}_".format),
    WORDS.map("`{}`".format),
    WORDS.map("=={}==".format),
    WORDS.map("~~{}~~".format),
    WORDS.map("[[{}]]".format),
    WORDS.map("<kbd>{}</kbd>".format),
    WORDS.map("[{}](https://example.org)".format),
)
LINE = st.lists(INLINE, min_size=1, max_size=4).map(" ".join)
BLOCK = st.one_of(
    LINE,
    LINE.map("## {}".format),
    LINE.map("- {}".format),
    LINE.map("  - {}".format),
    LINE.map("1. {}".format),
    LINE.map("- [ ] {}".format),
    LINE.map("> {}".format),
    LINE.map("> [!tip] {}".format),
    LINE.map("| a | {} |".format),
    st.just("|---|---|"),
    st.just("---"),
    st.just("```"),
    st.just(""),
    st.just(""),
    LINE.map("    {}".format),
    LINE.map("{} :: b".format),
    LINE.map("a:::{}".format),
    LINE.map("Q: {}".format),
    LINE.map("A: {}".format),
    LINE.map("one {{{{c1::{}}}}} two".format),
    st.just("?"),
    st.just("A:"),
)
NOTE = st.lists(BLOCK, min_size=1, max_size=14).map("\n".join).map("Words first.\n\n{}".format)
MARKUP = re.compile(r"\]\([^)]*\)|</?kbd>|\[!tip\]|^\s*\d+\. |^\s*(?:- )?\[ \]")


@given(NOTE)
@settings(max_examples=60, deadline=None)
def test_generated_notes_lose_nothing(text: str) -> None:
    nothing_is_lost(pages(text), text.removesuffix("\n").split("\n"), MARKUP)


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda seed: seed.name)
def test_shipped_notes_lose_nothing(seed: Path) -> None:
    text = seed.read_text("utf-8")
    nothing_is_lost(
        pages({"file": seed.name, "text": text}), text.splitlines(), re.compile(r"\S+@\S+|^\s*\d+\. |\]\([^)]*\)")
    )


def nothing_is_lost(made: tuple[Page, Page, object], lines: list[str], markup: re.Pattern[str]) -> None:
    reading, source, _ = made
    anchors, text = shown(reading.markdown)
    assert sorted(anchors) == list(range(1, len(lines) + 1)), "each line has one anchor"
    for number, line in enumerate(lines, 1):
        have = runs(text)
        for run in runs(markup.sub(" ", line)):
            assert run in have, (number, run)
        at = anchors[number]
        wanted = runs(markup.sub(" ", line))
        assert in_order(wanted, runs(text[at:])) or in_order(wanted, runs(reading.title)), (number, line)
    rows = re.findall(r'<div id="L(\d+)" data-n="\d+"(?: class="sg-bare")?><span>(.*)</span></div>', source.markdown)
    assert [int(number) for number, _ in rows] == list(range(1, len(lines) + 1))
    for (_, row), line in zip(rows, lines, strict=True):
        if "<span" not in row:
            assert unescape(row) == line


def in_order(wanted: list[str], have: list[str]) -> bool:
    rest = iter(have)
    return all(any(run == other for other in rest) for run in wanted)


def runs(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


class _Text(HTMLParser):
    """The standard library's parser hands over text through methods; this keeps it, with the place of each anchor."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.anchors: dict[int, int] = {}
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("id") or ""
        if re.fullmatch(r"L\d+", name):
            assert int(name[1:]) not in self.anchors, name
            self.anchors[int(name[1:])] = len(self.text)
        if tag not in {"a", "strong", "em", "code", "mark", "s", "kbd", "span", "b", "sub", "sup"}:
            self.text += " "

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(markdown: str) -> tuple[dict[int, int], str]:
    """Return where in the visible text of a page the anchor of each line is, and that text."""
    html = re.sub(r"^#+ (.*) \{#([^\s}]+)[^}\n]*\}$", r'<h2 id="\2">\1</h2>', markdown, flags=re.MULTILINE)
    reader = _Text()
    reader.feed(html)
    reader.close()
    return reader.anchors, reader.text


def test_a_note_about_a_term_is_named_first_on_its_page() -> None:
    sources = Sources(
        kinds=TextFile("docs/kinds.yml", KINDS),
        families=(TextFile("docs/glossary/all.yml", TERM),),
        notes=(
            (NotePath("a.md"), b"---\ntitle: Loops\naliases: [Bow-line]\n---\nwords\n"),
            (NotePath("b.md"), b"A bowline is a knot.\n"),
        ),
    )
    guide, _ = build_guide(sources, Site())
    page = next(page for page in guide.pages if page.path == "concepts/bowline.md")
    quoted = page.markdown.index("is a knot")
    assert 0 < page.markdown.index('Note about it: <a href="../../notes/a/">Loops</a>') < quoted


CUE_WORDS = st.lists(
    st.one_of(LINE.map(lambda text: re.sub(r"[*_`=~\[\]]|</?kbd>|\(https?[^)]*\)", "", text))), max_size=2
)
CUE = st.tuples(
    st.integers(0, 9000),
    st.sampled_from(["", "<v Ada Crumb>", "<v Bo>", "<i>", "- "]),
    CUE_WORDS,
    st.sampled_from(["\n", ""]),
)
ROW = st.tuples(WORDS, st.sampled_from(["{}", '"{}"', '"{}\n{}"']), WORDS).map(
    lambda x: f"{x[0]}\t{x[1].format(x[2], x[2])}"
)


@given(st.lists(CUE, min_size=1, max_size=8), st.sampled_from(["talk.vtt", "talk.srt"]))
@settings(max_examples=40, deadline=None)
def test_subtitles_lose_nothing(cues: list[tuple[int, str, list[str], str]], file: str) -> None:
    rows = ["WEBVTT", ""] if file.endswith("vtt") else []
    for number, (start, voice, words, end) in enumerate(cues, 1):
        rows += [str(number), f"00:{start // 60 % 60:02}:{start % 60:02}.000 --> 00:59:59.000"]
        rows += [f"{voice}{text}" for text in words] + ([""] if end else [])
    while not rows[-1]:
        rows.pop()
    nothing_is_lost(pages({"file": file, "text": "\n".join(rows)}), rows, re.compile(r"</?v |</?i>|>"))


@given(st.lists(ROW, min_size=2, max_size=8))
@settings(max_examples=40, deadline=None)
def test_rows_of_two_columns_lose_nothing(rows: list[str]) -> None:
    text = "\n".join(rows)
    nothing_is_lost(pages({"file": "set.txt", "text": text}), text.split("\n"), re.compile('"'))
