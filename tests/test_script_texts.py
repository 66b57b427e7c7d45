"""The scripts of the site show texts of the catalog and no others, and TypeScript knows the places of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile import Case, agrees, cases
from studyguide.hosts.assets import ENGINE_ASSETS, PARTS, load_assets
from studyguide.model.texts import places_in
from studyguide.parse.curated.site_texts import default_texts, read_texts
from studyguide.render.data.script_texts import script_texts, text_keys

TYPES = Path(__file__).parent / "javascript" / "texts.d.ts"
HEAD = """/** The places of each text that a script names. Written by `pytest tests/test_script_texts.py --accept`. */
interface SiteTextPlaces {
"""
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*$|\s//\s.*$", re.DOTALL | re.MULTILINE)
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
PLACE_IN_SCRIPT = re.compile(r"\$\{[^}]*\}")
PROSE = re.compile(r"\b[A-Z][a-z]+|[a-z]{2,} [a-z]{2,}")
NOT_SHOWN = {
    "use strict",
    "studyguide progress",
    "Escape",
    "Enter",
    "ArrowDown",
    "ArrowUp",
    "ArrowRight",
    "Term",
    "Note",
    "Comparison",
    "Decision",
    "another build",
    "there is no part   in its file",
    "a part of the index could not be loaded:  ",
    "QuotaExceededError",
    "Content-Type",
    "an essential file is missing or is not that of this build",
    "  was answered with  ",
}
"""A directive, the format of backup files, names of browsers' interfaces, groups of the search, and errors that only
developers see."""
WORD_LIST = re.compile(r'new Set\(\s*\(\s*(?:"[a-z ]+"[\s+]*)+\)\.split')
"""Words that a query may have."""
CLASS_NAME = re.compile(r"\b(?:md|sg)-[\w-]+")
CALL = re.compile(r'\btext(?:Parts)?\(\s*"([^"]+)"')


@pytest.mark.parametrize("case", cases("script_texts"), ids=str)
def test_texts_before_a_script(case: Case, accept: bool) -> None:
    texts, problems = read_texts("docs/texts.yml", case.given.get("file", ""))
    assert problems == ()
    agrees(case, script_texts(texts, case.given["script"]), accept)


def test_scripts_name_only_texts_that_exist() -> None:
    known = default_texts().forms.keys()
    named = {key for script in _scripts() for key in CALL.findall(script)}
    assert named - known == set()
    assert len(named) > 100


def test_every_joined_script_has_the_texts_that_it_names() -> None:
    for path, script in load_assets(default_texts()).items():
        if path in PARTS:
            text = script.decode()
            assert text.startswith(script_texts(default_texts(), text.partition("\n")[2])), path


def test_the_types_of_the_texts_are_those_of_the_catalog(accept: bool) -> None:
    types = f"{HEAD}{''.join(_declared())}}}\n"
    if accept:
        TYPES.write_text(types, "utf-8")
    assert TYPES.read_text("utf-8") == types


def _declared() -> Iterator[str]:
    """Yields a line for each text that a script names, as Prettier writes it."""
    texts = default_texts()
    for key in sorted({key for script in _scripts() for key in text_keys(texts, script)}):
        written = texts.written[key]
        forms = [written] if isinstance(written, str) else written.values()
        places = dict.fromkeys(place for form in forms for place in places_in(form))
        types = [f"{place}: {'number' if place == 'count' else 'string | number'}" for place in places]
        line = f'  "{key}": {{ {"; ".join(types)} }};\n' if types else f'  "{key}": {{}};\n'
        yield line if len(line) <= 121 else f'  "{key}": {{\n{"".join(f"    {one};" + chr(10) for one in types)}  }};\n'


def _scripts() -> list[str]:
    return [path.read_text("utf-8") for path in sorted(ENGINE_ASSETS.glob("*.js"))]


def test_no_script_has_words_of_its_own() -> None:
    not_shown = {*NOT_SHOWN, *default_texts().forms}
    words: dict[str, list[str]] = {}
    for path in sorted(ENGINE_ASSETS.glob("*.js")):
        literals = LITERAL.findall(WORD_LIST.sub("", COMMENT.sub("", path.read_text("utf-8"))))
        shown = [CLASS_NAME.sub("", PLACE_IN_SCRIPT.sub(" ", double or template)) for double, template in literals]
        if own := [text for text in shown if PROSE.search(text) and text not in not_shown]:
            words[path.name] = own
    assert words == {}
