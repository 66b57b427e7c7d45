"""Writes the list of components of the package (SBOM, CycloneDX 1.6): python scripts/sbom.py TARGET.json.

Components are what the package needs to run, directly or not, with the versions of this environment, which come from
requirements.lock. What only builds or tests is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent


def main(target: str) -> int:
    """Writes the list; returns the exit code."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    Path(target).write_text(json.dumps(bill_of_materials(project), indent=2) + "\n", encoding="utf-8")
    return 0


def bill_of_materials(project: dict[str, Any]) -> dict[str, Any]:
    """Returns the list: the package itself, what it needs by name, and which of these needs which."""
    needs = needed(project["dependencies"])
    own = _component(project["name"], project["version"])
    components = {name: _component(name, metadata.version(name)) for name in sorted(needs)}
    direct = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    graph = {own["bom-ref"]: direct} | {components[name]["bom-ref"]: needs[name] for name in components}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**own, "licenses": [{"license": {"id": project["license"]}}]}},
        "components": list(components.values()),
        "dependencies": [
            {"ref": ref, "dependsOn": [components[name]["bom-ref"] for name in sorted(names)]}
            for ref, names in graph.items()
        ],
    }


def needed(requirements: Iterable[str]) -> dict[str, frozenset[str]]:
    """Returns each package that is needed in this environment, directly or not, with what it needs itself."""
    needs: dict[str, frozenset[str]] = {}
    open_names = sorted(_names(requirements))
    while open_names:
        name = open_names.pop()
        if name not in needs:
            needs[name] = _names(metadata.requires(name) or ())
            open_names += sorted(needs[name])
    return needs


def _names(requirements: Iterable[str]) -> frozenset[str]:
    parsed = map(Requirement, requirements)
    return frozenset(
        canonicalize_name(each.name) for each in parsed if each.marker is None or each.marker.evaluate({"extra": ""})
    )


def _component(name: str, version: str) -> dict[str, Any]:
    identity = f"pkg:pypi/{canonicalize_name(name)}@{version}"
    return {"type": "library", "bom-ref": identity, "name": name, "version": version, "purl": identity}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", metavar="TARGET.json")
    sys.exit(main(parser.parse_args().target))
