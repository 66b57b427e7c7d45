"""Converts documents of word processors and the like into Markdown with pandoc, where it is installed."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator

from studyguide.text.code_fence import fence_after

KINDS_OF_DOCUMENT = {
    "docx": "Word documents",
    "odt": "OpenDocument texts",
    "epub": "EPUB books",
    "rtf": "RTF documents",
    "pptx": "PowerPoint presentations",
}
"""What pandoc reads, by ending."""
INSTALL_CONVERTER = 'python -m pip install "studyguide[convert]"'
MAX_SECONDS = 300
GROUP_TAG = re.compile(r"\s*</?(?:div|section)(?: [^<>]{0,400})?>\s*")
PLACE_TAG = re.compile(r"<span id=\"[^\"<>]{0,200}\"></span>")


def document_converter() -> str | None:
    """Returns the path of pandoc: of the optional extra, else the one that is installed; None if there is none."""
    try:
        return str(importlib.import_module("pypandoc").get_pandoc_path())
    except (ImportError, OSError):
        return shutil.which("pandoc")


def document_markdown(converter: str, data: bytes, ending: str) -> str:
    """Returns a document as Markdown. The converter can neither read other files nor reach the network.

    Raises ValueError if the document cannot be read.
    """
    command = [converter, "--sandbox", "-f", ending, "-t", "gfm", "--wrap=none", "--markdown-headings=atx"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=MAX_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ValueError(f"pandoc did not end: {error}") from error
    if done.returncode:
        reason = (done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"])[0]
        raise ValueError(f"pandoc: {reason}")
    return "\n".join(_without_wrappers(done.stdout.decode("utf-8", "replace").split("\n")))


def _without_wrappers(lines: Iterable[str]) -> Iterator[str]:
    """Yields the lines without tags that only group text or name a place, such as `<section id="...">`. Code stays."""
    fence = ""
    for line in lines:
        before, fence = fence, fence_after(line, fence)
        if not before and not fence:
            line = PLACE_TAG.sub("", line)
            if GROUP_TAG.fullmatch(line):
                continue
        yield line
