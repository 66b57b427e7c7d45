"""The Content-Security-Policy of every page: scripts of the site, the theme's inline ones by hash, nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser


def csp(fragments: Iterable[str]) -> str:
    """Return the policy's text; `fragments` are pieces of the theme's HTML whose inline scripts are allowed by hash."""
    scripts = dict.fromkeys(script for fragment in fragments for script in inline_scripts(fragment))
    allowed = " ".join(["'self'", *(script_hash(script) for script in scripts)])
    rules = {
        "default-src": "'none'",
        "script-src": allowed,
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "media-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def inline_scripts(html: str) -> tuple[str, ...]:
    """Return the text of each script in `html` that has no address of its own."""
    reader = _Scripts()
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


def script_hash(script: str) -> str:
    """Returns the source expression that allows one inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


class _Scripts(HTMLParser):
    """The standard library's parser hands over text through methods; this keeps that of inline scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and "src" not in dict(attrs)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found.append(data)
