"""Pages as a preview serves them: with a word on top when something is wrong, and free to reload themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

SHOWN = 10
"""Problems told on a page; the terminal has them all."""
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
BODY = re.compile(rb"<body[^>]*>")


def preview_app(application: WSGIApplication, diagnostics: Callable[[], Sequence[str]]) -> WSGIApplication:
    """Return what serves the same files, and puts the problems on each page of HTML.

    A published page allows no inline script; the one by which a preview reloads itself is inline, so that rule goes.
    """

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun: list[Any] = []

        def begin(*response: Any) -> Callable[[bytes], object]:
            begun[:] = response
            return lambda _: None

        content = application(environ, begin)
        status, headers = begun[:2]
        if dict(headers).get("Content-Type") != "text/html":
            start_response(status, headers)
            return content
        page = inject_diagnostics(POLICY.sub(b"", b"".join(content)), diagnostics())
        if hasattr(content, "close"):
            content.close()
        kept = [(name, value) for name, value in headers if name != "Content-Length"]
        start_response(status, [*kept, ("Content-Length", str(len(page)))])
        return [page]

    return serve


def inject_diagnostics(page: bytes, diagnostics: Sequence[str]) -> bytes:
    """Return a page of HTML with the problems at its head; as it was when there are none."""
    if not diagnostics:
        return page
    rows = "".join(f"<li><code>{escape(problem)}</code></li>" for problem in diagnostics[:SHOWN])
    more = f"<p>and {len(diagnostics) - SHOWN} more in the terminal</p>" if len(diagnostics) > SHOWN else ""
    banner = (
        '<aside class="md-banner md-banner--warning" role="alert"><div class="md-banner__inner md-grid md-typeset">'
        f"<strong>Not all is well</strong><ul>{rows}</ul>{more}</div></aside>"
    )
    body = BODY.search(page)
    at = body.end() if body else 0
    return page[:at] + banner.encode() + page[at:]
