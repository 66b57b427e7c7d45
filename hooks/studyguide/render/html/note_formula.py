"""A formula of a note as MathML that also holds its source, for whoever copies it."""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup

from studyguide.text.mathml import mathml


def note_formula(latex: str, display: Literal["block", "inline"]) -> Markup:
    """Return a formula's MathML with its LaTeX. Raises ValueError if the LaTeX cannot be read."""
    return mathml(latex, display, " ".join(latex.split()))
