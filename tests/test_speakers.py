"""Names of speakers stand on the page of their note and nowhere else: no other page, no data, no deck, no index."""

from __future__ import annotations

import re
from pathlib import Path

from studyguide.pipeline import build_guide
from studyguide.render.data.search_index import index_entry
from studyguide.render.site_context import Site
from studyguide.sources import load_sources

ROOT = Path(__file__).parents[1]


def test_speakers_stand_on_their_notes_page_only() -> None:
    sources, _ = load_sources(ROOT)
    guide, _ = build_guide(sources, Site())
    ctx = guide.site_context
    names = {speaker.name for note in ctx.corpus.notes for entry in note.entries for speaker in entry.byline}
    assert len(names) >= 4
    pattern = re.compile("|".join(map(re.escape, sorted(names))))
    own = set(ctx.notes.values())
    elsewhere = {page.path: page.markdown for page in guide.pages if page.path not in own}
    elsewhere |= {file.path: file.content.decode("utf-8", "replace") for file in guide.files}
    elsewhere |= {f"index {n}": str(index_entry(d)) for n, d in enumerate(guide.documents)}
    assert [path for path, text in elsewhere.items() if pattern.search(text)] == []
    assert any(pattern.search(page.markdown) for page in guide.pages if page.path in own)
