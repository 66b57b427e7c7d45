"""Reads phrasings.yml: everyday descriptions by which the search also finds a term."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pydantic import TypeAdapter

from studyguide.model.diagnostics import Diagnostic
from studyguide.model.fields import Id, Text
from studyguide.model.note import TermId
from studyguide.parse.curated.entries import read_mapping, unknown_ids

Phrasings = Mapping[TermId, tuple[str, ...]]
PHRASINGS: TypeAdapter[dict[Id, tuple[Text, ...]]] = TypeAdapter(dict[Id, tuple[Text, ...]])


def read_phrasings(file: str, text: str, terms: Collection[TermId]) -> tuple[Phrasings, tuple[Diagnostic, ...]]:
    """Returns the descriptions by term, and the problems of the file. Descriptions of unknown terms are left out."""
    entry, faults = read_mapping(file, text, PHRASINGS, ())
    if entry is None:
        return {}, faults
    wrong = tuple(unknown_ids(entry, (((id_,), id_) for id_ in entry.record), terms))
    return {id_: texts for id_, texts in entry.record.items() if id_ in terms}, (*faults, *wrong)
