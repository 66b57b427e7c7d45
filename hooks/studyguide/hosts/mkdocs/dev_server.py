"""Serves the preview: only to requests for its own host name, with the diagnostics on top of each page, and marked as a
preview."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from studyguide.render.csp import script_hash

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

SHOWN = 10
"""Number of diagnostics on a page; the terminal has them all."""
SCRIPT_RULE = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content="(?:[^"]*; ?)?script-src)(?=[ ;"])')
GUIDE_ID, PREVIEW_MARK = b'<meta name="studyguide-id"', b'<meta name="studyguide-preview">'
BODY = re.compile(rb"<body[^>]*>")
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
ARTICLE = re.compile(rb"<article[^>]*>")
TITLE = re.compile(rb"<title>(?:[^<]* - )?([^<]*)</title>")
"""The name of the site, behind the title that a page has of its own."""
BOARD_TITLE = "What to do next"
BOARD_NAME = "author-board"
"""The address of the author's board below the home page. It has no ending, so that no page of a guide has it."""
MISDIRECTED = "421 Misdirected Request"


class BoardAddress(Struct, frozen=True):
    """Says where the author's board is in a preview, and what it says now."""

    home: str
    """The path of the home page, which ends in `/`. The board is beside it and has the same relative links."""
    markup: Callable[[], str]
    """Returns the text of the board. It is asked only when somebody opens it."""


def preview_app(
    application: WSGIApplication,
    diagnostics: Callable[[], Sequence[str]],
    address: str,
    board: BoardAddress | None = None,
) -> WSGIApplication:
    """Returns an application that serves the same files, with the diagnostics on each page of HTML, a link to the
    author's board on the home page, and the board.

    It answers only requests whose `Host` is `address` or a name of this machine. Otherwise any website could read the
    notes through a host name of its own that leads to this machine (DNS rebinding).
    """

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not is_own_host(str(environ.get("HTTP_HOST", "")), address):
            text = f"This preview answers only requests for localhost or {address}.\n".encode()
            headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text)))]
            start_response(MISDIRECTED, headers)
            return [text]
        path = str(environ.get("PATH_INFO", ""))
        is_home = board is not None and path in (board.home, f"{board.home}index.html")
        is_board = board is not None and path == board.home + BOARD_NAME
        if is_board and board is not None:
            environ = {**environ, "PATH_INFO": board.home}
        response: list[Any] = []

        def begin(*status_and_headers: Any) -> Callable[[bytes], object]:
            response[:] = status_and_headers
            return lambda _: None

        content = application(environ, begin)
        status, headers = response[:2]
        if dict(headers).get("Content-Type") != "text/html":
            start_response(status, headers)
            return content
        page = mark_as_preview(allow_reload_script(b"".join(content)))
        if is_board and board is not None and str(status).startswith("200"):
            page = with_article(with_title(page, BOARD_TITLE), board.markup())
        elif is_home:
            page = with_board_link(page)
        page = inject_diagnostics(page, diagnostics())
        if hasattr(content, "close"):
            content.close()
        others = [(name, value) for name, value in headers if name != "Content-Length"]
        start_response(status, [*others, ("Content-Length", str(len(page)))])
        return [page]

    return serve


def is_own_host(host: str, address: str) -> bool:
    """Returns whether a `Host` header, with or without a port, names this machine or the configured address.

    A preview that listens on all addresses of the machine answers to each IP address. It does not answer to names: a
    name can lead anywhere, an IP address in a browser's address bar cannot.
    """
    name = re.sub(r":\d*\Z", "", host.strip()).lower()
    if name.startswith("[") and name.endswith("]"):
        name = name[1:-1]
    elif ":" in name:
        return False
    return name in LOCAL_HOSTS or name == address.lower() or (_is_wildcard(address) and _is_ip_address(name))


def allow_reload_script(page: bytes) -> bytes:
    """Returns a page whose policy allows, by its hash, the inline script that MkDocs puts at the end of the body."""
    end = page.rfind(b"</script></body>")
    start = page.rfind(b"<script>", 0, end) if end >= 0 else -1
    if start < 0 or page.rfind(b"</body>") != end + len(b"</script>"):
        return page
    allowed = script_hash(page[start + len(b"<script>") : end].decode()).encode()
    return SCRIPT_RULE.sub(lambda rule: rule[1] + b" " + allowed, page, count=1)


def mark_as_preview(page: bytes) -> bytes:
    """Returns a page marked as read by its author: the search then lists queries without a hit."""
    return page.replace(GUIDE_ID, PREVIEW_MARK + GUIDE_ID, 1)


def with_article(page: bytes, markup: str) -> bytes:
    """Returns a page with other text in its article, or only the text if it has none."""
    match = ARTICLE.search(page)
    end = page.rfind(b"</article>")
    if match is None or end < match.end():
        return f'<!doctype html><html lang="en"><meta charset="utf-8"><body>{markup}</body></html>'.encode()
    return page[: match.end()] + markup.encode() + page[end:]


def with_title(page: bytes, title: str) -> bytes:
    """Returns a page with another title before the name of its site."""
    return TITLE.sub(lambda match: b"<title>%b - %b</title>" % (escape(title).encode(), match[1]), page, count=1)


def with_board_link(page: bytes) -> bytes:
    """Returns the home page with a link to the author's board at the beginning of its article."""
    words = f"Author\u2019s board: {BOARD_TITLE.lower()}"
    link = f'<p class="sg-quiet"><a href="{BOARD_NAME}">{words}</a> (only in the preview)</p>'
    return ARTICLE.sub(lambda match: match[0] + link.encode(), page, count=1)


def inject_diagnostics(page: bytes, diagnostics: Sequence[str]) -> bytes:
    """Returns a page with the diagnostics at the beginning of its body; the same page if there are none."""
    if not diagnostics:
        return page
    rows = "".join(f"<li><code>{escape(diagnostic)}</code></li>" for diagnostic in diagnostics[:SHOWN])
    more = f"<p>and {len(diagnostics) - SHOWN} more in the terminal</p>" if len(diagnostics) > SHOWN else ""
    banner = (
        '<aside class="md-banner md-banner--warning" role="alert"><div class="md-banner__inner md-grid md-typeset">'
        f"<strong>Problems found</strong><ul>{rows}</ul>{more}</div></aside>"
    )
    body = BODY.search(page)
    at = body.end() if body else 0
    return page[:at] + banner.encode() + page[at:]


def check_port(host: str, port: int) -> None:
    """Raises OSError if no server can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # where this option would take the port away from another server
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
        probe.bind((host, port))


def _is_wildcard(address: str) -> bool:
    return _is_ip_address(address) and ipaddress.ip_address(address).is_unspecified


def _is_ip_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
