"""Small pages for tests of one script each: the page as the engine writes it, without a host's theme around it."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).parents[2] / "docs" / "assets"
