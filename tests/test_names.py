"""A name of the engine means one thing: types are defined once, and few other names are shared by modules."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import studyguide

ENGINE = Path(studyguide.__file__).parent
MODULES = {path.relative_to(ENGINE).as_posix(): ast.parse(path.read_text("utf-8")) for path in ENGINE.rglob("*.py")}
STAGES = (
    "model",
    "text",
    "execution",
    "parse",
    "link",
    "analysis",
    "practice",
    "suggest",
    "pipeline.py",
    "sources.py",
    "linked_corpus.py",
    "curated_files.py",
)
MOST_SHARED = 40


def _definitions(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def _shared() -> set[str]:
    modules = Counter(name for tree in MODULES.values() for name in set(_definitions(tree)))
    return {name for name, count in modules.items() if count > 1 and not name.startswith("__")}


def _is_type(name: str) -> bool:
    """Returns whether a name is written like a class, a type alias or a type variable."""
    bare = name.lstrip("_")
    return bare[:1].isupper() and (len(bare) == 1 or not bare.isupper())


def test_no_type_is_defined_twice() -> None:
    assert {name for name in _shared() if _is_type(name)} == set()


def test_few_other_names_are_defined_twice() -> None:
    shared = {name for name in _shared() if not _is_type(name)}
    assert len(shared) < MOST_SHARED, sorted(shared)


@pytest.mark.parametrize("module", sorted(name for name in MODULES if name.startswith(STAGES)))
def test_no_variable_is_called_found(module: str) -> None:
    """A variable is named after what it holds: mentions, problems, zones."""
    names = {name.id: name.lineno for name in ast.walk(MODULES[module]) if isinstance(name, ast.Name)}
    arguments = {node.arg: node.lineno for node in ast.walk(MODULES[module]) if isinstance(node, ast.arg)}
    assert "found" not in names | arguments
