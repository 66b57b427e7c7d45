"""The copy that opens from disk, as `dev.py build --offline` makes it, in a browser without a network."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import dev

ROOT = Path(__file__).resolve().parents[2]
LEFT = "net::ERR_ABORTED"
"""What a request says that was on its way when the page was left."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built for a disk; `STUDYGUIDE_OFFLINE` names one that is built already."""
    if ready := os.environ.get("STUDYGUIDE_OFFLINE"):
        return Path(ready)
    target = tmp_path_factory.mktemp("disk") / "offline"
    environment = {**os.environ, **dev.OFFLINE, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(target)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert run.returncode == 0, run.stderr
    return target


@pytest.fixture
def disk(context: BrowserContext, page: Page) -> Iterator[Page]:
    """A page whose browser has no network; whatever it asks for besides files fails the test."""
    asked: list[str] = []
    failed: list[str] = []
    context.set_offline(True)
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else asked.append(r.url))
    page.on("requestfailed", lambda r: None if r.failure == LEFT else failed.append(r.url))
    yield page
    assert asked == []
    assert failed == []


def typed(page: Page, query: str) -> None:
    page.locator("input.md-search__input").click()
    page.keyboard.type(query)


def test_search_finds_and_leads_to_a_file(disk: Page, folder: Path) -> None:
    disk.goto((folder / "concepts" / "recall.html").as_uri())
    typed(disk, "sagemaker")
    first = disk.locator("a.md-search-result__link").first
    expect(first).to_be_visible()
    href = (first.get_attribute("href") or "").partition("?")[0].partition("#")[0]
    assert href.startswith("file://") and href.endswith(".html")
    first.click()
    expect(disk.locator("h1").first).to_be_visible()
    assert Path(disk.evaluate("decodeURIComponent(location.pathname)")).is_file()


def test_search_works_from_every_depth(disk: Page, folder: Path) -> None:
    for page in ("index.html", "glossary.html", "notes/index.html"):
        disk.goto((folder / page).as_uri())
        typed(disk, "recall")
        expect(disk.locator("a.md-search-result__link").first).to_be_visible()


def test_a_term_shows_its_definition_before_it_is_followed(disk: Page, folder: Path) -> None:
    note = next(p for p in sorted((folder / "notes").glob("*.html")) if 'class="sg-term"' in p.read_text("utf-8"))
    disk.goto(note.as_uri())
    link = disk.locator("a.sg-term").first
    link.scroll_into_view_if_needed()
    link.hover()
    expect(disk.locator("#sg-preview")).to_be_visible()
    expect(disk.locator("#sg-preview")).to_have_text(link.get_attribute("data-says") or "")


def test_a_review_can_be_taken_and_is_kept(disk: Page, folder: Path) -> None:
    disk.goto((folder / "review.html").as_uri())
    disk.get_by_role("button", name="Start").first.press("Enter")
    expect(disk.locator('[data-part="question"]')).not_to_be_empty()
    disk.keyboard.press("Space")
    expect(disk.locator('[data-part="answer"]')).to_be_visible()
    disk.keyboard.press("2")
    assert disk.evaluate("Object.keys(localStorage).some((key) => key.startsWith('studyguide/aws-ml/log/'))")


def test_the_zip_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    (tmp_path / "made" / "inner").mkdir(parents=True)
    (tmp_path / "made" / "index.html").write_text("home")
    (tmp_path / "made" / "inner" / "page.html").write_text("page")
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    dev.zipped(tmp_path / "made", one)
    (tmp_path / "made" / "index.html").touch()
    dev.zipped(tmp_path / "made", two)
    assert one.read_bytes() == two.read_bytes()
    assert zipfile.ZipFile(one).namelist() == ["studyguide/index.html", "studyguide/inner/page.html"]
