"""Formulas within a line: a long one scrolls by itself, and the signs beside one stay on its line."""

from __future__ import annotations

import re

from markupsafe import Markup

from studyguide.model.texts import Texts, html_of

LONG_FORMULA = 24
"""Characters of LaTeX that fit the width of a phone in any case."""
UNBROKEN = '<span class="sg-unbroken">'
CLOSING_SIGNS = r"\.,;:!?)\]}’”»…%–—。、，；：！？）」-"
MATH_ELEMENT = r"<math\b[^<>]*>(?>(?:[^<]|<(?!/?math\b))*)</math>"
SIGNS_BESIDE_FORMULA = re.compile(
    r"([(\[“‘„«（「]{0,3})"
    rf"(?:(<span class=\"sg-long-formula\"[^<>]*>)({MATH_ELEMENT})</span>|({MATH_ELEMENT}))"
    rf"((?:[-’']?[^\W\d_]{{1,2}}(?!\w))?[{CLOSING_SIGNS}]{{0,4}})"
)
"""An ending such as the `th` of `nth` is no word that a line may begin with either."""


def line_formula(formula: Markup, latex: str, texts: Texts) -> Markup:
    """Returns a formula within a line; a long one scrolls by itself, since no browser breaks it."""
    if len(latex) <= LONG_FORMULA:
        return formula
    label = html_of(texts, "lesson.formula")
    return Markup(f'<span class="sg-long-formula" tabindex="0" role="group" aria-label="{label}">{formula}</span>')


def with_unbroken_formulas(html: str) -> str:
    """Returns inline markup in which no line ends between a formula and the signs that touch it.

    Browsers break a line on both sides of MathML, whatever is beside it: a full stop would be alone on the next line.
    In a formula that scrolls the signs scroll too, so that it is never wider than the page.
    """
    return SIGNS_BESIDE_FORMULA.sub(_unbroken, html) if "</math>" in html else html


def _unbroken(match: re.Match[str]) -> str:
    before, box, scrolling, short, after = match.groups()
    if not before and not after:
        return match[0]
    return f"{box or UNBROKEN}{before}{scrolling or short}{after}</span>"
