"""What is installed from a wheel makes and builds a project far from any checkout, as the checkout does."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from studyguide.cli.new import new_command
from studyguide.sources import field_files, load_sources
from tiny import built_afresh, differing, tree

ROOT = Path(__file__).resolve().parents[1]


def made(folder: Path) -> Path:
    """Build a wheel; return where it is."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what an environment gets from the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(made(folder)) as wheel:
        wheel.extractall(folder / "installed")
    return folder / "installed"


def test_a_wheel_holds_the_engine_with_its_templates_styles_and_scripts(installed: Path) -> None:
    engine = {k: v for k, v in tree(ROOT / "hooks/studyguide").items() if "__pycache__" not in k}
    found = {k: v for k, v in tree(installed / "studyguide").items() if not k.startswith("packs/")}
    assert differing(engine, found) == []
    assert {path.split("/")[0] for path in tree(installed) if ".dist-info/" not in path} == {"studyguide"}


def test_a_wheel_holds_the_shipped_pack_and_nothing_about_the_notes(installed: Path) -> None:
    """The pack is what the engine reads of docs/ for a field, and its description."""
    field, _ = load_sources(ROOT)
    files = {file.path.removeprefix("docs/"): file.text for file in field_files(field)}
    files["pack.yml"] = (ROOT / "docs/pack.yml").read_text("utf-8")
    held = {path: data.decode("utf-8") for path, data in tree(installed / "studyguide/packs/aws-ml").items()}
    assert held == files


def test_a_project_builds_with_the_wheel_as_with_the_checkout(installed: Path, tmp_path: Path) -> None:
    notes, project = ROOT / "tests/fields/birds/seeds", tmp_path / "birds"
    new_command.main([str(project), "--notes", str(notes)], standalone_mode=False)
    for site, environment in (("wheel", {"PYTHONPATH": str(installed)}), ("checkout", {})):
        run = built_afresh(project, tmp_path / site, "--strict", **environment)
        assert run.returncode == 0, run.stderr
    assert differing(tree(tmp_path / "wheel"), tree(tmp_path / "checkout")) == []


def test_an_editable_install_holds_no_copy_that_would_be_found_first(tmp_path: Path) -> None:
    command = [sys.executable, "-c", f"from hatchling.build import *; build_editable({str(tmp_path)!r})"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        assert [name for name in wheel.namelist() if ".dist-info/" not in name] == ["_studyguide.pth"]
