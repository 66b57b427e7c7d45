"""The preview: after any edits its tree is that of a whole build; what is wrong is told and nothing falls over."""

from __future__ import annotations

from pathlib import Path

import pytest

from preview import PAGE, Server, built_whole, page, previewed
from studyguide.hosts.mkdocs.dev_server import inject_diagnostics, preview_app
from tiny import copied, differing, put_back, tree, write

GLOSSARY = "docs/glossary/dough.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied(tmp_path / "project")


def after(server: Server, project: Path, site: Path, whole: Path) -> list[str]:
    server.builder()
    built_whole(project, whole)
    return differing(tree(site), tree(whole))


def test_edits_of_every_sort(project: Path, tmp_path: Path) -> None:
    site, whole = tmp_path / "site", tmp_path / "whole"
    note, dough = project / "seeds" / "class.md", project / GLOSSARY
    with previewed(project, site) as server:
        assert str(project / "seeds") in server.watched
        before = {path: (site / path).stat().st_mtime_ns for path in tree(site)}
        write(project, "seeds/class.md", note.read_text("utf-8") + "\nAutolyse again, at dawn.\n")
        assert after(server, project, site, whole) == []
        assert "at dawn" in (site / "concepts/autolyse/index.html").read_text("utf-8")
        again = {path for path in tree(site) if (site / path).stat().st_mtime_ns != before.get(path)}
        assert "concepts/hydration/index.html" not in again

        write(project, GLOSSARY, dough.read_text("utf-8").replace("lets flour rest", "leaves flour"))
        assert after(server, project, site, whole) == []
        write(project, "docs/index.md", "# Bread, at last\n\nWritten anew.\n")
        assert after(server, project, site, whole) == []
        write(project, "docs/about/index.md", "# Another title in the menu\n\nWritten anew.\n")
        assert after(server, project, site, whole) == []
        write(project, "docs/assets/own.css", "p { color: red }\n")
        for number in range(5):
            write(project, f"seeds/more/note-{number}.md", f"# Note {number}\n\nProofing in a banneton.\n")
        assert after(server, project, site, whole) == []
        (project / "seeds/more/note-1.md").rename(project / "seeds/another.md")
        (project / "seeds/more/note-2.md").unlink()
        (project / "docs/assets/own.css").unlink()
        assert after(server, project, site, whole) == []
        config = project / "mkdocs.yml"
        config.write_text(config.read_text("utf-8").replace("Baking bread", "Bread and salt"), "utf-8")
        assert after(server, project, site, whole) == []


def test_a_broken_glossary_leaves_the_last_good_site_and_says_why(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    text, times = (project / GLOSSARY).read_text("utf-8"), (project / GLOSSARY).stat()
    with previewed(project, site) as server:
        before = tree(site)
        write(project, GLOSSARY, text.replace("use_when: The dough tears.", "use_wen: The dough tears."))
        server.builder()
        assert differing(tree(site), before) == []
        assert b"unknown key `use_wen`" in served(server)
        put_back(project / GLOSSARY, text, times)
        server.builder()
        assert differing(tree(site), before) == []
        assert b"Not all is well" not in served(server)


def test_settings_that_cannot_be_read_stop_nothing(project: Path, tmp_path: Path) -> None:
    site, config = tmp_path / "site", project / "mkdocs.yml"
    text, times = config.read_text("utf-8"), config.stat()
    with previewed(project, site) as server:
        before = tree(site)
        config.write_text("site_name: [", "utf-8")
        server.builder()
        assert differing(tree(site), before) == []
        put_back(config, text, times)
        server.builder()
        assert differing(tree(site), before) == []


def test_a_page_served_may_reload_itself_and_shows_problems_as_text() -> None:
    assert inject_diagnostics(PAGE, ()) == PAGE
    told = inject_diagnostics(PAGE, ("<script>",))
    assert b"&lt;script&gt;" in told
    assert told.index(b'class="a">') < told.index(b"Not all")
    server = Server()
    server.set_app(preview_app(page, lambda: ("one thing",)))
    shown = served(server)
    assert b"Content-Security-Policy" not in shown
    assert b"one thing" in shown


def served(server: Server) -> bytes:
    """What a browser gets for a page of the site; its length is told right."""
    told: list[tuple[str, list[tuple[str, str]]]] = []
    content = b"".join(server.application({}, lambda status, headers: told.append((status, headers))))
    assert dict(told[0][1])["Content-Length"] == str(len(content))
    return content
