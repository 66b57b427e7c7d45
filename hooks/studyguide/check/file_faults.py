"""Finds files that no site may have, and files that are not what their ending says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from studyguide.check.fault_kinds import fault
from studyguide.model.diagnostics import Diagnostic
from studyguide.text.safe_path import path_fault

SHOWN_HIDDEN = frozenset((".nojekyll", ".well-known", ".buildinfo"))
"""Names with a dot that hosts read."""
NOTES_FOLDER = "seeds/"
SOURCE_FOLDERS = frozenset(("node_modules", "__pycache__", "venv", "site-packages"))
PROJECT_FILES = frozenset(
    ("mkdocs.yml", "mkdocs.yaml", "pyproject.toml", "notes.yml", "kinds.yml", "corrections.yml", "requirements.txt",
     "package.json", "package-lock.json", "uv.lock", "addresses.txt", "card-ids.txt")
)  # fmt: skip
PROJECT_ENDINGS = (".pyc", ".jinja", ".j2")
KEY_FILES = re.compile(
    r"id_(?:rsa|dsa|ecdsa|ed25519)|.*\.(?:pem|key|p12|pfx|ppk|kdbx|keystore|jks)|credentials|\.netrc|\.pgpass"
)
LEFT_OVER = re.compile(
    r".*~|.*\.(?:swp|swo|orig|rej|bak|tmp|part|crdownload)|#.*#|thumbs\.db|desktop\.ini", re.IGNORECASE
)
REFUSED_SIGNS = re.compile(r'[<>:"|?*]|[. ](?=/|$)')
SIGNATURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",), ".jpg": (b"\xff\xd8\xff",), ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"), ".webp": (b"RIFF",), ".pdf": (b"%PDF-",), ".woff2": (b"wOF2",), ".woff": (b"wOFF",),
    ".gz": (b"\x1f\x8b",), ".ico": (b"\0\0\1\0",), ".ogg": (b"OggS",), ".flac": (b"fLaC",), ".wav": (b"RIFF",),
}  # fmt: skip
"""How files of each ending begin."""
TEXTS = (
    ".html",
    ".css",
    ".js",
    ".mjs",
    ".json",
    ".xml",
    ".txt",
    ".tsv",
    ".csv",
    ".md",
    ".svg",
    ".webmanifest",
    ".map",
    ".ics",
)
MAY_BE_EMPTY = (".nojekyll", "__init__.py")


def site_faults(files: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """Yield the faults of the site as a folder: pages that are not there, names that clash."""
    if not any(path.endswith(".html") for path in files):
        yield fault(
            "no-site", ".", "no page was found: this is not a built site", 0, "build it first, or name its folder"
        )
        return
    if "index.html" not in files:
        yield fault("no-home", "index.html", "the site has no first page")
    if "404.html" not in files:
        yield fault("no-404", "404.html", "the site has no page for addresses that are not there")
    first: dict[str, str] = {}
    for path in sorted(files):
        if (other := first.setdefault(path.casefold(), path)) != path:
            yield fault("same-place", path, f"differs from {other} by capitals only", 0, "give it another name")


def file_faults(path: str, data: bytes) -> Iterator[Diagnostic]:
    """Yield the faults of one file: its name, and whether its content is of its kind."""
    yield from _name_faults(path)
    name = path.rpartition("/")[2]
    ending = f".{name.rpartition('.')[2].lower()}"
    if not data.strip() and not path.endswith(MAY_BE_EMPTY):
        if ending != ".html":
            yield fault("empty-file", path, "the file is empty")
    elif (signatures := SIGNATURES.get(ending)) and not data.startswith(signatures):
        yield fault("damaged-file", path, f"the file does not begin as a `{ending}` file does")
    elif path.endswith(TEXTS) and not _is_utf_8(data):
        yield fault("not-utf-8", path, "the file is not valid UTF-8")


def _name_faults(path: str) -> Iterator[Diagnostic]:
    parts = path.split("/")
    name = parts[-1]
    if reason := path_fault(path) or (REFUSED_SIGNS.search(path) and "has a sign that Windows refuses"):
        yield fault("reserved-name", path, f"the path {reason}", 0, "give it another name")
    hidden = next((part for part in parts if part.startswith(".") and part not in SHOWN_HIDDEN), "")
    if hidden:
        yield fault("hidden-file", path, f"`{hidden}` is a hidden file or folder", 0, "do not publish it")
    elif name.endswith(".html"):
        pass  # a page may be about seeds or packages
    elif (
        folder := "seeds" if path.startswith(NOTES_FOLDER) else next((p for p in parts[:-1] if p in SOURCE_FOLDERS), "")
    ):
        yield fault("source-folder", path, f"`{folder}` is a folder of the project", 0, "do not publish it")
    if name in PROJECT_FILES or name.endswith(PROJECT_ENDINGS):
        yield fault("project-file", path, "only the build reads this file", 0, "name it in `exclude_docs`")
    if KEY_FILES.fullmatch(name):
        yield fault("key-file", path, "the name says that this file holds keys", 0, "do not publish it")
    if LEFT_OVER.fullmatch(name):
        yield fault("left-over-file", path, "an editor or a download left this file", 0, "do not publish it")


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
