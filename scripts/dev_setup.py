"""Brings the environments of a developer to the state of the lock files, with nothing but Python itself.

`dev.py` imports this before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Sequence
from pathlib import Path

from browsers import installed_browser

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
NODE_MODULES = ROOT / "node_modules"
NODE_LOCK = ROOT / "package-lock.json"
OLDEST_NODE = 20


class SetupError(Exception):
    """Says in one line why the set-up could not be done."""


def install(locked: Path) -> None:
    """Bring .venv to the state of a lock file; do nothing when it is already there."""
    stamp = VENV / f"{locked.name}.installed"
    want = hashlib.sha256(locked.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == want and PYTHON.exists():
        return
    print(f"setting up .venv from {locked.name} (once, takes a minute or two)", flush=True)
    stamp.unlink(missing_ok=True)
    if not _has_pip():
        _make_venv()
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]
    packages = sum("==" in line for line in locked.read_text("utf-8").splitlines())
    _follow_pip([*pip, "--require-hashes", "-r", locked], packages)
    _follow_pip([*pip, "--no-deps", "--no-build-isolation", "-e", "."], 0)
    stamp.write_text(want)


def compile_engine() -> None:
    """Writes the engine's bytecode.

    A build does not write it where PYTHONDONTWRITEBYTECODE is set, and would take 0.3 s longer each time.
    """
    subprocess.call([PYTHON, "-m", "compileall", "-q", "hooks"], cwd=ROOT)


def install_node_modules(npm: str) -> None:
    """Brings node_modules to the state of package-lock.json; does nothing when it is already there."""
    stamp = NODE_MODULES / f"{NODE_LOCK.name}.installed"
    want = hashlib.sha256(NODE_LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == want:
        return
    print(f"setting up node_modules from {NODE_LOCK.name}", flush=True)
    subprocess.check_call([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=ROOT)
    stamp.write_text(want)


def node_version(node: str) -> int:
    """Return the major version of a Node; 0 if it does not say."""
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    return int(version.lstrip("v").split(".")[0] or 0)


def browser() -> str:
    """Return the path of an installed Chromium or Chrome; where there is none, install one and say so.

    '' means: the one Playwright installed for itself.
    """
    if found := installed_browser():
        return found
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("no browser found: installing Debian's chromium", flush=True)
        subprocess.call(["apt-get", "update", "-qq"])
        for package in ("chromium-headless-shell", "chromium"):  # older releases have no shell of its own
            command, quiet = ["apt-get", "install", "-y", "-qq", package], {"DEBIAN_FRONTEND": "noninteractive"}
            if subprocess.call(command, env={**os.environ, **quiet}) == 0:
                break
        return installed_browser() or ""
    print("no browser found: installing Playwright's own Chromium", flush=True)
    subprocess.call([PYTHON, "-m", "playwright", "install", "chromium"], cwd=ROOT, env=run_environment())
    return ""


def run_environment() -> dict[str, str]:
    """Return the variables with which tools are run.

    The engine is compiled once, also where the environment says otherwise: tests start it hundreds of times, and each
    start would take a third longer.
    """
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}


def _has_pip() -> bool:
    """Returns whether .venv has a Python that runs and has pip; an interrupted set-up can leave one that has not."""
    try:
        asked = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True)
    except OSError:
        return False
    return asked.returncode == 0


def _make_venv() -> None:
    if VENV.exists() or VENV.is_symlink():
        print(".venv is damaged or incomplete: making it again", flush=True)
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    print("making .venv", flush=True)
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except subprocess.CalledProcessError as error:
        raise SetupError(".venv got no pip: on Debian and Ubuntu, install python3-venv") from error
    except OSError as error:
        raise SetupError(f".venv could not be made: {error}") from error


def _follow_pip(command: Sequence[str | Path], packages: int) -> None:
    """Runs pip and shows how many packages of the lock it has got. Raises SetupError with pip's own reason if it fails.

    On a terminal one line is rewritten; elsewhere the steps have a line each. The lock also has packages for other
    systems, so the count may end before the total.
    """
    got, said, began = 0, "", time.monotonic()
    environment = {**os.environ, "PIP_PROGRESS_BAR": "off", "PIP_NO_COLOR": "1"}
    pip = subprocess.Popen(
        list(map(str, command)), cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        for line in pip.stdout or ():
            got += line.startswith("Collecting ")
            said = line.strip() if line.startswith(("ERROR", "error")) else said
            if line.startswith("Installing collected packages"):
                _show_step(f"installing {got} packages" if packages else "installing this project")
            elif packages and line.startswith("Collecting "):
                left = (time.monotonic() - began) / got * max(packages - got, 0)
                _show_passing(f"downloading {got} of at most {packages} packages, about {left:.0f} s left")
    finally:
        if pip.poll() is None and sys.exc_info()[0] is not None:
            pip.terminate()
        pip.wait()
    if pip.returncode:
        raise SetupError(f"pip failed: {said or f'exit code {pip.returncode}'}")


def _show_passing(text: str) -> None:
    """Shows on a terminal what is under way, in a line that the next one replaces."""
    if sys.stdout.isatty():
        print(f"\r\x1b[K{text}", end="", flush=True)


def _show_step(text: str) -> None:
    """Prints a step that begins, in place of what was under way."""
    print(f"\r\x1b[K{text}" if sys.stdout.isatty() else text, flush=True)
