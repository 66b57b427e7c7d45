"""Words of a note to inline markup: what their author wrote as markup, our links on its terms, gaps for what is masked.

Mentions and gaps are columns of the note's own line, and inline parsing loses columns. So a private-use character is
put before and after each of them first; Markdown takes these for letters, and the tokens that hold them are split.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape
from typing import Literal, NamedTuple
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from studyguide.model.note import REDACTED_KINDS, Zone, ZoneKind
from studyguide.model.texts import Texts, text_of
from studyguide.render.html.inline_rules import (
    asciidoc_parser,
    markdown_parser,
    org_parser,
    plain_parser,
    raw_html_parser,
    rest_parser,
)
from studyguide.render.html.markup import Link, reading, redaction, redaction_labels
from studyguide.render.html.raw_html import ELEMENTS, PHRASING, VOID, element_shown, safe_tag
from studyguide.text.control_chars import escape_control_chars
from studyguide.text.mathml import MATHML_ATTRIBUTES, MATHML_TAGS, mathml

FIRST_MARK = 0xF0000
LAST_MARK = 0xFFFFD
CLOSING = "</a>"
MARK_IN_ADDRESS = re.compile("%F3%B[0-9A-F](?:%[0-9A-F]{2}){2}")
"""A mark inside an address that Markdown has percent-encoded."""
MARK = re.compile(f"([{chr(FIRST_MARK)}-{chr(LAST_MARK)}])")
PLAIN = re.compile(r"[^\\`*_~\[\]<>&$#=+^:]*(?::(?!//)[^\\`*_~\[\]<>&$#=+^:]*)*")
"""Words without anything that begins a construct in any of the markup languages."""
TEXT = frozenset({"text", "text_special"})
LINE_ENDS = frozenset({"softbreak", "hardbreak"})
LABEL_MARKUP = re.compile(r"[`*_~=$]")
LABEL_TOKENS = (
    TEXT
    | {"code_inline", "formula"}
    | {f"{name}_{end}" for name in ("em", "strong", "s", "mark") for end in ("open", "close")}
)
"""What may be inside a link."""
OUT = 'class="sg-out" rel="noopener noreferrer nofollow"'
WEB = ("http://", "https://")
HTML_ELEMENTS = frozenset(ELEMENTS)
"""What is left out with its attributes if it may not be shown; what looks like a tag and is none, such as
`List<Word>`, is text."""


class InlineSyntax(StrEnum):
    """What the characters of a line mean."""

    MARKDOWN = "markdown"
    ORG = "org"
    REST = "rest"
    ASCIIDOC = "asciidoc"
    PLAIN = "plain"
    """Nothing but web addresses."""
    HTML = "html"
    """Tags and entities only, as inside a block of HTML."""


PARSERS: Mapping[InlineSyntax, MarkdownIt] = {
    InlineSyntax.MARKDOWN: markdown_parser(),
    InlineSyntax.ORG: org_parser(),
    InlineSyntax.REST: rest_parser(),
    InlineSyntax.ASCIIDOC: asciidoc_parser(),
    InlineSyntax.PLAIN: plain_parser(),
    InlineSyntax.HTML: raw_html_parser(),
}
"""Constants: parsing keeps nothing between two texts."""

Row = tuple[str, int, int, Sequence[Link], Sequence[Zone]]
"""A line, the columns at which the words in it start and end, its links and its zones."""


class AuthorTarget(NamedTuple):
    """Where an address that an author wrote leads."""

    href: str
    """'' if it leads nowhere."""
    problem: str = ""
    """Why it leads nowhere, in words a reader understands."""


def no_embed(target: str, label: str) -> str:  # noqa: ARG001
    """Embeds nothing."""
    return ""


@dataclass(frozen=True, slots=True)
class InlineScope:
    """What the words of a note are read with."""

    texts: Texts
    syntax: InlineSyntax = InlineSyntax.MARKDOWN
    targets: Mapping[str, AuthorTarget] = field(default_factory=dict)
    """By the address as written, without percent-encoding."""
    footnotes: Mapping[str, int] = field(default_factory=dict)
    """The number of each footnote by its label."""
    references: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Link definitions of the note by their normalized label, as markdown-it wants them."""
    elements: frozenset[str] = PHRASING
    """The elements that the author may write as tags."""
    embed: Callable[[str, str], str] = no_embed
    """Returns the markup of something embedded, '' if it can only be linked."""
    tag_href: Callable[[str], str] = lambda _tag: ""
    """Returns where a tag's page is, '' if it has none."""


class Numbered(NamedTuple):
    """How the lines of a block are separated inside it."""

    lines: Sequence[int] = ()
    """The 1-based line of each row; an anchor is put where a row begins, but not at the first. Empty for no anchors."""
    breaks: frozenset[int] = frozenset()
    """Rows that begin on a new line although the markup language would join them to the one before."""


JOINED = Numbered()


@dataclass(frozen=True, slots=True)
class _Marked:
    """Text with private-use characters in it, and the markup that each of them replaces."""

    text: str
    marks: tuple[str, ...]


def inline_html(rows: Sequence[Row], scope: InlineScope, numbered: Numbered = JOINED) -> str:
    """Return a paragraph's words as inline markup."""
    plain = [_plain(scope.texts, row) for row in rows]
    if all(text is not None for text in plain):
        parts: list[str] = []
        for index, text in enumerate(plain):
            hard = index in numbered.breaks or (index and rows[index - 1][0][: rows[index - 1][2]].endswith("  "))
            if index:
                parts += ("<br>" if hard else " ", _with_anchors(numbered, index, index + 1))
            parts.append(text or "")
        return "".join(parts)
    return parsed_html(rows, scope, numbered)


def parsed_html(rows: Iterable[Row], scope: InlineScope, numbered: Numbered = JOINED) -> str:
    """Return what the parser of the scope's syntax makes of the words."""
    words = _marked(rows, scope)
    env = {"footnotes": scope.footnotes, "references": scope.references}
    text = words.text.strip() if not numbered.lines else words.text
    tokens = PARSERS[scope.syntax].parseInline(text, env)[0].children or []
    return "".join(_html_of(tokens, words.marks, scope, numbered)).replace("\n", " ").strip()


def cell_html(row: Row, scope: InlineScope) -> str:
    """Return the words of a table's cell; an escaped pipe is a pipe, also in code."""
    words = _marked([row], scope)
    env = {"footnotes": scope.footnotes, "references": scope.references}
    text = words.text.replace("\\|", "|").strip()
    tokens = PARSERS[scope.syntax].parseInline(text, env)[0].children or []
    return "".join(_html_of(tokens, words.marks, scope, JOINED)).replace("\n", " ").strip()


def _marked(rows: Iterable[Row], scope: InlineScope) -> _Marked:
    """Join the words of lines, with marks where links and gaps are."""
    marks: list[str] = []
    lines: list[str] = []
    for text, start, end, links, zones in rows:
        cuts: list[tuple[int, int, str, str, str]] = [
            (z.start, z.end, "", _gap(scope.texts, z.kind), "") for z in zones if z.kind in REDACTED_KINDS
        ]
        cuts += [
            (k.start, k.end, _opening(k), CLOSING, reading(scope.texts, k))
            for k in links
            if all(k.end <= a or k.start >= b for a, b, *_ in cuts)
        ]
        row, at = "", start
        for low, high, before, after, label in sorted(cuts):
            if not before:  # A gap that begins before the words or ends behind them still hides what of them it covers.
                low, high = max(low, at), min(high, end)
            if low < at or high > end or low >= high:
                continue
            if len(marks) + 3 > LAST_MARK - FIRST_MARK:  # None is left: a link is left out, and so is what a gap hides.
                row, at = (row + _clean(text[at:low]), high) if not before else (row, at)
                continue
            row += (
                _clean(text[at:low])
                + _mark(marks, before)
                + (_clean(text[low:high]) if before else "")
                + _mark(marks, after)
                + _mark(marks, label)
            )
            at = high
        lines.append(row + _clean(text[at:end]))
    return _Marked("\n".join(lines), tuple(marks))


def _gap(texts: Texts, kind: ZoneKind) -> str:
    """A comment is only left out: its author's editor does not show it either."""
    return "" if kind is ZoneKind.COMMENT else redaction(redaction_labels(texts), kind)


def _plain(texts: Texts, row: Row) -> str | None:
    """What parsing gives for a line in which nothing is to be parsed: most lines of notes, in a tenth of the time. None
    for any other."""
    text, start, end, links, zones = row
    words = text[start:end]
    if not words.isprintable() or not PLAIN.fullmatch(words) or any(zone.kind in REDACTED_KINDS for zone in zones):
        return None
    if not words.isascii() and MARK.search(words):
        return None
    parts: list[str] = []
    at = start
    for link in sorted(links):
        if at <= link.start < link.end <= end:
            parts += (text[at : link.start], _opening(link), text[link.start : link.end], CLOSING, reading(texts, link))
            at = link.end
    return "".join((*parts, text[at:end])).strip()


def sanitized(html: str) -> str:
    """Return markup with nothing in it but what a note may be shown with: the second lock on the door."""
    return SECOND_LOCK.clean(escape_control_chars(html))


def _html_of(tokens: Sequence[Token], marks: tuple[str, ...], scope: InlineScope, numbered: Numbered) -> Iterator[str]:
    """Yield the markup of tokens, with the markup of each mark in its place; whatever opens is closed again.

    In code and formulas a link of ours is left out, as it is inside a link of the author's. What Markdown took for an
    address or for emphasis can begin or end inside a link of ours: then that ends there.
    """
    opened: list[_Opened] = []
    ours, row = False, 1
    for token in tokens:
        if ours and token.type not in TEXT and token.type not in LINE_ENDS:
            yield CLOSING
            ours = False
        if token.type in TEXT:
            for index, part in enumerate(MARK.split(token.content)):
                html = _of_mark(part, marks) if index % 2 else escape(part, quote=False)
                if index % 2 and (html == CLOSING or html.startswith("<a ")):
                    opens = html != CLOSING
                    if opens == ours or (opens and any(one.is_link for one in opened)):
                        continue
                    ours = opens
                yield html
        elif token.type in LINE_ENDS:
            at = token.meta["row"]
            yield "<br>" if token.type == "hardbreak" or at in numbered.breaks else " "
            yield _with_anchors(numbered, row, at + 1)
            row = at + 1
        elif token.type == "link_open":
            opening, closing = _author_link(str(token.attrGet("href") or ""), scope)
            opened.append(_Opened("link", closing))
            yield opening
        elif token.type == "html_inline":
            yield from _tag(_unmarked(token.content), scope, opened)
        elif token.nesting > 0:
            opened.append(_Opened(token.tag, f"</{token.tag}>"))
            yield f"<{token.tag}>"
        elif token.nesting < 0:
            yield from _closed(opened, "link" if token.type == "link_close" else token.tag)
        else:
            yield _of_token(token, marks, scope)
    if ours:
        yield CLOSING
    if scope.syntax is not InlineSyntax.HTML:
        yield from (one.closing for one in reversed(opened))
    yield _with_anchors(numbered, row, len(numbered.lines))


class _Opened(NamedTuple):
    """An element that waits for its end."""

    name: str
    """An element of Markdown, or `<` and the name of an element that the author wrote as a tag."""
    closing: str

    @property
    def is_link(self) -> bool:
        return self.name in {"link", "<a"} and bool(self.closing)


def _closed(opened: list[_Opened], name: str) -> Iterator[str]:
    """Close the innermost element of a name, and those inside it; a tag closes nothing that Markdown opened."""
    for at in range(len(opened) - 1, -1, -1):
        if opened[at].name == name:
            yield from (one.closing for one in reversed(opened[at:]))
            del opened[at:]
            return
        if name.startswith("<") and not opened[at].name.startswith("<"):
            return


def _of_token(token: Token, marks: tuple[str, ...], scope: InlineScope) -> str:
    """Return the markup of a token that holds no other."""
    match token.type:
        case "image":
            return _image(_address(token.attrGet("src")), _unmarked(token.content), scope)
        case "code_inline":
            return f"<code>{''.join(_without_links(token.content, marks))}</code>"
        case "formula":
            return _formula_of_token(token, marks)
        case "wikilink":
            return _wikilink(token, marks, scope)
        case "embed":
            return _embed(token, scope)
        case "footnote":
            number = scope.footnotes[token.meta["label"]]
            return f'<sup class="sg-fn"><a href="#fn-{number}">{number}</a></sup>'
        case "tag":
            name = escape(_unmarked(token.content), quote=False)
            href = scope.tag_href(name[1:])
            return f'<a class="sg-tag" href="{escape(href)}">{name}</a>' if href else name
        case _:
            return escape(_unmarked(token.content), quote=False)


def _with_anchors(numbered: Numbered, first: int, end: int) -> str:
    return "".join(f'<span id="L{line}"></span>' for line in numbered.lines[first:end])


def _of_mark(mark: str, marks: tuple[str, ...]) -> str:
    number = ord(mark) - FIRST_MARK
    return marks[number] if number < len(marks) else ""


def _without_links(text: str, marks: tuple[str, ...]) -> Iterator[str]:
    for index, part in enumerate(MARK.split(text)):
        html = _of_mark(part, marks) if index % 2 else escape(part, quote=False)
        if not index % 2 or not (html == CLOSING or html.startswith("<a ")):
            yield html


def _formula_of_token(token: Token, marks: tuple[str, ...]) -> str:
    try:
        return str(formula_html(_unmarked(token.content), "block" if token.meta["display"] else "inline"))
    except ValueError:
        return f'<code class="sg-tex">{"".join(_without_links(token.meta["source"], marks))}</code>'


def formula_html(latex: str, display: Literal["block", "inline"]) -> Markup:
    """Return a formula as MathML that also holds its source, for whoever copies it. Raises ValueError if it cannot be
    read."""
    return mathml(latex, display, " ".join(latex.split()))


def _author_link(address: str, scope: InlineScope) -> tuple[str, str]:
    """Return what opens and closes a link of the author's; two empty texts for an address nobody may follow."""
    address = _address(address)
    if _is_web(address):
        return f'<a href="{escape(address)}" {OUT}>', CLOSING
    target = scope.targets.get(unquote(address))
    if target is None:
        return "", ""
    return _link_to(target)


def _link_to(target: AuthorTarget) -> tuple[str, str]:
    if target.href:
        return f'<a class="sg-ref" href="{escape(target.href)}">', CLOSING
    return f'<span class="sg-dead" title="{escape(target.problem)}">', "</span>"


def _wikilink(token: Token, marks: tuple[str, ...], scope: InlineScope) -> str:
    address, label = _unmarked(token.meta["target"]), token.meta["label"]
    target = scope.targets.get(address)
    if target is None:
        return "".join(_html_of([Token("text", "", 0, content=label or token.meta["target"])], marks, scope, JOINED))
    shown = _label_html(label, marks, scope) if label else escape(shown_target(address), quote=False)
    opening, closing = _link_to(target)
    return f"{opening}{shown}{closing}"


def _label_html(label: str, marks: tuple[str, ...], scope: InlineScope) -> str:
    """Return the words of a link between double brackets, with the emphasis, code and formulas in them."""
    plain = "".join(_without_links(label, marks))
    if not LABEL_MARKUP.search(label) or MARK.search(label):
        return plain
    tokens = PARSERS[InlineSyntax.MARKDOWN].parseInline(label, {})[0].children or []
    if any(token.type not in LABEL_TOKENS for token in tokens):
        return plain
    return "".join(_html_of(tokens, marks, scope, JOINED))


def shown_target(address: str) -> str:
    """Return the words of a link that has none of its own: `note > part`, or the part alone on the same page."""
    name, _, part = address.partition("#")
    part = part.removeprefix("^").replace("#", " > ").replace("`", "")
    return f"{name} > {part}" if name and part else part or name


def _embed(token: Token, scope: InlineScope) -> str:
    address, label = _unmarked(token.meta["target"]), _unmarked(token.meta["label"])
    if embedded := scope.embed(address, label):
        return embedded
    opening, closing = _link_to(
        scope.targets.get(address, AuthorTarget("", text_of(scope.texts, "note.no_note_or_file")))
    )
    words = label if label and not label.replace("x", "").isdigit() else shown_target(address)
    return f"{opening}{escape(words, quote=False)}{closing}"


def _image(address: str, alt: str, scope: InlineScope) -> str:
    """Show a picture of the notes' own; one of another host is a link that says so."""
    words, _, size = alt.partition("|")
    if _is_web(address):
        name = words.strip() or unquote(address.partition("?")[0].rsplit("/", 1)[-1])
        key = "note.picture" if name else "note.picture_without_name"
        label = text_of(scope.texts, key, words=name)
        return f'<a href="{escape(address)}" {OUT}>{escape(label, quote=False)}</a>'
    if embedded := scope.embed(unquote(address), alt):
        return embedded
    opening, closing = _link_to(
        scope.targets.get(unquote(address), AuthorTarget("", text_of(scope.texts, "note.no_file")))
    )
    shown = words.strip() or (size if size and not size.replace("x", "").isdigit() else "") or unquote(address)
    return f"{opening}{escape(shown, quote=False)}{closing}"


def _tag(source: str, scope: InlineScope, opened: list[_Opened]) -> Iterator[str]:
    """Yield a tag as it may be shown; links and pictures as if they were Markdown's."""
    name, attributes, shown = safe_tag(source)
    bare = name.removeprefix("/")
    if name == "img":
        yield _image(_address(attributes.get("src")), attributes.get("alt", ""), scope)
    elif name == "a":
        opening, closing = _author_link(attributes.get("href", ""), scope)
        opened.append(_Opened("<a", closing))
        yield opening
    elif bare and bare not in HTML_ELEMENTS and not shown:
        yield escape(source, quote=False)
    elif name == "/a" or (name.startswith("/") and bare in scope.elements and scope.syntax is not InlineSyntax.HTML):
        yield from _closed(opened, f"<{bare}")
    elif bare in scope.elements:
        if bare not in VOID and not name.startswith("/"):
            opened.append(_Opened(f"<{bare}", f"</{element_shown(bare)}>"))
        yield shown


def _address(value: object) -> str:
    return MARK_IN_ADDRESS.sub("", _unmarked(str(value or ""))).strip()


def _is_web(address: str) -> bool:
    """Whether an address is one a browser can open, and no other than the web's."""
    if not address.startswith(WEB):
        return False
    return "href" in nh3.clean(f'<a href="{escape(address)}">', attributes={"a": {"href"}})


def _opening(link: Link) -> str:
    preview = f' data-says="{escape(link.preview)}"' if link.preview else ""
    return f'<a class="sg-term" href="{escape(link.href)}"{preview}>'


def _mark(marks: list[str], html: str) -> str:
    if not html:
        return ""
    marks.append(html)
    return chr(FIRST_MARK + len(marks) - 1)


def _clean(text: str) -> str:
    text = escape_control_chars(text)
    return text if text.isascii() else MARK.sub("\ufffd", text)


def _unmarked(text: str) -> str:
    return text if text.isascii() else MARK.sub("", text)


MATHML = (*sorted(MATHML_TAGS), "semantics", "annotation")
INLINE_TAGS = {
    *("p", "br", "em", "strong", "s", "code", "a", "span", "ul", "ol", "li", "pre", "blockquote", "div", "hr"),
    *("table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "colgroup", "col", "h2", "h3", "h4", "h5", "h6"),
    *("mark", "sub", "sup", "kbd", "ins", "del", "abbr", "b", "i", "u", "q", "cite", "small", "samp", "var", "wbr"),
    *("details", "summary", "figure", "figcaption", "dl", "dt", "dd", "ruby", "rt", "rp", "dfn", "section", "aside"),
    *("input", "img", "time", "audio", "video"),
    *MATHML,
}
COMMON = {"id", "class", "dir", "lang", "role", "aria-label", "aria-hidden", "tabindex", "title"}
ATTRIBUTES: dict[str, set[str]] = {
    "*": COMMON,
    "a": {"href", "data-says", "data-n", "rel"},
    "ol": {"start"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "details": {"open"},
    "time": {"datetime"},
    "input": {"checked", "disabled"},
    "img": {"src", "alt", "width", "height", "loading"},
    "audio": {"src", "controls", "preload"},
    "video": {"src", "controls", "preload"},
    **{name: {*MATHML_ATTRIBUTES, "encoding"} for name in MATHML},
}
SECOND_LOCK = nh3.Cleaner(
    tags=INLINE_TAGS,
    attributes=ATTRIBUTES,
    url_schemes={"http", "https"},
    link_rel=None,
    tag_attribute_values={"input": {"type": {"checkbox"}}},
)
"""As constant as what it allows."""
