"""Laws of linking that hold for any text and any glossary."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from studyguide.link.line_coverage import line_coverage
from studyguide.link.line_index import index_lines
from studyguide.link.link_policy import links_to_render
from studyguide.link.mentions import find_mentions
from studyguide.link.passages import passages
from studyguide.link.surface_forms import compile_surface_forms
from studyguide.model.glossary import Alias, Glossary, Match, Term
from studyguide.model.note import Note, NoteMetadata, NotePath, TermId, ZoneKind, people_lines
from studyguide.parse.note import parse_note
from studyguide.text.words import WORD, fold, variants

WORDS = [
    "rake",
    "Rake",
    "rakes",
    "hoe",
    "seed",
    "tray",
    "Seed-Tray",
    "seedtray",
    "SEED",
    "B++",
    "x/y",
    "the",
    "熊手",
    "é",
]
SIGNS = [
    " ",
    " ",
    " ",
    "-",
    " - ",
    "\n",
    "\n\n",
    "\n- ",
    "\n  - ",
    "/",
    ", ",
    ". ",
    ": ",
    "'s ",
    "`",
    "**",
    "_",
    "\n# ",
]
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SIGNS)), max_size=30).map(
    lambda pairs: "".join(word + sign for word, sign in pairs)
)
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
ALIASES = st.builds(
    Alias,
    text=NAMES,
    match=st.sampled_from(Match),
    cues=st.sampled_from([(), ("hoe",), ("se*",)]),
    unless=st.sampled_from([(), ("tray",)]),
)
TERMS = st.lists(st.tuples(NAMES, st.lists(ALIASES, max_size=2)), max_size=6)


def glossary_of(terms: list[tuple[str, list[Alias]]]) -> Glossary:
    made = tuple(
        Term(id=TermId(f"t{n}"), name=name, kind=TermId("thing"), aliases=tuple(aliases))
        for n, (name, aliases) in enumerate(terms)
    )
    return Glossary("testing", (), (), made, (), ())


def note_of(text: str) -> Note:
    note, _ = parse_note(NotePath("n.md"), text.encode(), NoteMetadata())
    return note or Note(NotePath("n.md"), "", ("",))


@given(TEXTS, TERMS)
@settings(deadline=None)
def test_mentions_are_sorted_apart_and_where_they_say(text: str, terms: list[tuple[str, list[Alias]]]) -> None:
    note = note_of(text)
    mentions, rejections = find_mentions(note, compile_surface_forms(glossary_of(terms)))
    places = [(m.line, m.start, m.end) for m in mentions]
    assert places == sorted(places)
    for (line, _, end), (after, start, _) in pairwise(places):
        assert line < after or end <= start
    for found in (*mentions, *rejections):
        assert note.lines[found.line - 1][found.start : found.end] == found.surface != ""
        assert found.why


@given(TEXTS, TERMS)
@settings(deadline=None)
def test_no_mention_is_in_a_zone(text: str, terms: list[tuple[str, list[Alias]]]) -> None:
    note = note_of(text)
    mentions, _ = find_mentions(note, compile_surface_forms(glossary_of(terms)))
    for mention in mentions:
        for zone in note.zones:
            if zone.line == mention.line and zone.start < mention.end and mention.start < zone.end:
                assert zone.kind is ZoneKind.PATH
                assert (zone.start, zone.end) == (mention.start, mention.end)


@given(TEXTS, TERMS, NAMES)
@settings(deadline=None)
def test_another_term_leaves_what_it_does_not_touch(text: str, terms: list[tuple[str, list[Alias]]], name: str) -> None:
    """A term without senses changes only mentions that its own candidates overlap."""
    note = note_of(text)
    before, _ = find_mentions(note, compile_surface_forms(glossary_of(terms)))
    alone = replace(glossary_of([(name, [])]))
    own = Term(id=TermId("new"), name=name, kind=TermId("thing"))
    touched = find_mentions(note, compile_surface_forms(replace(alone, terms=(own,))))
    both = find_mentions(note, compile_surface_forms(replace(alone, terms=(*glossary_of(terms).terms, own))))[0]
    near = {m.line for found in touched for m in found}
    assert [m for m in before if m.line not in near] == [m for m in both if m.line not in near]


@given(st.text(max_size=12))
@example("ﬃ")
@example("İ")
@example("ẞ")
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)
    for found in WORD.findall(word):
        assert found
    assert variants(fold(word))[0] == fold(word)


@given(TEXTS, TERMS)
@settings(deadline=None)
def test_every_line_with_text_is_accounted_for_once(text: str, terms: list[tuple[str, list[Alias]]]) -> None:
    note = note_of(text)
    mentions, _ = find_mentions(note, compile_surface_forms(glossary_of(terms)))
    whole = line_coverage(note, index_lines(note, mentions), passages(note, mentions))
    parts = [*whole.used, *whole.watched, *whole.structure, *whole.no_term]
    assert sorted(parts) == [number for number, line in enumerate(note.lines, 1) if line.strip()]
    assert whole.lines == len(parts)


@given(TEXTS, TERMS)
@settings(deadline=None)
def test_passages_of_a_term_lie_apart_and_hold_its_mentions(text: str, terms: list[tuple[str, list[Alias]]]) -> None:
    note = note_of(text)
    mentions, _ = find_mentions(note, compile_surface_forms(glossary_of(terms)))
    held = []
    last: dict[TermId, int] = {}
    for term, passage in passages(note, mentions):
        assert last.get(term, 0) < passage.span.first <= passage.span.last <= len(note.lines)
        last[term] = passage.span.last
        assert all(m.term == term and passage.span.first <= m.line <= passage.span.last for m in passage.mentions)
        held += passage.mentions
    assert sorted(held) == [m for m in mentions if m.line not in people_lines(note)]
    assert {m for row in links_to_render(note, index_lines(note, mentions)).values() for m in row} <= set(mentions)
