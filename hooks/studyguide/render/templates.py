"""Templates to text. Templates get records and finished markup, and never compute."""

from __future__ import annotations

from functools import partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from studyguide.model.texts import Texts, html_of, number_of, text_of
from studyguide.render.html.markup import assembled, heading_text

OF_MANY_PAGES = ("note", "note_source", "term", "parts")
"""Templates that are compiled before worker processes start, each of which would compile them again."""


def load_templates(texts: Texts) -> Environment:
    """Returns the templates, which show the texts of one catalog.

    `"key"|t` is a text as HTML and `"key"|t_heading` a text in a heading; both take the values of the text's places by
    name. A text without values becomes a part of the compiled template. `|number` writes a number.
    """
    environment = Environment(
        loader=PackageLoader("studyguide", "render/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{##",
        comment_end_string="##}",
        auto_reload=False,
    )

    def text_in_heading(key: str, **values: object) -> Markup:
        return heading_text(text_of(texts, key, **values))

    environment.filters["heading"] = heading_text
    environment.filters["t"] = partial(html_of, texts)
    environment.filters["t_heading"] = text_in_heading
    environment.filters["number"] = partial(number_of, texts)
    for template in OF_MANY_PAGES:
        environment.get_template(f"{template}.jinja")
    return environment


def render_template(templates: Environment, template: str, **context: Any) -> str:
    """Return a page's Markdown from `templates/<template>.jinja`."""
    return assembled(templates.get_template(f"{template}.jinja").generate(context))
