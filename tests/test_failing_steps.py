"""A step that raises all the same: what was found is reported, the step is named, and nobody sees a bare traceback."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from studyguide import pipeline
from studyguide.cli.main import main
from studyguide.model.diagnostics import Diagnostic, StepFailedError
from studyguide.pipeline import Guide, build_guide
from studyguide.render.pages import notes as note_pages
from studyguide.render.site_context import Site
from studyguide.sources import load_sources
from tiny import built_here, copied, tree, write

FAULT = "docs/glossary/oven.yml:1:3: `kind` is missing"
"""A problem of the project that every driver must tell as well."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = copied(tmp_path / "project")
    oven = (project / "docs/glossary/oven.yml").read_text("utf-8")
    write(project, "docs/glossary/oven.yml", f"- id: nameless\n{oven}")
    return project


def broken(*_: Any, **__: Any) -> Any:
    raise LookupError("a made-up fault")


def made(project: Path) -> tuple[Guide, tuple[Diagnostic, ...]]:
    return build_guide(load_sources(project)[0], Site())


def test_a_page_that_fails_is_left_out_and_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = {page.path for page in made(project)[0].pages}
    monkeypatch.setattr(note_pages, "_view", broken)
    with caplog.at_level(logging.DEBUG, logger="studyguide"):
        guide, diagnostics = made(project)
    assert whole - {page.path for page in guide.pages} == {
        "notes/class.md", "notes/class/source.md", "notes/jottings.md", "notes/jottings/source.md"
    }  # fmt: skip
    failed = [problem for problem in diagnostics if problem.kind == "step-failed"]
    assert {problem.place.file for problem in failed} == {"seeds/class.md", "seeds/jottings.txt"}
    assert "render.pages.notes" in failed[0].what and "LookupError: a made-up fault" in failed[0].what
    assert "Traceback" in caplog.text


def test_a_note_that_cannot_be_read_is_left_out_and_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = pipeline.parse_note

    def fails_once(path: Any, *rest: Any) -> Any:
        return broken() if path == "class.md" else usual(path, *rest)

    monkeypatch.setattr(pipeline, "parse_note", fails_once)
    guide, diagnostics = made(project)
    assert set(guide.site_context.notes) == {"jottings.txt"}
    [failed] = [problem for problem in diagnostics if problem.kind == "step-failed"]
    assert failed.place.file == "seeds/class.md"


@pytest.mark.parametrize(
    ("function", "step"),
    [
        ("read_corrections", "reading the corrections"),
        ("read_exams", "reading exams, questions, lessons, decisions and figures"),
        ("make_practice", "making practice"),
        ("make_site_context", "laying out the site"),
        ("navigation", "making the pages"),
    ],
)
def test_without_a_step_that_everything_needs_the_rest_is_reported(
    project: Path, monkeypatch: pytest.MonkeyPatch, function: str, step: str
) -> None:
    monkeypatch.setattr(pipeline, function, broken)
    with pytest.raises(StepFailedError) as failure:
        made(project)
    *before, last = failure.value.diagnostics
    assert last.kind == "step-failed" and last.what == f"{step} failed with LookupError: a made-up fault"
    assert "docs/glossary/oven.yml" in {problem.place.file for problem in before}


def test_the_host_tells_all_of_it_and_keeps_its_traceback_for_debugging(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "make_practice", broken)
    logged: list[logging.LogRecord] = []

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            logged.append(record)

    handler, host = Keeping(logging.DEBUG), logging.getLogger("mkdocs")
    host.addHandler(handler)
    level = host.level
    host.setLevel(logging.DEBUG)
    try:
        with pytest.raises(Exception, match="BuildError"):
            built_here(project, tmp_path / "site")
    finally:
        host.removeHandler(handler)
        host.setLevel(level)
    said = "\n".join(record.getMessage() for record in logged if record.levelno >= logging.WARNING)
    assert FAULT in said and "making practice failed with LookupError" in said and "no site was built" in said
    assert any(record.exc_info for record in logged if record.levelno == logging.DEBUG)
    assert tree(tmp_path / "site") == {}


@pytest.mark.parametrize("command", [["cards"], ["export", "out"], ["ledger"], ["check", "docs"]])
def test_commands_tell_all_of_it(project: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.setattr(pipeline, "read_exams", broken)
    monkeypatch.chdir(project)
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert (
        FAULT in result.output
        and "reading exams, questions, lessons, decisions and figures failed with LookupError" in result.output
    )
    assert "Traceback" not in result.output and isinstance(result.exception, SystemExit)
