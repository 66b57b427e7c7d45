"""Search documents of the pages that people wrote, from the HTML that MkDocs made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from studyguide.render.data.search_documents import SearchDocument, single_line
from studyguide.render.data.search_group import SearchGroup

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
UNREAD = frozenset(("script", "style", "svg", "math", "template"))
BREAKING_TAGS = frozenset(
    ("p", "li", "tr", "pre", "div", "dt", "dd", "blockquote", "figcaption", "summary", "br", *HEADING_TAGS)
)


def written_documents(pages: Iterable[Page]) -> Iterator[SearchDocument]:
    """Yields a document for each page and for each of its sections; none for a page that says `search: exclude`."""
    for page in pages:
        search = page.meta.get("search")
        if page.content is None or (isinstance(search, dict) and search.get("exclude")):
            continue
        reader = _SectionReader()
        reader.feed(page.content)
        reader.close()
        title = single_line(str(page.title or page.file.src_uri))
        for number, section in enumerate(reader.sections):
            is_page = number == 0
            lines = tuple(filter(None, map(single_line, "".join(section.text).split("\n"))))
            name = title if is_page else single_line("".join(section.heading))
            if is_page or (section.id and name):
                place = page.url if is_page else f"{page.url}#{section.id}"
                shown = "" if place == "./" else place.removeprefix("./")
                description = single_line(str(page.meta.get("description") or "")) if is_page else ""
                document = SearchDocument(shown, name, SearchGroup.PAGE, SearchGroup.PAGE.value, description)
                yield document._replace(lines=lines)


class _Section:
    def __init__(self, id_: str) -> None:
        self.id = id_
        self.heading: list[str] = []
        self.text: list[str] = []


class _SectionReader(HTMLParser):
    """Reads a page into sections. The first is the page itself, up to its first heading below level 1."""

    def __init__(self) -> None:
        super().__init__()
        self.sections = [_Section("")]
        self.unread = 0
        self.heading = ""
        """The heading that is open and names the last section; '' if none is."""
        self.is_permalink = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in UNREAD:
            self.unread += 1
        elif tag in HEADING_TAGS:
            if tag != "h1" and values.get("id"):
                self.heading = tag
                self.sections.append(_Section(values["id"] or ""))
        elif tag == "a" and "headerlink" in (values.get("class") or ""):
            self.is_permalink = True
        if tag in BREAKING_TAGS:
            self.sections[-1].text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNREAD:
            self.unread = max(0, self.unread - 1)
        elif tag == self.heading:
            self.heading = ""
        elif tag == "a":
            self.is_permalink = False
        if tag in BREAKING_TAGS:
            self.sections[-1].text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unread and not self.is_permalink:
            section = self.sections[-1]
            (section.heading if self.heading else section.text).append(data)
