"""`studyguide check` finds each fault that is planted in a sound site, and reports nothing on a sound one."""

from __future__ import annotations

import gzip
import io
import os
import re
import sqlite3
import zipfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from casefile import Case, agrees, cases
from studyguide.check.css_references import css_references
from studyguide.check.fault_kinds import KNOWN, fault, kinds_table
from studyguide.check.read_page import read_page, refresh_target
from studyguide.check.shown_secrets import needles_of
from studyguide.check.site import check_site
from studyguide.cli.check import read_site
from studyguide.model.diagnostics import format_diagnostic
from studyguide.render.apkg import AnkiDeck, AnkiNote, NoteType, apkg
from tiny import built_here, copied, tree

ROOT = Path(__file__).parents[1]
SOUND = Path(__file__).parent / "sites" / "sound"
HARDENING = ROOT / "docs" / "dev" / "hardening.md"
ON_DISK = frozenset(("linked-file", "special-file"))
"""Kinds that no mapping of files can hold; they have tests of their own below."""
OPERATIONS = frozenset(
    ("kind", "write", "remove", "replace", "latin-1", "deck", "archive", "gzip", "secrets", "allow", "base")
)


@pytest.mark.parametrize("case", cases("check"), ids=str)
def test_planted_faults(case: Case, accept: bool) -> None:
    """Each case changes the sound site of `tests/sites/sound`. `given` has:

    kind      the kind of the fault, or a list of kinds; [] if nothing may be reported
    write     texts by path        remove    a list of paths       replace  [old, new, ...] by path
    latin-1   texts by path, written in Latin-1
    deck      SQL by path, run on the database of a deck
    archive   a zip file by path, as texts by name                 gzip     a compressed text by path
    secrets, allow, base           as `check_site` takes them
    """
    given = dict(case.given)
    assert set(given) <= OPERATIONS
    diagnostics = check_site(
        changed(sound_site(), given), given.get("secrets", ()), given.get("base", "/"), given.get("allow", ())
    )
    kinds = given.get("kind", [])
    assert {problem.kind for problem in diagnostics} == set([kinds] if isinstance(kinds, str) else kinds), diagnostics
    agrees(case, [format_diagnostic(problem) for problem in diagnostics], accept)


def test_every_kind_has_a_planted_fault() -> None:
    planted = [case.given.get("kind", []) for case in cases("check")]
    assert {k for kinds in planted for k in ([kinds] if isinstance(kinds, str) else kinds)} == KNOWN - ON_DISK
    assert len(KNOWN) >= 65


def test_no_message_shows_a_secret() -> None:
    """A file whose name shows one is named all the same: otherwise nobody could find it."""
    for case in (case for case in cases("check") if "in-name" not in str(case.given.get("kind"))):
        for secret in case.given.get("secrets", ()):
            assert secret not in "\n".join(case.expect), case.name


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind of fault"):
        fault("no-such-kind", "a.html", "is wrong")


def test_the_documentation_lists_every_kind(accept: bool) -> None:
    text = HARDENING.read_text("utf-8")
    section = re.compile(r"(?s)(?<=<!-- kinds of faults -->\n\n).*?(?=\n\n<!-- end of kinds -->)")
    if accept:
        text = section.sub(lambda _: kinds_table(), text)
        HARDENING.write_text(text, "utf-8")
    assert (match := section.search(text)) and match[0] == kinds_table()
    assert f"{len(KNOWN)} kinds of faults" in text


def test_the_tiny_site_has_no_fault(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert built_here(copied(tmp_path / "project"), site) == []
    assert check_site(tree(site)) == ()


def test_a_page_that_is_not_utf_8_is_read_as_far_as_it_goes() -> None:
    kinds = {problem.kind for problem in check_site({"index.html": b"<p>\xff\xfe</p><a href='none/'>x</a>"})}
    assert {"not-utf-8", "broken-link"} <= kinds


def test_links_of_every_form_are_followed() -> None:
    forms = ("a/", "a/index.html", "./a/", "a", "a/#x", "#top", "?q=1", "a/?q=1#x", "%61/", "b%20c.txt", "", "./", ".",
             "https://else.example/", "//else.example/", "a/../a/", "#:~:text=x")  # fmt: skip
    links = "".join(f'<a href="{form}">x</a>' for form in forms)
    files = {
        "index.html": f'<p id="top">{links}</p>'.encode(),
        "a/index.html": b'<p id="x"><a href="..">up</a><a href="../">up</a></p>',
        "b c.txt": b"text",
    }
    assert [problem for problem in check_site(files) if "link" in problem.kind or "anchor" in problem.kind] == []


def test_links_and_pipes_in_the_folder_are_reported_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("private", "utf-8")
    site = tmp_path / "site"
    site.mkdir()
    (site / "link.txt").symlink_to(tmp_path / "outside.txt")
    (site / "folder").symlink_to(tmp_path, target_is_directory=True)
    (site / "gone.txt").symlink_to(tmp_path / "none")
    os.mkfifo(site / "pipe")
    files, diagnostics = read_site(site)
    assert files == {}
    assert sorted((p.place.file, p.kind) for p in diagnostics) == [
        ("folder", "linked-file"), ("gone.txt", "linked-file"), ("link.txt", "linked-file"), ("pipe", "special-file"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=../a/", "../a/"),
        ("5;URL = 'b/'", "b/"),
        ("3, c/", "c/"),
        ("30", ""),
        ("", ""),
        ("0;url.html", "url.html"),
    ],
)
def test_the_address_of_a_refresh_is_read_as_a_browser_reads_it(content: str, target: str) -> None:
    assert refresh_target(content) == target


def test_a_text_divided_by_tags_is_one_line() -> None:
    page = read_page("<p>a<b>b</b><span>c</span>\n d</p><p>e<br>f</p><pre>g\nh ij</pre>")
    assert [text for text, _ in page.lines] == ["abc d", "e", "f", "h ij"]


def test_styles_are_read_as_a_browser_reads_them() -> None:
    css = 'a{b:url( "x.png" )} /* url(no.png) */ @import "y.css"; c{d:u\\72l(z.png)}'
    css += 'e{f:image-set("w.png" 1x,url(v.png) 2x)}'
    assert [target for target, _ in css_references(css)] == ["x.png", "y.css", "z.png", "v.png", "w.png"]


@pytest.mark.parametrize("count", [100, 400])
def test_secrets_are_looked_up_by_their_first_characters(count: int) -> None:
    """How many texts are compared at one place does not grow with the number of secrets."""
    needles = needles_of(f"{number:04d}-secret-{number}" for number in range(count))
    assert max(len(lengths) for lengths in needles.lengths.values()) <= 4


def sound_site() -> dict[str, bytes]:
    """Return the sound site: the files in the repository, with a deck and a compressed copy of the sitemap."""
    files = tree(SOUND)
    kind = NoteType(1_700_000_000_001, "Bread", ("Front", "Back"), "{{Front}}", "{{Back}}", ".card {}")
    notes = (
        AnkiNote("rye.is", "rye", ("What is <b>rye</b>?", "A grain")),
        AnkiNote("rye.water", "rye", ("Thirsty?", "Yes")),
    )
    files["decks/bread.apkg"] = apkg(kind, (AnkiDeck(1_700_000_000_002, "Bread", notes),), 1_700_000_000)
    files["sitemap.xml.gz"] = gzip.compress(files["sitemap.xml"], mtime=0)
    return files


def changed(files: dict[str, bytes], given: dict[str, Any]) -> dict[str, bytes]:
    """Return the files with the changes of a case."""
    for path, texts in given.get("replace", {}).items():
        text = files[path].decode()
        for old, new in zip(texts[::2], texts[1::2], strict=True):
            assert old in text, f"{path} does not contain {old!r}"
            text = text.replace(old, new)
        files[path] = text.encode()
    files |= {path: text.encode() for path, text in given.get("write", {}).items()}
    files |= {path: text.encode("latin-1") for path, text in given.get("latin-1", {}).items()}
    files |= {path: gzip.compress(text.encode(), mtime=0) for path, text in given.get("gzip", {}).items()}
    files |= {
        path: zipped({n: t.encode() for n, t in texts.items()}) for path, texts in given.get("archive", {}).items()
    }
    for path, statements in given.get("deck", {}).items():
        files[path] = with_sql(files[path], statements)
    for path in given.get("remove", ()):
        files = {} if path == "*" else {name: data for name, data in files.items() if name != path}
    return files


def zipped(members: dict[str, bytes]) -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stored.getvalue()


def with_sql(deck: bytes, statements: Iterable[str]) -> bytes:
    """Return a deck after statements were run on its database."""
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(members["collection.anki2"])
        for statement in statements:
            database.execute(statement)
        database.commit()
        members["collection.anki2"] = database.serialize()
    return zipped(members)
