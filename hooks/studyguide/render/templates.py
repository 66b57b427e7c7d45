"""Templates to text. Templates get records and finished markup, and never compute."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from studyguide.model.texts import Texts, html_of, number_of, text_of
from studyguide.render.compiled_templates import CompiledTemplates
from studyguide.render.html.markup import assembled, heading_text

TEMPLATES = Path(__file__).parent / "templates"
OF_MANY_PAGES = ("note", "note_source", "term", "parts")
"""Templates that are loaded before worker processes start, each of which would load them again."""


def load_templates(texts: Texts) -> Environment:
    """Returns the templates, which show the texts of one catalog.

    `"key"|t` is a text as HTML and `"key"|t_heading` a text in a heading; both take the values of the text's places by
    name. `|number` writes a number. The filters take the context, which they do not need: the result of any other
    filter of a constant becomes a part of the compiled template, which is kept and must not depend on the texts.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{##",
        comment_end_string="##}",
        auto_reload=False,
        bytecode_cache=CompiledTemplates([str(TEMPLATES)]),
    )

    @pass_context
    def text(_: Context, key: str, **values: object) -> Markup:
        return html_of(texts, key, **values)

    @pass_context
    def text_in_heading(_: Context, key: str, **values: object) -> Markup:
        return heading_text(text_of(texts, key, **values))

    @pass_context
    def number(_: Context, number: int) -> str:
        return number_of(texts, number)

    @pass_context
    def heading(_: Context, text: str) -> Markup:
        return heading_text(text)

    environment.filters |= {"heading": heading, "t": text, "t_heading": text_in_heading, "number": number}
    for template in OF_MANY_PAGES:
        environment.get_template(f"{template}.jinja")
    return environment


def render_template(templates: Environment, template: str, **context: Any) -> str:
    """Return a page's Markdown from `templates/<template>.jinja`."""
    return assembled(templates.get_template(f"{template}.jinja").generate(context))
