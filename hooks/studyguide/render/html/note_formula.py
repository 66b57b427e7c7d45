"""A formula of a note as MathML that also holds its source, for whoever copies it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Literal

from markupsafe import Markup

from studyguide.model.note import REDACTED_KINDS, Note, people_lines
from studyguide.render.html.inline.scope import InlineScope
from studyguide.render.html.line_formulas import line_formula
from studyguide.text.latex_macros import MACRO_DEFINITION, Macro, macros_of, open_formula, written_out
from studyguide.text.mathml import mathml


def note_formula(latex: str, display: Literal["block", "inline"], scope: InlineScope) -> Markup:
    """Return a formula's MathML with its LaTeX, behind the source of the commands that it defines.

    Raises ValueError if the LaTeX cannot be read, or only defines commands.
    """
    opened = open_formula(latex)
    if not opened.rest.strip():
        raise ValueError("nothing to show")
    written = written_out(opened.rest, {**scope.macros, **opened.macros})
    formula = mathml(written, display, " ".join(opened.rest.split()))
    if display == "inline":
        formula = line_formula(formula, opened.rest, scope.texts)
    if not opened.definitions:
        return formula
    return Markup(f'<code class="sg-tex">{escape(opened.definitions, quote=False)}</code> {formula}')


def note_macros(note: Note) -> Mapping[str, Macro]:
    """Return the commands that a note defines for its formulas, but for lines of which something is hidden."""
    if not any("\\" in line and MACRO_DEFINITION.search(line) for line in note.lines):
        return {}
    hidden = {zone.line for zone in note.zones if zone.kind in REDACTED_KINDS} | set(people_lines(note))
    return macros_of(line for number, line in enumerate(note.lines, 1) if number not in hidden)
