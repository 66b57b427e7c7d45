"""The one style sheet that every page loads, joined from what is written apart, so that it comes with one request."""

from __future__ import annotations

from collections.abc import Mapping

STYLE_SHEET = "assets/guide.css"
PARTS = ("assets/look.css", "assets/pages.css")


def style_sheet(assets: Mapping[str, bytes]) -> bytes:
    """Join the parts that are there; what comes later wins."""
    return b"\n".join(assets[part] for part in PARTS if part in assets)
