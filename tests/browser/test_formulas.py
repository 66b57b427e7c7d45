"""Formulas within a line as a browser breaks the line: the signs behind one stay beside it, and a long one scrolls."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from studyguide.hosts.assets import load_assets
from studyguide.model.texts import Texts
from studyguide.parse.curated.site_texts import default_texts
from studyguide.render.html.line_formulas import line_formula, with_unbroken_formulas
from studyguide.text.mathml import mathml

WIDTHS = range(90, 330, 3)
BROKEN = """([html, widths]) => widths.filter(width => {
  document.body.innerHTML = `<div style="width:${width}px"><p>words and others of ${html} more words</p></div>`;
  const box = document.querySelector("div"), sign = document.createRange(), formula = document.querySelector("math");
  const text = document.querySelector("math").nextSibling ?? document.querySelector("math").parentNode.nextSibling;
  sign.setStart(text, 0);
  sign.setEnd(text, 1);
  const below = sign.getBoundingClientRect().top > formula.getBoundingClientRect().bottom - 2;
  return below || box.scrollWidth > width;
})"""
"""The widths in which the sign behind the formula is on a line below it, or the formula is wider than its paragraph."""


@pytest.fixture(scope="module")
def texts() -> Texts:
    return default_texts()


@pytest.mark.parametrize("latex", ["x", "a = b", "a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p"])
@pytest.mark.parametrize("signs", [".", "),", "th;", "’s"])
def test_signs_stay_beside_their_formula(page: Page, texts: Texts, latex: str, signs: str) -> None:
    page.set_content(f"<style>{load_assets(texts)['assets/guide.css'].decode()}</style>")
    plain = f"{line_formula(mathml(latex, 'inline'), latex, texts)}{signs}"
    assert page.evaluate(BROKEN, [plain, list(WIDTHS)]), "it never breaks by itself, and this test shows nothing"
    assert page.evaluate(BROKEN, [with_unbroken_formulas(plain), list(WIDTHS)]) == []
