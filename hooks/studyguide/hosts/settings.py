"""What mkdocs.yml says of a guide: the one place where its settings become a `Site`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.model.guide_id import LONGEST_GUIDE_ID, guide_id, is_guide_id
from studyguide.render.anki import CURRENT, FIRST_SCHEME
from studyguide.render.site_context import Site, TermPages
from studyguide.render.urls import Addressing

CONFIG = Location("mkdocs.yml")
BRANCH = "main"


def site(config: Mapping[str, Any], addressing: Addressing, epoch: int) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Return what a host knows of a site, from mkdocs.yml as it was read, and what is wrong there."""
    url, repository, name = (str(config.get(key) or "") for key in ("site_url", "repo_url", "site_name"))
    extra = config.get("extra")
    settings = extra.get("studyguide") if isinstance(extra, Mapping) else None
    guide, decks, diagnostics = _read_settings(settings, name)
    terms, unclear = _term_pages(settings)
    blob = f"{repository.rstrip('/')}/blob/{BRANCH}/" if repository else ""
    address = f"{url.rstrip('/')}/" if url else ""
    return Site(addressing, blob, address, name, epoch, guide, decks, terms), (*diagnostics, *unclear)


def _term_pages(settings: object) -> tuple[TermPages, tuple[Diagnostic, ...]]:
    """Return which terms have a page, from `extra.studyguide.terms`."""
    given = settings.get("terms", TermPages.ALL) if isinstance(settings, Mapping) else TermPages.ALL
    if given in list(TermPages):
        return TermPages(given), ()
    hint = "write `all`, or `named` for pages of the terms that your notes name"
    return TermPages.ALL, (Diagnostic(CONFIG, "settings", f"`extra.studyguide.terms` is {given!r}", hint),)


def _read_settings(given: object, name: str) -> tuple[str, int, tuple[Diagnostic, ...]]:
    """Return the guide's id and how the ids of its decks are made, from `extra.studyguide`."""
    if given is not None and not isinstance(given, Mapping):
        fault = Diagnostic(CONFIG, "settings", "`extra.studyguide` is not a mapping", _setting_line(guide_id(name)))
        return guide_id(name), CURRENT, (fault,)
    settings: Mapping[object, object] = given or {}
    diagnostics: list[Diagnostic] = []
    guide, decks = settings.get("id"), settings.get("decks", CURRENT)
    if guide is None:
        what = "there is no `extra.studyguide.id`, by which progress and Anki decks are kept apart from other guides'"
        diagnostics.append(
            Diagnostic(CONFIG, "guide-id", what, _setting_line(guide_id(name)), severity=Severity.WARNING)
        )
    elif not isinstance(guide, str) or not is_guide_id(guide):
        what = f"`extra.studyguide.id` is {guide!r}, which cannot be an id"
        hint = (
            f"use lower-case letters, digits and hyphens, at most {LONGEST_GUIDE_ID}, such as {guide_id(str(guide))!r}"
        )
        diagnostics.append(Diagnostic(CONFIG, "guide-id", what, hint))
        guide = None
    if isinstance(decks, bool) or not isinstance(decks, int) or decks not in (FIRST_SCHEME, CURRENT):
        hint = "write 1 for a guide whose decks were given out before ids contained the guide's id, else leave it out"
        diagnostics.append(Diagnostic(CONFIG, "decks", f"`extra.studyguide.decks` is {decks!r}", hint))
        decks = CURRENT
    return str(guide) if guide is not None else guide_id(name), decks, tuple(diagnostics)


def _setting_line(guide: str) -> str:
    return f"add to mkdocs.yml, below `extra:`, the line `  studyguide: {{id: {guide}}}`, and never change the id"
