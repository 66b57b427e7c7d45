"""What a reader takes along on paper: cheat sheets of exams and lists of questions have few pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

PAGE_OF_PDF = re.compile(rb"/Type\s?/Page\b")


@pytest.mark.parametrize(("pattern", "most"), [("cheat-sheets/exam-*/index.html", 2), ("review/*/index.html", 10)])
def test_pages_fit_on_few_sheets_of_a4(page: Page, site_url: str, site_dir: Path, pattern: str, most: int) -> None:
    sheets = {}
    for file in sorted(site_dir.glob(pattern)):
        address = file.parent.relative_to(site_dir).as_posix()
        page.goto(f"{site_url}{address}/")
        sheets[address] = len(PAGE_OF_PDF.findall(page.pdf(format="A4")))
    assert sheets
    assert {address: count for address, count in sheets.items() if not 0 < count <= most} == {}
