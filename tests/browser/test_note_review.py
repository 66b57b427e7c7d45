"""The cards of notes in a real browser: asked, linked to their lines, kept, and restored from old schedules."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from studyguide.cli.main import main
from tiny import built_afresh, copied

NOTE = """# Ovens #flashcards

Q: What warms an **oven**?
A:

- wood
- gas <!--SR:!2026-03-01,30,250-->

The {{c1::crust}} is hard, and $x^2$ is math.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("ovens") / "guide", **{"seeds/my ovens.md": NOTE})


@pytest.fixture(scope="module")
def address(project: Path, serve_site: Callable[[Path], str]) -> str:
    site = project.parent / "site"
    run = built_afresh(project, site)
    assert run.returncode == 0, run.stderr
    return serve_site(site)


def part(page: Page, name: str) -> Any:
    return page.locator(f'[data-part="{name}"]')


def test_cards_of_notes_are_asked_and_lead_to_their_lines(page: Page, address: str) -> None:
    page.clock.install(time="2026-03-02T08:00:00")
    page.goto(f"{address}/review/?notes=all")
    expect(page.get_by_label("What to review")).to_have_value("notes:all")
    expect(part(page, "plan")).to_contain_text("0 due, 2 new")
    page.get_by_role("button", name="Start").click()
    expect(part(page, "question")).to_have_text("What warms an oven?")
    expect(part(page, "question").locator("strong")).to_have_text("oven")
    page.keyboard.press("Space")
    expect(part(page, "answer")).to_contain_text("wood")
    expect(part(page, "answer")).to_contain_text("gas")
    link = part(page, "answer").get_by_role("link", name="Ovens #flashcards, line 3")
    expect(link).to_have_attribute("href", re.compile(r"\.\./notes/my-ovens/#L3$"))
    page.keyboard.press("2")
    expect(part(page, "question")).to_contain_text("The […] is hard")
    expect(part(page, "question").locator("math")).to_have_count(1)
    page.keyboard.press("Space")
    expect(part(page, "answer")).to_contain_text("crust")
    page.keyboard.press("1")
    page.reload()
    expect(part(page, "kept")).to_contain_text("Progress on 2 questions")
    page.goto(f"{address}/notes/my-ovens/#L3")
    expect(page.locator("#L3")).to_contain_text("Q: What warms an oven?")
    assert "SR:" not in page.content()


def test_a_backup_from_notes_is_restored(
    page: Page, address: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    backup = tmp_path / "backup.json"
    done = CliRunner().invoke(main, ["progress", "--from-notes", "-o", str(backup)])
    assert done.exit_code == 0, done.output
    page.clock.install(time="2026-03-02T08:00:00")
    page.goto(f"{address}/review/?notes=all")
    page.get_by_text("Backup, restore, delete").click()
    page.get_by_label("Restore from a backup file").set_input_files(backup)
    expect(part(page, "says")).to_have_text("Restored: 1 question came from the file, 0 stayed as they were here.")
    expect(part(page, "plan")).to_contain_text("1 due, 1 new")
