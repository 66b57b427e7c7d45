"""The newcomer's path of docs/manual/first-guide.md: every command in it is run as it is written there."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs/manual/first-guide.md").read_text("utf-8")
BLOCK = re.compile(r'^```(sh|yaml)(?: title="(?P<file>[^"]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
SECONDS = 60


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in place of the fresh clone: the notes of the example, and an environment to activate."""
    here = tmp_path_factory.mktemp("newcomer") / "engine"
    (here / "tests").mkdir(parents=True)
    (here / "tests/fields").symlink_to(ROOT / "tests/fields")
    (here / "scripts").symlink_to(ROOT / "scripts")
    binaries = here / ".venv/bin"
    binaries.mkdir(parents=True)
    (binaries / "studyguide").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m studyguide "$@"\n')
    (binaries / "studyguide").chmod(0o755)
    (binaries / "activate").write_text(f'PATH="{binaries}:$PATH"\n')
    return here


def blocks() -> Iterator[tuple[str, str, str]]:
    """Yield language, file to append to and text of each block."""
    for match in BLOCK.finditer(PAGE):
        yield match[1], match["file"] or "", match["text"]


def run(command: str, folder: Path, engine: Path) -> str:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "guide": str(engine)}
    script = f". '{engine}/.venv/bin/activate'\ncd '{folder}'\nset -e\n{command}"
    done = subprocess.run(["sh", "-c", script], env=environment, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def test_every_command_of_the_page_does_what_the_page_says(engine: Path) -> None:
    project, out = engine.parent / "birds", {}
    for language, file, text in blocks():
        if file:
            curated = project / file
            curated.write_text(with_entries(curated.read_text("utf-8"), text), "utf-8")
        elif language == "yaml":
            assert text in out["studyguide suggest --most 8\n"]
        elif text.startswith("python3 scripts/dev.py"):
            words = text.splitlines()[0].split()
            help_text = run(f"{' '.join(words[:2])} --help", engine, engine)
            assert f"  {words[2]} " in help_text
        elif text == "studyguide serve\n":
            assert "Bird-watching" in first_page(project, engine)
        else:
            out[text] = run(text, engine if "studyguide new" in text else project, engine)
    assert "constant-effort-site" in out["studyguide suggest --most 8\n"]
    assert "the name of the term" in out["studyguide explain seeds/course.org:8\n"]
    assert "{text: supercillium, kind: misspelling}" in out["studyguide suggest\n"]
    assert "misspelling of Supercilium" in out['studyguide explain "seeds/patch notebook.txt:9"\n']
    finished = out["studyguide build\nstudyguide check\n"]
    assert " 0 problems" in finished
    assert "48 terms" in finished


def with_entries(curated: str, entries: str) -> str:
    """A curated file with the entries of a block: those it has already are changed, the others come at its end."""
    for name in re.findall(r"^- id: (\S+)$", entries, re.MULTILINE):
        curated = re.sub(rf"^- id: {name}\n(?: .*\n|\n(?= ))*", "", curated, flags=re.MULTILINE)
    return f"{curated}\n{entries}"


def first_page(project: Path, engine: Path) -> str:
    """Serve the project on a free port until its first page is there, and return the page."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
    server = subprocess.Popen(
        [engine / ".venv/bin/studyguide", "serve", "-a", address],
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"http://{address}/", timeout=5) as answer:
                    return str(answer.read().decode("utf-8"))
            except OSError:
                time.sleep(0.2)
        raise AssertionError("nothing was served")
    finally:
        server.terminate()
        server.wait(10)
