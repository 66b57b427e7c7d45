"""A formula in one line of plain signs, for programs and for readers of plain text."""

from __future__ import annotations

import re
from xml.etree import ElementTree

ARGUMENTS = {
    "mfrac": "({})/({})", "msup": "{}^({})", "msub": "{}_({})", "msubsup": "{}_({})^({})", "munder": "{}_({})",
    "mover": "{}^({})", "munderover": "{}_({})^({})", "mroot": "root({}, {})",
}  # fmt: skip
"""How a formula is written in one line, by the MathML element."""
SINGLE = re.compile(r"\((\w|\d+(?:\.\d+)?)\)")
OPERATORS = frozenset({"=", "+", "-", "−", "≤", "≥", "≈", "∈"})
"""Signs that have blanks around them."""


def plain_formula(markup: str) -> str:
    """Returns a formula, given in MathML without prefixes, in one line of plain signs.

    Raises ParseError if it is no XML.
    """
    return SINGLE.sub(r"\1", _linear(ElementTree.fromstring(markup)))


def _linear(element: ElementTree.Element) -> str:
    parts = [_linear(child) for child in element]
    if (form := ARGUMENTS.get(element.tag)) and len(parts) == form.count("{}"):
        return form.format(*parts)
    inner = "".join(parts) or " ".join((element.text or "").split())
    if element.tag == "msqrt":
        return f"sqrt({inner})"
    return f" {inner} " if element.tag == "mo" and inner in OPERATORS else inner
