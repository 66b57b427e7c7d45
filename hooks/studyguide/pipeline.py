"""Builds a guide: parse, link, practice, render, one after the other.

Bad input raises nothing: each stage returns what it could read, together with its problems. If a step raises anyway,
the note, page or file that it was making is left out and a problem names the step. If there is no guide without the
step, `StepFailedError` has the problems that were known by then. The traceback is logged at debug level.
"""

from __future__ import annotations

from collections.abc import Iterator

from studyguide.execution.failing_steps import named_step
from studyguide.execution.memo import Memo, no_memo
from studyguide.execution.parallel import Mapper
from studyguide.execution.progress import StepReport, no_step
from studyguide.linked_corpus import link_corpus
from studyguide.model.diagnostics import Diagnostic, Location, Severity, without_follow_ups
from studyguide.parse.curated.cards import read_own_cards
from studyguide.practice.card_ids import CARD_LEDGER, check_ledger
from studyguide.practice.deck import make_practice
from studyguide.render.attachments import publish_attachments
from studyguide.render.data.address_ledger import LEDGER, published_notes
from studyguide.render.guide import Guide, render_guide
from studyguide.render.note_pages import contested
from studyguide.render.site_context import Site, SiteContext, make_site_context
from studyguide.render.urls import address
from studyguide.sources import Sources, field_layers
from studyguide.text.counted_noun import counted_noun


def build_guide(
    sources: Sources, site: Site, memo: Memo = no_memo, map_: Mapper = map, begin: StepReport = no_step
) -> tuple[Guide, tuple[Diagnostic, ...]]:
    """Builds every page of a guide from its sources, and returns the problems with it.

    `memo` calls steps whose results a preview may already have, `map_` calls one step for many things, `begin` gets the
    name of each step. Raises StepFailedError if a step failed without which there is no guide.
    """
    corpus, of_corpus = link_corpus(sources, memo, map_, begin)
    diagnostics = list(of_corpus)
    with named_step("reading the cards", diagnostics, begin):
        own, faults = read_own_cards(sources.cards.path, sources.cards.text, corpus.notes_by_path, corpus.terms)
        diagnostics += faults
    with named_step("making practice", diagnostics, begin):
        practice, faults = make_practice(corpus, own, memo, _ledger(sources, CARD_LEDGER), map_)
        diagnostics += faults
    with named_step("reading the ledgers", diagnostics, begin):
        of_notes = tuple(one.entry for one in practice.of_notes)
        every = (*practice.cards, *practice.bank)
        diagnostics += check_ledger(every, CARD_LEDGER, _ledger(sources, CARD_LEDGER), of_notes)
        published = published_notes(_ledger(sources, LEDGER))
    with named_step("reading pictures and other files", diagnostics, begin):
        attachments, faults = publish_attachments(corpus.note_links, sources.attachments)
        diagnostics += faults
    with named_step("laying out the site", diagnostics, begin):
        ctx = make_site_context(corpus, practice, site, memo, map_, published, attachments)
        paths = {note.path: note.facts.slug or "" for note in corpus.notes}
        diagnostics += memo("contested notes", (paths, ctx.notes), lambda: tuple(_contested_notes(ctx)))
    with named_step("making the pages", diagnostics, begin):
        guide, faults = render_guide(ctx)
        diagnostics += faults
    families = (file.path for layer in field_layers(sources) for file in layer.families)
    return guide, without_follow_ups(sorted(diagnostics), families)


def summary(guide: Guide) -> str:
    """Returns the numbers of a build in one line, which the build prints."""
    corpus = guide.site_context.corpus
    accounts = corpus.line_coverage.values()
    lines = sum(account.lines for account in accounts)
    parts = ("used", "watched", "structure", "no_term")
    used, listed, structure, plain = (sum(len(getattr(account, part)) for account in accounts) for part in parts)
    return (
        f"{counted_noun(len(guide.pages), 'page')} from {counted_noun(len(corpus.notes), 'note')} and "
        f"{counted_noun(len(corpus.terms), 'term')}. "
        f"Every line with text is accounted for: of {lines}, {used} are on term pages, {listed} are watch-list items "
        f"without a term, {structure} are headings or other structure, {plain} name no term"
    )


def _contested_notes(ctx: SiteContext) -> Iterator[Diagnostic]:
    """Yields a problem for each note whose path gives the same address as another."""
    wishes = {note.path: note.facts.slug or "" for note in ctx.corpus.notes}
    for group in contested(wishes):
        for path in group:
            others = ", ".join(f"seeds/{other}" for other in group if other != path)
            what = f"this note and {others} want the same address; this one has `{address(ctx.notes[path])}`"
            hint = (
                "give one of them a `slug:` in seeds/notes.yml; `studyguide ledger` keeps the addresses as they are now"
            )
            yield Diagnostic(Location(f"seeds/{path}"), "same-address", what, hint, severity=Severity.NOTICE)


def _ledger(sources: Sources, path: str) -> str:
    return next((file.text for file in sources.ledgers if file.path == path), "")
