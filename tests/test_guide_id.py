"""The settings of a guide in mkdocs.yml: its id, and how the ids of its decks are made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from studyguide.hosts.settings import site
from studyguide.model.diagnostics import Diagnostic, Severity
from studyguide.model.guide_id import guide_id, is_guide_id, project_guide_id
from studyguide.render.site_context import Site
from studyguide.render.urls import Addressing
from tiny import built_afresh, copied


def read(studyguide: object, name: str = "Baking bread") -> tuple[Site, tuple[Diagnostic, ...]]:
    extra: dict[str, Any] = {} if studyguide is None else {"studyguide": studyguide}
    return site({"site_name": name, "extra": extra}, Addressing.DIRECTORY, 7)


@pytest.mark.parametrize("given", ["a", "aws-ml", "2024-notes", "x" * 60])
def test_a_valid_id_is_taken_as_it_is(given: str) -> None:
    known, diagnostics = read({"id": given})
    assert (known.id, known.decks, known.epoch, diagnostics) == (given, 2, 7, ())


@pytest.mark.parametrize("given", ["", "AWS", "a b", "a_b", "-a", "x" * 61, "é", "a\n", "../a", 12, True, ["a"]])
def test_an_id_that_cannot_be_one_is_an_error(given: object) -> None:
    known, [problem] = read({"id": given})
    assert known.id == "baking-bread" and problem.severity is Severity.ERROR
    assert repr(given) in problem.what


@pytest.mark.parametrize("given", [None, {}, {"decks": 1}])
def test_without_an_id_the_name_gives_one_and_a_warning_the_line(given: object) -> None:
    known, [problem] = read(given)
    assert known.id == "baking-bread" and problem.severity is Severity.WARNING
    assert "studyguide: {id: baking-bread}" in problem.hint


@pytest.mark.parametrize("given", [0, 3, "1", True, None, [1]])
def test_other_decks_are_an_error(given: object) -> None:
    known, [problem] = read({"id": "a", "decks": given})
    assert known.decks == 2 and problem.severity is Severity.ERROR


@pytest.mark.parametrize("given", ["aws-ml", ["id"], 5])
def test_settings_that_are_no_mapping_are_an_error(given: object) -> None:
    known, [problem] = read(given)
    assert known.id == "baking-bread" and "not a mapping" in problem.what


@pytest.mark.parametrize(
    ("name", "made"),
    [("Baking bread", "baking-bread"), ("  C++ & Rust! ", "c-rust"), ("Crème brûlée", "creme-brulee"),
     ("x" * 59 + " y", "x" * 59), ("日本の鳥", "guide-44f2f554"), ("", "guide-e3b0c442")],
)  # fmt: skip
def test_the_id_that_a_name_gives(name: str, made: str) -> None:
    assert guide_id(name) == made and is_guide_id(made)


@pytest.mark.parametrize(
    ("folder", "field", "made"),
    [("bees", "keeping bees", "bees-keeping-bees"), ("hive", "keeping bees", "hive-keeping-bees"),
     ("Keeping_bees", "Keeping bees", "keeping-bees"), ("鳥", "birds", "guide-8754cc62-birds"), ("", "birds", "birds"),
     ("birds", "日本の鳥", "birds-guide-44f2f554"), ("", "", "guide-01ba4719")],
)  # fmt: skip
def test_the_id_of_a_new_project(folder: str, field: str, made: str) -> None:
    assert project_guide_id(folder, field) == made and is_guide_id(made)


def test_long_names_of_folders_give_different_ids() -> None:
    ids = {project_guide_id("x" * 60 + end, "bees") for end in "ab"} | {project_guide_id("x" * 60, "wasps")}
    assert len(ids) == 3 and all(map(is_guide_id, ids))


def test_a_build_without_an_id_warns_and_goes_on(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace(", studyguide: {id: baking-bread}", ""), "utf-8")
    run = built_afresh(project, tmp_path / "site")
    assert run.returncode == 0
    assert "studyguide: {id: baking-bread}" in run.stderr
    assert built_afresh(project, tmp_path / "strict", "--strict").returncode == 1


def test_the_shipped_guide_keeps_the_ids_of_its_decks() -> None:
    lines = (Path(__file__).parents[1] / "mkdocs.yml").read_text("utf-8").splitlines()
    [line] = [line for line in lines if line.strip().startswith("studyguide:")]
    assert yaml.safe_load(line) == {"studyguide": {"id": "aws-ml", "decks": 1, "packs": ["aws-ml"]}}
