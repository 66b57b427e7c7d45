"""The one script that every page loads: the small ones joined and without their comments, so that it comes at once."""

from __future__ import annotations

from collections.abc import Mapping

READING_SCRIPT = "assets/reading.js"
PARTS = ("assets/keys.js", "assets/guide.js", "assets/preview.js")


def reading_script(assets: Mapping[str, bytes]) -> bytes:
    """Join the parts that are there; each is a function of its own, so none can disturb another.

    Only whole lines of comment are left out: block comments that begin a line, and lines that begin with `//` or `/**`.
    """
    return "".join(_without_comments(assets[part].decode()) for part in PARTS if part in assets).encode()


def _without_comments(script: str) -> str:
    kept: list[str] = []
    inside = False
    for line in script.splitlines():
        text = line.strip()
        inside = inside or text.startswith("/*")
        if not inside and text and not text.startswith("//"):
            kept.append(f"{text}\n")
        inside = inside and not text.endswith("*/")
    return "".join(kept)
