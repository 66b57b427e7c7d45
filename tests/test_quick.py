"""What makes a build quick changes no byte of it: pages filled into shells of the template, and several processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tiny import built_afresh, copied, differing, tree

ROOT = Path(__file__).resolve().parents[1]
WITHOUT = """
import sys
from mkdocs.__main__ import cli
from studyguide.execution import parallel
from studyguide.hosts.mkdocs import layout_cache
parallel.parallel_map = map
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
