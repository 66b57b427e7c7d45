"""Every path that is written is below its folder: the one function that decides, and everything that writes."""

from __future__ import annotations

import os
import posixpath
import re
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from casefile import Case, agrees, cases
from studyguide.cli.main import main
from studyguide.hosts.export import MANIFEST, read_manifest
from studyguide.hosts.scaffold import project_files
from studyguide.hosts.write import write_files
from studyguide.model.note import NotePath
from studyguide.pipeline import build_guide
from studyguide.render.data.address_ledger import LEDGER
from studyguide.render.data.redirects import written_path
from studyguide.render.data.site_file import SiteFile
from studyguide.render.site_context import Site
from studyguide.render.urls import Addressing
from studyguide.sources import load_sources
from studyguide.text.safe_path import checked_path, is_safe_path, path_fault
from tiny import built_afresh, copied, tree, write

PART = st.sampled_from(
    ("a", "..", ".", "", "con", "x" * 255, "x" * 256, "é" * 128, "C:", "a\\b", "a\0", "~", "-", "…", " ")
)
PATHS = st.lists(PART, max_size=5).map("/".join) | st.text(max_size=40)


@pytest.mark.parametrize("case", cases("paths"), ids=str)
def test_paths(case: Case, accept: bool) -> None:
    """`given` is a list of paths; what comes out is why each may not be written, '' if it may."""
    agrees(case, [path_fault(path) for path in case.given], accept)


@given(PATHS)
def test_a_safe_path_is_below_its_folder_on_every_system(path: str) -> None:
    if not is_safe_path(path):
        with pytest.raises(ValueError, match=re.escape(path_fault(path))):
            checked_path(path)
        return
    assert checked_path(path) == path == posixpath.normpath(path)
    assert posixpath.normpath(posixpath.join("/site", path)).startswith("/site/")
    assert not set(path) & {"\\", "\0", "\n"} and ":" not in path[1:2]
    assert all(0 < len(part.encode()) <= 255 for part in path.split("/"))


@given(st.lists(PATHS, max_size=4))
def test_no_written_path_leaves_its_folder(paths: list[str]) -> None:
    """What is refused writes nothing at all."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "above" / "target"
        folder.mkdir(parents=True)
        try:
            write_files(folder, [SiteFile(path, b"x") for path in paths])
        except ValueError:
            assert list(folder.iterdir()) == []
        except OSError:
            pass  # a file is in the way of a folder
        assert [path.name for path in (Path(scratch) / "above").iterdir()] == ["target"]
        assert [path.name for path in Path(scratch).iterdir()] == ["above"]


def test_a_link_on_the_way_is_not_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (folder / "docs").symlink_to(outside)
    (folder / "file").symlink_to(outside / "file")
    for path in ("docs/x.md", "file"):
        with pytest.raises(ValueError, match="link"):
            write_files(folder, [SiteFile("first", b""), SiteFile(path, b"")])
    assert list(outside.iterdir()) == [] and not (folder / "first").exists()


def test_every_path_of_a_guide_may_be_written() -> None:
    guide, _ = build_guide(load_sources(Path(__file__).parent / "sites" / "tiny")[0], Site())
    paths = [written_path(page.path, addressing) for page in guide.pages for addressing in Addressing]
    paths += [file.path for file in guide.files]
    assert len(paths) > 80 and all(map(is_safe_path, paths))


def test_an_export_removes_nothing_outside_of_its_folder() -> None:
    digest = "0" * 64
    listed = "\n".join(f"{digest}  {path}" for path in ("docs/a.md", "../x", "/etc/x", "a\\..\\b", "C:/x", "a/../../x"))
    assert read_manifest(listed) == {"docs/a.md": frozenset({digest})}


def test_a_new_project_leaves_out_a_note_whose_name_cannot_be_written() -> None:
    names = ("fine.md", "../up.md", "a\\b.md", "aux.md", "a\nb.md")
    files, diagnostics = project_files("bread", [(NotePath(name), b"Autolyse\n") for name in names])
    assert [file.path for file in files if file.path.endswith(".md") and file.path.startswith("seeds/")] == [
        "seeds/fine.md"
    ]
    assert {problem.place.file for problem in diagnostics if problem.kind == "unsafe-path"} == set(names) - {"fine.md"}


def test_a_ledger_writes_nothing_above_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither does a build, nor an export."""
    lines = "../../above/ -> /\n..\\x/ -> /\n/../y/ -> /\nfeed.xml -> /\n"
    project = copied(tmp_path / "in" / "project", **{LEDGER: lines})
    site = tmp_path / "in" / "deep" / "site"
    run = built_afresh(project, site)
    assert run.returncode == 0, run.stderr
    for number in (1, 2, 3):
        assert f"{LEDGER}:{number}: the address" in run.stderr
    monkeypatch.chdir(project)
    result = CliRunner().invoke(main, ["export", str(tmp_path / "in" / "deep" / "export")])
    assert result.exit_code == 0, result.output
    assert f"{LEDGER}:1: the address" in result.output
    assert (tmp_path / "in" / "deep" / "export" / MANIFEST).is_file()
    assert sorted(path.name for path in (tmp_path / "in").iterdir()) == ["deep", "project"]
    assert sorted(path.name for path in (tmp_path / "in" / "deep").iterdir()) == ["export", "site"]
    assert (site / "feed.xml").is_file()


@pytest.fixture
def odd_docs(tmp_path: Path) -> Path:
    project = copied(tmp_path / "project")
    write(tmp_path, "outside/secret.md", "# Of the house\n")
    docs = project / "docs"
    write(tmp_path, "outside/deep/page.md", "# Of the house\n")
    (docs / "folder").symlink_to(tmp_path / "outside")
    (docs / "passwd.txt").symlink_to("/etc/passwd")
    (docs / "secret.md").symlink_to(tmp_path / "outside" / "secret.md")
    (docs / "inside.md").symlink_to("index.md")
    (docs / "self.md").symlink_to("self.md")
    (docs / "nowhere.png").symlink_to("nothing.png")
    (docs / "glossary" / "out.yml").symlink_to(tmp_path / "outside" / "secret.md")
    os.mkfifo(docs / "pipe.md")
    os.mkfifo(docs / "glossary" / "pipe.yml")
    os.mkfifo(project / "seeds" / "pipe.md")
    return project


REFUSED = ("docs/folder", "docs/passwd.txt", "docs/secret.md", "docs/self.md", "docs/nowhere.png",
           "docs/glossary/out.yml", "docs/pipe.md", "docs/glossary/pipe.yml", "seeds/pipe.md")  # fmt: skip


def test_what_leads_out_of_docs_is_reported_and_not_published(odd_docs: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    run = built_afresh(odd_docs, site)
    assert run.returncode == 0, run.stderr
    assert [path for path in REFUSED if run.stderr.count(f"{path}: ") != 1] == []
    published = tree(site)
    assert "inside/index.html" in published
    assert not {"passwd.txt", "secret/index.html", "self/index.html", "pipe/index.html", "nowhere.png"} & set(published)
    assert not [path for path in published if path.startswith("folder/")]
    assert not any(b"Of the house" in content for content in published.values())


def test_an_export_tells_and_leaves_out_the_same(
    odd_docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(odd_docs)
    result = CliRunner().invoke(main, ["export", str(tmp_path / "export")])
    assert result.exit_code == 0, result.output
    assert [path for path in REFUSED if f"{path}: " not in result.output] == []
    assert not any(b"Of the house" in content for content in tree(tmp_path / "export").values())


@pytest.mark.parametrize("target", ["..", ".", "../..", "/"])
def test_a_folder_that_never_ends_stops_the_build_at_once(tmp_path: Path, target: str) -> None:
    """The host would walk through it before anything could be taken away."""
    project = copied(tmp_path / "project")
    (project / "docs" / "about" / "round").symlink_to(target)
    run = built_afresh(project, tmp_path / "site")
    assert run.returncode == 1
    assert "docs/about/round: this link leads" in run.stderr and "Traceback" not in run.stderr
