"""Templates to text. Templates get records and finished markup, and never compute."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from studyguide.render.html.markup import assembled, heading_text

ENVIRONMENT = Environment(
    loader=PackageLoader("studyguide", "render/templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    comment_start_string="{##",
    comment_end_string="##}",
    auto_reload=False,
)
"""A constant: templates are part of the package and do not change while it runs."""
ENVIRONMENT.filters["heading"] = heading_text


def render_template(template: str, **context: Any) -> str:
    """Return a page's Markdown from `templates/<template>.jinja`."""
    return assembled(ENVIRONMENT.get_template(f"{template}.jinja").generate(context))
