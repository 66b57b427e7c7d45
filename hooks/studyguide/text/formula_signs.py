"""Distinguishes formulas from prose between the same signs, such as two amounts of money or escaped brackets."""

from __future__ import annotations

import re

WORD_OF_PROSE = re.compile(r"(?<![A-Za-z])[A-Za-z]{3,}")
SIGN_OF_FORMULA = re.compile(r"[\^_={}+*/<>|-]")


def reads_as_formula(text: str) -> bool:
    """Returns whether what is between two dollar signs is no prose between two amounts of money."""
    is_one_word = not any(map(str.isspace, text)) and not text[0].isdigit()
    return is_one_word or _has_formula_signs(text)


def reads_as_bracketed_formula(text: str) -> bool:
    """Returns whether what is between `\\[` and `\\]`, or `\\(` and `\\)`, is a formula.

    Many authors and converters escape the brackets around plain words or links.
    """
    return "[[" not in text and "](" not in text and _has_formula_signs(text.strip() or " ")


def _has_formula_signs(text: str) -> bool:
    if "\\" in text or not WORD_OF_PROSE.search(text):
        return True
    return not text[0].isdigit() and SIGN_OF_FORMULA.search(text) is not None
