"""Figures as markup: the picture, its caption, and a text alternative for whoever does not see it."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from studyguide.model.figure import Figure


def figure_html(figure: Figure) -> Markup:
    """Return a `<figure>` on one line. A page shows each figure once: its parts have ids."""
    entry = figure.entry
    alternative = escape(" ".join(f"{entry.title}. {entry.alt}".split()))
    svg = " ".join(figure.svg.split())
    svg = f'<svg role="img" aria-label="{alternative}"{svg[svg.index("<svg") + len("<svg") :]}'
    caption = f"<figcaption><b>{escape(entry.title)}.</b> {escape(entry.caption)}</figcaption>"
    return Markup(f'<figure class="sg-figure">{svg}{caption}</figure>')
