"""Slips: which words are read as a word of a name, how a page marks them, and what a program gets."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from studyguide.cli.json_rows import mention_rows
from studyguide.link.mentions import find_mentions
from studyguide.link.typos import known_words, read_as
from studyguide.model.note import NotePath
from studyguide.parse.curated.site_texts import default_texts
from studyguide.parse.note import parse_note
from studyguide.render.html.inline.inline_html import inline_html
from studyguide.render.html.inline.scope import InlineScope
from studyguide.render.html.markup import Link
from studyguide.text.edit_distance import distance, one_edit_away
from test_mentions import of_terms

WORDS = st.text(alphabet="abcde", min_size=1, max_size=7)
KNOWN = ("fermentation", "hydrolyzation", "sourdoughbread")


@given(WORDS, st.sets(WORDS, max_size=8))
def test_words_one_edit_away_are_those_at_distance_one(word: str, known: set[str]) -> None:
    assert set(one_edit_away(word, known)) == {other for other in known if distance(word, other) == 1}


@given(st.sampled_from(KNOWN), st.integers(1, 8), st.sampled_from(string.ascii_lowercase))
def test_a_slip_is_read_as_its_word_or_not_at_all(word: str, at: int, letter: str) -> None:
    for slip in (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]):
        assert read_as(slip, known_words(KNOWN)) in {word, None}


def test_words_that_are_right_or_two_slips_away_are_not_read_as_others() -> None:
    known = known_words(KNOWN)
    assert read_as("fermentatoin", known) == "fermentation"
    for word in (*KNOWN, "fermentations", "fremetnation", "documentation", "fementaton", "ferment"):
        assert read_as(word, known) is None


def test_words_of_two_words_and_new_verbs_are_no_slips() -> None:
    known = known_words(("fallbacks", "normalize", "parallelism", "persistent"))
    for word in ("callbacks", "normalsize", "parallelise"):
        assert read_as(word, known) is None
    assert read_as("persisttent", known) == "persistent"  # a doubled letter, though persist and tent are words


def test_a_program_gets_what_is_meant() -> None:
    surface_forms = of_terms("- {id: time, name: Fermentation time, kind: thing, is: a}")
    note, _ = parse_note(NotePath("note.md"), b"fermentatoin time, fermentation time")
    assert note is not None
    rows = mention_rows("note.md", *find_mentions(note, surface_forms), surface_forms.names)
    assert [row.get("read_as") for row in rows] == ["Fermentation time", None]
    assert "read_as" not in rows[1]


def test_a_page_says_what_is_meant() -> None:
    link = Link(0, 12, "../ferment/", "", "Fermen<tation")
    label = '<span class="sg-read-as"> (read as Fermen&lt;tation)</span>'
    for text in ("fermentatoin here", "fermentatoin *here*"):
        html = inline_html([(text, 0, len(text), [link], [])], InlineScope(default_texts()))
        assert f'<a class="sg-term" href="../ferment/">fermentatoin</a>{label}' in html
