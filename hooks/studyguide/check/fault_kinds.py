"""Lists every kind of fault that a built site is checked for, and makes the diagnostics of these kinds."""

from __future__ import annotations

from studyguide.model.diagnostics import Diagnostic, Location

KINDS: dict[str, dict[str, str]] = {
    "Files": {
        "no-site": "a folder without a single page",
        "no-home": "no `index.html` at the top",
        "no-404": "no `404.html` at the top",
        "same-place": "two paths that differ by capitals only",
        "reserved-name": "a path that a system refuses: names of devices, signs, blanks or dots at the end",
        "hidden-file": "a hidden file or folder, such as `.git`, `.venv` or `.env`",
        "source-folder": "a folder of the project, such as `seeds/` or `node_modules/`",
        "project-file": "a file that only the build reads, such as `mkdocs.yml` or `notes.yml`",
        "key-file": "a file whose name says that it holds keys, such as `id_rsa` or `x.pem`",
        "left-over-file": "a left-over of an editor or a download, such as `x~`, `x.swp` or `Thumbs.db`",
        "linked-file": "a symbolic link",
        "special-file": "a pipe, a socket, a device, or a file that cannot be read",
        "empty-file": "a file without content",
        "damaged-file": "a picture, font, sound or document whose first bytes do not fit its ending",
        "not-utf-8": "a text file that is not valid UTF-8",
    },
    "Pages": {
        "empty-page": "a page without text",
        "truncated-page": "a page that does not end with `</html>`",
        "no-doctype": "a page without `<!doctype html>`",
        "no-charset": "a page that does not say that it is UTF-8",
        "no-title": "a page without a title",
        "no-lang": "a page that does not say its language",
        "no-heading": "a page without a heading of level 1",
        "heading-skip": "a heading two or more levels below the one before it",
        "duplicate-id": "an id that occurs twice on a page",
        "dangling-label": "a label or an `aria-` attribute that names an id which is not on the page",
        "image-without-alt": "a picture without an alternative text",
        "link-without-text": "a link without a name",
        "nested-link": "a link inside a link",
        "control-character": "a character that reorders or hides the text around it",
        "page-data": "data inside a page, such as structured data, that is not JSON",
    },
    "Links": {
        "broken-link": "a link to a page or file that is not there",
        "missing-file": "a script, style, picture or sound that is not there",
        "broken-anchor": "a link to a part of a page that is not there",
        "outside-site": "an address that leads above the top of the site",
        "other-case": "an address that is right except for capitals",
        "absolute-link": "an address from the top of the host, which fails where the site is in a folder",
        "script-address": "an address that runs script (`javascript:`, `vbscript:`)",
        "data-address": "a `data:` or `blob:` address where the policy does not allow one",
        "scheme": "an address of another scheme, such as `file:` or `mailto:`",
        "opener": "a link that gives another site access to this window",
        "canonical": "a page whose canonical address is that of another page",
        "old-address": "a link to a page that only redirects",
        "stale-redirect": "an old address that leads to a page or part that is not there",
        "redirect-loop": "old addresses that lead to each other",
        "redirect-chain": "an old address that leads to another old address",
        "refresh": "a page with text that moves its reader on by itself",
    },
    "Other hosts and active content": {
        "other-host": "something that a page loads from another host, or sends there",
        "style-other-host": "something that a style loads from another host",
        "style-missing-file": "something that a style loads and that is not there",
        "script-other-host": "a script that asks another host",
        "no-policy": "a page without a content policy",
        "late-policy": "a policy after something that it was to rule, or outside the head",
        "weak-policy": "a policy that lets other hosts, any inline script or `eval` through",
        "blocked-script": "an inline script whose hash is not in the policy",
        "blocked-style": "a style in a page whose policy forbids it",
        "inline-handler": "an attribute that runs script, such as `onclick`",
        "frame": "a frame",
        "plugin": "an `<object>`, `<embed>` or `<applet>`",
        "base-element": "a `<base>`, which changes what every address means",
        "form-post": "a form that sends a body, which a static site cannot receive",
        "active-picture": "an SVG picture with a script, a handler or foreign content",
        "xml-entity": "an XML file with a document type or an entity",
    },
    "Data": {
        "malformed-json": "a JSON file that cannot be parsed",
        "malformed-xml": "an XML or SVG file that cannot be parsed",
        "search-index": "a part of the search index that is missing, damaged or of another build",
        "search-target": "a search result that leads nowhere",
        "glossary": "a `glossary.json` that does not have the form of its schema",
        "glossary-schema": "a `glossary.json` whose schema is not beside it",
        "glossary-target": "a term in `glossary.json` whose page is not there",
        "glossary-id": "two terms in `glossary.json` with one id",
        "feed": "a feed that lacks what Atom requires",
        "feed-target": "an entry of the feed that leads nowhere",
        "feed-id": "two entries of the feed with one id",
        "sitemap": "a sitemap that is not a list of addresses of this site",
        "sitemap-lacks": "a page that the sitemap does not list",
        "sitemap-target": "an address in the sitemap where no page is",
        "sitemap-copy": "a compressed sitemap that differs from the other or cannot be read",
        "names": "a `names.js` that is not one list of names and addresses",
        "names-target": "a name whose page is not there",
        "questions": "a file of questions that is not one call with two texts",
        "questions-id": "a question that is twice in a file, or has no id",
        "questions-target": "a link in a question that leads nowhere",
        "questions-active": "script, a handler, a frame or another host in a question",
        "archive": "a zip file that cannot be read",
        "web-manifest": "a manifest without a name, a first page or an icon",
        "web-manifest-target": "a first page, a scope or an icon of the manifest that is not there or on another host",
        "offline": "an `sw.js` that does not begin with one list of files, or is missing beside a manifest",
        "offline-target": "a file that is to be kept on a device and is not there or on another host",
        "offline-stale": "a kept file with another content than `sw.js` says, or a version of another build",
        "offline-guide": "an `sw.js` of another guide",
    },
    "Decks": {
        "deck": "a deck that is not a zip file with a database",
        "deck-database": "a deck whose database is damaged or lacks a table",
        "deck-empty": "a deck without cards",
        "deck-id": "a note, card, deck or note type with an id that is not valid",
        "deck-time": "a note or card that says it was changed before 2010",
        "deck-orphan": "a card without a note, or a note without a card",
        "deck-guid": "two notes of a deck with one GUID, or a note without one",
        "deck-fields": "a note with another number of fields than its type",
        "deck-active": "script, a handler or another host in a card",
        "deck-media": "a file that a deck names and does not hold",
        "table-columns": "a row of a table that has another number of cells than the others",
        "table-formula": "a cell that a spreadsheet takes for a formula",
    },
    "Secrets": {
        "secret-shown": "a text that the notes mask, as it is written",
        "secret-disguised": "the same in escapes, entities or percent signs, or divided by tags",
        "secret-encoded": "the same in Base64",
        "secret-in-name": "the same in the name of a file",
        "secret-in-archive": "the same in a deck or another archive",
        "unmasked": "a text that the rules of masking would mask, whatever the notes say",
        "unmasked-in-name": "the same in the name of a file",
        "unmasked-in-archive": "the same in a deck or another archive",
        "private-key": "a private key",
    },
}  # fmt: skip
"""Kinds by group, each with what is found."""
KNOWN = frozenset(kind for group in KINDS.values() for kind in group)


def fault(kind: str, path: str, what: str, line: int = 0, hint: str = "") -> Diagnostic:
    """Return a diagnostic of one of the kinds above; another kind is a mistake of the caller."""
    if kind not in KNOWN:
        raise ValueError(f"there is no kind of fault {kind!r}")
    return Diagnostic(Location(path, line), kind, what, hint)


def kinds_table() -> str:
    """Return the kinds as a Markdown table, for the documentation."""
    rows = [f"| {group} | `{kind}` | {what} |" for group, kinds in KINDS.items() for kind, what in kinds.items()]
    return "\n".join(["| Where | Kind | What is found |", "|---|---|---|", *rows])
