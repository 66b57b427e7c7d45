#!/usr/bin/env python3
"""One word per job. Needs Python 3.11+ and git, nothing else: every job sets up what it uses.

python3 scripts/dev.py serve      build the guide and serve it with live reload
python3 scripts/dev.py build      build the guide strictly into site/ and check it
python3 scripts/dev.py test       linters, type checkers and all tests
python3 scripts/dev.py test --fast  the same without the tests that build the site or open a browser
python3 scripts/dev.py --help     the other jobs
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

from dev_setup import (
    OLDEST_NODE,
    PYTHON,
    ROOT,
    SetupError,
    browser,
    compile_engine,
    install,
    install_node_modules,
    node_version,
    run_environment,
)

RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"
RELEASE_LOCK = ROOT / "requirements-release.lock"
PACKAGE = ROOT / "dist" / "package"
WATCH = ROOT / "dist" / "watch"
TYPESCRIPT = "node_modules/typescript/bin/tsc"
ESLINT = "node_modules/eslint/bin/eslint.js"
PRETTIER = "node_modules/prettier/bin/prettier.cjs"
OFFLINE = {"OFFLINE": "true", "SITE_URL": ""}
"""What makes a build open from disk; its pages have no address."""


def setup(rest: list[str]) -> int:
    """make .venv from the locked requirements (`setup test` adds what tests need)"""
    install(TEST_LOCK if "test" in rest else RUN_LOCK)
    compile_engine()
    return 0


def serve(rest: list[str]) -> int:
    """build and serve with live reload; an edit in hooks/ restarts the server"""
    install(RUN_LOCK)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that the server is not left behind
    while True:
        server = subprocess.Popen([PYTHON, "-m", "mkdocs", "serve", *rest], cwd=ROOT, env=run_environment())
        try:
            if not _until_code_changes(server):
                return server.returncode
            print("hooks/ changed: restarting the server", flush=True)
        except KeyboardInterrupt:
            return 0
        finally:
            _stop(server)


def build(rest: list[str]) -> int:
    """build strictly into site/, then check it; `build --offline` makes dist/offline and a zip that open from disk"""
    install(RUN_LOCK)
    offline = "--offline" in rest
    folder = "dist/offline" if offline else "site"
    rest = [argument for argument in rest if argument != "--offline"]
    environment = OFFLINE if offline else {}
    base = urlsplit("" if offline else os.environ.get("SITE_URL", "")).path or "/"
    failed = _run("-m", "mkdocs", "build", "--strict", "-d", folder, *rest, environment=environment)
    failed = failed or _run("-m", "studyguide", "check", folder, "--base", base)
    if offline and not failed:
        zipped(ROOT / folder, ROOT / "dist" / "studyguide-offline.zip")
        print(f"open {folder}/index.html, or pass on dist/studyguide-offline.zip")
    return failed


def due(rest: list[str]) -> int:
    """list the facts nobody has looked up for half a year (arguments go to `studyguide facts`)"""
    install(RUN_LOCK)
    return _run("-m", "studyguide", "facts", *(rest or ("--older-than", "180")))


def links(rest: list[str]) -> int:
    """try every external link of docs/, one at a time and politely; exit code 1 when one is dead"""
    install(RUN_LOCK)
    return _run("scripts/external_links.py", *rest)


def watch(rest: list[str]) -> int:
    """list what is due because products of AWS changed since the locked botocore; the report is kept in dist/watch"""
    install(TEST_LOCK)
    changes, due_file = WATCH / "changes.jsonl", WATCH / "due.txt"
    failed = _run("scripts/watch_aws.py", *rest, "--out", str(changes))
    if failed:
        return failed
    command = [str(PYTHON), "-m", "studyguide", "facts", "--changes", str(changes)]
    listed = subprocess.run(
        command, cwd=ROOT, env=run_environment(), stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    due_file.write_text(listed.stdout, "utf-8")
    print(listed.stdout, end="")
    return listed.returncode


def lint(rest: list[str]) -> int:
    """ruff and ESLint, the import contract, and whether data files can be read (arguments go to ruff: `lint --fix`)"""
    install(TEST_LOCK)
    return _report(
        ("ruff check", _run("-m", "ruff", "check", *(rest or ["."]))),
        ("import contract", _run("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")),
        ("data files", _run("scripts/data_files.py")),
        ("eslint", _node(ESLINT, ".")),
    )


def format_(rest: list[str]) -> int:
    """format Python and JavaScript; `format --check` only says what it would change"""
    install(TEST_LOCK)
    is_check = "--check" in rest
    return _report(
        ("ruff format", _run("-m", "ruff", "format", ".", *(("--check",) if is_check else ()))),
        ("prettier", _node(PRETTIER, "--check" if is_check else "--write", "--log-level", "warn", ".")),
    )


def typecheck(rest: list[str]) -> int:
    """mypy over Python, TypeScript over JavaScript (arguments go to mypy)"""
    install(TEST_LOCK)
    return _report(("mypy", _run("-m", "mypy", *rest)), ("tsc", _node(TYPESCRIPT)))


def test(rest: list[str]) -> int:
    """lint, format --check, typecheck and pytest, browser tests included; `--fast` leaves slow tests out"""
    failed = [
        job
        for job, result in (("lint", lint([])), ("format", format_(["--check"])), ("typecheck", typecheck([])))
        if result
    ]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
        return 1
    is_fast = "--fast" in rest
    environment = {} if is_fast else {"STUDYGUIDE_BROWSER": browser()}
    # By itself xdist begins with the files of most tests and leaves one process with the slowest ones at the end.
    shared = ("--numprocesses", "2", "--dist", "loadfile", "--no-loadscope-reorder")
    return _run("-m", "pytest", *shared, *rest, environment=environment)


def bench(rest: list[str]) -> int:
    """measure builds and the preview against others, side by side"""
    install(TEST_LOCK)
    return _run("scripts/bench.py", *rest)


def queries(rest: list[str]) -> int:
    """ask the built site's search the queries of FILE.tsv in a real browser"""
    install(TEST_LOCK)
    return _run("scripts/queries.py", *rest, environment={"STUDYGUIDE_BROWSER": browser()})


def lock(rest: list[str]) -> int:
    """write both lock files from pyproject.toml (needs uv)"""
    common = ["uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11", "--generate-hashes"]
    quiet = ["--quiet", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", *rest]
    run = subprocess.call([*common, *quiet, "--group", "build", "-o", RUN_LOCK.name], cwd=ROOT)
    return run or subprocess.call(
        [*common, *quiet, "--group", "dev", "-c", RUN_LOCK.name, "-o", TEST_LOCK.name], cwd=ROOT
    )


def package(rest: list[str]) -> int:
    """build the wheel, the source archive and the list of components (SBOM) into dist/package"""
    install(RUN_LOCK)
    shutil.rmtree(PACKAGE, ignore_errors=True)
    failed = _run("-m", "hatchling", "build", "-d", str(PACKAGE), *rest)
    return failed or _run("scripts/sbom.py", str(PACKAGE / "sbom.cdx.json"))


def release(rest: list[str]) -> int:
    """sign dist/package and publish it; only the release workflow has the identity for it"""
    install(RELEASE_LOCK)
    files = sorted(str(file) for pattern in ("*.whl", "*.tar.gz") for file in PACKAGE.glob(pattern))
    if not files:
        print("dist/package has no wheel: run `dev.py package` first", file=sys.stderr)
        return 1
    failed = _run("-m", "pypi_attestations", "sign", *files)
    signatures = sorted(map(str, PACKAGE.glob("*.publish.attestation")))
    return failed or _run("-m", "twine", "upload", "--non-interactive", "--attestations", *rest, *files, *signatures)


JOBS = {
    job.__name__.rstrip("_"): job
    for job in (
        setup,
        serve,
        build,
        test,
        lint,
        format_,
        typecheck,
        due,
        watch,
        links,
        bench,
        queries,
        package,
        release,
        lock,
    )
}


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - said before anything fails less clearly
        print("Python 3.11 or newer is needed", file=sys.stderr)
        return 2
    lines = "\n".join(f"  {name:9} {job.__doc__}" for name, job in JOBS.items())
    parser = argparse.ArgumentParser(
        description=f"jobs:\n{lines}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("job", choices=JOBS, metavar="job")
    arguments, rest = parser.parse_known_args()
    try:
        return JOBS[arguments.job](rest)
    except KeyboardInterrupt:
        print("\nstopped; the same command goes on where this one ended", file=sys.stderr)
        return 130
    except SetupError as error:
        print(f"set-up failed: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"failed with exit code {error.returncode}: {' '.join(map(str, error.cmd))}", file=sys.stderr)
        return 1


def zipped(folder: Path, target: Path) -> None:
    """Puts the files of a folder into a zip: the same bytes for the same files. Replaces an older one when complete."""
    partial = target.with_name(f"{target.name}.part")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(f"studyguide/{path.relative_to(folder).as_posix()}")
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    partial.replace(target)


def _node(tool: str, *arguments: str) -> int:
    """Runs a tool of package.json. Without Node it is skipped, and fails where CI=true."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm or node_version(node) < OLDEST_NODE:
        name = Path(tool).stem
        print(f"{name} is skipped: it needs Node.js {OLDEST_NODE} or newer, with npm", file=sys.stderr)
        return int(os.environ.get("CI") == "true")
    install_node_modules(npm)
    return subprocess.call([node, tool, *arguments], cwd=ROOT)


def _report(*results: tuple[str, int]) -> int:
    """Prints which checks failed; returns 1 if any did."""
    failed = [name for name, result in results if result]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def _run(*arguments: str, environment: dict[str, str] | None = None) -> int:
    return subprocess.call([PYTHON, *arguments], cwd=ROOT, env={**run_environment(), **(environment or {})})


def _until_code_changes(server: subprocess.Popen[bytes]) -> bool:
    """Wait until a file of the engine changes (True) or the server ends by itself (False)."""
    before = _code_state()
    while server.poll() is None:
        time.sleep(0.5)
        if _code_state() != before:
            return True
    return False


def _code_state() -> dict[str, int]:
    code = [p for p in (ROOT / "hooks").rglob("*") if p.suffix in {".py", ".jinja", ".html"}]
    return {str(p): p.stat().st_mtime_ns for p in code if p.exists()}


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(5)
        except subprocess.TimeoutExpired:
            server.kill()


if __name__ == "__main__":
    sys.exit(main())
