"""Cases of what a term's page quotes from a note, what its own page draws, and how a line is explained."""

from __future__ import annotations

import pytest

from casefile import Case, agrees, cases
from studyguide.cli.json_rows import mention_rows
from studyguide.link.backlinks import backlinks
from studyguide.link.explain import explain_line
from studyguide.link.explained_terms import assessed
from studyguide.link.line_coverage import line_coverage
from studyguide.link.line_index import index_lines
from studyguide.link.link_policy import links_to_render
from studyguide.link.mentions import find_mentions
from studyguide.link.passages import passages, passages_by_term
from studyguide.model.note import Note, NoteMetadata, NotePath
from studyguide.parse.note import parse_note
from test_mentions import of_terms

TERMS = """
- {id: compost, name: Compost, kind: thing, is: a}
- {id: rake, name: Rake, kind: thing, is: a}
- {id: water, name: Water, kind: thing, is: a, match: never}
"""
PLOTS = "".join(f"- {{id: plot{number}, name: Plot{number}, kind: thing, is: a}}\n" for number in range(1, 30))
"""Terms for the lines of a note, so that a case shows to which passage each line belongs."""


def note_of(text: str, path: str = "case.md") -> Note:
    note, _ = parse_note(NotePath(path), text.encode(), NoteMetadata())
    assert note is not None
    return note


@pytest.mark.parametrize("case", cases("passages"), ids=str)
def test_passages(case: Case, accept: bool) -> None:
    note = note_of(case.given)
    mentions, _ = find_mentions(note, of_terms(TERMS + PLOTS))
    found = [
        {
            "term": term,
            "lines": f"{p.span.first}-{p.span.last}",
            "under": " / ".join(p.heading_path),
            "date": p.date or "",
        }
        for term, p in passages(note, mentions)
    ]
    agrees(case, found, accept)


def test_what_explains_a_term_comes_first_then_what_tells_most() -> None:
    text = (
        "# Heaps\n\n- compost\n- compost and rake\n- compost with many other nice things, water\n\n"
        "Compost is what is left of leaves after a year.\n"
    )
    note = note_of(text)
    mentions, _ = find_mentions(note, of_terms(TERMS))
    quoted = assessed(note, index_lines(note, mentions), passages(note, mentions))
    ordered = passages_by_term(quoted)["compost"]
    assert [p.span.first for p in ordered if p.explains] == [5, 7]
    assert [(p.span.first, p.is_bare) for p in ordered if not p.explains] == [(4, False), (3, True)]
    assert [p.span.first for p in ordered] == [5, 7, 4, 3]


def test_newest_passages_come_first() -> None:
    old = note_of("20200101 - turning\n- compost\n", "a.md")
    new = note_of("20210101 - turning\n- compost\n", "b.md")
    undated = note_of("compost\n", "0.md")
    notes = (undated, old, new)
    found = {note.path: find_mentions(note, of_terms(TERMS))[0] for note in notes}
    assert [
        p.note
        for p in passages_by_term(q for note in notes for q in passages(note, found.get(note.path, ())))["compost"]
    ] == ["b.md", "a.md", "0.md"]


def test_a_page_draws_the_first_mention_of_a_section() -> None:
    note = note_of("# Compost\ncompost, rake, compost\n\n## More\ncompost [rake](https://a.example/)\n")
    mentions, _ = find_mentions(note, of_terms(TERMS))
    shown = links_to_render(note, index_lines(note, mentions))
    assert [(line, m.surface) for line, row in shown.items() for m in row] == [
        (2, "compost"),
        (2, "rake"),
        (5, "compost"),
    ]
    assert len(mentions) == 6


def test_accounting_names_each_line_once() -> None:
    note = note_of("# Garden\n\n- compost\n  - warm\n- nothing here\n\n---\n")
    mentions, _ = find_mentions(note, of_terms(TERMS))
    whole = line_coverage(note, index_lines(note, mentions), passages(note, mentions))
    assert (whole.used, whole.no_term, whole.structure) == ((3, 4), (5,), (1, 7))
    assert whole.lines == 5


def test_backlinks_give_the_sentence() -> None:
    note = note_of("- First this. Then compost is turned. Last that.\n- compost compost\n")
    found = backlinks(note, find_mentions(note, of_terms(TERMS))[0])
    said = [note.lines[b.mention.line - 1][b.start : b.end] for b in found["compost"]]
    assert said == ["Then compost is turned.", "compost compost"]


def test_rows_are_the_contract() -> None:
    surface_forms = of_terms(TERMS)
    note = note_of("compost needs water")
    mentions, rejections = find_mentions(note, surface_forms)
    one, two = mention_rows("some/where.md", mentions, rejections, surface_forms.names)
    place = {"path": "some/where.md", "line": 1, "start": 0, "end": 7, "surface": "compost"}
    assert one == {**place, "term": "compost", "name": "Compost", "linked": True, "why": "the name of the term"}
    assert set(two) == {"path", "line", "start", "end", "surface", "refused", "why"}
    assert two["refused"] == ["water"]


def test_a_line_is_explained_in_words() -> None:
    note = note_of("compost `compost` water me@garden.example and compost\n\nnothing\n")
    surface_forms = of_terms(TERMS)
    assert explain_line(note, 1, surface_forms) == (
        "`compost` at column 1 is Compost: the name of the term",
        "``compost`` at column 9 is code: nothing in it is linked",
        "`water` at column 19 is not linked to Water: `Water` is too common a word to be linked",
        "`…` at column 25 is an e-mail address, kept from readers: nothing in it is linked",
        "`compost` at column 47 is Compost: the name of the term; not drawn as a link here"
        " (a heading, a link, or named before in this section)",
    )
    assert explain_line(note, 2, surface_forms) == ("the line is blank",)
    assert explain_line(note, 3, surface_forms) == ("no spelling of the glossary is on this line",)
    assert explain_line(note, 9, surface_forms) == ("the note has 3 lines, there is no line 9",)


def test_a_name_that_two_terms_have_is_said_once() -> None:
    of_pack, own = "{id: rake, name: Rake, kind: thing, is: a,", "{id: my-rake, name: Rake, kind: thing, is: a,"
    surface_forms = of_terms(f"- {of_pack} cues: [garden]}}\n- {own} cues: [yard]}}\n")
    assert explain_line(note_of("a rake in the garden behind the yard"), 1, surface_forms) == (
        "`rake` at column 3 is not linked to Rake: could be Rake (`rake` or `my-rake`): no word near it decides",
    )
