"""Checks that data files can be read: python scripts/data_files.py [FILE ...].

Without arguments it reads every YAML, TOML and JSON file that git knows of. Says `file:line: what is wrong` for each
that cannot be read, and for each key that a mapping has twice.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
SUFFIXES = (".yml", ".yaml", ".toml", ".json")
MEANT_TO_BE_DAMAGED = ("tests/attacks/", "tests/fields/", "tests/fixtures/", "tests/sites/")


def main(files: Sequence[str]) -> int:
    """Prints what is wrong with the files; returns the exit code."""
    errors = [error for file in files or tracked_files() for error in errors_of(ROOT, file)]
    print(*errors, sep="\n", end="\n" if errors else "")
    return int(bool(errors))


def tracked_files() -> list[str]:
    """Returns the data files that git knows of, without those of tests that are damaged on purpose."""
    run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = [file for file in run.stdout.split("\0") if file.endswith(SUFFIXES) and (ROOT / file).is_file()]
    return [file for file in files if not file.startswith(MEANT_TO_BE_DAMAGED)]


def errors_of(root: Path, file: str) -> Iterator[str]:
    """Yields what is wrong with a file, with file and line."""
    text = (root / file).read_text(encoding="utf-8")
    try:
        if file.endswith(".json"):
            json.loads(text)
        elif file.endswith(".toml"):
            tomllib.loads(text)
        else:
            yield from (f"{file}:{line}: the key `{key}` is there twice" for line, key in repeated_keys(text))
    except json.JSONDecodeError as error:
        yield f"{file}:{error.lineno}: {error.msg}"
    except tomllib.TOMLDecodeError as error:
        yield f"{file}:1: {error}"
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        yield f"{file}:{line}: {error.problem}"


def repeated_keys(text: str) -> Iterator[tuple[int, str]]:
    """Yields line and name of each key that a mapping of a YAML text has a second time."""
    for document in yaml.compose_all(text, yaml.SafeLoader):
        yield from _repeated(document)


def _repeated(node: Any) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated(value)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value != "<<":
                if key.value in seen:
                    yield key.start_mark.line + 1, key.value
                seen.add(key.value)
            yield from _repeated(value)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="FILE")
    sys.exit(main(parser.parse_args().files))
