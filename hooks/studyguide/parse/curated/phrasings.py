"""Reads phrasings.yml: everyday descriptions by which the search also finds a term."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from pydantic import TypeAdapter

from studyguide.model.diagnostics import Diagnostic
from studyguide.model.fields import Id, Text
from studyguide.model.note import TermId
from studyguide.parse.curated.entries import in_layers, read_mapping, unknown_ids

Phrasings = Mapping[TermId, tuple[str, ...]]
PHRASINGS: TypeAdapter[dict[Id, tuple[Text, ...]]] = TypeAdapter(dict[Id, tuple[Text, ...]])


def read_phrasings(
    files: Iterable[tuple[str, str]], terms: Collection[TermId]
) -> tuple[Phrasings, tuple[Diagnostic, ...]]:
    """Returns the descriptions by term, and the problems of the files.

    Descriptions of unknown terms are left out. If two files describe a term, the first one is used.
    """
    phrasings: dict[TermId, tuple[str, ...]] = {}
    diagnostics: list[Diagnostic] = []
    for file, text in in_layers(files):
        entry, faults = read_mapping(file, text, PHRASINGS, ())
        diagnostics += faults
        if entry is not None:
            diagnostics += unknown_ids(entry, (((id_,), id_) for id_ in entry.record), terms)
            known = {id_: texts for id_, texts in entry.record.items() if id_ in terms}
            phrasings = {**known, **phrasings}
    return phrasings, tuple(diagnostics)
