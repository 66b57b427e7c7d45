"""Every name with the address of its page, for the page that is shown for an unknown address."""

from __future__ import annotations

import json
import re

from studyguide.model.glossary import spellings_of
from studyguide.render.site_context import SiteContext, term_address


def names_asset(ctx: SiteContext) -> str:
    """Returns the script that holds every name and other spelling with the address of its page."""
    pairs = {(text, term_address(ctx, term.id)) for term in ctx.corpus.glossary.terms for text in spellings_of(term)}
    rows = ",\n".join(json.dumps(pair, ensure_ascii=False) for pair in sorted(pairs))
    return f"globalThis.sgNames = [\n{rows}\n];\n"


def joined(text: str) -> str:
    """Folds case and everything between words away: `A/B testing` and `ab-testing` compare equal."""
    return re.sub(r"[\W_]+", "", text.lower())
