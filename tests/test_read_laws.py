"""Laws of reading that hold for any text and any bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide.model.note import Block, BlockKind, Note, NotePath, Zone
from studyguide.parse.note import parse_note

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
ENDINGS = ("md", "txt", "org", "rst", "adoc")
PARTS = """
# ,## ,### ,- ,* ,+ ,• ,1. ,1) ,> ,>> ,    ,~~~,---,===,+++,$$,<!--,-->,%%,<div>,</div>,<script>,<b>,```,
[,](,),[[,]],|,**,_,`,``,$,\\\\,\\[,\\],:,: ,::, - , – ,;,(,@,.,/,https://x.org/a_b,a.b@c.org,+1 212 555 0100,
20201218 - ,dec 08,2020-12-08,to watch:,Speaker: ,by ,Ann Lee,engineer,- [ ] ,| a | b |,|---|---|,> [!NOTE],x = f(1),
#+begin_src,#+end_src,:PROPERTIES:,:END:,:noexport:,.. note:: ,== ,----,////,!!! note,:::,word,Word two,é,机器,🙂,
a long enough line of prose to look like a sentence,-----BEGIN RSA PRIVATE KEY-----,AKIAABCDEFGHIJKLMNOP,123456789012
"""
ODD = ("\t", "\x00", "\u2028", "\u00a0", "\u202e", "\u200b", "---\na: b\n---", ",")
FRAGMENTS = st.sampled_from([*PARTS.strip("\n").replace(",\n", ",").split(","), *ODD])
LINES = st.lists(FRAGMENTS, max_size=6).map("".join)
TEXTS = st.lists(st.one_of(LINES, st.text(max_size=30)), max_size=25).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r", "\n\n"]).map(lambda end: end.join(lines))
)


@given(TEXTS, st.sampled_from(ENDINGS))
@settings(max_examples=400, deadline=None)
def test_leaves_tile_the_lines(text: str, ending: str) -> None:
    data = text.encode("utf-8", "replace")
    note, diagnostics = parse_note(NotePath(f"a.{ending}"), data)
    assert note or diagnostics
    if note:
        check(note)


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_skipped(data: bytes) -> None:
    note, diagnostics = parse_note(NotePath("a.txt"), data)
    assert note or diagnostics
    if note:
        check(note)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name)
def test_seeds_obey_the_laws(seed: Path) -> None:
    note, _ = parse_note(NotePath(seed.name), seed.read_bytes())
    assert note
    check(note)
    assert "\n".join(note.lines) + "\n" == seed.read_text() or "\n".join(note.lines) == seed.read_text()


def check(note: Note) -> None:
    """Every line is in one leaf, containers cover their children, zones stand inside their lines and apart."""
    count = len(note.lines)
    ends = [0]
    for leaf in leaves(note.blocks):
        assert leaf.span.first == ends[-1] + 1, f"line {ends[-1] + 1} is in no leaf or in two"
        assert leaf.span.last >= leaf.span.first
        ends.append(leaf.span.last)
        if leaf.kind is BlockKind.BLANK:
            assert not any(
                line.strip().strip("\u200b\ufeff") for line in note.lines[leaf.span.first - 1 : leaf.span.last]
            )
    assert ends[-1] == count
    before = Zone(0, 0, 0, None)  # type: ignore[arg-type]
    for zone in note.zones:
        assert 0 <= zone.start < zone.end <= len(note.lines[zone.line - 1])
        assert zone.line > before.line or zone.start >= before.end
        before = zone
    for entry in note.entries:
        assert 1 <= entry.span.first <= entry.span.last <= count
        assert entry.depth >= 1
        assert not any(speaker.name in entry.title for speaker in entry.byline if len(speaker.name) > 20)
    for item in note.watchlist:
        assert item.text and (item.repeats is None or item.repeats < item.line)


def leaves(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if block.children:
            assert block.span.first == block.children[0].span.first
            assert block.span.last == block.children[-1].span.last
            yield from leaves(block.children)
        else:
            assert block.kind not in {BlockKind.LIST, BlockKind.ITEM, BlockKind.QUOTE}
            yield block
