"""What the search finds on hand-written pages: the page and each of its sections, as text."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from studyguide.hosts.mkdocs.written_pages import written_documents

HTML = """<h1 id="about">About<a class="headerlink" href="#about">¶</a></h1>
<p>Who writes &amp; why.</p><script>HX()</script>
<h2 id="bread">On <code>bread</code><a class="headerlink" href="#bread">¶</a></h2>
<ul><li>rye</li><li>wheat</li></ul><h3>No address</h3><p>kept</p>
"""


def page(url: str = "about/", **meta: Any) -> Any:
    file = SimpleNamespace(src_uri="about.md")
    return SimpleNamespace(meta=meta, content=HTML, title="About us", url=url, file=file)


def test_a_page_and_its_sections_are_found() -> None:
    whole, section = written_documents([page(description="Of this guide.")])
    assert (whole.location, whole.title, whole.definition) == ("about/", "About us", "Of this guide.")
    assert whole.lines == ("About", "Who writes & why.")
    assert (section.location, section.title) == ("about/#bread", "On bread")
    assert section.lines == ("rye", "wheat", "No address", "kept")


def test_the_first_page_has_the_address_of_the_site() -> None:
    assert next(written_documents([page("./")])).location == ""


@pytest.mark.parametrize("search", [{"exclude": True}])
def test_a_page_can_stay_out(search: dict[str, bool]) -> None:
    assert list(written_documents([page(search=search)])) == []
