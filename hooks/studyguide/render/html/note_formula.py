"""A formula of a note as MathML that also holds its source, for whoever copies it."""

from __future__ import annotations

from html import escape
from typing import Literal

from markupsafe import Markup

from studyguide.render.html.inline.scope import InlineScope
from studyguide.render.html.line_formulas import line_formula
from studyguide.text.latex_macros import open_formula, written_out
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
