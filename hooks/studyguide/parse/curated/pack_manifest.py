"""Reads pack.yml as a `PackManifest`."""

from __future__ import annotations

from pydantic import TypeAdapter

from studyguide.model.diagnostics import Diagnostic
from studyguide.model.pack import PackManifest
from studyguide.parse.curated.entries import keys_of, read_mapping

PACK_MANIFEST = TypeAdapter(PackManifest)


def read_pack_manifest(file: str, text: str) -> tuple[PackManifest | None, tuple[Diagnostic, ...]]:
    """Returns the manifest, and the problems of the file; None if it is empty or has a fault."""
    entry, faults = read_mapping(file, text, PACK_MANIFEST, keys_of(PackManifest))
    return entry.record if entry else None, faults
