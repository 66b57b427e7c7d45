"""The theme's menu: each section gets its visible title as its name."""

from __future__ import annotations

import pytest

from studyguide.hosts.mkdocs.menu_names import name_menu_sections

CASES = (
    (
        '<nav class="md-nav" aria-labelledby="__nav_2_label"><label class="md-nav__title" for="__nav_2">Look</label>',
        '<nav class="md-nav" aria-labelledby="__nav_2_title">'
        '<label class="md-nav__title" id="__nav_2_title" for="__nav_2">Look</label>',
    ),
    (
        '<nav aria-labelledby="__nav_2_13_label"><label class="md-nav__title" for="__nav_2_13">',
        '<nav aria-labelledby="__nav_2_13_title"><label class="md-nav__title" id="__nav_2_13_title" for="__nav_2_13">',
    ),
    ('<label class="md-nav__title" for="__drawer">', '<label class="md-nav__title" for="__drawer">'),
)


@pytest.mark.parametrize(("given", "named"), CASES)
def test_a_section_is_named_by_its_title(given: str, named: str) -> None:
    assert name_menu_sections(given) == named
