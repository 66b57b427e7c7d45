"""The language of a site: its own texts, those of the theme, and the `lang` of each page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.model.texts import Texts
from studyguide.parse.curated.site_texts import ENGLISH_TAG

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

THEME_LANGUAGES = "partials/languages"
"""Folder of the theme with its own texts, a template for each language."""
HTML_LANG = re.compile(r'<html lang="[^"]*"')
TEXTS_KEY = "studyguide_texts"
"""Key under which the build's configuration has what the site says, for later events."""


def keep_site_texts(config: MkDocsConfig, texts: Texts) -> Diagnostic | None:
    """Keeps what the site says for later events, and chooses the theme's language; returns a problem if the theme does
    not have it."""
    config.extra[TEXTS_KEY] = texts
    return _choose_language(config, texts.lang)


def site_texts(config: MkDocsConfig) -> Texts:
    """Returns what the site says, as this build has kept it."""
    texts: Texts = config.extra[TEXTS_KEY]
    return texts


def in_site_language(html: str, config: MkDocsConfig) -> str:
    """Returns a page with the language of docs/texts.yml: the theme may have no texts in it."""
    lang = site_texts(config).lang
    return html if lang == ENGLISH_TAG else HTML_LANG.sub(f'<html lang="{lang}"', html, count=1)


def _choose_language(config: MkDocsConfig, lang: str) -> Diagnostic | None:
    """Sets the language of the theme's own texts; returns a problem if the theme does not have it.

    Without a language in docs/texts.yml, that of mkdocs.yml stays.
    """
    if lang in (ENGLISH_TAG, config.theme.get("language")):
        return None
    known = {path.stem for folder in config.theme.dirs for path in Path(folder, THEME_LANGUAGES).glob("*.html")}
    choice = next((name for name in (lang, lang.partition("-")[0]) if name in known), "")
    if choice:
        config.theme["language"] = choice
        return None
    what = f"the theme has no texts in the language `{lang}`, so its own texts are shown in English"
    hint = f"write them into `{THEME_LANGUAGES}/{lang}.html` of a `custom_dir`"
    return Diagnostic(Location("docs/texts.yml"), "unknown-language", what, hint, severity=Severity.WARNING)
