"""The plain Markdown beside each page: its form case by case (`tests/cases/markdown_twin`), and where it is."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from casefile import Case, agrees, cases
from studyguide.check.site import check_site
from studyguide.render.data.markdown_twin import markdown_twin
from tiny import built_afresh, copied, tree

ALTERNATE = re.compile(r'<link rel="alternate markdown" type="text/markdown" href="([^"]+)">')
LISTED = re.compile(r"^- \[.*?\]\(([^)]+)\)", re.MULTILINE)
NOTE = "# Late\n\nAutolyse with **salt_, call +1 415 555 2671.\n\n| a | b |\n|---|---|\n| c | d |\n"


@pytest.mark.parametrize("case", cases("markdown_twin"), ids=str)
def test_markdown_of_pieces(case: Case, accept: bool) -> None:
    agrees(case, markdown_twin(case.given).strip("\n"), accept)


@pytest.mark.parametrize("urls", ["true", "false"], ids=["folders", "files"])
def test_each_page_has_its_markdown_beside_it(tmp_path: Path, urls: str) -> None:
    project = copied(tmp_path / "project", **{"seeds/late.md": NOTE})
    config = project / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}\nuse_directory_urls: {urls}\n", "utf-8")
    run = built_afresh(project, tmp_path / "site", "--strict")
    assert run.returncode == 0, run.stderr
    files = tree(tmp_path / "site")
    assert check_site(files) == ()
    twins = {path for path in files if path.endswith(".md")}
    linked = set()
    for path, content in files.items():
        if not path.endswith(".html") or path == "404.html":
            continue
        if found := ALTERNATE.findall(content.decode()):
            assert found == [f"{path.rpartition('/')[2].removesuffix('.html')}.md"]
            linked.add(f"{path.removesuffix('.html')}.md")
    assert linked == twins
    assert set(LISTED.findall(files["llms.txt"].decode())) == twins
    assert b".md" not in files["sitemap.xml"]
    texts = {path: files[path].decode() for path in twins}
    assert not [path for path, text in texts.items() if re.search(r"<(?:div|p|span|a|script|table)\b", text)]
    late = texts["notes/late/index.md" if urls == "true" else "notes/late.md"]
    assert "call [phone number removed]" in late
    assert "| a | b |\n| --- | --- |\n| c | d |" in late
    assert "555" not in "".join(texts.values())


def test_every_word_of_a_page_is_in_its_markdown(tmp_path: Path) -> None:
    project = copied(tmp_path / "project", **{"seeds/late.md": NOTE})
    assert built_afresh(project, tmp_path / "site").returncode == 0
    files, count = tree(tmp_path / "site"), 0
    for path in (path for path in files if path.startswith(("notes/", "concepts/")) and path.endswith(".html")):
        main = re.search(r"<article.*?>(.*)</article>", files[path].decode(), re.DOTALL)
        assert main
        plain = re.sub(
            r"<(svg|math|script|button|label|select)\b.*?</\1>|<[^>]+>|¶|&para;", " ", main[1], flags=re.DOTALL
        )
        text = files[path.removesuffix("html") + "md"].decode()
        words = set(re.findall(r"[^\W_]+", unescape(plain)))
        missing = words - set(re.findall(r"[^\W_]+", unescape(text)))
        assert missing == set(), path
        count += len(words)
    assert count > 200


def test_a_secret_is_found_although_markdown_escapes_it() -> None:
    secret = "_pass*word_"
    twin = markdown_twin(f"<p>{secret}</p>")
    assert secret not in twin
    problems = check_site({"a/index.md": twin.encode()}, [secret])
    assert any(p.place.file == "a/index.md" and p.kind.startswith("secret-") for p in problems)
