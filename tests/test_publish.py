"""Small steps of publishing: addresses, wording of problems, lines and formulas as markup, assembled pages."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile import Case, agrees, cases
from studyguide.model.diagnostics import Diagnostic, Location, Severity, closest, format_diagnostic
from studyguide.model.note import NotePath, PagePath, Zone, ZoneKind
from studyguide.render.html.markup import Link, assembled, heading_text, line_html, preformatted, redacted_html
from studyguide.render.note_pages import note_pages
from studyguide.render.urls import Addressing, address, asset_reference, issues_address, reference
from studyguide.text.mathml import mathml
from studyguide.text.slug import slug


@pytest.mark.parametrize("case", cases("urls"), ids=str)
def test_addresses(case: Case, accept: bool) -> None:
    """`given` is `from` and `to` (pages), with a fragment, or `asset`; a list of notes' paths and wished slugs; or a
    text: where a code host shows files."""
    agrees(case, _addresses(case.given), accept)


def _addresses(given: Any) -> Any:
    if isinstance(given, list):
        return dict(note_pages({NotePath(path): wish or "" for path, wish in given}))
    if isinstance(given, str):
        return issues_address(given)
    source = PagePath(given["from"])
    if "asset" in given:
        return [asset_reference(source, given["asset"], form) for form in Addressing]
    target = PagePath(given["to"])
    return [[address(target, form), reference(source, target, given.get("at", ""), form)] for form in Addressing]


@given(st.text(max_size=120))
def test_a_slug_is_fit_for_any_address(text: str) -> None:
    made = slug(text)
    assert len(made) <= 80
    assert made == made.casefold() == slug(made)
    assert not set(made) & set(" /\\.:?#%&\"'<>\0\n\t")


@pytest.mark.parametrize("case", cases("problems"), ids=str)
def test_wording(case: Case, accept: bool) -> None:
    """`given` has the fields of a problem; `file`, `line` and `column` are its place."""
    given = dict(case.given)
    place = Location(given.pop("file"), given.pop("line", 0), given.pop("column", 0))
    agrees(case, format_diagnostic(Diagnostic(place, "kind", **given)), accept)


@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=400), st.integers(0, 500))
def test_the_caret_is_below_its_column(line: str, column: int) -> None:
    at = min(column, len(line))
    rows = format_diagnostic(Diagnostic(Location("f", 3, at), "kind", "what", source=line)).split("\n")
    if line and at:
        _, shown, caret = rows
        assert shown[caret.index("^")] == line[at - 1]


def test_the_closest_word_is_named_only_when_it_is_near() -> None:
    assert closest("recal", ["recall", "precision"]) == "did you mean `recall`?"
    assert closest("zzz", ["recall", "precision"]) == ""


def test_errors_fail_a_strict_build_and_notices_do_not() -> None:
    assert Diagnostic(Location("f"), "k", "w").severity is Severity.ERROR


@pytest.mark.parametrize("case", cases("markup"), ids=str)
def test_markup(case: Case, accept: bool) -> None:
    """`given`: a `line` with `links` and `zones`, a `heading`, a `formula`, or a `template` to assemble."""
    agrees(case, _markup(case.given), accept)


def _markup(given: dict[str, Any]) -> Any:
    if "heading" in given:
        return heading_text(given["heading"])
    if "template" in given:
        return assembled([given["template"]])
    if "code" in given:
        return str(preformatted(given["code"].split("\n")))
    if "formula" in given:
        try:
            return str(mathml(given["formula"]))
        except ValueError as error:
            return f"refused: {error}"
    zones = [Zone(1, start, end, ZoneKind(kind)) for start, end, kind in given.get("zones", ())]
    links = [Link(start, end, href, preview) for start, end, href, preview in given.get("links", ())]
    return {"html": str(line_html(given["line"], links, zones)), "plain": redacted_html(given["line"], zones)}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", set[str]()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(max_size=80), st.integers(0, 60), st.integers(1, 20))
def test_a_line_is_shown_letter_for_letter(line: str, start: int, length: int) -> None:
    links = [Link(start, start + length, "../x/", '"<b>')] if start + length <= len(line) else []
    reader = _Text()
    reader.feed(str(line_html(line, links)))
    reader.close()
    assert reader.text == line.replace("\r\n", "\n").replace("\r", "\n") or "\r" in line or "\0" in line
    assert reader.tags <= {"a"}


@given(st.text(max_size=80))
def test_a_heading_holds_no_markup(text: str) -> None:
    made = heading_text(text)
    assert not set(made) & set('<>`*_[]{}!#$\\"') - set("#")
    assert "\n" not in made
