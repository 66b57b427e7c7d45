"""The schemas editors complete from: written from the records, kept up to date, right about every shipped file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from studyguide.parse.curated.schemas import schemas

DOCS = Path(__file__).resolve().parents[1] / "docs"
CURATED = sorted(p for p in DOCS.rglob("*.yml") if "$schema=" in p.read_text("utf-8").split("\n", 1)[0])


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2: a date is text, `yes` and `no` are words."""


AsEditorsRead.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
AsEditorsRead.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?:true|false)$"), ["t", "f"])


def test_the_files_are_those_the_command_writes() -> None:
    assert {p.name: p.read_text("utf-8") for p in (DOCS / "schema").glob("*.json")} == schemas()


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schemas()[name]))


@pytest.mark.parametrize("path", CURATED, ids=lambda p: p.relative_to(DOCS).as_posix())
def test_every_curated_file_names_its_schema_and_follows_it(path: Path) -> None:
    named = re.match(r"# yaml-language-server: \$schema=(\S+)", path.read_text("utf-8"))
    assert named is not None
    schema: dict[str, Any] = json.loads((path.parent / named[1]).read_text("utf-8"))
    value = yaml.load(path.read_text("utf-8"), AsEditorsRead)
    faults = list(jsonschema.Draft202012Validator(schema).iter_errors(value))
    assert [f"{list(fault.absolute_path)}: {fault.message[:200]}" for fault in faults] == []


def test_families_and_kinds_name_theirs() -> None:
    assert {DOCS / "kinds.yml", *(DOCS / "glossary").glob("*.yml")} <= set(CURATED)


def test_an_editor_explains_each_field() -> None:
    fields = json.loads(schemas()["glossary.json"])["$defs"]["Term"]["properties"]
    assert fields["does"]["description"].startswith("Up to 25 words")
