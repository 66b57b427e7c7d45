"""Says how a project gets the engine that runs now: a released version, or a wheel that the project keeps."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from io import BytesIO
from pathlib import Path, PurePosixPath

import click
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from studyguide.hosts.scaffold import ENGINE, WHEEL_FOLDER, EnginePin
from studyguide.render.data.site_file import SiteFile

WHEEL_NAME = re.compile(rf"{ENGINE}-(?P<version>[^-]+)(?:-\d[^-]*)?-[^-]+-[^-]+-[^-]+\.whl")
NOT_PACKED = frozenset({"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"})
"""Files that an installer adds."""
OLDEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
PIN_HINT = "name a wheel with `--wheel FILE`; in a checkout, `python3 scripts/dev.py package` makes one in dist/package"


def engine_pin(wheel: Path | None = None) -> EnginePin:
    """Returns the pin of the given wheel, else of the engine that runs now. Raises ClickException if there is none.

    The engine of a checkout is built, one that was installed from a file or a folder is packed again, and one that came
    from a package index is named by its version.
    """
    if wheel is not None:
        return _pin_of_wheel(wheel.name, wheel.read_bytes())
    if checkout := _checkout():
        return _pin_of_wheel(*_built_wheel(checkout))
    installed = distribution(ENGINE)
    if installed.read_text("direct_url.json") is None:
        return EnginePin(f"{ENGINE}=={installed.version}", dependencies=_dependencies(installed))
    return _pin_of_wheel(*_repacked_wheel(installed))


def wheel_version(name: str) -> str:
    """Returns the version in the name of a wheel of the engine; '' if it is none."""
    match = WHEEL_NAME.fullmatch(name)
    return match["version"] if match else ""


def _pin_of_wheel(name: str, data: bytes) -> EnginePin:
    if not wheel_version(name):
        raise click.ClickException(f"{name} is not a wheel of {ENGINE}, such as {ENGINE}-1.2.3-py3-none-any.whl")
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            is_whole = opened.testzip() is None and f"{ENGINE}/__init__.py" in opened.namelist()
    except (zipfile.BadZipFile, EOFError, OSError):
        is_whole = False
    if not is_whole:
        raise click.ClickException(f"{name} is damaged, or is not a wheel of {ENGINE}")
    path = f"{WHEEL_FOLDER}/{name}"
    return EnginePin(f"./{path}", SiteFile(path, data), _dependencies(distribution(ENGINE)))


def _checkout() -> Path | None:
    """Returns the folder of the repository if the running engine is in one."""
    root = Path(__file__).resolve().parents[3]
    settings = root / "pyproject.toml"
    named = settings.is_file() and f'name = "{ENGINE}"' in settings.read_text("utf-8")
    return root if named else None


def _built_wheel(checkout: Path) -> tuple[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        done = subprocess.run(command, cwd=checkout, capture_output=True, text=True)
        built = next(Path(folder).glob("*.whl"), None)
        if done.returncode or built is None:
            why = (done.stderr or done.stdout).strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
            raise click.ClickException(f"no wheel could be built from {checkout}: {why[0]}\n{PIN_HINT}")
        return built.name, built.read_bytes()


def _repacked_wheel(installed: Distribution) -> tuple[str, bytes]:
    """Returns the wheel that an installed distribution came from, made again from its files: the same for the same
    files."""
    tag = re.search(r"^Tag: (\S+)", installed.read_text("WHEEL") or "", re.MULTILINE)
    packed = BytesIO()
    records: list[str] = []
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        folder = ""
        for path, data in _packed_files(installed):
            _add(archive, path, data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            records.append(f"{path},sha256={digest},{len(data)}")
            folder = path.split("/")[0] if ".dist-info/" in path else folder
        _add(archive, f"{folder}/RECORD", "\n".join([*records, f"{folder}/RECORD,,", ""]).encode())
    if tag is None or not folder:
        raise click.ClickException(f"the installed engine has no record of its files\n{PIN_HINT}")
    return f"{ENGINE}-{installed.version}-{tag[1]}.whl", packed.getvalue()


def _packed_files(installed: Distribution) -> Iterator[tuple[str, bytes]]:
    for file in sorted(installed.files or (), key=str):
        path = PurePosixPath(file.as_posix())
        if ".." in path.parts or path.suffix == ".pyc" or path.name in NOT_PACKED:
            continue
        yield str(path), file.read_binary()


def _add(archive: zipfile.ZipFile, path: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(path, OLDEST_ZIP_DATE)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    archive.writestr(entry, data)


def _dependencies(installed: Distribution) -> tuple[str, ...]:
    """Returns a pin for each package that the engine needs here, directly or not, in the version that is installed."""
    pins: dict[str, str] = {}
    pending = list(installed.requires or ())
    while pending:
        wanted = Requirement(pending.pop())
        name = canonicalize_name(wanted.name)
        if name in pins or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        pins[name] = f"{name}=={found.version}"
        pending += found.requires or ()
    return tuple(sorted(pins.values()))


def read_pin(requirements: str) -> str:
    """Returns the version of the engine that the text of a requirements.txt names; '' if it names none."""
    for line in requirements.splitlines():
        if match := re.fullmatch(rf"\s*{ENGINE}\s*==\s*([^\s;#]+).*", line):
            return match[1]
        if version := wheel_version(PurePosixPath(line.strip()).name):
            return version
    return ""
