"""A hundred projects of the project fuzzer; `scripts/fuzz_projects.py` tries as many as there is time for."""

from __future__ import annotations

from pathlib import Path

import pytest

from drawn_projects import Project, base
from fuzz_projects import tried
from project_laws import obeys, obeys_through_the_host
from studyguide import linked_corpus
from studyguide.render import guide, note_pages

PROJECTS = 100


def test_projects_nobody_would_write_break_no_law(tmp_path: Path) -> None:
    assert tried(PROJECTS, 3600, 13, tmp_path, obeys) == PROJECTS


def test_a_path_that_leads_out_breaks_a_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fuzzer that finds nothing wrong with anything would be green for ever."""
    project = Project(base(), {}, {}, ())
    obeys(project)
    monkeypatch.setattr(note_pages, "_path_part", lambda *_: "..")
    obeys(project)  # the gate holds it back
    monkeypatch.setattr(guide, "path_fault", lambda _: "")
    with pytest.raises(AssertionError, match="notes/"):
        obeys(project)


def test_a_step_that_fails_breaks_a_law(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linked_corpus, "link_note", lambda *_: 1 / 0)
    with pytest.raises(AssertionError, match="a step failed"):
        obeys(Project(base(), {}, {}, ()))


def test_links_and_pipes_neither_stop_nor_leak() -> None:
    links = {
        "docs/pipe.md": "",
        "docs/glossary/pipe.yml": "",
        "docs/passwd.md": "/etc/passwd",
        "docs/ledger/addresses.txt": "/etc/passwd",
        "seeds/round": ".",
    }
    files = {path: text for path, text in base().items() if path != "docs/ledger/addresses.txt"}
    obeys_through_the_host(Project(files, {"site_name": "\ue000title\ue001"}, links, ()))
