"""Defines glossary packs: curated files that many projects can use, each under the name of its pack."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from studyguide.model.fields import RECORD_CONFIG, Id, Line, Text

PACKS_FOLDER = "packs"
"""The first part of the path by which diagnostics and records name a file of a pack: `packs/<id>/glossary/x.yml`."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class PackManifest:
    """Describes a pack: the file `pack.yml` in its folder."""

    id: Id
    """The name by which projects ask for the pack: `packs: [<id>]` in mkdocs.yml."""
    name: Text
    """What the pack is about, such as `Machine learning`."""
    about: Line = ""
    """One sentence on what it contains."""


def pack_of(path: str) -> str:
    """Returns the id of the pack that a curated file belongs to; '' for a file of the project itself."""
    folder, _, rest = path.partition("/")
    return rest.partition("/")[0] if folder == PACKS_FOLDER else ""
