"""Finds what a page's content policy lacks, and active content that no page may have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from studyguide.check.fault_kinds import fault
from studyguide.check.html_page import HtmlPage
from studyguide.check.read_page import EMBEDS
from studyguide.model.diagnostics import Diagnostic
from studyguide.render.csp import script_hash

EXECUTED = frozenset(("", "module", "importmap", "speculationrules", "text/javascript", "application/javascript"))
"""Types of inline scripts that a browser runs, or that change what it loads."""
GUARDED = ("script-src", "style-src", "img-src", "font-src", "media-src", "connect-src", "worker-src", "manifest-src",
           "object-src", "frame-src", "child-src", "base-uri", "form-action")  # fmt: skip
"""Directives in which no other host may be."""
NO_FALLBACK = ("base-uri", "form-action")
"""Directives to which `default-src` does not apply."""
SAFE_SOURCES = frozenset(("'none'", "'self'"))
HASH = re.compile(r"'(?:sha256|sha384|sha512|nonce)-[A-Za-z0-9+/=_-]+'")
REMOTE = re.compile(
    r"""(?:\b(?:fetch|import|importScripts|open|sendBeacon|Worker|SharedWorker|WebSocket|EventSource|Request|Image|Audio)"""
    r"""\s{0,9}\(\s{0,9}|\bfrom\s{0,9}|\bimport\s{0,9}|\.(?:src|href|action|location)\s{0,9}=\s{0,9}"""
    r"""|\blocation\s{0,9}=\s{0,9}|setAttribute\(\s{0,9}["']src["']\s{0,9},\s{0,9})"""
    r"""["'`]((?:https?:|wss?:)?//[^"'`\s]{1,200})""",
    re.IGNORECASE,
)
"""Where a script names another host as the one to ask."""


def is_of_a_guide(page: HtmlPage) -> bool:
    """Return whether a page is one of a guide, whose pages all have a policy."""
    return bool(page.policies) or any(name == "studyguide-id" for name, _, _ in page.meta)


def policy_faults(path: str, page: HtmlPage) -> Iterator[Diagnostic]:
    """Yield what is wrong with the policy of a page that has one, and what it blocks."""
    policy = page.policies[0]
    if not policy.is_in_time:
        yield fault("late-policy", path, "the content policy comes too late to rule the whole page", policy.line)
    directives = directives_of(policy.content)
    for weakness in _weaknesses(directives):
        yield fault("weak-policy", path, f"the content policy {weakness}", policy.line)
    scripts = directives.get("script-src", directives.get("default-src", ()))
    for script in page.scripts:
        if script.type in EXECUTED and script_hash(script.text) not in scripts and "'unsafe-inline'" not in scripts:
            yield fault("blocked-script", path, "the content policy does not allow this inline script", script.line)
    styles = directives.get("style-src", directives.get("default-src", ()))
    if page.style_lines and "'unsafe-inline'" not in styles:
        yield fault(
            "blocked-style", path, "the content policy does not allow styles inside the page", page.style_lines[0]
        )


def active_faults(path: str, page: HtmlPage) -> Iterator[Diagnostic]:
    """Yield active content that a page may never have."""
    for name, line in page.handlers:
        yield fault("inline-handler", path, f"the attribute `{name}` runs script", line)
    for tag, line in page.embeds:
        yield fault(EMBEDS[tag], path, f"the page has a `<{tag}>`", line)
    for reference in page.references:
        if reference.tag == "base":
            yield fault("base-element", path, "the page has a `<base>`", reference.line)
    for line in page.posts:
        yield fault("form-post", path, "the form sends a body, which a static site cannot receive", line)
    for line in page.openers:
        yield fault("opener", path, "the link gives another site access to this window", line, 'add `rel="noopener"`')
    if page.refresh and not page.is_redirect:
        yield fault("refresh", path, "the page has text and moves its reader on by itself", page.refresh[1])
    for script in page.scripts:
        if script.type in EXECUTED:
            yield from script_host_faults(path, script.text, script.line)


def script_host_faults(path: str, text: str, first: int = 1) -> Iterator[Diagnostic]:
    """Yield where a script asks another host; `first` is the 1-based line on which it begins."""
    line, at = first, 0
    for match in REMOTE.finditer(text):
        line, at = line + text.count("\n", at, match.start()), match.start()
        yield fault("script-other-host", path, f"the script asks another host for `{match[1][:80]}`", line)


def directives_of(policy: str) -> dict[str, tuple[str, ...]]:
    """Return the sources of each directive; the first of two equal directives counts, as in a browser."""
    directives: dict[str, tuple[str, ...]] = {}
    for part in policy.split(";"):
        words = part.split()
        if words:
            directives.setdefault(words[0].lower(), tuple(words[1:]))
    return directives


def allows_data(page: HtmlPage) -> bool:
    """Return whether pictures may have a `data:` address: a page without a policy allows everything."""
    if not page.policies:
        return True
    directives = directives_of(page.policies[0].content)
    return "data:" in directives.get("img-src", directives.get("default-src", ()))


def _weaknesses(directives: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if directives.get("default-src") not in (("'none'",), ("'self'",)):
        yield "does not begin from `default-src 'none'`"
    for name in NO_FALLBACK:
        if name not in directives:
            yield f"has no `{name}`"
    for name in GUARDED:
        for source in directives.get(name, ()):
            if source in SAFE_SOURCES or HASH.fullmatch(source):
                continue
            if (name, source) not in {("style-src", "'unsafe-inline'"), ("img-src", "data:")}:
                yield f"allows {source} in `{name}`"
