"""The export: same pages, addresses and anchors with another generator; safe on top of an older one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from compare_sites import differences, ids_by_address
from studyguide.check.site import check_site
from studyguide.cli.main import main
from studyguide.cli.project_settings import read_config
from studyguide.hosts.export import MANIFEST, exported_path, read_manifest
from studyguide.model.note import PagePath
from tiny import built_afresh, copied, tree, write

pytestmark = pytest.mark.usefixtures("project")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = copied(tmp_path / "project")
    write(
        made,
        "docs/about/baking.md",
        "---\ntitle: Baking\ndescription: How to bake with these notes.\n---\n\n# Baking\n\n"
        "Start [home](../index.md), see [autolyse](../concepts/autolyse.md#notes) and [this folder](index.md).\n\n"
        "```\n[left alone](../index.md)\n```\n\n[elsewhere]: ../glossary.md\n\nAll [terms][elsewhere].\n",
    )
    write(made, "docs/assets/own.css", "body { margin: 0 }\n")
    monkeypatch.chdir(made)
    return made


def exported(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["export", *map(str, arguments)])
    return result.exit_code, result.output


def test_a_page_too_long_for_other_searches_is_left_out_of_them(project: Path, tmp_path: Path) -> None:
    write(project, "seeds/long.md", "# Long\n\n" + "knead and fold the dough\n" * 2500)
    assert exported(tmp_path / "out")[0] == 0
    fronts = {
        name: yaml.safe_load((tmp_path / f"out/docs/{name}/README.md").read_text("utf-8").split("---\n")[1])
        for name in ("notes/long", "notes/class")
    }
    assert fronts["notes/long"]["search"] == {"exclude": True}
    assert "search" not in fronts["notes/class"]
    run = subprocess.run(
        [sys.executable, "-m", "zensical", "build"], cwd=tmp_path / "out", capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_zensical_builds_the_same_addresses_and_anchors_from_it(project: Path, tmp_path: Path) -> None:
    pytest.importorskip("zensical")
    assert exported(tmp_path / "out")[0] == 0
    run = built_afresh(project, tmp_path / "site", "--strict")
    assert run.returncode == 0, run.stderr
    command = [sys.executable, "-m", "zensical", "build"]
    other = subprocess.run(command, cwd=tmp_path / "out", capture_output=True, text=True, env=dict(os.environ))
    assert other.returncode == 0, other.stderr
    one, two = ids_by_address(tmp_path / "site"), ids_by_address(tmp_path / "out" / "site")
    assert one
    assert differences(one, two) == []
    broken = [p for p in check_site(tree(tmp_path / "out" / "site")) if "/assets/" not in p.what]
    assert broken == [], "the tiny project has no scripts and styles of its own, everything else must be there"


def test_every_link_leads_right_in_the_folder_itself(tmp_path: Path) -> None:
    """As a code host shows it: a folder is shown as its README.md."""
    exported(tmp_path / "out")
    text = (tmp_path / "out" / "docs" / "about" / "baking" / "README.md").read_text("utf-8")
    assert "[home](../../README.md)" in text
    assert "[autolyse](../../concepts/autolyse/README.md#notes)" in text
    assert "[this folder](../README.md)" in text
    assert "[elsewhere]: ../../glossary/README.md" in text
    assert "[left alone](../index.md)" in text
    html = (tmp_path / "out" / "docs" / "concepts" / "autolyse" / "README.md").read_text("utf-8")
    assert '<a href="../../notes/class/#L' in html
    assert (tmp_path / "out" / "docs" / "notes" / "class" / "README.md").exists()


def test_pages_are_plain_markdown_with_front_matter_and_no_hook_is_named(tmp_path: Path) -> None:
    exported(tmp_path / "out")
    out = tmp_path / "out"
    for page in (*out.glob("docs/concepts/**/*.md"), *out.glob("docs/notes/**/*.md"), *out.glob("docs/about/*/*.md")):
        _, front, text = page.read_text("utf-8").split("---\n", 2)
        assert {"title", "description"} <= yaml.safe_load(front).keys(), page
        assert "<!-- guide:" not in text
    config = yaml.safe_load((out / "mkdocs.yml").read_text("utf-8"))
    assert not {"hooks", "plugins", "exclude_docs", "watch"} & config.keys()
    assert "custom_dir" not in config["theme"]
    assert (out / "docs" / "assets" / "own.css").exists()
    assert (out / "docs" / "glossary.json").exists() and (out / "docs" / "feed.xml").exists()
    assert not list((out / "docs").rglob("*.yml"))


def test_the_same_guide_gives_the_same_bytes(tmp_path: Path) -> None:
    exported(tmp_path / "one")
    exported(tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_second_export_removes_only_what_the_first_wrote(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    exported(out)
    write(out, "docs/about/baking/mine.txt", "kept")
    write(out, ".git/config", "kept")
    (project / "docs" / "about" / "baking.md").unlink()
    code, said = exported(out)
    assert code == 0 and "1 removed" in said
    assert not (out / "docs" / "about" / "baking" / "README.md").exists()
    assert (out / "docs" / "about" / "baking" / "mine.txt").exists() and (out / ".git" / "config").exists()
    assert "docs/about/baking/README.md" not in read_manifest((out / MANIFEST).read_text("utf-8"))


@pytest.mark.parametrize("path", ["mkdocs.yml", "docs/README.md", "docs/feed.xml"])
def test_a_file_of_somebody_else_is_never_overwritten(tmp_path: Path, path: str) -> None:
    write(tmp_path / "out", path, "mine")
    before = tree(tmp_path / "out")
    code, said = exported(tmp_path / "out")
    assert code == 1 and path in said and "nothing was done" in said
    assert tree(tmp_path / "out") == before


def test_a_page_edited_since_is_never_overwritten(tmp_path: Path) -> None:
    exported(tmp_path / "out")
    write(tmp_path / "out", "docs/glossary/README.md", "edited by hand")
    before = tree(tmp_path / "out")
    code, said = exported(tmp_path / "out")
    assert code == 1 and "docs/glossary/README.md" in said
    assert tree(tmp_path / "out") == before


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "docs").symlink_to(elsewhere)
    assert exported(tmp_path / "out")[0] == 1
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("folder", ["docs", "seeds/export", "."])
def test_it_refuses_the_folders_the_guide_is_made_from(project: Path, folder: str) -> None:
    before = tree(project)
    assert exported(folder)[0] != 0
    assert tree(project) == before


@pytest.mark.parametrize("line", ["a  ../outside", "a  /etc/hosts", "a  docs/../../x", "a  b\\..\\c", "nothing"])
def test_a_manifest_names_nothing_outside_its_folder(line: str) -> None:
    assert read_manifest(line) == {}


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("index.md", "README.md"),
        ("glossary.md", "glossary/README.md"),
        ("services/index.md", "services/README.md"),
        ("concepts/recall.md", "concepts/recall/README.md"),
    ],
)
def test_a_page_becomes_the_readme_of_its_address(page: str, place: str) -> None:
    assert exported_path(PagePath(page)) == place


def test_settings_from_the_environment_are_written_out() -> None:
    text = 'site_url: !ENV [SITE, OTHER, "none"]\nrepo_url: !ENV REPO\n'
    assert read_config(text, {"OTHER": "b"}) == {"site_url": "b", "repo_url": None}
    assert read_config(text, {}) == {"site_url": "none", "repo_url": None}
