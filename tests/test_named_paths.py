"""Checks that every file and folder of the repository that its documentation names exists."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *(ROOT / "docs/dev").rglob("*.md")]
)
CODE = re.compile(r"```.*?^ *```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"[\w./-]+\.(?:py|js|ts|mjs|sh|md|yml|json|toml|jinja|css|tsv|txt|lock)")
FOLDER = re.compile(r"(?:[\w-]+/)+")
WORD = re.compile(r"[^\s`'\"(),;]+")
OWN_FOLDERS = ("scripts/", "tests/", "hooks/", "docs/", "seeds/", ".github/")
NOT_IN_THE_REPOSITORY = {
    "assets/search.js": "joined from parts when a site is built",
    "docs/texts.yml": "a file that a project can have",
    "reading.js": "joined from parts when a site is built",
    "site/": "the built site",
    "node_modules/": "installed packages",
    "llms.txt": "a file of the built site",
    "search_worker.js": "described by a record that another one replaced",
    "studyguide/packs/": "a folder of the wheel",
    "Class.txt": "an example of a note",
}


def tracked() -> frozenset[str]:
    """Returns each file of the repository and each folder, with a slash at its end."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    files = listed.stdout.decode().splitlines()
    return frozenset([*files, *(f"{folder}/" for file in files for folder in PurePosixPath(file).parents)])


def named_paths(text: str) -> Iterator[str]:
    """Yields the paths that a document names in code; in commands, only those of the repository's own folders."""
    for span in CODE.finditer(text):
        words = WORD.findall(span[0])
        for word in words:
            path = word.split("::")[0].partition(":")[0].removeprefix("./")
            is_path = FILE.fullmatch(path) or FOLDER.fullmatch(path)
            if is_path and (path.startswith(OWN_FOLDERS) or len(words) == 1 or word.endswith(":")):
                yield path


def exists(path: str, known: frozenset[str]) -> bool:
    """Returns whether the repository has a file or folder of this path, below any folder."""
    return path in known or any(one.endswith(f"/{path}") for one in known)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_named_path_exists(document: Path) -> None:
    known = tracked()
    named = set(named_paths(document.read_text("utf-8"))) - NOT_IN_THE_REPOSITORY.keys()
    assert not sorted(path for path in named if not exists(path, known))


def test_every_exception_is_needed() -> None:
    known = tracked()
    named = {path for document in DOCUMENTS for path in named_paths(document.read_text("utf-8"))}
    assert {path for path in NOT_IN_THE_REPOSITORY if path not in named or exists(path, known)} == set()


def test_a_file_that_is_gone_is_noticed() -> None:
    text = "See `parse/gone.py`, `pipeline.py: build_guide` and `python scripts/gone.py site`."
    assert list(named_paths(text)) == ["parse/gone.py", "pipeline.py", "scripts/gone.py"]
    assert [path for path in named_paths(text) if not exists(path, tracked())] == ["parse/gone.py", "scripts/gone.py"]
