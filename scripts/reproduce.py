#!/usr/bin/env python3
"""Build the guide twice under different conditions and compare every byte.

python scripts/reproduce.py            the shipped guide
python scripts/reproduce.py FOLDER     another project

The second build differs in the folder's name and depth, the order in which files were written, hash seed, time zone,
locale, the user's umask and the clock of its files; both have one SOURCE_DATE_EPOCH. Exit code 1 when a file differs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EPOCH = "1700000000"
PARTS = ("mkdocs.yml", "docs", "hooks", "seeds", "overrides")
ONE = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
OTHER = {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONUTF8": "1"}


def copied(project: Path, target: Path, backwards: str = "") -> Path:
    """Copy what a build reads. With `backwards` the files are written in the opposite order, with new dates."""
    target.mkdir(parents=True)
    paths = [p for part in PARTS for p in sorted((project / part).rglob("*")) or [project / part] if p.is_file()]
    for path in reversed(paths) if backwards else paths:
        if "__pycache__" in path.parts:
            continue
        file = target / path.relative_to(project)
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, file)
        if backwards:
            os.utime(file, (86400.0, 86400.0))
    return target


def built(project: Path, site: Path, conditions: dict[str, str], umask: int) -> dict[str, bytes]:
    """Build in a process of its own; return the content of every file by path."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "PYTHONHASH"))}
    variables = {**kept, **conditions, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    variables["PYTHONPATH"] = str(project / "hooks") if (project / "hooks").is_dir() else str(ROOT / "hooks")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)]
    subprocess.run(command, cwd=project, env=variables, check=True, umask=umask)
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT)
    project = parser.parse_args().folder.resolve()
    if not (project / "mkdocs.yml").is_file():
        parser.error(f"{project} has no mkdocs.yml")
    with tempfile.TemporaryDirectory() as folder:
        one = copied(project, Path(folder, "a"))
        other = copied(project, Path(folder, "much", "deeper", "ünder a näme"), backwards="yes")
        first = built(one, Path(folder, "site-one"), ONE, 0o022)
        second = built(other, Path(folder, "site-two"), OTHER, 0o077)
    differing = sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path))
    print(*(f"differs: {path}" for path in differing[:50]), sep="\n", end="\n" if differing else "")
    print(f"{len(first)} and {len(second)} files, {sum(map(len, first.values()))} bytes, {len(differing)} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
