"""Checks that the manual agrees with the code: its examples are accepted, its tables name what there is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from pydantic.fields import FieldInfo

from studyguide.cli.commands import COMMANDS
from studyguide.cli.main import main
from studyguide.model.curation import Correction
from studyguide.model.diagnostics import Severity, format_diagnostic
from studyguide.model.exam import Exam
from studyguide.model.glossary import AliasKind, Kind, Match, Term
from studyguide.model.lesson import LESSON_HEADINGS, UNSOURCED_HEADINGS
from studyguide.model.note import NoteMetadata
from studyguide.pipeline import build_guide
from studyguide.practice.card import CardKind
from studyguide.render.site_context import Site
from studyguide.sources import load_sources
from tiny import write

ROOT = Path(__file__).resolve().parents[1]
MANUAL = ROOT / "docs/manual"
BIRDS = ROOT / "tests/fields/birds"
EXAMPLE = re.compile(r'^```\w+ title="(?P<file>[^"]+)"\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L9 9" class="fg-line"/></svg>'


def page(name: str) -> str:
    return (MANUAL / f"{name}.md").read_text("utf-8")


def keys_of(record: type) -> set[str]:
    """Returns the keys of a curated record as YAML writes them."""
    fields: dict[str, FieldInfo] = record.__pydantic_fields__  # type: ignore[attr-defined]
    return {field.alias or name for name, field in fields.items()}


def examples() -> Iterator[tuple[str, str]]:
    """Yields the file and text of each complete example on the pages of formats, cards and texts."""
    for name in ("formats", "cards", "texts"):
        for match in EXAMPLE.finditer(page(name)):
            text = match["text"]
            if match["file"].startswith("docs/lessons/"):
                text += "".join(
                    f"\n## {heading}\n\nText.{'' if heading in UNSOURCED_HEADINGS else ' [^own]'}\n"
                    for heading in LESSON_HEADINGS[1:]
                )
            yield match["file"], text


def test_all_examples_together_are_accepted(tmp_path: Path) -> None:
    files = {"docs/figures/head.svg": SVG, **dict(examples())}
    assert len(files) >= 8
    project = tmp_path / "project"
    shutil.copytree(BIRDS, project)
    for path, text in files.items():
        write(project, path, text)
    guide, diagnostics = build_guide(load_sources(project)[0], Site(id="birds"))
    wrong = [d for d in diagnostics if d.severity is not Severity.NOTICE]
    assert not wrong, "\n".join(map(format_diagnostic, wrong))
    corpus = guide.site_context.corpus
    assert (len(corpus.exams), len(corpus.questions), len(corpus.lessons), len(corpus.decisions)) == (1, 1, 1, 1)
    assert (len(corpus.causes), len(corpus.figures), len(corpus.phrasings)) == (1, 1, 1)
    assert any(card.kind is CardKind.OWN for card in guide.site_context.practice.cards)


def test_corrections_of_the_manual_have_the_keys_of_a_correction() -> None:
    (entry,) = yaml.safe_load(EXAMPLE.search(page("corrections"))["text"])  # type: ignore[index]
    assert entry.keys() <= keys_of(Correction)


@pytest.mark.parametrize(
    ("name", "record"), [("glossary", Term), ("glossary", Kind), ("corrections", Correction), ("formats", Exam)]
)
def test_every_key_is_on_its_page(name: str, record: type) -> None:
    text = page(name)
    missing = {key for key in keys_of(record) if not re.search(rf"\b{re.escape(key)}\b", text)}
    assert not missing


def test_every_field_of_a_note_is_on_its_page() -> None:
    missing = {key for key in NoteMetadata.__struct_fields__ if f"`{key}" not in page("notes")}
    assert not missing


@pytest.mark.parametrize(("name", "values"), [("glossary", AliasKind), ("linking", Match), ("cards", CardKind)])
def test_every_value_is_on_its_page(name: str, values: type) -> None:
    missing = {value.value for value in values if f"`{value.value}`" not in page(name)}  # type: ignore[attr-defined]
    assert missing <= {CardKind.OWN.value}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_on_the_page_of_commands(name: str) -> None:
    text = page("commands")
    assert f"`studyguide {name}" in text
    command = main.get_command(click.Context(main), name)
    assert command is not None and command.name == name
    options = {
        option
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--") and option != "--help"
    }
    assert not {option for option in options if option not in text}


def test_no_command_is_invented() -> None:
    texts = [path.read_text("utf-8") for path in MANUAL.glob("*.md")]
    named = {name for text in texts for name in re.findall(r"(?:`|^)studyguide ([a-z]+)\b", text, re.MULTILINE)}
    assert named
    assert named <= set(COMMANDS)
