"""Reads leaves-out.yml: what the notes of a project leave out of each exam."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pydantic import TypeAdapter

from studyguide.model.diagnostics import Diagnostic
from studyguide.model.exam import Exam
from studyguide.model.fields import Id, Text
from studyguide.parse.curated.entries import read_mapping, unknown_ids

LEAVES_OUT: TypeAdapter[dict[Id, Text]] = TypeAdapter(dict[Id, Text])


def with_leaves_out(file: str, text: str, exams: Iterable[Exam]) -> tuple[tuple[Exam, ...], tuple[Diagnostic, ...]]:
    """Returns the exams, each with the sentence that the file has for it, and the problems of the file."""
    exams = tuple(exams)
    entry, faults = read_mapping(file, text, LEAVES_OUT, ())
    if entry is None:
        return exams, faults
    said = entry.record
    unknown = unknown_ids(entry, (((id_,), id_) for id_ in said), {exam.id for exam in exams}, "exam")
    told = (replace(exam, leaves_out=said[exam.id]) if exam.id in said else exam for exam in exams)
    return tuple(told), (*faults, *unknown)
