"""Names of speakers are shown on the pages of their note and in `outline`, and nowhere else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from casefile import Case, agrees, cases
from studyguide.cli.main import main
from studyguide.hosts.export import export
from studyguide.model.note import NotePath, people_lines
from studyguide.parse.note import parse_note
from studyguide.pipeline import build_guide
from studyguide.render.site_context import Site
from studyguide.render.urls import source_path
from studyguide.sources import load_sources
from test_privacy import unpacked
from tiny import built_here, copied, tree

ROOT = Path(__file__).parents[1]
NAMES = re.compile("Crumbwell|Sourdale|Ovenson|Proofman|Loafer|Mirabel|Quillon", re.IGNORECASE)
TALKS = """
# Autolyse for everybody - Ada Crumbwell, banneton maker and lead engineer

Speaker: Mirabel Sourdale, Dutch oven maker and head of proofing

- Autolyse half an hour, then the banneton.
- Ada Crumbwell has a banneton of willow, and hydration of 80 %.
- Oven spring was best in the Dutch oven.

Quillon Ovenson, banneton repairs: quillon@bakery.example

## Hydration by Tom Proofman, senior baker and sourdough starter engineer

by Tom Proofman, oven spring engineer

Hydration decides. Tom Proofman says that proofing is a matter of hydration.

- Proofing by Jane Loafer, lead engineer of oven spring

## Dutch oven for two
### Mirabel Sourdale (Hydration House)

- The Dutch oven keeps steam.

## Banneton care
### Quillon Ovenson (Oven Spring Works)

- A banneton wants air.

## Loose ends

- sourdough starter
"""
"""Every line that names a person names a term as well."""


@pytest.mark.parametrize("case", cases("people"), ids=str)
def test_people(case: Case, accept: bool) -> None:
    """A row is `line kind: what names people`, with `quoted nowhere` behind the line where that is so."""
    given = {"text": case.given} if isinstance(case.given, str) else case.given
    note, _ = parse_note(NotePath(given.get("file", "note.md")), given["text"].encode())
    assert note
    whole = people_lines(note)
    rows = [
        f"{zone.line} {zone.kind}{', quoted nowhere' if zone.line in whole else ''}: "
        f"{note.lines[zone.line - 1][zone.start : zone.end]}"
        for zone in note.people
    ]
    agrees(case, rows, accept)


def test_speakers_are_shown_on_the_pages_of_their_note_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = copied(tmp_path / "project", **{"seeds/talks.md": TALKS})
    assert [message for message in built_here(project, tmp_path / "site") if "Error" in message] == []
    files = {path: unpacked(path, content) for path, content in tree(tmp_path / "site").items()}
    own = {path for path in files if path.startswith("notes/talks/")}
    assert len(NAMES.findall(files["notes/talks/index.html"])) >= len(set(NAMES.findall(TALKS)))
    assert {path: NAMES.findall(text) for path, text in files.items() if path not in own and NAMES.search(text)} == {}

    monkeypatch.chdir(project)
    run = CliRunner()
    assert "Crumbwell" in run.invoke(main, ["outline", "seeds/talks.md"]).output
    for command in (["suggest", "--json"], ["cards", "--json"]):
        shown = run.invoke(main, command)
        assert shown.exit_code == 0, shown.output
        assert not NAMES.search(shown.output), command

    guide, _ = build_guide(load_sources(project)[0], Site(url="https://guide.example/"))
    written = {file.path: unpacked(file.path, file.content) for file in export(guide, (), (), {"site_name": "x"})}
    written |= {page.path: page.markdown for page in guide.pages}
    written |= {f"index {n}": str(document) for n, document in enumerate(guide.documents)}
    assert [path for path, text in written.items() if "notes/talks" not in path and NAMES.search(text)] == []


def test_lines_of_speakers_are_quoted_nowhere_though_they_name_terms(tmp_path: Path) -> None:
    """Each is a mention of a term, so that nothing but the decision of who is shown keeps it from the term's page."""
    project = copied(tmp_path / "project", **{"seeds/talks.md": TALKS})
    corpus = build_guide(load_sources(project)[0], Site())[0].site_context.corpus
    note = corpus.notes_by_path[NotePath("talks.md")]
    naming = {mention.line for mention in corpus.mentions[note.path]}
    people = people_lines(note)
    assert len(people) >= 6
    assert people <= naming
    quoted = {
        line
        for passages in corpus.passages.values()
        for passage in passages
        if passage.note == note.path
        for line in range(passage.span.first, passage.span.last + 1)
    }
    assert quoted & people == set()
    assert quoted & naming - people


def test_speakers_of_the_shipped_notes_are_shown_on_their_pages_only() -> None:
    sources, _ = load_sources(ROOT)
    guide, _ = build_guide(sources, Site())
    ctx = guide.site_context
    names = {speaker.name for note in ctx.corpus.notes for entry in note.entries for speaker in entry.byline}
    assert len(names) >= 4
    pattern = re.compile("|".join(map(re.escape, sorted(names))))
    own = {page for note in ctx.notes.values() for page in (note, source_path(note))}
    elsewhere = {page.path: page.markdown for page in guide.pages if page.path not in own}
    elsewhere |= {file.path: file.content.decode("utf-8", "replace") for file in guide.files}
    elsewhere |= {f"index {n}": str(d) for n, d in enumerate(guide.documents)}
    assert [path for path, text in elsewhere.items() if pattern.search(text)] == []
    assert any(pattern.search(page.markdown) for page in guide.pages if page.path in own)


SPOKEN = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Imogen Crumbwell>The autolyse comes first. Then the banneton.

00:00:05.000 --> 00:00:08.000
<v Imogen Crumbwell>Autolyse and banneton, said Imogen Crumbwell.
"""
CLIPPED = """Autolyse at home (Crumbwell, Imogen)
- Your Highlight on page 12 | Added on Monday, May 4, 2020 10:11:12 AM

An autolyse rests.
==========
"""


def test_voices_of_subtitles_and_authors_of_books_are_shown_on_the_pages_of_their_note_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = copied(tmp_path / "project", **{"seeds/spoken.vtt": SPOKEN, "seeds/clip.txt": CLIPPED})
    guide, _ = build_guide(load_sources(project)[0], Site())
    shown = {page.path: page.markdown for page in guide.pages}
    shown |= {file.path: file.content.decode("utf-8", "replace") for file in guide.files}
    shown |= {f"index {n}": str(document) for n, document in enumerate(guide.documents)}
    named = {path for path, text in shown.items() if "Crumbwell" in text}
    assert named == {"notes/spoken.md", "notes/spoken/source.md", "notes/clip.md", "notes/clip/source.md"}
    assert "The autolyse comes first." in re.sub(r"<[^>]*>", "", shown["concepts/autolyse.md"])
    monkeypatch.chdir(project)
    said = CliRunner().invoke(main, ["suggest", "--json"])
    assert said.exit_code == 0 and "Crumbwell" not in said.output


TWICE_NAMED = """
# Crumb Conf talks

## Ada Crumbwell - Slow rye in winter: Ada Crumbwell

- slow

## Mirabel Sourdale - Warm salt in summer: Mirabel Sourdale

- warm
"""


def test_a_title_that_names_somebody_twice_is_divided_alike_in_every_run() -> None:
    command = [sys.executable, "-m", "studyguide", "outline", "--json", "--name", "conf.md", "-"]
    runs = {
        subprocess.run(
            command,
            input=TWICE_NAMED,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "0123"
    }
    assert len(runs) == 1
    assert "Ada Crumbwell" in runs.pop()
