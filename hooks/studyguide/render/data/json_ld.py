"""A term's page told to search engines: schema.org's DefinedTerm as JSON-LD, which is data and runs nowhere."""

from __future__ import annotations

import json
from collections.abc import Mapping

from studyguide.model.glossary import definition_sentence, shown_names
from studyguide.model.note import PagePath
from studyguide.render.site_context import SiteContext, of_glossary
from studyguide.render.urls import GLOSSARY, address


def json_ld(ctx: SiteContext) -> Mapping[PagePath, str]:
    """Return the JSON-LD of each term's page, safe inside a `<script>`; nothing when the site's address is unknown,
    because every id in it is an address."""
    return ctx.memo("structured data", of_glossary(ctx), lambda: _by_page(ctx)) if ctx.site.url else {}


def _by_page(ctx: SiteContext) -> Mapping[PagePath, str]:
    whole = {
        "@type": "DefinedTermSet",
        "@id": f"{ctx.site.url}{address(GLOSSARY, ctx.site.addressing)}",
        "name": ctx.site.name or ctx.corpus.glossary.field,
    }
    return {
        page: _script(
            {
                "@context": "https://schema.org",
                "@type": "DefinedTerm",
                "@id": (url := f"{ctx.site.url}{address(page, ctx.site.addressing)}"),
                "url": url,
                "termCode": term.id,
                "name": term.name,
                "alternateName": [alias.text for alias in shown_names(term)],
                "description": definition_sentence(term),
                "inDefinedTermSet": whole,
            }
        )
        for term in ctx.corpus.glossary.terms
        if (page := ctx.terms.get(term.id)) is not None
    }


def _script(value: object) -> str:
    """JSON in which no `<` can end the element around it."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
