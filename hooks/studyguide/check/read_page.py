"""Parses one page of a built site."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from studyguide.check.html_page import HtmlPage, InlineScript, PolicyTag, Reference

EMBEDS = {
    "iframe": "frame", "frame": "frame", "frameset": "frame", "portal": "frame", "object": "plugin", "embed": "plugin",
    "applet": "plugin",
}  # fmt: skip
LOADING_RELS = frozenset(
    ("stylesheet", "icon", "shortcut", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest",
     "apple-touch-icon")
)  # fmt: skip
LOADING = {
    "img": "src", "script": "src", "iframe": "src", "frame": "src", "embed": "src", "source": "src", "video": "src",
    "audio": "src", "track": "src", "input": "src", "object": "data", "use": "href", "image": "href", "base": "href",
}  # fmt: skip
LOADING_ANYWHERE = ("action", "formaction", "poster", "background", "xlink:href", "ping")
"""Attributes that mean the same on every element that has them. A form's target is asked as well."""
CANDIDATES = ("srcset", "imagesrcset")
INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
     "mark", "q", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
     "mi", "mn", "mo", "mrow", "ms", "mtext", "msub", "msup")
)  # fmt: skip
"""Elements that do not end a line of text: what they separate is read as one word."""
READABLE = frozenset(("alt", "title", "aria-label", "placeholder", "summary", "label", "content", "value"))
"""Attributes whose text people read or hear."""
ID_LISTS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list", "headers")
SHORTEST_TEXT = 4
"""Characters of a text that can be a secret."""
BLANKS = re.compile(r"\s+")


def read_page(html: str) -> HtmlPage:
    """Parse one page; broken HTML is read as far as it goes."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page(html)


class _Reader(HTMLParser):
    """Collects what the parser of the standard library hands over through methods."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[tuple[str, int]] = []
        self.references: list[Reference] = []
        self.styles: list[tuple[str, int]] = []
        self.style_lines: list[int] = []
        self.scripts: list[InlineScript] = []
        self.policies: list[PolicyTag] = []
        self.handlers: list[tuple[str, int]] = []
        self.embeds: list[tuple[str, int]] = []
        self.posts: list[int] = []
        self.openers: list[int] = []
        self.unnamed_links: list[int] = []
        self.unnamed_images: list[int] = []
        self.nested_links: list[int] = []
        self.headings: list[tuple[int, int]] = []
        self.id_uses: list[tuple[str, int]] = []
        self.meta: list[tuple[str, str, int]] = []
        self.canonical, self.lang, self.title = "", "", ""
        self.refresh: tuple[str, int] | None = None
        self.has_doctype = self.is_closed = self.acts = False
        self.articles, self.article_text, self.any_text = 0, False, False
        self.lines: list[tuple[str, int]] = []
        self.values: dict[str, int] = {}
        self.words: list[str] = []
        self.words_line = 0
        self.raw: list[str] = []
        self.raw_line = 0
        self.raw_type: str | None = None
        self.link: list[int] = []
        """Line of the link that is open, and whether it has a name: 0 or 1."""
        self.title_from = -1
        self.preformatted = 0
        self.open: dict[str, int] = {}

    def page(self, html: str) -> HtmlPage:
        self._end_line()
        seen: set[str] = set()
        repeated: list[tuple[str, int]] = []
        for name, line in self.ids:
            if name in seen:
                repeated.append((name, line))
            seen.add(name)
        return HtmlPage(
            ids=frozenset(seen), repeated_ids=tuple(repeated), references=tuple(self.references),
            styles=tuple(self.styles), style_lines=tuple(self.style_lines), scripts=tuple(self.scripts),
            policies=tuple(self.policies), handlers=tuple(self.handlers), embeds=tuple(self.embeds),
            posts=tuple(self.posts), openers=tuple(self.openers), unnamed_links=tuple(self.unnamed_links),
            unnamed_images=tuple(self.unnamed_images), nested_links=tuple(self.nested_links),
            headings=tuple(self.headings), id_uses=tuple(self.id_uses), meta=tuple(self.meta),
            canonical=self.canonical, refresh=self.refresh, title=self.title.strip(), lang=self.lang.strip(),
            has_doctype=self.has_doctype, has_content=self.article_text if self.articles else self.any_text,
            is_closed=html.rstrip().endswith("</html>"), lines=tuple(self.lines), values=tuple(self.values.items()),
        )  # fmt: skip

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        if tag not in INLINE:
            self._start_block(tag, line)
        values: dict[str, str] = {}
        for name, value in attrs:
            if name in values:
                continue
            values[name] = value or ""
            if value and len(value) >= SHORTEST_TEXT:
                if name in READABLE:
                    self.lines.append((value, line))
                else:
                    self.values.setdefault(value, line)
            if name[:2] == "on" and len(name) > 4:
                self.handlers.append((name, line))
            if len(name) > 16:
                self.values.setdefault(name, line)
        if len(tag) > 8:
            self.values.setdefault(tag, line)
        if values:
            self._read_attributes(tag, values, line)
        if tag == "a":
            self._start_link(values, line)
        elif tag == "img" or (tag == "area" and "href" in values) or (tag == "input" and values.get("type") == "image"):
            if "alt" not in values and values.get("aria-hidden") != "true":
                self.unnamed_images.append(line)
            elif values.get("alt") and self.link:
                self.link[1] = 1
        elif tag in EMBEDS:
            self.embeds.append((tag, line))
        elif tag == "form" and values.get("method", "get").lower() == "post":
            self.posts.append(line)
        elif tag == "article":
            self.articles += 1
            self.open["article"] = self.open.get("article", 0) + 1
        elif tag in {"script", "style", "body", "link"}:
            self.acts |= tag in {"script", "body"} or "stylesheet" in values.get("rel", "").lower()
            if tag == "script" or tag == "style":
                self.raw, self.raw_line = [], line
                self.raw_type = (
                    values.get("type", "").strip().lower() if tag == "script" and "src" not in values else None
                )
                if tag == "style":
                    self.style_lines.append(line)
                    self.acts = True
        elif tag == "html":
            self.lang = values.get("lang", "")
        elif tag == "meta":
            self._read_meta(values, line)

    def _start_block(self, tag: str, line: int) -> None:
        self._end_line()
        if tag == "pre":
            self.preformatted += 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self.headings.append((int(tag[1]), line))
        elif tag == "title" and self.title_from < 0 and not self.open.get("svg"):
            self.title_from = len(self.lines)
        elif tag == "svg":
            self.open["svg"] = self.open.get("svg", 0) + 1

    def _start_link(self, values: dict[str, str], line: int) -> None:
        if "href" not in values:
            return
        if self.link:
            self.nested_links.append(line)
        named = values.get("aria-label") or values.get("aria-labelledby") or values.get("title")
        self.link = [line, 1 if named or values.get("aria-hidden") == "true" else 0]
        if values.get("target", "").lower() == "_blank":
            rels = values.get("rel", "").lower().split()
            if "//" in values["href"][:8] and "noopener" not in rels and "noreferrer" not in rels:
                self.openers.append(line)

    def _read_attributes(self, tag: str, values: dict[str, str], line: int) -> None:
        if name := values.get("id"):
            self.ids.append((name, line))
        if tag == "a" or tag == "area":
            if (anchor := values.get("name")) and anchor != name:
                self.ids.append((anchor, line))
            if "href" in values:
                self.references.append(Reference(values["href"], line, False, tag))
        elif tag == "link" and "href" in values:
            rels = set(values.get("rel", "").lower().split())
            self.references.append(Reference(values["href"], line, bool(rels & LOADING_RELS), tag))
            if "canonical" in rels:
                self.canonical = values["href"]
        elif (attribute := LOADING.get(tag)) and attribute in values:
            self.references.append(Reference(values[attribute], line, True, tag))
        for attribute in LOADING_ANYWHERE:
            if attribute in values:
                self.references.append(Reference(values[attribute], line, True, tag))
        if values.get("style"):
            self.styles.append((values["style"], line))
            self.style_lines.append(line)
        for attribute in CANDIDATES:
            if attribute in values:
                for target in candidates(values[attribute]):
                    self.references.append(Reference(target, line, True, tag))
        if tag == "label" and values.get("for"):
            self.id_uses.append((values["for"], line))
        for attribute in ID_LISTS:
            if attribute in values:
                self.id_uses += ((used, line) for used in values[attribute].split())
        if self.link and (values.get("aria-label") or (tag == "svg" and values.get("title"))):
            self.link[1] = 1

    def _read_meta(self, values: dict[str, str], line: int) -> None:
        content = values.get("content", "")
        if "charset" in values:
            self.meta.append(("charset", values["charset"], line))
        if name := (values.get("name") or values.get("property") or values.get("http-equiv")):
            self.meta.append((name.strip().lower(), content, line))
        equivalent = values.get("http-equiv", "").strip().lower()
        if equivalent == "content-security-policy":
            self.policies.append(PolicyTag(content, line, not self.acts))
        elif equivalent == "refresh" and (target := refresh_target(content)):
            self.refresh = (target, line)
            self.references.append(Reference(target, line, True, tag="meta"))

    def handle_endtag(self, tag: str) -> None:
        if tag in INLINE:
            if tag == "a" and self.link:
                if not self.link[1]:
                    self.unnamed_links.append(self.link[0])
                self.link = []
            return
        if tag == "script" or tag == "style":
            self._end_raw(tag)
            return
        self._end_line()
        if tag == "title" and self.title_from >= 0 and not self.title:
            self.title = " ".join(text for text, _ in self.lines[self.title_from :])
            self.title_from = len(self.lines)
            self.any_text = False
        elif tag == "pre":
            self.preformatted = max(0, self.preformatted - 1)
        elif tag == "article" or tag == "svg":
            self.open[tag] = max(0, self.open.get(tag, 0) - 1)

    def _end_raw(self, tag: str) -> None:
        text = "".join(self.raw)
        self.raw = []
        if not text.strip():
            return
        self.values.setdefault(text, self.raw_line)
        if tag == "style":
            self.styles.append((text, self.raw_line))
        elif self.raw_type is not None:
            self.scripts.append(InlineScript(text, self.raw_line, self.raw_type))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.raw.append(data)
            return
        if data.isspace():
            if self.words:
                self.words.append(data)
            return
        if not self.words:
            self.words_line = self.getpos()[0]
        self.words.append(data)
        if self.link:
            self.link[1] = 1
        self.any_text = True
        if self.open.get("article"):
            self.article_text = True

    def _end_line(self) -> None:
        if not self.words:
            return
        text = "".join(self.words)
        self.words = []
        if self.preformatted:
            rows = text.split("\n")
            self.lines += ((row, self.words_line + at) for at, row in enumerate(rows) if len(row) >= SHORTEST_TEXT)
        else:
            row = BLANKS.sub(" ", text).strip()
            if len(row) >= 1:
                self.lines.append((row, self.words_line))

    def handle_comment(self, data: str) -> None:
        self.lines += ((row.strip(), self.getpos()[0]) for row in data.split("\n") if len(row) >= SHORTEST_TEXT)

    def handle_decl(self, decl: str) -> None:
        if decl.lower().startswith("doctype"):
            self.has_doctype = True
        self.values.setdefault(decl, self.getpos()[0])

    def handle_pi(self, data: str) -> None:
        self.values.setdefault(data, self.getpos()[0])

    def unknown_decl(self, data: str) -> None:
        self.values.setdefault(data, self.getpos()[0])


def candidates(srcset: str) -> list[str]:
    """Return the addresses of a `srcset`, each followed by a width or a density. An address may have commas inside."""
    return [target for part in re.split(r",\s+|,$", srcset) if (target := next(iter(part.split()), "")).strip(",")]


def refresh_target(content: str) -> str:
    """Return the address in the content of a refresh, `5; url=x`; '' if the page only loads itself again."""
    target = content.lstrip(" \t\n\r0123456789.").lstrip(";, \t\n\r")
    if target[:3].lower() == "url" and target[3:].lstrip().startswith("="):
        target = target[3:].lstrip()[1:]
    return target.strip().strip("'\"")
