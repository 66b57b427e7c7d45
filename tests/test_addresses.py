"""Addresses published once: kept, led on, or reported; and the command that writes them down."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from studyguide.cli.main import main
from studyguide.model.note import NotePath, PagePath
from studyguide.pipeline import build_guide
from studyguide.render.data.address_ledger import LEDGER, published_notes, read_ledger, updated_address_ledger
from studyguide.render.data.redirects import redirects
from studyguide.render.guide import Guide
from studyguide.render.note_pages import contested, note_pages
from studyguide.render.site_context import Site
from studyguide.render.urls import Addressing, address
from studyguide.sources import load_sources
from studyguide.text.safe_path import is_safe_path
from tiny import built_afresh, copied, write

PAGES = frozenset(map(PagePath, ("index.md", "glossary.md", "concepts/recall.md", "notes/class.md")))
PARTS = st.sampled_from(
    ("a", "A", "a b", "a-b", "a_b", "class", "CON", "index", "source", "tags", "é", "e\u0301", "💥", "...")
)
ENDINGS = st.sampled_from((".md", ".txt", ".MD", ""))
NOTE_PATHS = st.builds(
    lambda parts, ending: NotePath("/".join(parts) + ending), st.lists(PARTS, min_size=1, max_size=3), ENDINGS
)
ANY_PATHS = st.builds(NotePath, st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
WISHES = st.dictionaries(NOTE_PATHS | ANY_PATHS, st.sampled_from(("", "", "", "class", "a-b", "index")), max_size=12)


def test_the_ledger_of_this_guide_keeps_home_and_its_own_form() -> None:
    text = (Path(__file__).resolve().parents[1] / LEDGER).read_text("utf-8")
    assert read_ledger(text)[0].old == ""
    assert updated_address_ledger(text, []) == text


def test_an_address_that_would_be_lost_is_a_problem_with_its_line_and_what_to_do() -> None:
    files, diagnostics = redirects("# head\nconcepts/recal/\n/\n", PAGES, Site())
    assert files == ()
    [problem] = diagnostics
    assert str(problem.place) == f"{LEDGER}:2"
    assert problem.kind == "address-lost"
    assert "`concepts/recal/ -> new/address/`" in problem.hint and "`concepts/recall/`" in problem.hint


def test_a_page_that_has_moved_redirects_without_a_script() -> None:
    [file], diagnostics = redirects("old/name/ -> concepts/recall/\n", PAGES, Site(url="https://g.example/x/"))
    html = file.content.decode()
    assert diagnostics == ()
    assert file.path == "old/name/index.html"
    assert '<meta http-equiv="refresh" content="0; url=../../concepts/recall/">' in html
    assert '<link rel="canonical" href="https://g.example/x/concepts/recall/">' in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("line", "href"),
    [
        ("notes/old/ -> notes/class/#L12", "../class/#L12"),
        ("deep/er/page/ -> /", "../../../"),
        ("old/ -> glossary/", "../glossary/"),
    ],
)
def test_it_leads_to_fragments_and_home(line: str, href: str) -> None:
    [file], _ = redirects(line, PAGES, Site())
    assert f'content="0; url={href}"' in file.content.decode()


def test_from_disk_it_leads_to_files() -> None:
    [file], _ = redirects("old/ -> concepts/recall/", PAGES, Site(Addressing.FILE))
    assert file.path == "old.html"
    assert 'url=concepts/recall.html"' in file.content.decode()


@pytest.mark.parametrize(
    ("line", "kind"), [("glossary/ -> concepts/recall/", "address-taken"), ("old/ -> gone/", "address-lost")]
)
def test_a_redirect_that_cannot_work_is_a_problem(line: str, kind: str) -> None:
    files, [problem] = redirects(line, PAGES, Site())
    assert files == () and problem.kind == kind


def test_the_ledger_only_grows_and_is_sorted() -> None:
    first = updated_address_ledger("zoo/ -> glossary/\ngone/\n", PAGES)
    lines = [line for line in first.splitlines() if not line.startswith("#")]
    assert lines == ["/", "concepts/recall/", "glossary/", "gone/", "notes/class/", "zoo/ -> glossary/"]
    assert updated_address_ledger(first, PAGES) == first
    assert read_ledger(first)[0].old == ""


def test_a_strict_build_stops_where_an_address_would_vanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = copied(tmp_path / "project")
    monkeypatch.chdir(project)
    assert CliRunner().invoke(main, ["ledger"]).exit_code == 0
    ledger = project / LEDGER
    assert "concepts/autolyse/\n" in ledger.read_text("utf-8")
    assert built_afresh(project, tmp_path / "site", "--strict").returncode == 0

    write(project, LEDGER, ledger.read_text("utf-8") + "concepts/autolysis/\n")
    run = built_afresh(project, tmp_path / "site", "--strict")
    assert run.returncode != 0 and "`concepts/autolysis/` is in the ledger" in run.stderr

    moved = ledger.read_text("utf-8").replace("concepts/autolysis/", "concepts/autolysis/ -> concepts/autolyse/")
    write(project, LEDGER, moved)
    assert built_afresh(project, tmp_path / "site", "--strict").returncode == 0
    assert "../autolyse/" in (tmp_path / "site" / "concepts" / "autolysis" / "index.html").read_text("utf-8")


@given(WISHES, WISHES)
def test_adding_notes_never_moves_a_note_that_is_in_the_ledger(
    before: dict[NotePath, str], more: dict[NotePath, str]
) -> None:
    first = note_pages(before)
    ledger = updated_address_ledger("", first.values(), first)
    kept = {path: wish for path, wish in more.items() if not wish} | before
    assert note_pages(kept, published_notes(ledger)).items() >= first.items()


@given(WISHES, WISHES)
def test_adding_notes_never_moves_a_note_that_nobody_wants_to_replace(
    before: dict[NotePath, str], more: dict[NotePath, str]
) -> None:
    """Without a ledger, only notes whose paths give the same address depend on each other."""
    together = more | before
    disputed = {path for group in contested(together) for path in group}
    first, second = note_pages(before), note_pages(together)
    assert {path: page for path, page in first.items() if path not in disputed}.items() <= second.items()


@given(WISHES)
def test_every_note_has_a_page_of_its_own_that_can_be_written(wishes: dict[NotePath, str]) -> None:
    pages = note_pages(wishes)
    assert set(pages) == set(wishes)
    assert len({page.casefold() for page in pages.values()}) == len(pages)
    for page in pages.values():
        for addressing in Addressing:
            assert is_safe_path(address(page, addressing).rstrip("/"))
        parts = address(page).rstrip("/").split("/")
        assert parts[0] == "notes" and not {"index", "source"} & set(parts)
        assert parts[1] not in {"by-date", "watch-list", "no-term", "tags"}


@given(WISHES)
def test_the_ledger_says_for_which_note_each_address_is_whatever_its_name(wishes: dict[NotePath, str]) -> None:
    pages = note_pages(wishes)
    ledger = updated_address_ledger("", pages.values(), pages)
    assert published_notes(ledger) == {page: note for note, page in pages.items()}
    assert updated_address_ledger(ledger, pages.values(), pages) == ledger
    _, diagnostics = redirects(ledger, pages.values(), Site(), pages)
    assert diagnostics == ()


def test_every_page_that_the_site_makes_below_notes_is_reserved() -> None:
    guide = guide_of(Path(__file__).parent / "sites" / "tiny")
    made = {page.path for page in guide.pages if page.path.startswith("notes/")} - set(
        guide.site_context.notes.values()
    )
    assert made >= {"notes/index.md", "notes/by-date.md", "notes/watch-list.md", "notes/no-term.md"}
    wishes = {NotePath(path.removeprefix("notes/")): "" for path in made}
    assert made.isdisjoint(note_pages(wishes).values())


def test_a_folder_that_sorts_first_moves_no_note(tmp_path: Path) -> None:
    project = copied(tmp_path / "project", **{"seeds/bread/readme.md": "# Bread\n\nAutolyse\n"})
    before = guide_of(project).site_context.notes
    write(project, "seeds/a/readme.md", "# A\n\nProofing\n")
    after = guide_of(project).site_context.notes
    assert before["bread/readme.md"] == "notes/bread/readme.md"
    assert after.items() >= before.items()


MEANING = "notes/class/  seeds/other.md"


def test_an_address_that_would_show_another_note_is_a_problem_that_names_both() -> None:
    notes = {NotePath("class.md"): PagePath("notes/class.md")}
    files, [problem] = redirects(f"/\n{MEANING}\n", PAGES, Site(), notes)
    assert files == ()
    assert (problem.kind, str(problem.place)) == ("address-changed", f"{LEDGER}:2")
    assert "seeds/other.md" in problem.what and "seeds/class.md" in problem.what
    assert "`notes/class/  seeds/class.md`" in problem.hint and "slug:" in problem.hint
    assert MEANING in updated_address_ledger(MEANING, PAGES, notes), "the ledger must not take the new meaning over"


def test_the_old_address_of_a_note_that_has_moved_redirects() -> None:
    notes = {NotePath("b/readme.md"): PagePath("notes/b/readme.md")}
    [file], diagnostics = redirects("notes/readme/  seeds/b/readme.md", notes.values(), Site(), notes)
    assert diagnostics == ()
    assert file.path == "notes/readme/index.html" and "url=../b/readme/" in file.content.decode()


def test_an_older_ledger_is_read_and_completed() -> None:
    notes = {NotePath("class.md"): PagePath("notes/class.md")}
    old = "/\nconcepts/recall/\nglossary/\nnotes/class/\n"
    assert redirects(old, PAGES, Site(), notes) == ((), ())
    assert "\nnotes/class/  seeds/class.md\n" in updated_address_ledger(old, PAGES, notes)
    _, [lost] = redirects("notes/recall/", PAGES, Site(), notes)
    assert "did you mean `concepts/recall/`?" in lost.hint


@pytest.mark.parametrize(
    "line", ["../../x/", "../x/ -> /", "a\\b/", "C:/x/ -> /", "a/../b/", "nul/", f"{'x' * 300}/ -> /", "a\x1b/ -> /"]
)
def test_a_line_that_leads_out_of_the_site_is_a_problem_and_writes_nothing(line: str) -> None:
    files, [problem] = redirects(f"/\n{line}\n", PAGES, Site())
    assert files == ()
    assert (problem.kind, str(problem.place)) == ("unsafe-path", f"{LEDGER}:2")


@pytest.mark.parametrize("line", ["-> x/", "feed.xml -> x/", "feed.xml/x/ -> x/", "ASSETS/ -> x/", "Old/ -> x/"])
def test_a_redirect_never_takes_the_name_of_another_file(line: str) -> None:
    others = ["feed.xml", "assets", "old/index.html"]
    files, [problem] = redirects(line, PAGES - {PagePath("index.md")} | {PagePath("x.md")}, Site(), {}, others)
    assert files == () and problem.kind == "address-taken"


def test_the_built_site_keeps_what_it_has_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of pages that the site makes itself, a renamed note, and two notes that want one address."""
    names = ("index.md", "README.md", "404.md", "title.md", "by-date.md", "watch-list.md", "no-term.md")
    project = copied(tmp_path / "project", **{f"seeds/{name}": f"# Note {name}\n\nAutolyse\n" for name in names})
    monkeypatch.chdir(project)
    assert CliRunner().invoke(main, ["ledger"]).exit_code == 0
    write(project, "seeds/Class.txt", "Proofing in a note that came later\n")
    run = built_afresh(project, tmp_path / "site", "--strict")
    assert run.returncode == 0, run.stderr
    pages = {path: address(page) for path, page in guide_of(project).site_context.notes.items()}
    assert pages["class.md"] == "notes/class/" and pages["Class.txt"].startswith("notes/class-")
    for name in names:
        assert f"Note {name}" in (tmp_path / "site" / pages[name] / "index.html").read_text("utf-8")

    (project / "seeds/class.md").rename(project / "seeds/Class.md")
    run = built_afresh(project, tmp_path / "site", "--strict")
    assert run.returncode != 0
    assert "`notes/class/` was published for seeds/class.md and would now show seeds/Class.md" in run.stderr


def guide_of(project: Path) -> Guide:
    return build_guide(load_sources(project)[0], Site())[0]
