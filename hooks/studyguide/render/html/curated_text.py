"""Curated sentences as markup, with the terms they name linked."""

from __future__ import annotations

from markupsafe import Markup

from studyguide.model.glossary import Term
from studyguide.model.note import PagePath
from studyguide.render.html.markup import line_html
from studyguide.render.site_context import SiteContext, links


def curated_html(ctx: SiteContext, source: PagePath, term: Term, text: str | None) -> Markup:
    """Return one curated field of `term` as `source` shows it; '' for a field that is not there."""
    if not text:
        return Markup("")
    mentions = ctx.corpus.curated_mentions.get(term.id, {}).get(text, ())
    return line_html(text, links(ctx, source, mentions))
