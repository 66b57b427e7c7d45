"""The browser that tests, pictures and measurements use, if one is installed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

BROWSERS = (
    "chromium-headless-shell",
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"),
)
"""Commands in the order of preference. The headless shell has no window to keep up, which takes half the time."""
MAC_BROWSER = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def installed_browser() -> str | None:
    """Returns the browser that STUDYGUIDE_BROWSER names, else one on the path; None for Playwright's own."""
    found = os.environ.get("STUDYGUIDE_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or (str(MAC_BROWSER) if MAC_BROWSER.exists() else None)
