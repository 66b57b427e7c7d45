"""One page for each term: what it is, what the notes say of it, what it is confused with, where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from markupsafe import Markup

from studyguide.kept import Is
from studyguide.names import names_of
from studyguide.publish.compare_pages import compare_path
from studyguide.publish.edition import Edition, Step, of_glossary, of_note, sentence, to_page, to_source, to_term
from studyguide.publish.editors_notes import of_term
from studyguide.publish.further import Further, further
from studyguide.publish.neighbourhood import Node, neighbourhood
from studyguide.publish.passages import quoted
from studyguide.publish.path_pages import stops
from studyguide.publish.prose import prose
from studyguide.publish.questions import item
from studyguide.publish.render import rendered
from studyguide.publish.review_page import REVIEW
from studyguide.publish.sentences import quoted_sentence, telling
from studyguide.publish.status import status_view
from studyguide.publish.urls import line_anchor
from studyguide.records import Page, PagePath, Passage, Span, TermId
from studyguide.study.formulas import mathml
from studyguide.study.worked_numbers import worked
from studyguide.terms import AliasKind, Term
from studyguide.weave.backlinks import Backlink

SHOWN_PASSAGES = 8
"""Passages shown at once; others fold away below them."""
QUOTED_PASSAGES = 60
"""Passages quoted at all, the first ones. Nobody reads five hundred: what is beyond is a list of links to lines."""
QUOTED_SENTENCES = 60
"""The same for the sentences in which a term is named."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another term and one sentence on it."""

    name: str
    href: str
    why: Markup | str
    compare: str = ""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the pages of all terms are made from, gathered once."""

    places: Mapping[TermId, tuple[str, int]]
    confusions: Mapping[TermId, Sequence[tuple[TermId, str]]]
    sentences: Mapping[TermId, Sequence[Backlink]]
    naming: Mapping[TermId, Sequence[object]]
    """The notes that name each term, as inputs of its page."""
    inputs: tuple[object, ...]
    """What every page looks at."""


def term_steps(book: Edition) -> Iterator[Step[Page]]:
    """Yield the making of each term's page, in the glossary's order."""
    ground = _ground(book)
    return (partial(_kept_page, book, ground, term) for term in book.woven.glossary.terms)


def _kept_page(book: Edition, ground: _Ground, term: Term) -> tuple[Page]:
    inputs = (*ground.inputs, *_own_inputs(book, ground, term.id))
    return (book.kept(("term page", term.id), inputs, partial(_page, book, ground, term)),)


def _ground(book: Edition) -> _Ground:
    sentences: dict[TermId, list[Backlink]] = {}
    naming: dict[TermId, list[object]] = {}
    for note in book.woven.notes:
        inputs = of_note(book, note.path)
        for term, links in book.woven.backlinks[note.path].items():
            sentences.setdefault(term, []).extend(links)
            naming.setdefault(term, []).extend(inputs)
    corrected = tuple((book.woven.notes_by_path[path].title, book.notes[path]) for path in book.woven.corrections)
    ways = tuple((way.id, way.title) for way in book.studied.paths)
    shared = (corrected, ways)
    return _Ground(
        places={term: (file, line) for term, file, line in book.woven.glossary.places},
        confusions=_confusions(book),
        sentences=sentences,
        naming=naming,
        inputs=(
            *of_glossary(book),
            Is(book.woven.corrections),
            Is(book.studied.comparisons),
            Is(book.kept("term pages", shared, lambda: shared)),
        ),
    )


def _own_inputs(book: Edition, ground: _Ground, term: TermId) -> tuple[object, ...]:
    studied = book.studied
    return (book.terms[term], studied.cards_of.get(term), studied.steps.get(term), *ground.naming.get(term, ()))


def _page(book: Edition, ground: _Ground, term: Term) -> Page:
    places, confusions, sentences = ground.places, ground.confusions, ground.sentences
    path = book.terms[term.id]
    passages = book.woven.passages.get(term.id, ())
    named = tuple(telling(book, sentences.get(term.id, ())))
    family = book.families.get(book.family_of.get(term.id, ""))
    markdown = rendered(
        "term",
        term=term,
        entry_source=to_source(book, *places[term.id]),
        kind=book.kinds[term.kind],
        family=family,
        family_href=to_page(book, path, PagePath(f"families/{family.id}.md")) if family else "",
        kind_href=to_page(book, path, PagePath(f"kinds/{term.kind}.md")),
        definition=prose(book, path, term, sentence(term)),
        more=prose(book, path, term, term.more),
        use_when=prose(book, path, term, term.use_when),
        not_when=prose(book, path, term, term.not_when),
        status=status_view(book, path, term),
        also_written=also_written(term),
        formula=mathml(term.formula) if term.formula else "",
        where=term.where,
        example=worked(term.example) if term.example else None,
        training=term.training,
        parent=_neighbour(book, path, term.part_of, "") if term.part_of else None,
        parts_list=[
            _neighbour(book, path, child, sentence(book.woven.terms[child])) for child in book.children.get(term.id, ())
        ],
        shown=_joined(quoted(book, path, passage) for passage in passages[:SHOWN_PASSAGES]),
        folded=_joined(quoted(book, path, passage) for passage in passages[SHOWN_PASSAGES:QUOTED_PASSAGES]),
        folded_count=len(passages[SHOWN_PASSAGES:QUOTED_PASSAGES]),
        beyond=_beyond(book, path, passages),
        corrections=list(of_term(book, path, term, passages)),
        confused=[_neighbour(book, path, other, apart) for other, apart in confusions.get(term.id, ())],
        sentences=_joined(f"<li>{quoted_sentence(book, path, link)}</li>\n" for link in named[:QUOTED_SENTENCES]),
        unquoted=_unquoted(book, path, named),
        questions=[item(card) for card in book.studied.cards_of.get(term.id, ())],
        review=f"{to_page(book, path, REVIEW)}?page={term.id}",
        compared=_compared(book, path, term.id),
        stops=stops(book, path, term.id),
        map=_map(book, path, term, [other for other, _ in confusions.get(term.id, ())]),
        related=[_neighbour(book, path, related.id, related.why) for related in term.see],
        needs=[_neighbour(book, path, needed, "") for needed in term.needs],
    )
    return Page(
        path=path,
        title=term.name,
        markdown=markdown,
        description=f"{term.name}: {sentence(term)}",
        source=f"{quote(places[term.id][0])}#{line_anchor(places[term.id][1])}",
        above=PagePath(f"families/{family.id}.md") if family else None,
    )


def _joined(found: Iterable[str]) -> Markup:
    """Finished markup as one piece: a template asks every piece anew whether it is."""
    return Markup("".join(found))


def also_written(term: Term) -> tuple[tuple[str, str], ...]:
    """Return the other spellings a reader may look for, each with what sort it is ('' for a plain spelling)."""
    labels = {
        AliasKind.FORMER: "former name",
        AliasKind.MISSPELLING: "misspelt",
        AliasKind.ABBREVIATION: "short for it",
    }
    return tuple((alias.text, labels.get(alias.kind, "")) for alias in names_of(term)[1:])


def _beyond(book: Edition, source: PagePath, passages: Sequence[Passage]) -> Further | None:
    """The passages that are not quoted, as links to their lines."""
    rest = ((passage.note, passage.span) for passage in passages[QUOTED_PASSAGES:])
    return further(book, source, (QUOTED_PASSAGES, len(passages)), rest)


def _unquoted(book: Edition, source: PagePath, named: Sequence[Backlink]) -> Further | None:
    """The lines of the sentences that are not quoted, but for those that another sentence has named already."""
    lines = [(link.mention.note, Span(link.mention.line, link.mention.line)) for link in named]
    linked = set(lines[:QUOTED_SENTENCES])
    rest = (place for place in lines[QUOTED_SENTENCES:] if place not in linked)
    return further(book, source, (QUOTED_SENTENCES, len(named)), rest)


def _compared(book: Edition, source: PagePath, term: TermId) -> list[tuple[str, str]]:
    """Title and reference of the tables in which the term stands, the smallest first."""
    titles = {comparison.id: comparison.title for comparison in book.studied.comparisons}
    return [(titles[i], to_page(book, source, compare_path(i))) for i in book.studied.compared_in.get(term, ())]


def _map(book: Edition, source: PagePath, term: Term, confused: list[TermId]) -> Markup:
    above = [(term.part_of, "what it is part of")] if term.part_of else []
    before = [*above, *((needed, "read first") for needed in term.needs)]
    after = [*((related.id, related.why) for related in term.see), *((other, "often confused") for other in confused)]
    first = dict(reversed(before))
    rest = {other: why for other, why in reversed(after) if other not in first}

    def nodes(found: dict[TermId, str]) -> list[Node]:
        return [Node(book.woven.terms[t].name, to_term(book, source, t), why) for t, why in reversed(found.items())]

    return neighbourhood(term.name, nodes(first), nodes(rest))


def _neighbour(book: Edition, source: PagePath, term: TermId, why: str) -> Neighbour:
    return Neighbour(book.woven.terms[term].name, to_term(book, source, term), why)


def _confusions(book: Edition) -> dict[TermId, list[tuple[TermId, str]]]:
    """Written once, shown on both."""
    found: dict[TermId, list[tuple[TermId, str]]] = {}
    for term in book.woven.glossary.terms:
        for confusion in term.confused_with:
            found.setdefault(term.id, []).append((confusion.id, confusion.apart))
            found.setdefault(confusion.id, []).append((term.id, confusion.apart))
    return {term: list(dict(pairs).items()) for term, pairs in found.items()}
