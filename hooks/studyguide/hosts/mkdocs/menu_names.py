"""The theme's menu with a name for each of its sections."""

from __future__ import annotations

import re

NAMED_BY_LABEL = re.compile(r'aria-labelledby="(__nav_\d[\d_]*)_label"')
SECTION_TITLE = re.compile(r'<label class="md-nav__title" for="(__nav_\d[\d_]*)">')


def name_menu_sections(menu: str) -> str:
    """Returns the markup of the menu in which each section is named by its visible title.

    The theme names a section by the label that opens it. The label of a section with a page of its own holds nothing
    but an icon, so that such a section has no name.
    """
    titled = SECTION_TITLE.sub(r'<label class="md-nav__title" id="\1_title" for="\1">', menu)
    return NAMED_BY_LABEL.sub(r'aria-labelledby="\1_title"', titled)
