"""Any bytes, any name, any kind of file in seeds/: the build reports it and goes on; the rest of the site is whole."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from laws import obeys
from studyguide.model.diagnostics import Diagnostic
from studyguide.model.note import NoteMetadata, NotePath
from studyguide.parse.note import parse_note
from studyguide.pipeline import build_guide
from studyguide.render.guide import Guide
from studyguide.render.site_context import Site
from studyguide.render.urls import address
from studyguide.sources import MAX_NOTE_BYTES, load_sources
from tiny import built_here, copied, write
from unprivileged import unprivileged

DEEP = 10_000
"""Levels of nesting."""
BYTES: dict[str, bytes] = {
    "empty": b"",
    "blank lines": b"\n\n \n\t\n",
    "NUL": b"autolyse \x00 proofing\n\x00\n# \x00\n",
    "only NUL": b"\x00" * 1000,
    "every byte": bytes(range(256)) * 4,
    "every byte in a text": b"Autolyse and proofing. " * 200 + bytes(range(256)),
    "random bytes": bytes((n * 7919 + n // 251) % 256 for n in range(5000)),
    "lone surrogates": b"autolyse \xed\xa0\x80 \xed\xbf\xbf",
    "half of UTF-16": b"\xff\xfea\x00u\x00\x3d\xd8\n\x00b\x00",
    "odd UTF-16": b"\xfe\xff\x00a\x00",
    "UTF-8 cut short": "autolyse é".encode()[:-1],
    "overlong UTF-8": b"autolyse \xc0\xaf\xe0\x80\xaf",
    "byte order marks": "\ufeff\ufeffautolyse \ufeff".encode(),
    "bidirectional controls": "\u202eautolyse\u202c \u2066proofing\u2069 \u200f\u061c".encode(),
    "every space": "".join(f"autolyse{chr(c)}proofing\n" for c in (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680,
        *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF)).encode(),
    "every line end": b"a\nb\rc\r\nd\x0be\x0cf\x1cg\x1dh\x1ei\xc2\x85j\xe2\x80\xa8k\xe2\x80\xa9l",
    "a long line": b"autolyse " * 22_000,
    "a long word": b"a" * 200_000,
    "no blanks at all": "机".encode() * 60_000,
    "a line of marks": b"*_`[](<>!#|~$\\&;:" * 8_000,
    "short lines": b"autolyse\n" * 20_000,
    "many titles": b"# autolyse\n" * 3_000,
    "many items": b"- autolyse\n" * 5_000,
    "a wide table": b"|a" * 4_000 + b"|\n" + b"|-" * 4_000 + b"|\n" + b"|autolyse" * 4_000 + b"|\n",
    "quotes in quotes": b">" * DEEP + b" autolyse\n",
    "items in items": b"".join(b" " * n + b"- autolyse\n" for n in range(0, 3000, 2)),
    "items on one line": b"- " * DEEP + b"autolyse\n",
    "tabs": b"".join(b"\t" * n + b"autolyse\n" for n in range(800)),
    "brackets": b"[" * DEEP + b"autolyse" + b"]" * DEEP,
    "links in links": b"[a](" * DEEP,
    "stars": b"*" * DEEP + b"autolyse" + b"_" * DEEP,
    "elements in elements": b"<div>" * DEEP + b"autolyse",
    "entities": b"&amp;" * DEEP,
    "headings in order": b"".join(b"#" * (1 + n % 6) + b" autolyse %d\n" % n for n in range(2_000)),
    "stars of an outline": b"".join(b"*" * (1 + n % 200) + b" autolyse\n" for n in range(1_000)),
    **{f"unclosed {mark}": f"autolyse\n\n{mark} proofing\n\n# a\n\n- b\n".encode() * 20 for mark in (
        "```", "~~~", "<!--", "%%", "$$", "`", "**", "[", "[[", "<div", "<script>", "---\na: b", "+++", "#+begin_src",
        "#+begin_comment", ":PROPERTIES:", "////", "----", ".. code::", "{{", "!!! note", "\\[", '"""',
        "-----BEGIN PRIVATE KEY-----",
    )},
    "YAML that grows": b"---\na: &a [x,x]\n%s---\nautolyse" % b"".join(b"b%d: &b [*a,*a]\n" % n for n in range(50)),
    "a notebook with half a pair":
        b'{"cells": [{"cell_type": "markdown", "source": ["\\ud800 autolyse \\udfff"]}], "nbformat": 4}',
    "deep JSON": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "expanding XML": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
}  # fmt: skip
NAMES = (
    "a b.md", "a:b.md", "a?b.md", "a#b.md", "a%b.md", "a\\b.md", "a\nb.md", "a\tb.md", "a'b\".md", "💥.md", "💥💥.md",
    "..md", "...md", "-.md", "--help.md", "Case.md", "case.md", "CASE.MD", "case.txt", "caſe.md", "é.md", "e\u0301.md",
    "ﬁ.md", "fi.md", "\u202etxt.md", "\u200b.md", "x" * 251 + ".md", "é" * 125 + ".md", "index.md", "404.md", "con.md",
    "a/../b.md", "d/a.md", "D/a.md", "d /a.md", " d/a.md", ".../a.md", "a.md/a.md.md",
)  # fmt: skip
ENCODINGS = (
    "utf-7",
    "unicode_escape",
    "raw_unicode_escape",
    "punycode",
    "idna",
    "undefined",
    "rot13",
    "hex",
    "x" * 300,
    "\0",
)


@pytest.mark.parametrize("name", BYTES)
def test_any_bytes_obey_the_laws(name: str) -> None:
    obeys("a.md", BYTES[name])


@pytest.mark.parametrize("ending", ["txt", "org", "rst", "adoc", "ipynb", "", "docx"])
def test_any_ending_is_read_or_skipped(ending: str) -> None:
    for name in (
        "every byte in a text",
        "bidirectional controls",
        "a notebook with half a pair",
        "unclosed ```",
        "NUL",
    ):
        obeys(f"a.{ending}".rstrip("."), BYTES[name])


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_encoding_the_author_names_breaks_nothing(encoding: str) -> None:
    for data in (b"autolyse \\ud800 +2AA- -x", b"\xff\xfe\xfd autolyse", b"a-" * 500):
        obeys("a.md", data, NoteMetadata(encoding=encoding))


def test_the_site_is_whole_without_the_faulty_files(tmp_path: Path) -> None:
    """The pages of a site with every such file are those of the site without them, and those of the readable ones."""
    project = copied(tmp_path / "project")
    usual = {page.path for page in made(project)[0].pages}
    for number, data in enumerate(BYTES.values()):
        write(project, f"seeds/odd-{number}.md", "")
        (project / f"seeds/odd-{number}.md").write_bytes(data[:5_000])
    guide, diagnostics = made(project)
    assert usual <= {page.path for page in guide.pages}
    passed = {p.place.file for p in diagnostics if "skipped" in p.what}
    read = {f"seeds/{note.path}" for note in guide.site_context.corpus.notes}
    assert len(passed) > 5
    assert read.isdisjoint(passed)
    assert len(read | passed) == len(BYTES) + 2
    for file in guide.files:
        file.content.decode("utf-8", "strict" if file.path.endswith((".json", ".js", ".xml", ".tsv")) else "replace")


def test_names_of_every_kind_get_a_page_each(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    there = 0
    for name in NAMES:
        try:
            write(project, f"seeds/{name}", "Autolyse\n")
            there += 1
        except OSError:
            continue
    (project / "seeds" / os.fsdecode(b"not \xff utf-8.md")).write_text("Autolyse\n")
    guide, _ = made(project)
    assert there > 25
    files = {p for p in (project / "seeds").rglob("*") if p.is_file() and not p.name.startswith(".")}
    hidden = [p for p in files if any(part.startswith(".") for part in p.relative_to(project / "seeds").parts)]
    assert len(guide.site_context.corpus.notes) == len(files) - len(hidden) - 1, "notes.yml is none"
    places = Counter(address(page.path).casefold() for page in guide.pages)
    assert [place for place, times in places.items() if times > 1] == []
    assert all(".." not in page.path and len(page.path.encode()) < 250 for page in guide.pages)
    site = tmp_path / "site"
    built_here(project, site)
    assert all((site / address(page.path) / "index.html").is_file() for page in guide.pages)


def test_links_lead_neither_out_nor_round(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    seeds, outside = project / "seeds", tmp_path / "outside"
    write(tmp_path, "outside/secret.md", "Autolyse of the house")
    (seeds / "file-out.md").symlink_to(outside / "secret.md")
    (seeds / "folder-out").symlink_to(outside)
    (seeds / "round").symlink_to(seeds)
    (seeds / "self.md").symlink_to(seeds / "self.md")
    (seeds / "to-other.md").symlink_to(seeds / "to-one.md")
    (seeds / "to-one.md").symlink_to(seeds / "to-other.md")
    (seeds / "nowhere.md").symlink_to(seeds / "gone.md")
    (seeds / "inside.md").symlink_to(seeds / "class.md")
    (seeds / "passwd.md").symlink_to("/etc/passwd")
    os.mkfifo(seeds / "pipe.md")
    guide, diagnostics = made(project)
    assert {note.path for note in guide.site_context.corpus.notes} == {"class.md", "jottings.txt", "inside.md"}
    told = {problem.place.file for problem in diagnostics if problem.kind in {"link-out", "unreadable"}}
    assert told >= {
        f"seeds/{n}" for n in ("file-out.md", "passwd.md", "self.md", "to-one.md", "to-other.md", "nowhere.md")
    }
    assert not any("of the house" in page.markdown for page in guide.pages)


@pytest.mark.skipif(os.name == "nt", reason="files have no such permission")
def test_a_file_without_permission_is_reported_and_left_out(tmp_path: Path) -> None:
    project = copied(tmp_path / "project", **{"seeds/closed.md": "Autolyse"})
    (project / "seeds/closed.md").chmod(0)
    with unprivileged():
        guide, diagnostics = made(project)
    assert "closed.md" not in guide.site_context.notes
    assert [p.place.file for p in diagnostics if p.kind == "unreadable"] == ["seeds/closed.md"]


def test_a_file_that_cannot_be_read_is_reported_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = copied(tmp_path / "project", **{"seeds/closed.md": "Autolyse"})
    usual = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "closed.md":
            raise PermissionError(13, "Permission denied", str(path))
        return usual(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    guide, diagnostics = made(project)
    assert set(guide.site_context.notes) == {"class.md", "jottings.txt"}
    assert [p.place.file for p in diagnostics if p.kind == "unreadable"] == ["seeds/closed.md"]


def test_a_file_too_large_is_reported_and_left_out(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    with (project / "seeds/large.md").open("wb") as file:
        file.truncate(MAX_NOTE_BYTES + 1)
    guide, diagnostics = made(project)
    assert [p.place.file for p in diagnostics if p.kind == "too-large"] == ["seeds/large.md"]
    assert "large.md" not in guide.site_context.notes


def test_a_name_for_the_terminal_is_shown_plainly() -> None:
    _, diagnostics = parse_note(NotePath("\x1b[31m.md"), b"%PDF")
    assert diagnostics


def made(project: Path) -> tuple[Guide, tuple[Diagnostic, ...]]:
    sources, unread = load_sources(project)
    guide, diagnostics = build_guide(sources, Site())
    return guide, (*unread, *diagnostics)
