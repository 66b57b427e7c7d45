"""Parses all sources of a guide and links them."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from studyguide.curated_files import CuratedFiles, read_curated_files
from studyguide.execution.failing_steps import named_step, step_failure
from studyguide.execution.memo import ByIdentity, Memo, no_memo, same_if_equal
from studyguide.execution.parallel import Mapper
from studyguide.execution.progress import StepReport, no_step
from studyguide.link.corpus import Corpus, LinkedNote, link_note
from studyguide.link.everyday_names import everyday_names
from studyguide.link.glossary_links import curated_mentions
from studyguide.link.lesson_links import lesson_mentions
from studyguide.link.note_links import NoteLinks, resolve_note_links
from studyguide.link.passages import passages_by_term
from studyguide.link.quoted_definitions import quoted_notes, with_quotes
from studyguide.link.readable_forms import FormComparison, ReadableForms
from studyguide.link.surface_forms import compile_surface_forms
from studyguide.model.curation import Anchored
from studyguide.model.diagnostics import Diagnostic, Location, in_file
from studyguide.model.glossary import Glossary
from studyguide.model.note import Note, NoteMetadata, NotePath
from studyguide.model.texts import Texts
from studyguide.parse.curated.corrections import read_corrections
from studyguide.parse.curated.glossary import read_glossary
from studyguide.parse.curated.note_metadata import read_note_metadata
from studyguide.parse.curated.site_texts import read_texts
from studyguide.parse.note import NO_SECRETS, parse_note
from studyguide.parse.privacy.cross_note import Secrets, shows_any
from studyguide.sources import Sources, field_files, field_layers

log = logging.getLogger("studyguide")


def link_corpus(
    sources: Sources, memo: Memo = no_memo, map_: Mapper = map, begin: StepReport = no_step
) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """Parses all sources and links them."""
    diagnostics: list[Diagnostic] = []
    layers = field_layers(sources)
    families = {file.path: file.text for layer in layers for file in layer.families}
    kinds, *of_packs = ((layer.kinds.path, layer.kinds.text) for layer in layers)
    with named_step("reading the texts of the site", diagnostics, begin):
        file = (sources.texts.path, sources.texts.text)
        texts, faults = memo("texts", file, partial(read_texts, *file))
        diagnostics += faults
    with named_step("reading the glossary", diagnostics, begin):
        glossary, faults = memo(
            "glossary", (kinds, families, of_packs), partial(read_glossary, kinds, families, of_packs, memo)
        )
        diagnostics += faults
        surface_forms = memo("spellings", (ByIdentity(glossary),), partial(compile_surface_forms, glossary))
        comparison = FormComparison(surface_forms)
    with named_step("reading the notes", diagnostics, begin):
        linked, faults = _parsed_notes(sources, comparison, memo, map_)
        diagnostics += faults
    notes = tuple(one.note for one in linked)
    known = {term.id for term in glossary.terms}
    by_path = {note.path: note for note in notes}
    with named_step("finding quoted definitions", diagnostics, begin):
        cited = tuple(ByIdentity(by_path.get(path)) for path in quoted_notes(glossary))
        inputs = (ByIdentity(glossary), cited)
        glossary, faults = memo("quoted definitions", inputs, partial(with_quotes, glossary, by_path))
        diagnostics += faults
    with named_step("reading the corrections", diagnostics, begin):
        corrections, faults = read_corrections(sources.corrections.path, sources.corrections.text, by_path, known)
        diagnostics += faults
        corrections = same_if_equal(memo, "corrections", corrections)
    with named_step("reading exams, questions, lessons, decisions and figures", diagnostics, begin):
        curated, faults = read_curated_files(sources, glossary, memo, map_)
        diagnostics += faults
    with named_step("resolving links between notes", diagnostics, begin):
        note_links, faults = resolve_note_links(
            notes,
            {one.note.path: one.author_links for one in linked},
            {one.note.path: one.mentions for one in linked},
            (attachment.path for attachment in sources.attachments),
        )
        diagnostics += faults
    with named_step("relating notes and glossary", diagnostics, begin):
        corpus = _corpus(glossary, comparison, linked, corrections, note_links, curated, texts, memo, map_)
        corpus = replace(corpus, own_files=frozenset(file.path for file in field_files(sources)))
        diagnostics += everyday_names(glossary, corpus.mentions, corpus.rejections)
    return corpus, tuple(sorted(diagnostics))


def _corpus(
    glossary: Glossary,
    comparison: FormComparison,
    linked: Sequence[LinkedNote],
    corrections: Mapping[NotePath, tuple[Anchored, ...]],
    note_links: NoteLinks,
    curated: CuratedFiles,
    texts: Texts,
    memo: Memo,
    map_: Mapper,
) -> Corpus:
    notes = tuple(one.note for one in linked)
    return Corpus(
        glossary=glossary,
        terms={term.id: term for term in glossary.terms},
        notes=notes,
        notes_by_path={note.path: note for note in notes},
        mentions={one.note.path: one.mentions for one in linked},
        line_index={one.note.path: one.line_index for one in linked},
        backlinks={one.note.path: one.backlinks for one in linked},
        rejections={one.note.path: one.rejections for one in linked},
        explained=frozenset().union(*(one.explained for one in linked)),
        passages=passages_by_term(quoted for one in linked for quoted in one.passages),
        line_coverage={one.note.path: one.line_coverage for one in linked},
        corrections=corrections,
        exams=curated.exams,
        questions=curated.questions,
        lessons=curated.lessons,
        lesson_mentions=lesson_mentions(curated.lessons, comparison, memo, map_),
        decisions=curated.decisions,
        causes=curated.causes,
        figures=curated.figures,
        phrasings=curated.phrasings,
        texts=texts,
        curated_mentions=same_if_equal(memo, "curated mentions", curated_mentions(glossary, comparison, memo, map_)),
        note_links=note_links,
        tags={one.note.path: one.tags for one in linked if one.tags},
    )


def _parsed_notes(
    sources: Sources, comparison: FormComparison, memo: Memo, map_: Mapper
) -> tuple[tuple[LinkedNote, ...], tuple[Diagnostic, ...]]:
    file = (sources.note_facts.path, sources.note_facts.text)
    facts, faults = memo("note facts", file, partial(read_note_metadata, *file))
    published = [
        (path, data, of_note) for path, data in sources.notes if (of_note := facts.get(path, NoteMetadata())).publish
    ]
    results = list(map_(partial(_parse_and_link, comparison, memo, NO_SECRETS), published))
    secrets = {text: kind for linked, _ in results if linked is not None for text, kind in linked.secrets.items()}
    secrets = same_if_equal(memo, "secrets", secrets)
    for at, (linked, _) in enumerate(results):
        if linked is not None and _shows_any(secrets, linked.note, memo):
            results[at] = _parse_and_link(comparison, memo, secrets, published[at])
    diagnostics = (*faults, *(problem for _, of_note in results for problem in of_note))
    return tuple(linked for linked, _ in results if linked is not None), diagnostics


def _parse_and_link(
    comparison: FormComparison, memo: Memo, secrets: Secrets, file: tuple[NotePath, bytes, NoteMetadata]
) -> tuple[LinkedNote | None, tuple[Diagnostic, ...]]:
    path, data, facts = file
    key = (path, bool(secrets))
    inputs = (data, facts, secrets)
    faults: tuple[Diagnostic, ...] = ()
    linked: LinkedNote | None = None
    try:
        note, faults = memo(("note", *key), inputs, partial(parse_note, path, data, facts, secrets))
        if note is not None:
            of_note = (ByIdentity(note), ReadableForms(note, comparison))
            linked = memo(("linked", *key), of_note, partial(link_note, note, comparison.surface_forms))
    except Exception as error:
        log.debug("a step failed", exc_info=True)
        failure = step_failure("reading this note", error, Location(path))
        return None, in_file((*faults, replace(failure, what=f"{failure.what}; it was left out")), f"seeds/{path}")
    return linked, in_file(faults, f"seeds/{path}")


def _shows_any(secrets: Secrets, note: Note, memo: Memo) -> bool:
    return memo(("shows", note.path), (ByIdentity(note), secrets), partial(shows_any, secrets, note))
