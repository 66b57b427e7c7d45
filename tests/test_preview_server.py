"""`mkdocs serve` as a process: its port, its host name, its policy, and what it leaves behind."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tiny import copied, write

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied(tmp_path / "project")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(project: Path, temporary: Path, port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Runs the preview; a server that a test could not end is killed, so that it does not stop the tests."""
    temporary.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(ROOT / "hooks"),
        "TMPDIR": str(temporary),
    }
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            yield server
        finally:
            server.kill()


def wait_for(server: subprocess.Popen[str], text: str) -> str:
    """Returns what the server prints up to a line with `text`."""
    assert server.stdout is not None
    lines: list[str] = []
    for line in server.stdout:
        lines.append(line)
        if text in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


@contextmanager
def served(project: Path, temporary: Path, port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    with serve(project, temporary, port, *options) as server:
        wait_for(server, "Serving on")
        yield server


def get(port: int, path: str, host: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Host": host})
    response = connection.getresponse()
    text = response.read().decode("utf-8", "replace")
    connection.close()
    return response.status, text


@pytest.mark.parametrize("options", [[], ["--clean"]], ids=["incremental", "clean"])
def test_a_preview_answers_its_own_host_with_a_policy_and_leaves_nothing(
    project: Path, tmp_path: Path, options: list[str]
) -> None:
    port, temporary = free_port(), tmp_path / "temporary"
    with served(project, temporary, port, *options) as server:
        for host in (f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}"):
            status, page = get(port, "/", host)
            assert status == 200
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
        assert policy and "script-src" in policy[1] and "unsafe-inline" not in policy[1].split("style-src")[0]
        assert "livereload(" in page
        assert ('href="author-board"' in page) == (not options)
        assert "What to do next" in get(port, "/author-board", "localhost")[1] or options
        for path in ("/", "/author-board", "/concepts/autolyse/", "/livereload/1/1", "/glossary.json"):
            status, text = get(port, path, f"attacker.example:{port}")
            assert status == 421
            assert "utolyse" not in text
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    assert list(temporary.iterdir()) == []


def test_a_preview_that_is_ended_twice_ends(project: Path, tmp_path: Path) -> None:
    """A supervisor that ends a group of processes reaches the server itself and through `studyguide serve`."""
    temporary, port = tmp_path / "temporary", free_port()
    with served(project, temporary, port) as server:
        for _ in range(3):
            server.send_signal(signal.SIGTERM)
            time.sleep(0.06)
        server.wait(20)
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_preview_ended_while_it_builds_leaves_nothing(project: Path, tmp_path: Path, number: signal.Signals) -> None:
    temporary = tmp_path / "temporary"
    for index in range(300):
        write(project, f"seeds/more/note-{index}.md", f"# Note {index}\n\nProofing in a banneton.\n")
    with serve(project, temporary, free_port()) as server:
        wait_for(server, "reading")
        time.sleep(0.2)
        server.send_signal(number)
        server.wait(20)
    assert list(temporary.iterdir()) == []


def test_a_port_that_is_taken_is_reported_in_a_line_before_any_work(project: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serve(project, tmp_path / "temporary", port) as server:
            output, _ = server.communicate(timeout=60)
    assert server.returncode == 1
    assert f"cannot serve at 127.0.0.1:{port}: Address already in use" in output.strip().splitlines()[-1]
    assert "Traceback" not in output and "reading" not in output
    assert list((tmp_path / "temporary").iterdir()) == []


def test_the_last_good_site_is_served_while_glossary_and_settings_are_broken(project: Path, tmp_path: Path) -> None:
    port, config = free_port(), project / "mkdocs.yml"
    glossary = project / "docs/glossary/dough.yml"
    good = glossary.read_text("utf-8")
    with served(project, tmp_path / "temporary", port) as server:
        before = get(port, "/concepts/autolyse/", "localhost")
        assert before[0] == 200
        glossary.write_text(good.replace("use_when: The dough tears.", "use_wen: The dough tears."), "utf-8")
        assert wait_for(server, "Reloading browsers").count("not built: the site stays as it was") == 1
        config.write_text(config.read_text("utf-8").replace("Baking bread", "Bread and salt"), "utf-8")
        second = wait_for(server, "Reloading browsers")
        assert second.count("the site stays as it was") == 1
        assert "BuildError" not in second
        status, page = get(port, "/concepts/autolyse/", "localhost")
        assert status == 200
        assert "Problems found" in page and "unknown key" in page and "Baking bread" in page
        glossary.write_text(good, "utf-8")
        wait_for(server, "Reloading browsers")
        status, page = get(port, "/concepts/autolyse/", "localhost")
        assert status == 200
        assert "Problems found" not in page and "Bread and salt" in page
