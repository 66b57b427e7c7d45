"""Addresses published once: kept, led on, or reported; and the command that writes them down."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from studyguide.cli.main import main
from studyguide.model.note import PagePath
from studyguide.render.data.address_ledger import LEDGER, read_ledger, updated_address_ledger
from studyguide.render.data.redirects import redirects
from studyguide.render.site_context import Site
from studyguide.render.urls import Addressing
from tiny import built_afresh, copied, write

PAGES = frozenset(map(PagePath, ("index.md", "glossary.md", "concepts/recall.md", "notes/class.md")))


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


def test_a_page_that_has_moved_leads_on_without_a_script() -> None:
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
    assert run.returncode != 0 and "`concepts/autolysis/` was published once" in run.stderr

    moved = ledger.read_text("utf-8").replace("concepts/autolysis/", "concepts/autolysis/ -> concepts/autolyse/")
    write(project, LEDGER, moved)
    assert built_afresh(project, tmp_path / "site", "--strict").returncode == 0
    assert "../autolyse/" in (tmp_path / "site" / "concepts" / "autolysis" / "index.html").read_text("utf-8")
