"""A note that no change of the glossary can touch is linked alike before and after, for any text and any change."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from studyguide.link.mentions import find_mentions
from studyguide.link.readable_forms import FormComparison, ReadableForms, form_changes, reads_any, text_words
from studyguide.link.surface_forms import compile_surface_forms
from studyguide.model.glossary import Alias, AliasKind, Glossary, Kind, Match, Term
from studyguide.model.note import Note, NoteMetadata, NotePath, TermId
from studyguide.parse.note import parse_note

WORDS = (
    "rake", "Rake", "rakes", "hoe", "HoeS", "seed", "tray", "Seed-Tray", "seedtray", "B++", "x/y", "a", "the", "熊手",
    "germination", "germinatoin", "Germinations", "fertilising", "fertilizing", "fertilizer", "labeled", "seed_tray",
    "fertil", "rake.py", "./hoe.d", "RH",
)  # fmt: skip
SIGNS = (" ", " ", " ", "-", "\n", "\n\n- ", "/", ", ", ". ", "`", "**", "\n# ", " (", ") ", " or ")
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SIGNS)), max_size=24).map(
    lambda pairs: "".join(word + sign for word, sign in pairs)
)
PATHS = st.sampled_from(("n.md", "seed tray.md", "rakes/germination_1.md"))
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
ALIASES = st.builds(
    Alias,
    text=NAMES,
    kind=st.sampled_from((AliasKind.SYNONYM, AliasKind.MISSPELLING, AliasKind.ABBREVIATION)),
    match=st.sampled_from((None, *Match)),
    cues=st.sampled_from([(), ("hoe",), ("se*",)]),
    unless=st.sampled_from([(), ("tray",)]),
    ellipsis=st.sampled_from([None, None, None, "tray"]),
)
TERMS = st.fixed_dictionaries(
    {
        "id": st.sampled_from("abcdef"),
        "name": NAMES,
        "kind": st.sampled_from(("thing", "product")),
        "is": st.one_of(st.none(), NAMES),
        "part_of": st.sampled_from((None, "a")),
        "match": st.sampled_from((None, None, *Match)),
        "not_in": st.lists(NAMES, max_size=1).map(tuple),
        "aliases": st.lists(ALIASES, max_size=2).map(tuple),
        "more": st.one_of(st.none(), NAMES),
    }
).map(lambda fields: Term(**fields))
KINDS = (
    Kind(TermId("thing"), "Thing", "Things", "concepts"),
    Kind(TermId("product"), "Product", "Products", "services", status=True),
)
GLOSSARIES = st.tuples(st.lists(TERMS, max_size=6, unique_by=lambda term: term.id), st.sampled_from("xy")).map(
    lambda made: glossary_of(*made)
)


def glossary_of(terms: list[Term], family: str = "x") -> Glossary:
    return Glossary("testing", KINDS, (), tuple(terms), tuple((term.id, family) for term in terms), ())


def term(name: str, **more: object) -> Term:
    return Term(**{"id": TermId("a"), "name": name, "kind": TermId("thing"), **more})  # type: ignore[arg-type]


SOWN = term("germination")


def note_of(path: str, text: str) -> Note:
    note, _ = parse_note(NotePath(path), text.encode(), NoteMetadata())
    return note or Note(NotePath(path), "", ("",))


@st.composite
def edited(draw: st.DrawFn) -> tuple[Glossary, Glossary]:
    """Draws a glossary and what is left of it after a few edits, most of its terms as they were."""
    before = draw(GLOSSARIES)
    terms = {one.id: one for one in before.terms}
    for new in draw(st.lists(TERMS, min_size=1, max_size=2)):
        terms[new.id] = new
    for gone in draw(st.lists(st.sampled_from("abcdef"), max_size=1)):
        terms.pop(TermId(gone), None)
    return before, glossary_of(list(terms.values()))


@given(PATHS, TEXTS, edited())
@example("n.md", "germinatoin tray", (glossary_of([]), glossary_of([term("germination")])))
@example(
    "n.md", "germinatoin tray", (glossary_of([SOWN]), glossary_of([SOWN, term("rake", id="b", more="germinatoin")]))
)
@example("n.md", "Rake Hoe (RH) and RH", (glossary_of([]), glossary_of([term("Rake Hoe")])))
@example("seed tray.md", "a seed", (glossary_of([]), glossary_of([term("seed tray", aliases=(Alias("seed"),))])))
@example("n.md", "see `rake.py`", (glossary_of([]), glossary_of([term("rake.py")])))
@settings(deadline=None, max_examples=400)
def test_what_no_change_touches_is_linked_alike(path: str, text: str, glossaries: tuple[Glossary, Glossary]) -> None:
    note = note_of(path, text)
    before, after = map(compile_surface_forms, glossaries)
    if not reads_any(text_words(note), form_changes(before, after)):
        assert find_mentions(note, before) == find_mentions(note, after)


def test_an_edit_elsewhere_touches_nothing_and_is_compared_with_the_latest_forms() -> None:
    note = note_of("n.md", "Sow seed into a tray.")
    forms = [
        compile_surface_forms(glossary_of([term("rake", more=more)])) for more in ("Has teeth.", "Has a shaft.")
    ] + [compile_surface_forms(glossary_of([term("tray")]))]
    first, second, third = (ReadableForms(note, FormComparison(one)) for one in forms)
    assert first == second
    assert first.comparison is second.comparison
    assert first != third


def test_prose_of_a_term_is_no_change_for_notes_with_other_words() -> None:
    before, after = (compile_surface_forms(glossary_of([term("rake", more=more)])) for more in ("teeth", "teeth, iron"))
    assert not form_changes(before, after)
