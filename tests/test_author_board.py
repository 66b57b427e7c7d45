"""The author's board: what it lists, that the preview has it, and that no build does."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from studyguide.hosts.mkdocs.author_board import BoardSection, board_markup, board_sections
from studyguide.hosts.mkdocs.dev_server import BOARD_NAME, BoardAddress, preview_app
from studyguide.linked_corpus import link_corpus
from studyguide.model.note import NotePath
from studyguide.sources import Sources, TextFile
from tiny import built_here, copied, tree
from woven_from import KINDS

TODAY = datetime.date(2026, 1, 1)
TERMS = """
- id: frame
  name: frame
  kind: tool
  does: holds a comb
  status: {state: discontinued, checked: 2020-01-01, confidence: high, source: "https://example.org/"}
- {id: varroa, name: varroa mite, kind: tool, does: sucks on bees}
"""
NOTE = """# Hive

A frame is here. Each frame counts. See [[nowhere]].

- Royal jelly: food of a queen larva
- Wax <moth>: pest of weak hives

The varroa mites. The varoa mites. QRT was there.

Later came QRT again.
"""


def sections(choices: str = "") -> dict[str, BoardSection]:
    sources = Sources(
        notes=((NotePath("hive.md"), NOTE.encode()),),
        kinds=TextFile("docs/kinds.yml", KINDS),
        families=(TextFile("docs/glossary/hive.yml", TERMS),),
    )
    corpus, diagnostics = link_corpus(sources)
    made = board_sections(corpus, TextFile("docs/suggestions.yml", choices), diagnostics, TODAY)
    return {section.title: section for section in made}


def test_each_list_has_its_entries_with_a_line_or_a_command() -> None:
    made = sections()
    rows = {title: [(entry.text, entry.place) for entry in section.entries] for title, section in made.items()}
    assert ("Royal jelly: food of a queen larva", "seeds/hive.md:5") in rows["Suggested terms"]
    assert rows["Abbreviations that no line explains"] == [("QRT", "seeds/hive.md:8")]
    assert [place for _, place in rows["Links that lead nowhere"]] == ["seeds/hive.md:3:41"]
    assert rows["Unknown spellings of known terms"] == [("varoa mites, for varroa mite", "seeds/hive.md:8")]
    assert rows["Everyday words as names of terms"] == [("frame, on 1 line of the notes", "docs/glossary/hive.yml:2")]
    assert made["Suggested terms"].command == "studyguide suggest --accept"
    assert "frame" in rows["Facts to look up again"][0][0]


def test_what_an_author_has_decided_is_not_listed_again() -> None:
    made = sections("never: [QRT]\n")
    assert "Abbreviations that no line explains" not in made


def test_the_board_escapes_what_notes_say_and_cuts_long_lists() -> None:
    entries = [entry for section in sections().values() for entry in section.entries]
    text = board_markup([BoardSection("<b>", tuple(entries[:1] * 7), "do & see")])
    assert "&lt;b&gt; (7)" in text and "and 2 more" in text and "do &amp; see" in text and text.count("<li>") == 5
    assert "Nothing is left to do" in board_markup([])


def test_the_preview_serves_the_board_beside_home_and_makes_it_only_when_it_is_opened() -> None:
    head = b"<head><title>Bees - Bees, a guide</title></head>"
    page = b"<html>" + head + b'<body><nav></nav><article class="a"><h1>Home</h1></article></body></html>'
    asked: list[str] = []

    def files(environ, start_response):  # type: ignore[no-untyped-def]
        start_response("200 OK", [("Content-Type", "text/html")])
        asked.append(environ["PATH_INFO"])
        return [page]

    made: list[int] = []

    def markup() -> str:
        made.append(1)
        return "<h1>Board</h1>"

    board = BoardAddress("/guide/", markup)
    app = preview_app(files, tuple, "localhost", board)

    def started(*_: object) -> Callable[[bytes], object]:
        return len

    def get(path: str) -> str:
        return b"".join(app({"HTTP_HOST": "localhost", "PATH_INFO": path}, started)).decode()

    assert f'href="{BOARD_NAME}"' in get("/guide/") and "Home" in get("/guide/")
    assert BOARD_NAME not in get("/guide/notes/") and not made
    shown = get(f"/guide/{BOARD_NAME}")
    assert "<h1>Board</h1>" in shown and "Home" not in shown and "<nav>" in shown
    assert "<title>What to do next - Bees, a guide</title>" in shown and shown.count("<title>") == 1
    assert "<title>Bees - Bees, a guide</title>" in get("/guide/")
    assert asked[-2] == "/guide/" and made == [1]


def test_no_build_has_the_board(tmp_path: Path) -> None:
    built_here(copied(tmp_path / "project"), tmp_path / "site")
    files = tree(tmp_path / "site")
    assert files and BOARD_NAME not in files
    assert not [path for path, content in files.items() if BOARD_NAME.encode() in content]
