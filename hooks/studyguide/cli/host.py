"""The commands that run MkDocs with the settings of a guide: the preview and the finished site."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import click

from studyguide.cli.project_folder import project
from studyguide.hosts.stored_memo import CACHE_VARIABLE

QUIET_HOST = {"NO_MKDOCS_2_WARNING": "1"}
"""Keeps the theme's notice of its end of life, and the color codes in it, out of the output."""
OFFLINE = {"OFFLINE": "true", "SITE_URL": ""}
"""Makes a site that opens from disk. Its pages have no address."""
OFFLINE_FOLDER = "dist/offline"


@click.command("serve")
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve. Else 127.0.0.1:8000.")
@click.option("-o", "--open", "opens", is_flag=True, help="Open a browser when the first build is done.")
@click.option("-q", "--quiet", is_flag=True, help="Print only problems.")
def serve_command(address: str | None, opens: bool, quiet: bool) -> None:
    """Show the guide in a browser and follow every change that you save. Ctrl+C ends it.

    \b
    Examples:
      studyguide serve
      studyguide serve --open -a 127.0.0.1:8001
    """
    where = ("--dev-addr", address) if address else ()
    _run_host("serve", *where, *_given(opens, "--open"), *_given(quiet, "--quiet"))


@click.command("build")
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="The folder to write. Else `site`.")
@click.option("--url", metavar="ADDRESS", help="Where the site will be, such as https://example.org/guide/.")
@click.option("--strict/--no-strict", default=True, help="Whether a warning fails the build. It does by default.")
@click.option("--offline", is_flag=True, help=f"Make a copy that opens from disk, in {OFFLINE_FOLDER}.")
@click.option("--cache", type=click.Path(path_type=Path), help="A folder to reuse results of earlier builds from.")
@click.option("-q", "--quiet", is_flag=True, help="Print only problems.")
@click.option("-v", "--verbose", is_flag=True, help="Print the traceback of a step that fails.")
def build_command(
    site_dir: Path | None,
    url: str | None,
    strict: bool,
    offline: bool,
    cache: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build the finished site into `site`. If something is wrong, the site that is there stays as it is.

    \b
    Examples:
      studyguide build
      studyguide build --url https://example.org/guide/
      studyguide build --offline
      studyguide build --cache .cache/studyguide
    """
    if offline and url:
        raise click.UsageError("a copy that opens from disk has no address: leave out --url or --offline")
    folder = site_dir.absolute() if site_dir else project() / OFFLINE_FOLDER if offline else None
    options = (
        *_given(strict, "--strict"),
        *_given(quiet, "--quiet"),
        *_given(verbose, "--verbose"),
        *(("--site-dir", str(folder)) if folder else ()),
    )
    environment = {CACHE_VARIABLE: str(cache.absolute())} if cache else {}
    _run_host("build", *options, **environment, **(OFFLINE if offline else {"SITE_URL": url} if url else {}))


def _given(is_given: bool, option: str) -> tuple[str, ...]:
    return (option,) if is_given else ()


def _run_host(*arguments: str, **environment: str) -> None:
    """Runs MkDocs in the project and ends with its exit code. It gets Ctrl+C itself; this process waits for it."""
    root = project()
    command = [sys.executable, "-m", "mkdocs", *(() if sys.stderr.isatty() else ("--no-color",)), *arguments]
    host = subprocess.Popen(command, cwd=root, env={**os.environ, **QUIET_HOST, **environment})
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: host.terminate())
    sys.exit(host.wait())
