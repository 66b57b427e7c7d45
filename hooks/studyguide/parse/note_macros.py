"""Finds the LaTeX commands that a note defines for its formulas."""

from __future__ import annotations

from collections.abc import Mapping

from studyguide.model.note import REDACTED_KINDS, Note, people_lines
from studyguide.text.latex_macros import MACRO_DEFINITION, Macro, macros_of


def note_macros(note: Note) -> Mapping[str, Macro]:
    """Returns the commands that a note defines for its formulas, but for lines of which something is hidden."""
    if not any("\\" in line and MACRO_DEFINITION.search(line) for line in note.lines):
        return {}
    hidden = {zone.line for zone in note.zones if zone.kind in REDACTED_KINDS} | people_lines(note)
    return macros_of(line for number, line in enumerate(note.lines, 1) if number not in hidden)
