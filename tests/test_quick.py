"""What makes a build quick changes no byte of it: pages filled into shells of the template, and several processes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from tiny import built_afresh, copied, differing, tree

ROOT = Path(__file__).resolve().parents[1]
WITHOUT = """
import sys
from mkdocs.__main__ import cli
from studyguide.execution import parallel
from studyguide.hosts.mkdocs import layout_cache
parallel.parallel_map = parallel.counting_map
layout_cache.cached_layout = lambda template, entry, hangs: template
cli(sys.argv[1:])
"""


def built_without(settings: Path, site: Path, **environment: str) -> None:
    """Build a site in one process, whose pages all go through the template."""
    command = [sys.executable, "-c", WITHOUT, "build", "-q", "-f", str(settings), "-d", str(site)]
    run = subprocess.run(command, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment})
    assert run.returncode == 0


def test_every_page_of_the_shipped_guide(site_dir: Path, tmp_path: Path) -> None:
    built_without(ROOT / "mkdocs.yml", tmp_path)
    assert differing(tree(site_dir), tree(tmp_path)) == []


@pytest.mark.parametrize("urls", ["true", "false"], ids=["folders", "files"])
def test_pages_that_say_where_they_stand(tmp_path: Path, urls: str) -> None:
    project = copied(tmp_path / "project")
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8").replace('site_url: ""', "site_url: https://bread.example/deep/")
    config.write_text(f"{text}\nrepo_url: https://code.example/a/b\nuse_directory_urls: {urls}\n", "utf-8")
    config.write_text(config.read_text("utf-8").replace("features: [", "features: [content.action.edit, "), "utf-8")
    assert built_afresh(project, tmp_path / "filled").returncode == 0
    built_without(config, tmp_path / "rendered")
    assert differing(tree(tmp_path / "filled"), tree(tmp_path / "rendered")) == []
    pages = [path.read_text("utf-8") for path in (tmp_path / "filled").rglob("*.html")]
    assert any('rel="canonical" href="https://bread.example/deep/concepts/autolyse' in page for page in pages)
    assert any('rel="edit"' in page and "seeds/class.md" in page for page in pages)


def test_no_name_is_confused_with_a_mark_of_the_layout(tmp_path: Path) -> None:
    """Marks were private-use characters around a word once: a name that looks like one stopped the build."""
    name = "\ue000title\ue001 \ue000text\ue001 \ue000nothing\ue001"
    note = f"# {name}\n\nAutolyse\n\n## {name}\n\nProofing\n"
    project = copied(tmp_path / "project", **{"seeds/odd.md": note, f"docs/{name}.md": f"# {name}\n"})
    kinds = project / "docs" / "kinds.yml"
    kinds.write_text(kinds.read_text("utf-8").replace("name: Dough", f'name: "Dough {name}"'), "utf-8")
    config = project / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}\ncopyright: '{name}'\n", "utf-8")
    run = built_afresh(project, tmp_path / "filled")
    assert run.returncode == 0, run.stderr
    built_without(config, tmp_path / "rendered")
    assert differing(tree(tmp_path / "filled"), tree(tmp_path / "rendered")) == []


def test_addresses_in_the_head_are_escaped(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    config = project / "mkdocs.yml"
    address = 'https://bread.example/a&b"c/'
    config.write_text(config.read_text("utf-8").replace('site_url: ""', f"site_url: '{address}'"), "utf-8")
    assert built_afresh(project, tmp_path / "site").returncode == 0
    page = (tmp_path / "site" / "concepts" / "autolyse" / "index.html").read_text("utf-8")
    for name in ("og:url", "og:image"):
        [content] = re.findall(rf'<meta property="{name}" content="([^"]*)">', page)
        assert content.startswith("https://bread.example/a%26b%22c/")


def test_the_policy_names_all_that_it_allows(tmp_path: Path) -> None:
    assert built_afresh(copied(tmp_path / "project"), tmp_path / "site").returncode == 0
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    [text] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    rules = dict(rule.split(" ", 1) for rule in unescape(text).split("; "))
    assert rules["default-src"] == rules["base-uri"] == "'none'"
    assert {source for rule in rules.values() for source in rule.split() if "sha256-" not in source} == {
        "'none'", "'self'", "'unsafe-inline'", "data:",
    }  # fmt: skip
    assert "'unsafe-inline'" not in rules["script-src"]
