"""The preview: after any edits its tree is that of a whole build; what is wrong is reported and nothing fails."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from preview import PAGE, Server, built_whole, page, previewed
from studyguide.hosts.mkdocs.dev_server import (
    allow_reload_script,
    inject_diagnostics,
    is_own_host,
    mark_as_preview,
    preview_app,
)
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
        write(project, "docs/index.md", "# Bread, at last\n\nWritten again.\n")
        assert after(server, project, site, whole) == []
        write(project, "docs/about/index.md", "# Another title in the menu\n\nWritten again.\n")
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


def test_a_quoted_formula_follows_the_command_that_its_note_defines(project: Path, tmp_path: Path) -> None:
    note = (
        "# Rest\n\nAutolyse rests for $\\rest + 5$ minutes in its bowl.\n\n## Commands\n\n$\\newcommand{\\rest}{30}$\n"
    )
    write(project, "seeds/rest.md", note)
    with previewed(project, tmp_path / "site") as server:
        assert "<mn>30</mn>" in (tmp_path / "site/concepts/autolyse/index.html").read_text("utf-8")
        write(project, "seeds/rest.md", note.replace("{30}", "{40}"))
        assert after(server, project, tmp_path / "site", tmp_path / "whole") == []
        assert "<mn>40</mn>" in (tmp_path / "site/concepts/autolyse/index.html").read_text("utf-8")


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
        assert b"Problems found" not in served(server)


def test_a_broken_glossary_and_then_other_settings_leave_the_last_good_site(project: Path, tmp_path: Path) -> None:
    """Other settings mean a whole build, and MkDocs begins such a build by emptying the site."""
    site, whole, config = tmp_path / "site", tmp_path / "whole", project / "mkdocs.yml"
    text, times = (project / GLOSSARY).read_text("utf-8"), (project / GLOSSARY).stat()
    with previewed(project, site) as server:
        before = tree(site)
        write(project, GLOSSARY, text.replace("use_when: The dough tears.", "use_wen: The dough tears."))
        server.builder()
        config.write_text(config.read_text("utf-8").replace("Baking bread", "Bread and salt"), "utf-8")
        server.builder()
        assert differing(tree(site), before) == []
        assert b"unknown key `use_wen`" in served(server)
        put_back(project / GLOSSARY, text, times)
        assert after(server, project, site, whole) == []
        assert b"Bread and salt" in tree(site)["index.html"]
        assert staging_folders(site) == []


def test_a_theme_that_cannot_be_rendered_leaves_the_last_good_site(project: Path, tmp_path: Path) -> None:
    site, config = tmp_path / "site", project / "mkdocs.yml"
    with previewed(project, site) as server:
        before = tree(site)
        write(project, "overrides/main.html", "{{ nothing.such }}")
        config.write_text(
            config.read_text("utf-8").replace("name: material", "name: material\n  custom_dir: overrides")
        )
        server.builder()
        assert differing(tree(site), before) == []
        assert b"Problems found" in served(server)
        assert staging_folders(site) == []


def staging_folders(site: Path) -> list[Path]:
    return list(site.parent.glob(f".{site.name}.*"))


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
    page_with_problem = inject_diagnostics(PAGE, ("<script>",))
    assert b"&lt;script&gt;" in page_with_problem
    assert page_with_problem.index(b'class="a">') < page_with_problem.index(b"Problems found")
    server = Server()
    server.set_app(preview_app(page, lambda: ("one thing",), "127.0.0.1"))
    assert b"one thing" in served(server)


def test_the_policy_of_a_page_allows_the_reload_script_and_no_other() -> None:
    script = "livereload(1, 2);"
    head = b"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; script-src 'self'; x y\">"
    html = head + b"<body><script>evil()</script><p>x</p><script>%b</script></body></html>" % script.encode()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest())
    assert allow_reload_script(html).count(b"sha256-") == 1
    assert b"script-src 'self' 'sha256-" not in allow_reload_script(html.replace(b"</script></body>", b"</p></body>"))
    assert b"script-src 'sha256-%b' 'self';" % digest in allow_reload_script(html)


OWN = [
    "localhost", "localhost:8000", "LOCALHOST:1", "127.0.0.1:8000", "[::1]:8000", "[::1]", "192.168.1.5:8000",
]  # fmt: skip
OTHER = [
    "", "evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.1.6",
    "::1", "user@localhost", "localhost:8000@evil.example", "localhost:x", "[::2]", "0.0.0.0:8000", "2130706433",
]  # fmt: skip


@pytest.mark.parametrize(("host", "status"), [*((h, "200") for h in OWN), *((h, "421") for h in OTHER)])
def test_a_preview_answers_only_its_own_host(host: str, status: str) -> None:
    statuses: list[str] = []
    application = preview_app(page, tuple, "192.168.1.5")
    content = application({"HTTP_HOST": host}, lambda line, _: statuses.append(line[:3]))  # type: ignore[arg-type, return-value]
    assert statuses == [status]
    assert (b"Hello" in b"".join(content)) == (status == "200")


def test_a_preview_on_all_addresses_answers_to_ip_addresses_and_to_no_foreign_name() -> None:
    assert is_own_host("10.1.2.3:8000", "0.0.0.0") and is_own_host("[fe80::1]:8000", "::")
    assert not is_own_host("evil.example:8000", "0.0.0.0")


def served(server: Server) -> bytes:
    """Returns what a browser gets for a page of the site, after it has checked the length."""
    responses: list[tuple[str, list[tuple[str, str]]]] = []
    environ = {"HTTP_HOST": "localhost:8000"}
    content = b"".join(server.application(environ, lambda status, headers: responses.append((status, headers))))
    assert dict(responses[0][1])["Content-Length"] == str(len(content))
    return content


def test_the_scripts_of_a_preview_know_that_it_is_one() -> None:
    page = b'<head><meta name="studyguide-id" content="bread"></head>'
    assert mark_as_preview(page) == page.replace(b"<meta", b'<meta name="studyguide-preview"><meta', 1)
    assert mark_as_preview(b"<p>no guide</p>") == b"<p>no guide</p>"
